//! What the operator of a test's clinic has decided.

use portal_care::Settings;
use portal_care::profile::Profile;
use portal_types::clinic::{Agreement, Clinic as Identity};
use std::sync::Arc;

/// The settings of a clinic in Massachusetts.
pub(crate) fn settings() -> Settings {
    settings_at(&Profile::built_in().expect("the built-in profile"))
}

/// The settings of a clinic at a place.
pub fn settings_at(profile: &Profile) -> Settings {
    let agreement = |version: &str, text: &str| Agreement {
        version: version.into(),
        summary: vec![format!("In short: {text}")],
        paragraphs: vec![text.into()],
    };
    Settings {
        clinic: Identity {
            name: "Maple Valley Health".into(),
            logo: None,
            hue: 190,
            emergency: profile.emergency.value.clone(),
            ages: profile.ages(),
            support_phone: "555-555-0110".into(),
            support_hours: ["Monday to Friday".into(), "Lunes a viernes".into()],
            demo: false,
            security_question: true,
            passkeys: true,
        },
        idle_minutes: 15,
        absolute_hours: 12,
        second_factor: false,
        enrollment_desk: "desk@maplevalley.example.org".into(),
        terms: [agreement("terms-1", "Be kind."), agreement("terms-1", "Sea amable.")],
        privacy: [agreement("privacy-1", "We keep quiet."), agreement("privacy-1", "Guardamos silencio.")],
        public_url: "https://portal.example.org".into(),
        holidays: Vec::new(),
        legal_holidays: Vec::new(),
        matching: portal_care::enrollment::Thresholds::default(),
        letter_days: profile.letter_days.value,
        sent_days: profile.sent_days.value,
        confidential_codes: profile.confidential_codes.value.clone(),
        hidden_vaccines: profile.hidden_vaccines.value.clone(),
        renewals: profile.renewals().expect("the rules of a profile"),
        require_scanner: false,
        rules: Arc::new(profile.rules().expect("the rules of a profile")),
    }
}
