//! What README.md and the guide show is true: their commands are run and print what stands below them, their Rust compiles,
//! their programs and tests run, and their links lead somewhere. What a page needs for that is in `readme/pages.toml`.
//!
//! | in a page | is |
//! |---|---|
//! | ```` ```console ```` or ```` ```text ```` that begins with `$ ` | commands with what they print; `…` is what is left out |
//! | ```` ```sh ```` | commands that succeed |
//! | ```` ```yaml ```` or ```` ```toml ```` whose first line is a comment with a path | a file that the commands below find |
//! | ```` ```rust ```` | a fragment, a program or a test; ```` ```rust,ignore ```` is not compiled |
//! | ```` ```text ```` below a program | what the program prints |

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

#[path = "readme/console.rs"]
mod console;
#[path = "readme/generated.rs"]
mod generated;
#[path = "readme/links.rs"]
mod links;
#[path = "readme/page.rs"]
mod page;
#[path = "readme/script.rs"]
mod script;
#[path = "readme/snippets.rs"]
mod snippets;
mod support;

use std::collections::BTreeSet;

use console::{Shell, Step, fits, printed, steps};
use generated::is_current;
use links::{BOOK, PAGES};
use page::{Page, root};
use script::Scripts;
use support::{copy, scratch};

/// README.md and the pages of the guide.
fn written() -> Vec<Page> {
    links::pages()
        .into_iter()
        .filter(|page| page.path == "README.md" || page.path.starts_with(PAGES))
        .collect()
}

