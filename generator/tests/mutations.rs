//! Documents with random damage: each generates Rust or is refused with a place, and nothing panics.
//!
//! The damage follows from the document and the round alone; `TRUESPEC_MUTATIONS` gives another number of rounds.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use truespec::diagnostic::{Files, Report, Severity, render};
use truespec::input::load::load;
use truespec::source::{ApiSource, Settings, Sources};
use truespec::{Generated, generate};

/// Small documents of many kinds: dialects, vendors, ways of writing.
const VENDORS: &[&str] = &[
    "redocly_museum.yaml",
    "swagger_petstore.yaml",
    "train_travel.yaml",
    "ollama.yaml",
    "omicron_nexus_internal.json",
    "dify_agent.json",
    "st31_rentcast_1.0.json",
    "pinecone_db_data.yaml",
    "pinecone_assistant.yaml",
    "notion.json",
    "st31_adyen_TerminalAPI-v1_1.json",
    "replicate_tryagi.json",
    "dify_completion.json",
    "firecrawl_v1.json",
    "omicron_gateway.json",
    "pinecone_db_control.yaml",
    "e2b.yml",
    "netlify_swagger2.yml",
    "openfga_swagger2.json",
    "keycloak_apisguru.json",
];

/// How long the run may take; what it has not come to by then it leaves.
const LIMIT: Duration = Duration::from_secs(60);

/// The documents that are there: vendors' and those of `tests/features`.
fn documents() -> Vec<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let vendors = here.join("../../shared/corpus/vendor");
    let mut all: Vec<PathBuf> = VENDORS.iter().map(|name| vendors.join(name)).collect();
    all.push(here.join("tests/bundle/plain/root.yaml"));
    let mut folders = vec![here.join("tests/features")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
            if path.is_dir() {
                folders.push(path);
            } else if [".yaml", ".yml", ".json"].iter().any(|end| name.ends_with(end)) {
                all.push(path);
            }
        }
    }
    all[VENDORS.len()..].sort();
    all.retain(|path| path.exists());
    all
}

/// A small generator of pseudo-random numbers (xorshift), the same in every run.
struct Random(u64);

impl Random {
    fn new(document: usize, round: usize) -> Self {
        let mut random = Self(0x9E37_79B9_7F4A_7C15 ^ ((document as u64) << 32) ^ (round as u64 + 1));
        for _ in 0..8 {
            let _ = random.below(2);
        }
        random
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit.max(1)
    }
}

/// A damaged document: now and then in its bytes, mostly in what it says.
fn damaged(text: &str, value: &Value, random: &mut Random) -> Vec<u8> {
    match random.below(8) {
        0 => text.as_bytes()[..random.below(text.len())].to_vec(),
        1 => {
            let mut bytes = text.as_bytes().to_vec();
            for _ in 0..=random.below(6) {
                let at = random.below(bytes.len());
                bytes[at] ^= 1 << random.below(8);
            }
            bytes
        }
        _ => {
            let mut value = value.clone();
            for _ in 0..=random.below(5) {
                change(&mut value, random);
            }
            serde_json::to_vec_pretty(&value).unwrap()
        }
    }
}

/// One change at a random place.
fn change(root: &mut Value, random: &mut Random) {
    let other = pick(root, random).clone();
    let here = pick(root, random);
    match (here, random.below(5)) {
        (Value::Object(map), what @ 0..=2) if !map.is_empty() => {
            let key = map.keys().nth(random.below(map.len())).cloned().unwrap_or_default();
            match what {
                0 => drop(map.shift_remove(&key)),
                1 => drop(map.insert(odd_name(&key, random), map[&key].clone())),
                _ => {
                    let taken = map.shift_remove(&key).unwrap_or_default();
                    map.insert(odd_name(&key, random), taken);
                }
            }
        }
        (Value::Array(items), what @ 0..=2) if !items.is_empty() => {
            let at = random.below(items.len());
            match what {
                0 => drop(items.remove(at)),
                1 => items.push(items[at].clone()),
                _ => items.reverse(),
            }
        }
        (here, 3) => *here = other,
        (here, _) => *here = odd_value(here, random),
    }
}

/// A random place, each level as likely as the next.
fn pick<'v>(value: &'v mut Value, random: &mut Random) -> &'v mut Value {
    let count = value.as_array().map(Vec::len).or_else(|| value.as_object().map(serde_json::Map::len));
    let count = count.unwrap_or(0);
    if count == 0 || random.below(12) == 0 {
        return value;
    }
    let at = random.below(count);
    match value {
        Value::Array(items) => pick(&mut items[at], random),
        Value::Object(map) => pick(map.values_mut().nth(at).unwrap(), random),
        other => other,
    }
}

