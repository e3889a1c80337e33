//! What types are called, and which file they stand in.

use std::collections::{BTreeMap, BTreeSet};

use super::files::{DEVICES, is_device, of_module, of_type};
use super::ident::{Case, further, ident, natural, singular, styled, words};
use super::scope::{Claim, settle};
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
    /// What stands in it, the owner's own type first.
    pub types: Vec<TypeId>,
}

/// What every type is called in each of its forms.
pub(super) fn types(api: &Api, facts: &Facts, operations: &[String]) -> BTreeMap<(TypeId, Side), String> {
    let turns = turns(api);
    let mut keys = Vec::new();
    let mut claims = Vec::new();
    for (id, def) in api.types() {
        for side in facts.sides(id) {
            let suffix = if facts.split[id.0] && side == Side::Request { " input" } else { "" };
            keys.push((id, side));
            claims.push(of_type(claim(def, suffix, operations, &turns)));
        }
    }
    keys.into_iter().zip(settle(&claims, &RESERVED)).collect()
}

/// A component claims its own name, an inline type the name of its place.
fn claim<'a>(
    def: &'a TypeDef,
    suffix: &'static str,
    operations: &'a [String],
    turns: &BTreeMap<&str, usize>,
) -> Claim<'a> {
    let naming = &def.naming;
    if let (Owner::Component(name), []) = (&naming.owner, naming.steps.as_slice()) {
        return component(name, suffix, turns.get(name.as_str()).copied().unwrap_or(1));
    }
    let owner = match &naming.owner {
        Owner::Component(name) => words(name),
        Owner::Operation(index) => operations[*index].clone(),
    };
    let short =
        ident(&format!("{} {}{suffix}", said(naming, &owner), short_path(&naming.steps)), Case::Upper);
    Claim::new(short, 3, move || {
        let long = format!("{owner} {}{suffix}", long_path(&naming.steps));
        let kind = match naming.steps.last() {
            Some(TypeStep::Property(_)) => "field",
            Some(TypeStep::Item) => "element",
            Some(TypeStep::Value) => "entry",
            _ => "schema",
        };
        let exact = format!("{long} x {}", place_number(def));
        [long.clone(), format!("{long} {kind}"), exact].iter().map(|form| ident(form, Case::Upper)).collect()
    })
}

/// The owner without the word that the way to the type begins with: what is in the response `NotFoundResponse` is called
/// the same as what is in `NotFound`.
fn said<'o>(naming: &Naming, owner: &'o str) -> &'o str {
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

/// Components whose names nothing but the case of letters within words tells apart (`itemId`, `itemID`), numbered, the one
/// with the fewest capitals first.
fn turns(api: &Api) -> BTreeMap<&str, usize> {
    let mut alike: BTreeMap<String, BTreeSet<(usize, &str)>> = BTreeMap::new();
    for (_, def) in api.types() {
        if let (Owner::Component(name), []) = (&def.naming.owner, def.naming.steps.as_slice()) {
            let capitals = name.chars().filter(|c| c.is_uppercase()).count();
            alike.entry(styled(name, Case::Upper)).or_default().insert((capitals, name));
        }
    }
    let numbered = alike.into_values().flat_map(|names| names.into_iter().zip(1..));
    numbered.map(|((_, name), turn)| (name, turn)).collect()
}

fn component<'a>(name: &'a str, suffix: &'static str, turn: usize) -> Claim<'a> {
    let natural = natural(name, Case::Upper);
    let suffixed = move |form: &str| {
        if suffix.is_empty() { form.to_owned() } else { form.to_owned() + &ident(suffix, Case::Upper) }
    };
    let rank = if suffix.is_empty() { u8::from(natural != *name) } else { 2 };
    // A prelude name says what it is instead: `Option` becomes `OptionModel`.
    let model = RESERVED.contains(&natural.as_str()).then(|| format!("{natural}Model"));
    let first = match turn {
        1 => suffixed(&natural),
        _ => suffixed(&ident(&format!("{} {turn}", words(name)), Case::Upper)),
    };
    Claim::new(first, rank, move || {
        let further = further(name, Case::Upper);
        model.iter().chain(&further).map(|form| suffixed(form)).collect()
    })
}

/// The way to an inline type as a person would say it: elements are called by the singular of their list.
fn short_path(steps: &[TypeStep]) -> String {
    let mut said: Vec<String> = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        match step {
            TypeStep::Property(name) | TypeStep::Parameter(name) => said.push(words(name)),
            TypeStep::Item | TypeStep::Value => match (said.pop(), index) {
                (Some(list), _) => said.push(singular(&list)),
                (None, _) => said.push("item".to_owned()),
            },
            TypeStep::Variant(hint) => said.push(words(hint)),
            TypeStep::Body => said.push("body".to_owned()),
            TypeStep::Response => said.push("response".to_owned()),
            TypeStep::Header(name) => said.push(format!("{} header", words(name))),
            TypeStep::Form => said.push("form".to_owned()),
            TypeStep::Status(status) if status == "default" => said.push("error".to_owned()),
            TypeStep::Status(status) => said.push(format!("status {status}")),
        }
    }
    said.join(" ")
}

/// The same with every step said.
fn long_path(steps: &[TypeStep]) -> String {
    let said = steps.iter().map(|step| match step {
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
    said.collect::<Vec<_>>().join(" ")
}

/// The exact place, for what nothing else tells apart: where it stands, and what it is named after, as several types may
/// be made of one schema.
fn place_number(def: &TypeDef) -> u64 {
    let steps = &def.naming.steps;
    format!("{} {steps:?}", def.pointer)
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Files: one for each component with its inline parts, one for each operation that has types of its own.
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
                // After the type's settled name, so that files and types tell the same things apart.
                (Owner::Component(_), Some(id)) => (name_of(*id).unwrap_or_default(), 0),
                (Owner::Component(name), None) => (name.clone(), 1),
                (Owner::Operation(index), _) => (operations[*index].clone(), 2),
            };
            module(name, rank)
        })
        .collect();
    let reserved = [&["mod", "self", "super", "crate"], &DEVICES[..]].concat();
    let modules = settle(&claims, &reserved);
    let mut files: Vec<TypeFile> =
        modules.into_iter().zip(by_owner).map(|(module, (_, types))| TypeFile { module, types }).collect();
    for file in &mut files {
        file.types.sort_by_key(|id| (!api.type_def(*id).naming.steps.is_empty(), name_of(*id)));
    }
    files.sort_by(|a, b| a.module.cmp(&b.module));
    files
}

/// What would be a device on Windows says what it holds: `con_type`; so does a name that another file has.
fn module(name: String, rank: u8) -> Claim<'static> {
    let first = natural(&name, Case::Module);
    let said = if rank < 2 { is_device(&first).then_some("type") } else { Some("operation") };
    of_module(Claim::new(first, rank, move || {
        let said = said.map(|what| ident(&format!("{} {what}", words(&name)), Case::Module));
        said.into_iter().chain(further(&name, Case::Module)).collect()
    }))
}
