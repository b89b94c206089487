//! How a picture is kept: no larger than a screen needs, with eight bits a colour, as a PNG or a JPEG.

use crate::files::{Format, Kept};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::metadata::Cicp;
use image::{ColorType, ConvertColorOptions, DynamicImage, ImageError, Rgb, RgbImage};
use portal_types::file::FileKind;

/// The longest side that is kept.
const LONGEST: u32 = 4_096;

/// How well a photo is kept.
const QUALITY: u8 = 85;

/// A PNG that gets larger than this is a photo that came as something else: it is kept as a JPEG.
const LARGEST_PNG: usize = 4 * 1024 * 1024;

/// No larger than a screen needs. Each new pixel is the mean of the old ones: enough for this, and it takes no memory
/// besides the result.
pub(super) fn smaller(picture: DynamicImage) -> DynamicImage {
    if picture.width().max(picture.height()) > LONGEST { picture.thumbnail(LONGEST, LONGEST) } else { picture }
}

/// With eight bits a colour, as everything shows it.
pub(super) fn eight_bits(picture: DynamicImage) -> DynamicImage {
    match picture.color() {
        ColorType::L8 | ColorType::La8 | ColorType::Rgb8 | ColorType::Rgba8 => picture,
        ColorType::L16 => picture.into_luma8().into(),
        ColorType::La16 => picture.into_luma_alpha8().into(),
        other if other.has_alpha() => picture.into_rgba8().into(),
        _ => picture.into_rgb8().into(),
    }
}

/// From Display P3 to the colours that everything without a profile has.
pub(super) fn to_srgb(picture: &mut DynamicImage) {
    if matches!(picture.color(), ColorType::Rgb8 | ColorType::Rgba8) {
        // If it cannot be done, the picture stays a little paler.
        let _done = picture
            .set_color_space(Cicp::DISPLAY_P3)
            .and_then(|()| picture.apply_color_space(Cicp::SRGB, ConvertColorOptions::default()));
    }
}

pub(super) fn write(picture: &DynamicImage, format: Format) -> Result<Kept, ImageError> {
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
    use crate::files::pictures::given::{jpeg_of, png_of, seen};
    use crate::files::redraw;
    use image::{ExtendedColorType, ImageBuffer, Luma, RgbaImage};

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
}
