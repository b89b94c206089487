//! How a body grows: medians by age and sex, rounded from the public WHO and CDC curves.

use crate::people::Sex;

/// One row: age in months, then length in cm, weight in kg, head circumference in cm (0 where it is not measured).
type Row = (f64, f64, f64, f64);

#[rustfmt::skip]
const GIRLS: &[Row] = &[
    (0.0, 49.1, 3.2, 33.9), (1.0, 53.7, 4.2, 36.5), (2.0, 57.1, 5.1, 38.3), (4.0, 62.1, 6.4, 40.6),
    (6.0, 65.7, 7.3, 42.2), (9.0, 70.1, 8.2, 43.8), (12.0, 74.0, 8.9, 44.9), (15.0, 77.5, 9.6, 45.7),
    (18.0, 80.7, 10.2, 46.2), (24.0, 86.4, 11.5, 47.2), (36.0, 95.1, 13.9, 48.5), (48.0, 102.7, 16.1, 0.0),
    (60.0, 109.4, 18.2, 0.0), (72.0, 115.1, 20.3, 0.0), (84.0, 120.8, 22.9, 0.0), (96.0, 126.6, 25.8, 0.0),
    (108.0, 132.5, 29.1, 0.0), (120.0, 138.6, 32.9, 0.0), (132.0, 145.0, 36.9, 0.0), (144.0, 151.2, 41.5, 0.0),
    (156.0, 156.4, 45.8, 0.0), (168.0, 159.8, 49.4, 0.0), (180.0, 161.7, 52.1, 0.0), (192.0, 162.5, 53.9, 0.0),
    (216.0, 163.1, 56.2, 0.0), (240.0, 163.2, 58.2, 0.0),
];

#[rustfmt::skip]
const BOYS: &[Row] = &[
    (0.0, 49.9, 3.3, 34.5), (1.0, 54.7, 4.5, 37.3), (2.0, 58.4, 5.6, 39.1), (4.0, 63.9, 7.0, 41.6),
    (6.0, 67.6, 7.9, 43.3), (9.0, 72.0, 8.9, 45.0), (12.0, 75.7, 9.6, 46.1), (15.0, 79.1, 10.3, 46.8),
    (18.0, 82.3, 10.9, 47.4), (24.0, 87.8, 12.2, 48.3), (36.0, 96.1, 14.3, 49.5), (48.0, 103.3, 16.3, 0.0),
    (60.0, 110.0, 18.4, 0.0), (72.0, 116.0, 20.7, 0.0), (84.0, 121.7, 23.1, 0.0), (96.0, 127.3, 25.6, 0.0),
    (108.0, 132.6, 28.6, 0.0), (120.0, 137.8, 32.1, 0.0), (132.0, 143.1, 36.1, 0.0), (144.0, 149.1, 40.7, 0.0),
    (156.0, 156.0, 45.8, 0.0), (168.0, 163.2, 51.2, 0.0), (180.0, 169.0, 56.5, 0.0), (192.0, 172.9, 61.1, 0.0),
    (204.0, 175.2, 64.7, 0.0), (216.0, 176.1, 67.3, 0.0), (240.0, 176.8, 70.6, 0.0),
];

/// Where a person keeps to the curve, and where an adult's weight goes after it ends.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Build {
    /// Standard deviations from the median height.
    pub(crate) height_z: f64,
    /// Standard deviations from the median weight while growing.
    pub(crate) weight_z: f64,
    /// The body mass index reached at thirty-five and kept.
    pub(crate) bmi: f64,
}

impl Build {
    /// Height in cm. Nobody shrinks while growing: the curve rises and the distance from it is fixed.
    pub(crate) fn height(self, sex: Sex, months: i64) -> f64 {
        median(sex, months).1 * (1.0 + 0.038 * self.height_z)
    }

    /// Weight in kg: the curve up to twenty, then a slow way to the adult's own index.
    pub(crate) fn weight(self, sex: Sex, months: i64) -> f64 {
        let growing = median(sex, months).2 * (1.0 + 0.12 * self.weight_z);
        if months < 240 {
            return growing;
        }
        let square = (self.height(sex, months) / 100.0).powi(2);
        let young = growing / square;
        let years = as_f64(months - 240) / 12.0;
        (young + (self.bmi - young) * (years / 15.0).min(1.0)) * square
    }

    /// Head circumference in cm, measured up to three years.
    pub(crate) fn head(self, sex: Sex, months: i64) -> Option<f64> {
        (months <= 36).then(|| median(sex, months).3 * (1.0 + 0.02 * self.height_z))
    }
}

fn median(sex: Sex, months: i64) -> Row {
    let table = match sex {
        Sex::Female => GIRLS,
        Sex::Male => BOYS,
    };
    let age = as_f64(months);
    let mut below = table[0];
    for row in table {
        if row.0 >= age {
            let share = if row.0 > below.0 { (age - below.0) / (row.0 - below.0) } else { 0.0 };
            let between = |from: f64, to: f64| from + (to - from) * share;
            return (age, between(below.1, row.1), between(below.2, row.2), between(below.3, row.3));
        }
        below = *row;
    }
    below
}

/// Counts of months and years as decimals; all far below the limit of exactness.
#[expect(clippy::cast_precision_loss, reason = "ages are small")]
pub(crate) fn as_f64(count: i64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::Build;
    use crate::people::Sex;

    #[test]
    fn children_only_grow() {
        for sex in [Sex::Female, Sex::Male] {
            let build = Build { height_z: 0.4, weight_z: -0.3, bmi: 27.0 };
            let mut last = (0.0, 0.0);
            for months in 0..240 {
                let now = (build.height(sex, months), build.weight(sex, months));
                assert!(now.0 >= last.0 && now.1 >= last.1, "{months}: {now:?} after {last:?}");
                last = now;
            }
        }
    }

    #[test]
    fn adults_settle_at_their_index() {
        let build = Build { height_z: 0.0, weight_z: 0.0, bmi: 31.0 };
        let height = build.height(Sex::Male, 600) / 100.0;
        assert!((build.weight(Sex::Male, 600) / (height * height) - 31.0).abs() < 0.01);
    }
}
