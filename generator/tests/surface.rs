//! The surface that `diff` compares leaves nothing out: every public name that is emitted for the feature documents is in it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

use std::path::{Path, PathBuf};

use truespec::review::surface::surface;
use truespec::source::{ApiSource, Settings, Sources};
use truespec::{Generated, generate};

/// What every client has, whatever the document: no document changes it.
const ALWAYS: [&str; 5] = ["ClientBuilder", "builder", "base_url", "body", "request"];

#[test]
fn every_public_name_is_in_the_surface() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/features");
    let mut documents: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    documents.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    let (mut names, mut missing) = (0, Vec::new());
    for document in documents {
        let generated = emitted(&document);
        let surface = surface(&generated.apis[0], Settings::default().scalars);
        let known = |name: &str| {
            surface.items.keys().any(|path| path.trim_end_matches("()").rsplit("::").next() == Some(name))
        };
        let sources = generated
            .files
            .iter()
            .filter(|(path, _)| path.starts_with("src") && !path.starts_with("src/runtime"));
        for (path, text) in sources {
            // The markers at the end of a group's file are hidden from users.
            let shown = text.split("\n#[doc(hidden)]\npub mod of {").next().unwrap_or_default();
            for name in shown.lines().flat_map(public) {
                names += 1;
                if !known(&name) && !ALWAYS.contains(&name.as_str()) {
                    missing.push(format!("{}: {} `{name}`", document.display(), path.display()));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
    assert!(names > 500, "{names}");
}

fn emitted(document: &Path) -> Generated {
    let api = ApiSource {
        module: None,
        document: document.to_owned(),
        overlays: Vec::new(),
        root: None,
        lenient: false,
        shown_from: PathBuf::new(),
        ..ApiSource::default()
    };
    generate(&Sources::new(Settings::default(), vec![api]))
}

/// The names that a line makes public: declarations, fields, and what macros make methods of.
fn public(line: &str) -> Vec<String> {
    let word = |text: &str| {
        text.chars().take_while(|c| c.is_alphanumeric() || *c == '_' || *c == '#').collect::<String>()
    };
    let text = line.trim_start();
    if text.starts_with("paged!(") {
        return vec!["pages".to_owned(), "items".to_owned()];
    }
    // `x_total: i64 = simple("X-Total");`
    if let Some((method, _)) = ["simple", "exploded", "json", "lines"]
        .iter()
        .find_map(|way| text.contains(&format!(" = {way}(")).then(|| text.split_once(": ")).flatten())
    {
        return vec![method.to_owned()];
    }
    let declared = ["pub struct ", "pub enum ", "pub type ", "pub fn ", "pub "]
        .iter()
        .find_map(|start| text.strip_prefix(start));
    let skipped = ["pub mod ", "pub use ", "pub(", "pub const "].iter().any(|start| text.starts_with(start));
    declared.filter(|_| !skipped).map(word).filter(|name| !name.is_empty()).into_iter().collect()
}
