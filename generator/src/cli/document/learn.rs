//! `truespec learn`: compares recorded exchanges with a document.

use std::path::PathBuf;
use std::process::ExitCode;

use truespec::correct::learn::{self, Input};
use truespec::correct::recording::{self, Secrets};
use truespec::diagnostic::{Files, Report, render};
use truespec::fetch::supply;
use truespec::text::plural::counted;
use truespec::{Settings, correct::propose, input::dump};

use crate::cli::show::report_all;
use crate::cli::source::{References, overlays_of, single_document};

/// The arguments of `learn`.
#[derive(clap::Args)]
#[command(after_help = "Save a HAR file with the network panel of a browser, or with a proxy, then:
  truespec learn session.har --document specs/api.yaml --overlay specs/api.overlay.yaml > proposed.yaml
The output contains names, types and status codes only, no headers, queries or values except plain words for enums.")]
pub struct Arguments {
    /// HTTP archive (HAR), VCR cassette, WireMock mappings or journal, Postman collection with examples, or folder of these.
    recording: PathBuf,
    /// OpenAPI document, YAML or JSON: a file, an `https` URL, or `-` for standard input.
    #[arg(long, value_name = "FILE")]
    document: PathBuf,
    /// Overlay with existing corrections, applied first; can be repeated [default: those of the document in the workspace].
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// Host that serves the API besides the servers of the document, at its root as `127.0.0.1:8080` or below a path as
    /// `127.0.0.1:8080/v2`; can be a URL, can be repeated.
    #[arg(long, value_name = "HOST")]
    host: Vec<String>,
    #[command(flatten)]
    references: References,
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
    let Some(document) = supply(&arguments.document, &mut texts, &mut found) else {
        report_all(&found, &texts);
        return ExitCode::from(1);
    };
    let title = format!("Corrections of {} from recorded responses", propose::name_of(&document));
    let overlays = overlays_of(&document, arguments.overlay);
    let is_first = overlays.is_empty();
    let source = single_document(document, overlays, arguments.references.root.clone());
    let map = arguments.references.map(Settings::default()).map;
    let bundled = truespec::bundled(&source, &map, &mut texts, &mut found);
    let secrets = bundled.as_ref().map(|(whole, _)| Secrets::of(&whole.document)).unwrap_or_default();
    let mut read = Report::default();
    let exchanges = recording::samples(&arguments.recording, &secrets, &mut texts, &mut read);
    let failed = bundled.is_none() || read.has_errors();
    let Some((whole, applied)) = bundled.filter(|_| !failed) else {
        found.extend(read);
        report_all(&found, &texts);
        return ExitCode::from(1);
    };
    let mut findings = learn::learn(Input {
        document: &whole.document,
        published: &whole.published,
        file: whole.root,
        exchanges: &exchanges,
        hosts: &arguments.host,
    });
    let ids = applied.iter().filter_map(|one| one.quirk.as_ref()).map(|quirk| quirk.id.as_str());
    let first = propose::next_number(ids);
    whole.bring_home(&mut findings);
    found.extend(read);
    found.extend(std::mem::take(&mut findings.report));
    if arguments.json {
        out!("{}", render::json_lines(&found, &texts));
        return ExitCode::SUCCESS;
    }
    if !arguments.quiet {
        report_all(&found, &texts);
        let exchanges = counted(exchanges.len(), "exchange");
        errln!("{exchanges}, {} proposed", counted(findings.proposals.len(), "action"));
        match findings.proposals.is_empty() {
            true => errln!("nothing to propose, so no overlay was written"),
            false if is_first => {
                errln!(
                    "ids begin at P1; `--overlay FILE` applies earlier corrections first and continues their ids"
                );
            }
            false => {}
        }
    }
    if !findings.proposals.is_empty() {
        out!("{}", dump::dump(&propose::overlay_from(&title, &findings.proposals, first), ""));
    }
    ExitCode::SUCCESS
}
