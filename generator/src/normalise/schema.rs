//! Normalises a schema: collects its keywords once, then runs only the rules that apply to one of them.

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
    /// It applies to schemas with one of these keywords.
    pub when: Set,
    /// Changes the schema, before its subschemas are normalised.
    pub apply: fn(&mut Object, &Path<'_>, &mut Context<'_>),
}

/// Declares the rules: a name, the keywords that trigger it, and the function.
macro_rules! rules {
    ($($name:literal [$($keyword:ident)*] $(+ $set:expr,)? $apply:path;)*) => {
        /// The rules of schemas, in the order in which they are applied.
        pub static RULES: &[SchemaRule] = &[$(SchemaRule {
            name: $name, when: Set::of(&[$(Keyword::$keyword),*])$(.union($set))?, apply: $apply,
        }),*];
    };
}

rules! {
    "newer_keywords" [Type] + Set::of_later_versions(), keywords::newer;
    "example_misfit" [Example] check::example::type_matches;
    "pattern_broken" [Pattern] check::pattern::balance;
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

/// Schemas with one of these keywords contain subschemas, or get some by a rule.
const NESTED: Set = Set::nested().union(Set::of(&[
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

/// The maximum nesting of schemas: `openapiv3` takes about 50 kB of stack for each level in a debug build, and a thread
/// has 2 MB. No document of the corpus reaches it.
const MAX_DEPTH: usize = 24;

/// Normalises a schema.
pub fn schema(map: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    if cx.depth == MAX_DEPTH {
        map.clear();
        cx.report(
            &code::TOO_DEEP,
            at,
            format!("schemas nested more than {MAX_DEPTH} levels deep; read as any value"),
        );
        return;
    }
    cx.depth += 1;
    apply(map, at, cx);
    cx.depth -= 1;
}

/// Applies the rules, then normalises the subschemas.
fn apply(map: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) {
    if is_reference(map) {
        return reference::lone_reference(map, at, cx);
    }
    let present = collect_keywords(map, at, cx);
    for rule in RULES {
        if present.intersects(rule.when) {
            (rule.apply)(map, at, cx);
        }
    }
    if is_reference(map) {
        return reference::lone_reference(map, at, cx);
    }
    if present.intersects(NESTED) {
        // A reference with siblings is now a branch of `allOf`, and is processed with the subschemas.
        map.retain(|key, value| {
            let kind = kind(key);
            !kind.is_nested() || walk(value, kind, &at.key(key), cx)
        });
    }
}

/// Returns true if a schema is only a reference.
fn is_reference(map: &Object) -> bool {
    map.len() == 1 && map.get("$ref").is_some_and(Value::is_string)
}

/// Returns the kind under a key of a schema for the walk. Keywords that 3.0 lacks are dropped, so their values are not
/// searched.
pub fn kind(key: &str) -> &'static ValueKind {
    Keyword::of(key).map_or(&ValueKind::Any, read_as)
}

fn read_as(keyword: Keyword) -> &'static ValueKind {
    let entry = keyword.entry();
    if entry.scope == Scope::Foreign { &ValueKind::Any } else { &entry.kind }
}

/// Returns the keywords of a schema that rules may apply to, and repairs values of the wrong type.
fn collect_keywords(map: &mut Object, at: &Path<'_>, cx: &mut Context<'_>) -> Set {
    let mut present = Set::default();
    map.retain(|key, value| {
        let Some(keyword) = Keyword::of(key) else {
            // From 3.1 on, a schema may have keywords of other vocabularies.
            let others = if cx.version < Version::V31 { &ValueKind::Any } else { &ValueKind::Schema };
            fields::check_unlisted(key, "schema", others, Keyword::names(), at, cx);
            return true;
        };
        if keyword == Keyword::Type && v31::types::is_normal(value) {
            return true;
        }
        // Rules read a list under `items` (a tuple) and a string under `discriminator` (2.0).
        let kind = read_as(keyword);
        let fits = matches!(keyword, Keyword::Items | Keyword::Discriminator) || kind.accepts(value);
        if !fits && value.is_null() {
            fields::report_null(kind, &at.key(key), cx);
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
