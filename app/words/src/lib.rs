#![doc = include_str!("../README.md")]

pub mod letters;

use portal_types::account::Lang;
use std::sync::OnceLock;

// The generated file answers for itself: its own style, no documentation beyond the texts.
#[expect(
    missing_docs,
    dead_code,
    clippy::unwrap_used,
    clippy::allow_attributes,
    clippy::allow_attributes_without_reason,
    reason = "generated"
)]
mod l10n {
    include!(concat!(env!("OUT_DIR"), "/l10n.rs"));
}

/// Every sentence, in one language.
pub use l10n::L10nLanguage as Words;

/// The sentences of a language. Read once and kept for good.
pub fn words(lang: Lang) -> &'static Words {
    static EN: OnceLock<Words> = OnceLock::new();
    static ES: OnceLock<Words> = OnceLock::new();
    match lang {
        Lang::En => EN.get_or_init(|| l10n::L10n::En.load()),
        Lang::Es => ES.get_or_init(|| l10n::L10n::Es.load()),
    }
}
