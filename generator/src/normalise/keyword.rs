//! The one table of schema keywords: what value each wants, and which types of instance it speaks about.

use super::grammar::{DISCRIMINATOR, EXTERNAL_DOCS, XML};
use super::kind::Kind;

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

/// A schema keyword.
pub struct Entry {
    /// What stands under it.
    pub kind: Kind,
    /// What it speaks about.
    pub scope: Scope,
}

/// Declares the keywords as an enum and as the table of what is known of each.
macro_rules! keywords {
    ($($variant:ident $name:literal $kind:expr, $scope:expr;)*) => {
        /// A schema keyword; its number is its place in [`KEYWORDS`].
        #[derive(Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs, reason = "each says its own name")]
        pub enum Keyword { $($variant),* }

        /// Everything that is known of the keywords.
        pub static KEYWORDS: &[Entry] = &[$(Entry { kind: $kind, scope: $scope }),*];

        impl Keyword {
            /// How each is written.
            pub fn names() -> impl Iterator<Item = &'static str> {
                [$($name),*].into_iter()
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

const BRANCHES: Kind = Kind::Branches(&Kind::Schema);
const SCHEMAS: Kind = Kind::Map(&Kind::Schema);

use Kind::{Any, Bool, BoolOrNumber, Count, Number, Text, Texts, Values};
use Scope::{All, Foreign, Note, Of};

const NUMERIC: u8 = NUMBER | INTEGER;

keywords! {
    Ref "$ref" Any, Note;
    Type "type" Any, All;
    Format "format" Text, All;
    Title "title" Text, Note;
    Description "description" Text, Note;
    Default "default" Any, All;
    Example "example" Any, Note;
    Examples "examples" Any, Note;
    Enum "enum" Values, All;
    Const "const" Any, All;
    Nullable "nullable" Bool, All;
    XNullable "x-nullable" Any, All;
    XIsNullable "x-isnullable" Any, All;
    ReadOnly "readOnly" Bool, Note;
    WriteOnly "writeOnly" Bool, Note;
    Deprecated "deprecated" Bool, Note;
    ExternalDocs "externalDocs" Kind::Object(&EXTERNAL_DOCS), Note;
    Xml "xml" Kind::Object(&XML), Note;
    Discriminator "discriminator" Kind::Object(&DISCRIMINATOR), Note;
    AllOf "allOf" BRANCHES, All;
    AnyOf "anyOf" BRANCHES, All;
    OneOf "oneOf" BRANCHES, All;
    Not "not" Kind::Schema, All;
    Properties "properties" SCHEMAS, Of(OBJECT);
    Required "required" Texts, Of(OBJECT);
    AdditionalProperties "additionalProperties" Kind::SchemaOrBool, Of(OBJECT);
    MinProperties "minProperties" Count, Of(OBJECT);
    MaxProperties "maxProperties" Count, Of(OBJECT);
    PatternProperties "patternProperties" SCHEMAS, Of(OBJECT);
    Items "items" Kind::Schema, Of(ARRAY);
    MinItems "minItems" Count, Of(ARRAY);
    MaxItems "maxItems" Count, Of(ARRAY);
    UniqueItems "uniqueItems" Bool, Of(ARRAY);
    PrefixItems "prefixItems" Kind::List(&Kind::Schema), Of(ARRAY);
    XPrefixItems "x-truespec-prefix-items" Kind::List(&Kind::Schema), Of(ARRAY);
    MinLength "minLength" Count, Of(STRING);
    MaxLength "maxLength" Count, Of(STRING);
    Pattern "pattern" Text, Of(STRING);
    ContentEncoding "contentEncoding" Text, Of(STRING);
    ContentMediaType "contentMediaType" Text, Of(STRING);
    Minimum "minimum" Number, Of(NUMERIC);
    Maximum "maximum" Number, Of(NUMERIC);
    ExclusiveMinimum "exclusiveMinimum" BoolOrNumber, Of(NUMERIC);
    ExclusiveMaximum "exclusiveMaximum" BoolOrNumber, Of(NUMERIC);
    MultipleOf "multipleOf" Number, Of(NUMERIC);
    Defs "$defs" SCHEMAS, Note;
    Definitions "definitions" SCHEMAS, Note;
    Id "$id" Any, Note;
    Anchor "$anchor" Any, Note;
    DynamicAnchor "$dynamicAnchor" Any, Note;
    DynamicRef "$dynamicRef" Any, Note;
    RecursiveRef "$recursiveRef" Any, Note;
    If "if" Any, Foreign;
    Then "then" Any, Foreign;
    Else "else" Any, Foreign;
    DependentSchemas "dependentSchemas" Any, Foreign;
    DependentRequired "dependentRequired" Any, Foreign;
    Dependencies "dependencies" Any, Foreign;
    UnevaluatedItems "unevaluatedItems" Any, Foreign;
    UnevaluatedProperties "unevaluatedProperties" Any, Foreign;
    PropertyNames "propertyNames" Any, Foreign;
    Contains "contains" Any, Foreign;
    MinContains "minContains" Any, Foreign;
    MaxContains "maxContains" Any, Foreign;
    ContentSchema "contentSchema" Any, Foreign;
    AdditionalItems "additionalItems" Any, Of(ARRAY);
}

impl Keyword {
    /// What is known of it.
    pub fn entry(self) -> &'static Entry {
        &KEYWORDS[self as usize]
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

    /// Adds one.
    pub fn insert(&mut self, keyword: Keyword) {
        self.0 |= 1 << keyword as u32;
    }

    /// Whether the two have one in common.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}
