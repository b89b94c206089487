//! Pictures: read within limits, turned upright, made no larger than a screen needs, and drawn anew.
//!
//! What is written is made of pixels alone: no EXIF (where and when, with which telephone), no comment, no profile, and
//! nothing behind the picture's end. Whoever hid an archive or a script in a picture sends the picture without it.
//!
//! Decoders are given what strangers made up, and a few bytes can ask them for much memory. So all is measured by its
//! header first, also what a format keeps in inner headers (a JPEG's passes, a WebP's frames); and a picture at which a
//! decoder panics is [`Refusal::Broken`].

use super::{Format, Kept, Refusal};
use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::{CompressionType, FilterType, PngDecoder, PngEncoder};
use image::codecs::webp::WebPDecoder;
use image::metadata::{Cicp, Orientation};
use image::{ColorType, ConvertColorOptions, DynamicImage, ImageDecoder, ImageError, Limits, Rgb, RgbImage};
use portal_types::file::FileKind;
use std::io::Cursor;

/// The longest side that is read.
const SIDE: u32 = 12_000;

/// What reading may take: a photo of 50 million pixels, as telephones of today take them, is 143 MiB.
const MEMORY: u64 = 160 * 1024 * 1024;

/// The longest side that is kept.
const LONGEST: u32 = 4_096;

/// How well a photo is kept.
const QUALITY: u8 = 85;

/// A PNG that gets larger than this is a photo that came as something else: it is kept as a JPEG.
const LARGEST_PNG: usize = 4 * 1024 * 1024;

/// Bytes a pixel that a JPEG in passes takes besides its pixels: two for each of up to four parts, until the last pass.
const PASSES: u64 = 8;

impl From<ImageError> for Refusal {
    fn from(error: ImageError) -> Self {
        match error {
            ImageError::Limits(_) => Self::TooLarge,
            _ => Self::Broken,
        }
    }
}

/// Draws a picture anew.
pub fn redraw(bytes: &[u8], format: Format) -> Result<Kept, Refusal> {
    std::panic::catch_unwind(|| draw(bytes, format)).unwrap_or(Err(Refusal::Broken))
}

fn draw(bytes: &[u8], format: Format) -> Result<Kept, Refusal> {
    let (picture, told) = match format {
        Format::Jpeg => {
            let beside = if is_in_passes(bytes).ok_or(Refusal::Broken)? { PASSES } else { 0 };
            let mut decoder = JpegDecoder::new(Cursor::new(bytes))?;
            let told = Told::by(&mut decoder);
            (read(decoder, beside)?, told)
        }
        Format::Png => {
            let mut decoder = PngDecoder::with_limits(Cursor::new(bytes), limits())?;
            let told = Told::by(&mut decoder);
            (read(decoder, 0)?, told)
        }
        Format::Gif => (read(GifDecoder::new(Cursor::new(bytes))?, 0)?, Told::default()),
        Format::WebP => {
            let (whole, told) = webp(bytes)?;
            (read(WebPDecoder::new(Cursor::new(whole))?, 0)?, told)
        }
    };
    // Made smaller before it is turned: turning takes the memory once more.
    let mut picture = eight_bits(smaller(picture));
    if let Some(orientation) = told.orientation {
        picture.apply_orientation(orientation);
    }
    if told.wide {
        to_srgb(&mut picture);
    }
    Ok(write(&picture, format)?)
}

fn limits() -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(SIDE);
    limits.max_image_height = Some(SIDE);
    limits.max_alloc = Some(MEMORY);
    limits
}

/// Reads a picture whose header is not too much to ask. `beside` are the bytes a pixel that a decoder takes for itself.
fn read(mut decoder: impl ImageDecoder, beside: u64) -> Result<DynamicImage, Refusal> {
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(Refusal::Broken);
    }
    let mut limits = limits();
    limits.check_dimensions(width, height)?;
    limits.reserve(decoder.total_bytes())?;
    limits.reserve(u64::from(width) * u64::from(height) * beside)?;
    decoder.set_limits(limits)?;
    Ok(DynamicImage::from_decoder(decoder)?)
}

