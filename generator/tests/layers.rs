//! Who may use whom, inside the generator and of other crates. The table is the architecture: a module that is not in it
//! fails, and so does an entry that nothing needs any more.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use support::sources;

/// Each room with the rooms that it may use; those after it in the pipeline never appear.
const MODULES: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("text", &[]),
    // What OpenAPI is, once: no pass, and read by all of them.
    ("openapi", &["base"]),
    // Its rendering shows the location of a diagnostic, and reads texts as `load` reads them.
    ("diagnostic", &["base", "input/load", "text"]),
    // Text to corrected value.
    ("input", &[]),
    ("input/file", &["diagnostic"]),
    ("input/load", &["base", "diagnostic", "openapi"]),
    ("input/order", &[]),
    ("input/dump", &["input/load", "text"]),
    ("input/overlay", &["base", "correct/propose", "diagnostic", "openapi", "text"]),
    ("input/bundle", &["base", "diagnostic", "input/file", "input/load", "openapi"]),
    // Any dialect to one shape, and that shape as records: the last to see JSON.
    ("normalise", &["base", "diagnostic", "openapi"]),
    ("document", &["base", "diagnostic", "openapi"]),
    // The API as data, which knows neither OpenAPI's objects nor Rust.
    ("ir", &["base", "openapi"]),
    ("lower", &["base", "diagnostic", "document", "ir", "openapi", "text"]),
    // The one target: what Rust needs to know, every identifier, every decision about the emitted crate, its text.
    ("rust", &[]),
    ("rust/facts", &["base", "ir"]),
    ("rust/unchecked_patterns", &["base", "diagnostic", "ir", "rust/facts"]),
    ("rust/imports", &[]),
    ("rust/names", &["ir", "openapi", "rust/facts", "rust/imports"]),
    ("rust/embed", &[]),
    // The last to decide.
    ("rust/model", &["ir", "rust/embed", "rust/facts", "rust/imports", "rust/names"]),
    // Decides nothing. `write::MARK` alone: what marks a file as emitted.
    ("rust/print", &["base", "ir", "rust/embed", "rust/facts", "rust/model", "rust/names", "text", "write"]),
    ("rust/format", &["rust/print", "text"]),
    ("rust/notes", &["base", "diagnostic", "input/overlay", "ir", "rust/names", "rust/print", "text"]),
    (
        "rust/output",
        &[
            "base",
            "rust/embed",
            "rust/format",
            "rust/model",
            "rust/names",
            "rust/notes",
            "rust/print",
            "source",
            "text",
            "write",
            ROOT,
        ],
    ),
    // What a document becomes and what a change of it means, read off the model; of the printing, the notation of
    // parameters, guards and limits.
    (
        "review",
        &[
            "base",
            "diagnostic",
            "input/dump",
            "input/file",
            "input/load",
            "input/overlay",
            "ir",
            "rust/facts",
            "rust/model",
            "rust/names",
            "rust/print",
            "select",
            "source",
            "text",
            "write",
            ROOT,
        ],
    ),
    // Overlay actions that programs propose, and the programs: none looks further than the document.
    ("correct", &[]),
    ("correct/propose", &["base"]),
    ("correct/draft", &["base", "correct/propose"]),
    // Actions on a copy, by the applier that `generate` uses.
    ("correct/trial", &["base", "correct/propose", "diagnostic", "input/overlay"]),
    // Actions on a bundled document as actions on its files.
    (
        "correct/bundled",
        &["base", "correct/lint", "correct/propose", "correct/trial", "diagnostic", "input/overlay"],
    ),
    // What is written of an exchange: files of the runtime, and what they need of this side.
    ("correct/recorded", &["openapi"]),
    (
        "correct/recording",
        &["base", "correct/recorded", "diagnostic", "input/file", "input/load", "openapi", "text"],
    ),
    // What samples have in common, and what a client makes of a value.
    ("correct/infer", &[]),
    ("correct/judge", &["base", "correct/infer", "diagnostic"]),
    // What is declared stays, and what was seen is added.
    ("correct/widen", &["base", "correct/infer", "correct/judge"]),
    (
        "correct/lint",
        &[
            "base",
            "correct/draft",
            "correct/infer",
            "correct/judge",
            "correct/propose",
            "correct/trial",
            "correct/widen",
            "diagnostic",
            "openapi",
            "text",
        ],
    ),
    ("correct/record", &["correct/recorded", "correct/recording", "fetch", "openapi"]),
    (
        "correct/learn",
        &[
            "base",
            "correct/draft",
            "correct/infer",
            "correct/judge",
            "correct/lint",
            "correct/propose",
            "correct/recording",
            "correct/trial",
            "correct/widen",
            "diagnostic",
            "openapi",
            "text",
        ],
    ),
    ("correct/import", &["base", "diagnostic", "input/load", "openapi"]),
    // Which operations a client has: names are those of the whole, and what is left out is taken from them.
    ("select", &["base", "diagnostic", "ir", "openapi", "rust/names"]),
    // Settings speak of what is emitted, and of the record that was emitted; a module's name has to be an identifier.
    (
        "source",
        &[
            "base",
            "diagnostic",
            "input/file",
            "ir",
            "rust/model",
            "rust/names",
            "rust/print",
            "select",
            "text",
            "write",
        ],
    ),
    ("write", &["base", "diagnostic", "input/file"]),
    // Pages and schemas, of the tables that the tool works by.
    ("reference", &["diagnostic", "document", "input/overlay", "source"]),
    // Documents from addresses and standard input: the one door to a network, beside the recorder.
    ("fetch", &["base", "diagnostic", "input/file", "openapi", "source"]),
    ("workspace", &["diagnostic", "input/file", "source", "text", "write", ROOT]),
    // A workspace before there is one.
    ("init", &["diagnostic", "input/file", "rust/names", "source", "workspace", "write", ROOT]),
    // What vendors publish, from its source to the disk.
    (
        "update",
        &[
            "base",
            "correct/import",
            "correct/propose",
            "diagnostic",
            "fetch",
            "input/dump",
            "input/file",
            "input/load",
            "input/overlay",
            "review",
            "source",
            "text",
            "workspace",
            "write",
            ROOT,
        ],
    ),
    // The generator as one function, and the page that asks it.
    (
        "playground",
        &[
            "correct/bundled",
            "correct/lint",
            "correct/propose",
            "diagnostic",
            "input/dump",
            "input/file",
            "input/load",
            "input/overlay",
            "review",
            "source",
            "text",
            "write",
            ROOT,
        ],
    ),
    // The face of the library.
    ("generator", &["diagnostic", "rust/print", "source", "text", "workspace", "write", ROOT]),
    // The command line is another crate: `truespec::…` only.
    ("cli", &[]),
    ("main", &[]),
];

