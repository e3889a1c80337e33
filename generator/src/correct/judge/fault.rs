//! Where a value and the document differ.

use serde_json::Value;

use crate::base::pointer::Pointer;

/// Whether a value is sent or received.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Direction {
    /// In a request: read-only members may be missing.
    Sent,
    /// In a response: write-only members may be missing.
    Received,
    /// In either, as the example of a component: both may be missing.
    Either,
}

/// One difference between a value and its schema.
#[derive(Debug, Clone)]
pub(crate) struct Fault<'v> {
    /// What differs.
    pub kind: FaultKind,
    /// The schema whose keyword says otherwise.
    pub at: Pointer,
    /// The schema that the value was first held against, before references were followed.
    pub site: Pointer,
    /// Where in the body, with `*` for what may be data: `/items/*/name`.
    pub instance: String,
    /// The value.
    pub value: &'v Value,
}

/// A kind of difference.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum FaultKind {
    /// Null where that is not declared.
    Null,
    /// A value of another kind.
    Kind,
    /// Not among the literals.
    Literal,
    /// A required member is missing.
    Missing(String),
    /// A text or number that its format cannot hold.
    Format,
    /// A limit or a pattern, by its keyword.
    Limit(&'static str),
    /// None of the alternatives.
    Alternative,
    /// The tag of a discriminated union, by its name, has a value that no alternative is named by.
    Tag(String),
    /// The tag of a discriminated union is missing, by its name.
    NoTag(String),
    /// A member that is not declared.
    Undeclared(String),
    /// Members whose names are data, in an object that is not declared as a map.
    UndeclaredKeys,
}

impl FaultKind {
    /// Returns true if a client cannot decode the value.
    pub(crate) fn is_hard(&self) -> bool {
        matches!(self, Self::Null | Self::Kind | Self::Missing(_) | Self::Format | Self::Alternative)
    }
}
