//! What is said about documents that are at fault, as a person reads it: a small document a code, and the settings. Every
//! code of the catalogue is in some golden of these tests or in a list that says why not.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

use std::path::{Path, PathBuf};

use truespec::diagnostic::code::ALL;
use truespec::diagnostic::render::{Style, text};
use truespec::source::{ApiSource, Settings, Sources};
use truespec::{generate, workspace};

/// Codes that no document provokes, with the reason.
const UNPROVOKED: [(&str, &str); 1] = [(
    "TS413",
    "the net below normalising, which leaves nothing that does not fit; kept for what nobody thought of",
)];

#[test]
fn documents() {
    insta::with_settings!({ snapshot_path => "diagnostics/snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::glob!("diagnostics/*.yaml", |path| {
            // Hints repeat the folder of the document as it was given.
            let said = said(path, Vec::new()).replace(path.parent().unwrap().to_str().unwrap(), "[folder]");
            let code = path.file_name().unwrap().to_str().unwrap().split('_').next().unwrap();
            assert!(said.contains(&format!("[{code}]")), "{}: {said}", path.display());
            insta::assert_snapshot!("said", said);
        });
    });
}

/// Files of other formats are recognised, and each is told what to do.
#[test]
fn foreign() {
    insta::with_settings!({ snapshot_path => "diagnostics/snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::glob!("diagnostics/foreign/*", |path| {
            let said = said(path, Vec::new());
            assert!(said.contains("error[TS301]") || said.contains("error[TS101]"), "{}: {said}", path.display());
            insta::assert_snapshot!("foreign", said);
        });
    });
}

#[test]
fn folders_and_addresses_without_a_scheme_are_told_apart() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics/settings_unnamed");
    let specs = said(&folder.join("specs"), Vec::new());
    assert!(specs.contains("error[TS110]") && specs.contains("help: name the document in it: `"), "{specs}");
    let hint = |path: &str| said(Path::new(path), Vec::new());
    let address = hint("things.example/openapi.yaml");
    assert!(address.contains("help: for an address write its scheme: `https://things.example/openapi.yaml`"));
    assert!(hint("localhost:8000/openapi.json").contains("`http://localhost:8000/openapi.json`"));
    let fetched = hint("https://things.example/openapi.yaml");
    assert!(fetched.contains("`curl -fLo openapi.yaml https://things.example/openapi.yaml`"), "{fetched}");
    for file in ["gone/openapi.yaml", "openapi.yaml", "../up.there/x.yaml", ".hidden/x.yaml"] {
        assert!(hint(file).contains("help: check the path and its permissions"), "{}", hint(file));
    }
}

#[test]
fn settings() {
    insta::with_settings!({ snapshot_path => "diagnostics/snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::glob!("diagnostics/settings/*", |path| {
            insta::assert_snapshot!("settings", workspace::make(path).unwrap_err());
        });
    });
}

#[test]
fn files_that_are_not_there() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics");
    let document = said(&folder.join("gone.yaml"), Vec::new());
    assert!(document.starts_with("error[TS801]: gone.yaml: "), "{document}");
    let overlay = said(&folder.join("TS501_enum_duplicate.yaml"), vec![folder.join("gone.overlay.yaml")]);
    assert!(overlay.contains("error[TS801]: gone.overlay.yaml: "), "{overlay}");
}

/// Where the settings name them, before anything is made.
#[test]
fn files_that_the_settings_name_are_there() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics/settings_gone");
    let said = workspace::make(&folder).unwrap_err().lines;
    let [document, overlay] = said.as_slice() else { panic!("{said:?}") };
    let at = |place: &str, code: &str| format!("specs/truespec.toml:{place}: error[{code}]: ");
    assert!(document.starts_with(&at("6:12", "TS801")) && document.contains("specs/gone.yaml"), "{document}");
    assert_eq!(*overlay, at("7:13", "TS110") + "`specs/../specs` is a folder, not a file");
}

/// Only the overlays that the settings name are applied; others next to them are said.
#[test]
fn overlays_that_nothing_names_are_said() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics/settings_unnamed");
    let generated = workspace::make(&folder).unwrap();
    let said = text(&generated.report, &generated.texts, Style::default());
    insta::with_settings!({ snapshot_path => "diagnostics/snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("unnamed", said);
    });
}

/// What is said of corrections, of a document that has a schema `Pet`.
#[test]
fn overlays() {
    insta::with_settings!({ snapshot_path => "diagnostics/snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::glob!("diagnostics/overlays/*.yaml", |path| {
            let own = path.with_extension("json");
            let shared = path.parent().unwrap().with_file_name("TS349_null_list.yaml");
            let said = said(if own.exists() { &own } else { &shared }, vec![path.to_owned()]);
            let code = path.file_name().unwrap().to_str().unwrap().split('_').next().unwrap();
            let own: String = said.split("\n\n").filter(|part| part.contains("[TS2")).map(|part| format!("{part}\n\n")).collect();
            assert!(own.contains(&format!("[{code}]")), "{}: {said}", path.display());
            insta::assert_snapshot!("overlay", own);
        });
    });
}

/// Where there is no workspace, and where a path is given from its root.
#[test]
fn what_is_not_there_is_told_with_its_remedy() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("no-workspace");
    std::fs::create_dir_all(folder.join("specs")).unwrap();
    let hint = |folder: &Path| workspace::make(folder).unwrap_err().text;
    let said = hint(&folder);
    assert!(said.contains("error[TS801]: specs/truespec.toml") && said.contains("`truespec init`"), "{said}");
    std::fs::write(folder.join("specs/x.yaml"), "").unwrap();
    let settings = "[crate]\nname = \"c\"\n[[api]]\nmodule = \"x\"\ndocument = \"specs/x.yaml\"\n";
    std::fs::write(folder.join("specs/truespec.toml"), settings).unwrap();
    let said = hint(&folder);
    assert!(said.contains("help: paths are relative to `specs/`: write `x.yaml`"), "{said}");
    std::fs::remove_file(folder.join("specs/truespec.toml")).unwrap();
}

#[test]
fn every_code_is_provoked() {
    let goldens = goldens(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests"));
    let known = |id: &str| UNPROVOKED.iter().any(|(code, _)| *code == id);
    // The rules of normalising have their documents in a folder of their own.
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/normalise").exists();
    let elsewhere = |id: &str| id.starts_with("TS3") && !rules;
    let missing: Vec<&str> = ALL
        .iter()
        .map(|code| code.id)
        .filter(|id| !goldens.contains(id) && !known(id) && !elsewhere(id))
        .collect();
    assert!(missing.is_empty(), "no golden shows {missing:?}");
    let provoked: Vec<_> = UNPROVOKED.iter().filter(|(id, _)| goldens.contains(id)).collect();
    assert!(provoked.is_empty(), "shown after all: {provoked:?}");
}

/// Everything that is said about a document; `# strict` in it makes warnings errors, `# validate` asks for checks.
fn said(document: &Path, overlays: Vec<PathBuf>) -> String {
    let source = std::fs::read_to_string(document).unwrap_or_default();
    let (strict, validate) = (source.contains("\n# strict\n"), source.contains("\n# validate\n"));
    let shown_from = document.parent().unwrap().to_owned();
    let api = ApiSource {
        module: None,
        document: document.to_owned(),
        overlays,
        root: None,
        lenient: false,
        shown_from,
        ..ApiSource::default()
    };
    let generated = generate(&Sources::new(Settings::default().strict(strict).validate(validate), vec![api]));
    assert_eq!(generated.files.is_empty(), generated.report.has_errors(), "an error and files, or neither");
    text(&generated.report, &generated.texts, Style::default())
}

/// The text of all snapshots, of the cases that tests read, and of the tests' own expectations (but not of this one's).
fn goldens(folder: &Path) -> String {
    let mut text = String::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let kind = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if path.is_dir() {
            text += &goldens(&path);
        } else if ["snap", "yaml", "rs"].contains(&kind) && !path.ends_with("diagnostics.rs") {
            text += &std::fs::read_to_string(&path).unwrap();
        } else if path.ends_with("diagnostics.rs") {
            text += "TS801"; // `files_that_are_not_there`
        }
    }
    text
}
