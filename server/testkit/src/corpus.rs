//! Files as patients, and others, upload them: each made here byte by byte, with what must become of it.
//!
//! Nothing here is taken from anywhere, and nothing is a file of its own in this repository: no scanner of anybody's
//! trips over it, and what a case is about can be read.

use data_encoding::BASE64;
use portal_care::files::Refusal;
use portal_gateways::eicar;
use portal_types::file::FileKind;

/// What is hidden in pictures of this collection. It must not be in what is kept of them.
pub const HIDDEN: &str = "<script>hidden('42N 71W')</script>";

/// A file that somebody sends.
#[derive(Clone, Debug)]
pub struct Upload {
    /// What the case is.
    pub about: &'static str,
    /// Its name, as the browser says it.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// What is kept of it, or why it is refused.
    pub judged: Result<FileKind, Refusal>,
    /// What it is called from then on, if it is kept.
    pub called: String,
    /// Whether the scanner must find something in what is kept.
    pub infected: bool,
}

impl Upload {
    fn new(about: &'static str, name: &str, bytes: impl Into<Vec<u8>>, judged: Result<FileKind, Refusal>) -> Self {
        Self { about, name: name.into(), bytes: bytes.into(), judged, called: name.into(), infected: false }
    }

    fn kept(about: &'static str, name: &str, bytes: impl Into<Vec<u8>>, kind: FileKind) -> Self {
        Self::new(about, name, bytes, Ok(kind))
    }

    fn refused(about: &'static str, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self::new(about, name, bytes, Err(Refusal::Kind))
    }

    fn called(self, name: &str) -> Self {
        Self { called: name.into(), ..self }
    }

    fn infected(self) -> Self {
        Self { infected: true, ..self }
    }
}

/// All of them.
pub fn uploads() -> Vec<Upload> {
    [pictures(), pictures_with_something_hidden(), no_pictures(), documents(), texts(), other_kinds(), names()].concat()
}

fn pictures() -> Vec<Upload> {
    let (jpeg, png) = (FileKind::Jpeg, FileKind::Png);
    vec![
        Upload::kept("a grey JPEG", "grey.jpg", jpeg_of(1, 16, 8, &[]), jpeg),
        Upload::kept("a JPEG", "rash.jpg", jpeg_of(3, 40, 24, &[]), jpeg),
        Upload::kept("a JPEG for printers (CMYK)", "print.jpeg", jpeg_of(4, 16, 16, &[]), jpeg).called("print.jpg"),
        Upload::kept("a JPEG that lies on its side", "side.jpg", jpeg_of(3, 16, 8, &[exif(6)]), jpeg),
        Upload::kept("a PNG", "screen.png", small_png(&[]), png),
        Upload::kept("a PNG of 16 bits a colour", "deep.png", png_of(2, 2, 16, 2, &rows(2, 12), &[]), png),
        Upload::kept("a PNG of black and white", "fax.png", png_of(8, 3, 1, 0, &rows(3, 1), &[]), png),
        Upload::kept("a GIF", "old.gif", gif(), png).called("old.png"),
        Upload::kept("a WebP", "new.webp", webp(&[LOSSLESS_FRAME]), png).called("new.png"),
        Upload::kept("a WebP that moves", "moves.webp", decoded(MOVING_WEBP), png).called("moves.png"),
        Upload::kept("a PNG that is called a JPEG", "photo.jpg", small_png(&[]), png).called("photo.png"),
        Upload::kept("a JPEG that is called a page", "page.html", jpeg_of(3, 8, 8, &[]), jpeg).called("page.html.jpg"),
    ]
}

