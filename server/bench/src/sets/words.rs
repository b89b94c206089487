//! What people write: words as frequent as words are, so that a search meets common ones and rare ones.

use crate::matching::mixed;
use std::sync::LazyLock;

/// The most frequent first. Of each the share is one through its place.
static WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| TEXT.split(' ').collect());

const TEXT: &str = "the to and my I it you is for in of have a on at not with was that this since please can but me \
     after pain week would am if do been when should day or from about take there more get again as doctor time morning \
     still no your night has better appointment call need know before what medicine feel thank days now blood two \
     an results test hours left right back last new knee also dose today one over help pharmacy tablets worse \
     office pressure evening much sleep yesterday three visit next then only first question side refill high low \
     fever cough taking started stopped monday friday headache eat food breakfast water walk stairs shoulder hand \
     foot skin rash red swollen itches cream daily twice weeks month insurance referral letter form school work \
     daughter son husband mother dizzy nausea stomach chest breath heart sugar weight diet exercise vaccine flu \
     allergy pollen sneezing throat ear eye vision glasses tooth surgery scar stitches bandage therapy injection \
     insulin inhaler steroid antibiotic infection urine sample scan ultrasound specialist cardiologist thyroid \
     cholesterol potassium migraine arthritis numbness tingling tremor fainted bruise palpitations shingles \
     vertigo sciatica eczema tinnitus";

/// So many words a message has at least, and so many more at most.
const SHORTEST: u64 = 45;
const LONGER: u64 = 30;
/// Words of a sentence.
const SENTENCE: u64 = 9;

/// A word by chance.
fn word(chance: u64) -> &'static str {
    let share = (chance >> 11) as f64 / (1_u64 << 53) as f64;
    // The n-th word as often as one through n: its place is even on a logarithmic scale.
    let place = ((share * (WORDS.len() as f64 + 1.0).ln()).exp() - 1.0) as usize;
    WORDS.get(place).copied().unwrap_or(WORDS[0])
}

/// A line of so many words, the first one with a capital.
fn line(seed: u64, words: u64, text: &mut String) {
    for n in 0..words {
        let word = word(mixed(seed.wrapping_add(n)));
        if n > 0 {
            text.push(' ');
            text.push_str(word);
        } else if let Some(first) = word.chars().next() {
            text.push(first.to_ascii_uppercase());
            text.push_str(&word[first.len_utf8()..]);
        }
    }
}

/// What somebody writes, 200 to 400 bytes. One in five names a number of a prescription that hardly anybody else does.
pub(crate) fn body(seed: u64) -> String {
    let chance = mixed(seed);
    let mut left = SHORTEST + chance % LONGER;
    let mut text = String::with_capacity(420);
    while left > 0 {
        let words = left.min(SENTENCE);
        if !text.is_empty() {
            text.push(' ');
        }
        line(chance ^ (left << 32), words, &mut text);
        text.push('.');
        left -= words;
    }
    if chance.is_multiple_of(5) {
        text.push_str(&format!(" The number is RX{}.", mixed(chance) % 1_000_000));
    }
    text
}

/// A subject.
pub(crate) fn subject(seed: u64) -> String {
    let mut text = String::new();
    line(mixed(seed), 3 + seed % 3, &mut text);
    text
}

/// What the n-th of those who search looks for: a common word, a rarer one, two of them, one that is rare.
pub(crate) fn sought(n: usize) -> String {
    match n % 4 {
        0 => WORDS[26 + n % 20].to_owned(),
        1 => WORDS[60 + n % 40].to_owned(),
        2 => format!("{} {}", WORDS[26 + n % 20], WORDS[50 + n % 30]),
        _ => WORDS[150 + n % 40].to_owned(),
    }
}
