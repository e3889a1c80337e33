//! Every document of the corpus beside the repository: vendors' and other generators' test documents. Each generates,
//! or is on the list of those that rightly do not (`corpus/refused.tsv`); nothing panics, no operation gets lost. What is
//! invalid on purpose is refused or answered by a diagnostic that has a position, or is listed with the reason why not.
//!
//! `cargo test -p truespec --test corpus -- --nocapture` prints the table.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use truespec::diagnostic::{Severity, code, render};
use truespec::source::{ApiSource, Settings, Sources};
use truespec::{Generated, generate};

/// The corpus, where it is there.
fn corpus() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    folder.join("MANIFEST.tsv").exists().then_some(folder)
}

/// A document that the corpus's manifest lists: the roots, not the parts that they refer to.
#[derive(Debug, Clone)]
struct Document {
    /// Its path in the corpus.
    path: String,
    /// How large it is.
    bytes: u64,
    /// How many operations the manifest counted in it.
    operations: usize,
}

impl Document {
    /// What the table groups by: `vendor`, `peer/ogen/positive`.
    fn set(&self) -> String {
        let folders: Vec<&str> = self.path.split('/').collect();
        let depth = if folders[0] == "vendor" { 1 } else { 3 };
        folders[..depth.min(folders.len() - 1)].join("/")
    }

    /// Whether its authors wrote it to be refused.
    fn negative(&self) -> bool {
        const SETS: &[&str] =
            &["/negative/", "/negative_custom/", "/invalid/", "/fail/", "/documents_with_errors/"];
        SETS.iter().any(|set| self.path.contains(set))
    }
}

fn documents(corpus: &Path) -> Vec<Document> {
    let manifest = std::fs::read_to_string(corpus.join("MANIFEST.tsv")).unwrap();
    let mut documents = Vec::new();
    for line in manifest.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [path, _, _, version, bytes, _, operations, ..] = columns[..] else { panic!("{line}") };
        if (path.starts_with("vendor/") || path.starts_with("peer/")) && !version.starts_with("overlay") {
            let (bytes, operations) = (bytes.parse().unwrap(), operations.parse().unwrap_or(0));
            documents.push(Document { path: path.to_owned(), bytes, operations });
        }
    }
    documents
}

/// What became of a document.
#[derive(Debug)]
enum Outcome {
    Panicked(String),
    Refused {
        code: &'static str,
        /// The first error as build scripts print it.
        line: String,
        /// Whether that line says where.
        placed: bool,
    },
    Made(Made),
}

#[derive(Debug)]
struct Made {
    operations: usize,
    left_out: BTreeMap<&'static str, usize>,
    types: usize,
    /// Uses of `Value` in the emitted code: what the document leaves open or could not be expressed.
    values: usize,
    /// The codes of everything that was said.
    codes: BTreeSet<&'static str>,
    /// The codes that were said with a line and column; looked up for documents that are invalid on purpose.
    placed: BTreeSet<&'static str>,
    /// Whether a strict run would refuse it.
    warned: bool,
    /// What should not be.
    faults: Vec<String>,
}

impl Made {
    /// Whether that code was said of a place; `-` is that nothing was said.
    fn says(&self, code: &str) -> bool {
        if code == "-" { self.codes.is_empty() } else { self.placed.contains(code) }
    }
}

fn run(corpus: &Path, document: &Document, threads: usize) -> Generated {
    let api = ApiSource {
        module: None,
        document: corpus.join(&document.path),
        overlays: Vec::new(),
        root: None,
        lenient: false,
        shown_from: corpus.to_owned(),
        ..ApiSource::default()
    };
    generate(&Sources { settings: Settings::default(), apis: vec![api], threads })
}

fn outcome(corpus: &Path, document: &Document) -> Outcome {
    match catch_unwind(AssertUnwindSafe(|| run(corpus, document, 1))) {
        Ok(generated) => judge(document, &generated),
        Err(panic) => {
            let text = panic.downcast_ref::<String>().cloned();
            let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            Outcome::Panicked(text.unwrap_or_default())
        }
    }
}

