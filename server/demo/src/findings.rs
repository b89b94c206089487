//! Tests that answer in a word, and the procedures and problems several stories share.

use crate::bundle::Code;
use crate::labs::Finding;

const NOT_DETECTED: Code = Code::snomed("260415000", "Not detected");
const NEGATIVE: Code = Code::snomed("260385009", "Negative");

pub(crate) const STREP_NEGATIVE: Finding = Finding {
    code: Code::loinc("78012-2", "Streptococcus pyogenes Ag [Presence] in Throat by Rapid immunoassay"),
    found: NEGATIVE,
    expected: "Negative",
    flag: "NEG",
};

pub(crate) const HPV_NOT_DETECTED: Finding = Finding {
    code: Code::loinc(
        "59420-0",
        "Human papilloma virus 16+18+31+33+35+39+45+51+52+56+58+59+66+68 DNA [Presence] in Cervix by Probe with signal amplification",
    ),
    found: NOT_DETECTED,
    expected: "Not detected",
    flag: "NEG",
};

pub(crate) const COVID_NOT_DETECTED: Finding = Finding {
    code: Code::loinc(
        "94500-6",
        "SARS-CoV-2 (COVID-19) RNA [Presence] in Respiratory specimen by NAA with probe detection",
    ),
    found: NOT_DETECTED,
    expected: "Not detected",
    flag: "NEG",
};

pub(crate) const COLONOSCOPY: Code = Code::snomed("73761001", "Colonoscopy");
pub(crate) const MEDICATIONS_REVIEWED: Code = Code::snomed("428191000124101", "Documentation of current medications");
pub(crate) const ELECTROCARDIOGRAM: Code = Code::snomed("29303009", "Electrocardiographic procedure");
pub(crate) const CERVICAL_SCREENING: Code = Code::snomed("171149006", "Screening for malignant neoplasm of cervix");
pub(crate) const FOOT_EXAMINATION: Code = Code::snomed("401191002", "Diabetic foot examination");
pub(crate) const SPIROMETRY: Code = Code::snomed("127783003", "Spirometry");

pub(crate) const HYPERTENSION: Code = Code::snomed("59621000", "Essential hypertension");
pub(crate) const DIABETES: Code = Code::snomed("44054006", "Diabetes mellitus type 2");
pub(crate) const HYPERLIPIDEMIA: Code = Code::snomed("55822004", "Hyperlipidemia");
pub(crate) const HYPOTHYROIDISM: Code = Code::snomed("40930008", "Hypothyroidism");
pub(crate) const ASTHMA: Code = Code::snomed("195967001", "Asthma");
pub(crate) const REFLUX: Code = Code::snomed("235595009", "Gastroesophageal reflux disease");
pub(crate) const DEPRESSION: Code = Code::snomed("370143000", "Major depressive disorder");
pub(crate) const SINUSITIS: Code = Code::snomed("444814009", "Viral sinusitis (disorder)");
pub(crate) const BRONCHITIS: Code = Code::snomed("10509002", "Acute bronchitis (disorder)");
