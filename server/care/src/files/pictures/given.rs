//! For the tests: pictures as people send them, and what others see of what is kept.

use crate::files::Kept;
use image::codecs::gif::GifEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{DynamicImage, ExtendedColorType, ImageEncoder as _, ImageFormat, RgbaImage};
use portal_types::file::FileKind;

/// EXIF as a telephone writes it: which way up, and where (GPS: 42° N).
pub(super) fn exif(orientation: u8) -> Vec<u8> {
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

pub(super) fn png_of(
    width: u32,
    height: u32,
    pixels: &[u8],
    colours: ExtendedColorType,
    exif: Option<Vec<u8>>,
) -> Vec<u8> {
    let mut png = Vec::new();
    let mut encoder = PngEncoder::new(&mut png);
    if let Some(exif) = exif {
        encoder.set_exif_metadata(exif).unwrap();
    }
    encoder.write_image(pixels, width, height, colours).unwrap();
    png
}

pub(super) fn jpeg_of(
    width: u32,
    height: u32,
    pixels: &[u8],
    colours: ExtendedColorType,
    exif: Option<Vec<u8>>,
) -> Vec<u8> {
    let mut jpeg = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut jpeg, 100);
    if let Some(exif) = exif {
        encoder.set_exif_metadata(exif).unwrap();
    }
    encoder.write_image(pixels, width, height, colours).unwrap();
    jpeg
}

pub(super) fn webp_of(width: u32, height: u32, exif: Option<Vec<u8>>) -> Vec<u8> {
    let mut webp = Vec::new();
    let mut encoder = WebPEncoder::new_lossless(&mut webp);
    if let Some(exif) = exif {
        encoder.set_exif_metadata(exif).unwrap();
    }
    let pixels = vec![90_u8; usize::try_from(width * height * 3).unwrap()];
    encoder.write_image(&pixels, width, height, ExtendedColorType::Rgb8).unwrap();
    webp
}

pub(super) fn gif_of(picture: &RgbaImage) -> Vec<u8> {
    let mut gif = Vec::new();
    let mut encoder = GifEncoder::new(&mut gif);
    encoder.encode(picture.as_raw(), picture.width(), picture.height(), ExtendedColorType::Rgba8).unwrap();
    drop(encoder);
    gif
}

/// What others see of what is kept.
pub(super) fn seen(kept: &Kept) -> DynamicImage {
    let format = if kept.kind == FileKind::Png { ImageFormat::Png } else { ImageFormat::Jpeg };
    image::load_from_memory_with_format(&kept.bytes, format).unwrap()
}

pub(super) fn contains(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}
