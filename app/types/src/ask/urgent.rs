//! Words that routine asks do not have: where one is found, the emergency notice is shown before anything is sent.
//!
//! Words are found, not meant: "no chest pain" is found as well, and the patient says that she has read the notice. What
//! is urgent and uses none of these words is not found; the notice stands on the page in any case.

/// English; a star stands for the rest of a word. Small letters, no accents, no apostrophes.
const ENGLISH: &[&str] = &[
    "911",
    "anaphyla*",
    "bleeding a lot",
    "bleeding heavily",
    "bleeding wont stop",
    "blue lips",
    "cant breathe",
    "cannot breathe",
    "can not breathe",
    "cant feel my",
    "cant move my",
    "chest hurts",
    "chest is tight",
    "chest pain",
    "chest pains",
    "chest pressure",
    "chest tightness",
    "choking",
    "convulsi*",
    "coughing blood",
    "coughing up blood",
    "difficulty breathing",
    "end my life",
    "face droop*",
    "fainted",
    "hard to breathe",
    "harm myself",
    "heart attack",
    "heavy bleeding",
    "hurt myself",
    "hurting myself",
    "is an emergency",
    "kill myself",
    "killing myself",
    "medical emergency",
    "my water broke",
    "one side of my",
    "overdos*",
    "pain in my chest",
    "paralyz*",
    "passed out",
    "passing out",
    "poisoned",
    "poisoning",
    "pressure in my chest",
    "seizure*",
    "self harm",
    "severe allergic",
    "severe bleeding",
    "severe pain",
    "shortness of breath",
    "short of breath",
    "slurred speech",
    "slurring",
    "stroke",
    "suicid*",
    "swollen throat",
    "swollen tongue",
    "take my life",
    "throat is closing",
    "throat swelling",
    "throwing up blood",
    "tight chest",
    "trouble breathing",
    "unbearable pain",
    "unconscious",
    "unresponsive",
    "vomiting blood",
    "want to die",
    "wont stop bleeding",
    "worst headache",
];

/// Spanish.
const SPANISH: &[&str] = &[
    "anafila*",
    "ataque al corazon",
    "ataque cardiaco",
    "convulsion*",
    "derrame cerebral",
    "desmay*",
    "dificultad para respirar",
    "dolor de pecho",
    "dolor del pecho",
    "dolor en el pecho",
    "dolor insoportable",
    "dolor muy fuerte",
    "dolor severo",
    "emergencia medica",
    "envenen*",
    "es una emergencia",
    "falta de aire",
    "falta el aire",
    "garganta cerrada",
    "hacerme dano",
    "hemorragia*",
    "inconsciente",
    "infarto",
    "intoxic*",
    "labios azules",
    "lastimarme",
    "me ahogo",
    "estoy ahogando",
    "matarme",
    "mucha sangre",
    "no para de sangrar",
    "no puede mover",
    "no puede respirar",
    "no puedo mover",
    "no puedo respirar",
    "no quiero vivir",
    "opresion en el pecho",
    "paraliz*",
    "peor dolor de cabeza",
    "presion en el pecho",
    "quiero morir",
    "quitarme la vida",
    "reaccion alergica grave",
    "rompi fuente",
    "se cierra la garganta",
    "sangra mucho",
    "sangrado abundante",
    "sangrando mucho",
    "sobredosis",
    "suicid*",
    "tos con sangre",
    "tosiendo sangre",
    "vomita sangre",
    "vomitando sangre",
    "vomito con sangre",
    "vomito sangre",
];

/// Small letters and digits without accents, one space between words, one before and one behind.
///
/// By hand for the letters of both languages: the tables of Unicode are more than a browser needs to load for this.
fn folded(text: &str) -> String {
    let mut words = String::with_capacity(text.len() + 2);
    words.push(' ');
    for c in text.chars() {
        let plain = match c {
            'á' | 'à' | 'â' | 'ä' | 'ã' | 'Á' | 'À' | 'Â' | 'Ä' | 'Ã' => 'a',
            'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => 'e',
            'í' | 'ì' | 'î' | 'ï' | 'Í' | 'Ì' | 'Î' | 'Ï' => 'i',
            'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'Ó' | 'Ò' | 'Ô' | 'Ö' | 'Õ' => 'o',
            'ú' | 'ù' | 'û' | 'ü' | 'Ú' | 'Ù' | 'Û' | 'Ü' => 'u',
            'ñ' | 'Ñ' => 'n',
            // "can't" is "cant"; an accent that is written for itself is none.
            '\'' | '`' | '´' | '‘' | '’' | 'ʼ' | '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' => {
                continue;
            }
            'A'..='Z' => c.to_ascii_lowercase(),
            'a'..='z' | '0'..='9' => c,
            // Signs: of ASCII, of Latin-1 ("¿"), dashes and quotation marks, and those of East Asia.
            '\0'..='\u{bf}' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}' => ' ',
            // A letter of another script, or a picture: part of a word that is in no list.
            _ => c,
        };
        if plain != ' ' || !words.ends_with(' ') {
            words.push(plain);
        }
    }
    if !words.ends_with(' ') {
        words.push(' ');
    }
    words
}

/// Whether a text has words that routine asks do not have. Whole words are found; what denies them is not understood.
pub fn is_urgent(text: &str) -> bool {
    let words = folded(text);
    let found = |phrase: &&str| match phrase.strip_suffix('*') {
        Some(stem) => words.contains(&format!(" {stem}")),
        None => words.contains(&format!(" {phrase} ")),
    };
    ENGLISH.iter().chain(SPANISH).any(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_7_4_urgent_words_are_found_in_both_languages_however_they_are_written() {
        for text in [
            "I have chest pain",
            "CHEST\n  PAIN!",
            "it started as chest-pain, then went away",
            "She can't breathe.",
            "She can’t breathe.",
            "thoughts of suicide",
            "he has had two seizures",
            "No chest pain so far",
            "Tengo dolor de pecho",
            "¿DOLOR EN EL PECHO?",
            "opresión en el pecho",
            "opresio\u{301}n en el pecho",
            "Me desmayé ayer",
            "“no puedo respirar”",
            "quiero hacerme daño",
        ] {
            assert!(is_urgent(text), "{text}");
        }
    }

    #[test]
    fn r_7_4_what_is_routine_is_not_urgent() {
        for text in [
            "",
            "   ",
            "My knee has hurt since summer.",
            "Follow-up of my chest X-ray",
            "I hit a keystroke by mistake",
            "poison ivy",
            "Control anual y vacunas",
            "Dolor de rodilla desde el verano",
            "胸",
            "🫀",
        ] {
            assert!(!is_urgent(text), "{text}");
        }
    }

    #[test]
    fn the_lists_are_written_as_texts_are_folded() {
        for phrase in ENGLISH.iter().chain(SPANISH) {
            let plain = phrase.strip_suffix('*').unwrap_or(phrase);
            assert_eq!(folded(plain), format!(" {plain} "));
        }
    }
}
