//! `truespec record`: records exchanges through a proxy, and compares them with a document as they pass.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use truespec::correct::bundled::Bundled;
use truespec::correct::learn::{self, Input};
use truespec::correct::record::{self, Event};
use truespec::correct::recording::{Exchange, Samples, Secrets};
use truespec::diagnostic::code::{LEARN_SKIPPED, RECORD_REFUSED, RECORD_UNANSWERED};
use truespec::diagnostic::{Code, Files, Location, Report, render};
use truespec::text::plural::counted;
use truespec::write::{self, Options};
use truespec::{correct::propose, input::bundle::Map, input::dump};

use crate::cli::show::{fail, report_all, report_part};
use crate::cli::source::{overlays_of, single_document};

/// The arguments of `record`.
#[derive(clap::Args)]
#[command(after_help = "Point the client at the address that is printed, then end the recording with Ctrl-C:
  truespec record --document specs/api.yaml --to https://api.example.com --out session.har --propose proposed.yaml
A client of `https://api.example.com/v1` is then given `http://127.0.0.1:PORT/v1`, with `.base_url(…)` if it is an emitted one.
Credentials are neither written nor shown; bodies are written without values under names of secrets.")]
pub struct Arguments {
    /// OpenAPI document, YAML or JSON.
    #[arg(long, value_name = "FILE")]
    document: PathBuf,
    /// Overlay with existing corrections, applied first; can be repeated [default: those of the document in the workspace].
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// Server that requests are passed on to. A base path such as `/v1` stands here or in the URL that the client is given, not in both.
    #[arg(long, value_name = "URL")]
    to: String,
    /// Address of this machine to listen at; port 0 is any free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// HTTP archive to append to.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Ends after this many requests.
    #[arg(long = "for", value_name = "NUMBER")]
    requests: Option<usize>,
    /// Writes the proposed overlay to a new file instead of printing it.
    #[arg(long, value_name = "FILE")]
    propose: Option<PathBuf>,
}

/// Runs the command.
pub fn run(arguments: Arguments) -> ExitCode {
    let (mut texts, mut found) = (Files::default(), Report::default());
    if let Some(path) = arguments.propose.as_ref().filter(|path| path.symlink_metadata().is_ok()) {
        return fail(&format!("{} already exists; name a new file with --propose\n", path.display()));
    }
    let title = format!("Corrections of {} from recorded responses", propose::name_of(&arguments.document));
    let source = single_document(
        arguments.document.clone(),
        overlays_of(&arguments.document, arguments.overlay.clone()),
        None,
    );
    let bundled = truespec::bundled(&source, &Map::new(), &mut texts, &mut found);
    let Some((whole, applied)) = bundled else {
        report_all(&found, &texts);
        return ExitCode::from(1);
    };
    let settings = record::Settings {
        to: arguments.to.clone(),
        listen: arguments.listen,
        out: arguments.out.clone(),
        secrets: Secrets::of(&whole.document),
        requests: arguments.requests,
    };
    // What the recorder passes on is of the API, whatever servers the document names.
    let hosts = [arguments.to.clone()];
    let ids = applied.iter().filter_map(|one| one.quirk.as_ref()).map(|quirk| quirk.id.as_str());
    let live = Live {
        input: Input {
            document: &whole.document,
            published: &whole.published,
            file: whole.root,
            exchanges: &[],
            hosts: &hosts,
        },
        whole: &whole,
        first: propose::next_number(ids),
        texts: &texts,
        shown: BTreeSet::new(),
        said: Report::default(),
        samples: Samples::default(),
    };
    let mut session = Session { live, arguments: &arguments, recorded: 0, new: Vec::new() };
    if let Err(refused) = record::record(settings, &mut |event| session.event(event)) {
        let mut report = Report::default();
        report.add(&RECORD_REFUSED, Location::Nowhere, refused.to_string());
        report_all(&report, &texts);
        return ExitCode::from(1);
    }
    session.compare();
    let recorded = counted(session.recorded, "exchange");
    session.live.end(&recorded, &title, arguments.propose.as_deref())
}

