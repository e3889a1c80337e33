//! How the constructor of a struct takes its required fields.

use super::{Argument, Field, RustType, SetBy, Tables};
use crate::ir::TypeId;
use crate::rust::facts::Side;

/// How `new` takes the required fields.
///
/// A caller who swaps two arguments of one type gets no error, and nobody remembers the order of many. There a struct
/// takes them by name. A struct without traits and methods is the cheapest that the compiler checks completely: a builder
/// with a type for each state costs many times as much, and one without them fails only when the program runs. A field
/// that others convert into has a type parameter, so that `"text"` is enough there too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Construction {
    /// As arguments.
    Arguments,
    /// In the fields of a struct of this name, which is defined beside the type.
    Struct(String),
}

/// The most required fields that are arguments.
const MAX_ARGUMENTS: usize = 5;

impl Construction {
    pub(super) fn new(tables: Tables<'_>, id: TypeId, side: Side, fields: &[Field<'_>]) -> Self {
        let required = fields.iter().filter(|field| matches!(field.set_by, SetBy::New));
        let arguments: Vec<&Argument<RustType>> = required.map(|field| &field.argument).collect();
        match is_confusable(&arguments) {
            true => Self::Struct(struct_name(tables, &tables.type_name(id, side))),
            false => Self::Arguments,
        }
    }

    /// The name of the struct that it takes, if it takes one.
    pub fn struct_name(&self) -> Option<&str> {
        match self {
            Self::Struct(name) => Some(name),
            Self::Arguments => None,
        }
    }
}

/// Returns true if callers could confuse the arguments: many, or two of one type, which could also change places unseen when
/// the document lists what is required in another order.
fn is_confusable(arguments: &[&Argument<RustType>]) -> bool {
    let is_alike = |(at, one): (usize, &&Argument<RustType>)| arguments[at + 1..].contains(one);
    arguments.iter().enumerate().any(is_alike) || arguments.len() > MAX_ARGUMENTS
}

/// The name of the struct: that of the type with a word at its end, and more where a type of the API is called so.
fn struct_name(tables: Tables<'_>, ty: &str) -> String {
    let mut name = format!("{}Required", ty.trim_start_matches("r#"));
    while tables.names.is_type(&name) {
        name += "Fields";
    }
    name
}
