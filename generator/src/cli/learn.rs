//! `truespec learn`: compares recorded exchanges with a document.

use std::path::PathBuf;
use std::process::ExitCode;

use truespec::correct::learn::{self, Input};
use truespec::correct::recording::{self, Secrets};
use truespec::diagnostic::{Files, Report, render};
use truespec::text::plural::counted;
use truespec::{correct::propose, input::dump, input::load};

use super::show::report_all;
use super::source::single_document;

/// The arguments of `learn`.
#[derive(clap::Args)]
#[command(after_help = "Save a HAR file with the network panel of a browser, or with a proxy, then:
  truespec learn session.har --document specs/api.yaml --overlay specs/api.overlay.yaml > proposed.yaml
The output contains names, types and status codes only, no headers, queries or values except plain words for enums.")]
pub struct Arguments {
    /// HTTP archive (HAR), VCR cassette, WireMock mappings or journal, Postman collection with examples, or folder of these.
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
    let secrets = corrected.as_ref().map(|(_, document, _)| Secrets::of(document)).unwrap_or_default();
    let mut read = Report::default();
    let exchanges = recording::samples(&arguments.recording, &secrets, &mut texts, &mut read);
    let failed = found.has_errors() || read.has_errors();
    let Some((file, document, applied)) = corrected.filter(|_| !failed) else {
        found.extend(read);
        report_all(&found, &texts);
        return ExitCode::from(1);
    };
    let published = load::load(&texts, file, &mut Report::default()).unwrap_or_else(|| document.clone());
    let mut findings = learn::learn(Input {
        document: &document,
        published: &published,
        file,
        exchanges: &exchanges,
        hosts: &arguments.host,
    });
    let ids = applied.iter().filter_map(|one| one.quirk.as_ref()).map(|quirk| quirk.id.as_str());
    let first = propose::next_number(ids);
    read.extend(std::mem::take(&mut findings.report));
    if arguments.json {
        out!("{}", render::json_lines(&read, &texts));
        return ExitCode::SUCCESS;
    }
    if !arguments.quiet {
        report_all(&read, &texts);
        let exchanges = counted(exchanges.len(), "exchange");
        errln!("{exchanges}, {} proposed", counted(findings.proposals.len(), "action"));
    }
    if !findings.proposals.is_empty() {
        out!("{}", dump::dump(&propose::overlay_from(&title, &findings.proposals, first), ""));
    }
    ExitCode::SUCCESS
}