/// What a picture says of itself, besides its pixels.
#[derive(Default)]
struct Told {
    /// Which way up it is.
    orientation: Option<Orientation>,
    /// Whether its colours are those of Display P3, as iPhones write them.
    wide: bool,
}

impl Told {
    fn by(decoder: &mut impl ImageDecoder) -> Self {
        Self {
            orientation: decoder.orientation().ok(),
            wide: decoder.icc_profile().ok().flatten().is_some_and(|profile| is_display_p3(&profile)),
        }
    }
}

/// Whether a JPEG comes in passes. `None` if it is no JPEG, or its end is missing: half a picture, the rest of it grey,
/// could hide what it was sent for.
fn is_in_passes(bytes: &[u8]) -> Option<bool> {
    let mut passes = None;
    let mut rest = bytes.strip_prefix(b"\xFF\xD8")?;
    loop {
        // As decoders do: what is no marker before a marker is passed over.
        let at = rest.windows(2).position(|pair| pair[0] == 0xFF && !matches!(pair[1], 0 | 0xFF))?;
        let (marker, after) = rest.get(at + 1..)?.split_first()?;
        let length = usize::from(u16::from_be_bytes(*after.first_chunk::<2>()?));
        rest = after.get(length..)?;
        match marker {
            0xC0 | 0xC1 => passes = Some(false),
            0xC2 => passes = Some(true),
            0xD9 => return None,
            // Inside of a scan, 0xFF is always followed by something else.
            0xDA => return if rest.windows(2).any(|pair| pair == b"\xFF\xD9") { passes } else { None },
            _ => {}
        }
    }
}

/// A WebP up to its own end, if all its frames are within the limits, and what it tells. Its decoder believes a chunk's
/// length before it has seen the chunk, and reads a frame before it compares it with the canvas.
fn webp(bytes: &[u8]) -> Result<(&[u8], Told), Refusal> {
    let whole = riff(bytes).ok_or(Refusal::Broken)?;
    let mut told = Told::default();
    for (name, data) in chunks(&whole[12..]).ok_or(Refusal::Broken)? {
        match name {
            b"EXIF" => {
                let exif = data.strip_prefix(b"Exif\0\0").unwrap_or(data);
                told.orientation = told.orientation.or_else(|| Orientation::from_exif_chunk(exif));
            }
            b"ICCP" => told.wide = is_display_p3(data),
            b"ANMF" => {
                let inner = data.get(16..).and_then(chunks).ok_or(Refusal::Broken)?;
                for (name, data) in inner {
                    measure(name, data)?;
                }
            }
            _ => measure(name, data)?,
        }
    }
    Ok((whole, told))
}

/// A RIFF up to the end that it names, its head of twelve bytes with it.
fn riff(bytes: &[u8]) -> Option<&[u8]> {
    let length = u32::from_le_bytes(*bytes.get(4..)?.first_chunk::<4>()?);
    let whole = bytes.get(..usize::try_from(length).ok()?.checked_add(8)?)?;
    (whole.len() >= 12).then_some(whole)
}

/// The chunks of a RIFF: each one's name and what is in it. `None` if one is longer than what is left.
fn chunks(bytes: &[u8]) -> Option<Vec<(&[u8; 4], &[u8])>> {
    let mut found = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let (name, after) = rest.split_first_chunk::<4>()?;
        let (length, after) = after.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        let (data, after) = after.split_at_checked(length)?;
        found.push((name, data));
        // The next one begins at an even place.
        rest = after.get(length % 2..).unwrap_or_default();
    }
    Some(found)
}

/// Measures a frame of a WebP by its own header.
fn measure(name: &[u8; 4], data: &[u8]) -> Result<(), Refusal> {
    let size = match name {
        b"VP8 " => lossy_size(data).ok_or(Refusal::Broken)?,
        b"VP8L" => lossless_size(data).ok_or(Refusal::Broken)?,
        _ => return Ok(()),
    };
    limits().reserve_buffer(size.0, size.1, ColorType::Rgba8)?;
    Ok(())
}

