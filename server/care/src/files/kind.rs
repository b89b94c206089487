//! What a file is, by its content, and what it may be called. Pure.

use super::Refusal;
use portal_types::file::FileKind;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// A picture: it is drawn anew before it is kept.
    Picture(Format),
    /// A PDF.
    Pdf,
    /// Plain text.
    Text,
}

/// How a picture is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// GIF: its first picture counts.
    Gif,
    /// WebP: its first picture counts.
    WebP,
}

/// Readers of PDF look for `%%EOF` this near to the end.
const PDF_END: usize = 1024;

/// How far from the end the record that ends a ZIP may lie: its own 22 bytes, the longest comment, and what readers
/// forgive.
const ZIP_END: usize = 22 + 65_535 + 1024;

/// The record that ends a ZIP, of an archive that is in one piece.
const ZIP_RECORD: &[u8] = b"PK\x05\x06\0\0\0\0";

/// The brands of HEIF with pictures by HEVC. AVIF is not among them: what cannot show HEIC may show it, and no phone
/// takes photos that way.
const HEIC: [&[u8]; 8] = [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"];

/// Characters at the start of a text in which programs look for markup.
const SNIFFED: usize = 1024;

/// What makes a page, a drawing or a document of a text, wherever it stands at its start.
const MARKUP: [&str; 8] = ["<!doctype", "<html", "<head", "<body", "<script", "<iframe", "<svg", "<?xml"];

/// What a file is. What is not surely one of ours is refused: the list says what is taken, never what is not.
pub fn content(bytes: &[u8]) -> Result<Content, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if bytes.starts_with(b"\xFF\xD8\xFF") {
        return Ok(Content::Picture(Format::Jpeg));
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1A\n") {
        return Ok(Content::Picture(Format::Png));
    }
    if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
        return Ok(Content::Picture(Format::Gif));
    }
    if bytes.starts_with(b"RIFF") && has_at(bytes, 8, b"WEBP") {
        return Ok(Content::Picture(Format::WebP));
    }
    if has_at(bytes, 4, b"ftyp") && HEIC.iter().any(|brand| has_at(bytes, 8, brand)) {
        return Err(Refusal::Heic);
    }
    if is_pdf(bytes) {
        return Ok(Content::Pdf);
    }
    let text = text(bytes).ok_or(Refusal::Kind)?;
    if text.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    if is_markup(text) { Err(Refusal::Kind) } else { Ok(Content::Text) }
}

fn has_at(bytes: &[u8], at: usize, word: &[u8]) -> bool {
    bytes.get(at..).is_some_and(|rest| rest.starts_with(word))
}

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

/// The last bytes.
fn end(bytes: &[u8], count: usize) -> &[u8] {
    &bytes[bytes.len().saturating_sub(count)..]
}

/// A PDF from its first byte on: some readers also take one behind other things, and it is then something else, too. A
/// ZIP is read from its end, so one may hide behind a PDF; it is looked for because a PDF is kept as it is.
fn is_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-") && contains(end(bytes, PDF_END), b"%%EOF") && !contains(end(bytes, ZIP_END), ZIP_RECORD)
}

/// Text as everybody reads it: UTF-8 without control characters. That leaves out UTF-16 and old Windows texts, whose
/// signs we would have to guess.
fn text(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes).ok()?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let plain = |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r' | '\u{C}');
    text.chars().all(plain).then_some(text)
}

/// Whether a text is meant for a program: a page, a drawing, a script, PostScript, RTF, or a PDF with something before
/// it.
fn is_markup(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(SNIFFED).collect::<String>().to_ascii_lowercase();
    let tag = start.strip_prefix('<').is_some_and(|rest| rest.starts_with(['!', '?', '/']) || starts_with_letter(rest));
    tag || ["#!", "%!", "{\\rtf"].iter().any(|sign| start.starts_with(*sign))
        || MARKUP.iter().any(|sign| start.contains(*sign))
        || text.contains("%PDF-")
}

