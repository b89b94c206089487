//! Pictures, made ready before they are sent: an old telephone gets them through a bad network then, and what the server
//! cannot read is one that it can.
//!
//! Whatever a browser cannot do changes nothing: the file goes as it is, and the server says what is wrong with it.

use crate::measure::{HEAD, is_vast};
use crate::session::after;
use js_sys::{Array, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap, ImageBitmapOptions, ImageOrientation};

/// Bytes of a picture that goes as it is.
const LIGHT: f64 = 2.0 * 1024.0 * 1024.0;

/// Bytes of a picture that a browser is asked to open: it holds all of it in memory.
const OPENED: f64 = 64.0 * 1024.0 * 1024.0;

/// The pixels of a photo that is drawn anew. They are counted and not the longer side alone: what is long and narrow can be
/// read still.
const PIXELS: f64 = 2_560.0 * 1_920.0;

/// A side of it. The server makes what is longer smaller, too.
const SIDE: f64 = 4_096.0;

/// How well it is drawn: from nothing to one.
const QUALITY: f64 = 0.85;

/// So long a browser may take for each step, milliseconds: some say nothing at all where they cannot do it.
const LONGEST_MS: i32 = 20_000;

/// Pictures by HEVC (HEIC) and AV1 (AVIF). Not every file of this family: others are films.
const BRANDS: [&[u8]; 9] = [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif"];

/// What a file holds, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Held {
    /// A photo that the server reads.
    Photo,
    /// A drawing, or what somebody's screen shows: its words are not blurred without need.
    Screen,
    /// A picture that the server does not read, and this browser may.
    Foreign,
}

/// What a file holds, by its first bytes and not by its name; nothing, where it goes as it is.
fn held(start: &[u8]) -> Option<Held> {
    let at = |place: usize, word: &[u8]| start.get(place..).is_some_and(|rest| rest.starts_with(word));
    if at(0, b"\xFF\xD8\xFF") || (at(0, b"RIFF") && at(8, b"WEBP")) {
        return Some(Held::Photo);
    }
    if at(0, b"\x89PNG\r\n\x1A\n") {
        return Some(Held::Screen);
    }
    let foreign = at(4, b"ftyp") && BRANDS.iter().any(|brand| at(8, brand));
    // BMP, and TIFF in both orders of bytes.
    let old = at(0, b"BM") || at(0, b"II*\0") || at(0, b"MM\0*");
    (foreign || old).then_some(Held::Foreign)
}

/// How large a picture is drawn: as it is, or smaller, and never larger.
fn size(width: u32, height: u32) -> (u32, u32) {
    let (width, height) = (f64::from(width), f64::from(height));
    let factor = (PIXELS / (width * height)).sqrt().min(SIDE / width.max(height)).min(1.0);
    let side = |side: f64| (side * factor + 0.5).max(1.0) as u32;
    (side(width), side(height))
}

/// What a picture is called when it has become a JPEG.
pub(crate) fn as_photo(name: &str) -> String {
    let stem = match name.rsplit_once('.') {
        // What follows the last dot may be a part of what somebody has written there, and no ending.
        Some((stem, ending)) if !stem.is_empty() && ending.bytes().all(|b| b.is_ascii_alphanumeric()) => stem,
        _ => name,
    };
    format!("{stem}.jpg")
}

/// A picture as it is better sent, a JPEG; nothing, where it is to go as it is.
pub(crate) async fn made_ready(file: &Blob) -> Option<Blob> {
    let bytes = file.size();
    if bytes > OPENED {
        return None;
    }
    let head = in_time(&file.slice_with_i32_and_i32(0, HEAD).ok()?.array_buffer()).await?;
    if head.is_null() {
        return None;
    }
    let head = Uint8Array::new(&head).to_vec();
    let held = held(&head)?;
    if (held == Held::Screen && bytes <= LIGHT) || is_vast(&head) {
        return None;
    }
    let photo = redrawn(file, held == Held::Foreign || bytes > LIGHT).await?;
    // The server reads what was chosen, and less of it went the whole way: then that is the better one.
    (held == Held::Foreign || photo.size() < bytes).then_some(photo)
}

/// What a browser has promised, if that comes in time; when the time is over, null; nothing, where it failed.
async fn in_time(promised: &Promise) -> Option<JsValue> {
    let over = Promise::new(&mut |resolve, _| {
        after(LONGEST_MS, move || {
            let _ = resolve.call1(&JsValue::NULL, &JsValue::NULL);
        });
    });
    JsFuture::from(Promise::race(&Array::of2(promised, &over))).await.ok()
}

/// Opens a picture, and draws it anew where it has to be drawn or is too large. Its pixels are let go of before it is sent.
async fn redrawn(file: &Blob, anyway: bool) -> Option<Blob> {
    let upright = ImageBitmapOptions::new();
    upright.set_image_orientation(ImageOrientation::FromImage);
    let opened = web_sys::window()?.create_image_bitmap_with_blob_and_image_bitmap_options(file, &upright).ok()?;
    let Some(picture) = in_time(&opened).await.and_then(|picture| picture.dyn_into::<ImageBitmap>().ok()) else {
        // The file goes as it is. A picture that comes after all is not wanted any more: its pixels are let go of.
        spawn_local(async move {
            let late = JsFuture::from(opened).await.ok().and_then(|late| late.dyn_into::<ImageBitmap>().ok());
            if let Some(late) = late {
                late.close();
            }
        });
        return None;
    };
    let (before, after) = ((picture.width(), picture.height()), size(picture.width(), picture.height()));
    let canvas = if anyway || before != after { drawn(&picture, after) } else { None };
    picture.close();
    let canvas = canvas?;
    let photo = jpeg(&canvas).await;
    // Some browsers keep the pixels of a canvas long after it is gone.
    canvas.set_width(0);
    photo
}

