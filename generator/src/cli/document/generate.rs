//! `truespec generate`: generates a crate from a document.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use truespec::diagnostic::code::CRATE_NAME;
use truespec::diagnostic::{Files, Location, Report, render};
use truespec::generate_from;
use truespec::review::{files, untyped};
use truespec::source::{Settings, Sources, crate_name, is_in_workspace, records};
use truespec::text::print::escape_json;
use truespec::workspace;
use truespec::write::{self, Change, ChangeKind, Options};

use crate::cli::progress;
use crate::cli::selectors::Selectors;
use crate::cli::show::{quoted, report, summarise};
use crate::cli::source::Document;

/// The arguments of `generate`.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  truespec generate petstore.yaml --out petstore                        writes a crate to the folder petstore
  truespec generate petstore.yaml --overlay fixes.yaml --out petstore   the same, with corrections
  truespec generate petstore.yaml --out petstore --strict               treats warnings as errors
  truespec generate petstore.yaml --out petstore --only tag:pets --only 'GET /user'   a part of the operations
  truespec generate https://example.com/openapi.yaml --out petstore     a document that is fetched; `-` reads standard input
  truespec generate petstore.yaml --out petstore --dry-run              what would be new, changed and removed; writes nothing
  truespec generate petstore.yaml --out petstore --check                the same, for CI: exits with 1 if a file differs
The crate is complete, including its runtime. Files that are no longer generated are removed; other files are kept, and if one of them would be overwritten, nothing is written.")]
pub struct Arguments {
    #[command(flatten)]
    document: Document,
    #[command(flatten)]
    selectors: Selectors,
    /// Output folder of the crate.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Name of the crate [default: the name of the folder].
    #[arg(long, value_name = "CRATE")]
    name: Option<String>,
    /// Overwrites files that truespec did not write.
    #[arg(long)]
    force: bool,
    /// Makes each group of operations a cargo feature, so that a program compiles the groups that it calls.
    #[arg(long)]
    group_features: bool,
    /// Treats warnings as errors.
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    mode: Mode,
    /// Prints diagnostics as JSON, one per line; with `--dry-run` or `--check` one object with the files and the diagnostics.
    #[arg(long)]
    json: bool,
}

/// What is done with the crate.
#[derive(clap::Args, Clone, Copy)]
struct Mode {
    /// Writes nothing, and lists the files that would be new, changed and removed.
    #[arg(long)]
    dry_run: bool,
    /// Writes nothing, lists the files that differ from what would be written, and exits with 1 if there are any.
    #[arg(long, conflicts_with = "dry_run")]
    check: bool,
    /// Lists everything that is any value, text or bytes in the crate although a type could describe it, with the reason and
    /// the place.
    #[arg(long)]
    report_untyped: bool,
}

/// Runs the command.
pub fn run(arguments: Arguments) -> ExitCode {
    let Arguments { document, selectors, out, name, force, group_features, strict, mode, json } = arguments;
    let name = name.unwrap_or_else(|| folder_name(&out));
    if let Err(refused) = crate_name(&name) {
        let mut found = Report::default();
        found.add_with_hint(&CRATE_NAME, Location::Nowhere, refused.why, refused.hint);
        print_report(&found, &Files::default(), json);
        return ExitCode::from(1);
    }
    let standalone = !is_in_workspace(&out);
    let settings =
        Settings::default().name(name).strict(strict).standalone(standalone).group_features(group_features);
    let settings = selectors.select(document.mapped(settings));
    let (mut texts, mut found) = (Files::default(), Report::default());
    let source = document.source(&mut texts, &mut found);
    let mut records = records::read(&out, &out, &mut found);
    let Some(mut source) = source.filter(|_| !found.has_errors()) else {
        print_report(&found, &texts, json);
        return ExitCode::from(1);
    };
    source.record = records.take(None);
    let options = Options { force, ..Options::default() };
    let sources = Sources::new(settings, vec![source]);
    match mode.dry_run || mode.check {
        true => compare(&sources, texts, &out, &options, mode, json),
        false => emit(&sources, texts, &out, &options, mode, json),
    }
}