fn starts_with_letter(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// Characters of a name, its ending with it.
const NAME_CHARS: usize = 120;

/// Bytes of a name: file systems take 255, and put a number behind the second one of a name.
const NAME_BYTES: usize = 240;

/// What a file is called from now on: one part of a path, readable, safe on every desk, ending in what it is. An ending
/// that says something else stays, in front of ours: `run.exe` is `run.exe.txt`, because it is a text.
pub fn clean_name(raw: &str, kind: FileKind) -> String {
    let last = raw.rsplit(['/', '\\']).next().unwrap_or_default();
    let mut name = String::new();
    for character in last.chars() {
        if character.is_whitespace() {
            if !name.ends_with(' ') {
                name.push(' ');
            }
        } else if is_hidden(character) {
            // Left out.
        } else if matches!(character, '<' | '>' | ':' | '"' | '|' | '?' | '*') {
            name.push('-');
        } else {
            name.push(character);
        }
    }
    let name = name.trim_end_matches([' ', '.']);
    let stem = match name.rsplit_once('.') {
        Some((stem, ending)) if is_said_anew(ending, kind) => stem,
        _ => name,
    };
    let stem = stem.trim_matches([' ', '.']);
    let stem = if stem.is_empty() { "file" } else { stem };
    let mark = if is_reserved(stem) { "_" } else { "" };
    let ending = kind.ending();
    let beside = mark.len() + 1 + ending.len();
    let short = cut(stem, NAME_CHARS - beside, NAME_BYTES - beside);
    format!("{mark}{}.{ending}", short.trim_end_matches([' ', '.']))
}

/// What nobody sees, and what turns the letters after it round: `gpj.exe` could look like `exe.jpg`.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{AD}'
                | '\u{61C}'
                | '\u{180E}'
                | '\u{200B}'..='\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{FEFF}'
                | '\u{FFF9}'..='\u{FFFB}'
                | '\u{E0000}'..='\u{E007F}'
        )
}

/// Whether ours takes the place of an ending: it says the same, or it said what a picture was before we drew it anew.
fn is_said_anew(ending: &str, kind: FileKind) -> bool {
    let ending = ending.to_ascii_lowercase();
    let same: &[&str] = match kind {
        FileKind::Jpeg | FileKind::Png => &["jpg", "jpeg", "jpe", "jfif", "png", "gif", "webp", "heic", "heif"],
        FileKind::Pdf => &["pdf"],
        FileKind::Text => &["txt", "text"],
    };
    same.contains(&ending.as_str())
}

