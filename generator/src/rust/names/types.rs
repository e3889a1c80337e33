//! Names of types and of their files.

use std::collections::BTreeMap;

use super::files::{DEVICES, fit_module, fit_type, is_device};
use super::ident::{Case, alternatives, ident, natural, words};
use super::record::{Book, Kind, type_key};
use super::scope::{Claim, assign_names};
use super::singular::singular;
use crate::ir::{Api, Naming, Owner, TypeDef, TypeId, TypeStep};
use crate::rust::facts::{Facts, Side};

/// Names that generated code uses without a path.
const RESERVED: [&str; 22] = [
    "Option",
    "Vec",
    "String",
    "Box",
    "Some",
    "None",
    "Ok",
    "Err",
    "Self",
    "Into",
    "IntoIterator",
    "Default",
    "Debug",
    "Clone",
    "PartialEq",
    "Eq",
    "Hash",
    "Copy",
    "BTreeMap",
    "Iterator",
    "From",
    "Send",
];

/// A file of types.
#[derive(Debug, Clone)]
pub struct TypeFile {
    /// Its module.
    pub module: String,
    /// Its types, the owner's own type first.
    pub types: Vec<TypeId>,
}

/// Names every form of every type.
pub(super) fn types(
    api: &Api,
    facts: &Facts,
    operations: &[String],
    book: &Book<'_>,
) -> BTreeMap<(TypeId, Side), String> {
    let mut keys = Vec::new();
    let mut claims = Vec::new();
    for (id, def) in api.types() {
        let had = |side| book.types.get(&type_key(api, def, side));
        for side in facts.sides(id) {
            let had_no_suffix = || had_no_suffix(&claim(def, "", operations), had(Side::Request));
            let suffix = match side {
                Side::Request if is_input(facts, id, def, side) && !had_no_suffix() => " input",
                Side::Response if facts.split[id.0] && had_no_suffix() => " output",
                _ => "",
            };
            keys.push((id, side));
            let claim = fit_type(claim(def, suffix, operations));
            claims.push(claim.recorded(had(side)).given(is_given(def)));
        }
    }
    let texts = keys.iter().map(|(id, side): &(TypeId, Side)| type_key(api, api.type_def(*id), *side));
    let names = book.assign(Kind::Type, "", texts, &claims, &RESERVED);
    keys.into_iter().zip(names).collect()
}

/// Returns true if the sent form of a type had its plain name, as long as it had no members that are only received.
fn had_no_suffix(plain: &Claim<'_>, had: Option<&String>) -> bool {
    had.is_some_and(|had| plain.is_first(had))
}

/// Returns true for a component that an overlay or an extension names.
fn is_given(def: &TypeDef) -> bool {
    let key = def.pointer.last();
    matches!((&def.naming.owner, def.naming.steps.as_slice()), (Owner::Component(name), []) if key.as_ref() != Some(name))
}

/// Returns true if a form has the name of an input, as the plain name is that of what is received. A component with members
/// that are only received has it although no operation answers with it yet, so that one that joins renames nothing.
fn is_input(facts: &Facts, id: TypeId, def: &TypeDef, side: Side) -> bool {
    let may_be_received = facts.has_received[id.0] && matches!(def.naming.owner, Owner::Component(_));
    side == Side::Request && (facts.split[id.0] || may_be_received)
}

/// Claims a name for a type: a component its own name, an inline type the name of its location.
fn claim<'a>(def: &'a TypeDef, suffix: &'static str, operations: &'a [String]) -> Claim<'a> {
    let naming = &def.naming;
    if let (Owner::Component(name), []) = (&naming.owner, naming.steps.as_slice()) {
        return component_claim(name, def.pointer.last().unwrap_or_else(|| name.clone()), suffix);
    }
    let owner = match &naming.owner {
        Owner::Component(name) => words(name),
        Owner::Operation(index) => operations[*index].clone(),
    };
    let short = ident(
        &format!("{} {}{suffix}", owner_without_role(naming, &owner), short_path(&naming.steps)),
        Case::Upper,
    );
    Claim::new(short, 3, move || {
        let long = format!("{owner} {}{suffix}", long_path(&naming.steps));
        let kind = match naming.steps.last() {
            Some(TypeStep::Property(_)) => "field",
            Some(TypeStep::Item) => "element",
            Some(TypeStep::Value) => "entry",
            _ => "schema",
        };
        // Several types may come from one schema, and several schemas have one name.
        let exact = format!("{long} of {}", words(&def.pointer.to_string()));
        [long.clone(), format!("{long} {kind}"), exact].iter().map(|form| ident(form, Case::Upper)).collect()
    })
}

/// Returns the owner's name without a trailing word that the path to the type begins with: types in the response
/// `NotFoundResponse` get the same names as those in `NotFound`.
fn owner_without_role<'o>(naming: &Naming, owner: &'o str) -> &'o str {
    let role = match (&naming.owner, naming.steps.first()) {
        (Owner::Component(_), Some(TypeStep::Response)) => "response",
        (Owner::Component(_), Some(TypeStep::Body)) => "body",
        (Owner::Component(_), Some(TypeStep::Parameter(_))) => "parameter",
        _ => return owner,
    };
    match owner.split_at_checked(owner.len().saturating_sub(role.len())) {
        Some((before, last)) if !before.is_empty() && last.eq_ignore_ascii_case(role) => before,
        _ => owner,
    }
}