/// A running recording.
struct Session<'s> {
    live: Live<'s>,
    arguments: &'s Arguments,
    recorded: usize,
    /// Exchanges that were written but not compared yet.
    new: Vec<Exchange>,
}

/// So many exchanges are compared at once, at most.
const MAX_NEW: usize = 500;

impl Session<'_> {
    fn event(&mut self, event: Event) {
        match event {
            Event::Listening(address) => {
                let (to, out) = (&self.arguments.to, self.arguments.out.display());
                let end = match self.arguments.requests {
                    Some(requests) => format!("ends after {}", counted(requests, "request")),
                    None => "end with Ctrl-C".to_owned(),
                };
                errln!("http://{address} passes requests on to {to} and records them in {out}; {end}");
            }
            Event::Exchange(exchange) => {
                self.recorded += 1;
                self.new.push(*exchange);
                if self.new.len() >= MAX_NEW {
                    self.compare();
                }
            }
            Event::Other(_) => self.recorded += 1,
            Event::Idle => self.compare(),
            Event::Failed { method, reason } => {
                self.live.say(&RECORD_UNANSWERED, format!("`{method}` request: {reason}"));
            }
            Event::Lost(number) => {
                let exchanges = counted(number, "exchange");
                self.live.say(
                    &LEARN_SKIPPED,
                    format!("{exchanges} not recorded: they came faster than they were compared"),
                );
            }
        }
    }
}

impl Session<'_> {
    fn compare(&mut self) {
        let new = std::mem::take(&mut self.new);
        if !new.is_empty() {
            self.live.compare(new);
        }
    }
}

/// Compares exchanges as they pass, and prints what is new.
struct Live<'s> {
    /// What exchanges are compared with.
    input: Input<'s>,
    /// The document that it is part of.
    whole: &'s Bundled,
    /// The number of the first proposed action.
    first: usize,
    texts: &'s Files,
    /// What was printed, by line.
    shown: BTreeSet<String>,
    /// What was printed.
    said: Report,
    samples: Samples,
}

impl Live<'_> {
    fn compare(&mut self, exchanges: Vec<Exchange>) {
        let mut findings = learn::learn(Input { exchanges: &exchanges, ..self.input });
        self.whole.locate(&mut findings.report);
        self.print(findings.report);
        exchanges.into_iter().for_each(|exchange| _ = self.samples.add(exchange));
    }

    fn say(&mut self, code: &'static Code, message: String) {
        let mut report = Report::default();
        report.add(code, Location::Nowhere, message);
        self.print(report);
    }

    fn print(&mut self, mut report: Report) {
        let lines = render::lines(&report, self.texts);
        let mut lines = lines.into_iter();
        report.diagnostics.retain(|_| lines.next().is_some_and(|line| self.shown.insert(line)));
        report_part(&report, self.texts);
        self.said.diagnostics.append(&mut report.diagnostics);
    }

    /// Prints or writes what is proposed from all exchanges together.
    fn end(self, recorded: &str, title: &str, propose: Option<&std::path::Path>) -> ExitCode {
        let exchanges = self.samples.into_exchanges();
        let mut findings = learn::learn(Input { exchanges: &exchanges, ..self.input });
        self.whole.bring_home(&mut findings);
        err!("{}", render::summary(&self.said));
        errln!("{recorded} recorded, {} proposed", counted(findings.proposals.len(), "action"));
        if findings.proposals.is_empty() {
            errln!("nothing to propose, so no overlay was written");
            return ExitCode::SUCCESS;
        }
        let text = dump::dump(&propose::overlay_from(title, &findings.proposals, self.first), "");
        let Some(path) = propose else {
            out!("{text}");
            return ExitCode::SUCCESS;
        };
        match write::write_single(path, &text, &Options::default()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(refused) => {
                report_all(&refused.report, self.texts);
                ExitCode::from(1)
            }
        }
    }
}