fn pictures_with_something_hidden() -> Vec<Upload> {
    let (jpeg, png) = (FileKind::Jpeg, FileKind::Png);
    let hidden = HIDDEN.as_bytes();
    let comment = segment(0xFE, hidden);
    let text = chunk(b"tEXt", &[b"Comment\0", hidden].concat());
    let place = chunk(b"eXIf", &exif_data(1));
    vec![
        Upload::kept("a JPEG that says where it was taken", "home.jpg", jpeg_of(3, 16, 16, &[exif(1)]), jpeg),
        Upload::kept("a JPEG with a script in a comment", "c.jpg", jpeg_of(3, 16, 16, &[comment]), jpeg),
        Upload::kept("a JPEG with a page behind it", "p.jpg", [&*jpeg_of(3, 8, 8, &[]), hidden].concat(), jpeg),
        Upload::kept("a JPEG with an archive behind it", "j.jpg", [jpeg_of(3, 8, 8, &[]), zip()].concat(), jpeg),
        Upload::kept("a PNG with a script in its text", "t.png", small_png(&[text]), png),
        Upload::kept("a PNG that says where it was taken", "w.png", small_png(&[place]), png),
        Upload::kept("a PNG and ZIP", "both.png", [small_png(&[]), zip()].concat(), png),
        Upload::kept("a GIFAR: a GIF and a program of Java", "gifar.gif", [gif(), zip()].concat(), png)
            .called("gifar.png"),
        Upload::kept("a GIF with a page behind it", "g.gif", [&*gif(), hidden].concat(), png).called("g.png"),
        Upload::kept("a WebP that says where it was taken", "w.webp", placed_webp(), png).called("w.png"),
        Upload::kept("a WebP with an archive behind it", "z.webp", [webp(&[LOSSLESS_FRAME]), zip()].concat(), png)
            .called("z.png"),
    ]
}

fn no_pictures() -> Vec<Upload> {
    let cut = |whole: Vec<u8>| whole[..whole.len() / 2].to_vec();
    let bomb = |about, name, bytes| Upload::new(about, name, bytes, Err(Refusal::TooLarge));
    let broken = |about, name, bytes| Upload::new(about, name, bytes, Err(Refusal::Broken));
    let mut wrong_sum = small_png(&[]);
    wrong_sum[29] ^= 1;
    vec![
        bomb("a PNG of 50,000 x 50,000", "bomb.png", png_of(50_000, 50_000, 8, 2, &[0], &[])),
        bomb("a PNG of 12,000 x 12,000, deep", "deep.png", png_of(12_000, 12_000, 16, 6, &[0], &[])),
        bomb("a JPEG of 65,500 x 65,500", "bomb.jpg", jpeg_head(0xC0, 8, 65_500, 65_500)),
        bomb("a JPEG of 5,000 x 5,000 in passes", "passes.jpg", jpeg_head(0xC2, 8, 5_000, 5_000)),
        bomb("a GIF of 65,535 x 65,535", "bomb.gif", large_gif()),
        bomb("a WebP with a large frame on a small canvas", "bomb.webp", webp(&[SMALL_CANVAS, LARGE_FRAME])),
        broken("a PNG that is cut off", "cut.png", cut(small_png(&[]))),
        broken("a JPEG that is cut off", "cut.jpg", cut(jpeg_of(3, 80, 80, &[]))),
        broken("a GIF that is cut off", "cut.gif", cut(gif())),
        broken("a WebP that is cut off", "cut.webp", cut(webp(&[LOSSLESS_FRAME]))),
        broken("a PNG whose head has a wrong sum", "sum.png", wrong_sum),
        broken("a PNG of nothing", "none.png", png_of(0, 0, 8, 2, &[], &[])),
        broken("a JPEG of 12 bits", "twelve.jpg", jpeg_head(0xC1, 12, 16, 16)),
        broken("a JPEG that nobody writes (arithmetic)", "odd.jpg", jpeg_head(0xC9, 8, 16, 16)),
        broken("first bytes of a JPEG and a page", "page.jpg", b"\xFF\xD8\xFF<html><script>alert(1)".to_vec()),
        broken("first bytes of a GIF and a script", "script.gif", b"GIF89a/*".to_vec()),
    ]
}

