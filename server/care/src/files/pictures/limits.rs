//! What reading a picture may take: nothing is read whose header asks for more.

use crate::files::Refusal;
use image::{DynamicImage, ImageDecoder, Limits};

/// The longest side that is read.
const SIDE: u32 = 12_000;

/// What reading may take: a photo of 50 million pixels, as telephones of today take them, is 143 MiB.
const MEMORY: u64 = 160 * 1024 * 1024;

pub(super) fn limits() -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(SIDE);
    limits.max_image_height = Some(SIDE);
    limits.max_alloc = Some(MEMORY);
    limits
}

/// Reads a picture whose header is not too much to ask. `beside` are the bytes a pixel that a decoder takes for itself.
pub(super) fn read(mut decoder: impl ImageDecoder, beside: u64) -> Result<DynamicImage, Refusal> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::{Format, redraw};

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
}
