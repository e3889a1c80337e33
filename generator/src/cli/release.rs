//! `truespec release`: gives the crate the version that its changes require, and an entry in its changelog.

use std::path::Path;
use std::process::ExitCode;

use serde_json::json;
use truespec::diagnostic::{Files, Report};
use truespec::input::file;
use truespec::review::accepted;
use truespec::review::diff::{self, Change};
use truespec::review::release::{self, Edited, Number};
use truespec::source::{RELEASE, release_text};
use truespec::text::print::escape_json;
use truespec::workspace as emitted;
use truespec::write::{Options, write_single};

use super::format::FailOnLevel;
use super::progress;
use super::show::{fail, report};
use super::version::{Version, revision, workspace};

/// The arguments of `release`.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  truespec release --dry-run            prints the version and the entry
  truespec release                      writes specs/release.toml, generated/ and its CHANGELOG.md
  truespec release --against v1.2.0     compares with that revision instead of the last release
  truespec release --against HEAD       the first one of a crate whose settings had a version of their own
  truespec release --final              1.0.0 after 1.0.0-rc.2
The settings need `version = \"auto\"`. The last release is the last commit that changed specs/release.toml; until the new one is committed, another run writes the same version and its entry anew; what you add to the entry below the comment at its end stays. A version such as 1.0.0-rc.1, written into specs/release.toml by hand and committed, begins pre-releases.")]
pub struct Arguments {
    /// Revision of the release before [default: the last commit that changed `specs/release.toml`].
    #[arg(long, value_name = "REVISION")]
    against: Option<String>,
    /// Least version step, for changes that documents do not show, such as another version of truespec.
    #[arg(long, value_name = "LEVEL", value_enum)]
    at_least: Option<FailOnLevel>,
    /// Releases the version that a pre-release leads to: 1.0.0 after 1.0.0-rc.2.
    #[arg(long = "final")]
    is_final: bool,
    /// Date of the entry; by default it has none.
    #[arg(long, value_parser = date)]
    date: Option<String>,
    /// Prints the version and the entry, and writes nothing.
    #[arg(long)]
    dry_run: bool,
    /// Prints one JSON object, as `truespec schema release` describes it.
    #[arg(long)]
    json: bool,
}

/// A date as changelogs have it.
fn date(text: &str) -> Result<String, String> {
    let is_date = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if is_date { Ok(text.to_owned()) } else { Err("expected a date, such as 2026-01-31".to_owned()) }
}

/// What a release is.
struct Release {
    /// The version before; `None` for the first release.
    before: Option<Number>,
    version: Number,
    /// `None` if nothing changed.
    entry: Option<String>,
    changes: Vec<Change>,
}

/// Runs the command.
pub fn run(root: &Path, arguments: &Arguments) -> ExitCode {
    let (mut texts, mut found) = (Files::default(), Report::default());
    let release = progress::while_running("comparing", || release(root, arguments, &mut texts, &mut found));
    report(&found, &texts);
    let written = release.and_then(|release| {
        if !arguments.json {
            show(&release, arguments.dry_run);
        }
        if !arguments.dry_run {
            write(root, &release)?;
        }
        if arguments.json {
            print_json(&release, &texts, arguments.dry_run);
        }
        Ok(())
    });
    written.map_or_else(|text| fail(&text), |()| ExitCode::SUCCESS)
}

fn release(
    root: &Path,
    arguments: &Arguments,
    texts: &mut Files,
    found: &mut Report,
) -> Result<Release, String> {
    let base = match &arguments.against {
        Some(revision) => Some(revision.clone()),
        None => release::last_release(root).map_err(|rejected| rejected.0 + "\n")?,
    };
    let before = base.map(|base| revision(&base, texts, found)).transpose()?;
    let now = workspace(root, texts, found)?;
    if !now.settings.auto_version {
        return Err(
            "set `version = \"auto\"` under `[crate]` in specs/truespec.toml: the version is then that of \
                    specs/release.toml, which this command writes\n"
                .to_owned(),
        );
    }
    let date = arguments.date.as_deref();
    let before = match before {
        Some(before) => Some(before),
        None => released_by_hand(&now, texts),
    };
    let Some(before) = before else {
        let version = number(&now.settings.version)?;
        let entry = Some(release::first_entry(&version, date));
        return Ok(Release { before: None, version, entry, changes: Vec::new() });
    };
    let mut changes = diff::compare_modules(&before.modules, &now.modules);
    // An entry without a change is for `diff`, where the version before is another one.
    accepted::accept(&mut changes, &now.accepted, &mut Report::default());
    if found.has_errors() {
        return Err(String::new());
    }
    let level = diff::level(&changes).max(arguments.at_least.map(FailOnLevel::level));
    let old = number(&before.settings.version)?;
    if arguments.is_final && old.pre.is_empty() {
        return Err(format!("{old} is no pre-release: `--final` is for the version after one\n"));
    }
    let next = release::next_version(&old, level);
    let version = if arguments.is_final { release::final_version(&next) } else { next };
    let entry = match level {
        Some(_) => Some(release::entry(&version, date, &changes)),
        None => arguments.is_final.then(|| release::unchanged_entry(&version, date, &old)),
    };
    Ok(Release { before: Some(old), version, entry, changes })
}