fn documents() -> Vec<Upload> {
    let pdf = FileKind::Pdf;
    let page = b"<html><script>alert(1)</script>".as_slice();
    let late = [[b'%'; 1024].as_slice(), &pdf_of("")].concat();
    let early = [page, &pdf_of("")].concat();
    let headless = b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\n";
    vec![
        Upload::kept("a PDF", "referral.pdf", pdf_of(""), pdf),
        Upload::kept("a PDF with more than text in it", "scan.pdf", pdf_of("\u{E9}\u{0}\u{1}"), pdf),
        Upload::kept("a PDF that is called a picture", "scan.jpg", pdf_of(""), pdf).called("scan.jpg.pdf"),
        Upload::kept("a PDF with the text that scanners find", "found.pdf", pdf_of(&eicar()), pdf).infected(),
        Upload::refused("a PDF with a page before it", "page.pdf", early),
        Upload::refused("a PDF behind 1 KiB of something else", "late.pdf", late),
        Upload::refused("a PDF without an end", "half.pdf", headless),
        Upload::refused("a PDF with much behind its end", "long.pdf", [pdf_of(""), vec![0; 4096]].concat()),
        Upload::refused("a PDF and ZIP", "both.pdf", [&*pdf_of(""), &*zip(), b"%%EOF\n"].concat()),
    ]
}

fn texts() -> Vec<Upload> {
    let text = FileKind::Text;
    let wide = |order: fn(u16) -> [u8; 2]| "\u{FEFF}héllo".encode_utf16().flat_map(order).collect::<Vec<u8>>();
    vec![
        Upload::kept("a text", "diary.txt", "Mon 7.1\r\nTue 6.9\r\n", text),
        Upload::kept("a text in Spanish, with its mark", "diario.txt", "\u{FEFF}Señal: ¿dolor? ñ", text),
        Upload::kept("a table that would compute", "sugar.csv", "=cmd|' /C calc'!A0\n", text).called("sugar.csv.txt"),
        Upload::kept("a script that is only text", "a.js", "alert(document.cookie)", text).called("a.js.txt"),
        Upload::kept("the text that scanners find", "eicar.com", eicar(), text).called("eicar.com.txt").infected(),
        Upload::new("nothing", "empty.txt", "", Err(Refusal::Empty)),
        Upload::new("nothing, called a picture", "empty.jpg", "", Err(Refusal::Empty)),
        Upload::new("blanks", "blank.txt", " \r\n\t\n", Err(Refusal::Empty)),
        Upload::refused("a text in UTF-16", "wide.txt", wide(u16::to_le_bytes)),
        Upload::refused("a text in UTF-16, the other way round", "wide.txt", wide(u16::to_be_bytes)),
        Upload::refused("a text of old Windows", "old.txt", b"caf\xE9".as_slice()),
        Upload::refused("a text with a zero byte", "zero.txt", "hello\0world"),
        Upload::refused("a text that colours a terminal", "esc.txt", "\u{1B}[31mred"),
        Upload::refused("a page", "page.html", "<!DOCTYPE html><title>x</title>"),
        Upload::refused("a page that is called a text", "page.txt", "\n\n <HTML><body onload=alert(1)>"),
        Upload::refused("a page that is called a picture", "page.jpg", "<html><script>alert(1)</script>"),
        Upload::refused("a text with a script in it", "mixed.txt", "hello <script src=//evil.example></script>"),
        Upload::refused("a drawing with a script (SVG)", "x.svg", "<svg xmlns='http://w3.org/2000/svg' onload='a()'/>"),
        Upload::refused("a drawing with a mark before it", "x.png", "\u{FEFF}<?xml version='1.0'?><svg/>"),
        Upload::refused("a script for a shell", "run.txt", "#!/bin/sh\nrm -r ~\n"),
        Upload::refused("RTF", "letter.rtf", "{\\rtf1 hello}"),
        Upload::refused("PostScript", "letter.ps", "%!PS-Adobe-3.0\nshowpage\n"),
    ]
}