/// Claims a name for a component. Two whose names differ only in their capitals have these: `ItemId`, `ItemID`.
fn component_claim<'a>(name: &'a str, key: String, suffix: &'static str) -> Claim<'a> {
    let natural = natural(name, Case::Upper);
    let suffixed = move |form: &str| {
        if suffix.is_empty() { form.to_owned() } else { form.to_owned() + &ident(suffix, Case::Upper) }
    };
    // Beside a component that has the name by itself, one that is given it has its own.
    let is_given = key != *name;
    let rank = if suffix.is_empty() { u8::from(natural != *name || is_given) } else { 2 };
    // What has no other spelling gets a suffix: `Option` of the prelude becomes `OptionModel`.
    let has_one_spelling = natural == *name || RESERVED.contains(&natural.as_str());
    let model = has_one_spelling.then(|| format!("{natural}Model"));
    Claim::new(suffixed(&natural), rank, move || {
        let own = is_given.then(|| ident(&words(&key), Case::Upper));
        let alternatives = alternatives(name, Case::Upper);
        model.iter().chain(&own).chain(&alternatives).map(|form| suffixed(form)).collect()
    })
}

/// Returns the short path to an inline type in words; list elements get the singular of their list.
fn short_path(steps: &[TypeStep]) -> String {
    let mut parts: Vec<String> = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        match step {
            TypeStep::Property(name) | TypeStep::Parameter(name) => parts.push(words(name)),
            TypeStep::Item | TypeStep::Value => match (parts.pop(), index) {
                (Some(list), _) => parts.push(singular(&list)),
                (None, _) => parts.push("item".to_owned()),
            },
            TypeStep::Variant(hint) => parts.push(words(hint)),
            TypeStep::Body => parts.push("body".to_owned()),
            TypeStep::Response => parts.push("response".to_owned()),
            TypeStep::Header(name) => parts.push(format!("{} header", words(name))),
            TypeStep::Form => parts.push("form".to_owned()),
            TypeStep::Status(status) if status == "default" => parts.push("error".to_owned()),
            TypeStep::Status(status) => parts.push(format!("status {status}")),
        }
    }
    parts.join(" ")
}

/// Returns the full path to an inline type in words, with every step.
fn long_path(steps: &[TypeStep]) -> String {
    let parts = steps.iter().map(|step| match step {
        TypeStep::Property(name) => words(name),
        TypeStep::Parameter(name) => format!("{} parameter", words(name)),
        TypeStep::Item => "item".to_owned(),
        TypeStep::Value => "value".to_owned(),
        TypeStep::Variant(hint) => format!("{} variant", words(hint)),
        TypeStep::Body => "body".to_owned(),
        TypeStep::Response => "response".to_owned(),
        TypeStep::Header(name) => format!("{} header", words(name)),
        TypeStep::Form => "form".to_owned(),
        TypeStep::Status(status) => format!("status {status}"),
    });
    parts.collect::<Vec<_>>().join(" ")
}

/// Names the files: one for each component with its inline types, and one for each operation that has types of its own.
pub(super) fn files(
    api: &Api,
    facts: &Facts,
    types: &BTreeMap<(TypeId, Side), String>,
    operations: &[String],
) -> Vec<TypeFile> {
    let mut by_owner: BTreeMap<Owner, Vec<TypeId>> = BTreeMap::new();
    let name_of = |id: TypeId| facts.sides(id).first().and_then(|side| types.get(&(id, *side))).cloned();
    for (id, def) in api.types().filter(|(id, _)| !facts.folded[id.0]) {
        by_owner.entry(def.naming.owner.clone()).or_default().push(id);
    }
    let claims: Vec<Claim<'_>> = by_owner
        .iter()
        .map(|(owner, ids)| {
            let own = ids.iter().find(|id| api.type_def(**id).naming.steps.is_empty());
            let (name, rank) = match (owner, own) {
                // Based on the type's final name, so that files and types are distinguished in the same way.
                (Owner::Component(_), Some(id)) => (name_of(*id).unwrap_or_default(), 0),
                (Owner::Component(name), None) => (name.clone(), 1),
                (Owner::Operation(index), _) => (operations[*index].clone(), 2),
            };
            module_claim(name, rank)
        })
        .collect();
    let reserved = [&["mod", "self", "super", "crate"], &DEVICES[..]].concat();
    let modules = assign_names(&claims, &reserved);
    let mut files: Vec<TypeFile> =
        modules.into_iter().zip(by_owner).map(|(module, (_, types))| TypeFile { module, types }).collect();
    for file in &mut files {
        file.types.sort_by_key(|id| (!api.type_def(*id).naming.steps.is_empty(), name_of(*id)));
    }
    files.sort_by(|a, b| a.module.cmp(&b.module));
    files
}

/// Claims a module. A device name on Windows gets a suffix, `con_type`, and so does a name that another file has.
fn module_claim(name: String, rank: u8) -> Claim<'static> {
    let first = natural(&name, Case::Module);
    let suffix = if rank < 2 { is_device(&first).then_some("type") } else { Some("operation") };
    fit_module(Claim::new(first, rank, move || {
        let suffix = suffix.map(|what| ident(&format!("{} {what}", words(&name)), Case::Module));
        suffix.into_iter().chain(alternatives(&name, Case::Module)).collect()
    }))
}
