//! The commands of a page, run in a folder of its own, and whether they print what is shown. `…` stands for lines that are
//! left out, or for the rest of a line; times of this machine are left out of both.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::page::{Block, Page};

/// A command, and the lines that it is shown to print; none is shown of those in a block `sh`.
pub struct Shown {
    pub command: String,
    pub lines: Option<Vec<String>>,
    pub line: usize,
}

/// What a page does, from top to bottom.
pub enum Step<'a> {
    /// Writes a block to the file that its first line names.
    File(&'a str, &'a str),
    Run(Shown),
}

/// The steps of a page.
pub fn steps(page: &Page) -> Vec<Step<'_>> {
    page.blocks.iter().flat_map(steps_of).collect()
}

fn steps_of(block: &Block) -> Vec<Step<'_>> {
    match block.language() {
        "yaml" | "toml" => block.file().map(|name| Step::File(name, &block.text)).into_iter().collect(),
        "sh" => {
            let lines = block.text.lines().enumerate();
            let lines =
                lines.map(|(index, line)| (index, line.split("  #").next().unwrap_or_default().trim()));
            let lines = lines.filter(|(_, command)| !command.is_empty() && !command.starts_with('#'));
            let run = lines.map(|(index, command)| {
                Step::Run(Shown { command: command.to_owned(), lines: None, line: block.line + 1 + index })
            });
            run.collect()
        }
        "text" | "console" if block.text.starts_with("$ ") => {
            let mut found: Vec<Shown> = Vec::new();
            for (index, line) in block.text.lines().enumerate() {
                match line.strip_prefix("$ ") {
                    Some(command) => {
                        let (command, line) = (command.to_owned(), block.line + 1 + index);
                        found.push(Shown { command, lines: Some(Vec::new()), line });
                    }
                    None => found
                        .iter_mut()
                        .last()
                        .and_then(|shown| shown.lines.as_mut())
                        .unwrap()
                        .push(line.to_owned()),
                }
            }
            found.into_iter().map(Step::Run).collect()
        }
        _ => Vec::new(),
    }
}

/// A shell in a folder, which `cd` changes.
pub struct Shell {
    pub folder: PathBuf,
}

impl Shell {
    /// Runs a command line. `truespec` is the binary of this build, nothing is downloaded, and git has a name.
    pub fn run(&mut self, command: &str) -> Output {
        if let Some(folder) = command.strip_prefix("cd ") {
            self.folder = self.folder.join(folder);
            assert!(self.folder.is_dir(), "{}", self.folder.display());
            return shell(&self.folder, "true");
        }
        shell(&self.folder, command)
    }
}

fn shell(folder: &Path, command: &str) -> Output {
    let here = Path::new(env!("CARGO_BIN_EXE_truespec")).parent().unwrap().to_owned();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(std::iter::once(here).chain(std::env::split_paths(&path))).unwrap();
    // No page writes to the home of who runs it; cargo needs its own.
    let home = if command.starts_with("cargo ") { std::env::var_os("HOME") } else { Some(folder.into()) };
    let git = ["GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"];
    Command::new("sh")
        .args(["-c", command])
        .current_dir(folder)
        .env("PATH", path)
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_TERM_COLOR", "never")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("HOME", home.unwrap_or_default())
        .envs(git.map(|name| (name, "guide@example.com")))
        .env_remove("CLICOLOR_FORCE")
        .output()
        .unwrap()
}

/// What a command printed, first on standard error, then on standard output.
pub fn printed(out: &Output) -> String {
    String::from_utf8([out.stderr.as_slice(), &out.stdout].concat()).unwrap()
}

/// Whether the lines are printed in this order: next to each other, or with others between where `…` stands.
pub fn fits(lines: &[String], printed: &str) -> Result<(), String> {
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
