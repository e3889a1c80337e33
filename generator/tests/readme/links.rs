//! Links within the repository: each leads to a file that is there, and to a heading of it.

use std::path::{Component, Path, PathBuf};

use super::page::{self, Link, Page, root};

/// The folder of the book, and of its pages.
pub const BOOK: &str = "generator/guide";
pub const PAGES: &str = "generator/guide/src";

/// Every page that people read: at the root, in the book, and each `README.md` of the generator.
pub fn pages() -> Vec<Page> {
    let mut found = Vec::new();
    collect(&root(), "", &mut found);
    found.sort();
    found.iter().map(|path| page::read(path)).collect()
}

fn collect(folder: &Path, below: &str, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let shown = format!("{below}{name}");
        if path.is_dir() {
            // What is emitted has tests of its own, and what is built comes and goes.
            let is_left_out = below.is_empty() && name != "generator"
                || ["node_modules", "target"].contains(&name.as_str())
                || name.starts_with('.');
            if !is_left_out {
                collect(&path, &format!("{shown}/"), found);
            }
        } else if name.ends_with(".md") && (name == "README.md" || !below.starts_with("generator/tests")) {
            found.push(shown);
        }
    }
}

/// What is wrong with a link; `None` if it leads somewhere, or to another site.
pub fn fault(page: &Page, link: &Link) -> Option<String> {
    let target = link.target.as_str();
    if target.contains("://") || target.starts_with("mailto:") {
        return None;
    }
    let (path, anchor) = target.split_once('#').map_or((target, None), |(path, anchor)| (path, Some(anchor)));
    let told = |why: &str| Some(format!("{}:{}: {target}: {why}", page.path, link.line));
    let file = if path.is_empty() { Some(PathBuf::from(&page.path)) } else { joined(&page.path, path) };
    let Some(file) = file else { return told("it leads out of the repository") };
    if !root().join(&file).exists() {
        return told("there is no such file");
    }
    if page.path.starts_with(PAGES) && !file.starts_with(PAGES) {
        return told("a page of the book links to what is not in the book");
    }
    let anchor = anchor?;
    let there = page::read(&file.to_string_lossy());
    let is_there = there.anchors.iter().any(|other| other == anchor);
    if is_there { None } else { told("there is no such heading") }
}

/// A path relative to a page, without `..`; `None` if it leaves the repository.
fn joined(page: &str, path: &str) -> Option<PathBuf> {
    let mut joined = Path::new(page).parent()?.to_owned();
    for part in Path::new(path).components() {
        match part {
            Component::ParentDir => joined.pop().then_some(())?,
            Component::CurDir => {}
            part => joined.push(part),
        }
    }
    Some(joined)
}
