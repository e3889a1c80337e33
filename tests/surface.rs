//! What a consumer of `generated/` can name: types with their fields, calls with their arguments, settings of builders.
//! Taken from the sources as they are laid out; a change here is a change for every consumer.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, in its helpers too")]

use std::fmt::Write;
use std::path::Path;

#[test]
fn public_surface() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("generated/src");
    let mut listing = String::new();
    for path in files(&root) {
        let said = surface(&std::fs::read_to_string(root.join(&path)).unwrap());
        writeln!(listing, "--- {path}\n{said}").unwrap();
    }
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(listing.trim_end()) });
}

/// Every source but the runtime's, by path.
fn files(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                found.push(path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/"));
            } else if !path.ends_with("runtime") {
                folders.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The lines of a source that a consumer could have written against.
fn surface(source: &str) -> String {
    let mut said = String::new();
    for item in items(source) {
        let head = item[0].as_str();
        let whole = ["pub struct ", "pub enum ", "builder!(", "parameters!("]
            .iter()
            .any(|start| head.starts_with(start));
        if whole {
            let hidden = |line: &&String| {
                head.starts_with("pub struct ") && line.starts_with("    ") && !line.starts_with("    pub ")
            };
            item.iter().filter(|line| !hidden(line)).for_each(|line| writeln!(said, "{line}").unwrap());
        } else if head.starts_with("impl") {
            writeln!(said, "{head}").unwrap();
            methods(&item).iter().for_each(|method| writeln!(said, "    {method}").unwrap());
        } else if head.starts_with("pub ") || head.ends_with("!(") || head.contains("!(") {
            writeln!(said, "{}", item.join(" ")).unwrap();
        }
    }
    said
}

/// The items of a source without comments and attributes: each begins and ends where nothing is indented.
fn items(source: &str) -> Vec<Vec<String>> {
    let noise = ["//", "#", "use ", "const ", "mod ", "pub mod of {", "object!("];
    let mut items: Vec<Vec<String>> = Vec::new();
    let mut open = false;
    let lines = source.lines().filter(|line| !line.trim().is_empty() && !line.trim().starts_with("//"));
    for line in lines.filter(|line| !line.trim().starts_with('#')) {
        match items.last_mut() {
            Some(item) if open => item.push(line.to_owned()),
            _ => items.push(vec![line.to_owned()]),
        }
        let is_value = items.last().is_some_and(|item| item[0].starts_with("const "));
        let ends = (!line.starts_with(' ') || is_value && line.ends_with(';'))
            && (line.ends_with(';') || line.ends_with('}') || line.ends_with(']'));
        open = !ends;
    }
    items.retain(|item| !noise.iter().any(|start| item[0].starts_with(start)));
    items
}

/// The signatures in an `impl`, each on a line.
fn methods(item: &[String]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut open = false;
    for line in item {
        let begins = line.starts_with("    pub fn ");
        if begins {
            found.push(String::new());
        }
        if begins || open {
            let signature = found.last_mut().unwrap();
            *signature =
                format!("{signature} {}", line.trim().trim_end_matches('{').trim_end()).trim().to_owned();
            open = !line.ends_with('{');
        }
    }
    found.iter().map(|signature| signature.replace("( ", "(").replace(", )", ")")).collect()
}
