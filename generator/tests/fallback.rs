//! How often a schema that says something ends as any JSON value, over every vendor document of the corpus beside the
//! repository: at most one use of a type in two hundred.
//!
//! `cargo test -p truespec --test fallback -- --nocapture` prints the table and the first places of each document.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;
use truespec::base::pointer::Pointer;
use truespec::diagnostic::provenance::Provenance;
use truespec::diagnostic::{Files, Report};
use truespec::ir::{Api, Object, Shape, Type, TypeDef, Union};
use truespec::{document, input::bundle, input::load, lower, normalise, source};

/// The share of uses, in thousandths, that may end as any JSON value although their schema says more.
const MOST: usize = 5;

/// What was counted in a document.
#[derive(Debug, Default)]
struct Counted {
    /// Uses of types: fields, values beyond them, variants, elements, what components stand for.
    uses: usize,
    /// Those that are any JSON value.
    any: usize,
    /// Those of them whose schema says more: where they are.
    fallen: Vec<String>,
    /// Those of them whose schema was not found again.
    lost: usize,
}

/// The corpus, where it is there.
fn corpus() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    folder.join("MANIFEST.tsv").exists().then_some(folder)
}

/// The vendors' documents, largest first.
fn documents(corpus: &Path) -> Vec<String> {
    let manifest = std::fs::read_to_string(corpus.join("MANIFEST.tsv")).unwrap();
    let rows = manifest.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
    let rows = rows.filter(|row| row[0].starts_with("vendor/") && !row[3].starts_with("overlay"));
    let mut found: Vec<(u64, String)> =
        rows.map(|row| (row[4].parse().unwrap(), row[0].to_owned())).collect();
    found.sort_by_key(|(bytes, _)| std::cmp::Reverse(*bytes));
    found.into_iter().map(|(_, path)| path).collect()
}

/// The normalised document and what became of it.
fn lowered(path: &Path) -> Option<(Value, Api)> {
    let (mut texts, mut report) = (Files::default(), Report::default());
    let folder = path.parent().unwrap();
    let file = source::read(path, folder, &mut texts, &mut report)?;
    let mut whole = load::load(&texts, file, &mut report)?;
    let mut provenance = Provenance::new(file);
    let map = bundle::Map::new();
    let site = bundle::Site { file, path, allowed: folder, map: &map, has_settings: false };
    bundle::bundle(&mut whole, site, &mut texts, &mut provenance, &mut report);
    let normal = normalise::normalise(whole, &mut provenance, &mut report)?;
    let records = document::read(normal.clone(), 1, &mut report);
    let api = lower::lower(
        &records,
        lower::Options { formats: &lower::Formats::new(), validate: false, optional_bodies: false },
        &mut report,
    );
    Some((normal, api))
}

fn count(path: &Path) -> Counted {
    let mut counted = Counted::default();
    let Some((document, api)) = lowered(path) else { return counted };
    for (_, def) in api.types() {
        let schema = document.pointer(def.pointer.as_str());
        match &def.shape {
            Shape::Alias(ty) => counted.use_of(&document, schema, ty, &def.pointer),
            Shape::Object(object) => counted.object(&document, schema, object, def),
            Shape::Union(union) => counted.union(&document, schema, union, def),
            Shape::Enum(_) | Shape::Merged => {}
        }
    }
    counted
}

impl Counted {
    fn object(&mut self, document: &Value, schema: Option<&Value>, object: &Object, def: &TypeDef) {
        for field in &object.fields {
            self.use_of(document, document.pointer(field.pointer.as_str()), &field.ty, &field.pointer);
        }
        if let Some(rest) = &object.rest {
            let schema = schema.and_then(|schema| part(document, schema, "additionalProperties", 0));
            self.use_of(document, schema, rest, &def.pointer.join("additionalProperties"));
        }
    }

    fn union(&mut self, document: &Value, schema: Option<&Value>, union: &Union, def: &TypeDef) {
        let branches = ["oneOf", "anyOf"].iter().find_map(|key| schema?.get(*key)?.as_array());
        let branches = branches.filter(|branches| branches.len() == union.variants.len());
        for (index, variant) in union.variants.iter().enumerate() {
            let schema = branches.and_then(|branches| branches.get(index));
            self.use_of(document, schema, &variant.ty, &def.pointer.join(index));
        }
    }