fn odd_name(key: &str, random: &mut Random) -> String {
    const NAMES: &[&str] = &[
        "",
        " ",
        "type",
        "self",
        "Self",
        "$ref",
        "a/b~c",
        "été",
        "123",
        "{}",
        "{a}{b}",
        "get",
        "x-truespec-name",
        "\"",
        "*/",
        "r#type",
        "allOf",
        "oneOf",
        "nullable",
        "enum",
        "const",
        "default",
        "/",
        "4XX",
        "\u{202e}",
        "a\nb",
        "None",
    ];
    match random.below(4) {
        0 => format!("{key}_2"),
        1 => key.to_uppercase(),
        _ => NAMES[random.below(NAMES.len())].to_owned(),
    }
}

/// A value of another kind, or one of a kind with a surprise in it.
fn odd_value(old: &Value, random: &mut Random) -> Value {
    let odd = [
        Value::Null,
        json!(true),
        json!(-1),
        json!(1e300),
        json!(u64::MAX),
        json!(0.5),
        json!(""),
        json!("\u{0}"),
        json!("a */ b // c \"#"),
        json!("#/components/schemas"),
        json!("#/paths"),
        json!({"$ref": "#"}),
        json!({"$ref": "#/components/schemas/nothing"}),
        json!({"$ref": "../../x.yaml#/a"}),
        json!({"$ref": 3}),
        json!([]),
        json!({}),
        json!([null, 1, "a", {}]),
        json!({"type": ["string", "null"]}),
        json!({"type": "object", "properties": {"": {}, "a": {"$ref": "#/components"}}}),
        json!({"allOf": [{"type": "string"}, {"type": "object"}]}),
        json!({"oneOf": [{"type": "string"}, {"enum": [1, null, "", "-", "+"]}]}),
        json!({"enum": []}),
        json!("```\nloop {}\n```"),
        json!("/{a}/{a}/{b"),
        json!([old]),
        json!({"a": old}),
    ];
    odd[random.below(odd.len())].clone()
}

/// What is wrong with a run, if anything is.
fn fault(run: impl FnOnce() -> Generated) -> Option<String> {
    let generated = match catch_unwind(AssertUnwindSafe(run)) {
        Ok(generated) => generated,
        Err(panic) => {
            let text = panic.downcast_ref::<String>().cloned();
            let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            return Some(format!("panicked: {}", text.unwrap_or_default()));
        }
    };
    let errors = |code: &truespec::diagnostic::Code| code.severity == Severity::Error;
    if let Some(at) = generated.report.diagnostics.iter().position(|found| errors(found.code)) {
        let line = render::lines(&generated.report, &generated.texts).swap_remove(at);
        let placed = line.contains(&format!(": error[{}]", generated.report.diagnostics[at].code.id));
        return (!placed).then(|| format!("refused without a place: {line}"));
    }
    let sources = generated.files.iter().filter(|(path, _)| path.extension().is_some_and(|end| end == "rs"));
    let mut api = sources.filter(|(path, _)| !path.starts_with("src/runtime"));
    api.find_map(|(path, text)| {
        let error = syn::parse_file(text).err()?;
        Some(format!("{}: not Rust: {error}", path.display()))
    })
}

#[test]
fn damage_is_survived() {
    let documents = documents();
    let rounds: usize = std::env::var("TRUESPEC_MUTATIONS").map_or(60, |text| text.parse().unwrap());
    let folder = std::env::temp_dir().join(format!("truespec-mutations-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let originals: Vec<(String, Value)> = documents.iter().map(|path| read(path)).collect();
    let (next, started) = (AtomicUsize::new(0), Instant::now());
    let work = || {
        let mut found = Vec::new();
        while started.elapsed() < LIMIT {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let (round, document) = (at / documents.len(), at % documents.len());
            if round >= rounds {
                break;
            }
            let (text, value) = &originals[document];
            let bytes = damaged(text, value, &mut Random::new(document, round));
            let path = folder.join(format!("{document}-{round}.yaml"));
            std::fs::write(&path, bytes).unwrap();
            let api = ApiSource {
                module: None,
                document: path.clone(),
                overlays: Vec::new(),
                root: None,
                lenient: false,
                shown_from: folder.clone(),
                ..ApiSource::default()
            };
            let sources = Sources { settings: Settings::default(), apis: vec![api], threads: 1 };
            match fault(|| generate(&sources)) {
                Some(fault) => {
                    let name = documents[document].file_name().unwrap_or_default().to_string_lossy();
                    found.push(format!("{name}, round {round} ({}): {fault}", path.display()));
                }
                None => std::fs::remove_file(&path).unwrap(),
            }
        }
        found
    };
    let mut found = std::thread::scope(|scope| {
        let other = scope.spawn(work);
        let mut found = work();
        found.extend(other.join().unwrap());
        found
    });
    found.sort();
    let done = next.into_inner().min(rounds * documents.len());
    println!("{done} damaged documents of {} in {:.1} s", documents.len(), started.elapsed().as_secs_f64());
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n"));
    std::fs::remove_dir_all(&folder).unwrap();
}

fn read(path: &Path) -> (String, Value) {
    let text = std::fs::read_to_string(path).unwrap();
    let mut files = Files::default();
    let id = files.add("document", text.clone());
    (text, load(&files, id, &mut Report::default()).unwrap())
}
