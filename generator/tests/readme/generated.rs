//! Parts of pages that are made from the code: what stands between `<!-- made: NAME -->` and `<!-- end -->`.
//! `UPDATE_GUIDE=1 cargo test -p truespec --test readme` writes them.

use std::fmt::Write;
use std::process::Command;

use truespec::diagnostic::code::{ALL, Code};

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

/// What the first digit of a code says.
const FAMILIES: [(&str, &str); 8] = [
    ("1", "Reading"),
    ("2", "Overlays"),
    ("3", "Documents"),
    ("4", "References"),
    ("5", "Schemas"),
    ("6", "Operations"),
    ("7", "Importing, linting, learning, fetching"),
    ("8", "Settings and output"),
];

/// The sections of `generator/README.md` about the vocabulary.
const VOCABULARY: [&str; 3] = ["## The vocabulary", "### Webhooks", "### Types by word"];

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

/// What a command prints; `None` if it fails.
fn printed(arguments: &[&str]) -> Option<String> {
    let out = Command::new(env!("CARGO_BIN_EXE_truespec")).args(arguments).output().unwrap();
    out.status.success().then(|| String::from_utf8(out.stdout).unwrap())
}

/// A page that a command prints, without its title, which the guide has.
fn page(arguments: &[&str]) -> Option<String> {
    let text = printed(arguments)?;
    Some(
        text.split_once('\n')
            .filter(|(title, _)| title.starts_with("# "))
            .map_or(text.clone(), |it| it.1.to_owned()),
    )
}

/// The help of each command, in the order of `truespec --help`.
fn commands() -> String {
    let help = printed(&["--help"]).unwrap();
    let lines = help.lines().skip_while(|line| !line.ends_with(':') || line.starts_with("Usage:"));
    let lines = lines.take_while(|line| *line != "Options:").filter(|line| line.starts_with("  "));
    let names = lines.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    let mut text = String::new();
    for name in names {
        write!(text, "\n## truespec {name}\n\n```text\n{}```\n", printed(&[name, "--help"]).unwrap())
            .unwrap();
    }
    text
}

fn diagnostics() -> String {
    page(&["explain", "--all"]).unwrap_or_else(|| {
        let mut text = String::new();
        for (digit, title) in FAMILIES {
            writeln!(text, "\n## {title}").unwrap();
            let codes = ALL.iter().filter(|code| code.id[2..].starts_with(digit));
            codes.for_each(|code| text.push_str(&diagnostic(code)));
        }
        text
    })
}

fn diagnostic(code: &Code) -> String {
    let Code { id, severity, title, hint, explain } = code;
    let mut word = severity.word().to_owned();
    word[..1].make_ascii_uppercase();
    format!("\n### {id}\n\n{word}: {title}.\n\n{explain}\n\n**Help:** {hint}.\n")
}

fn vocabulary() -> String {
    page(&["vocabulary"]).unwrap_or_else(|| {
        let sections = VOCABULARY.map(section).join("\n");
        let untitled = sections.split_once('\n').unwrap().1;
        untitled.replace("see below", "see [Webhooks](#webhooks)").replace("\n### ", "\n## ")
    })
}

fn selectors() -> String {
    section("### Selectors").replacen("### ", "## ", 1)
}

/// The tables of settings; as they stand, if no command prints them.
fn settings() -> String {
    page(&["config", "--reference"]).unwrap_or_else(|| {
        let there = std::fs::read_to_string(root().join(PAGES).join("settings.md")).unwrap();
        let part = there.split_once("--reference -->\n").unwrap().1;
        part.split_once("<!-- end -->").unwrap().0.to_owned()
    })
}

/// A section of `generator/README.md`, with its heading, up to the next one.
fn section(heading: &str) -> String {
    let text = std::fs::read_to_string(root().join("generator/README.md")).unwrap();
    let lines = text.lines().skip_while(|line| *line != heading);
    let rest = lines.clone().skip(1).take_while(|line| !line.starts_with('#'));
    lines.take(1).chain(rest).map(|line| format!("{line}\n")).collect()
}
