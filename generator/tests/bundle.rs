//! Bundling: every kind of reference to another file, names and collisions, refusals; and real multi-file documents
//! where they are at hand.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::Value;
use truespec::base::pointer::Pointer;
use truespec::diagnostic::provenance::Provenance;
use truespec::diagnostic::render::lines;
use truespec::diagnostic::{Files, Report};
use truespec::input::bundle::{Map, Site, bundle};
use truespec::input::dump::dump;
use truespec::input::load::load;

struct Bundled {
    value: Value,
    files: Files,
    provenance: Provenance,
    report: Report,
}

fn run(path: &Path, name: &str, allowed: &Path) -> Bundled {
    let (mut files, mut report) = (Files::default(), Report::default());
    let id = files.add(name, std::fs::read_to_string(path).unwrap());
    let mut value = load(&files, id, &mut report).unwrap();
    let mut provenance = Provenance::new(id);
    let map = Map::new();
    let site = Site { file: id, path, allowed, map: &map, has_settings: false };
    bundle(&mut value, site, &mut files, &mut provenance, &mut report);
    Bundled { value, files, provenance, report }
}

fn own(name: &str) -> Bundled {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bundle").join(name).join("root.yaml");
    run(&path, "specs/root.yaml", path.parent().unwrap())
}

fn origin(bundled: &Bundled, pointer: &str) -> String {
    let (file, pointer) = bundled.provenance.origin(&Pointer::parse(pointer).unwrap());
    format!("{}#{pointer}", bundled.files.get(file).unwrap().name)
}

#[test]
fn openapi_3() {
    let bundled = own("plain");
    assert_eq!(lines(&bundled.report, &bundled.files), Vec::<String>::new());
    insta::assert_snapshot!(dump(&bundled.value, ""));
    let cases = [
        ("/info/description", "specs/texts.yml#/intro"),
        ("/paths/~1cats/get/operationId", "specs/paths/cats.yml#/get/operationId"),
        ("/paths/~1cats/description", "specs/root.yaml#/paths/~1cats/description"),
        ("/components/schemas/cat/properties/status", "specs/cats/cat.yml#/properties/status"),
        ("/components/parameters/limit/name", "specs/models/parameters.yml#/limit/name"),
        ("/paths/~1dogs/get", "specs/root.yaml#/paths/~1dogs/get"),
    ];
    for (pointer, expected) in cases {
        assert_eq!(origin(&bundled, pointer), expected);
    }
}

#[test]
fn swagger_2() {
    let bundled = own("swagger");
    assert_eq!(lines(&bundled.report, &bundled.files), Vec::<String>::new());
    insta::assert_snapshot!(dump(&bundled.value, ""));
    assert_eq!(origin(&bundled, "/responses/ok/headers/X-A/type"), "specs/parts.yaml#/header/type");
}

#[test]
fn refusals() {
    let bundled = own("hostile");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bundle/hostile").canonicalize().unwrap();
    let said =
        lines(&bundled.report, &bundled.files).join("\n").replace(folder.to_str().unwrap(), "<folder>");
    insta::assert_snapshot!(said);
    assert_eq!(bundled.value["components"]["schemas"]["Remote"].to_string(), r#"{"description":"kept"}"#);
}

#[cfg(unix)]
#[test]
fn links_do_not_lead_outside() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("links");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("inside")).unwrap();
    std::fs::write(folder.join("secret.yml"), "type: string\n").unwrap();
    std::os::unix::fs::symlink("../secret.yml", folder.join("inside/link.yml")).unwrap();
    let root = folder.join("inside/root.yaml");
    std::fs::write(&root, "openapi: 3.0.0\ncomponents: {schemas: {A: {$ref: link.yml}}}\n").unwrap();
    let bundled = run(&root, "root.yaml", &folder.join("inside"));
    assert_eq!(bundled.report.diagnostics[0].code.id, "TS402");
    let bundled = run(&root, "root.yaml", &folder);
    assert!(bundled.report.diagnostics.is_empty());
}

/// Every `$ref` text that is not a pointer to something in the document.
fn unresolved(root: &Value, node: &Value, found: &mut Vec<String>) {
    match node {
        Value::Array(items) => items.iter().for_each(|item| unresolved(root, item, found)),
        Value::Object(map) => {
            if let Some(reference) = map.get("$ref").and_then(Value::as_str) {
                let pointer = reference.strip_prefix('#').and_then(Pointer::from_fragment);
                if pointer.is_none_or(|pointer| root.pointer(pointer.as_str()).is_none()) {
                    found.push(reference.to_owned());
                }
            }
            // Data may look like a reference without being one.
            let content = map.iter().filter(|(key, _)| !key.starts_with("x-") && *key != "example");
            content.for_each(|(_, value)| unresolved(root, value, found));
        }
        _ => {}
    }
}

