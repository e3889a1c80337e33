//! The README shows what the commands print: each `$ truespec …` in it is run and its output compared. `…` stands for lines
//! that are left out, or for the rest of a line; times and folders of this machine are left out of both.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use support::{copy, scratch};

/// What the README tells of that is not in the repository, with where it is where it is at hand.
const ELSEWHERE: [(&str, &str); 3] = [
    ("openapi_knowledge.json", "corpus/pairs/dify_knowledge_new.json"),
    ("dify-unbind-tag.md", "seeds/dify-unbind-tag.md"),
    ("dify-delete-dataset.md", "seeds/dify-delete-dataset.md"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The commands of the README, each with what it is said to print.
fn shown() -> Vec<(String, Vec<String>)> {
    let text = std::fs::read_to_string(root().join("README.md")).unwrap();
    let blocks = text.split("```text\n").skip(1).filter_map(|rest| rest.split("```").next());
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    for line in blocks.filter(|block| block.starts_with("$ truespec ")).flat_map(str::lines) {
        match line.strip_prefix("$ truespec ") {
            Some(command) => found.push((command.to_owned(), Vec::new())),
            None => found.last_mut().unwrap().1.push(line.to_owned()),
        }
    }
    found
}

/// A folder with the workspace, as far as commands look at it.
fn workspace() -> PathBuf {
    let folder = scratch("readme");
    for part in ["specs", "generated", "generator/tests/learn", "generator/tests/lint"] {
        copy(&root().join(part), &folder.join(part));
    }
    for (name, path) in ELSEWHERE {
        let _ = std::fs::copy(root().join("../shared").join(path), folder.join(name));
    }
    folder
}

/// What a command prints, first on standard error, then on standard output.
fn printed(folder: &Path, command: &str) -> String {
    let out = Command::new(env!("CARGO_BIN_EXE_truespec"))
        .args(command.split_whitespace())
        .current_dir(folder)
        .env_remove("CLICOLOR_FORCE")
        .output()
        .unwrap();
    String::from_utf8([out.stderr, out.stdout].concat()).unwrap()
}

#[test]
fn commands_print_what_is_shown() {
    let (folder, commands) = (workspace(), shown());
    let mut wrong = Vec::new();
    for (command, lines) in &commands {
        let absent = |(name, _): &&(&str, &str)| command.contains(name) && !folder.join(name).exists();
        if let Some((name, _)) = ELSEWHERE.iter().find(absent) {
            println!("{name} is not here: `{command}` is skipped");
            continue;
        }
        let printed = printed(&folder, command);
        if let Err(line) = fits(lines, &printed) {
            wrong.push(format!(
                "truespec {command}\n  shown, but not printed (in this order): {line}\n{printed}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert!(commands.len() >= 10, "{}", commands.len());
}

/// Whether the lines are printed in this order: next to each other, or with others between where `…` stands.
fn fits(lines: &[String], printed: &str) -> Result<(), String> {
    let mut printed = printed.lines();
    let mut gap = false;
    for line in lines {
        if line == "…" {
            gap = true;
            continue;
        }
        let found = if gap {
            printed.any(|there| same(line, there))
        } else {
            printed.next().is_some_and(|there| same(line, there))
        };
        if !found {
            return Err(line.clone());
        }
        gap = false;
    }
    // What follows the last line is left out only where it is said.
    if gap || printed.next().is_none() { Ok(()) } else { Err("…".to_owned()) }
}

/// A line as shown and as printed; `…` within it stands for anything.
fn same(shown: &str, printed: &str) -> bool {
    let (shown, printed) = (timeless(shown), timeless(printed));
    let mut rest = printed.as_str();
    let mut parts = shown.split('…');
    let first = parts.next().unwrap_or_default();
    let Some(after) = rest.strip_prefix(first) else { return false };
    rest = after;
    let parts: Vec<&str> = parts.collect();
    for (index, part) in parts.iter().enumerate() {
        let at =
            if index + 1 == parts.len() && !part.is_empty() { rest.rfind(part) } else { rest.find(part) };
        match at {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.is_empty() || shown.ends_with('…')
}

/// Without the milliseconds of this run and the alignment, which is wider where a longer line is left out.
fn timeless(line: &str) -> String {
    let mut words: Vec<&str> = line.split_whitespace().collect();
    for index in 1..words.len() {
        let number = words[index - 1].trim_start_matches('(');
        if words[index].starts_with("ms") && number.parse::<f64>().is_ok() {
            words[index - 1] = "some";
        }
    }
    words.join(" ")
}

#[test]
fn every_command_is_told() {
    let text = std::fs::read_to_string(root().join("README.md")).unwrap();
    let help = printed(&scratch("readme-help"), "--help");
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names =
        commands.take_while(|line| !line.is_empty()).filter_map(|line| line.split_whitespace().next());
    let shown = shown();
    for name in names.filter(|name| *name != "help") {
        assert!(text.contains(&format!("`truespec {name}")), "the table does not tell of `{name}`");
        // These run until they are stopped, ask a server, need a repository with a release, or print what only a program reads.
        let runs =
            ["playground", "watch", "record", "release", "update", "completions", "man"].contains(&name);
        assert!(
            runs || shown.iter().any(|(command, _)| command.split(' ').next() == Some(name)),
            "`{name}` shows no output"
        );
    }
}
