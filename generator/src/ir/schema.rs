//! Types: what a JSON value may be.

use serde_json::Value;

use super::{Doc, Precision, Rules, TextFormat, Width};
use crate::base::pointer::Pointer;

/// A named type: its index in [`super::Api::types`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub usize);

/// A type that gets a name.
#[derive(Debug, Clone)]
pub struct TypeDef {
    /// Where its schema stands in the normalised document.
    pub pointer: Pointer,
    /// What its name is made from.
    pub naming: Naming,
    /// What a person reads of it.
    pub doc: Doc,
    /// What it is.
    pub shape: Shape,
    /// Whether its schema allows null; not part of the shape, as each use of the type says so.
    pub nullable: bool,
    /// What is asked of its values, where that is to be checked.
    pub rules: Rules,
}

/// What a type's name is made from: its own place, never what else is in the document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Naming {
    /// What holds it in the end.
    pub owner: Owner,
    /// The way from there.
    pub steps: Vec<TypeStep>,
}

impl Naming {
    /// The name of something that has one.
    pub fn of(owner: Owner) -> Self {
        Self { owner, steps: Vec::new() }
    }

    /// One step further in.
    #[must_use]
    pub fn step(&self, step: TypeStep) -> Self {
        let mut steps = self.steps.clone();
        steps.push(step);
        Self { owner: self.owner.clone(), steps }
    }
}

/// What holds a type in the end.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// The component of that name: a schema, or what operations share.
    Component(String),
    /// The operation of that index.
    Operation(usize),
}

/// A step from a schema to one inside it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum TypeStep {
    /// A member.
    Property(String),
    /// An element of a list.
    Item,
    /// A member of a map.
    Value,
    /// An alternative.
    Variant(String),
    /// What an operation sends.
    Body,
    /// What an operation answers.
    Response,
    /// What an operation answers with that status (`404`, `4XX`, `default`).
    Status(String),
    /// A parameter of an operation.
    Parameter(String),
    /// A header of what an operation answers.
    Header(String),
    /// The same as a form with files.
    Form,
}

/// What a named type is.
#[derive(Debug, Clone)]
pub enum Shape {
    /// Another name for a type.
    Alias(Type),
    /// A JSON object with known members.
    Object(Object),
    /// One of some literal values.
    Enum(Enumeration),
    /// One of some types.
    Union(Union),
    /// Nothing any more: it went into the type that held it.
    Folded,
}

impl Shape {
    /// The types that it is made of directly.
    pub fn types(&self) -> Vec<&Type> {
        match self {
            Self::Alias(ty) => vec![ty],
            Self::Object(object) => object.fields.iter().map(|field| &field.ty).chain(&object.rest).collect(),
            Self::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
            Self::Enum(_) | Self::Folded => Vec::new(),
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
    /// A whole number.
    Integer(Width),
    /// A number with a fraction, to the precision of a float.
    Number(Precision),
    /// A number with a fraction, digit for digit.
    Decimal,
    /// A whole number of any size.
    BigInteger,
    /// A number that travels as a text.
    Quoted(Box<Type>),
    /// A text.
    String,
    /// A text with a meaning.
    Format(TextFormat),
    /// A list of one type.
    Array(Box<Type>),
    /// A list with a type for each place.
    Tuple(Vec<Type>),
    /// An object whose members all have one type.
    Map(Box<Type>),
    /// That or `null`.
    Nullable(Box<Type>),
    /// A named type.
    Named(TypeId),
}

impl Type {
    /// The type or `null`, without saying so twice.
    #[must_use]
    pub fn nullable(self) -> Self {
        match self {
            Self::Nullable(_) | Self::Any => self,
            other => Self::Nullable(Box::new(other)),
        }
    }

    /// Whether it is a text without a form of its own.
    pub fn is_text(&self) -> bool {
        matches!(self, Self::String | Self::Format(TextFormat::Password))
    }

    /// Without a `null` at the top, and whether there was one.
    pub fn strip_null(&self) -> (&Self, bool) {
        match self {
            Self::Nullable(inner) => (inner, true),
            other => (other, false),
        }
    }

    /// The types this one is made of directly.
    pub fn parts(&self) -> Vec<&Type> {
        match self {
            Self::Array(inner) | Self::Map(inner) | Self::Nullable(inner) | Self::Quoted(inner) => {
                vec![inner]
            }
            Self::Tuple(parts) => parts.iter().collect(),
            _ => Vec::new(),
        }
    }

    /// Every named type in it, at any depth.
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
    /// In the document's order.
    pub fields: Vec<Field>,
    /// The type of members that are not known, where the document declares them.
    pub rest: Option<Type>,
    /// What is asked of each of these.
    pub rest_rules: Rules,
    /// Whether it is a form with files, which has no JSON form.
    pub form: bool,
}

/// A member of an object.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its key in JSON.
    pub wire: String,
    /// A name that the document gives it with `x-truespec-name`.
    pub name: Option<String>,
    /// Where its schema stands.
    pub pointer: Pointer,
    /// What it holds; `null` at the top where it may be null.
    pub ty: Type,
    /// Whether it must be present.
    pub required: bool,
    /// The only text that it can be, where it is a plain text for that reason.
    pub only: Option<String>,
    /// What is asked of it, where that is to be checked.
    pub rules: Rules,
    /// Who may see it.
    pub access: Access,
    /// What a person reads of it.
    pub doc: Doc,
}

/// In which direction a member travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Both ways.
    Both,
    /// Responses only.
    ReadOnly,
    /// Requests only.
    WriteOnly,
}

/// One of some literal values; open: a value that is not known is kept.
#[derive(Debug, Clone)]
pub struct Enumeration {
    /// What kind of literals.
    pub kind: Literal,
    /// The known ones, each once, in the document's order.
    pub values: Vec<Value>,
    /// Names that the document gives them (`x-enum-varnames` and its like), in the same order, or none.
    pub names: Vec<String>,
    /// What a person reads of each, in the same order, or nothing.
    pub docs: Vec<Doc>,
}

/// What the literals of an enumeration are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Literal {
    /// Texts.
    String,
    /// Whole numbers.
    Integer,
    /// Several kinds, or numbers with fractions, or booleans.
    Mixed,
}

/// One of some types.
#[derive(Debug, Clone)]
pub struct Union {
    /// The property that tells which, if the document says so.
    pub tag: Option<String>,
    /// In the document's order.
    pub variants: Vec<Variant>,
}

/// An alternative of a union.
#[derive(Debug, Clone)]
pub struct Variant {
    /// What its name is made from.
    pub hint: String,
    /// What it holds.
    pub ty: Type,
    /// What is asked of it, where that is to be checked.
    pub rules: Rules,
    /// The tag's values that mean it.
    pub tags: Vec<String>,
    /// Whether any other value of the tag means it, and none at all (`defaultMapping`).
    pub otherwise: bool,
    /// What a JSON value must look like to be it, where no tag tells.
    pub guard: Guard,
}

/// What a JSON value must look like to be of a variant.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Guard {
    /// Its JSON kind.
    pub kind: JsonKind,
    /// For objects: members that must be there.
    pub required: Vec<String>,
    /// For objects: all members that are known.
    pub known: Vec<String>,
    /// For objects: members that can only be these texts where they are there.
    pub constants: Vec<(String, Vec<String>)>,
}

/// The kinds of JSON value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum JsonKind {
    /// Any of them.
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
