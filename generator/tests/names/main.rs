//! Names from documents that mean to collide: every kind of name in a document, put together from what letter case,
//! normalisation, keywords and file systems make alike. What is emitted is Rust, nothing in it is defined twice, its files
//! have names that every file system takes, and a sample compiles with warnings denied.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

mod documents;
mod short;
#[path = "../support/mod.rs"]
mod support;
mod twice;
mod vendors;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use documents::{Random, document};
use serde_json::{Value, json};
use support::scratch;
use truespec::diagnostic::render;
use truespec::rust::names::files::is_device;
use truespec::source::{ApiSource, Settings, Sources};
use truespec::{Generated, generate, write};

fn emitted(folder: &Path, documents: &[Value]) -> Generated {
    let apis = documents.iter().enumerate().map(|(index, document)| {
        let path = folder.join(format!("api{index}.json"));
        fs::write(&path, document.to_string()).unwrap();
        let module = (documents.len() > 1).then(|| format!("api{index}"));
        let (overlays, shown_from) = (Vec::new(), folder.to_owned());
        ApiSource {
            module,
            document: path,
            overlays,
            root: None,
            lenient: false,
            shown_from,
            ..ApiSource::default()
        }
    });
    let settings = Settings::default().mock(true).validate(true).examples(true);
    let generated = generate(&Sources::new(settings, apis.collect()));
    let said = render::lines(&generated.report, &generated.texts).join("\n");
    assert!(!generated.report.has_errors(), "{said}");
    generated
}

/// Everything that can be looked at without a compiler.
fn hold(files: &write::Files, about: &str) {
    let mut seen = BTreeSet::new();
    for (path, text) in files {
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(name.len() <= 140, "{about}: {} bytes: {name}", name.len());
        assert!(!is_device(name.split('.').next().unwrap()), "{about}: {name}");
        assert!(name.is_ascii() && seen.insert(path.to_str().unwrap().to_lowercase()), "{about}: {path:?}");
        if path.extension().is_some_and(|extension| extension == "rs") && !path.starts_with("src/runtime") {
            let file =
                syn::parse_file(text).unwrap_or_else(|error| panic!("{about}: {path:?}: {error}\n{text}"));
            let twice = twice::defined(&file);
            assert!(twice.is_empty(), "{about}: {path:?} defines twice: {twice:?}");
        }
    }
}

#[test]
fn nothing_is_defined_twice() {
    let folder = scratch("names-random");
    let seeds = std::env::var("TRUESPEC_SEEDS").map_or(60, |seeds| seeds.parse().unwrap());
    for seed in 0..seeds {
        let document = document(&mut Random::new(seed));
        let generated = emitted(&folder, &[document]);
        hold(&generated.files, &format!("seed {seed}"));
    }
}

#[test]
fn a_sample_compiles_without_warnings() {
    let folder = scratch("names-compiled");
    let documents: Vec<Value> = (1000..1008).map(|seed| document(&mut Random::new(seed))).collect();
    let generated = emitted(&folder, &documents);
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("names-crate");
    write::write(&root, &generated.files).unwrap();
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock"), root.join("Cargo.lock")).unwrap();
    let check = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet", "--features", "mock"])
        .current_dir(&root)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("features-target"))
        .env("RUSTFLAGS", "-D warnings")
        .output()
        .unwrap();
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stderr));
}

/// The file of a source, which is there.
fn file<'a>(generated: &'a Generated, path: &str) -> &'a str {
    let files = generated.files.keys().map(|path| path.display().to_string()).collect::<Vec<_>>();
    generated.files.get(Path::new(path)).unwrap_or_else(|| panic!("no {path} in {files:#?}"))
}

fn operation(id: &str, tag: &str) -> Value {
    let error = |member: &str| {
        let schema = json!({"type": "object", "properties": {member: {"type": "string"}}});
        json!({"description": "b", "content": {"application/json": {"schema": schema}}})
    };
    json!({
        "operationId": id, "tags": [tag],
        "parameters": [{"name": "q", "in": "query", "schema": {"type": "string"}}],
        "responses": {"200": {"description": "ok"}, "400": error("m"), "404": error("n")}
    })
}

/// A document of operations, by id and tag.
fn of_operations(operations: &[(&str, &str)]) -> Value {
    let paths = operations.iter().enumerate();
    let paths = paths.map(|(index, (id, tag))| (format!("/p{index}"), json!({"get": operation(id, tag)})));
    let paths: serde_json::Map<String, Value> = paths.collect();
    json!({"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": paths})
}

#[test]
fn what_methods_have_in_common_is_told_apart() {
    let folder = scratch("names-derived");
    let pairs = [
        ("get_a1", "get_a_1"),
        ("strasse", "straße"),
        ("i", "ı"),
        ("οδος", "οδοσ"),
        ("list", "list_error"),
        ("list", "ListHeaders"),
        ("k", "\u{212a}"),
        ("caf\u{e9}", "cafe\u{301}"),
        ("日本", "日本語"),
    ];
    for (one, other) in pairs {
        let generated = emitted(&folder, &[of_operations(&[(one, "t"), (other, "t")])]);
        hold(&generated.files, one);
        let group = file(&generated, "src/t.rs");
        assert_eq!(group.matches("    pub fn ").count(), 2, "{one} {other}: {group}");
    }
}

