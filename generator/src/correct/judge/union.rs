//! Which alternative of a union a value is.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::document::{Published, resolve};
use super::part::{Part, flatten};
use crate::base::pointer::Pointer;
use crate::correct::infer::Kind;

/// The most members that are tried to tell alternatives apart.
const MAX_MEMBERS: usize = 40;

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

/// What the tag of a discriminated union says of a value.
pub(super) enum Tag {
    /// There is no discriminator, or the value is no object.
    None,
    /// The value has no tag, which this member is.
    Missing(String),
    /// It names an alternative.
    Names(Pointer),
    /// It may name one that only an emitted client knows.
    Other,
    /// The value of this member names none.
    Unknown(String),
}

/// Reads the tag of a value of a union.
pub(super) fn tagged(
    document: Published<'_>,
    schema: &Map<String, Value>,
    branches: &[Pointer],
    value: &Value,
) -> Tag {
    let discriminator = schema.get("discriminator").filter(|_| value.is_object());
    let name = discriminator.and_then(|discriminator| discriminator.get("propertyName")?.as_str());
    let (Some(discriminator), Some(name)) = (discriminator, name) else { return Tag::None };
    let has_default = discriminator.get("defaultMapping").is_some();
    let Some(tag) = value.get(name).and_then(Value::as_str) else {
        return if has_default { Tag::None } else { Tag::Missing(name.to_owned()) };
    };
    let mapped = discriminator.get("mapping").and_then(|mapping| mapping.get(tag)?.as_str());
    let targets = |branch: &Pointer| resolve(document.whole, branch).map(|(at, _)| at);
    let meant = match mapped.and_then(|target| target.split_once('#')) {
        Some((_, fragment)) => Pointer::from_fragment(fragment),
        None => None,
    };
    let known = mapped.unwrap_or(tag);
    let is_named = |at: &Pointer| meant.as_ref() == Some(at) || at.last().as_deref() == Some(known);
    match branches.iter().find(|branch| targets(branch).as_ref().is_some_and(is_named)) {
        Some(branch) => Tag::Names(branch.clone()),
        None => {
            let may_be = |branch: &Pointer| may_be_named(document, branch, name, tag);
            let is_other = has_default || branches.iter().any(may_be);
            if is_other { Tag::Other } else { Tag::Unknown(name.to_owned()) }
        }
    }
}

/// The member by which alternatives without a discriminator are told apart, and the alternative of each of its literals.
pub(super) struct Literals {
    member: String,
    branches: BTreeMap<String, Pointer>,
}

impl Literals {
    /// Finds the first member that has literals in every alternative that is an object, and other ones in each.
    pub(super) fn of(document: Published<'_>, branches: &[Pointer]) -> Option<Self> {
        let mut objects = Vec::new();
        for branch in branches {
            let mut parts = Vec::new();
            flatten(document, branch, true, &mut parts);
            if parts.iter().all(|part| part.allows(Kind::Object)) {
                objects.push((branch, parts));
            }
        }
        let (_, first) = objects.first().filter(|_| objects.len() > 1)?;
        let properties = first.iter().filter_map(|part| part.schema.get("properties")?.as_object());
        let mut names = properties.flat_map(Map::keys).take(MAX_MEMBERS);
        names.find_map(|name| {
            let mut known = BTreeMap::new();
            for (branch, parts) in &objects {
                for literal in literals_of(document, parts, name)? {
                    let is_new = known.insert(literal.to_owned(), (*branch).clone()).is_none();
                    is_new.then_some(())?;
                }
            }
            Some(Self { member: name.clone(), branches: known })
        })
    }

    /// Reads the literal of a value.
    pub(super) fn tagged(&self, value: &Value) -> Tag {
        match value.get(&self.member).and_then(Value::as_str) {
            None => Tag::None,
            Some(literal) => match self.branches.get(literal) {
                Some(branch) => Tag::Names(branch.clone()),
                None => Tag::Unknown(self.member.clone()),
            },
        }
    }
}

/// Returns the texts that a member of an alternative may be; `None` if it may be anything.
fn literals_of<'d>(document: Published<'d>, parts: &[Part<'d>], name: &str) -> Option<Vec<&'d str>> {
    parts.iter().find_map(|part| {
        part.schema.get("properties")?.get(name)?;
        let (at, schema) = document.resolve(&part.at.join("properties").join(name))?;
        let literals = Part { at, schema: schema.as_object()?, chosen: false }.literals()?;
        literals.into_iter().map(Value::as_str).collect()
    })
}

/// Returns true if a client may know an alternative by a tag that is neither mapped nor its name: by the literals of the
/// member, or by its name in another case.
fn may_be_named(document: Published<'_>, branch: &Pointer, name: &str, tag: &str) -> bool {
    let mut parts = Vec::new();
    flatten(document, branch, true, &mut parts);
    let is_alike = |part: &Part<'_>| {
        let literals = part.schema.get("properties").and_then(|all| all.get(name)).and_then(Value::as_object);
        let is_literal = literals.is_some_and(|schema| {
            schema.get("const").and_then(Value::as_str) == Some(tag)
                || schema.get("enum").and_then(Value::as_array).is_some_and(|list| list.contains(&tag.into()))
        });
        let own = part.at.last().is_some_and(|own| own.eq_ignore_ascii_case(tag));
        is_literal || own || part.schema.contains_key("x-ms-discriminator-value")
    };
    parts.iter().any(is_alike) || parts.iter().any(|part| part.schema.contains_key("discriminator"))
}