fn corpus(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus").join(name);
    if !path.exists() {
        println!("skipped: {} is not there", path.display());
        return None;
    }
    Some(path)
}

#[test]
fn digitalocean() {
    let Some(path) = corpus("vendor/digitalocean/DigitalOcean-public.v2.yaml") else { return };
    let started = Instant::now();
    let bundled = run(&path, "digitalocean/DigitalOcean-public.v2.yaml", path.parent().unwrap());
    println!("digitalocean bundled in {:?}", started.elapsed());
    let mut found = Vec::new();
    unresolved(&bundled.value, &bundled.value, &mut found);
    assert_eq!(found, Vec::<String>::new());
    assert!(!bundled.report.has_errors(), "{}", lines(&bundled.report, &bundled.files).join("\n"));
    for (section, map) in bundled.value["components"].as_object().unwrap() {
        println!("{section}: {}", map.as_object().unwrap().len());
    }
    println!("{}", lines(&bundled.report, &bundled.files).join("\n"));
    let names = bundled.value["components"]["schemas"].as_object().unwrap().keys();
    let mut qualified: Vec<_> = names.clone().filter(|name| name.matches('_').count() > 4).take(60).collect();
    qualified.sort();
    println!("{} {qualified:?}", names.len());
    println!("longest name: {:?}", names.max_by_key(|name| name.len()));
}

#[test]
fn peers() {
    let documents = [
        ("peer/ogen/positive/file_reference.yml", 0),
        ("peer/ogen-parser/remotes/api/spec.json", 0),
        ("peer/hey-api/2.0.x/full.yaml", 0),
        ("peer/hey-api/3.0.x/external.yaml", 0),
        ("peer/hey-api/3.0.x/ref-duplicate-url.yaml", 0),
        ("peer/hey-api/3.1.x/external.yaml", 0),
        ("peer/hey-api/3.1.x/full.yaml", 0),
        ("peer/hey-api/json-schema-ref-parser/main-with-external-siblings.json", 0),
        ("peer/hey-api/json-schema-ref-parser/multiple-refs.json", 0),
        ("peer/hey-api/json-schema-ref-parser/redfish-like.yaml", 0),
        ("peer/hey-api/json-schema-ref-parser/sibling-schema-collision-root.json", 0),
        ("peer/hey-api/json-schema-ref-parser/sibling-schema-direct-root.json", 0),
        ("peer/hey-api/json-schema-ref-parser/sibling-schema-extended-root.json", 0),
        ("peer/hey-api/json-schema-ref-parser/sibling-schema-multi-root.json", 0),
        ("peer/hey-api/json-schema-ref-parser/sibling-schema-root.json", 0),
        ("peer/oai/learn/v2.0/json/petstore-separate/spec/swagger.json", 0),
        ("peer/oai/learn/v2.0/yaml/petstore-separate/spec/swagger.yaml", 0),
        ("peer/oapi-codegen/examples/import-mapping/admin/api.yaml", 0),
        ("peer/oapi-codegen/internal-test/references/external/path_item_refs/foo-service.yaml", 0),
        ("peer/oapi-codegen/internal-test/references/external/response_refs/pkg1.yaml", 0),
        ("peer/oapi-codegen/internal-test/references/multipackage/discriminated_union_allof/spec.yaml", 0),
        ("peer/oapi-codegen/internal-test/references/multipackage/header_ref/spec.yaml", 0),
        ("peer/oapi-codegen/internal-test/references/multipackage/parent_child/child.api.yaml", 0),
        ("peer/oapi-codegen/internal-test/references/multipackage/spec.yaml", 0),
    ];
    for (name, expected) in documents {
        let Some(path) = corpus(name) else { continue };
        let bundled = run(&path, name, path.parent().unwrap().parent().unwrap());
        let mut found = Vec::new();
        unresolved(&bundled.value, &bundled.value, &mut found);
        let schemas = bundled.value.pointer("/components/schemas").or(bundled.value.get("definitions"));
        let names: Vec<_> = schemas.and_then(Value::as_object).into_iter().flat_map(|it| it.keys()).collect();
        println!("{name}: {} unresolved {found:?}\n  {names:?}", found.len());
        println!("{}", lines(&bundled.report, &bundled.files).join("\n"));
        assert_eq!(found.len(), expected, "{name}");
    }
}
