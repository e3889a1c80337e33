//! Types of JSON values.

use serde_json::Value;

use super::{Doc, Precision, Rules, TextFormat, Width};
use crate::base::pointer::Pointer;

/// The id of a named type: its index in [`super::Api::types`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub usize);

/// A named type.
#[derive(Debug, Clone)]
pub struct TypeDef {
    /// Pointer to its schema in the normalised document.
    pub pointer: Pointer,
    /// What its name is derived from.
    pub naming: Naming,
    /// Documentation.
    pub doc: Doc,
    /// Its shape: an alias, an object, an enumeration or a union.
    pub shape: Shape,
    /// Whether its schema allows null. This is not part of the shape, because each use of the type is nullable itself.
    pub nullable: bool,
    /// Constraints of its values, if they are checked.
    pub rules: Rules,
}

/// What the name of a type is derived from: only its own location, never the rest of the document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Naming {
    /// The component or operation that contains it.
    pub owner: Owner,
    /// The path from the owner to the type.
    pub steps: Vec<TypeStep>,
}

impl Naming {
    /// The naming of the owner itself.
    pub fn of(owner: Owner) -> Self {
        Self { owner, steps: Vec::new() }
    }

    /// Returns the naming with one more step.
    #[must_use]
    pub fn step(&self, step: TypeStep) -> Self {
        let mut steps = self.steps.clone();
        steps.push(step);
        Self { owner: self.owner.clone(), steps }
    }
}

/// The component or operation that contains a type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// The component of this name: a schema, or an object that operations share.
    Component(String),
    /// The operation with this index.
    Operation(usize),
}

/// A step from a schema to a nested one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum TypeStep {
    /// A member of an object.
    Property(String),
    /// An element of a list.
    Item,
    /// A value of a map.
    Value,
    /// A variant of a union.
    Variant(String),
    /// The request body of an operation.
    Body,
    /// The response of an operation.
    Response,
    /// The response of an operation with this status (`404`, `4XX`, `default`).
    Status(String),
    /// A parameter of an operation.
    Parameter(String),
    /// A header of a response.
    Header(String),
    /// The same type as a form with files.
    Form,
}

/// The shape of a named type.
#[derive(Debug, Clone)]
pub enum Shape {
    /// An alias of a type.
    Alias(Type),
    /// A JSON object with known members.
    Object(Object),
    /// One of some literal values.
    Enum(Enumeration),
    /// One of some types.
    Union(Union),
    /// Merged into the type that contained it; no type is emitted.
    Merged,
}

impl Shape {
    /// The types of its fields or variants, or the target of an alias.
    pub fn types(&self) -> Vec<&Type> {
        match self {
            Self::Alias(ty) => vec![ty],
            Self::Object(object) => object.fields.iter().map(|field| &field.ty).chain(&object.rest).collect(),
            Self::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
            Self::Enum(_) | Self::Merged => Vec::new(),
        }
    }
}

/// A use of a type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Type {
    /// Any JSON value.
    Any,
    /// `true` or `false`.
    Boolean,
    /// An integer.
    Integer(Width),
    /// A number with a fraction, with the precision of a float.
    Number(Precision),
    /// A decimal number that keeps every digit.
    Decimal,
    /// An integer of any size.
    BigInteger,
    /// A number that is sent as a string.
    Quoted(Box<Type>),
    /// A string.
    String,
    /// A string with a format.
    Format(TextFormat),
    /// A list of items of one type.
    Array(Box<Type>),
    /// A list with a type for each position.
    Tuple(Vec<Type>),
    /// An object whose members all have one type.
    Map(Box<Type>),
    /// The type or `null`.
    Nullable(Box<Type>),
    /// A named type.
    Named(TypeId),
}

impl Type {
    /// Makes the type nullable, if it is not yet.
    #[must_use]
    pub fn nullable(self) -> Self {
        match self {
            Self::Nullable(_) | Self::Any => self,
            other => Self::Nullable(Box::new(other)),
        }
    }

    /// Returns true for a string without a format, or a password.
    pub fn is_text(&self) -> bool {
        matches!(self, Self::String | Self::Format(TextFormat::Password))
    }

