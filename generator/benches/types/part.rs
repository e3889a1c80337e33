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
    // What is behind the feature for constructors is left out: the line before says so.
    let before = std::iter::once("").chain(index.lines());
    let lines = index.lines().zip(before).filter(|(_, before)| !before.starts_with("#[cfg("));
    let lines = lines.filter_map(|(line, _)| line.strip_prefix("pub use self::")?.strip_suffix(';'));
    let pairs = lines.filter_map(|line| line.split_once("::"));
    let names = |list: &str| list.trim_matches(['{', '}']).split(", ").map(str::to_owned).collect();
    pairs.map(|(stem, list)| (stem.trim_start_matches("r#").to_owned(), names(list))).collect()
}

/// The word after each of these.
fn after(text: &str, path: &str) -> Vec<String> {
    let name = |rest: &str| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    text.split(path).skip(1).map(name).collect()
}

/// The scalars that a crate has of its own: file, name and the twin's. Numbers sent as texts are texts for the twin.
const SCALARS: [(&str, &str, &str); 3] =
    [("base64", "Base64Bytes", "String"), ("decimal", "Decimal", "String"), ("quoted", "Quoted<T>", "T")];

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
        library += "pub mod runtime;\npub use runtime::model::JsonObject;\n";
        let files = runtime(whole, types, out)?;
        for (module, name, _) in
            SCALARS.iter().filter(|(module, ..)| files.contains(&format!("scalar/{module}")))
        {
            library += &format!("pub use runtime::scalar::{module}::{};\n", name.trim_end_matches("<T>"));
        }
    } else {
        library += "pub type JsonObject = serde_json::Map<String, serde_json::Value>;\n";
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

/// Copies what the types name of the runtime and what that needs, with the modules of its rooms, and gives its files.
fn runtime(whole: &Path, types: &Types, out: &Path) -> Option<BTreeSet<String>> {
    let home = whole.join("src/runtime");
    let rooms = rooms(&home)?;
    let named = types.files.values().flat_map(|text| offered(&rooms, &without_errors(text)));
    // What implements a trait for scalars is named nowhere.
    let scalars =
        std::fs::read_dir(home.join("scalar")).into_iter().flatten().flatten().filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            Some(format!("scalar/{}", name.strip_suffix(".rs")?))
        });
    let codec = ["codec", "number", "send", "tuple"].map(|module| format!("json/{module}"));
    let objects = ["model/free_form".to_owned()];
    let mut queue: VecDeque<String> = named.chain(scalars).chain(codec).chain(objects).collect();
    let mut files = BTreeSet::new();
    while let Some(file) = queue.pop_front() {
        // What is no file is of a module within one.
        let Ok(text) = std::fs::read_to_string(home.join(format!("{file}.rs"))) else { continue };
        let room = file.split('/').next()?.to_owned();
        if files.insert(file.clone()) {
            std::fs::create_dir_all(out.join("src/runtime").join(&room)).ok()?;
            std::fs::write(out.join(format!("src/runtime/{file}.rs")), &text).ok()?;
            let others = ["super::super::", "crate::runtime::"].map(|path| pairs(&text, path));
            queue.extend(others.into_iter().flatten());
            queue.extend(after(&text, "super::").into_iter().map(|module| format!("{room}/{module}")));
        }
    }
    write_rooms(&rooms, &files, &out.join("src/runtime"))?;
    Some(files)
}

/// The text of each room's module.
fn rooms(home: &Path) -> Option<BTreeMap<String, String>> {
    let entries = std::fs::read_dir(home).ok()?.flatten().filter_map(|entry| {
        let name = entry.file_name().into_string().ok()?;
        let stem = name.strip_suffix(".rs").filter(|stem| *stem != "mod")?.to_owned();
        Some((stem, std::fs::read_to_string(entry.path()).ok()?))
    });
    Some(entries.collect())
}

/// The files that hold what a text takes from rooms: `use crate::runtime::json::object;`.
fn offered(rooms: &BTreeMap<String, String>, text: &str) -> Vec<String> {
    let paths = text.lines().filter_map(|line| line.strip_prefix("use crate::runtime::")?.strip_suffix(';'));
    let pairs = paths.filter_map(|path| path.split_once("::"));
    let files = pairs.flat_map(|(room, list)| {
        let exports = exports(rooms.get(room).map_or("", String::as_str));
        let wanted: Vec<String> = list.trim_matches(['{', '}']).split(", ").map(str::to_owned).collect();
        let holds =
            exports.into_iter().filter(move |(_, names)| names.iter().any(|name| wanted.contains(name)));
        holds.map(move |(module, _)| format!("{room}/{module}"))
    });
    files.collect()
}

/// `request/call` of each `request::call` after this.
fn pairs(text: &str, path: &str) -> Vec<String> {
    let word =
        |text: &str| -> String { text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect() };
    let pair = |rest: &str| rest.split("::").take(2).map(word).collect::<Vec<_>>().join("/");
    text.split(path).skip(1).map(pair).collect()
}

/// The modules of the rooms with what there is of them.
fn write_rooms(rooms: &BTreeMap<String, String>, files: &BTreeSet<String>, out: &Path) -> Option<()> {
    let mut all = String::new();
    for (room, text) in rooms {
        let modules = files.iter().filter_map(|file| file.strip_prefix(room)?.strip_prefix('/'));
        let modules: Vec<&str> = modules.collect();
        let own = |line: &&str| {
            let module = line.strip_prefix("pub mod ").or_else(|| line.strip_prefix("pub use self::"));
            let module = module.and_then(|rest| rest.split([':', ';']).next());
            module.is_some_and(|module| modules.contains(&module))
        };
        let lines: Vec<&str> = text.lines().filter(own).collect();
        if !lines.is_empty() {
            all += &format!("pub mod {room};\n");
            std::fs::write(out.join(format!("{room}.rs")), lines.join("\n") + "\n").ok()?;
        }
    }
    std::fs::write(out.join("mod.rs"), &all).ok()
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
