//! The table of schema keywords: the version that introduced each, the kind of its value, and the types of instance
//! that it applies to.

use super::grammar::{DISCRIMINATOR, EXTERNAL_DOCS, XML};
use super::kind::ValueKind;
use super::version::Version;

/// The instances that a keyword applies to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// None: it annotates the schema itself (text for people, names, flags) and does not restrict instances.
    Note,
    /// Instances of any type.
    All,
    /// Instances of these types only (bits of [`TYPES`]).
    Of(u8),
    /// 3.0 has no equivalent: the keyword is dropped with a note.
    Foreign,
}

/// The six values of `type`. A set of types has one bit for each, in this order.
pub const TYPES: [&str; 6] = ["string", "number", "integer", "boolean", "array", "object"];

/// The bit of `string`.
pub const STRING: u8 = 1;
/// The bit of `number`.
pub const NUMBER: u8 = 1 << 1;
/// The bit of `integer`.
pub const INTEGER: u8 = 1 << 2;
/// The bit of `boolean`.
pub const BOOLEAN: u8 = 1 << 3;
/// The bit of `array`.
pub const ARRAY: u8 = 1 << 4;
/// The bit of `object`.
pub const OBJECT: u8 = 1 << 5;

/// A constraint that no Rust type expresses. It is written in the documentation, and the runtime can check it by the
/// name of the keyword.
#[derive(Clone, Copy)]
pub enum Limit {
    /// A minimum count of this unit.
    Least(&'static str),
    /// A maximum count of this unit.
    Most(&'static str),
    /// A flag; the sentence describes the constraint if it is `true`.
    Asked(&'static str),
}

use Limit::{Asked, Least, Most};

/// A row of the table of keywords.
pub struct Entry {
    /// The keyword as written in documents.
    pub name: &'static str,
    /// The name of its rule in the runtime, if it is a limit.
    pub rule: &'static str,
    /// The kind of its value.
    pub kind: ValueKind,
    /// The instances that it applies to.
    pub scope: Scope,
    /// The first version that has it; `V2` for older keywords and for those of no version.
    pub since: Version,
    /// The constraint, if it is a limit.
    pub limit: Option<Limit>,
}

macro_rules! limit {
    () => {
        None
    };
    ($limit:expr) => {
        Some($limit)
    };
}

macro_rules! since {
    () => {
        Version::V2
    };
    ($version:ident) => {
        Version::$version
    };
}

/// Declares the keywords as an enum and as a table.
macro_rules! keywords {
    ($($variant:ident $name:literal $kind:expr, $scope:expr $(, $since:ident)? $(=> $limit:expr)?;)*) => {
        /// A schema keyword; its discriminant is its index in [`KEYWORDS`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[allow(missing_docs, reason = "each says its own name")]
        pub enum Keyword { $($variant),* }

        /// The table of keywords.
        pub const KEYWORDS: &[Entry] = &[$(Entry {
            name: $name,
            rule: stringify!($variant),
            kind: $kind,
            scope: $scope,
            since: since!($($since)?),
            limit: limit!($($limit)?),
        }),*];

        impl Keyword {
            /// Returns the names of all keywords.
            pub fn names() -> impl Iterator<Item = &'static str> {
                KEYWORDS.iter().map(|entry| entry.name)
            }

            /// Returns the keyword with a name.
            pub fn of(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

const BRANCHES: ValueKind = ValueKind::Branches(&ValueKind::Schema);
const SCHEMAS: ValueKind = ValueKind::Map(&ValueKind::Schema);

use Scope::{All, Foreign, Note, Of};
use ValueKind::{Any, Bool, BoolOrNumber, Count, Number, Text, Texts, Values};

const NUMERIC: u8 = NUMBER | INTEGER;

keywords! {
    Ref "$ref" Any, Note;
    Type "type" Any, All;
    Format "format" Text, All;
    Title "title" Text, Note;
    Description "description" Text, Note;
    Default "default" Any, All;
    Example "example" Any, Note;
    Examples "examples" Any, Note, V31;
    Enum "enum" Values, All;
    Const "const" Any, All, V31;
    Nullable "nullable" Bool, All;
    XNullable "x-nullable" Any, All;
    XIsNullable "x-isnullable" Any, All;
    ReadOnly "readOnly" Bool, Note;
    WriteOnly "writeOnly" Bool, Note;
    Deprecated "deprecated" Bool, Note;
    ExternalDocs "externalDocs" ValueKind::Object(&EXTERNAL_DOCS), Note;
    Xml "xml" ValueKind::Object(&XML), Note;
    Discriminator "discriminator" ValueKind::Object(&DISCRIMINATOR), Note;
    AllOf "allOf" BRANCHES, All;
    AnyOf "anyOf" BRANCHES, All;
    OneOf "oneOf" BRANCHES, All;
    Not "not" ValueKind::Schema, All;
    Properties "properties" SCHEMAS, Of(OBJECT);
    Required "required" Texts, Of(OBJECT);
    AdditionalProperties "additionalProperties" ValueKind::SchemaOrBool, Of(OBJECT);
    PatternProperties "patternProperties" SCHEMAS, Of(OBJECT), V31;
    Items "items" ValueKind::Schema, Of(ARRAY);
    PrefixItems "prefixItems" ValueKind::List(&ValueKind::Schema), Of(ARRAY), V31;
    XPrefixItems "x-truespec-prefix-items" ValueKind::List(&ValueKind::Schema), Of(ARRAY);
    MinLength "minLength" Count, Of(STRING) => Least("character");
    MaxLength "maxLength" Count, Of(STRING) => Most("character");
    Pattern "pattern" Text, Of(STRING);
    MinItems "minItems" Count, Of(ARRAY) => Least("item");
    MaxItems "maxItems" Count, Of(ARRAY) => Most("item");
    UniqueItems "uniqueItems" Bool, Of(ARRAY) => Asked("All items are unique.");
    MinProperties "minProperties" Count, Of(OBJECT) => Least("member");
    MaxProperties "maxProperties" Count, Of(OBJECT) => Most("member");
    ContentEncoding "contentEncoding" Text, Of(STRING), V31;
    ContentMediaType "contentMediaType" Text, Of(STRING), V31;
    Minimum "minimum" Number, Of(NUMERIC);
    Maximum "maximum" Number, Of(NUMERIC);
    ExclusiveMinimum "exclusiveMinimum" BoolOrNumber, Of(NUMERIC);
    ExclusiveMaximum "exclusiveMaximum" BoolOrNumber, Of(NUMERIC);
    MultipleOf "multipleOf" Number, Of(NUMERIC);
    Defs "$defs" SCHEMAS, Note, V31;
    Definitions "definitions" SCHEMAS, Note;
    Id "$id" Any, Note;
    Anchor "$anchor" Any, Note, V31;
    DynamicAnchor "$dynamicAnchor" Any, Note, V31;
    DynamicRef "$dynamicRef" Any, Note, V31;
    RecursiveRef "$recursiveRef" Any, Note;
    If "if" ValueKind::Schema, Foreign, V31;
    Then "then" ValueKind::Schema, Foreign, V31;
    Else "else" ValueKind::Schema, Foreign, V31;
    DependentSchemas "dependentSchemas" SCHEMAS, Foreign, V31;
    DependentRequired "dependentRequired" Any, Foreign, V31;
    Dependencies "dependencies" SCHEMAS, Foreign;
    UnevaluatedItems "unevaluatedItems" ValueKind::SchemaOrBool, Foreign, V31;
    UnevaluatedProperties "unevaluatedProperties" ValueKind::SchemaOrBool, Foreign, V31;
    PropertyNames "propertyNames" ValueKind::Schema, Foreign, V31;
    Contains "contains" ValueKind::Schema, Foreign, V31;
    MinContains "minContains" Any, Foreign, V31;
    MaxContains "maxContains" Any, Foreign, V31;
    ContentSchema "contentSchema" ValueKind::Schema, Of(STRING), V31;
    XConditional "x-truespec-conditional" ValueKind::List(&ValueKind::Schema), Of(OBJECT);
    AdditionalItems "additionalItems" ValueKind::SchemaOrBool, Of(ARRAY);
}

impl Keyword {
    /// Returns its row in the table.
    pub fn entry(self) -> &'static Entry {
        &KEYWORDS[self as usize]
    }

    /// Returns true if it applies to instances of some of these types (bits of [`TYPES`]).
    pub fn applies_to(self, types: u8) -> bool {
        matches!(self.entry().scope, Of(of) if of & types != 0)
    }
}

/// A set of keywords.
#[derive(Clone, Copy, Default)]
pub struct Set(u128);

impl Set {
    /// Returns the set of these keywords.
    pub const fn of(keywords: &[Keyword]) -> Self {
        let mut bits = 0;
        let mut at = 0;
        while at < keywords.len() {
            bits |= 1 << keywords[at] as u32;
            at += 1;
        }
        Set(bits)
    }

    /// Returns the set of the keywords that versions after 2.0 introduced.
    pub const fn of_later_versions() -> Self {
        let mut bits = 0;
        let mut at = 0;
        while at < KEYWORDS.len() {
            bits |= ((KEYWORDS[at].since as u128 != Version::V2 as u128) as u128) << at;
            at += 1;
        }
        Set(bits)
    }

    /// Returns the set of the keywords that contain schemas or objects in the normal form.
    pub const fn nested() -> Self {
        let mut bits = 0;
        let mut at = 0;
        while at < KEYWORDS.len() {
            let is_nested = KEYWORDS[at].kind.is_nested() && !matches!(KEYWORDS[at].scope, Scope::Foreign);
            bits |= (is_nested as u128) << at;
            at += 1;
        }
        Set(bits)
    }

    /// Returns the union of two sets.
    pub const fn union(self, other: Self) -> Self {
        Set(self.0 | other.0)
    }

    /// Adds a keyword.
    pub fn insert(&mut self, keyword: Keyword) {
        self.0 |= 1 << keyword as u32;
    }

    /// Returns true if the two sets have a keyword in common.
    pub const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}
