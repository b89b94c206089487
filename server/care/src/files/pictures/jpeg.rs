//! How a JPEG comes: in one pass or in several, and with its end.

/// Bytes a pixel that a JPEG in passes takes besides its pixels: two for each of up to four parts, until the last pass.
pub(super) const PASSES: u64 = 8;

/// Whether a JPEG comes in passes. `None` if it is no JPEG, or its end is missing: half a picture, the rest of it grey,
/// could hide what it was sent for.
pub(super) fn is_in_passes(bytes: &[u8]) -> Option<bool> {
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