fn judge(document: &Document, generated: &Generated) -> Outcome {
    let diagnostics = &generated.report.diagnostics;
    if let Some(at) = diagnostics.iter().position(|found| found.code.severity == Severity::Error) {
        let line = render::lines(&generated.report, &generated.texts).swap_remove(at);
        let placed = has_place(&line);
        return Outcome::Refused { code: diagnostics[at].code.id, line, placed };
    }
    let api = &generated.apis[0].api;
    let codes: BTreeSet<&str> = diagnostics.iter().map(|found| found.code.id).collect();
    let warned = diagnostics.iter().any(|found| found.code.severity == Severity::Warning);
    let placed = if document.negative() { placed(generated) } else { BTreeSet::new() };
    let mut left_out = BTreeMap::new();
    let mut faults = Vec::new();
    for operation in &api.left_out {
        *left_out.entry(operation.code).or_insert(0) += 1;
        let known = code::ALL.iter().any(|code| code.id == operation.code);
        if !known || !codes.contains(operation.code) {
            faults.push(format!("{} {} is left out and nothing says why", operation.method, operation.path));
        }
    }
    let accounted = api.operations.len() + api.left_out.len();
    if accounted < document.operations {
        faults.push(format!("{accounted} of {} operations are accounted for", document.operations));
    }
    faults.extend(doubled(generated));
    let sources = generated.files.iter().filter(|(path, _)| !path.starts_with("src/runtime"));
    let values = sources.map(|(_, text)| text.matches("serde_json::Value").count()).sum();
    let (operations, types) = (api.operations.len(), api.types.len());
    Outcome::Made(Made { operations, left_out, types, values, codes, placed, warned, faults })
}

/// Types that have one name, of those that the module of types hands on.
fn doubled(generated: &Generated) -> Option<String> {
    let text = generated.files.get(Path::new("src/types.rs"))?;
    let names = text.lines().filter_map(|line| line.strip_prefix("pub use self::")?.split_once("::"));
    let names = names.flat_map(|(_, names)| names.trim_matches(['{', '}', ';']).split(", "));
    let mut seen = BTreeSet::new();
    let twice: Vec<&str> = names.filter(|name| !seen.insert(*name)).collect();
    (!twice.is_empty()).then(|| format!("several types are called {twice:?}"))
}

/// The codes of what was said with a line and column.
fn placed(generated: &Generated) -> BTreeSet<&'static str> {
    let lines = render::lines(&generated.report, &generated.texts);
    let said = generated.report.diagnostics.iter().zip(lines);
    said.filter(|(_, line)| has_place(line)).map(|(found, _)| found.code.id).collect()
}

/// Whether a line begins with `file:line:column`.
fn has_place(line: &str) -> bool {
    line.split(": ").next().is_some_and(|place| {
        let mut ends = place.rsplit(':');
        ends.next().is_some_and(is_number) && ends.next().is_some_and(is_number)
    })
}

fn is_number(text: &str) -> bool {
    text.parse::<usize>().is_ok()
}

/// Runs over all on two threads, largest first; the results are in the documents' order.
fn on_two_threads<T: Send>(
    documents: &[Document],
    run: impl Fn(&Document) -> T + Sync,
) -> Vec<(T, Duration)> {
    let mut order: Vec<usize> = (0..documents.len()).collect();
    order.sort_by_key(|&at| std::cmp::Reverse(documents[at].bytes));
    let next = AtomicUsize::new(0);
    let results = Mutex::new(BTreeMap::new());
    let work = || {
        while let Some(&at) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
            let started = Instant::now();
            let result = run(&documents[at]);
            results.lock().unwrap().insert(at, (result, started.elapsed()));
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        work();
    });
    results.into_inner().unwrap().into_values().collect()
}

