#![doc = include_str!("../README.md")]

pub mod letters;

use portal_types::account::Lang;

/// Every sentence, in one language. Each message of `locales/` is a function of this type.
#[derive(Debug)]
pub struct Words(Lang);

/// The sentences of a language.
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &Words(Lang::En),
        Lang::Es => &Words(Lang::Es),
    }
}

/// The plural category of a number (CLDR): English and Spanish tell one from all others. (Spanish has "many" for
/// millions, which nothing here counts to.)
fn plural(lang: Lang, number: &str) -> &'static str {
    match lang {
        Lang::En | Lang::Es if number == "1" => "one",
        Lang::En | Lang::Es => "other",
    }
}

// Made by build.rs.
mod generated {
    use super::{Lang, Words, plural};
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}
