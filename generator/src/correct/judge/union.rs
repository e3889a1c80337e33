//! Which alternative of a union a value is.

use serde_json::{Map, Value};

use super::document::{Published, resolve};
use super::part::{Part, flatten};
use crate::base::pointer::Pointer;
use crate::correct::infer::Kind;

/// Returns the alternatives of a schema.
pub(super) fn branches(at: &Pointer, schema: &Map<String, Value>) -> Vec<Pointer> {
    let words = ["anyOf", "oneOf"].into_iter();
    let each = words.flat_map(|word| {
        let count = schema.get(word).and_then(Value::as_array).map_or(0, Vec::len);
        (0..count).map(move |index| at.join(word).join(index))
    });
    each.collect()
}

/// Returns true if all parts of an alternative allow the kind of a value.
pub(super) fn allows(document: Published<'_>, branch: &Pointer, value: &Value) -> bool {
    let mut parts = Vec::new();
    flatten(document, branch, true, &mut parts);
    let kind = Kind::of(value);
    let null = || accepts_null(document, &parts, 0);
    if value.is_null() { null() } else { parts.iter().all(|part| part.allows(kind)) }
}

/// Returns true if parts accept null: the outermost says so, or none forbids it.
pub(super) fn accepts_null(document: Published<'_>, parts: &[Part<'_>], depth: usize) -> bool {
    const MAX_DEPTH: usize = 16;
    let Some(first) = parts.first() else { return true };
    if first.is_nullable() {
        return true;
    }
    let accepts = |part: &Part<'_>| {
        let kinds = part.kinds();
        let literals = part.literals();
        let alternatives = branches(&part.at, part.schema);
        let by_alternative = || {
            alternatives.iter().any(|branch| {
                let mut inner = Vec::new();
                flatten(document, branch, true, &mut inner);
                depth < MAX_DEPTH && accepts_null(document, &inner, depth + 1)
            })
        };
        part.is_nullable()
            || (kinds.is_empty() || kinds.contains(&"null"))
                && literals.is_none_or(|literals| literals.contains(&&Value::Null))
                && (alternatives.is_empty() || by_alternative())
    };
    parts.iter().all(accepts)
}

/// Returns the alternative that the tag of a discriminated union names; `Some(None)` if the union is discriminated and
/// the tag names none.
pub(super) fn tagged(
    document: Published<'_>,
    schema: &Map<String, Value>,
    branches: &[Pointer],
    value: &Value,
) -> Option<Option<Pointer>> {
    let discriminator = schema.get("discriminator")?;
    let tag = value.get(discriminator.get("propertyName")?.as_str()?)?.as_str()?;
    let mapped = discriminator.get("mapping").and_then(|mapping| mapping.get(tag)?.as_str());
    let targets = |branch: &Pointer| resolve(document.whole, branch).map(|(at, _)| at);
    let meant = match mapped.and_then(|target| target.split_once('#')) {
        Some((_, fragment)) => Pointer::from_fragment(fragment),
        None => None,
    };
    let name = mapped.unwrap_or(tag);
    let is_named = |at: &Pointer| meant.as_ref() == Some(at) || at.last().as_deref() == Some(name);
    Some(branches.iter().find(|branch| targets(branch).as_ref().is_some_and(is_named)).cloned())
}