    /// Returns the type without a `null` at the top, and whether there was one.
    pub fn strip_null(&self) -> (&Self, bool) {
        match self {
            Self::Nullable(inner) => (inner, true),
            other => (other, false),
        }
    }

    /// The types that this one directly consists of.
    pub fn parts(&self) -> Vec<&Type> {
        match self {
            Self::Array(inner) | Self::Map(inner) | Self::Nullable(inner) | Self::Quoted(inner) => {
                vec![inner]
            }
            Self::Tuple(parts) => parts.iter().collect(),
            _ => Vec::new(),
        }
    }

    /// All named types in it, at any depth.
    pub fn named(&self) -> Vec<TypeId> {
        match self {
            Self::Named(id) => vec![*id],
            other => other.parts().into_iter().flat_map(Type::named).collect(),
        }
    }
}

/// A JSON object with known members.
#[derive(Debug, Clone, Default)]
pub struct Object {
    /// Its members, in their order: what has one possible value, what is required, all others by name.
    pub fields: Vec<Field>,
    /// The type of additional properties, if the document declares them.
    pub rest: Option<Type>,
    /// Constraints of each additional property.
    pub rest_rules: Rules,
    /// Whether it is a form with files, which cannot be written as JSON.
    pub form: bool,
}

/// A member of an object.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its key in JSON.
    pub wire: String,
    /// `x-truespec-name`, if it has one.
    pub name: Option<String>,
    /// Pointer to its schema in the normalised document.
    pub pointer: Pointer,
    /// Its type; nullable if it may be null.
    pub ty: Type,
    /// Whether it is required.
    pub required: bool,
    /// The only string that it can have. Its type is then a plain string instead of an enumeration.
    pub only: Option<String>,
    /// Its constraints, if they are checked.
    pub rules: Rules,
    /// Whether it is in requests, responses or both.
    pub access: Access,
    /// Documentation.
    pub doc: Doc,
}

/// Whether a member is in requests, responses or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Requests and responses.
    Both,
    /// Responses only (`readOnly`).
    ReadOnly,
    /// Requests only (`writeOnly`).
    WriteOnly,
}

/// One of some literal values. Enumerations are open: an unknown value is kept.
#[derive(Debug, Clone)]
pub struct Enumeration {
    /// The kind of the literals.
    pub kind: Literal,
    /// The known values, each once, in the document's order.
    pub values: Vec<Value>,
    /// Names from extensions (`x-enum-varnames` and similar), in the same order, or empty.
    pub names: Vec<String>,
    /// Documentation of each value, in the same order, or empty.
    pub docs: Vec<Doc>,
}

/// The kind of the literals of an enumeration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Literal {
    /// Strings.
    String,
    /// Integers.
    Integer,
    /// Mixed kinds, or numbers with fractions, or booleans.
    Mixed,
}

/// One of some types.
#[derive(Debug, Clone)]
pub struct Union {
    /// The discriminator property, if the document has one.
    pub tag: Option<String>,
    /// Its members, in the document's order.
    pub variants: Vec<Variant>,
}

/// A variant of a union.
#[derive(Debug, Clone)]
pub struct Variant {
    /// What its name is derived from.
    pub hint: String,
    /// Its type.
    pub ty: Type,
    /// Its constraints, if they are checked.
    pub rules: Rules,
    /// The discriminator values that select it.
    pub tags: Vec<String>,
    /// Whether any other discriminator value, or a missing one, selects it (`defaultMapping`).
    pub is_default: bool,
    /// The conditions for a JSON value to match it, used without a discriminator.
    pub guard: Guard,
}

/// The conditions for a JSON value to match a variant.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Guard {
    /// The kind of JSON value.
    pub kind: JsonKind,
    /// For objects: required members.
    pub required: Vec<String>,
    /// For objects: all known members.
    pub known: Vec<String>,
    /// For objects: members that, if present, can only be one of these strings.
    pub constants: Vec<(String, Vec<String>)>,
}

/// The kinds of JSON value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum JsonKind {
    /// Any kind.
    #[default]
    Any,
    /// `{}`
    Object,
    /// `[]`
    Array,
    /// `""`
    String,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// `true`, `false`
    Boolean,
}