fn other_kinds() -> Vec<Upload> {
    let iphone = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x08mdat".as_slice();
    let generic = b"\0\0\0\x14ftypmif1\0\0\0\0heic".as_slice();
    vec![
        Upload::new("a photo of an iPhone (HEIC)", "IMG_0001.HEIC", iphone, Err(Refusal::Heic)),
        Upload::new("a HEIC that is called a JPEG", "IMG_0001.jpg", generic, Err(Refusal::Heic)),
        Upload::refused("AVIF", "new.avif", b"\0\0\0\x14ftypavif\0\0\0\0mif1".as_slice()),
        Upload::refused("a film", "film.mp4", b"\0\0\0\x18ftypmp42\0\0\0\0isommp42".as_slice()),
        Upload::refused("an archive", "all.zip", zip()),
        Upload::refused("a document of Word, which is an archive", "letter.docx", zip()),
        Upload::refused("a document of old Word", "letter.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0".as_slice()),
        Upload::refused("something packed (gzip), perhaps SVG", "x.svgz", b"\x1F\x8B\x08\0\0\0\0\0\0\x03".as_slice()),
        Upload::refused("a program of Windows", "setup.jpg", b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xFF\xFF".as_slice()),
        Upload::refused("a program of Linux", "run.pdf", b"\x7FELF\x02\x01\x01\0".as_slice()),
        Upload::refused("a program of Java", "A.class", b"\xCA\xFE\xBA\xBE\0\0\0\x41".as_slice()),
        Upload::refused("a TIFF", "scan.tif", b"II\x2A\0\x08\0\0\0".as_slice()),
        Upload::refused("a BMP", "old.bmp", b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0".as_slice()),
        Upload::refused("a sound that begins as a WebP does", "a.webp", b"RIFF\x04\0\0\0WAVEfmt ".as_slice()),
    ]
}

fn names() -> Vec<Upload> {
    let named = |about, name: &str, called: &str| Upload::kept(about, name, "hello", FileKind::Text).called(called);
    vec![
        named("a name with a path", "../../etc/passwd", "passwd.txt"),
        named("a name with a path of Windows", "C:\\fakepath\\diary.txt", "diary.txt"),
        named("a name with a zero byte", "diary.txt\0.exe", "diary.txt.exe.txt"),
        named("a name that reads the other way round", "a\u{202E}txt.exe", "atxt.exe.txt"),
        named("a name of 300 characters", &"n".repeat(300), &format!("{}.txt", "n".repeat(116))),
        named("a name that would be a header", "a\r\nX-B: c.txt", "a X-B- c.txt"),
        named("a name that would end a quotation", "a\"; b=\"c.txt", "a-; b=-c.txt"),
        named("a name that Windows keeps for itself", "NUL.txt", "_NUL.txt"),
        named("a name of dots", "...", "file.txt"),
        named("no name", "", "file.txt"),
        named("a name with a face", "😀 día.txt", "😀 día.txt"),
    ]
}

// --- pictures, by hand ---

/// A WebP of one pixel, as its own chunk.
const LOSSLESS_FRAME: &[u8] = b"VP8L\x0D\0\0\0\x2F\0\0\0\x10\x07\x10\x11\x11\x88\x88\xFE\x07\0";

/// A canvas of one pixel with nothing special about it.
const SMALL_CANVAS: &[u8] = b"VP8X\x0A\0\0\0\0\0\0\0\0\0\0\0\0\0";

/// The head of a frame of 16,383 x 16,383.
const LARGE_FRAME: &[u8] = b"VP8 \x0A\0\0\0\x10\0\0\x9D\x01\x2A\xFF\x3F\xFF\x3F";

/// A canvas of one pixel with a frame that is shown for a while.
const MOVING_WEBP: &str = "UklGRlIAAABXRUJQVlA4WAoAAAASAAAAAAAAAAAAQU5JTQYAAAD/////AABBTk1GJgAAAAAAAAAAAAAAAAAA\
                           AGQAAABWUDhMDQAAAC8AAAAQBxAREYiI/gcA";

fn decoded(text: &str) -> Vec<u8> {
    BASE64.decode(text.as_bytes()).expect("a constant of ours")
}

fn webp(chunks: &[&[u8]]) -> Vec<u8> {
    let body = chunks.concat();
    let length = u32::try_from(4 + body.len()).expect("a small one");
    [b"RIFF".as_slice(), &length.to_le_bytes(), b"WEBP", &body].concat()
}

/// One that says where it was taken.
fn placed_webp() -> Vec<u8> {
    let data = exif_data(1);
    let length = u32::try_from(data.len()).expect("a small one");
    let place = [b"EXIF".as_slice(), &length.to_le_bytes(), &data, &vec![0; data.len() % 2]].concat();
    // With colours that can be seen through, and EXIF.
    webp(&[b"VP8X\x0A\0\0\0\x18\0\0\0\0\0\0\0\0\0", LOSSLESS_FRAME, &place])
}

/// What a camera says: which way up, and something that nobody needs to know.
fn exif_data(orientation: u8) -> Vec<u8> {
    let entry = [0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0];
    [b"II\x2A\0\x08\0\0\0\x01\0".as_slice(), &entry, &[0; 4], HIDDEN.as_bytes()].concat()
}

fn exif(orientation: u8) -> Vec<u8> {
    segment(0xE1, &[b"Exif\0\0".as_slice(), &exif_data(orientation)].concat())
}

/// A segment of a JPEG.
fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(2 + data.len()).expect("a small one");
    [[0xFF, marker].as_slice(), &length.to_be_bytes(), data].concat()
}

/// A JPEG of one grey, of one, three or four parts a pixel, with some segments more.
fn jpeg_of(parts: u8, width: u16, height: u16, more: &[Vec<u8>]) -> Vec<u8> {
    let factors = segment(0xDB, &[[0_u8].as_slice(), &[1; 64]].concat());
    // Each table knows one sign, of one bit: no difference to the block before, and nothing else in the block.
    let table = |class: u8| segment(0xC4, &[[class, 1].as_slice(), &[0; 15], &[0]].concat());
    // Four parts without a transformation are inks.
    let inks = if parts == 4 { segment(0xEE, b"Adobe\0\x64\0\0\0\0\0") } else { Vec::new() };
    let bits = usize::from(width.div_ceil(8)) * usize::from(height.div_ceil(8)) * usize::from(parts) * 2;
    let mut scan = vec![0_u8; bits / 8];
    if bits % 8 > 0 {
        scan.push(0xFF_u8 >> (bits % 8));
    }
    let mut jpeg = [b"\xFF\xD8".to_vec(), more.concat(), inks, factors].concat();
    jpeg.extend(frame(0xC0, parts, 8, width, height));
    jpeg.extend([table(0x00), table(0x10), scan_head(parts), scan, b"\xFF\xD9".to_vec()].concat());
    jpeg
}

/// What a JPEG says of its pixels.
fn frame(kind: u8, parts: u8, bits: u8, width: u16, height: u16) -> Vec<u8> {
    let mut data = vec![bits];
    data.extend(height.to_be_bytes());
    data.extend(width.to_be_bytes());
    data.push(parts);
    for part in 1..=parts {
        data.extend([part, 0x11, 0]);
    }
    segment(kind, &data)
}

fn scan_head(parts: u8) -> Vec<u8> {
    let mut data = vec![parts];
    for part in 1..=parts {
        data.extend([part, 0]);
    }
    data.extend([0, 63, 0]);
    segment(0xDA, &data)
}

/// A JPEG of a kind with nothing in it.
fn jpeg_head(kind: u8, bits: u8, width: u16, height: u16) -> Vec<u8> {
    [b"\xFF\xD8".to_vec(), frame(kind, 3, bits, width, height), scan_head(3), b"\xFF\xD9".to_vec()].concat()
}

/// A PNG of 16 x 16 pixels of one grey, with some chunks more.
fn small_png(more: &[Vec<u8>]) -> Vec<u8> {
    png_of(16, 16, 8, 2, &rows(16, 48), more)
}

/// So many rows of so many bytes, all the same, each with the number of its filter before it: none.
fn rows(count: usize, bytes: usize) -> Vec<u8> {
    [vec![0_u8], vec![0x55; bytes]].concat().repeat(count)
}

fn png_of(width: u32, height: u32, bits: u8, colours: u8, rows: &[u8], more: &[Vec<u8>]) -> Vec<u8> {
    let head = [width.to_be_bytes().as_slice(), &height.to_be_bytes(), &[bits, colours, 0, 0, 0]].concat();
    let pixels = chunk(b"IDAT", &packed(rows));
    [b"\x89PNG\r\n\x1A\n".to_vec(), chunk(b"IHDR", &head), more.concat(), pixels, chunk(b"IEND", &[])].concat()
}

fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).expect("a small one");
    let named = [name.as_slice(), data].concat();
    [length.to_be_bytes().as_slice(), &named, &crc(&named).to_be_bytes()].concat()
}

