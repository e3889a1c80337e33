//! Types of the emitted crate as data, so that what they name is never searched for in text.

use super::Tables;
use super::argument::is_free_form;
use super::symbol::{self, JSON, TEXT};
use crate::ir::Type;
use crate::rust::facts::Side;

/// A type of the emitted crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RustType {
    /// A path that is valid in every file.
    Fixed(&'static str),
    /// A type of the API, by name.
    Api(String),
    /// A type of the runtime that the crate root re-exports; files of groups import it.
    Runtime(&'static str),
    /// A type in the file of a group of operations: the module of the group, and its name.
    Group(String, String),
    /// A generic type with its argument.
    Of(Generic, Box<RustType>),
    /// A tuple.
    Tuple(Vec<RustType>),
}

/// A generic type.
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
    /// A stream of the runtime; files of groups import it.
    Stream(&'static str),
}

/// The kind of file that names a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// A file below `types`.
    Types,
    /// The file of a group of operations, which imports the types that it names.
    Group,
    /// The module of the API, as callers see it.
    Api,
    /// The mock server, in the module that its macro defines.
    Mock,
}

impl RustType {
    /// The type of a value.
    pub fn of(tables: Tables<'_>, ty: &Type, side: Side) -> Self {
        let inner = |part: &Type| Self::of(tables, part, side);
        match ty {
            Type::Quoted(number) => inner(number).wrapped_in(Generic::Quoted),
            Type::Array(part) => inner(part).wrapped_in(Generic::List),
            Type::Tuple(parts) => Self::Tuple(parts.iter().map(inner).collect()),
            Type::Map(_) if is_free_form(tables, ty) => Self::Fixed("crate::JsonObject"),
            Type::Map(part) => inner(part).wrapped_in(Generic::Map),
            Type::Nullable(part) => inner(part).wrapped_in(Generic::Option),
            Type::Named(id) => Self::Api(tables.type_name(*id, side)),
            scalar => symbol::of_scalar(tables.scalars, scalar)
                .map_or(Self::json(), |symbol| Self::Fixed(symbol.path)),
        }
    }

    /// `String`.
    pub fn text() -> Self {
        Self::Fixed(TEXT)
    }

    /// Any JSON value.
    pub fn json() -> Self {
        Self::Fixed(JSON)
    }

    /// The generic type with this type as its argument.
    #[must_use]
    pub fn wrapped_in(self, generic: Generic) -> Self {
        Self::Of(generic, Box::new(self))
    }

    /// Returns true if it is or contains a type of the API.
    pub fn names_api_type(&self) -> bool {
        match self {
            Self::Fixed(_) | Self::Runtime(_) | Self::Group(..) => false,
            Self::Api(_) => true,
            Self::Of(_, part) => part.names_api_type(),
            Self::Tuple(parts) => parts.iter().any(Self::names_api_type),
        }
    }

    /// Returns true for a type of the API or a map, which is too large to be moved about.
    pub(super) fn is_composite(&self) -> bool {
        matches!(self, Self::Api(_) | Self::Of(Generic::Map, _))
    }

    /// The type as it is written in a kind of file.
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
                // Two levels up, because an import could collide with a type of another group.
                Within::Mock => format!("{}{module}::{name}", "super::".repeat(2)),
            },
            Self::Of(generic, part) => generic.of(&part.written(within), within),
            Self::Tuple(parts) => {
                let parts: Vec<String> = parts.iter().map(|part| part.written(within)).collect();
                // Only a tuple of one element needs a trailing comma.
                if let [one] = parts.as_slice() {
                    format!("({one},)")
                } else {
                    format!("({})", parts.join(", "))
                }
            }
        }
    }
}

/// The module that re-exports types of the runtime.
const CRATE: &str = "crate";

/// The path of a type of the runtime, which only files of groups import.
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