/// What `lib.rs` itself defines.
const ROOT: &str = "lib.rs";

/// Other crates that only some may see, with the files or folders that may.
const CRATES: &[(&str, &[&str])] = &[
    ("fd_lock", &["correct/record/lock", "write/lock"]),
    ("serde_yaml", &["input/load", "input/dump", "diagnostic/locate"]),
    ("openapiv3", &["document/validate"]),
    ("serde_json_path", &["input/overlay"]),
    ("jsonschema", &["correct/lint/validate"]),
    ("html5gum", &["correct/import/html"]),
    ("json5", &["correct/import/script"]),
    ("base64", &["correct/recorded/host", "correct/import/front_matter", "review/report/print/policy"]),
    ("flate2", &["correct/recorded/host", "correct/import/front_matter", "fetch/body"]),
    ("brotli_decompressor", &["correct/recorded/host"]),
    ("form_urlencoded", &["correct/recording"]),
    ("hyper", &["correct/record", "fetch", "playground/serve"]),
    ("hyper_rustls", &["correct/record/proxy", "fetch/client"]),
    ("hyper_util", &["correct/record/proxy", "fetch/client", "playground/serve"]),
    ("rustls_platform_verifier", &["fetch/tls"]),
    ("http_body_util", &["correct/record/proxy", "fetch/body", "fetch/client", "playground/serve"]),
    ("ring", &["playground/serve", "review/report/print/policy", "update/lock"]),
    ("similar", &["review/report/lines"]),
    ("pulldown_cmark", &["text/markdown"]),
    ("heck", &["rust/names/ident"]),
    ("unicode_normalization", &["rust/names/ident"]),
    ("semver", &["review/release", "source/config", "source/release"]),
    ("unicode_ident", &["rust/names/ident"]),
    ("syn", &["rust/format", "workspace/swapped"]),
    ("prettyplease", &["rust/format"]),
    ("proc_macro2", &["rust/names/ident", "rust/print", "rust/format", "workspace/swapped"]),
    ("quote", &["rust/print", "workspace/swapped"]),
    ("annotate_snippets", &["diagnostic/render/snippet"]),
    ("anstream", &["cli/output/format", "cli/output/show"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli/tool/shell"]),
    ("clap_mangen", &["cli/tool/shell"]),
    ("indicatif", &["cli/output/progress"]),
    ("regex_lite", &["base/pattern"]),
    (
        "toml",
        &[
            "source",
            "review/accepted",
            "rust/print/package/manifest",
            "update/lock",
            "workspace/mounted",
            "init",
        ],
    ),
];

#[test]
fn modules_use_what_lies_before_them() {
    let allowed: BTreeMap<&str, &[&str]> = MODULES.iter().copied().collect();
    let mut used: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, text) in sources("src") {
        let module = module(&path);
        if module == "lib" {
            continue;
        }
        assert!(allowed.contains_key(module.as_str()), "{}: `{module}` is not in the table", path.display());
        assert!(escapes(&path, &text).is_none(), "{}: `super::` leads to lib.rs", path.display());
        used.entry(module.clone()).or_default().extend(crate_paths(&text, &allowed));
    }
    for (module, allowed) in allowed {
        let used = used.remove(module).unwrap_or_else(|| panic!("there is no module `{module}`"));
        let used: BTreeSet<&str> = used.iter().map(String::as_str).filter(|name| *name != module).collect();
        assert_eq!(used, allowed.iter().copied().collect(), "what `{module}` uses, and what it may use");
    }
}

#[test]
fn other_crates_stay_behind_their_modules() {
    let sources = sources("src");
    for (name, allowed) in CRATES {
        let users: Vec<PathBuf> =
            sources.iter().filter(|(_, text)| names(text, name)).map(|(path, _)| path.clone()).collect();
        let stray =
            users.iter().find(|path| !allowed.iter().any(|home| path.with_extension("").starts_with(home)));
        assert!(stray.is_none(), "{stray:?} uses `{name}`, which is for {allowed:?}");
        assert!(!users.is_empty(), "nothing uses `{name}`");
    }
}

/// What lies in a package of its own is not published with this one, and the generator could not be built from what is.
#[test]
fn the_runtime_is_published_with_the_generator() {
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime");
    assert!(runtime.join("src/lib.rs").exists() && !runtime.join("Cargo.toml").exists());
}

#[test]
fn the_runtime_is_valid_in_a_client_too() {
    for (path, text) in sources("runtime/src").into_iter().filter(|(path, _)| path != Path::new("lib.rs")) {
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            let own = line.replace("$crate::", "").contains("crate::");
            let exported = line.starts_with("pub use crate::__"); // a macro stands at the root of its crate
            assert!(!own || exported, "{}: {line}", path.display());
        }
        assert!(!text.contains("#[test]") && !text.contains("cfg(test)"), "{} holds tests", path.display());
    }
}