/// As zlib packs what cannot be packed: as it is.
fn packed(data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).expect("a small one");
    let (mut low, mut high) = (1_u32, 0_u32);
    for byte in data {
        low = (low + u32::from(*byte)) % 65_521;
        high = (high + low) % 65_521;
    }
    let sum = (high << 16) | low;
    let lengths = [length.to_le_bytes(), (!length).to_le_bytes()].concat();
    [[0x78_u8, 1, 1].as_slice(), &lengths, data, &sum.to_be_bytes()].concat()
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 })
    })
}

/// A GIF of 2 x 2 pixels. Its signs, of three bits each from the lowest on: anew, 0, 0, anew, 0, 0, end.
fn gif() -> Vec<u8> {
    let signs = [4_u32, 0, 0, 4, 0, 0, 5].into_iter().rev().fold(0_u32, |bits, sign| (bits << 3) | sign).to_le_bytes();
    let head = b"GIF89a\x02\0\x02\0\x80\0\0\x20\x30\x40\xFF\xFF\xFF,\0\0\0\0\x02\0\x02\0\0\x02\x03";
    [head.as_slice(), &signs[..3], b"\0;"].concat()
}

/// The head of a GIF of 65,535 x 65,535.
fn large_gif() -> Vec<u8> {
    b"GIF89a\xFF\xFF\xFF\xFF\x80\0\0\x20\x30\x40\xFF\xFF\xFF,\0\0\0\0\xFF\xFF\xFF\xFF\0\x02\x01\x04\0;".to_vec()
}

