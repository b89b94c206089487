//! Keyset pages: a list is read from an index, a page at a time, newest first.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Rows on one page of any list.
pub const PAGE: u64 = 20;

/// Where a page ended: the sort key of its last row. Opaque to pages, checked by the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// Time of the last row, milliseconds UTC.
    pub at: i64,
    /// Id of the last row, which orders rows of one millisecond.
    pub id: Uuid,
}

/// A page of rows and where the next one begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    /// The rows, newest first.
    pub rows: Vec<T>,
    /// `None` when this was the last page.
    pub next: Option<Cursor>,
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.at, self.id.simple())
    }
}

impl std::str::FromStr for Cursor {
    type Err = ();
    fn from_str(s: &str) -> Result<Self, ()> {
        let (at, id) = s.split_once('.').ok_or(())?;
        Ok(Self { at: at.parse().map_err(|_| ())?, id: Uuid::try_parse(id).map_err(|_| ())? })
    }
}

#[cfg(test)]
mod tests {
    use super::Cursor;
    use uuid::Uuid;

    #[test]
    fn a_cursor_goes_into_an_address_and_back() {
        let cursor = Cursor { at: 1_795_305_600_123, id: Uuid::from_u64_pair(1, 2) };
        assert_eq!(cursor.to_string().parse(), Ok(cursor));
        for bad in ["", ".", "1", "1.x", "x.00000000000000010000000000000002", "1.2.3"] {
            assert_eq!(bad.parse::<Cursor>(), Err(()), "{bad}");
        }
    }
}
