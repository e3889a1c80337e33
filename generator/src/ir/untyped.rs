//! What the document leaves without a type of its own.

use super::{Statuses, TypeId};
use crate::base::pointer::Pointer;

/// A value that is any JSON, text or bytes in the client although the document could describe it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Untyped {
    /// Whose value it is.
    pub owner: UntypedOwner,
    /// Pointer to it in the normalised document.
    pub pointer: Pointer,
    /// What it is instead.
    pub form: UntypedForm,
    /// Why.
    pub reason: String,
    /// The code of the diagnostic that says so, if there is one.
    pub code: Option<&'static str>,
}

/// Whose value has no type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UntypedOwner {
    /// A named type is an alias of any value.
    Alias(TypeId),
    /// The member of an object at this index of its fields.
    Member(TypeId, usize),
    /// The additional members of an object.
    Others(TypeId),
    /// The variant of a union at this index.
    Variant(TypeId, usize),
    /// A part of the operation with this index.
    Operation(usize, OperationPart),
}

/// A part of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OperationPart {
    /// The parameter of this name.
    Parameter(String),
    /// The request body.
    Body,
    /// The successful response.
    Success,
    /// The error response of these statuses.
    Error(Statuses),
    /// The header of a response of this name.
    Header(String),
}

/// What a value is that has no type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UntypedForm {
    /// Any JSON value.
    Any,
    /// A list, a map or a tuple with any JSON values in it.
    Holds,
    /// A text.
    Text,
    /// Bytes.
    Bytes,
}

impl UntypedForm {
    /// Returns the words that are printed.
    pub fn word(self) -> &'static str {
        match self {
            Self::Any => "any value",
            Self::Holds => "holds any values",
            Self::Text => "text",
            Self::Bytes => "bytes",
        }
    }
}
