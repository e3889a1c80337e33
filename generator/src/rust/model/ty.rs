//! Types of the emitted crate as values: what they name is asked of them, never of their text.

use super::Tables;
use super::symbol::{self, JSON, TEXT};
use crate::ir::Type;
use crate::rust::facts::Side;

/// A type of the emitted crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RustType {
    /// A path that means the same in every file.
    Fixed(&'static str),
    /// A type of the API, by its name.
    Api(String),
    /// A type of the runtime that the crate hands on, imported where operations are.
    Runtime(&'static str),
    /// A type of the file of a group of operations: the group's module and its name.
    Group(String, String),
    /// A generic type with what it is of.
    Of(Generic, Box<RustType>),
    /// Several in a row.
    Tuple(Vec<RustType>),
}

/// The generic types that others are made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Generic {
    /// `Vec<_>`
    List,
    /// `std::collections::BTreeMap<String, _>`
    Map,
    /// `Option<_>`
    Option,
    /// `Box<_>`
    Boxed,
    /// `crate::Quoted<_>`
    Quoted,
    /// A stream of the runtime, imported where operations are.
    Stream(&'static str),
}

/// Where a type is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// A file below `types`.
    Types,
    /// The file of a group of operations, which imports what it names.
    Group,
    /// The API's module, as callers see it.
    Api,
    /// The server for tests, within the module that its macro makes.
    Mock,
}

impl RustType {
    /// The type of a value.
    pub fn of(tables: Tables<'_>, ty: &Type, side: Side) -> Self {
        let inner = |part: &Type| Self::of(tables, part, side);
        match ty {
            Type::Quoted(number) => inner(number).within(Generic::Quoted),
            Type::Array(part) => inner(part).within(Generic::List),
            Type::Tuple(parts) => Self::Tuple(parts.iter().map(inner).collect()),
            Type::Map(part) => inner(part).within(Generic::Map),
            Type::Nullable(part) => inner(part).within(Generic::Option),
            Type::Named(id) => Self::Api(tables.type_name(*id, side)),
            scalar => symbol::of_scalar(tables.scalars, scalar)
                .map_or(Self::json(), |symbol| Self::Fixed(symbol.path)),
        }
    }

    /// A plain text.
    pub fn text() -> Self {
        Self::Fixed(TEXT)
    }

    /// Any JSON value.
    pub fn json() -> Self {
        Self::Fixed(JSON)
    }

    /// The same as the part of a generic type.
    #[must_use]
    pub fn within(self, generic: Generic) -> Self {
        Self::Of(generic, Box::new(self))
    }

    /// Whether it is a type of the API or holds one.
    pub fn names_api_type(&self) -> bool {
        match self {
            Self::Fixed(_) | Self::Runtime(_) | Self::Group(..) => false,
            Self::Api(_) => true,
            Self::Of(_, part) => part.names_api_type(),
            Self::Tuple(parts) => parts.iter().any(Self::names_api_type),
        }
    }

    /// As it is written in a place.
    pub fn written(&self, within: Within) -> String {
        match self {
            Self::Fixed(path) => (*path).to_owned(),
            Self::Api(name) => match within {
                Within::Types => format!("super::{name}"),
                Within::Group | Within::Api | Within::Mock => format!("types::{name}"),
            },
            Self::Runtime(name) => imported(name, within),
            Self::Group(module, name) => match within {
                Within::Group => name.clone(),
                Within::Types | Within::Api => format!("{module}::{name}"),
                // Two up, as importing it could collide with another group's.
                Within::Mock => format!("{}{module}::{name}", "super::".repeat(2)),
            },
            Self::Of(generic, part) => generic.of(&part.written(within), within),
            Self::Tuple(parts) => {
                let parts: Vec<String> = parts.iter().map(|part| part.written(within)).collect();
                // Only a tuple of one needs a comma of its own.
                if let [one] = parts.as_slice() {
                    format!("({one},)")
                } else {
                    format!("({})", parts.join(", "))
                }
            }
        }
    }
}

/// Where the crate hands on types of the runtime.
const CRATE: &str = "crate";

/// A type of the runtime: only files of groups import it.
fn imported(name: &str, within: Within) -> String {
    match within {
        Within::Group => name.to_owned(),
        Within::Types | Within::Api | Within::Mock => format!("{CRATE}::{name}"),
    }
}

impl Generic {
    fn of(self, part: &str, within: Within) -> String {
        match self {
            Self::List => format!("Vec<{part}>"),
            Self::Map => format!("std::collections::BTreeMap<String, {part}>"),
            Self::Option => format!("Option<{part}>"),
            Self::Boxed => format!("Box<{part}>"),
            Self::Quoted => format!("{}<{part}>", symbol::QUOTED.path),
            Self::Stream(name) => format!("{}<{part}>", imported(name, within)),
        }
    }
}