    /// Counts a use and the uses inside it; `schema` is what it was made of.
    fn use_of(&mut self, document: &Value, schema: Option<&Value>, ty: &Type, at: &Pointer) {
        self.uses += 1;
        let inside = |key| schema.and_then(|schema| part(document, schema, key, 0));
        match ty {
            Type::Any => {
                self.any += 1;
                match schema.map(|schema| says(document, schema, 0)) {
                    Some(true) => self.fallen.push(at.as_str().to_owned()),
                    Some(false) => {}
                    None => self.lost += usize::from(at.last().as_deref() != Some("required")),
                }
            }
            // A list that begins with certain elements says something of each.
            Type::Array(inner) => {
                let elements = inside("items").or(inside("x-truespec-prefix-items"));
                self.inner(document, elements, inner, &at.join("items"));
            }
            Type::Map(inner) => {
                self.inner(document, inside("additionalProperties"), inner, &at.join("additionalProperties"));
            }
            Type::Nullable(inner) => {
                self.uses -= 1;
                self.use_of(document, schema, inner, at);
            }
            _ => {}
        }
    }

    /// A list or map of which the document says nothing more is one of anything.
    fn inner(&mut self, document: &Value, schema: Option<&Value>, ty: &Type, at: &Pointer) {
        match (schema, ty) {
            (None, Type::Any) => (self.uses, self.any) = (self.uses + 1, self.any + 1),
            _ => self.use_of(document, schema, ty, at),
        }
    }
}

/// A keyword of a schema, its own or one that `allOf` or a reference brings in.
fn part<'d>(document: &'d Value, schema: &'d Value, key: &str, depth: usize) -> Option<&'d Value> {
    if depth > 16 {
        return None;
    }
    let own = schema.get(key);
    own.or_else(|| part(document, target(document, schema)?, key, depth + 1)).or_else(|| {
        let branches = schema.get("allOf")?.as_array()?;
        branches.iter().find_map(|branch| part(document, branch, key, depth + 1))
    })
}

fn target<'d>(document: &'d Value, schema: &Value) -> Option<&'d Value> {
    let reference = schema.get("$ref")?.as_str()?;
    document.pointer(Pointer::from_fragment(reference.strip_prefix('#')?)?.as_str())
}

/// Whether a schema says what a value may be.
fn says(document: &Value, schema: &Value, depth: usize) -> bool {
    const KEYWORDS: [&str; 8] =
        ["type", "properties", "enum", "items", "format", "pattern", "minLength", "x-truespec-prefix-items"];
    if depth > 16 {
        return false;
    }
    if let Value::Array(list) = schema {
        return list.iter().any(|schema| says(document, schema, depth + 1));
    }
    if schema.get("$ref").is_some() {
        return target(document, schema).is_none_or(|target| says(document, target, depth + 1));
    }
    let branches = |key: &str| schema.get(key).and_then(Value::as_array).filter(|list| !list.is_empty());
    let said = |branch: &Value| says(document, branch, depth + 1);
    KEYWORDS.iter().any(|key| schema.get(*key).is_some())
        || schema.get("additionalProperties").is_some_and(Value::is_object)
        || branches("allOf").is_some_and(|list| list.iter().any(said))
        || ["oneOf", "anyOf"].iter().any(|key| branches(key).is_some_and(|list| list.iter().all(said)))
}

/// On two threads, largest first; in the order of names.
fn on_two_threads(corpus: &Path, documents: &[String]) -> BTreeMap<String, Counted> {
    let next = AtomicUsize::new(0);
    let results = Mutex::new(BTreeMap::new());
    let work = || {
        while let Some(document) = documents.get(next.fetch_add(1, Ordering::Relaxed)) {
            let counted = count(&corpus.join(document));
            results.lock().unwrap().insert(document.clone(), counted);
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        work();
    });
    results.into_inner().unwrap()
}

#[test]
fn what_is_described_is_typed() {
    let Some(corpus) = corpus() else { return println!("skipped: ../shared/corpus is not there") };
    let results = on_two_threads(&corpus, &documents(&corpus));
    println!("{:<52} {:>8} {:>8} {:>8} {:>6}", "document", "uses", "any", "fallen", "lost");
    for (document, Counted { uses, any, fallen, lost }) in &results {
        println!("{document:<52} {uses:>8} {any:>8} {:>8} {lost:>6}", fallen.len());
        fallen.iter().take(4).for_each(|place| println!("    {place}"));
    }
    let sum = |of: fn(&Counted) -> usize| results.values().map(of).sum::<usize>();
    let (uses, any) = (sum(|counted| counted.uses), sum(|counted| counted.any));
    let (fallen, lost) = (sum(|counted| counted.fallen.len()), sum(|counted| counted.lost));
    println!("{:<52} {uses:>8} {any:>8} {fallen:>8} {lost:>6}", "total");
    assert!(uses > 0, "nothing was counted");
    assert!(
        (fallen + lost) * 1000 <= uses * MOST,
        "{fallen} of {uses} uses of a type are any JSON value although the document says more, {lost} cannot be told"
    );
}
