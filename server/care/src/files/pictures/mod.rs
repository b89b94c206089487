//! Pictures: read within limits, turned upright, made no larger than a screen needs, and drawn anew.
//!
//! What is written is made of pixels alone: no EXIF (where and when, with which telephone), no comment, no profile, and
//! nothing behind the picture's end. Whoever hid an archive or a script in a picture sends the picture without it.
//!
//! Decoders are given what strangers made up, and a few bytes can ask them for much memory. So all is measured by its
//! header first, also what a format keeps in inner headers (a JPEG's passes, a WebP's frames); and a picture at which a
//! decoder panics is [`Refusal::Broken`].

#[cfg(test)]
mod given;
mod jpeg;
mod limits;
mod told;
mod webp;
mod writing;

use super::{Format, Kept, Refusal};
use image::ImageError;
use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use jpeg::{PASSES, is_in_passes};
use limits::{limits, read};
use std::io::Cursor;
use told::Told;
use webp::webp;
use writing::{eight_bits, smaller, to_srgb, write};

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

#[cfg(test)]
mod tests {
    use super::given::{contains, exif, gif_of, jpeg_of, png_of, seen, webp_of};
    use super::*;
    use image::codecs::gif::GifEncoder;
    use image::{ExtendedColorType, GrayImage, Luma, Rgb, Rgba, RgbaImage};
    use portal_types::file::FileKind;

    /// Six pixels, each of its own grey: `3 x 2`.
    const GREYS: [u8; 6] = [0, 40, 80, 120, 160, 200];

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