/// A line of `corpus/refused.tsv`: how a document that is not an ordinary one is taken.
#[derive(Debug)]
struct Listed {
    /// `refused` with an error of this code, or `accepted`, saying so with this code (`-`: without a word).
    accepted: bool,
    code: String,
}

fn listed() -> BTreeMap<String, Listed> {
    let text = include_str!("corpus/refused.tsv");
    let mut listed = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let [document, outcome, code, reason] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("refused.tsv: four columns are wanted: {line}")
        };
        assert!(["refused", "accepted"].contains(&outcome) && !reason.is_empty(), "refused.tsv: {line}");
        let entry = Listed { accepted: outcome == "accepted", code: code.to_owned() };
        assert!(listed.insert(document.to_owned(), entry).is_none(), "refused.tsv: twice: {document}");
    }
    listed
}

/// What is wrong with an outcome, given what the list says of the document.
fn complaints(document: &Document, outcome: &Outcome, listed: Option<&Listed>) -> Vec<String> {
    match (outcome, listed) {
        (Outcome::Panicked(text), _) => vec![format!("panicked: {text}")],
        (Outcome::Refused { line, placed: false, .. }, _) => vec![format!("refused without a place: {line}")],
        (Outcome::Refused { code, line, .. }, None) => vec![format!("refused with {code}: {line}")],
        (Outcome::Refused { code, line, .. }, Some(entry)) if entry.accepted || entry.code != *code => {
            vec![format!("refused with {code}, and listed otherwise: {line}")]
        }
        (Outcome::Refused { .. }, Some(_)) => Vec::new(),
        (Outcome::Made(made), None) if document.negative() => {
            let mut all = made.faults.clone();
            all.push(format!("accepted with {:?}, and not listed", made.codes));
            all
        }
        (Outcome::Made(made), Some(entry)) => {
            let mut all = made.faults.clone();
            if !entry.accepted {
                all.push(format!("accepted with {:?}, and listed as refused: remove the line", made.codes));
            } else if !made.says(&entry.code) {
                all.push(format!("accepted with {:?}, and listed with {}", made.codes, entry.code));
            } else if !document.negative() {
                all.push("is an ordinary document: remove the line".to_owned());
            }
            all
        }
        (Outcome::Made(made), None) => made.faults.clone(),
    }
}

/// Sums of a set of documents.
#[derive(Debug, Default)]
struct Row {
    documents: usize,
    refused: usize,
    operations: usize,
    left_out: BTreeMap<&'static str, usize>,
    types: usize,
    values: usize,
    took: Duration,
}

impl Row {
    fn add(&mut self, outcome: &Outcome, took: Duration) {
        self.documents += 1;
        self.took += took;
        match outcome {
            Outcome::Made(made) => {
                self.operations += made.operations;
                self.types += made.types;
                self.values += made.values;
                for (code, count) in &made.left_out {
                    *self.left_out.entry(code).or_insert(0) += count;
                }
            }
            Outcome::Refused { .. } | Outcome::Panicked(_) => self.refused += 1,
        }
    }

    fn print(&self, name: &str) {
        let left_out: usize = self.left_out.values().sum();
        let codes: Vec<String> =
            self.left_out.iter().map(|(code, count)| format!("{code} × {count}")).collect();
        let seconds = self.took.as_secs_f64();
        let Self { documents, refused, operations, types, values, .. } = self;
        println!(
            "{name:38} {documents:5} {refused:7} {operations:10} {left_out:8} {types:6} {values:6} {seconds:7.1}  {}",
            codes.join(", ")
        );
    }
}

fn print_table(documents: &[Document], results: &[(Outcome, Duration)]) {
    let (mut sets, mut total) = (BTreeMap::<String, Row>::new(), Row::default());
    for (document, (outcome, took)) in documents.iter().zip(results) {
        sets.entry(document.set()).or_default().add(outcome, *took);
        total.add(outcome, *took);
    }
    println!(
        "set                                     docs refused operations left out  types values seconds"
    );
    sets.iter().for_each(|(name, row)| row.print(name));
    total.print("together");
    let mut slowest: Vec<_> =
        documents.iter().zip(results).map(|(document, (_, took))| (took, document)).collect();
    slowest.sort_by_key(|(took, _)| std::cmp::Reverse(*took));
    println!("\nthe slowest:");
    for (took, document) in slowest.iter().take(10) {
        println!("{:8.2} s  {:5.1} MB  {}", took.as_secs_f64(), document.bytes as f64 / 1e6, document.path);
    }
}

