//! Rows on their way to a table.

/// One value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// The id of the resource itself.
    Own,
    /// The patient: a reference that must lead to one, and the field it is in.
    Patient(String, &'static str),
    /// The id of the first of these references that leads to a resource of this type; empty if none does.
    Link(Vec<String>, &'static str),
    /// Text.
    Text(Option<String>),
    /// A whole number.
    Int(Option<i64>),
    /// A small whole number.
    Small(i16),
    /// A number.
    Number(Option<f64>),
    /// Yes or no.
    Flag(bool),
}

/// A row: which table, and its values by column. All rows of one table have the same columns in the same order.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The table.
    pub table: &'static str,
    /// For a row of a list inside the resource: the column with the resource's id. All its rows are replaced at once,
    /// and one whose link leads to another type is left out.
    pub owner: Option<&'static str>,
    /// Column and value.
    pub cells: Vec<(&'static str, Cell)>,
}

impl Row {
    /// The row of a resource in a table of its own.
    pub(crate) fn main(table: &'static str) -> Self {
        Self { table, owner: None, cells: vec![("id", Cell::Own)] }
    }

    /// A row of a list inside the resource.
    pub(crate) fn child(table: &'static str, owner: &'static str) -> Self {
        Self { table, owner: Some(owner), cells: vec![(owner, Cell::Own)] }
    }

    pub(crate) fn with(mut self, column: &'static str, cell: Cell) -> Self {
        self.cells.push((column, cell));
        self
    }

    pub(crate) fn text(self, column: &'static str, value: Option<impl Into<String>>) -> Self {
        self.with(column, Cell::Text(value.map(Into::into)))
    }

    pub(crate) fn int(self, column: &'static str, value: Option<i64>) -> Self {
        self.with(column, Cell::Int(value))
    }

    pub(crate) fn number(self, column: &'static str, value: Option<f64>) -> Self {
        self.with(column, Cell::Number(value))
    }

    pub(crate) fn flag(self, column: &'static str, value: bool) -> Self {
        self.with(column, Cell::Flag(value))
    }

    /// Encounter, practice and provider, from references that lead to any of them.
    pub(crate) fn encounter(self, references: Vec<String>) -> Self {
        self.with("encounter_id", Cell::Link(references, "Encounter"))
    }

    pub(crate) fn practice(self, references: Vec<String>) -> Self {
        self.with("practice_id", Cell::Link(references, "Organization"))
    }

    pub(crate) fn provider(self, references: Vec<String>) -> Self {
        self.with("provider_id", Cell::Link(references, "Practitioner"))
    }

    /// The value of a column.
    pub fn get(&self, column: &str) -> Option<&Cell> {
        self.cells.iter().find(|(name, _)| *name == column).map(|(_, cell)| cell)
    }

    pub(crate) fn set(&mut self, column: &str, text: &str) {
        if let Some((_, cell)) = self.cells.iter_mut().find(|(name, _)| *name == column) {
            *cell = Cell::Text(Some(text.to_owned()));
        }
    }
}