// --- other files, by hand ---

/// A PDF with an empty page, and a remark.
fn pdf_of(remark: &str) -> Vec<u8> {
    let catalog = "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj";
    let pages = "2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj";
    format!("%PDF-1.4\n%{remark}\n{catalog}\n{pages}\ntrailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n").into_bytes()
}

/// An archive with one file in it, as a program of Java begins.
fn zip() -> Vec<u8> {
    let (name, data) = (b"META-INF/MANIFEST.MF".as_slice(), HIDDEN.as_bytes());
    let sizes = |count: usize| u32::try_from(count).expect("a small one").to_le_bytes();
    let name_length = u16::try_from(name.len()).expect("a small one").to_le_bytes();
    // Version, flags, method (none), time, day, sum, both sizes, the name's length and that of what is added to it.
    let about = [
        [20_u8, 0, 0, 0, 0, 0, 0, 0, 0x21, 0].as_slice(),
        &crc(data).to_le_bytes(),
        &sizes(data.len()),
        &sizes(data.len()),
        &name_length,
        &[0, 0],
    ]
    .concat();
    let file = [b"PK\x03\x04".as_slice(), &about, name, data].concat();
    // Comment, disk, attributes, and where the file begins.
    let list = [b"PK\x01\x02\x14\0".as_slice(), &about, &[0; 14], name].concat();
    let end = [b"PK\x05\x06\0\0\0\0\x01\0\x01\0".as_slice(), &sizes(list.len()), &sizes(file.len()), &[0, 0]].concat();
    [file, list, end].concat()
}