#[test]
fn names_of_methods_stay_where_only_what_is_named_after_them_collides() {
    let generated = emitted(&scratch("names-kept"), &[of_operations(&[("get_a1", "t"), ("get_a_1", "t")])]);
    let group = file(&generated, "src/t.rs");
    for text in ["pub fn get_a1(", "pub fn get_a_1(", "pub type GetA1 = ", "pub type GetA1Call = "] {
        assert!(group.contains(text), "{text}: {group}");
    }
}

#[test]
fn files_have_names_that_every_system_takes() {
    let plain = |member: &str| json!({"type": "object", "properties": {member: {"type": "string"}}});
    let mut document = of_operations(&[("x", "aux"), ("y", "COM1"), ("z", "bytes"), ("w", "target")]);
    document["components"] = json!({"schemas": {"Con": plain("a"), "lpt9": plain("b")}});
    let generated = emitted(&scratch("names-devices"), &[document]);
    hold(&generated.files, "devices");
    for path in ["aux_api", "com1_api", "bytes_api", "target", "types/con_type", "types/lpt9_type"] {
        file(&generated, &format!("src/{path}.rs"));
    }
    assert!(file(&generated, "src/types/con_type.rs").contains("pub struct Con {"));
}

#[test]
fn long_names_are_cut_where_a_word_ends() {
    let long = "VeryLongPart".repeat(30);
    let other = format!("{long}Other");
    let plain = "a".repeat(400);
    let document = of_operations(&[(&long, &long), (&other, &other), (&plain, &plain), ("x", "y")]);
    let generated = emitted(&scratch("names-long"), &[document]);
    hold(&generated.files, "long");
    let of = |file: &str| generated.files.keys().any(|path| path.file_name().unwrap() == file);
    let cut = "very_long_part_".repeat(4);
    assert!(generated.files.keys().any(|path| {
        let name = path.file_stem().unwrap().to_str().unwrap();
        path.parent() == Some(Path::new("src")) && name.starts_with(&cut) && name.ends_with("other")
    }));
    assert!(of("y.rs") && of("x.rs"));
}

#[test]
fn identifiers_are_normal_and_visible() {
    let mut document = of_operations(&[("ﬁnd\u{200b}All", "t"), ("ſend", "t"), ("\u{3164}", "t")]);
    document["components"] = json!({"schemas": {"Ａ": {"type": "object", "properties": {
        "m²": {"type": "string"}, "e\u{301}": {"type": "string"}, "\u{1160}": {"type": "string"}, "й": {"type": "string"}
    }}}});
    let generated = emitted(&scratch("names-normal"), &[document]);
    hold(&generated.files, "normal");
    let group = file(&generated, "src/t.rs");
    for name in ["find_all", "send", "u1160"] {
        assert!(group.contains(&format!("    pub fn {name}(")), "{name}: {group}");
    }
    let a = file(&generated, "src/types/a.rs");
    for name in ["m2", "é", "u1160", "й"] {
        assert!(a.contains(&format!("    pub {name}: ")), "{name}: {a}");
    }
    let lib = file(&generated, "src/lib.rs");
    assert!(
        lib.contains("#![allow(confusable_idents, mixed_script_confusables, uncommon_codepoints"),
        "{lib}"
    );
    let plain = emitted(&scratch("names-ascii"), &[of_operations(&[("a", "t")])]);
    assert!(!file(&plain, "src/lib.rs").contains("uncommon_codepoints"));
}

#[test]
fn tags_of_the_same_words_are_one_group() {
    let operations = [("a", "Sample items"), ("b", "Sample Items"), ("c", "SampleItems"), ("d", "other")];
    let generated = emitted(&scratch("names-tags"), &[of_operations(&operations)]);
    let group = file(&generated, "src/sample_items.rs");
    for name in ["a", "b", "c"] {
        assert!(group.contains(&format!("    pub fn {name}(")), "{group}");
    }
}

#[test]
fn schemas_of_the_same_words_are_told_apart_without_their_bytes() {
    let mut document = of_operations(&[("a", "t")]);
    document["components"] = json!({"schemas": {
        "itemId": {"type": "object", "properties": {"v": {"type": "string"}}},
        "itemID": {"type": "object", "properties": {"v": {"type": "integer"}}}
    }});
    let generated = emitted(&scratch("names-case"), &[document]);
    hold(&generated.files, "case");
    assert!(file(&generated, "src/types/item_id.rs").contains("pub struct ItemId {"));
    assert!(file(&generated, "src/types/item_i_d.rs").contains("pub struct ItemID {"));
}

/// The look at what is defined twice sees what it is there for.
#[test]
fn what_is_defined_twice_is_found() {
    for text in [
        "struct A; enum A {}",
        "const A: u8 = 0; const A: u8 = 1;",
        "impl A<'_> { fn a(self) {} } parameters!(A { a: text = 1; });",
        "impl A { fn a(x: u8, x: u8) {} }",
        "headers!(A { a: String = simple(\"A\"); a: String = simple(\"B\"); });",
        "builder!(A() { a or null_b: text, b or null_b: text, });",
        "object!(A { a: \"a\" required, a: \"b\" required, });",
        "server!(A \"u\" { a \"a\": text = \"\"; }); struct A;",
        "mock!(Client { } a A { x() -> unit(), untyped() = \"\" \"\" \"\"; } b A { });",
        "struct A { a: u8, r#a: u8 }",
        "enum A { B, B(u8) }",
        "mod a { enum B {} enum B {} }",
    ] {
        assert_eq!(twice::defined(&syn::parse_file(text).unwrap()).len(), 1, "{text}");
    }
}
