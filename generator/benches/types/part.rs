//! A part of an emitted crate as a crate of its own: some types, and of the runtime only what types need.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;

use super::{Case, LIMIT, twin};

/// The types of a part.
pub struct Types {
    /// File stem of `types/` to its text.
    pub files: BTreeMap<String, String>,
    /// File stem to the names that it holds.
    pub names: BTreeMap<String, Vec<String>>,
    /// Names that the files use and that are left out: each stands for any JSON.
    pub outside: BTreeSet<String>,
}

/// The roots and what they are made of, breadth first up to the limit.
pub fn types(whole: &Path, case: &Case) -> Option<Types> {
    let index = std::fs::read_to_string(whole.join("src/types.rs")).ok()?;
    let names = exports(&index);
    let home: BTreeMap<&str, &str> =
        names.iter().flat_map(|(stem, all)| all.iter().map(|name| (name.as_str(), stem.as_str()))).collect();
    let mut queue: VecDeque<String> = case.roots.iter().map(|root| stem(root)).collect();
    let (mut files, mut used) = (BTreeMap::new(), BTreeSet::new());
    while let Some(next) = queue.pop_front() {
        if files.contains_key(&next) || files.len() >= LIMIT {
            continue;
        }
        let text = std::fs::read_to_string(whole.join(format!("src/types/{next}.rs"))).ok()?;
        for name in after(&text, "super::") {
            queue.extend(home.get(name.as_str()).map(|stem| (*stem).to_owned()));
            used.insert(name);
        }
        files.insert(next, text);
    }
    let inside: BTreeSet<&String> = files.keys().filter_map(|stem| names.get(stem)).flatten().collect();
    let outside = used.iter().filter(|name| !inside.contains(name)).cloned().collect();
    Some(Types {
        names: names.into_iter().filter(|(stem, _)| files.contains_key(stem)).collect(),
        files,
        outside,
    })
}

/// The file of a component schema.
pub fn stem(schema: &str) -> String {
    let mut stem = String::new();
    for c in schema.chars() {
        if c.is_ascii_uppercase() && !stem.is_empty() {
            stem.push('_');
        }
        stem.push(if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' });
    }
    stem
}

/// `pub use self::tag::{Tag, TagKind};`
fn exports(index: &str) -> BTreeMap<String, Vec<String>> {
    let lines = index.lines().filter_map(|line| line.strip_prefix("pub use self::")?.strip_suffix(';'));
    let pairs = lines.filter_map(|line| line.split_once("::"));
    let names = |list: &str| list.trim_matches(['{', '}']).split(", ").map(str::to_owned).collect();
    pairs.map(|(stem, list)| (stem.trim_start_matches("r#").to_owned(), names(list))).collect()
}

/// The word after each of these.
fn after(text: &str, path: &str) -> Vec<String> {
    let name = |rest: &str| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    text.split(path).skip(1).map(name).collect()
}

/// The scalars that a crate has of its own: module, name and the twin's. Numbers sent as texts are texts for the twin.
const SCALARS: [(&str, &str, &str); 3] = [
    ("wire_base64", "Base64Bytes", "String"),
    ("wire_decimal", "Decimal", "String"),
    ("wire_quoted", "Quoted<T>", "T"),
];

/// Writes the crate, or its derived twin.
pub fn write(whole: &Path, types: &Types, out: &Path, derived: bool) -> Option<()> {
    std::fs::remove_dir_all(out).ok();
    std::fs::create_dir_all(out.join("src/types")).ok()?;
    let put = |path: &str, text: &str| std::fs::write(out.join(path), text).ok();
    for (stem, text) in &types.files {
        let text = if derived { twin::derived(text) } else { without_errors(text) };
        put(&format!("src/types/{stem}.rs"), &text)?;
    }
    let mut index = String::new();
    for (stem, names) in &types.names {
        index += &format!("mod {stem};\npub use self::{stem}::{{{}}};\n", names.join(", "));
    }
    for name in &types.outside {
        index += &format!("pub type {name} = serde_json::Value;\n");
    }
    put("src/types.rs", &index)?;
    let mut library = String::from("#![allow(deprecated, dead_code)]\npub mod types;\n");
    if !derived {
        library += "pub mod runtime;\n";
        let modules = runtime(whole, types, out)?;
        for (module, name, _) in SCALARS.iter().filter(|(module, ..)| modules.contains(module)) {
            library += &format!("pub use runtime::{module}::{};\n", name.trim_end_matches("<T>"));
        }
    } else {
        library.extend(SCALARS.map(|(_, name, twin)| format!("pub type {name} = {twin};\n")));
    }
    put("src/lib.rs", &library)?;
    // What the crate's exact numbers need, for both.
    let exact = std::fs::read_to_string(whole.join("Cargo.toml")).ok()?.contains("raw_value");
    put("Cargo.toml", &manifest(if derived { "derived" } else { "ours" }, exact))
}

/// What makes a type an error's body belongs to operations.
fn without_errors(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.contains("error_body"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// Copies what the types name of the runtime and what that needs, and gives its module file.
fn runtime(whole: &Path, types: &Types, out: &Path) -> Option<String> {
    std::fs::create_dir_all(out.join("src/runtime")).ok()?;
    let named = types.files.values().flat_map(|text| after(&without_errors(text), "crate::runtime::"));
    // What implements a trait for scalars is named nowhere.
    let scalars = std::fs::read_dir(whole.join("src/runtime")).ok()?.flatten().filter_map(|entry| {
        let name = entry.file_name().into_string().ok()?;
        name.strip_suffix(".rs").filter(|stem| stem.starts_with("wire")).map(str::to_owned)
    });
    let mut queue: VecDeque<String> = named.chain(scalars).collect();
    let mut modules = BTreeSet::new();
    while let Some(module) = queue.pop_front() {
        let path = whole.join(format!("src/runtime/{module}.rs"));
        // What is no file is of a module within one.
        let Ok(text) = std::fs::read_to_string(path) else { continue };
        if !modules.contains(&module) {
            std::fs::write(out.join(format!("src/runtime/{module}.rs")), &text).ok()?;
            queue.extend(["super::", "crate::runtime::"].iter().flat_map(|path| after(&text, path)));
            modules.insert(module);
        }
    }
    let text: String = modules.iter().map(|module| format!("pub mod {module};\n")).collect();
    std::fs::write(out.join("src/runtime/mod.rs"), &text).ok()?;
    Some(text)
}

/// The same dependencies for both, so that both link the same serde.
fn manifest(name: &str, exact: bool) -> String {
    let raw = if exact { ", \"raw_value\"" } else { "" };
    format!(
        r#"[package]
name = "{name}"
version = "0.1.0"
edition = "2024"
[dependencies]
base64 = {{ version = "0.23", default-features = false, features = ["std"] }}
chrono = {{ version = "0.4", default-features = false, features = ["std", "serde"] }}
serde = {{ version = "1", features = ["derive"] }}
serde_json = {{ version = "1", features = ["float_roundtrip", "preserve_order"{raw}] }}
uuid = {{ version = "1", default-features = false, features = ["std", "serde"] }}
"#
    )
}
