//! Parts of pages that are made from the code: what stands between `<!-- made: NAME -->` and `<!-- end -->`.
//! `UPDATE_GUIDE=1 cargo test -p truespec --test readme` writes them.

use std::fmt::Write;
use std::process::Command;

use super::links::PAGES;
use super::page::root;

/// A part: its page, its name, and what it is.
type Part = (&'static str, &'static str, fn() -> String);

/// Every part.
pub const PARTS: [Part; 5] = [
    ("commands.md", "truespec COMMAND --help", commands),
    ("diagnostics.md", "truespec explain --all", diagnostics),
    ("vocabulary.md", "truespec vocabulary", vocabulary),
    ("vocabulary.md", "selectors", selectors),
    ("settings.md", "truespec config --reference", settings),
];

/// Whether a part is as generated, after writing it if that is wanted.
pub fn is_current((page, name, text): &Part) -> bool {
    let path = root().join(PAGES).join(page);
    let there = std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    let (before, rest) = there.split_once(&format!("<!-- made: {name} -->\n")).expect(name);
    let (part, after) = rest.split_once("<!-- end -->\n").expect(name);
    let made = format!("\n{}\n\n", text().trim());
    if std::env::var_os("UPDATE_GUIDE").is_some() && part != made {
        std::fs::write(&path, format!("{before}<!-- made: {name} -->\n{made}<!-- end -->\n{after}")).unwrap();
        return true;
    }
    part == made
}

/// What a command prints.
fn printed(arguments: &[&str]) -> String {
    let out = Command::new(env!("CARGO_BIN_EXE_truespec")).args(arguments).output().unwrap();
    assert!(out.status.success(), "{arguments:?}");
    String::from_utf8(out.stdout).unwrap()
}

/// A page that a command prints, without its title, which the guide has.
fn page(arguments: &[&str]) -> String {
    let text = printed(arguments);
    text.split_once('\n')
        .filter(|(title, _)| title.starts_with("# "))
        .map_or(text.clone(), |(_, rest)| rest.to_owned())
}

/// The help of each command, in the order of `truespec --help`.
fn commands() -> String {
    let help = printed(&["--help"]);
    let lines = help.lines().skip_while(|line| !line.ends_with(':') || line.starts_with("Usage:"));
    let lines = lines.take_while(|line| *line != "Options:").filter(|line| line.starts_with("  "));
    let names = lines.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    let mut text = String::new();
    for name in names {
        write!(text, "\n## truespec {name}\n\n```text\n{}```\n", printed(&[name, "--help"])).unwrap();
    }
    text
}

fn diagnostics() -> String {
    page(&["explain", "--all"])
}

fn vocabulary() -> String {
    page(&["vocabulary"])
}

fn selectors() -> String {
    section("### Selectors").replacen("### ", "## ", 1)
}

fn settings() -> String {
    page(&["config", "--reference"])
}

/// A section of `generator/README.md`, with its heading, up to the next one.
fn section(heading: &str) -> String {
    let text = std::fs::read_to_string(root().join("generator/README.md")).unwrap();
    let lines = text.lines().skip_while(|line| *line != heading);
    let rest = lines.clone().skip(1).take_while(|line| !line.starts_with('#'));
    lines.take(1).chain(rest).map(|line| format!("{line}\n")).collect()
}