/// Their next major versions are no change of a client's own interface.
#[test]
fn what_sends_stays_behind_the_transports() {
    let only = [
        ("reqwest", "transport/reqwest.rs"),
        ("rustls", "network"),
        ("tokio_rustls", "network"),
        ("hyper_util", "network"),
        ("tower_service", "network"),
        ("flate2", "network"),
    ];
    for (name, place) in only {
        let sources = sources("runtime/src");
        let mut users = sources.iter().filter(|(_, text)| names(text, name)).map(|(path, _)| path).peekable();
        assert!(users.peek().is_some(), "{name} is not used");
        let elsewhere: Vec<&PathBuf> = users.filter(|path| !path.starts_with(place)).collect();
        assert!(elsewhere.is_empty(), "{name}: {elsewhere:?}");
    }
}

/// Folders whose rooms have rows of their own.
const HOUSES: [&str; 3] = ["input", "correct", "rust"];

/// `lower` of `lower/pass.rs`, `rust/print` of `rust/print/doc.rs`.
fn module(path: &Path) -> String {
    let path = path.with_extension("");
    let mut parts = path.iter().map(|part| part.to_str().unwrap());
    let first = parts.next().unwrap();
    match parts.next().filter(|_| HOUSES.contains(&first)) {
        Some(room) => format!("{first}/{room}"),
        None => first.to_owned(),
    }
}

/// A chain of `super::` that leaves the module.
fn escapes(path: &Path, text: &str) -> Option<usize> {
    let folders = path.iter().count() - module(path).split('/').count();
    text.find(&"super::".repeat(folders + 1))
}

/// The modules in `crate::a::b` and `crate::{a, B}`; what is none of them is defined in `lib.rs`.
fn crate_paths(text: &str, modules: &BTreeMap<&str, &[&str]>) -> BTreeSet<String> {
    let after = text.split("crate::").zip(text.split("crate::").skip(1));
    let own = after.filter(|(before, _)| !before.ends_with('$')).map(|(_, after)| after);
    let heads = own.flat_map(|after| match after.strip_prefix('{') {
        Some(list) => {
            list.split('}').next().unwrap_or_default().split(',').map(|item| item.trim().to_owned()).collect()
        }
        None => vec![after.to_owned()],
    });
    let word = |text: &str| {
        text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default().to_owned()
    };
    let name = |text: String| {
        let first = word(&text);
        match text.strip_prefix(&format!("{first}::")).filter(|_| HOUSES.contains(&first.as_str())) {
            Some(rest) => format!("{first}/{}", word(rest)),
            None => first,
        }
    };
    // These stand in the text of what is emitted.
    let heads = heads.map(name).filter(|name| {
        !["", "runtime", "AsBody", "Base64Bytes", "Decimal", "Form", "JsonObject", "Part", "Quoted", "Upload"]
            .contains(&name.as_str())
            && !name.starts_with("Maybe")
    });
    heads.map(|name| if modules.contains_key(name.as_str()) { name } else { ROOT.to_owned() }).collect()
}

/// Whether a text names a crate: `heck::…`, `quote!(…)`.
fn names(text: &str, name: &str) -> bool {
    let ends = |rest: &str| rest.starts_with("::") || (name == "quote" && rest.starts_with('!'));
    let begins = |before: &str| !before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
    text.lines().filter(|line| !line.trim_start().starts_with("//")).any(|line| {
        line.match_indices(name).any(|(at, _)| begins(&line[..at]) && ends(&line[at + name.len()..]))
    })
}
