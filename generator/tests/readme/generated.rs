//! Pages of the guide that are made from the code: `UPDATE_GUIDE=1 cargo test -p truespec --test readme` writes them.

use std::fmt::Write;
use std::process::Command;

use truespec::diagnostic::code::{ALL, Code};

use super::links::PAGES;
use super::page::root;

/// What the first digit of a code says.
const FAMILIES: [(&str, &str); 8] = [
    ("1", "Reading files"),
    ("2", "Overlays and corrections"),
    ("3", "The document"),
    ("4", "References"),
    ("5", "Schemas"),
    ("6", "Operations"),
    ("7", "Import, lint, learn, init, update"),
    ("8", "Settings and output"),
];

/// Sections of `generator/README.md` that are a page of the guide.
const VOCABULARY: [&str; 5] =
    ["## The vocabulary", "### Pagination", "### Webhooks", "### Types by word", "### Selectors"];

/// The generated pages, with their texts.
pub fn pages() -> Vec<(&'static str, String)> {
    vec![("diagnostics.md", diagnostics()), ("commands.md", commands()), ("vocabulary.md", vocabulary())]
}

/// Compares a page with the file, after writing it if that is wanted; says whether it is as generated.
pub fn is_current(name: &str, text: &str) -> bool {
    let path = root().join(PAGES).join(name);
    if std::env::var_os("UPDATE_GUIDE").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    std::fs::read_to_string(&path).is_ok_and(|there| there.replace("\r\n", "\n") == text)
}

fn diagnostics() -> String {
    let mut page = String::from(
        "# Diagnostics by code\n\nEverything that truespec reports has a code, a location and a hint. An error stops the run before \
         anything is written, a warning says what was left out or repaired, a note loses nothing. `--strict`, or `strict = true` in \
         `truespec.toml`, turns warnings into errors. `truespec explain TS203` prints what stands here.\n",
    );
    for (digit, title) in FAMILIES {
        writeln!(page, "\n## TS{digit}xx: {title}").unwrap();
        let codes = ALL.iter().filter(|code| code.id[2..].starts_with(digit));
        codes.for_each(|code| page.push_str(&section(code)));
    }
    page
}

fn section(code: &Code) -> String {
    let Code { id, severity, title, hint, explain } = code;
    format!("\n### {id}\n\n**{}: {title}.** {explain}\n\n*What helps:* {hint}.\n", severity.word())
}

fn commands() -> String {
    let mut page = String::from(
        "# Commands\n\nExit codes: 0 done, 1 the input is at fault or something drifted, 2 usage. `truespec update` has its own, \
         which its help lists. In a workspace, and in the repository of truespec, `cargo run -- COMMAND` is the same as \
         `truespec COMMAND`.\n",
    );
    let help = help(&["--help"]);
    let commands =
        help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names = commands.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    for name in names {
        write!(page, "\n## truespec {name}\n\n```text\n{}```\n", self::help(&[name, "--help"])).unwrap();
    }
    page
}

/// What a help prints, wherever the program was built.
fn help(arguments: &[&str]) -> String {
    let out = Command::new(env!("CARGO_BIN_EXE_truespec")).args(arguments).output().unwrap();
    String::from_utf8(out.stdout).unwrap()
}

fn vocabulary() -> String {
    let readme = std::fs::read_to_string(root().join("generator/README.md")).unwrap().replace("\r\n", "\n");
    let mut page = String::new();
    for heading in VOCABULARY {
        let section = section_of(&readme, heading).replace("see below", "see [Webhooks](#webhooks)");
        let section = section.strip_prefix("### ").map_or(section.clone(), |rest| format!("## {rest}"));
        page.push_str(
            section.strip_prefix("## The").map_or(section.clone(), |rest| format!("# The{rest}")).trim_end(),
        );
        page.push_str("\n\n");
    }
    page.trim_end().to_owned() + "\n"
}

/// A section of a text, with its heading, up to the next one.
fn section_of(text: &str, heading: &str) -> String {
    let lines = text.lines().skip_while(|line| *line != heading);
    let rest = lines.clone().skip(1).take_while(|line| !line.starts_with('#'));
    lines.take(1).chain(rest).map(|line| format!("{line}\n")).collect()
}