/// Draws a picture in this size, on white paper: a JPEG cannot be seen through.
fn drawn(picture: &ImageBitmap, (width, height): (u32, u32)) -> Option<HtmlCanvasElement> {
    let canvas: HtmlCanvasElement = web_sys::window()?.document()?.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width);
    canvas.set_height(height);
    let brush: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let (across, down) = (f64::from(width), f64::from(height));
    if !is_shown_truly(&brush) {
        canvas.set_width(0);
        return None;
    }
    brush.set_fill_style_str("#fff");
    brush.fill_rect(0.0, 0.0, across, down);
    // Most of the pixels are left out: each that stays is to stand for all those around it.
    let _ = Reflect::set(&brush, &"imageSmoothingQuality".into(), &"high".into());
    brush.draw_image_with_image_bitmap_and_dw_and_dh(picture, 0.0, 0.0, across, down).ok()?;
    Some(canvas)
}

/// Whether what is drawn can be read. A browser that hides which one it is may tell every page that all is white, or any
/// colours: nobody is to send that for a photo. A shade more or less is not seen.
fn is_shown_truly(brush: &CanvasRenderingContext2d) -> bool {
    const COLOUR: [u8; 4] = [0x33, 0x66, 0x99, 0xFF];
    brush.set_fill_style_str("#369");
    brush.fill_rect(0.0, 0.0, 4.0, 4.0);
    let Ok(seen) = brush.get_image_data(0.0, 0.0, 4.0, 4.0) else { return false };
    // Of a picture that is smaller than this, nothing is behind its edge.
    seen.data().chunks_exact(4).all(|pixel| pixel.iter().zip(COLOUR).all(|(seen, drawn)| seen.abs_diff(drawn) < 8))
}

/// What is drawn as a JPEG: pixels and nothing else, neither place nor time.
async fn jpeg(canvas: &HtmlCanvasElement) -> Option<Blob> {
    let written = Promise::new(&mut |resolve, _| {
        if canvas.to_blob_with_type_and_encoder_options(&resolve, "image/jpeg", &QUALITY.into()).is_err() {
            let _ = resolve.call1(&JsValue::NULL, &JsValue::NULL);
        }
    });
    let photo: Blob = in_time(&written).await?.dyn_into().ok()?;
    (photo.type_() == "image/jpeg").then_some(photo)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_6_4_what_is_made_ready_is_told_by_what_it_holds() {
        let cases: [(&[u8], Option<Held>); 14] = [
            (b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01", Some(Held::Photo)),
            (b"RIFF\x04\0\0\0WEBP", Some(Held::Photo)),
            (b"\x89PNG\r\n\x1A\n\0\0\0\x0D", Some(Held::Screen)),
            (b"\0\0\0\x18ftypheic", Some(Held::Foreign)),
            (b"\0\0\0\x18ftypmif1", Some(Held::Foreign)),
            (b"\0\0\0\x1Cftypavif", Some(Held::Foreign)),
            (b"BM\x36\0\0\0\0\0\0\0\x36\0", Some(Held::Foreign)),
            (b"II*\0\x08\0\0\0", Some(Held::Foreign)),
            // A film, a sound, a document, a picture that moves, a text, nothing.
            (b"\0\0\0\x18ftypmp42", None),
            (b"RIFF\x04\0\0\0WAVE", None),
            (b"%PDF-1.7\n\xE2\xE3", None),
            (b"GIF89a\x01\0\x01\0\0\0", None),
            (b"My sugar was", None),
            (b"", None),
        ];
        for (start, what) in cases {
            assert_eq!(held(start), what, "{start:?}");
        }
    }

    #[test]
    fn r_6_4_a_picture_is_drawn_smaller_and_never_larger() {
        for (chosen, drawn) in [
            ((4_000, 3_000), (2_560, 1_920)),
            ((3_000, 4_000), (1_920, 2_560)),
            ((2_560, 1_920), (2_560, 1_920)),
            ((1_170, 2_532), (1_170, 2_532)),
            ((120, 80), (120, 80)),
            // What is long and narrow.
            ((9_000, 1_000), (4_096, 455)),
            ((1, 12_000), (1, 4_096)),
        ] {
            assert_eq!(size(chosen.0, chosen.1), drawn, "{chosen:?}");
        }
    }

    #[test]
    fn r_6_4_a_picture_that_became_a_jpeg_is_called_so() {
        for (chosen, sent) in [
            ("IMG_0042.HEIC", "IMG_0042.jpg"),
            ("rash.jpeg", "rash.jpg"),
            ("a scan.of.it.png", "a scan.of.it.jpg"),
            ("for Dr. Raman", "for Dr. Raman.jpg"),
            ("photo", "photo.jpg"),
            (".heic", ".heic.jpg"),
        ] {
            assert_eq!(as_photo(chosen), sent);
        }
    }
}
