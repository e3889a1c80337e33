//! What overlays changed, brought to the parts of the IR it belongs to and to the words of `QUIRKS.md`.

use std::collections::BTreeSet;

use crate::diagnostic::FileId;
use crate::emit::{Described, DescribedQuirk, Notes};
use crate::ir::{Api, Shape};
use crate::overlay::Applied;
use crate::pointer::Pointer;
use crate::provenance::Provenance;

/// The sentences that quirks add to the documentation, by place in the normalised document.
pub fn notes(api: &Api, applied: &[Applied], document: FileId, provenance: &Provenance) -> Notes {
    let places: Vec<(Pointer, Pointer)> = documented(api)
        .into_iter()
        .map(|at| (provenance.origin(&at), at))
        .filter(|((file, _), _)| *file == document)
        .map(|((_, origin), at)| (origin, at))
        .collect();
    let mut notes = Notes::new();
    for applied in applied {
        let Some(quirk) = &applied.quirk else { continue };
        let description = applied.description.as_deref().unwrap_or_default();
        let text = one_line(&format!(
            "**Quirk {}.** {description} (Source: {}.)",
            quirk.id,
            quirk.source.trim_end_matches('.')
        ));
        let changed = if applied.changed.is_empty() { &applied.matched } else { &applied.changed };
        for at in homes(changed, &places) {
            let said: &mut Vec<String> = notes.entry(at).or_default();
            if !said.contains(&text) {
                said.push(text.clone());
            }
        }
    }
    notes
}

/// Every place that has documentation of its own.
fn documented(api: &Api) -> Vec<Pointer> {
    let mut places = Vec::new();
    for def in &api.types {
        places.push(def.pointer.clone());
        if let Shape::Object(object) = &def.shape {
            places.extend(object.fields.iter().map(|field| field.pointer.clone()));
        }
    }
    for operation in &api.operations {
        places.push(operation.pointer.clone());
        places.extend(operation.parameters.iter().map(|parameter| parameter.pointer.clone()));
    }
    places
}

/// Where changes are told: the innermost documented place around each, or those directly inside it.
fn homes(changed: &[Pointer], places: &[(Pointer, Pointer)]) -> BTreeSet<Pointer> {
    let mut homes = BTreeSet::new();
    for change in changed {
        let around = places.iter().filter(|(origin, _)| change.strip_prefix(origin).is_some());
        match around.max_by_key(|(origin, _)| origin.as_str().len()) {
            Some((_, at)) => _ = homes.insert(at.clone()),
            None => {
                let inside: Vec<&(Pointer, Pointer)> =
                    places.iter().filter(|(origin, _)| origin.strip_prefix(change).is_some()).collect();
                let outermost = |origin: &Pointer| {
                    !inside.iter().any(|(other, _)| other != origin && origin.strip_prefix(other).is_some())
                };
                homes.extend(inside.iter().filter(|(origin, _)| outermost(origin)).map(|(_, at)| at.clone()));
            }
        }
    }
    homes
}

/// An API as the emitted texts speak of it.
pub fn described(api: &Api, module: Option<&str>, applied: &[Applied]) -> Described {
    let mut quirks: Vec<DescribedQuirk> = applied
        .iter()
        .filter_map(|applied| {
            let quirk = applied.quirk.as_ref()?;
            Some(DescribedQuirk {
                id: quirk.id.clone(),
                description: applied.description.clone().unwrap_or_default(),
                source: quirk.source.clone(),
                target: applied.target.clone(),
            })
        })
        .collect();
    quirks.sort_by_key(|quirk| natural(&quirk.id));
    let left_out = api.left_out.iter().map(|left| format!("`{} {}`: {}", left.method, left.path, left.code));
    Described {
        module: module.map(str::to_owned),
        title: format!("{} {}", api.title, api.version).trim().to_owned(),
        operations: api.operations.len(),
        types: api.types.len(),
        left_out: left_out.collect(),
        quirks,
    }
}

/// `Q2` before `Q10`.
fn natural(id: &str) -> (String, u64, String) {
    let digits = id.find(|c: char| c.is_ascii_digit()).unwrap_or(id.len());
    let (name, rest) = id.split_at(digits);
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    (name.to_owned(), rest[..end].parse().unwrap_or_default(), rest[end..].to_owned())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
