//! What can be wrong with a file. Says where and what, and never what it read there.

/// Why a file is refused, and the place in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {what}")]
pub struct Fault {
    /// Where: `line 3, column 7`, or `entry[12] Observation.effectiveDateTime`.
    pub place: String,
    /// What is wrong there.
    pub what: What,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum What {
    /// The operating system does not hand the file out.
    #[error("cannot be read ({0})")]
    Unreadable(std::io::ErrorKind),
    /// Larger than the limit.
    #[error("larger than {0} MiB")]
    TooLarge(u64),
    /// Nested deeper than the limit.
    #[error("nested deeper than {0} levels")]
    TooDeep(usize),
    /// More entries than the limit.
    #[error("more than {0} entries in one bundle")]
    TooManyEntries(usize),
    /// More values in one resource than the limit.
    #[error("more than {0} values in one resource")]
    TooManyValues(usize),
    /// Not JSON.
    #[error("not JSON")]
    NotJson,
    /// Two equal keys in one object: no telling which one counts.
    #[error("the same key twice in one object")]
    KeyTwice,
    /// Something else than a bundle.
    #[error("not a FHIR bundle")]
    NotABundle,
    /// A bundle of another type than `transaction`.
    #[error("not a transaction bundle")]
    NotATransaction,
    /// An entry that asks for something else than to store its resource.
    #[error("asks for something else than POST or PUT")]
    NotAPost,
    /// An entry without a resource, or something else in its place.
    #[error("no FHIR resource here")]
    NoResource,
    /// A type that FHIR R4 does not have.
    #[error("not a resource type of FHIR R4")]
    UnknownType,
    /// Neither `id` nor a `urn:uuid:` full URL.
    #[error("the resource has no id")]
    NoId,
    /// Two resources of the same type and id, or of the same full URL, that differ.
    #[error("the same resource twice, with different content")]
    Repeated,
    /// Something the portal cannot do without.
    #[error("missing")]
    Missing,
    /// Another kind of value than FHIR puts here.
    #[error("not {0}")]
    Form(&'static str),
    /// A date before 1900.
    #[error("a date before 1900")]
    TooLongAgo,
    /// A date after the import, where only the past makes sense.
    #[error("a date in the future")]
    InTheFuture,
    /// A reference to nothing.
    #[error("refers to nothing in this file or in the database")]
    Dangling,
    /// A reference to a resource of another type.
    #[error("does not refer to a {0}")]
    WrongTarget(&'static str),
    /// A reference that names somebody by a number that may not be used.
    #[error("names an identifier that may not be used")]
    ForbiddenIdentifier,
    /// A medical record number that two patients claim.
    #[error("this medical record number belongs to another patient")]
    MrnTaken,
    /// Somebody else wrote the same rows at the same time.
    #[error("something else was storing the same at the same time; import this file again")]
    Clash,
}

impl Fault {
    /// A fault at a place.
    pub fn new(place: impl Into<String>, what: What) -> Self {
        Self { place: place.into(), what }
    }

    /// The same, seen from one level further out.
    pub(crate) fn within(mut self, outer: &str) -> Self {
        self.place = if self.place.is_empty() { outer.to_owned() } else { format!("{outer} {}", self.place) };
        self
    }
}