fn lossy_size(data: &[u8]) -> Option<(u32, u32)> {
    let [width, more_width, height, more_height] = *data.get(6..)?.first_chunk::<4>()?;
    let side = |low, high| u32::from(u16::from_le_bytes([low, high]) & 0x3FFF);
    Some((side(width, more_width), side(height, more_height)))
}

fn lossless_size(data: &[u8]) -> Option<(u32, u32)> {
    let bits = u32::from_le_bytes(*data.get(1..)?.first_chunk::<4>()?);
    Some(((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1))
}

/// The three colours that Display P3 is made of, in 65,536ths, as its profiles say it.
const DISPLAY_P3: [(&[u8; 4], [i32; 3]); 3] =
    [(b"rXYZ", [33_759, 15_807, -69]), (b"gXYZ", [19_135, 45_368, 2_745]), (b"bXYZ", [10_296, 4_363, 51_385])];

/// Whether a profile is Display P3. Read as sRGB, its reds would be paler than they were, and a rash is red.
fn is_display_p3(profile: &[u8]) -> bool {
    DISPLAY_P3.iter().all(|(name, wanted)| {
        colour(profile, name).is_some_and(|found| found.iter().zip(wanted).all(|(a, b)| a.abs_diff(*b) < 200))
    })
}

/// A colour of a profile.
fn colour(profile: &[u8], name: &[u8; 4]) -> Option<[i32; 3]> {
    let number = |at: usize| Some(i32::from_be_bytes(*profile.get(at..)?.first_chunk::<4>()?));
    let (entries, _) = profile.get(132..)?.as_chunks::<12>();
    let entry = entries.iter().take(100).find(|entry| entry.starts_with(name))?;
    let place = entry.get(4..)?.first_chunk::<4>()?;
    // Behind the kind of the value, and four bytes that are kept free.
    let at = usize::try_from(u32::from_be_bytes(*place)).ok()?.checked_add(8)?;
    Some([number(at)?, number(at.checked_add(4)?)?, number(at.checked_add(8)?)?])
}

/// No larger than a screen needs. Each new pixel is the mean of the old ones: enough for this, and it takes no memory
/// besides the result.
fn smaller(picture: DynamicImage) -> DynamicImage {
    if picture.width().max(picture.height()) > LONGEST { picture.thumbnail(LONGEST, LONGEST) } else { picture }
}

/// With eight bits a colour, as everything shows it.
fn eight_bits(picture: DynamicImage) -> DynamicImage {
    match picture.color() {
        ColorType::L8 | ColorType::La8 | ColorType::Rgb8 | ColorType::Rgba8 => picture,
        ColorType::L16 => picture.into_luma8().into(),
        ColorType::La16 => picture.into_luma_alpha8().into(),
        other if other.has_alpha() => picture.into_rgba8().into(),
        _ => picture.into_rgb8().into(),
    }
}

/// From Display P3 to the colours that everything without a profile has.
fn to_srgb(picture: &mut DynamicImage) {
    if matches!(picture.color(), ColorType::Rgb8 | ColorType::Rgba8) {
        // If it cannot be done, the picture stays a little paler.
        let _done = picture
            .set_color_space(Cicp::DISPLAY_P3)
            .and_then(|()| picture.apply_color_space(Cicp::SRGB, ConvertColorOptions::default()));
    }
}

fn write(picture: &DynamicImage, format: Format) -> Result<Kept, ImageError> {
    if format != Format::Jpeg {
        let mut bytes = Vec::new();
        let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive);
        picture.write_with_encoder(encoder)?;
        if bytes.len() <= LARGEST_PNG {
            return Ok(Kept { kind: FileKind::Png, bytes });
        }
    }
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    if picture.has_alpha() {
        DynamicImage::from(on_white(picture)).write_with_encoder(encoder)?;
    } else {
        picture.write_with_encoder(encoder)?;
    }
    Ok(Kept { kind: FileKind::Jpeg, bytes })
}

