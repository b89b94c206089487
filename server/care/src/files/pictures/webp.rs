//! A WebP's inner headers, measured before its decoder believes them.

use super::limits::limits;
use super::told::{Told, is_display_p3};
use crate::files::Refusal;
use image::ColorType;
use image::metadata::Orientation;

/// A WebP up to its own end, if all its frames are within the limits, and what it tells. Its decoder believes a chunk's
/// length before it has seen the chunk, and reads a frame before it compares it with the canvas.
pub(super) fn webp(bytes: &[u8]) -> Result<(&[u8], Told), Refusal> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::pictures::given::{exif, webp_of};
    use crate::files::{Format, redraw};

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
}
