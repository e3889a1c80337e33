//! The definition of a type of the API in each of its forms, and the file that contains it.

use std::collections::BTreeSet;

use super::{Alias, Checks, Enum, Struct, Tables, Union};
use crate::ir::{Shape, TypeDef, TypeId};
use crate::rust::facts::Side;
use crate::rust::names::TypeFile;

/// A macro of the runtime, by its module and name.
pub type Macro = (&'static str, &'static str);

/// Implements `Debug` without showing secrets.
pub(super) const REDACTED: Macro = ("secret", "redacted");

/// Makes a type an error body.
const ERROR_BODY: Macro = ("error", "error_body");

/// The file with the types of a component or an operation.
#[derive(Debug)]
pub struct TypesFile<'a> {
    /// Its module.
    pub module: &'a str,
    /// The types that it defines.
    pub definitions: Vec<Definition<'a>>,
}

/// A type of the API.
#[derive(Debug)]
pub struct Definition<'a> {
    /// Its id.
    pub id: TypeId,
    /// Its IR.
    pub data: &'a TypeDef,
    /// One form, or one each for requests and responses.
    pub forms: Vec<Form<'a>>,
    /// The name of the form that is an error body, if one is.
    pub error_body: Option<String>,
}

/// A type in one of its forms.
#[derive(Debug)]
pub struct Form<'a> {
    /// Whether it is for requests, responses or both.
    pub side: Side,
    /// Its name.
    pub name: String,
    /// The name of the other form, if there are two.
    pub other: Option<String>,
    /// The item.
    pub kind: TypeKind<'a>,
    /// The constraint checks of its values, which run before they are sent.
    pub checks: Option<Checks<'a>>,
}

/// The kind of item that a type is.
#[derive(Debug)]
pub enum TypeKind<'a> {
    /// An alias of a type.
    Alias(Alias),
    /// A struct.
    Struct(Struct<'a>),
    /// An open enumeration.
    Enum(Enum<'a>),
    /// A union.
    Union(Union<'a>),
}

impl<'a> TypesFile<'a> {
    /// A file with its types.
    pub fn new(tables: Tables<'a>, file: &'a TypeFile, error_bodies: &BTreeSet<TypeId>) -> Self {
        let definitions = file.types.iter().map(|id| {
            let error_body = error_bodies.contains(id).then(|| tables.type_name(*id, Side::Response));
            Definition { error_body, ..Definition::new(tables, *id) }
        });
        Self { module: &file.module, definitions: definitions.collect() }
    }

    /// The macros of the runtime that it imports.
    pub fn macros(&self) -> BTreeSet<Macro> {
        let forms = self.definitions.iter().flat_map(|definition| &definition.forms);
        let mut macros: BTreeSet<Macro> = forms.flat_map(Form::macros).collect();
        let fails = self.definitions.iter().any(|definition| definition.error_body.is_some());
        macros.extend(fails.then_some(ERROR_BODY));
        macros
    }
}

impl<'a> Definition<'a> {
    /// A type of the API, whichever file it is in.
    pub fn new(tables: Tables<'a>, id: TypeId) -> Self {
        let data = tables.api.type_def(id);
        let forms = tables.facts.sides(id).into_iter().filter_map(|side| Form::new(tables, id, data, side));
        Self { id, data, forms: forms.collect(), error_body: None }
    }
}

impl<'a> Form<'a> {
    fn new(tables: Tables<'a>, id: TypeId, data: &'a TypeDef, side: Side) -> Option<Self> {
        let kind = match &data.shape {
            Shape::Merged => return None,
            Shape::Alias(target) => TypeKind::Alias(Alias::new(tables, id, target, side)),
            Shape::Object(object) => TypeKind::Struct(Struct::new(tables, id, object, side)),
            Shape::Enum(enumeration) => TypeKind::Enum(Enum::new(tables, id, enumeration)),
            Shape::Union(union) => TypeKind::Union(Union::new(tables, id, union, side)),
        };
        let other = match side {
            Side::Request => Side::Response,
            Side::Response | Side::Both => Side::Request,
        };
        let other = tables.facts.split[id.0].then(|| tables.type_name(id, other));
        let checks = Checks::new(tables, id, data, side);
        Some(Self { side, name: tables.type_name(id, side), other, kind, checks })
    }

    /// The names of the items that it defines, each with whether it is behind the feature for constructors: its own, and
    /// that of the struct for its required fields.
    pub fn names(&self) -> Vec<(bool, String)> {
        let required = match &self.kind {
            TypeKind::Struct(structure) => {
                structure.construction.struct_name().map(|name| (structure.is_received, name.to_owned()))
            }
            _ => None,
        };
        std::iter::once((false, self.name.clone())).chain(required).collect()
    }

    fn macros(&self) -> Vec<Macro> {
        let mut macros = match &self.kind {
            TypeKind::Alias(alias) => alias.macros(),
            TypeKind::Struct(structure) => structure.macros(),
            TypeKind::Enum(enumeration) => enumeration.macros(),
            TypeKind::Union(union) => union.macros(),
        };
        macros.extend(self.checks.iter().flat_map(Checks::macros));
        macros
    }
}
