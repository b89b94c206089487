//! How large a picture says that it is, by its head: before a browser is asked to open it. Pure.

/// Bytes of a file in which its head is looked for. What a telephone writes before it (place and time, a small picture,
/// colours) is seldom more.
pub(crate) const HEAD: i32 = 256 * 1024;

/// The pixels of a picture that a browser is asked to open: it takes four bytes for each, and a page that takes too much
/// ends, on an old telephone, with all that was typed there.
const OPENED_PIXELS: u64 = 52_000_000;

/// Whether the head of a file says that it has more pixels than a browser is asked to open.
pub(crate) fn is_vast(head: &[u8]) -> bool {
    measured(head).is_some_and(|(width, height)| u64::from(width) * u64::from(height) > OPENED_PIXELS)
}

/// Width and height of a JPEG, a PNG or a WebP; nothing, where its head does not say.
fn measured(head: &[u8]) -> Option<(u32, u32)> {
    if head.starts_with(b"\xFF\xD8") {
        jpeg(head)
    } else if head.starts_with(b"\x89PNG\r\n\x1A\n") {
        png(head)
    } else if head.starts_with(b"RIFF") && part::<4>(head, 8) == Some(*b"WEBP") {
        webp(head)
    } else {
        None
    }
}

/// So many bytes at a place.
fn part<const N: usize>(bytes: &[u8], place: usize) -> Option<[u8; N]> {
    bytes.get(place..)?.first_chunk().copied()
}

/// A frame's own head tells. A small picture inside of what is written before it has one, too, and is passed over with it.
fn jpeg(head: &[u8]) -> Option<(u32, u32)> {
    let mut rest = head.strip_prefix(b"\xFF\xD8")?;
    loop {
        // As decoders do: what is no marker before a marker is passed over.
        let at = rest.windows(2).position(|pair| pair[0] == 0xFF && !matches!(pair[1], 0 | 0xFF))?;
        let (marker, after) = rest.get(at + 1..)?.split_first()?;
        match *marker {
            // Nothing is with these.
            0x01 | 0xD0..=0xD8 => rest = after,
            // The pixels, or the end.
            0xD9 | 0xDA => return None,
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                let side = |place| part(after, place).map(u16::from_be_bytes).map(u32::from);
                return side(5).zip(side(3));
            }
            _ => rest = after.get(usize::from(u16::from_be_bytes(part(after, 0)?))..)?,
        }
    }
}

fn png(head: &[u8]) -> Option<(u32, u32)> {
    if part::<4>(head, 12)? != *b"IHDR" {
        return None;
    }
    let side = |place| part(head, place).map(u32::from_be_bytes);
    side(16).zip(side(20))
}

/// The first part tells: a canvas, or the only frame.
fn webp(head: &[u8]) -> Option<(u32, u32)> {
    match &part::<4>(head, 12)? {
        b"VP8X" => {
            let whole = |[low, mid, high]: [u8; 3]| u32::from_le_bytes([low, mid, high, 0]) + 1;
            let side = |place| part(head, place).map(whole);
            side(24).zip(side(27))
        }
        b"VP8 " => {
            let side = |place| part(head, place).map(|two| u32::from(u16::from_le_bytes(two) & 0x3FFF));
            side(26).zip(side(28))
        }
        b"VP8L" => {
            let bits = u32::from_le_bytes(part(head, 21)?);
            Some(((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A JPEG's frame of this kind, 8,000 by 6,000, with no more behind it.
    fn frame(kind: u8) -> Vec<u8> {
        vec![0xFF, kind, 0, 17, 8, 0x17, 0x70, 0x1F, 0x40, 3]
    }

    fn jpeg_of(parts: &[&[u8]]) -> Vec<u8> {
        [b"\xFF\xD8".as_slice(), &parts.concat()].concat()
    }

    fn webp_of(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
        [b"RIFF\0\0\0\0WEBP".as_slice(), name, b"\0\0\0\0", data].concat()
    }

    #[test]
    fn r_6_4_a_jpeg_is_measured_by_its_frame() {
        let whole = Some((8_000, 6_000));
        for kind in [0xC0, 0xC1, 0xC2] {
            assert_eq!(measured(&jpeg_of(&[&frame(kind)])), whole, "{kind:X}");
        }
        // A small picture is in what the telephone writes before it, and has a frame, too.
        let small = b"\xFF\xE1\0\x16Exif\0\0\xFF\xD8\xFF\xC0\0\x11\x08\0\x78\0\xA0\x03\xFF\xD9";
        let tables = b"\xFF\xC4\0\x06\xFF\xC0\0\0";
        assert_eq!(measured(&jpeg_of(&[small, tables, b"\xFF\xFF\xFF", &frame(0xC0)])), whole);
        // Its head is cut off, begins too late, or lies.
        let cut = jpeg_of(&[&frame(0xC0)[..8]]);
        for head in [cut, jpeg_of(&[b"\xFF\xDA\0\x02", &frame(0xC0)]), jpeg_of(&[b"\xFF\xE1\xFF\xFF", &frame(0xC0)])] {
            assert_eq!(measured(&head), None, "{head:?}");
        }
    }

    #[test]
    fn r_6_4_a_png_and_a_webp_are_measured_by_their_heads() {
        let png = b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\x1F\x40\0\0\x17\x70\x08\x02\0\0\0";
        assert_eq!(measured(png), Some((8_000, 6_000)));
        let canvas = webp_of(b"VP8X", b"\0\0\0\0\x3F\x1F\0\x6F\x17\0");
        assert_eq!(measured(&canvas), Some((8_000, 6_000)));
        // What stands above the fourteen bits of a side is no part of it.
        let lossy = webp_of(b"VP8 ", b"\0\0\0\x9D\x01\x2A\x40\x5F\x70\x57");
        assert_eq!(measured(&lossy), Some((8_000, 6_000)));
        let lossless = webp_of(b"VP8L", &[b"\x2F".as_slice(), &(7_999_u32 | (5_999 << 14)).to_le_bytes()].concat());
        assert_eq!(measured(&lossless), Some((8_000, 6_000)));
        for whole in [png.to_vec(), canvas, lossy, lossless] {
            // Wherever it is cut off, nothing fails.
            for end in 0..whole.len() {
                let _ = measured(&whole[..end]);
            }
            assert_eq!(measured(&whole[..23]), None);
        }
        for other in [b"".as_slice(), b"%PDF-1.7\n", b"GIF89a\x40\x1F\x70\x17", b"RIFF\0\0\0\0WAVEfmt "] {
            assert_eq!(measured(other), None, "{other:?}");
        }
    }

    #[test]
    fn r_6_4_no_more_than_52_million_pixels_are_opened() {
        let png = |width: u32, height: u32| {
            let sides = [width.to_be_bytes(), height.to_be_bytes()].concat();
            [b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR".as_slice(), &sides].concat()
        };
        assert!(is_vast(&png(12_000, 9_000)) && is_vast(&png(u32::MAX, u32::MAX)) && is_vast(&png(8_000, 6_501)));
        assert!(!is_vast(&png(8_000, 6_500)) && !is_vast(&png(4_032, 3_024)) && !is_vast(&png(0, u32::MAX)));
        // What does not say how large it is is opened.
        assert!(!is_vast(b"\xFF\xD8\xFF\xE0") && !is_vast(b""));
    }
}
