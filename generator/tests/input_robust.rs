//! The input side as a whole on what it may meet: real documents, and small ones with random damage.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

use std::path::{Path, PathBuf};

use serde_json::Value;
use truespec::base::pointer::Pointer;
use truespec::diagnostic::locate::locate_all;
use truespec::diagnostic::provenance::Provenance;
use truespec::diagnostic::render::{Style, json_lines, lines, text};
use truespec::diagnostic::{FileId, Files, Report};
use truespec::input::bundle::{Map, Site, bundle};
use truespec::input::load::load;
use truespec::input::overlay::{apply, parse};

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus")
}

fn members(value: &Value, at: &Pointer, out: &mut Vec<Pointer>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| {
            out.push(at.join(key));
            members(value, &at.join(key), out);
        }),
        Value::Array(items) => items.iter().enumerate().for_each(|(n, item)| members(item, &at.join(n), out)),
        _ => {}
    }
}

/// Every key of a real document is found exactly where it is written.
#[test]
fn every_key_is_located() {
    for name in [
        "notion.json",
        "train_travel.yaml",
        "redocly_museum.yaml",
        "spotify_official.yml",
        "plaid.yml",
        "box.json",
    ] {
        let Ok(source) = std::fs::read_to_string(corpus().join("vendor").join(name)) else {
            println!("skipped: vendor/{name} is not there");
            continue;
        };
        let mut files = Files::default();
        let id = files.add(name, source.clone());
        let value = load(&files, id, &mut Report::default()).unwrap();
        let mut pointers = Vec::new();
        members(&value, &Pointer::root(), &mut pointers);
        let lines: Vec<&str> = source.lines().collect();
        let places = locate_all(&source, &pointers.iter().collect::<Vec<_>>());
        for (pointer, (line, column)) in pointers.iter().zip(places) {
            let rest: String = lines[line - 1].chars().skip(column - 1).collect();
            let key = pointer.last().unwrap();
            assert!(
                rest.trim_start_matches(['"', '\'']).starts_with(&key),
                "{name}:{line}:{column} {pointer}: {rest}"
            );
        }
        println!("{name}: {} keys", pointers.len());
    }
}

/// A small generator of pseudo-random numbers, the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

fn damage(source: &str, random: &mut Random) -> String {
    const BITS: &[&str] = &[
        "{", "}", "[", "]", ":", ",", "\"", "'", "\n", " ", "- ", "&a", "*a", "<<: ", "!x ", "#", "$ref",
        "\u{0}", "é", "~", "|", "? ", "---\n", "1", "$", "@", "..", "*",
    ];
    let mut chars: Vec<char> = source.chars().collect();
    for _ in 0..=random.below(4) {
        let at = random.below(chars.len().max(1)).min(chars.len());
        match random.below(3) {
            0 => chars.truncate(at.max(1)),
            1 => drop(chars.drain(at..(at + random.below(6)).min(chars.len()))),
            _ => drop(chars.splice(at..at, BITS[random.below(BITS.len())].chars())),
        }
    }
    chars.into_iter().collect()
}

fn exercise(source: &str, path: &Path) {
    let (mut files, mut report) = (Files::default(), Report::default());
    let id = files.add("damaged", source);
    if let Some(mut value) = load(&files, id, &mut report) {
        let mut pointers = Vec::new();
        members(&value, &Pointer::root(), &mut pointers);
        locate_all(source, &pointers.iter().collect::<Vec<_>>());
        if let Some(overlay) = parse(&value, FileId(0), &mut report) {
            let published = value.clone();
            apply(&mut value, &published, id, &overlay, &mut report);
        }
        let (map, allowed) = (Map::new(), path.parent().unwrap());
        let site = Site { file: id, path, allowed, map: &map, has_settings: false };
        bundle(&mut value, site, &mut files, &mut Provenance::new(id), &mut report);
    }
    text(&report, &files, Style::default());
    lines(&report, &files);
    json_lines(&report, &files);
}

#[test]
fn damage_never_panics() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let overlay = "overlay: 1.1.0\ninfo: {title: t, version: v}\nactions:\n  - target: $.info['title']\n    update: x\n    x-quirk: {id: a, source: b, published: t, at: $.info.title}\n  - target: $..version\n    remove: true\n  - target: $.info\n    copy: $.overlay\n";
    let bundled = std::fs::read_to_string(folder.join("bundle/plain/root.yaml")).unwrap();
    let merged = "a: &a {b: 1, c: [1, 2]}\nd: {<<: *a, e: {$ref: '#/a'}}\nf: [*a, {<<: [*a]}]\n";
    let json = "{\"a\": {\"b\\u0041\": [1, -2.5e3, \"x\"]}, \"$ref\": \"x.yml#/a~1b\"}";
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for source in [overlay, &bundled, merged, json] {
        for _ in 0..1500 {
            exercise(&damage(source, &mut random), &folder.join("bundle/plain/root.yaml"));
        }
    }
}

/// Reads every document of the corpus; what serde_json reads, `load` reads alike.
#[test]
#[ignore = "reads the whole corpus; for a release build"]
fn the_whole_corpus_is_read() {
    let (mut read, mut refused) = (0, Vec::new());
    let mut folders = vec![corpus()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let known =
                path.extension().is_some_and(|end| ["json", "yaml", "yml"].iter().any(|it| end == *it));
            let Some(source) = known.then(|| std::fs::read_to_string(&path).ok()).flatten() else { continue };
            let (mut files, mut report) = (Files::default(), Report::default());
            let id = files.add(path.display().to_string(), source.clone());
            let value = load(&files, id, &mut report);
            if let Ok(expected) = serde_json::from_str::<Value>(&source) {
                assert_eq!(value.as_ref(), Some(&expected), "{}", path.display());
            }
            read += usize::from(value.is_some());
            refused.extend(lines(&report, &files));
        }
    }
    println!("{read} read\n{}", refused.join("\n"));
}
