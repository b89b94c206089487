//! Names, streets and numbers for people who do not exist.

use crate::people::{Home, Sex};
use crate::rng::Chance;

#[rustfmt::skip]
const WOMEN: &[&str] = &[
    "Abigail", "Aisha", "Ana Sofía", "Brigid", "Chiara", "Dalia", "Esperanza", "Fatima", "Grace", "Hui Min", "Ingeborg",
    "Jasmine", "Keziah", "Leilani", "Mei-Ling", "Ngozi", "Oksana", "Paulina", "Renée", "Saoirse", "Tamar", "Yewande", "Zoë",
];

#[rustfmt::skip]
const MEN: &[&str] = &[
    "Aarav", "Amadou", "Benedikt", "Caleb", "Dmitri", "Emeka", "Felipe", "Gabriel", "Hiro", "Ivan", "Jean-Luc", "José",
    "Kwame", "Liam", "Mateus", "Nikolai", "Omar", "Percy", "Quang", "Rafael", "Søren", "Tariq", "Wendell", "Yusuf",
];

#[rustfmt::skip]
const FAMILIES: &[&str] = &[
    "Abara", "Almeida", "Bergström", "Callahan", "Castellano", "Delgado", "Eriksen", "Farouk", "Fitzgerald", "García-Lopez",
    "Haddad", "Ivanova", "Jankowski", "Kaplan", "Kimura", "Lindgren", "MacAllister", "Mbeki", "Nguyen", "Núñez", "O'Donnell",
    "Okoro", "Park", "Pereira", "Quispe", "Rahman", "Rossi", "Saint-Pierre", "Takahashi", "Tremblay", "Ueda", "Vasquez",
    "Whitcombe", "Xiong", "Yildiz", "Zielinski",
];

const STREETS: &[&str] = &[
    "Alder Way",
    "Bridge Street",
    "Cobbler Lane",
    "Dunmore Avenue",
    "Elm Terrace",
    "Fern Hollow",
    "Granary Road",
    "Harbor View",
];

/// Towns of the valley. No map shows them.
const TOWNS: &[(&str, &str)] = &[
    ("Maple Valley", "01991"),
    ("Linfield", "01992"),
    ("Eastbrook", "01993"),
    ("Stonebury", "01994"),
    ("Harrow Mills", "01995"),
    ("Quillham", "01996"),
];

const AREA_CODES: &[&str] = &["413", "508", "617", "774", "781", "857", "978"];

/// Sixty characters together with the space: the longest name the clinic has on file.
pub(crate) const LONGEST: (&str, &str) = ("Maximiliana Theodora Clementine", "Featherstone-Wolfenbuttelman");

pub(crate) fn given(chance: &mut Chance, sex: Sex) -> &'static str {
    chance.pick(match sex {
        Sex::Female => WOMEN,
        Sex::Male => MEN,
    })
}

pub(crate) fn family(chance: &mut Chance) -> &'static str {
    chance.pick(FAMILIES)
}

pub(crate) fn home(chance: &mut Chance) -> Home {
    let (city, zip) = chance.pick(TOWNS);
    Home { line: format!("{} {}", chance.between(1, 240), chance.pick(STREETS)), city, zip }
}

/// A number from the block set aside for fiction.
pub(crate) fn phone(chance: &mut Chance) -> String {
    format!("{}-555-01{:02}", chance.pick(AREA_CODES), chance.between(0, 99))
}

/// An address nobody can receive mail at; `index` keeps it unique.
pub(crate) fn email(given: &str, family: &str, index: u32) -> String {
    let plain =
        |name: &str| -> String { name.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_lowercase() };
    format!("{}.{}.{index}@example.com", plain(given), plain(family))
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, email};

    #[test]
    fn the_longest_name_has_sixty_characters() {
        assert_eq!(format!("{} {}", LONGEST.0, LONGEST.1).chars().count(), 60);
    }

    #[test]
    fn an_address_is_plain() {
        assert_eq!(email("Ana Sofía", "O'Donnell", 7), "anasofa.odonnell.7@example.com");
    }
}
