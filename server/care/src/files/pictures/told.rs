//! What a picture says of itself: which way up it is, and of which colours it is made.

use image::ImageDecoder;
use image::metadata::Orientation;

/// What a picture says of itself, besides its pixels.
#[derive(Default)]
pub(super) struct Told {
    /// Which way up it is.
    pub(super) orientation: Option<Orientation>,
    /// Whether its colours are those of Display P3, as iPhones write them.
    pub(super) wide: bool,
}

impl Told {
    pub(super) fn by(decoder: &mut impl ImageDecoder) -> Self {
        Self {
            orientation: decoder.orientation().ok(),
            wide: decoder.icc_profile().ok().flatten().is_some_and(|profile| is_display_p3(&profile)),
        }
    }
}

/// The three colours that Display P3 is made of, in 65,536ths, as its profiles say it.
const DISPLAY_P3: [(&[u8; 4], [i32; 3]); 3] =
    [(b"rXYZ", [33_759, 15_807, -69]), (b"gXYZ", [19_135, 45_368, 2_745]), (b"bXYZ", [10_296, 4_363, 51_385])];

/// Whether a profile is Display P3. Read as sRGB, its reds would be paler than they were, and a rash is red.
pub(super) fn is_display_p3(profile: &[u8]) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::pictures::given::{contains, png_of, seen};
    use crate::files::{Format, redraw};
    use image::codecs::png::PngEncoder;
    use image::{ExtendedColorType, ImageEncoder as _};

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
}