/// Derives a valid crate name from the folder's name.
fn folder_name(folder: &Path) -> String {
    let full = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let name = full.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '_' || c == '-' { c } else { '-' };
    let name: String = name.chars().map(plain).take(50).collect();
    let names = [name.clone(), format!("{name}-client"), format!("client-{name}")];
    names.into_iter().find(|name| crate_name(name).is_ok()).unwrap_or_else(|| "client".to_owned())
}

fn print_report(found: &Report, texts: &Files, json: bool) {
    if json {
        out!("{}", render::json_lines(found, texts));
    } else {
        report(found, texts);
    }
}

/// Compares the crate with what is in its folder.
fn compare(
    sources: &Sources,
    texts: Files,
    out: &Path,
    options: &Options,
    mode: Mode,
    json: bool,
) -> ExitCode {
    let mut generated = progress::while_running("generating", || generate_from(sources, texts));
    let mut changes = Vec::new();
    if !generated.report.has_errors() {
        match write::compare(out, &generated.files, options) {
            Ok(found) => changes = found,
            Err(refused) => generated.report.extend(refused.report),
        }
    }
    let failed = generated.report.has_errors();
    let untyped = mode.report_untyped.then(|| untyped::list(&generated.apis, &generated.texts));
    if json {
        let mut whole = files::json(&generated.files, &changes, &generated.report, &generated.texts);
        if let Some(untyped) = &untyped {
            whole["untyped"] = untyped::json(untyped);
        }
        outln!("{}", escape_json(&format!("{whole:#}")));
    } else {
        report(&generated.report, &generated.texts);
        if let Some(untyped) = untyped.filter(|_| !failed) {
            out!("{}", untyped::text(&untyped));
        }
        if !failed {
            out!("{}", files::text(&generated.files, &changes));
        }
    }
    ExitCode::from(u8::from(failed || (mode.check && !changes.is_empty())))
}

/// Writes the crate.
fn emit(sources: &Sources, texts: Files, out: &Path, options: &Options, mode: Mode, json: bool) -> ExitCode {
    let started = Instant::now();
    // An interrupted run is completed even if this run fails.
    let ended = write::recover(out, options);
    let mut generated = progress::while_running("generating", || generate_from(sources, texts));
    let mut changes = Vec::new();
    if !generated.report.has_errors() {
        match ended.and_then(|()| workspace::write_crate(out, &generated.files, options)) {
            Ok(written) => {
                changes = written.changes;
                generated.report.extend(written.report);
            }
            Err(refused) => generated.report.extend(refused.report),
        }
    }
    print_report(&generated.report, &generated.texts, json);
    if generated.report.has_errors() {
        return ExitCode::from(1);
    }
    if mode.report_untyped {
        let untyped = untyped::list(&generated.apis, &generated.texts);
        match json {
            true => untyped::json_lines(&untyped).iter().for_each(|line| outln!("{}", escape_json(line))),
            false => out!("{}", untyped::text(&untyped)),
        }
    }
    if !json {
        summarise(&generated, &changes, started);
        print_next_steps(sources, &changes, out);
    }
    // The process ends here: freeing many small allocations first would only take time.
    std::mem::forget(generated);
    ExitCode::SUCCESS
}

/// Prints what to do with a crate that is new.
fn print_next_steps(sources: &Sources, changes: &[Change], out: &Path) {
    let is_new = |change: &Change| change.kind == ChangeKind::Added && change.path == Path::new("Cargo.toml");
    if !changes.iter().any(is_new) {
        return;
    }
    if !sources.settings.standalone {
        errln!(
            "the crate is inside a Cargo workspace: add it to `members`, or to the dependencies of a member by its path"
        );
    }
    let folder = quoted(&out.to_string_lossy());
    let manifest = quoted(&out.join("Cargo.toml").to_string_lossy());
    errln!("next:\n  cargo add --path {folder}    in the crate that calls it");
    errln!("  cargo doc --open --no-deps --manifest-path {manifest}");
}
