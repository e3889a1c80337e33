//! What overlays changed, brought to the parts of the IR it belongs to and to the words of `QUIRKS.md`.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::pointer::Pointer;
use crate::diagnostic::FileId;
use crate::diagnostic::provenance::Provenance;
use crate::input::overlay::{Applied, Quirk};
use crate::ir::{Api, Shape};
use crate::rust::names::Names;
use crate::rust::print::{self, Described, DescribedQuirk, Notes};
use crate::text::markdown::{code, inline, one_line, text as plain};

/// An action that so many of the operations tell of, and at least so many, is told once, at the client.
const SHARE: (usize, usize) = (1, 2);
const AT_LEAST: usize = 4;

/// The sentences that quirks add to the documentation, by place in the normalised document: one a quirk, whatever
/// the number of its actions. What most operations have in common is at the root, and each of them refers to it.
pub fn notes(api: &Api, applied: &[Applied], document: FileId, provenance: &Provenance) -> Notes {
    if applied.iter().all(|action| action.quirk.is_none()) {
        return Notes::new();
    }
    let documented = documented(api);
    let places: Vec<(Pointer, Pointer)> = documented
        .keys()
        .map(|at| (provenance.origin(at), at.clone()))
        .filter(|((file, _), _)| *file == document)
        .map(|((_, origin), at)| (origin, at))
        .collect();
    let mut said = Sayings::new();
    for (index, action) in applied.iter().enumerate() {
        let Some(quirk) = &action.quirk else { continue };
        let description = action.description.as_deref();
        let later: Vec<&Pointer> = applied[index + 1..].iter().flat_map(|action| &action.changed).collect();
        let changed = if action.changed.is_empty() { &action.matched } else { &action.changed };
        let homes = homes(changed, &later, &places);
        let general = is_general(&homes, api);
        if general {
            say(&mut said, Pointer::root(), false, quirk, description);
        }
        homes.into_iter().for_each(|at| say(&mut said, at, general, quirk, description));
    }
    let lines = |(at, said): (Pointer, Vec<Said>)| {
        let depth = documented.get(&at).copied().unwrap_or(Depth::Operations);
        let own = said.iter().filter(|said| !said.general).map(Said::line);
        let lines = own.chain(reference(&said, depth)).collect();
        (at, lines)
    };
    said.into_iter().map(lines).collect()
}

/// Adds what an action says to a place.
fn say(said: &mut Sayings, at: Pointer, general: bool, quirk: &Quirk, text: Option<&str>) {
    let here = said.entry(at).or_default();
    match here.iter_mut().find(|said| said.id == quirk.id && said.general == general) {
        Some(said) => said.add(text, &quirk.source),
        None => here.push(Said::new(quirk, text, general)),
    }
}

/// Whether most of the operations are where an action is told.
fn is_general(homes: &BTreeSet<Pointer>, api: &Api) -> bool {
    if homes.len() < AT_LEAST {
        return false;
    }
    let operations = api.operations.iter().filter(|operation| operation.variant.is_none());
    let (mut told, mut all) = (0, 0);
    for operation in operations {
        all += 1;
        told += usize::from(homes.iter().any(|home| home.strip_prefix(&operation.pointer).is_some()));
    }
    told >= AT_LEAST && told * SHARE.1 > all * SHARE.0
}

/// What a place says of quirks that are told at the client: where to look.
fn reference(said: &[Said], depth: Depth) -> Option<String> {
    let ids: Vec<&str> = said.iter().filter(|said| said.general).map(|said| said.id.as_str()).collect();
    let path = match depth {
        Depth::Operations => print::CLIENT_OF_GROUP,
        Depth::Types => print::CLIENT_OF_TYPE,
    };
    (!ids.is_empty())
        .then(|| format!("- {}: applies to most operations, see [`Client`]({path}).", plain(&ids.join(", "))))
}

type Sayings = BTreeMap<Pointer, Vec<Said>>;

/// A quirk as one place speaks of it.
struct Said {
    id: String,
    /// It is told in full at the client.
    general: bool,
    texts: Vec<String>,
    sources: Vec<String>,
}

impl Said {
    fn new(quirk: &Quirk, text: Option<&str>, general: bool) -> Self {
        let mut said = Self { id: quirk.id.clone(), general, texts: Vec::new(), sources: Vec::new() };
        said.add(text, &quirk.source);
        said
    }

    fn add(&mut self, text: Option<&str>, source: &str) {
        let text = inline(&one_line(text.unwrap_or_default()));
        let source = inline(&one_line(source.trim_end_matches('.')));
        if !self.texts.contains(&text) {
            self.texts.push(text);
        }
        if !self.sources.contains(&source) {
            self.sources.push(source);
        }
    }

    fn line(&self) -> String {
        format!("- {}: {} Source: {}.", plain(&self.id), self.texts.join(" "), self.sources.join("; "))
    }
}

/// How far below the API's module the documentation of a place stands.
#[derive(Clone, Copy)]
enum Depth {
    /// In the file of a group.
    Operations,
    /// In a file below `types`.
    Types,
}

/// Every place that has documentation of its own.
fn documented(api: &Api) -> BTreeMap<Pointer, Depth> {
    let mut places = BTreeMap::new();
    for def in &api.types {
        places.insert(def.pointer.clone(), Depth::Types);
        if let Shape::Object(object) = &def.shape {
            places.extend(object.fields.iter().map(|field| (field.pointer.clone(), Depth::Types)));
        }
    }
    for operation in api.operations.iter().filter(|operation| operation.variant.is_none()) {
        let parameters = operation.parameters.iter().map(|parameter| &parameter.pointer);
        let headers = operation.headers.iter().map(|header| &header.pointer);
        let all = [&operation.pointer].into_iter().chain(parameters).chain(headers);
        places.extend(all.map(|at| (at.clone(), Depth::Operations)));
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
pub fn described(api: &Api, names: &Names, module: Option<&str>, applied: &[Applied]) -> Described {
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
    let left_out = api
        .left_out
        .iter()
        .map(|left| format!("{}: {}", code(&format!("{} {}", left.method, left.path)), left.code));
    Described {
        module: module.map(str::to_owned),
        title: format!("{} {}", api.title, api.version).trim().to_owned(),
        operations: names.operation_count(api),
        types: names.type_count(api),
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