/// What becomes of the documents that are invalid on purpose, as they are and in a strict run.
fn print_negatives(documents: &[Document], results: &[(Outcome, Duration)]) {
    let mut sets: BTreeMap<String, [usize; 5]> = BTreeMap::new();
    for (document, (outcome, _)) in documents.iter().zip(results).filter(|(document, _)| document.negative())
    {
        let (refused, strict, noted) = match outcome {
            Outcome::Made(made) => (false, made.warned, !made.warned && !made.placed.is_empty()),
            Outcome::Refused { .. } | Outcome::Panicked(_) => (true, true, false),
        };
        let columns = [true, refused, strict, noted, !strict && !noted];
        for name in [document.set(), "together".to_owned()] {
            let row = sets.entry(name).or_default();
            row.iter_mut().zip(columns).for_each(|(sum, counts)| *sum += usize::from(counts));
        }
    }
    println!(
        "\ninvalid on purpose                      docs refused in a strict run  a note only  nothing said"
    );
    for (name, [documents, refused, strict, noted, silent]) in &sets {
        println!("{name:38} {documents:5} {refused:7} {strict:15} {noted:12} {silent:13}");
    }
}

#[test]
fn every_document_generates() {
    let Some(corpus) = corpus() else { return println!("skipped: ../shared/corpus is not there") };
    let (documents, listed) = (documents(&corpus), listed());
    let results = on_two_threads(&documents, |document| outcome(&corpus, document));
    print_table(&documents, &results);
    print_negatives(&documents, &results);
    let mut wrong = Vec::new();
    for (document, (outcome, _)) in documents.iter().zip(&results) {
        let all = complaints(document, outcome, listed.get(&document.path));
        wrong.extend(all.into_iter().map(|complaint| format!("{}: {complaint}", document.path)));
    }
    let known: BTreeSet<&str> = documents.iter().map(|document| document.path.as_str()).collect();
    let gone = listed.keys().filter(|path| !known.contains(path.as_str()));
    wrong.extend(gone.map(|path| format!("{path}: listed in refused.tsv and not in the corpus")));
    assert!(wrong.is_empty(), "{} complaints:\n{}", wrong.len(), wrong.join("\n"));
}

/// The smaller half: what is emitted is Rust, and the same each time, from any thread and with any number of them.
#[test]
fn output_is_rust_and_always_the_same() {
    let Some(corpus) = corpus() else { return println!("skipped: ../shared/corpus is not there") };
    let mut documents = documents(&corpus);
    documents.sort_by_key(|document| document.bytes);
    documents.truncate(documents.len() / 2);
    let first = on_two_threads(&documents, |document| run(&corpus, document, 1).files);
    let second = on_two_threads(&documents, |document| {
        let files = run(&corpus, document, 2).files;
        let sources = files.iter().filter(|(path, _)| path.extension().is_some_and(|end| end == "rs"));
        let api = sources.filter(|(path, _)| !path.starts_with("src/runtime"));
        let mut faults = api.filter_map(|(path, text)| Some((path, syn::parse_file(text).err()?)));
        let fault = faults.next().map(|(path, error)| format!("{}: {error}", path.display()));
        drop(faults);
        (files, fault)
    });
    for ((document, (once, _)), ((again, fault), _)) in documents.iter().zip(&first).zip(&second) {
        assert!(fault.is_none(), "{}: not Rust: {fault:?}", document.path);
        assert!(once == again, "{}: two runs differ", document.path);
    }
    println!("{} documents", documents.len());
}