/// The version that was committed last, if its number was written by hand and something has changed since: it may be in use.
fn released_by_hand(now: &Version, texts: &mut Files) -> Option<Version> {
    let committed = revision("HEAD", texts, &mut Report::default()).ok()?;
    let has_changed = !diff::compare_modules(&committed.modules, &now.modules).is_empty();
    (!committed.settings.auto_version && has_changed).then_some(committed)
}

fn number(text: &str) -> Result<Number, String> {
    Number::parse(text).map_err(|error| format!("`{text}` is not a semantic version: {error}\n"))
}

fn show(release: &Release, is_dry: bool) {
    match (&release.before, &release.entry) {
        (_, None) => errln!("{}: nothing changed since", release.version),
        (None, _) => errln!("{}: the first release", release.version),
        (Some(before), _) => {
            errln!("{before} → {}: {}", release.version, diff::summary(&release.changes));
        }
    }
    if let Some(entry) = release.entry.as_ref().filter(|_| is_dry) {
        out!("{entry}");
    }
}

fn print_json(release: &Release, texts: &Files, is_dry: bool) {
    let changes = diff::json(&release.changes, texts);
    let part = |name: &str| changes.get(name).cloned();
    let whole = json!({
        "before": release.before.as_ref().map(ToString::to_string),
        "version": release.version.to_string(),
        "level": part("level"),
        "entry": release.entry,
        "written": !is_dry,
        "changes": part("changes"),
    });
    outln!("{}", escape_json(&format!("{whole:#}")));
}

/// Writes the version, the crate and its changelog. If the crate cannot be written, the version is what it was.
fn write(root: &Path, release: &Release) -> Result<(), String> {
    let changelog = changelog(root)?;
    let updated = release::updated(&changelog, release.before.as_ref(), release.entry.as_deref());
    let updated = updated.map_err(|Edited { version, hint }| {
        format!(
            "{}: the entry of {version} was edited; nothing was written\nhelp: {hint}\n",
            release::CHANGELOG
        )
    })?;
    let path = root.join(RELEASE);
    let was = file::text(&path).ok();
    replace(&path, &release_text(&release.version.to_string()))?;
    let emitted = emitted::regenerate(root);
    if let Err(failure) = &emitted {
        match was {
            Some(was) => replace(&path, &was)?,
            None => drop(std::fs::remove_file(&path)),
        }
        return Err(failure.text.clone());
    }
    replace(&root.join(release::CHANGELOG), &updated)
}

/// Reads the changelog as it is; empty if there is none. It is read before anything is written.
fn changelog(root: &Path) -> Result<String, String> {
    let path = root.join(release::CHANGELOG);
    match file::text(&path) {
        // What is not UTF-8 would be written back as something else.
        Ok(text) if std::fs::read(&path).is_ok_and(|bytes| bytes != text.as_bytes()) => {
            Err(format!("{} is not UTF-8; nothing was written\n", release::CHANGELOG))
        }
        Ok(text) => Ok(text),
        Err(refusal) if refusal.is_not_found() => Ok(String::new()),
        Err(refusal) => Err(format!("{} {refusal}\n", release::CHANGELOG)),
    }
}

/// Writes a file, unless it holds the text already.
fn replace(path: &Path, text: &str) -> Result<(), String> {
    if file::text(path).map_or(text.is_empty(), |was| was == text) {
        return Ok(());
    }
    let written = write_single(path, text, &Options { force: true, ..Options::default() });
    written.map_err(|refused| refused.to_string())
}
