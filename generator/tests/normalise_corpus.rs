//! Real documents: every piece of what `normalise` makes of them must be one that `openapiv3` reads, and
//! normalising it once more must change nothing. Runs where the corpus is at hand, `../../shared/corpus`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use openapiv3::{Header, Operation, Parameter, ReferenceOr, RequestBody, Response, Schema, SecurityScheme};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use truespec::diagnostic::{FileId, Report};
use truespec::normalise::normalise;
use truespec::pointer::Pointer;
use truespec::provenance::Provenance;

/// Documents of peers that are broken on purpose in a way that no normal form can mend, with the reason.
const BROKEN: &[(&str, &str)] = &[];

#[test]
fn every_piece_is_read_by_openapiv3() {
    let Some(root) = corpus() else { return };
    let mut failures = String::new();
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut documents, mut slowest) = (0, (Duration::ZERO, PathBuf::new()));
    for (path, document) in documents_of(&root) {
        documents += 1;
        let name = path.strip_prefix(&root).unwrap().display().to_string();
        let (started, mut report) = (Instant::now(), Report::default());
        let mut provenance = Provenance::new(FileId(0));
        let Some(normal) = normalise(document, &mut provenance, &mut report) else {
            writeln!(failures, "{name}: not taken for an OpenAPI document").unwrap();
            continue;
        };
        slowest = slowest.max((started.elapsed(), path.clone()));
        for said in &report.diagnostics {
            *codes.entry(said.code.id).or_default() += 1;
            if std::env::var_os("TRUESPEC_SHOW").is_some() {
                println!("{name} | {} | {:?} | {}", said.code.id, said.place, said.message);
            }
        }
        if !BROKEN.iter().any(|(broken, _)| name.ends_with(broken)) {
            check(&normal, &name, &mut failures);
        }
        let mut again = Report::default();
        let twice = normalise(normal.clone(), &mut Provenance::new(FileId(0)), &mut again);
        if let Some(at) = twice.and_then(|twice| difference(&normal, &twice, &Pointer::root())) {
            writeln!(failures, "{name}: normalising again changes {at}").unwrap();
        }
    }
    println!("{documents} documents, slowest {:?} {}", slowest.0, slowest.1.display());
    println!("said: {codes:?}");
    assert!(failures.is_empty(), "{} failures\n{failures}", failures.lines().count());
}

/// The corpus, if it is here.
fn corpus() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    if !root.is_dir() {
        println!("skipped: there is no corpus at {}", root.display());
    }
    root.is_dir().then_some(root)
}

/// Every file of vendors and peers that can be read and says that it is an OpenAPI document.
fn documents_of(root: &Path) -> impl Iterator<Item = (PathBuf, Value)> {
    let mut files = Vec::new();
    let mut folders = vec![root.join("vendor"), root.join("peer")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    files.into_iter().filter_map(|path| {
        let text = std::fs::read_to_string(&path).ok()?;
        let document: Value = serde_json::from_str(&text).ok().or_else(|| serde_yaml::from_str(&text).ok())?;
        let is_openapi = document.get("openapi").is_some() || document.get("swagger").is_some();
        is_openapi.then_some((path, document))
    })
}

/// Reads every piece with `openapiv3`.
fn check(document: &Value, name: &str, failures: &mut String) {
    let mut check = Check { name, failures };
    let components = Pointer::root().join("components");
    let section = |key: &str| (document["components"][key].as_object(), components.join(key));
    check.each::<ReferenceOr<Schema>>(section("schemas"));
    check.each::<ReferenceOr<Response>>(section("responses"));
    check.each::<ReferenceOr<Parameter>>(section("parameters"));
    check.each::<ReferenceOr<RequestBody>>(section("requestBodies"));
    check.each::<ReferenceOr<Header>>(section("headers"));
    check.each::<ReferenceOr<SecurityScheme>>(section("securitySchemes"));
    for root in ["paths", "x-truespec-webhooks"] {
        let at = Pointer::root().join(root);
        for (path, item) in document[root].as_object().into_iter().flatten() {
            if !path.starts_with("x-") {
                check.path_item(item, &at.join(path));
            }
        }
    }
    for (key, item) in section("pathItems").0.into_iter().flatten() {
        check.path_item(item, &section("pathItems").1.join(key));
    }
    let pieces = ["paths", "components"];
    let mut frame = document.as_object().unwrap().clone();
    frame.retain(|key, _| !pieces.contains(&key.as_str()));
    frame.insert("paths".into(), Value::Object(Map::new()));
    check.piece::<openapiv3::OpenAPI>(&Value::Object(frame), &Pointer::root());
}

struct Check<'a> {
    name: &'a str,
    failures: &'a mut String,
}

impl Check<'_> {
    fn each<T: DeserializeOwned>(&mut self, (section, at): (Option<&Map<String, Value>>, Pointer)) {
        if section.is_none() {
            self.failed(&at, "no object");
        }
        for (key, value) in section.into_iter().flatten() {
            self.piece::<T>(value, &at.join(key));
        }
    }

    fn path_item(&mut self, item: &Value, at: &Pointer) {
        let Some(item) = item.as_object() else { return self.failed(at, "no object") };
        for parameter in item.get("parameters").and_then(Value::as_array).into_iter().flatten() {
            self.piece::<ReferenceOr<Parameter>>(parameter, &at.join("parameters"));
        }
        for method in ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"] {
            if let Some(operation) = item.get(method) {
                self.piece::<Operation>(operation, &at.join(method));
            }
        }
        let more = item.get("additionalOperations").and_then(Value::as_object);
        for (method, operation) in more.into_iter().flatten() {
            self.piece::<Operation>(operation, &at.join("additionalOperations").join(method));
        }
    }

    fn piece<T: DeserializeOwned>(&mut self, value: &Value, at: &Pointer) {
        if let Err(error) = T::deserialize(value) {
            self.failed(at, &error.to_string());
        }
    }

    fn failed(&mut self, at: &Pointer, why: &str) {
        writeln!(self.failures, "{} | {at} | {why}", self.name).unwrap();
    }
}

/// The first place where two values differ.
fn difference(one: &Value, other: &Value, at: &Pointer) -> Option<Pointer> {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            if let Some(new) = other.keys().find(|key| !one.contains_key(*key)) {
                return Some(at.join(new));
            }
            one.iter().find_map(|(key, one)| match other.get(key) {
                Some(other) => difference(one, other, &at.join(key)),
                None => Some(at.join(key)),
            })
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            let mut pairs = one.iter().zip(other).enumerate();
            pairs.find_map(|(index, (one, other))| difference(one, other, &at.join(index)))
        }
        _ => (one != other).then(|| at.clone()),
    }
}

/// The largest document there is, timed: `cargo test --release -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement"]
fn time_github() {
    let Some(root) = corpus() else { return };
    let text = std::fs::read_to_string(root.join("vendor/github.json")).unwrap();
    for _ in 0..5 {
        let document: Value = serde_json::from_str(&text).unwrap();
        let (mut provenance, mut report) = (Provenance::new(FileId(0)), Report::default());
        let started = Instant::now();
        let normal = normalise(document, &mut provenance, &mut report);
        println!("{:?}, {} diagnostics", started.elapsed(), report.diagnostics.len());
        drop(normal);
    }
}