#[test]
fn commands_print_what_is_shown() {
    let (pages, scripts) = (written(), script::read());
    let only = std::env::var("PAGE").unwrap_or_default();
    let mut wrong = Vec::new();
    let (mut run, mut elsewhere) = (0, BTreeSet::new());
    for page in pages.iter().filter(|page| page.path.contains(&only)) {
        run += follow(page, &scripts, &mut elsewhere, &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    if only.is_empty() {
        assert!(run >= 35, "{run}");
        let listed: BTreeSet<String> = scripts.elsewhere.keys().cloned().collect();
        assert_eq!(
            listed, elsewhere,
            "`elsewhere` of pages.toml lists just what pages show and these tests do not run"
        );
    }
}

/// Does what a page says, in a folder of its own; gives the number of commands that were run.
fn follow(
    page: &Page,
    scripts: &Scripts,
    elsewhere: &mut BTreeSet<String>,
    wrong: &mut Vec<String>,
) -> usize {
    let script = scripts.of(&page.path);
    let folder =
        scratch(&format!("readme/{}", page.path.rsplit('/').next().unwrap().trim_end_matches(".md")));
    let mut absent = Vec::new();
    for (name, source) in &script.files {
        let (from, to) = (root().join(source), folder.join(name));
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        match from.is_dir() {
            true => copy(&from, &to),
            false if from.exists() => drop(std::fs::copy(&from, &to).unwrap()),
            false => absent.push(name.as_str()),
        }
        assert!(from.exists() || source.starts_with("../"), "{source}");
    }
    let mut shell = Shell { folder: folder.clone() };
    let prepare = |commands: &[String], shell: &mut Shell| {
        for command in commands {
            let out = shell.run(command);
            assert!(out.status.success(), "{}: {command}\n{}", page.path, printed(&out));
        }
    };
    prepare(&script.setup, &mut shell);
    let mut run = 0;
    for step in steps(page) {
        let shown = match step {
            Step::File(name, text) => {
                let path = shell.folder.join(name);
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(path, text).unwrap();
                continue;
            }
            Step::Run(shown) => shown,
        };
        if scripts.elsewhere.contains_key(&shown.command) {
            elsewhere.insert(shown.command);
            continue;
        }
        if let Some(name) = absent.iter().find(|name| shown.command.contains(*name)) {
            println!("{name} is not here: `{}` is skipped", shown.command);
            continue;
        }
        prepare(script.before.get(&shown.command).map_or(&[], Vec::as_slice), &mut shell);
        let out = shell.run(&shown.command);
        let place = format!("{}:{}: {}", page.path, shown.line, shown.command);
        run += 1;
        match &shown.lines {
            Some(lines) => {
                if let Err(line) = fits(lines, &printed(&out)) {
                    wrong.push(format!(
                        "{place}\n  shown, but not printed (in this order): {line}\n{}",
                        printed(&out)
                    ));
                }
            }
            None if !out.status.success() => wrong.push(format!("{place}\n  failed\n{}", printed(&out))),
            None => {}
        }
    }
    run
}

#[test]
fn rust_compiles_and_runs() {
    snippets::check(&written(), &script::read());
}

#[test]
fn other_blocks_parse() {
    for page in written() {
        for block in &page.blocks {
            let place = format!("{}:{}", page.path, block.line);
            match block.language() {
                "yaml" => drop(serde_yaml::from_str::<serde_yaml::Value>(&block.text).expect(&place)),
                "toml" => drop(toml::from_str::<toml::Table>(&block.text).expect(&place)),
                "json" => drop(serde_json::from_str::<serde_json::Value>(&block.text).expect(&place)),
                "rust" | "sh" | "text" | "console" | "diff" | "yml" => {}
                other => panic!("{place}: a block of `{other}`, which is not checked"),
            }
        }
    }
}

#[test]
fn links_lead_somewhere() {
    let pages = links::pages();
    let links = pages.iter().flat_map(|page| page.links.iter().map(move |link| (page, link)));
    let faults: Vec<String> = links.filter_map(|(page, link)| links::fault(page, link)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(pages.len() > 30, "{}", pages.len());
}

/// The book has every page, once.
#[test]
fn the_summary_lists_every_page() {
    let summary = page::read(&format!("{PAGES}/SUMMARY.md"));
    let mut listed: Vec<String> = summary.links.iter().map(|link| link.target.clone()).collect();
    listed.sort();
    let names = std::fs::read_dir(root().join(PAGES)).unwrap().map(|entry| entry.unwrap().file_name());
    let names = names.map(|name| name.into_string().unwrap());
    let mut there: Vec<String> = names.filter(|name| name.ends_with(".md") && name != "SUMMARY.md").collect();
    there.sort();
    assert_eq!(listed, there);
    assert!(root().join(BOOK).join("book.toml").exists());
}

/// `UPDATE_GUIDE=1` writes them.
#[test]
fn generated_parts_are_current() {
    let stale: Vec<&str> =
        generated::PARTS.iter().filter(|part| !is_current(part)).map(|part| part.1).collect();
    assert!(stale.is_empty(), "not as generated; UPDATE_GUIDE=1 writes them: {stale:?}");
}

#[test]
fn every_command_is_told() {
    let pages = written();
    let text = std::fs::read_to_string(root().join(PAGES).join("commands.md")).unwrap();
    let shown: BTreeSet<String> = pages
        .iter()
        .flat_map(steps)
        .filter_map(|step| match step {
            Step::Run(shown) => Some(shown.command),
            Step::File(..) => None,
        })
        .filter_map(|command| Some(command.strip_prefix("truespec ")?.split(' ').next()?.to_owned()))
        .collect();
    for name in text.lines().filter_map(|line| line.strip_prefix("## truespec ")) {
        // `watch` runs until it is stopped, and what some commands print is a part of a page.
        let is_part = generated::PARTS.iter().any(|part| part.1.split(' ').nth(1) == Some(name));
        assert!(name == "watch" || is_part || shown.contains(name), "no page shows `truespec {name}`");
    }
}

/// The page of the vocabulary has every key that overlays may add.
#[test]
fn every_key_is_told() {
    let page = std::fs::read_to_string(root().join(PAGES).join("vocabulary.md")).unwrap();
    let source = std::fs::read_to_string(root().join("generator/src/document/vocabulary.rs")).unwrap();
    let keys: Vec<&str> = source.split('"').filter(|text| text.starts_with("x-truespec-")).collect();
    assert!(keys.len() > 7, "{keys:?}");
    keys.iter().for_each(|key| assert!(page.contains(&format!("| `{key}` |")), "{key}"));
}

/// README.md is for the first minute: the rest is in the guide.
#[test]
fn the_readme_is_short() {
    let text = std::fs::read_to_string(root().join("README.md")).unwrap();
    assert!(text.lines().count() <= 215, "{}", text.lines().count());
    assert!(text.contains("\n## When the vendor changes the API\n"));
}
