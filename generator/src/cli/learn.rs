//! `truespec learn`: compares recorded exchanges with a document.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use truespec::correct::learn::{self, Input};
use truespec::correct::recording::{self, Exchange};
use truespec::diagnostic::{Files, Report, render};
use truespec::source::{read, read_within};
use truespec::text::plural::counted;
use truespec::{correct::propose, input::dump, input::load};

use super::show::{fail, report_all};
use super::source::single_document;

/// The arguments of `learn`.
#[derive(clap::Args)]
#[command(after_help = "Save a HAR file with the network panel of a browser, or with a proxy, then:
  truespec learn session.har --document specs/api.yaml --overlay specs/api.overlay.yaml > proposed.yaml
The output contains names, types and status codes only, no headers, queries or values except plain words for enums.")]
pub struct Arguments {
    /// HTTP archive (`.har`), or folder with pairs of `NAME.request.json` and `NAME.response.json`.
    recording: PathBuf,
    /// OpenAPI document, YAML or JSON.
    #[arg(long, value_name = "FILE")]
    document: PathBuf,
    /// Overlay with existing corrections, applied first; can be repeated.
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// Host that serves the API besides the servers of the document, such as `localhost:8080`; can be repeated.
    #[arg(long, value_name = "HOST")]
    host: Vec<String>,
    /// Prints diagnostics as JSON, one per line, instead of the overlay.
    #[arg(long, conflicts_with = "quiet")]
    json: bool,
    /// Prints only the overlay.
    #[arg(long, short)]
    quiet: bool,
}

/// Runs the command.
pub fn run(arguments: Arguments) -> ExitCode {
    let (mut texts, mut found) = (Files::default(), Report::default());
    let title = format!("Corrections of {} from recorded responses", arguments.document.display());
    let source = single_document(arguments.document, arguments.overlay, None);
    let corrected = truespec::corrected(&source, &mut texts, &mut found);
    let exchanges = match exchanges(&arguments.recording, &mut texts, &mut found) {
        Ok(exchanges) => exchanges,
        Err(error) => return fail(&format!("{}: {error}\n", arguments.recording.display())),
    };
    let Some((file, document, applied)) = corrected.filter(|_| !found.has_errors()) else {
        report_all(&found, &texts);
        return ExitCode::from(1);
    };
    let published = load::load(&texts, file, &mut Report::default()).unwrap_or_else(|| document.clone());
    let findings = learn::learn(Input {
        document: &document,
        published: &published,
        file,
        exchanges: &exchanges,
        hosts: &arguments.host,
    });
    let ids = applied.iter().filter_map(|one| one.quirk.as_ref()).map(|quirk| quirk.id.as_str());
    let first = propose::next_number(ids);
    if arguments.json {
        out!("{}", render::json_lines(&findings.report, &texts));
        return ExitCode::SUCCESS;
    }
    if !arguments.quiet {
        report_all(&findings.report, &texts);
        let exchanges = counted(exchanges.len(), "exchange");
        errln!("{exchanges}, {} proposed", counted(findings.proposals.len(), "action"));
    }
    if !findings.proposals.is_empty() {
        out!("{}", dump::dump(&propose::overlay_from(&title, &findings.proposals, first), ""));
    }
    ExitCode::SUCCESS
}

fn exchanges(recording: &Path, texts: &mut Files, found: &mut Report) -> std::io::Result<Vec<Exchange>> {
    let is_folder = recording.is_dir();
    let mut value = |path: &Path, found: &mut Report| {
        let id = match is_folder {
            true => read_within(recording, &std::path::absolute(path).ok()?, "".as_ref(), texts, found)?,
            false => read(path, "".as_ref(), texts, found)?,
        };
        load::load(texts, id, found).map(|value| (id, value))
    };
    if !is_folder {
        let archive = value(recording, found);
        return Ok(archive.map(|(id, value)| recording::archive(&value, id, found)).unwrap_or_default());
    }
    let mut requests: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(recording)? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".request.json") {
            requests.push(path);
        }
    }
    requests.sort();
    let mut exchanges = Vec::new();
    for path in requests {
        let name = path.to_string_lossy().into_owned();
        let response = PathBuf::from(format!("{}.response.json", name.trim_end_matches(".request.json")));
        if let (Some((id, request)), Some((_, response))) = (value(&path, found), value(&response, found)) {
            exchanges.extend(recording::pairs(&request, &response, id, found));
        }
    }
    Ok(exchanges)
}