/// On white paper, where it could be seen through.
fn on_white(picture: &DynamicImage) -> RgbImage {
    let clear = picture.to_rgba8();
    let mut paper = RgbImage::new(clear.width(), clear.height());
    for (to, from) in paper.pixels_mut().zip(clear.pixels()) {
        let [red, green, blue, alpha] = from.0.map(u32::from);
        let over = |colour: u32| u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX);
        *to = Rgb([over(red), over(green), over(blue)]);
    }
    paper
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::codecs::gif::GifEncoder;
    use image::codecs::webp::WebPEncoder;
    use image::{ExtendedColorType, GrayImage, ImageBuffer, ImageEncoder as _, ImageFormat, Luma, Rgba, RgbaImage};

    /// Six pixels, each of its own grey: `3 x 2`.
    const GREYS: [u8; 6] = [0, 40, 80, 120, 160, 200];

    /// EXIF as a telephone writes it: which way up, and where (GPS: 42° N).
    fn exif(orientation: u8) -> Vec<u8> {
        let mut exif = b"II\x2A\0\x08\0\0\0".to_vec();
        exif.extend_from_slice(b"\x02\0");
        exif.extend_from_slice(&[0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
        exif.extend_from_slice(&[0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0]);
        exif.extend_from_slice(&[0, 0, 0, 0]);
        exif.extend_from_slice(b"\x02\0");
        exif.extend_from_slice(b"\x01\0\x02\0\x02\0\0\0N\0\0\0");
        exif.extend_from_slice(&[2, 0, 5, 0, 3, 0, 0, 0, 68, 0, 0, 0]);
        exif.extend_from_slice(&[0, 0, 0, 0]);
        for part in [42_u32, 1, 21, 1, 33, 1] {
            exif.extend_from_slice(&part.to_le_bytes());
        }
        exif.extend_from_slice(b"WHERE-I-LIVE");
        exif
    }

    /// A profile with nothing in it but the three colours.
    fn display_p3() -> Vec<u8> {
        let mut profile = vec![0; 128];
        profile.extend_from_slice(&3_u32.to_be_bytes());
        for (place, (name, _)) in DISPLAY_P3.iter().enumerate() {
            profile.extend_from_slice(name.as_slice());
            profile.extend_from_slice(&u32::try_from(168 + 20 * place).unwrap().to_be_bytes());
            profile.extend_from_slice(&20_u32.to_be_bytes());
        }
        for (_, colours) in &DISPLAY_P3 {
            profile.extend_from_slice(b"XYZ \0\0\0\0");
            for colour in colours {
                profile.extend_from_slice(&colour.to_be_bytes());
            }
        }
        profile
    }

    fn png_of(width: u32, height: u32, pixels: &[u8], colours: ExtendedColorType, exif: Option<Vec<u8>>) -> Vec<u8> {
        let mut png = Vec::new();
        let mut encoder = PngEncoder::new(&mut png);
        if let Some(exif) = exif {
            encoder.set_exif_metadata(exif).unwrap();
        }
        encoder.write_image(pixels, width, height, colours).unwrap();
        png
    }

    fn jpeg_of(width: u32, height: u32, pixels: &[u8], colours: ExtendedColorType, exif: Option<Vec<u8>>) -> Vec<u8> {
        let mut jpeg = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut jpeg, 100);
        if let Some(exif) = exif {
            encoder.set_exif_metadata(exif).unwrap();
        }
        encoder.write_image(pixels, width, height, colours).unwrap();
        jpeg
    }

    fn webp_of(width: u32, height: u32, exif: Option<Vec<u8>>) -> Vec<u8> {
        let mut webp = Vec::new();
        let mut encoder = WebPEncoder::new_lossless(&mut webp);
        if let Some(exif) = exif {
            encoder.set_exif_metadata(exif).unwrap();
        }
        let pixels = vec![90_u8; usize::try_from(width * height * 3).unwrap()];
        encoder.write_image(&pixels, width, height, ExtendedColorType::Rgb8).unwrap();
        webp
    }

    fn gif_of(picture: &RgbaImage) -> Vec<u8> {
        let mut gif = Vec::new();
        let mut encoder = GifEncoder::new(&mut gif);
        encoder.encode(picture.as_raw(), picture.width(), picture.height(), ExtendedColorType::Rgba8).unwrap();
        drop(encoder);
        gif
    }

    /// What others see of what is kept.
    fn seen(kept: &Kept) -> DynamicImage {
        let format = if kept.kind == FileKind::Png { ImageFormat::Png } else { ImageFormat::Jpeg };
        image::load_from_memory_with_format(&kept.bytes, format).unwrap()
    }

    fn contains(bytes: &[u8], word: &[u8]) -> bool {
        bytes.windows(word.len()).any(|window| window == word)
    }

    /// The six greys, line by line, as they must look.
    #[test]
    fn every_orientation_is_turned_upright() {
        for (orientation, width, greys) in [
            (1, 3, [0, 40, 80, 120, 160, 200]),
            (2, 3, [80, 40, 0, 200, 160, 120]),
            (3, 3, [200, 160, 120, 80, 40, 0]),
            (4, 3, [120, 160, 200, 0, 40, 80]),
            (5, 2, [0, 120, 40, 160, 80, 200]),
            (6, 2, [120, 0, 160, 40, 200, 80]),
            (7, 2, [200, 80, 160, 40, 120, 0]),
            (8, 2, [80, 200, 40, 160, 0, 120]),
            (9, 3, [0, 40, 80, 120, 160, 200]),
        ] {
            let sent = png_of(3, 2, &GREYS, ExtendedColorType::L8, Some(exif(orientation)));
            let kept = redraw(&sent, Format::Png).unwrap();
            assert_eq!(kept.kind, FileKind::Png);
            let upright = seen(&kept).into_luma8();
            assert_eq!((upright.width(), upright.as_raw().as_slice()), (width, greys.as_slice()), "{orientation}");
        }
    }

    #[test]
    fn a_photo_is_turned_upright() {
        // Left half black, right half white; the telephone was held upright.
        let sides = GrayImage::from_fn(32, 16, |x, _| Luma([if x < 16 { 0 } else { 255 }]));
        let sent = jpeg_of(32, 16, sides.as_raw(), ExtendedColorType::L8, Some(exif(6)));
        let kept = redraw(&sent, Format::Jpeg).unwrap();
        assert_eq!(kept.kind, FileKind::Jpeg);
        let upright = seen(&kept).into_luma8();
        assert_eq!(upright.dimensions(), (16, 32));
        assert!(upright.get_pixel(8, 4).0[0] < 20 && upright.get_pixel(8, 28).0[0] > 235);
    }

    #[test]
    fn nothing_hidden_gets_on() {
        let pixels = [90_u8; 16 * 16 * 3];
        let mut jpeg = jpeg_of(16, 16, &pixels, ExtendedColorType::Rgb8, Some(exif(1)));
        // A comment behind the first marker, and an archive behind the end.
        jpeg = [&jpeg[..2], b"\xFF\xFE\0\x1B<script>hidden()</script>", &jpeg[2..], b"PK\x03\x04hidden.jar"].concat();
        let mut png = png_of(16, 16, &pixels, ExtendedColorType::Rgb8, Some(exif(1)));
        png.extend_from_slice(b"PK\x03\x04hidden.jar");
        let mut gif = gif_of(&RgbaImage::from_pixel(4, 4, Rgba([9, 9, 9, 255])));
        gif.extend_from_slice(b"PK\x03\x04hidden.jar");
        let mut webp = webp_of(8, 8, Some(exif(1)));
        webp.extend_from_slice(b"PK\x03\x04hidden.jar");
        for (sent, format) in [(jpeg, Format::Jpeg), (png, Format::Png), (gif, Format::Gif), (webp, Format::WebP)] {
            assert!(contains(&sent, b"hidden") && (format == Format::Gif || contains(&sent, b"WHERE-I-LIVE")));
            let kept = redraw(&sent, format).unwrap();
            for word in [b"WHERE-I-LIVE".as_slice(), b"Exif", b"eXIf", b"EXIF", b"hidden", b"PK\x03\x04", b"II\x2A\0"] {
                assert!(!contains(&kept.bytes, word), "{format:?}: {}", String::from_utf8_lossy(word));
            }
            let end: &[u8] = if kept.kind == FileKind::Jpeg { b"\xFF\xD9" } else { b"IEND\xAE\x42\x60\x82" };
            assert!(kept.bytes.ends_with(end), "{format:?}: nothing behind its end");
        }
    }

    #[test]
    fn a_webp_is_turned_and_kept_as_png() {
        let kept = redraw(&webp_of(6, 4, Some(exif(6))), Format::WebP).unwrap();
        let upright = seen(&kept);
        assert_eq!((kept.kind, upright.width(), upright.height()), (FileKind::Png, 4, 6));
        assert_eq!(upright.to_rgb8().get_pixel(0, 0), &Rgb([90, 90, 90]));
    }

    #[test]
    fn a_moving_gif_stands_still_at_its_first_picture() {
        let (red, green) = (Rgba([255, 0, 0, 255]), Rgba([0, 255, 0, 255]));
        let mut gif = Vec::new();
        let mut encoder = GifEncoder::new(&mut gif);
        for colour in [red, green] {
            encoder.encode_frame(image::Frame::new(RgbaImage::from_pixel(5, 3, colour))).unwrap();
        }
        drop(encoder);
        let kept = redraw(&gif, Format::Gif).unwrap();
        let still = seen(&kept).into_rgba8();
        assert_eq!((kept.kind, still.dimensions()), (FileKind::Png, (5, 3)));
        assert!(still.pixels().all(|pixel| *pixel == red));
    }

    #[test]
    fn what_can_be_seen_through_stays_so_in_a_png() {
        let glass = [10, 20, 30, 0, 200, 100, 50, 128];
        let kept = redraw(&png_of(2, 1, &glass, ExtendedColorType::Rgba8, None), Format::Png).unwrap();
        assert_eq!(seen(&kept).into_rgba8().into_raw(), glass);
    }

    #[test]
    fn sixteen_bits_become_eight() {
        let deep: ImageBuffer<Luma<u16>, Vec<u16>> = ImageBuffer::from_pixel(4, 4, Luma([0x8080]));
        let mut png = Vec::new();
        DynamicImage::from(deep).write_with_encoder(PngEncoder::new(&mut png)).unwrap();
        let kept = redraw(&png, Format::Png).unwrap();
        let flat = seen(&kept);
        assert_eq!(flat.color(), ColorType::L8);
        assert!(flat.to_luma8().pixels().all(|pixel| pixel.0[0] == 0x80));
    }

    #[test]
    fn a_large_picture_gets_smaller_and_keeps_its_shape() {
        for (width, height, small) in [(5_000, 500, (4_096, 410)), (50, 12_000, (17, 4_096)), (4_096, 1, (4_096, 1))] {
            let pixels = vec![120_u8; usize::try_from(width * height).unwrap()];
            let kept = redraw(&jpeg_of(width, height, &pixels, ExtendedColorType::L8, None), Format::Jpeg).unwrap();
            let seen = seen(&kept);
            assert_eq!((seen.width(), seen.height()), small);
            assert!(seen.to_luma8().pixels().all(|pixel| pixel.0[0].abs_diff(120) < 3));
        }
    }

    #[test]
    fn a_photo_that_came_as_png_is_kept_as_jpeg() {
        // Noise: nothing packs it.
        let mut state = 1_u32;
        let noise: Vec<u8> = (0..1_300 * 1_300 * 4)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                state.to_be_bytes()[0]
            })
            .collect();
        let kept = redraw(&png_of(1_300, 1_300, &noise, ExtendedColorType::Rgba8, None), Format::Png).unwrap();
        let seen = seen(&kept);
        assert_eq!((kept.kind, seen.width(), seen.height()), (FileKind::Jpeg, 1_300, 1_300));
    }

    #[test]
    fn what_could_be_seen_through_is_on_white_paper_in_a_jpeg() {
        let glass = RgbaImage::from_raw(3, 1, vec![0, 0, 0, 0, 0, 0, 0, 255, 100, 0, 200, 51]).unwrap();
        let paper = on_white(&DynamicImage::from(glass));
        assert_eq!(paper.into_raw(), [255, 255, 255, 0, 0, 0, 224, 204, 244]);
    }

    #[test]
    fn the_wide_colours_of_telephones_stay_what_they_were() {
        let pixels = [200, 100, 100];
        let mut png = Vec::new();
        let mut encoder = PngEncoder::new(&mut png);
        encoder.set_icc_profile(display_p3()).unwrap();
        encoder.write_image(&pixels, 1, 1, ExtendedColorType::Rgb8).unwrap();
        let kept = redraw(&png, Format::Png).unwrap();
        let [red, green, blue] = seen(&kept).to_rgb8().get_pixel(0, 0).0;
        assert!((208..=221).contains(&red) && (86..=99).contains(&green) && (86..=101).contains(&blue));
        assert!(!contains(&kept.bytes, b"iCCP"));
        // Another profile, or none: as they are.
        let kept = redraw(&png_of(1, 1, &pixels, ExtendedColorType::Rgb8, None), Format::Png).unwrap();
        assert_eq!(seen(&kept).to_rgb8().get_pixel(0, 0).0, pixels);
        assert!(!is_display_p3(&[]) && !is_display_p3(&[0; 200]) && !is_display_p3(&[0xFF; 400]));
    }

    /// A PNG's head that says so much, with next to nothing behind it.
    fn png_head(width: u32, height: u32, bits: u8, colours: u8) -> Vec<u8> {
        let mut head = b"IHDR".to_vec();
        head.extend_from_slice(&width.to_be_bytes());
        head.extend_from_slice(&height.to_be_bytes());
        head.extend_from_slice(&[bits, colours, 0, 0, 0]);
        let mut png = b"\x89PNG\r\n\x1A\n\0\0\0\x0D".to_vec();
        png.extend_from_slice(&head);
        png.extend_from_slice(&crc(&head).to_be_bytes());
        // The beginning of something packed, and no more of it.
        let data = b"IDAT\x78\x01\x01\0";
        png.extend_from_slice(b"\0\0\0\x04");
        png.extend_from_slice(data);
        png.extend_from_slice(&crc(data).to_be_bytes());
        png
    }

    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 })
        })
    }

    /// A JPEG's head of a kind (0xC0 or, in passes, 0xC2), with nothing in its scan.
    fn jpeg_head(kind: u8, width: u16, height: u16) -> Vec<u8> {
        let mut jpeg = vec![0xFF, 0xD8, 0xFF, kind, 0, 17, 8];
        jpeg.extend_from_slice(&height.to_be_bytes());
        jpeg.extend_from_slice(&width.to_be_bytes());
        jpeg.extend_from_slice(&[3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]);
        jpeg.extend_from_slice(&[0xFF, 0xDA, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0, 0xFF, 0xD9]);
        jpeg
    }

    /// A GIF's head with so many pixels on each side, and a frame as large, with nothing in it.
    fn gif_head(side: u16) -> Vec<u8> {
        let size = [side.to_le_bytes(), side.to_le_bytes()].concat();
        let (palette, frame, data) = (b"\x80\0\0\0\0\0\xFF\xFF\xFF", b",\0\0\0\0", b"\0\x02\x01\x04\0;");
        [b"GIF89a".as_slice(), &size, palette, frame, &size, data].concat()
    }

    #[test]
    fn bombs_are_refused_by_their_heads() {
        // Two at once of what is allowed is what the memory is reckoned for.
        for (sent, format) in [
            (png_head(50_000, 50_000, 8, 2), Format::Png),
            (png_head(12_001, 1, 8, 0), Format::Png),
            (png_head(1, 12_001, 8, 0), Format::Png),
            (png_head(12_000, 12_000, 16, 6), Format::Png),
            (png_head(12_000, 12_000, 8, 2), Format::Png),
            (jpeg_head(0xC0, 65_500, 65_500), Format::Jpeg),
            (jpeg_head(0xC0, 12_000, 12_000), Format::Jpeg),
            (jpeg_head(0xC2, 5_000, 5_000), Format::Jpeg),
            (gif_head(65_535), Format::Gif),
            (gif_head(12_000), Format::Gif),
            // 16,384 on each side.
            (b"RIFF\x12\0\0\0WEBPVP8L\x05\0\0\0\x2F\xFF\xFF\xFF\x0F\0".to_vec(), Format::WebP),
            (b"RIFF\x16\0\0\0WEBPVP8 \x0A\0\0\0\x10\0\0\x9D\x01\x2A\xFF\x3F\xFF\x3F".to_vec(), Format::WebP),
        ] {
            assert_eq!(redraw(&sent, format), Err(Refusal::TooLarge), "{format:?} {sent:?}");
        }
    }

    /// A canvas of one pixel with a frame of 16,383 x 16,383 on it.
    #[test]
    fn a_frame_is_not_larger_than_it_may_be_because_its_canvas_is_small() {
        let frame = b"VP8 \x0A\0\0\0\x10\0\0\x9D\x01\x2A\xFF\x3F\xFF\x3F";
        let canvas = b"WEBPVP8X\x0A\0\0\0\0\0\0\0\0\0\0\0\0\0";
        let plain = [canvas.as_slice(), frame].concat();
        let moving = [canvas.as_slice(), b"ANMF\x22\0\0\0", &[0_u8; 16], frame].concat();
        for body in [plain, moving] {
            let mut sent = b"RIFF".to_vec();
            sent.extend_from_slice(&u32::try_from(body.len()).unwrap().to_le_bytes());
            sent.extend_from_slice(&body);
            assert_eq!(redraw(&sent, Format::WebP), Err(Refusal::TooLarge));
        }
    }

    #[test]
    fn a_chunk_that_says_more_than_there_is_breaks_the_picture() {
        let whole = webp_of(8, 8, Some(exif(1)));
        for (at, byte) in whole.iter().enumerate().take(40) {
            let mut sent = whole.clone();
            sent[at] = !byte;
            // Whatever comes of it, it comes quickly and takes nothing down.
            let _judged = redraw(&sent, Format::WebP);
        }
        let mut longer = whole.clone();
        longer[7] = 0x7F;
        assert_eq!(redraw(&longer, Format::WebP), Err(Refusal::Broken));
        let exif_at = whole.windows(4).position(|window| window == b"EXIF").unwrap();
        let mut hungry = whole;
        hungry[exif_at + 7] = 0xFF;
        assert_eq!(redraw(&hungry, Format::WebP), Err(Refusal::Broken));
    }

    #[test]
    fn half_a_picture_is_refused() {
        let byte = |number: u32| u8::try_from(number).unwrap();
        let pixels: Vec<u8> = (0..64 * 64 * 3).map(|number| byte(number * 7 % 251)).collect();
        let mut gif = gif_of(&RgbaImage::from_fn(64, 64, |x, y| Rgba([byte(x * 3), byte(y * 3), 7, 255])));
        gif.truncate(gif.len() / 2);
        let mut webp = webp_of(64, 64, None);
        webp.truncate(webp.len() - 3);
        let mut cut = vec![(gif, Format::Gif), (webp, Format::WebP)];
        for (whole, format) in [
            (png_of(64, 64, &pixels, ExtendedColorType::Rgb8, None), Format::Png),
            (jpeg_of(64, 64, &pixels, ExtendedColorType::Rgb8, None), Format::Jpeg),
        ] {
            for part in [2, 3, 4] {
                cut.push((whole[..whole.len() * (part - 1) / part].to_vec(), format));
            }
        }
        for (sent, format) in cut {
            assert_eq!(redraw(&sent, format), Err(Refusal::Broken), "{format:?} {}", sent.len());
        }
    }

    #[test]
    fn what_is_no_picture_behind_its_first_bytes_is_refused() {
        let heads: &[(&[u8], Format)] = &[
            (b"\xFF\xD8\xFF", Format::Jpeg),
            (b"\x89PNG\r\n\x1A\n", Format::Png),
            (b"GIF89a", Format::Gif),
            (b"RIFF\x40\0\0\0WEBP", Format::WebP),
        ];
        for (head, format) in heads {
            for tail in [b"".as_slice(), &[0_u8; 300], &[0xFF_u8; 300], b"<script>alert(1)</script>"] {
                assert!(redraw(&[*head, tail].concat(), *format).is_err(), "{format:?}");
            }
        }
    }
}
