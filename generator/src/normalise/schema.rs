//! A schema: its keywords are surveyed once, and only the rules run that concern one of them.

use serde_json::Value;

use super::context::{Context, Object};
use super::path::Path;
use super::reference;
use super::repair::repair;
use super::v31::conditional;
use super::walk::walk;
use super::{check, fields, shape::keywords, v31};
use crate::diagnostic::code;
use crate::openapi::keyword::{Keyword, Scope, Set};
use crate::openapi::kind::ValueKind;
use crate::openapi::version::Version;

/// A rule of schemas.
pub struct SchemaRule {
    /// The name under which its feature document in `tests/normalise` shows it.
    pub name: &'static str,
    /// It concerns schemas that have one of these.
    pub when: Set,
    /// What it does to the schema, before what lies below is looked at.
    pub apply: fn(&mut Object, &Path<'_>, &mut Context<'_>),
}

/// Declares the rules: a name, the keywords that call for it, the function.
macro_rules! rules {
    ($($name:literal [$($keyword:ident)*] $(+ $set:expr,)? $apply:path;)*) => {
        /// The rules of schemas, in the order in which they are applied.
        pub static RULES: &[SchemaRule] = &[$(SchemaRule {
            name: $name, when: Set::of(&[$(Keyword::$keyword),*])$(.and($set))?, apply: $apply,
        }),*];
    };
}

rules! {
    "newer_keywords" [Type] + Set::of_later_versions(), keywords::newer;
    "example_misfit" [Example] check::example::fits;
    "pattern_broken" [Pattern] check::pattern::closes;
    "null_default" [Default] check::example::null_default;
    "conditional_members" [If Then Else DependentSchemas Dependencies] conditional::members;
    "unevaluated_members" [UnevaluatedProperties] conditional::unevaluated;
    "foreign_keywords" [If Then Else DependentSchemas DependentRequired Dependencies
        UnevaluatedItems UnevaluatedProperties PropertyNames Contains MinContains MaxContains]
        keywords::foreign;
    "dynamic_references" [DynamicRef RecursiveRef] reference::dynamic;
    "anchors" [Id Anchor DynamicAnchor] reference::anchors;
    "reference_siblings" [Ref DynamicRef RecursiveRef] reference::siblings;
    "discriminator_text" [Discriminator] keywords::discriminator_text;
    "vendor_nullable" [XNullable XIsNullable] keywords::vendor_nullable;
    "constant" [Const] v31::constant;
    "examples" [Examples] v31::examples;
    "exclusive_bounds" [ExclusiveMinimum ExclusiveMaximum] v31::exclusive_bounds;
    "tuple" [PrefixItems Items AdditionalItems] v31::tuple::tuple;
    "pattern_properties" [PatternProperties] v31::pattern_properties;
    "content_keywords" [ContentEncoding ContentMediaType] v31::content;
    "null_branches" [AnyOf OneOf] v31::null::branches;
    "null_enum" [Enum Const] v31::null::enumeration;
    "types" [Type] v31::types::types;
    "empty_required" [Required] keywords::empty_required;
}

/// Schemas with one of these have, or get by a rule, others below them.
const NESTED: Set = Set::nested().and(Set::of(&[
    Keyword::Ref,
    Keyword::DynamicRef,
    Keyword::RecursiveRef,
    Keyword::Type,
    Keyword::If,
    Keyword::Then,
    Keyword::Else,
    Keyword::DependentSchemas,
    Keyword::Dependencies,
    Keyword::UnevaluatedProperties,
]));

/// How many schemas may lie in each other: `openapiv3` takes some 50 kB of stack for each in a debug build,
/// and a thread has 2 MB. No document of the corpus reaches it.
const DEEPEST: usize = 24;

/// Brings a schema into the normal form.
pub fn schema(map: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    if cx.depth == DEEPEST {
        map.clear();
        cx.say(
            &code::TOO_DEEP,
            at,
            format!("schemas nested more than {DEEPEST} levels deep; read as any value"),
        );
        return;
    }
    cx.depth += 1;
    apply(map, at, cx);
    cx.depth -= 1;
}

/// The rules, then what lies below.
fn apply(map: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    if is_reference(map) {
        return reference::follow(map, at, cx);
    }
    let present = survey(map, at, cx);
    for rule in RULES {
        if present.meets(rule.when) {
            (rule.apply)(map, at, cx);
        }
    }
    if is_reference(map) {
        return reference::follow(map, at, cx);
    }
    if present.meets(NESTED) {
        // A wrapped reference has become a branch and is met below.
        map.retain(|key, value| {
            let kind = kind(key);
            !kind.is_nested() || walk(value, kind, &at.key(key), cx)
        });
    }
}

/// Whether a schema is nothing but a reference.
fn is_reference(map: &Object) -> bool {
    map.len() == 1 && map.get("$ref").is_some_and(Value::is_string)
}

/// What stands under a key of a schema, as the walk looks at it: what 3.0 cannot say is dropped, and not looked into.
pub fn kind(key: &str) -> &'static ValueKind {
    Keyword::of(key).map_or(&ValueKind::Any, read_as)
}

fn read_as(keyword: Keyword) -> &'static ValueKind {
    let entry = keyword.entry();
    if entry.scope == Scope::Foreign { &ValueKind::Any } else { &entry.kind }
}

/// Which keywords a schema has that something may have to be done about; values of the wrong type are put
/// right on the way.
fn survey(map: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) -> Set {
    let mut present = Set::default();
    map.retain(|key, value| {
        let Some(keyword) = Keyword::of(key) else {
            // From 3.1 on a schema may have keywords of anybody's.
            let others = if cx.version < Version::V31 { &ValueKind::Any } else { &ValueKind::Schema };
            fields::unlisted(key, "schema", others, Keyword::names(), at, cx);
            return true;
        };
        if keyword == Keyword::Type && v31::types::is_normal(value) {
            return true;
        }
        // A list under `items` is a tuple, text under `discriminator` is 2.0: rules read them.
        let kind = read_as(keyword);
        let fits = matches!(keyword, Keyword::Items | Keyword::Discriminator) || kind.fits(value);
        if !fits && value.is_null() {
            fields::null(kind, &at.key(key), cx);
            return false;
        }
        if !fits && !repair(value, kind, &at.key(key), cx) {
            return false;
        }
        present.insert(keyword);
        true
    });
    present
}