/// Whether Windows takes a name for a device, whatever its ending.
fn is_reserved(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered = ["COM", "LPT"].into_iter().any(|device| {
        first.strip_prefix(device).is_some_and(|number| number.chars().count() == 1 && "0123456789¹²³".contains(number))
    });
    numbered || matches!(first.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$")
}

/// The start of a text, no longer than so many characters and bytes.
fn cut(text: &str, chars: usize, bytes: usize) -> &str {
    let end = text.char_indices().take(chars).map(|(at, c)| at + c.len_utf8()).take_while(|end| *end <= bytes).last();
    &text[..end.unwrap_or(0)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(format: Format) -> Result<Content, Refusal> {
        Ok(Content::Picture(format))
    }

    #[test]
    fn each_kind_by_its_first_bytes() {
        let cases: &[(&[u8], Result<Content, Refusal>)] = &[
            (b"\xFF\xD8\xFF\xE0....", picture(Format::Jpeg)),
            (b"\xFF\xD8\xFF\xDB....", picture(Format::Jpeg)),
            (b"\x89PNG\r\n\x1A\n....", picture(Format::Png)),
            (b"GIF87a....", picture(Format::Gif)),
            (b"GIF89a....", picture(Format::Gif)),
            (b"RIFF\x04\0\0\0WEBPVP8L", picture(Format::WebP)),
            (b"%PDF-1.7\n\xE2\xE3\nstartxref\n0\n%%EOF\n", Ok(Content::Pdf)),
            (b"Dear doctor,\r\n\tit itches.\x0C", Ok(Content::Text)),
            ("Señora Ibáñez: ¿sí? 👩‍⚕️".as_bytes(), Ok(Content::Text)),
            (b"\xEF\xBB\xBFwith a mark of its order", Ok(Content::Text)),
            (b"date;mg/dl\n2026-11-23;104\n", Ok(Content::Text)),
            (b"my sugar was <3 mmol, and 1 < 2", Ok(Content::Text)),
            (b"<3", Ok(Content::Text)),
        ];
        for (bytes, judged) in cases {
            assert_eq!(content(bytes), *judged, "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn what_is_not_surely_ours_is_refused() {
        for bytes in [
            b"\0".as_slice(),
            b"text with a \0 in it",
            b"bell \x07",
            b"escape \x1B[31m",
            b"\xC2\x85 a control character of two bytes",
            b"\xFF\xFEh\0i\0",
            b"\xFE\xFF\0h\0i",
            b"h\0i\0",
            b"caf\xE9 in Latin-1",
            b"\xED\xA0\x80 half a pair",
            b"\xC0\xAF written too long",
            b"PK\x03\x04\x14\0",
            b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
            b"MZ\x90\0\x03",
            b"\x7FELF\x02\x01\x01",
            b"\xCF\xFA\xED\xFE\x07",
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
            b"Rar!\x1A\x07\0",
            b"7z\xBC\xAF\x27\x1C",
            b"\x1F\x8B\x08\0",
            b"BM\x36\0\0\0\0\0",
            b"II*\0\x08\0\0\0",
            b"\0\0\x01\0\x01\0\x10\x10",
            b"\0asm\x01\0\0\0",
            b"ID3\x04\0",
            b"RIFF\x04\0\0\0WAVEfmt ",
            b"RIFF\x04\0\0\0WEB",
            b"\0\0\0\x1CftypavifABCD",
            b"\0\0\0\x18ftypmp42ABCD",
            b"#!/bin/sh\necho hello\n",
            b"{\\rtf1\\ansi hello}",
            b"%!PS-Adobe-3.0\n",
            b"<html><body>hello",
            b"  \r\n\t<!DOCTYPE html>",
            b"\xEF\xBB\xBF<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
            b"<?xml version='1.0'?><svg/>",
            b"<a href='x'>y</a>",
            b"</p>",
            b"hello <ScRiPt>alert(1)</ScRiPt>",
            b"\x89PNG\r\n",
            b"\xFF\xD8",
        ] {
            assert_eq!(content(bytes), Err(Refusal::Kind), "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn nothing_is_empty_and_so_is_nothing_but_blanks() {
        for bytes in [b"".as_slice(), b" \r\n\t ", b"\xEF\xBB\xBF", b"\xEF\xBB\xBF\n"] {
            assert_eq!(content(bytes), Err(Refusal::Empty));
        }
    }

    #[test]
    fn photos_of_iphones_get_advice() {
        for brand in HEIC {
            let mut bytes = b"\0\0\0\x18ftyp".to_vec();
            bytes.extend_from_slice(brand);
            bytes.extend_from_slice(b"\0\0\0\0mif1heic");
            assert_eq!(content(&bytes), Err(Refusal::Heic));
        }
    }

    #[test]
    fn a_pdf_is_one_from_its_first_byte_to_its_last() {
        let whole = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF".to_vec();
        assert_eq!(content(&whole), Ok(Content::Pdf));
        // A little behind the end is what real programs leave there.
        assert_eq!(content(&[whole.as_slice(), b"\r\n\0\0"].concat()), Ok(Content::Pdf));
        for wrong in [
            [b"<html>".as_slice(), &whole].concat(),
            [b" ".as_slice(), &whole].concat(),
            [[b'x'; 2000].as_slice(), &whole].concat(),
            [[0xFE_u8; 1024].as_slice(), &whole].concat(),
            [whole.as_slice(), &[0_u8; 1025]].concat(),
            b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n".to_vec(),
            b"%PDF-1.4 \xE2\xE3 %%EO".to_vec(),
        ] {
            assert_eq!(content(&wrong), Err(Refusal::Kind));
        }
    }

    #[test]
    fn a_pdf_that_is_an_archive_too_is_refused() {
        let record = b"PK\x05\x06\0\0\0\0\x01\0\x01\0\x2E\0\0\0\0\0\0\0\x06\0%%EOF\n";
        assert_eq!(content(&[b"%PDF-1.4\n".as_slice(), record].concat()), Err(Refusal::Kind));
        // The same bytes far from the end are part of the document.
        let far = [b"%PDF-1.4\n".as_slice(), record, &[b'x'; ZIP_END], b"\n%%EOF"].concat();
        assert_eq!(content(&far), Ok(Content::Pdf));
    }

    #[test]
    fn a_picture_with_something_behind_it_is_that_picture() {
        let cases: &[(&[u8], Format)] = &[
            (b"GIF89a....;PK\x03\x04 META-INF/MANIFEST.MF PK\x05\x06", Format::Gif),
            (b"\x89PNG\r\n\x1A\n....PK\x03\x04", Format::Png),
            (b"\xFF\xD8\xFF\xFE<script>alert(1)</script>", Format::Jpeg),
            (b"GIF89a/*<svg onload=alert(1)>*/=1;alert(1)", Format::Gif),
        ];
        for (bytes, format) in cases {
            assert_eq!(content(bytes), picture(*format));
        }
    }

    /// A name and what becomes of it.
    fn renamed(raw: &str, kind: FileKind, name: &str) {
        assert_eq!(clean_name(raw, kind), name, "{raw:?}");
        assert_eq!(clean_name(name, kind), name, "a clean name stays");
    }

    #[test]
    fn a_good_name_stays() {
        for (name, kind) in [
            ("rash.jpg", FileKind::Jpeg),
            ("Überweisung Dr. Núñez.pdf", FileKind::Pdf),
            ("血圧 2026.txt", FileKind::Text),
            ("scan (2) [left] 50% #1 & 'so'.png", FileKind::Png),
        ] {
            renamed(name, kind, name);
        }
    }

    #[test]
    fn a_name_ends_in_what_the_file_is() {
        renamed("rash.JPEG", FileKind::Jpeg, "rash.jpg");
        renamed("moved.webp", FileKind::Png, "moved.png");
        renamed("moved.gif", FileKind::Jpeg, "moved.jpg");
        renamed("page.html", FileKind::Jpeg, "page.html.jpg");
        renamed("run.exe", FileKind::Text, "run.exe.txt");
        renamed("sugar.csv", FileKind::Text, "sugar.csv.txt");
        renamed("letter.pdf.exe", FileKind::Pdf, "letter.pdf.exe.pdf");
        renamed("letter.PDF", FileKind::Pdf, "letter.pdf");
        renamed("photo", FileKind::Png, "photo.png");
        renamed("x..jpg", FileKind::Jpeg, "x.jpg");
    }

    #[test]
    fn a_name_is_one_part_of_a_path() {
        renamed("../../etc/passwd", FileKind::Text, "passwd.txt");
        renamed("C:\\fakepath\\rash.jpg", FileKind::Jpeg, "rash.jpg");
        renamed("a/b\\c/rash.jpg", FileKind::Jpeg, "rash.jpg");
        renamed("C:rash.jpg", FileKind::Jpeg, "C-rash.jpg");
        for nothing in ["", "..", "../", ".jpg", " . ", "\0", "\u{202E}", "/", "...jpg"] {
            renamed(nothing, FileKind::Jpeg, "file.jpg");
        }
        renamed(".htaccess", FileKind::Text, "htaccess.txt");
    }

    #[test]
    fn nothing_hidden_is_in_a_name() {
        renamed("rash\0.exe", FileKind::Jpeg, "rash.exe.jpg");
        renamed("exe.\u{202E}gpj.txt", FileKind::Text, "exe.gpj.txt");
        renamed("a\u{2066}b\u{200B}c\u{FEFF}d\u{AD}.pdf", FileKind::Pdf, "abcd.pdf");
        renamed("a\r\nSet-Cookie: b=c.pdf", FileKind::Pdf, "a Set-Cookie- b=c.pdf");
        renamed("a \u{7}\u{1B} \t\u{2028} b.pdf", FileKind::Pdf, "a b.pdf");
        renamed("what\"; filename=\"x.pdf", FileKind::Pdf, "what-; filename=-x.pdf");
        renamed("<img src=x>*?|.png", FileKind::Png, "-img src=x----.png");
    }

    #[test]
    fn names_that_windows_keeps_for_itself_are_marked() {
        for (raw, name) in [
            ("con.jpg", "_con.jpg"),
            ("NUL", "_NUL.jpg"),
            ("aux.tar.jpg", "_aux.tar.jpg"),
            ("Com1.jpg", "_Com1.jpg"),
            ("lpt².jpg", "_lpt².jpg"),
            ("con .jpg", "_con.jpg"),
            ("CONIN$.jpg", "_CONIN$.jpg"),
            ("com.jpg", "com.jpg"),
            ("com10.jpg", "com10.jpg"),
            ("contact.jpg", "contact.jpg"),
        ] {
            renamed(raw, FileKind::Jpeg, name);
        }
    }

    #[test]
    fn a_long_name_is_cut_and_keeps_its_ending() {
        renamed(&"a".repeat(300), FileKind::Pdf, &format!("{}.pdf", "a".repeat(116)));
        renamed(&format!("{}.pdf", "a".repeat(300)), FileKind::Pdf, &format!("{}.pdf", "a".repeat(116)));
        // Four bytes each.
        renamed(&"🩹".repeat(300), FileKind::Png, &format!("{}.png", "🩹".repeat(59)));
        let dotted = format!("{}. . .{}.jpg", "a".repeat(113), "b".repeat(50));
        renamed(&dotted, FileKind::Jpeg, &format!("{}.jpg", "a".repeat(113)));
        let reserved = format!("con.{}.jpg", "a".repeat(300));
        renamed(&reserved, FileKind::Jpeg, &format!("_con.{}.jpg", "a".repeat(111)));
    }
}
