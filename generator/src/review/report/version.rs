//! A version of the crate: the surface of each API, and the documents that it is generated from, with corrections.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::Built;
use crate::base::pointer::Pointer;
use crate::diagnostic::provenance::Provenance;
use crate::diagnostic::{FileId, Files, Report};
use crate::input::load;
use crate::review::diff::{Module, successor};
use crate::review::surface::{Item, ItemKind, Surface, surface};
use crate::source::{ApiSource, Settings};

/// Every API of a version.
#[derive(Debug, Default)]
pub struct Version {
    pub(super) modules: Vec<Module>,
    documents: Vec<Documents>,
}

/// The documents of an API.
#[derive(Debug)]
struct Documents {
    title: String,
    /// Its own document, corrected.
    own: Value,
    /// The other files that types and operations come from, as they were read.
    others: BTreeMap<FileId, Value>,
    provenance: Provenance,
    /// Where each operation is, by method and path.
    operations: BTreeMap<String, Pointer>,
}

/// An API of a version.
#[derive(Clone, Copy)]
pub(super) struct ApiVersion<'a> {
    pub(super) module: Option<&'a str>,
    /// `info.title` and `info.version`.
    pub(super) title: &'a str,
    pub(super) surface: &'a Surface,
    documents: &'a Documents,
}

/// Builds every API, and returns the diagnostics of each with the texts that they refer to. There is no version if any of
/// them has errors.
///
/// It is the next version after `older`; `given` holds what stands in for files.
pub fn read(
    apis: &[ApiSource],
    settings: &Settings,
    older: Option<&Version>,
    given: &Files,
) -> (Option<Version>, Vec<(Report, Files)>) {
    let (mut version, mut found) = (Some(Version::default()), Vec::new());
    let older = older.map_or(&[][..], |older| &older.modules);
    for api in apis {
        let api = &*successor(api, older);
        let (built, report, texts) = crate::inspect_from(settings.clone(), api, given.clone());
        let documents = built.as_ref().filter(|_| !report.has_errors());
        let documents = documents.and_then(|built| Documents::new(built, api, &texts));
        match (built, documents, &mut version) {
            (Some(built), Some(documents), Some(version)) => {
                version.modules.push((built.module.clone(), surface(&built, settings.scalars)));
                version.documents.push(documents);
            }
            _ => version = None,
        }
        found.push((report, texts));
    }
    (version, found)
}

impl Version {
    /// Returns every API.
    pub(super) fn apis(&self) -> impl Iterator<Item = ApiVersion<'_>> {
        let both = self.modules.iter().zip(&self.documents);
        both.map(|((module, surface), documents)| ApiVersion {
            module: module.as_deref(),
            title: &documents.title,
            surface,
            documents,
        })
    }

    /// Returns the API of a path below the crate, and the path below the API.
    pub(super) fn find<'a, 'p>(&'a self, path: &'p str) -> Option<(ApiVersion<'a>, &'p str)> {
        self.apis().find_map(|api| {
            let rest = match api.module {
                None => path,
                Some(module) => path.strip_prefix(module)?.strip_prefix("::")?,
            };
            Some((api, rest))
        })
    }
}

impl Documents {
    fn new(built: &Built, source: &ApiSource, texts: &Files) -> Option<Self> {
        let own = crate::corrected_root(source, texts)?;
        let provenance = built.provenance.clone();
        let (root, _) = provenance.origin(&Pointer::root());
        let types = built.api.types.iter().map(|def| &def.pointer);
        let files: BTreeSet<FileId> = types.map(|at| provenance.origin(at).0).collect();
        let others = files.into_iter().filter(|file| *file != root);
        let others = others
            .filter_map(|file| Some((file, load::load(texts, file, &mut Report::default())?)))
            .collect();
        let operations = built.api.operations.iter().map(|operation| {
            let place = format!("{} {}", operation.method, operation.path);
            (place, provenance.origin(&operation.pointer).1)
        });
        let operations = operations.collect();
        let title = format!("{} {}", built.api.title, built.api.version).trim().to_owned();
        Some(Self { title, own, others, provenance, operations })
    }
}

impl<'a> ApiVersion<'a> {
    /// Returns the value at a pointer: of the document itself, or of the file that it was read from.
    pub(super) fn value(&self, at: &Pointer) -> Option<&'a Value> {
        let documents = self.documents;
        documents.own.pointer(at.as_str()).or_else(|| {
            let (file, at) = documents.provenance.origin(at);
            documents.others.get(&file)?.pointer(at.as_str())
        })
    }

    /// Returns where an operation is in the document, by method and path.
    pub(super) fn operation(&self, place: &str) -> Option<&'a Pointer> {
        self.documents.operations.get(place)
    }

    /// Returns an item with its parents, the item first.
    pub(super) fn with_parents<'p>(&self, path: &'p str) -> impl Iterator<Item = (&'p str, &'a Item)>
    where
        'a: 'p,
    {
        let surface: &'a Surface = self.surface;
        let item = |path: &'p str| Some((path, surface.items.get(path)?));
        let parent = move |(_, of): &(&'p str, &'a Item)| item(of.parent.as_deref()?);
        std::iter::successors(item(path), parent).take(MAX_PARENTS)
    }

    /// Returns the type or the operation that an item belongs to.
    pub(super) fn owner<'p>(&self, path: &'p str) -> Option<(&'p str, &'a Item)>
    where
        'a: 'p,
    {
        self.with_parents(path).find(|(_, item)| matches!(item.kind, ItemKind::Type | ItemKind::Operation))
    }
}

/// More parents than any item has.
const MAX_PARENTS: usize = 8;
