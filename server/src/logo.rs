//! The clinic's logo: a picture of the operator's, read once.

use crate::Failure;
use axum::body::Bytes;
use portal_gateways::Keys;
use portal_http::Logo;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// The longest picture that is taken: every visitor loads it.
const MOST: usize = 100 * 1024;

/// The picture in a file; what it is says its content, not its name.
pub fn read(path: &Path) -> Result<Logo, Failure> {
    let refused = |why: String| format!("[clinic] logo: {}: {why}", path.display());
    let mut bytes = Vec::new();
    // Of what is too large no more is read than shows that it is.
    let read = File::open(path).and_then(|file| file.take(MOST as u64 + 1).read_to_end(&mut bytes));
    read.map_err(|e| refused(format!("{e}; name a file on this machine, or take the setting out")))?;
    if bytes.len() > MOST {
        return Err(refused("it is larger than 100 KiB, and every visitor loads it; save it smaller".into()).into());
    }
    let Some((ending, kind)) = kind(&bytes) else {
        return Err(refused("it is no SVG, PNG or WebP picture; save it as one (for SVG: as plain SVG)".into()).into());
    };
    // A new picture has a new address, so that browsers may keep the old one.
    let address = format!("/logo-{:.16}.{ending}", Keys::content_hash(&bytes));
    Ok(Logo { address, kind, bytes: Bytes::from(bytes) })
}

/// How a name of such a picture ends, and what browsers call it.
fn kind(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some(("png", "image/png"));
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP".as_slice()) {
        return Some(("webp", "image/webp"));
    }
    std::str::from_utf8(bytes).is_ok_and(is_svg).then_some(("svg", "image/svg+xml"))
}

/// Whether the first element of a text is `svg`. Before it may stand a declaration, comments and the kind of document.
fn is_svg(text: &str) -> bool {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    while let Some(end) = end_of_what_is_no_element(rest) {
        let Some((_, after)) = rest.split_once(end) else { return false };
        rest = after.trim_start();
    }
    rest.strip_prefix("<svg").is_some_and(|rest| rest.starts_with([' ', '\t', '\r', '\n', '>', '/']))
}

/// What ends the thing that a text begins with, where that is no element.
fn end_of_what_is_no_element(text: &str) -> Option<&'static str> {
    let ends = [("<?", "?>"), ("<!--", "-->"), ("<!", ">")];
    ends.into_iter().find(|(begin, _)| text.starts_with(begin)).map(|(_, end)| end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use tempfile::TempDir;

    /// What comes of a file with this content.
    fn logo(bytes: &[u8]) -> Result<Option<Logo>, Failure> {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("logo");
        std::fs::write(&path, bytes).unwrap();
        toml::from_str::<Config>(&format!("[clinic]\nlogo = {path:?}")).unwrap().logo()
    }

    #[test]
    fn a_picture_is_known_by_its_content_and_its_address_too() {
        for (bytes, ending, kind) in [
            (b"\x89PNG\r\n\x1a\n and more".as_slice(), ".png", "image/png"),
            (b"RIFF\x04\0\0\0WEBPVP8L".as_slice(), ".webp", "image/webp"),
            (b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".as_slice(), ".svg", "image/svg+xml"),
            (
                "\u{feff}<?xml version=\"1.0\"?>\n<!-- <b> ñ -->\n<!DOCTYPE svg>\n<svg\n/>".as_bytes(),
                ".svg",
                "image/svg+xml",
            ),
        ] {
            let logo = logo(bytes).unwrap().unwrap();
            assert_eq!((logo.kind, &logo.bytes[..]), (kind, bytes));
            let hash = logo.address.strip_prefix("/logo-").unwrap().strip_suffix(ending).unwrap();
            assert_eq!(hash, &Keys::content_hash(bytes)[..16]);
        }
        assert!(Config::default().logo().unwrap().is_none());
    }

    #[test]
    fn what_is_no_picture_keeps_the_server_from_starting() {
        for bytes in [
            b"".as_slice(),
            b"GIF89a",
            b"RIFF\x04\0\0\0WAVE",
            b"<html><svg/></html>",
            b"<svgs/>",
            b"<!-- <svg/>",
            b"<svg>\xff</svg>",
        ] {
            let why = logo(bytes).unwrap_err().to_string();
            assert!(why.contains("[clinic] logo: ") && why.contains("no SVG, PNG or WebP"), "{why}");
        }
    }

    #[test]
    fn what_is_too_large_or_not_there_is_named_with_what_to_do() {
        let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
        bytes.resize(MOST, 0);
        assert!(logo(&bytes).unwrap().is_some());
        bytes.push(0);
        let why = logo(&bytes).unwrap_err().to_string();
        assert!(why.contains("larger than 100 KiB") && why.contains("save it smaller"), "{why}");
        let nowhere = toml::from_str::<Config>("[clinic]\nlogo = \"/nowhere.svg\"").unwrap();
        let why = nowhere.logo().unwrap_err().to_string();
        assert!(why.contains("[clinic] logo: /nowhere.svg") && why.contains("take the setting out"), "{why}");
    }
}
