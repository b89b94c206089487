//! Where conversations lie on the patient's side, and which of them she looks at.

use serde::{Deserialize, Serialize};

/// Where a conversation lies on the patient's side. Nothing is ever deleted, and no desk sees it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Shelf {
    /// In the list.
    #[default]
    Inbox,
    /// Put away.
    Archive,
    /// Thrown away, until it is taken out again.
    Trash,
}

impl Shelf {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Inbox, Self::Archive, Self::Trash];

    /// The word kept in tables and forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Inbox => "inbox",
            Self::Archive => "archive",
            Self::Trash => "trash",
        }
    }

    /// The shelf of a stored word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shelf| shelf.code() == code)
    }
}

/// Which conversations the patient looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum InboxFilter {
    /// Those that lie in the list.
    #[default]
    Inbox,
    /// Those with something unread, wherever they lie.
    Unread,
    /// Those that were put away.
    Archive,
    /// Those that were thrown away.
    Trash,
}

impl InboxFilter {
    /// All of them, in the order shown.
    pub const ALL: [Self; 4] = [Self::Inbox, Self::Unread, Self::Archive, Self::Trash];

    /// The word in an address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Inbox => "inbox",
            Self::Unread => "unread",
            Self::Archive => "archive",
            Self::Trash => "trash",
        }
    }

    /// From the word in an address; one that nobody knows is the list.
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|filter| filter.code() == code).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_6_10_a_shelf_is_a_word_and_one_that_nobody_knows_is_the_list() {
        assert!(Shelf::ALL.into_iter().all(|shelf| Shelf::from_code(shelf.code()) == Some(shelf)));
        assert!(InboxFilter::ALL.into_iter().all(|filter| InboxFilter::from_code(filter.code()) == filter));
        assert_eq!(InboxFilter::from_code("attic"), InboxFilter::Inbox);
        assert_eq!(Shelf::from_code("attic"), None);
    }
}
