//! How fast reading is, on the largest documents at hand: `cargo test --release --test input_timing -- --ignored --nocapture`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

use std::time::{Duration, Instant};

use truespec::base::pointer::Pointer;
use truespec::diagnostic::locate::{locate, locate_all};
use truespec::diagnostic::provenance::Provenance;
use truespec::diagnostic::{Files, Report};
use truespec::input::bundle::{Map, Site, bundle};
use truespec::input::load::load;

fn corpus(name: &str) -> Option<String> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus").join(name);
    std::fs::read_to_string(path).ok()
}

/// The best of five.
fn best<T>(mut run: impl FnMut() -> T) -> Duration {
    let times = (0..5).map(|_| {
        let started = Instant::now();
        std::hint::black_box(run());
        started.elapsed()
    });
    times.min().unwrap()
}

#[test]
#[ignore = "measures; needs the corpus and a release build"]
fn json_against_serde_json() {
    let Some(text) = corpus("vendor/github.json") else { return println!("skipped: no vendor/github.json") };
    let mut files = Files::default();
    let id = files.add("github.json", text.clone());
    let plain = best(|| serde_json::from_str::<serde_json::Value>(&text).unwrap());
    let ours = best(|| load(&files, id, &mut Report::default()).unwrap());
    println!(
        "github.json: serde_json {plain:?}, load {ours:?}, ratio {:.2}",
        ours.as_secs_f64() / plain.as_secs_f64()
    );
    let pointer = Pointer::parse("/components/x-webhooks/none").unwrap();
    println!("locate one: {:?}", best(|| locate(&text, &pointer)));
    let value = load(&files, id, &mut Report::default()).unwrap();
    let schemas = Pointer::parse("/components/schemas").unwrap();
    let names = value["components"]["schemas"].as_object().unwrap().keys();
    let many: Vec<_> = names.map(|name| schemas.join(name)).collect();
    println!("locate {}: {:?}", many.len(), best(|| locate_all(&text, &many.iter().collect::<Vec<_>>())));
}

#[test]
#[ignore = "measures; needs the corpus and a release build"]
fn yaml() {
    for name in ["vendor/stripe_2023-09.yaml", "vendor/openai.yaml", "vendor/airbyte_sdk.yaml"] {
        let Some(text) = corpus(name) else { return println!("skipped: no {name}") };
        let mut files = Files::default();
        let id = files.add(name, text.clone());
        let took = best(|| load(&files, id, &mut Report::default()).unwrap());
        println!("{name}: {took:?}, {:.1} MB/s", text.len() as f64 / 1e6 / took.as_secs_f64());
        let pointer = Pointer::parse("/components/schemas").unwrap();
        println!("  locate: {:?}", best(|| locate(&text, &pointer)));
    }
}

#[test]
#[ignore = "measures; needs the corpus and a release build"]
fn bundling() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/vendor");
    for name in ["digitalocean/DigitalOcean-public.v2.yaml", "github.json"] {
        let path = folder.join(name);
        let Ok(text) = std::fs::read_to_string(&path) else { return println!("skipped: no {name}") };
        let mut files = Files::default();
        let id = files.add(name, text);
        let value = load(&files, id, &mut Report::default()).unwrap();
        let took = best(|| {
            let (mut value, mut files, mut provenance) = (value.clone(), files.clone(), Provenance::new(id));
            let root = path.parent().unwrap();
            let map = Map::new();
            let site = Site { file: id, path: &path, allowed: root, map: &map, has_settings: false };
            bundle(&mut value, site, &mut files, &mut provenance, &mut Report::default());
            value
        });
        println!(
            "bundle {name}: {took:?}, of which {:?} to copy the input",
            best(|| (value.clone(), files.clone()))
        );
    }
}
