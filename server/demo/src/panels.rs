//! The panels the clinic's laboratory offers, with values that fit together and to the person.

use crate::bundle::Code;
use crate::chart::Health;
use crate::labs::{Analyte, filtration};
use crate::people::Sex;
use crate::rng::Chance;

/// What is usual. One side may be open.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Range {
    pub(crate) low: Option<f64>,
    pub(crate) high: Option<f64>,
}

impl Range {
    pub(crate) const fn within(low: f64, high: f64) -> Self {
        Self { low: Some(low), high: Some(high) }
    }

    pub(crate) const fn below(high: f64) -> Self {
        Self { low: None, high: Some(high) }
    }

    pub(crate) const fn above(low: f64) -> Self {
        Self { low: Some(low), high: None }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Panel {
    BloodCount,
    Metabolic,
    Lipids,
    A1c,
    Thyroid,
    Lead,
    UrineAlbumin,
    UricAcid,
}

type Measured = Vec<(Analyte, f64, Range)>;

const fn analyte(code: &'static str, display: &'static str, unit: &'static str, decimals: i32) -> Analyte {
    Analyte { code: Code::loinc(code, display), unit, decimals }
}

impl Panel {
    pub(crate) const fn code(self) -> Code {
        match self {
            Self::BloodCount => {
                Code::loinc("58410-2", "Complete blood count (hemogram) panel - Blood by Automated count")
            }
            Self::Metabolic => Code::loinc("24323-8", "Comprehensive metabolic 2000 panel - Serum or Plasma"),
            Self::Lipids => Code::loinc("57698-3", "Lipid Panel"),
            Self::A1c => Code::loinc("4548-4", "Hemoglobin A1c/Hemoglobin.total in Blood"),
            Self::Thyroid => Code::loinc("3016-3", "Thyrotropin [Units/volume] in Serum or Plasma"),
            Self::Lead => Code::loinc("5671-3", "Lead [Mass/volume] in Blood"),
            Self::UrineAlbumin => Code::loinc("9318-7", "Albumin/Creatinine [Mass Ratio] in Urine"),
            Self::UricAcid => Code::loinc("3084-1", "Urate [Mass/volume] in Serum or Plasma"),
        }
    }

    pub(crate) const fn cents(self) -> i64 {
        match self {
            Self::BloodCount => 3_180,
            Self::Metabolic => 4_450,
            Self::Lipids => 4_725,
            Self::A1c => 3_960,
            Self::Thyroid => 5_240,
            Self::Lead => 2_890,
            Self::UrineAlbumin => 3_310,
            Self::UricAcid => 2_105,
        }
    }

    /// One draw: every analyte with its value and what is usual for the person.
    pub(crate) fn measure(self, chance: &mut Chance, health: &Health, sex: Sex, years: i64, months: i64) -> Measured {
        match self {
            Self::BloodCount => blood_count(chance, health, sex, months),
            Self::Metabolic => metabolic(chance, health, sex, years),
            Self::Lipids => lipids(chance, health, sex, years),
            Self::A1c => vec![(
                analyte("4548-4", "Hemoglobin A1c/Hemoglobin.total in Blood", "%", 1),
                chance.around(health.a1c, 0.1),
                Range::within(4.0, 5.6),
            )],
            Self::Thyroid => vec![(
                analyte("3016-3", "Thyrotropin [Units/volume] in Serum or Plasma", "m[IU]/L", 2),
                chance.around(health.tsh, 0.08 * health.tsh),
                Range::within(0.4, 4.5),
            )],
            Self::Lead => vec![(
                analyte("5671-3", "Lead [Mass/volume] in Blood", "ug/dL", 1),
                chance.around(health.lead, 0.1).max(0.5),
                Range::below(3.4),
            )],
            Self::UrineAlbumin => vec![(
                analyte("9318-7", "Albumin/Creatinine [Mass Ratio] in Urine", "mg/g", 0),
                chance.around(health.albuminuria, 0.1 * health.albuminuria).max(2.0),
                Range::below(29.0),
            )],
            Self::UricAcid => vec![(
                analyte("3084-1", "Urate [Mass/volume] in Serum or Plasma", "mg/dL", 1),
                chance.around(health.uric_acid, 0.2),
                if sex == Sex::Female { Range::within(2.6, 6.0) } else { Range::within(3.5, 7.2) },
            )],
        }
    }
}

/// Usual hemoglobin in g/dL.
const fn usual_hemoglobin(sex: Sex, months: i64) -> (f64, f64) {
    match (months, sex) {
        (..24, _) => (10.5, 13.5),
        (24..72, _) => (11.0, 13.7),
        (72..144, _) => (11.5, 15.0),
        (_, Sex::Female) => (12.0, 15.5),
        (_, Sex::Male) => (13.2, 17.0),
    }
}

fn blood_count(chance: &mut Chance, health: &Health, sex: Sex, months: i64) -> Measured {
    let (low, high) = usual_hemoglobin(sex, months);
    let hemoglobin = f64::midpoint(low, high) + health.hemoglobin + chance.around(0.0, 0.15);
    let young = months < 72;
    let mcv = chance.around(if young { health.mcv - 8.0 } else { health.mcv }, 0.6);
    let mchc = chance.around(33.5, 0.3);
    let hematocrit = hemoglobin / mchc * 100.0;
    let (white, whites) = if young { (8.6, Range::within(5.0, 15.0)) } else { (6.6, Range::within(4.0, 11.0)) };
    let volume = if young { Range::within(72.0, 88.0) } else { Range::within(80.0, 100.0) };
    vec![
        (
            analyte("6690-2", "Leukocytes [#/volume] in Blood by Automated count", "10*3/uL", 1),
            chance.around(white, 0.8),
            whites,
        ),
        (
            analyte("789-8", "Erythrocytes [#/volume] in Blood by Automated count", "10*6/uL", 2),
            hematocrit * 10.0 / mcv,
            Range::within(3.8, 5.9),
        ),
        (analyte("718-7", "Hemoglobin [Mass/volume] in Blood", "g/dL", 1), hemoglobin, Range::within(low, high)),
        (
            analyte("4544-3", "Hematocrit [Volume Fraction] of Blood by Automated count", "%", 1),
            hematocrit,
            Range::within((low * 3.0).floor(), (high * 3.0).ceil()),
        ),
        (analyte("787-2", "MCV [Entitic volume] by Automated count", "fL", 1), mcv, volume),
        (
            analyte("785-6", "MCH [Entitic mass] by Automated count", "pg", 1),
            mcv * mchc / 100.0,
            if young { Range::within(23.0, 31.0) } else { Range::within(26.0, 34.0) },
        ),
        (analyte("786-4", "MCHC [Mass/volume] by Automated count", "g/dL", 1), mchc, Range::within(31.5, 36.0)),
        (
            analyte("777-3", "Platelets [#/volume] in Blood by Automated count", "10*3/uL", 0),
            chance.around(if young { 310.0 } else { 248.0 }, 30.0),
            Range::within(150.0, 450.0),
        ),
    ]
}

fn metabolic(chance: &mut Chance, health: &Health, sex: Sex, years: i64) -> Measured {
    let child = years < 18;
    let creatinine = chance.around(if child { 0.5 } else { health.creatinine }, 0.03);
    let woman = sex == Sex::Female;
    let usual_creatinine = match (child, woman) {
        (true, _) => Range::within(0.3, 0.9),
        (false, true) => Range::within(0.5, 1.1),
        (false, false) => Range::within(0.7, 1.3),
    };
    let mut measured = vec![
        (
            analyte("2345-7", "Glucose [Mass/volume] in Serum or Plasma", "mg/dL", 0),
            chance.around(health.glucose, 5.0),
            Range::within(70.0, 99.0),
        ),
        (
            analyte("3094-0", "Urea nitrogen [Mass/volume] in Serum or Plasma", "mg/dL", 0),
            chance.around(creatinine * 15.0, 1.5),
            Range::within(6.0, 24.0),
        ),
        (analyte("2160-0", "Creatinine [Mass/volume] in Serum or Plasma", "mg/dL", 2), creatinine, usual_creatinine),
        (
            analyte("2951-2", "Sodium [Moles/volume] in Serum or Plasma", "mmol/L", 0),
            chance.around(139.5, 1.2),
            Range::within(135.0, 145.0),
        ),
        (
            analyte("2823-3", "Potassium [Moles/volume] in Serum or Plasma", "mmol/L", 1),
            chance.around(4.2, 0.2),
            Range::within(3.5, 5.1),
        ),
        (
            analyte("2075-0", "Chloride [Moles/volume] in Serum or Plasma", "mmol/L", 0),
            chance.around(102.5, 1.3),
            Range::within(98.0, 107.0),
        ),
        (
            analyte("2028-9", "Carbon dioxide, total [Moles/volume] in Serum or Plasma", "mmol/L", 0),
            chance.around(25.5, 1.0),
            Range::within(21.0, 31.0),
        ),
        (
            analyte("17861-6", "Calcium [Mass/volume] in Serum or Plasma", "mg/dL", 1),
            chance.around(9.5, 0.2),
            Range::within(8.6, 10.3),
        ),
        (
            analyte("2885-2", "Protein [Mass/volume] in Serum or Plasma", "g/dL", 1),
            chance.around(7.1, 0.2),
            Range::within(6.0, 8.3),
        ),
        (
            analyte("1751-7", "Albumin [Mass/volume] in Serum or Plasma", "g/dL", 1),
            chance.around(4.4, 0.15),
            Range::within(3.5, 5.2),
        ),
        (
            analyte("1975-2", "Bilirubin.total [Mass/volume] in Serum or Plasma", "mg/dL", 1),
            chance.around(0.6, 0.12),
            Range::within(0.1, 1.2),
        ),
        (
            analyte("6768-6", "Alkaline phosphatase [Enzymatic activity/volume] in Serum or Plasma", "U/L", 0),
            chance.around(if child { 210.0 } else { 72.0 }, 9.0),
            if child { Range::within(60.0, 420.0) } else { Range::within(40.0, 129.0) },
        ),
        (
            analyte("1742-6", "Alanine aminotransferase [Enzymatic activity/volume] in Serum or Plasma", "U/L", 0),
            chance.around(22.0, 5.0),
            Range::within(7.0, 52.0),
        ),
        (
            analyte("1920-8", "Aspartate aminotransferase [Enzymatic activity/volume] in Serum or Plasma", "U/L", 0),
            chance.around(21.0, 4.0),
            Range::within(8.0, 40.0),
        ),
    ];
    if !child {
        let code = "Glomerular filtration rate/1.73 sq M.predicted [Volume Rate/Area] in Serum, Plasma or Blood by Creatinine-based formula (CKD-EPI 2021)";
        let rate = filtration(creatinine, woman, years).min(120.0);
        measured.push((analyte("98979-8", code, "mL/min/{1.73_m2}", 0), rate, Range::above(60.0)));
    }
    measured
}

fn lipids(chance: &mut Chance, health: &Health, sex: Sex, years: i64) -> Measured {
    let child = years < 18;
    let ldl = chance.around(if child { health.ldl * 0.85 } else { health.ldl }, 4.0);
    let hdl = chance.around(health.hdl, 2.0);
    let fats = chance.around(if child { health.triglycerides * 0.6 } else { health.triglycerides }, 8.0);
    let (total_limit, ldl_limit, fat_limit) = if child { (170.0, 110.0, 89.0) } else { (199.0, 99.0, 149.0) };
    vec![
        (analyte("2093-3", "Total Cholesterol", "mg/dL", 0), ldl + hdl + fats / 5.0, Range::below(total_limit)),
        (analyte("2571-8", "Triglycerides", "mg/dL", 0), fats, Range::below(fat_limit)),
        (
            analyte("13457-7", "Low Density Lipoprotein Cholesterol (calculated)", "mg/dL", 0),
            ldl,
            Range::below(ldl_limit),
        ),
        (
            analyte("2085-9", "High Density Lipoprotein Cholesterol", "mg/dL", 0),
            hdl,
            Range::above(if sex == Sex::Female && !child { 50.0 } else { 40.0 }),
        ),
    ]
}
