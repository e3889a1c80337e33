//! The one table of schema keywords: since when each is there, what value it wants, and which types of instance it speaks
//! about.

use super::grammar::{DISCRIMINATOR, EXTERNAL_DOCS, XML};
use super::kind::ValueKind;
use super::version::Version;

/// What a keyword speaks about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The schema itself: text for people, names, marks. It does not narrow what is allowed.
    Note,
    /// Instances of any type.
    All,
    /// Instances of these types only (bits of [`TYPES`]).
    Of(u8),
    /// Nothing that 3.0 can say: dropped, with a note.
    Foreign,
}

/// The six types, as `type` names them; a set of them is a bit each.
pub const TYPES: [&str; 6] = ["string", "number", "integer", "boolean", "array", "object"];

/// Text.
pub const STRING: u8 = 1;
/// Any number.
pub const NUMBER: u8 = 1 << 1;
/// A whole number.
pub const INTEGER: u8 = 1 << 2;
/// True or false.
pub const BOOLEAN: u8 = 1 << 3;
/// A list.
pub const ARRAY: u8 = 1 << 4;
/// An object.
pub const OBJECT: u8 = 1 << 5;

/// A limit that no type has a form for: it is told in documentation, and the runtime can check it by the keyword's name.
#[derive(Clone, Copy)]
pub enum Limit {
    /// At least so many of these.
    Least(&'static str),
    /// At most so many of these.
    Most(&'static str),
    /// What `true` asks for, as a sentence.
    Asked(&'static str),
}

use Limit::{Asked, Least, Most};

/// A schema keyword.
pub struct Entry {
    /// How it is written.
    pub name: &'static str,
    /// What the runtime calls its rule, where it is a limit.
    pub rule: &'static str,
    /// What stands under it.
    pub kind: ValueKind,
    /// What it speaks about.
    pub scope: Scope,
    /// The first version whose schemas have it; `V2` of what is older or of no version.
    pub since: Version,
    /// What it limits, if it is a limit.
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

/// Declares the keywords as an enum and as the table of what is known of each.
macro_rules! keywords {
    ($($variant:ident $name:literal $kind:expr, $scope:expr $(, $since:ident)? $(=> $limit:expr)?;)*) => {
        /// A schema keyword; its number is its place in [`KEYWORDS`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[allow(missing_docs, reason = "each says its own name")]
        pub enum Keyword { $($variant),* }

        /// Everything that is known of the keywords.
        pub const KEYWORDS: &[Entry] = &[$(Entry {
            name: $name,
            rule: stringify!($variant),
            kind: $kind,
            scope: $scope,
            since: since!($($since)?),
            limit: limit!($($limit)?),
        }),*];

        impl Keyword {
            /// How each is written.
            pub fn names() -> impl Iterator<Item = &'static str> {
                KEYWORDS.iter().map(|entry| entry.name)
            }

            /// The keyword that is written so.
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
    /// What is known of it.
    pub fn entry(self) -> &'static Entry {
        &KEYWORDS[self as usize]
    }

    /// Whether it speaks about instances of some of these types (bits of [`TYPES`]).
    pub fn is_of(self, types: u8) -> bool {
        matches!(self.entry().scope, Of(of) if of & types != 0)
    }
}

/// A set of keywords.
#[derive(Clone, Copy, Default)]
pub struct Set(u128);

impl Set {
    /// The set of these.
    pub const fn of(keywords: &[Keyword]) -> Self {
        let mut bits = 0;
        let mut at = 0;
        while at < keywords.len() {
            bits |= 1 << keywords[at] as u32;
            at += 1;
        }
        Set(bits)
    }

    /// The set of those that versions after 2.0 brought.
    pub const fn of_later_versions() -> Self {
        let mut bits = 0;
        let mut at = 0;
        while at < KEYWORDS.len() {
            bits |= ((KEYWORDS[at].since as u128 != Version::V2 as u128) as u128) << at;
            at += 1;
        }
        Set(bits)
    }

    /// The set of those under which other places lie in the normal form.
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

    /// Those of either set.
    pub const fn and(self, other: Self) -> Self {
        Set(self.0 | other.0)
    }

    /// Adds one.
    pub fn insert(&mut self, keyword: Keyword) {
        self.0 |= 1 << keyword as u32;
    }

    /// Whether the two have one in common.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}
