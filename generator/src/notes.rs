//! What overlays changed, brought to the parts of the IR it belongs to and to the words of `QUIRKS.md`.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::FileId;
use crate::emit::{Described, DescribedQuirk, Notes};
use crate::ir::{Api, Shape};
use crate::overlay::Applied;
use crate::pointer::Pointer;
use crate::provenance::Provenance;

/// The sentences that quirks add to the documentation, by place in the normalised document: one a quirk, whatever
/// the number of its actions.
pub fn notes(api: &Api, applied: &[Applied], document: FileId, provenance: &Provenance) -> Notes {
    if applied.iter().all(|action| action.quirk.is_none()) {
        return Notes::new();
    }
    let places: Vec<(Pointer, Pointer)> = documented(api)
        .into_iter()
        .map(|at| (provenance.origin(&at), at))
        .filter(|((file, _), _)| *file == document)
        .map(|((_, origin), at)| (origin, at))
        .collect();
    let mut said: BTreeMap<Pointer, Vec<Said>> = BTreeMap::new();
    for (index, action) in applied.iter().enumerate() {
        let Some(quirk) = &action.quirk else { continue };
        let later: Vec<&Pointer> = applied[index + 1..].iter().flat_map(|action| &action.changed).collect();
        let changed = if action.changed.is_empty() { &action.matched } else { &action.changed };
        for at in homes(changed, &later, &places) {
            let here = said.entry(at).or_default();
            match here.iter_mut().find(|said| said.id == quirk.id) {
                Some(said) => said.add(action.description.as_deref(), &quirk.source),
                None => here.push(Said::new(&quirk.id, action.description.as_deref(), &quirk.source)),
            }
        }
    }
    said.into_iter().map(|(at, said)| (at, said.iter().map(Said::line).collect())).collect()
}

/// A quirk as one place speaks of it.
struct Said {
    id: String,
    texts: Vec<String>,
    sources: Vec<String>,
}

impl Said {
    fn new(id: &str, text: Option<&str>, source: &str) -> Self {
        let mut said = Self { id: id.to_owned(), texts: Vec::new(), sources: Vec::new() };
        said.add(text, source);
        said
    }

    fn add(&mut self, text: Option<&str>, source: &str) {
        let (text, source) = (one_line(text.unwrap_or_default()), one_line(source.trim_end_matches('.')));
        if !self.texts.contains(&text) {
            self.texts.push(text);
        }
        if !self.sources.contains(&source) {
            self.sources.push(source);
        }
    }

    fn line(&self) -> String {
        format!("- {}: {} Source: {}.", self.id, self.texts.join(" "), self.sources.join("; "))
    }
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
    for operation in api.operations.iter().filter(|operation| operation.variant.is_none()) {
        places.push(operation.pointer.clone());
        places.extend(operation.parameters.iter().map(|parameter| parameter.pointer.clone()));
        places.extend(operation.headers.iter().map(|header| header.pointer.clone()));
    }
    places
}

/// Where changes are told: the innermost documented place around each, or those directly inside it that no later
/// action added. A place inside another that is told already says nothing new.
fn homes(changed: &[Pointer], later: &[&Pointer], places: &[(Pointer, Pointer)]) -> BTreeSet<Pointer> {
    let mut homes: BTreeSet<&(Pointer, Pointer)> = BTreeSet::new();
    for change in changed {
        let around = places.iter().filter(|(origin, _)| change.strip_prefix(origin).is_some());
        match around.max_by_key(|(origin, _)| origin.as_str().len()) {
            Some(place) => _ = homes.insert(place),
            None => homes.extend(places.iter().filter(|(origin, _)| {
                let added_later = later.iter().any(|later| {
                    later.as_str().len() > change.as_str().len() && origin.strip_prefix(later).is_some()
                });
                origin.strip_prefix(change).is_some() && !added_later
            })),
        }
    }
    let told = |origin: &Pointer| {
        homes.iter().any(|(other, _)| other != origin && origin.strip_prefix(other).is_some())
    };
    homes.iter().filter(|(origin, _)| !told(origin)).map(|(_, at)| at.clone()).collect()
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
        operations: api.operation_count(),
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
