//! What generating costs, as whole processes: CPU time (user and system), wall time, peak memory, emitted lines.
//! Ratios come from interleaved runs of one invocation; single figures depend on the machine.
//!
//! `cargo bench -p truespec` measures, with the corpus beside the repository:
//! - `github.json` against a process that only parses it into a `serde_json::Value`,
//! - the same against openapi-to-rust, if `OPENAPI_TO_RUST` names it or it is on the `PATH`,
//! - every vendor document, and with openapi-to-rust how many lines of code both emit where both accept.

mod measure;

use std::cell::Cell;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use measure::{Usage, measure, median, usage};

/// How often each process runs where a ratio is wanted.
const ROUNDS: usize = 7;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["parse", file] => parse(file),
        ["measure", program, ref arguments @ ..] => measure(program, arguments),
        _ => bench(),
    }
}

/// The yardstick: reads a file into a `Value`.
fn parse(file: &str) -> ExitCode {
    let bytes = std::fs::read(file).unwrap_or_default();
    let value = serde_json::from_slice::<serde_json::Value>(&bytes);
    if value.is_ok_and(|value| std::hint::black_box(&value).is_object()) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// The programs at hand and a folder to let them write to.
struct Bench {
    this: PathBuf,
    rival: Option<PathBuf>,
    folder: PathBuf,
    /// How many folders were moved aside.
    aside: Cell<usize>,
}

impl Bench {
    fn parse(&self, document: &Path) -> Usage {
        usage(&self.this, &["parse".as_ref(), document.as_os_str()])
    }

    /// Into an empty folder, which stays for a look at it.
    fn truespec(&self, document: &Path) -> Usage {
        let out = self.empty("ours");
        let program = Path::new(env!("CARGO_BIN_EXE_truespec"));
        usage(program, &["generate".as_ref(), document.as_os_str(), "--out".as_ref(), out.as_os_str()])
    }

    fn rival(&self, document: &Path) -> Option<Usage> {
        let program = self.rival.as_ref()?;
        let out = self.empty("theirs");
        let arguments: [&OsStr; 7] = [
            "generate".as_ref(),
            document.as_os_str(),
            "--output-dir".as_ref(),
            out.as_os_str(),
            "--module-name".as_ref(),
            "client".as_ref(),
            "--quiet".as_ref(),
        ];
        Some(usage(program, &arguments))
    }

    /// What a run before has written is moved aside, not deleted: ext4 does not use the inodes of files deleted in the
    /// last seconds and searches long for others, which would be measured as the program's own time.
    fn empty(&self, name: &str) -> PathBuf {
        let out = self.folder.join(name);
        let aside = self.folder.join(format!("aside-{}", self.aside.get()));
        if std::fs::rename(&out, aside).is_ok() {
            self.aside.set(self.aside.get() + 1);
        }
        out
    }
}

fn bench() -> ExitCode {
    let vendor = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/vendor");
    let Ok(vendor) = vendor.canonicalize() else {
        println!("skipped: ../shared/corpus/vendor is not there");
        return ExitCode::SUCCESS;
    };
    let folder = std::env::temp_dir().join(format!("truespec-bench-{}", std::process::id()));
    let bench = Bench {
        this: std::env::current_exe().unwrap_or_default(),
        rival: rival(),
        folder,
        aside: Cell::new(0),
    };
    one(&bench, &vendor.join("github.json"));
    all(&bench, &documents(&vendor));
    std::fs::remove_dir_all(&bench.folder).ok();
    ExitCode::SUCCESS
}

fn rival() -> Option<PathBuf> {
    let named = std::env::var_os("OPENAPI_TO_RUST").map(PathBuf::from);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).map(|folder| folder.join("openapi-to-rust"));
    named.into_iter().chain(found).find(|program| program.is_file())
}

/// The roots: every file at the top, and the one that is many files.
fn documents(vendor: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(vendor).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut all: Vec<PathBuf> = entries.filter(|path| path.is_file()).collect();
    all.push(vendor.join("digitalocean/DigitalOcean-public.v2.yaml"));
    all.sort();
    all
}

/// One document in interleaved rounds.
fn one(bench: &Bench, document: &Path) {
    let (mut parse, mut ours, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        parse.push(bench.parse(document));
        ours.push(bench.truespec(document));
        theirs.extend(bench.rival(document));
    }
    let (parse, ours) = (median(&parse), median(&ours));
    println!("{} (medians of {ROUNDS} interleaved runs)", document.display());
    let print = |name: &str, it: Usage| {
        let failed = if it.ok { "" } else { "  FAILED" };
        println!("  {name:16} {:6.3} s CPU  {:6.3} s wall  {:6.1} MB{failed}", it.cpu, it.wall, it.memory);
    };
    print("serde_json", parse);
    print("truespec", ours);
    println!("  to serde_json:   {:5.1} × CPU, {:5.1} × wall", ours.cpu / parse.cpu, ours.wall / parse.wall);
    if !theirs.is_empty() {
        let theirs = median(&theirs);
        print("openapi-to-rust", theirs);
        let (cpu, wall, memory) =
            (ours.cpu / theirs.cpu, ours.wall / theirs.wall, ours.memory / theirs.memory);
        println!("  to openapi-to-rust: {cpu:4.2} × CPU, {wall:4.2} × wall, {memory:4.2} × memory");
    }
}

/// Lines of a crate that are neither blank nor comment: all, and those of the shared runtime among them.
#[derive(Clone, Copy, Debug, Default)]
struct Lines {
    all: usize,
    runtime: usize,
}

/// Every document once.
fn all(bench: &Bench, documents: &[PathBuf]) {
    let (mut cpu, mut failed) = (0.0, 0);
    let (mut both, mut sums, mut our_cpu, mut their_cpu) = (0, [0, 0, 0], 0.0, 0.0);
    println!(
        "\ndocument: CPU s, MB, code lines (without the runtime) | openapi-to-rust's CPU s, MB, code lines | ratio"
    );
    for document in documents {
        let ours = bench.truespec(document);
        let theirs = bench.rival(document);
        (cpu, failed) = (cpu + ours.cpu, failed + usize::from(!ours.ok));
        let lines = lines(&bench.folder.join("ours"));
        let name = document.file_name().unwrap_or_default().to_string_lossy();
        let (all, own) = (lines.all, lines.all - lines.runtime);
        print!("{name:40} {:6.2} {:6.1} {all:7} ({own:7})", ours.cpu, ours.memory);
        match theirs {
            Some(theirs) if theirs.ok && ours.ok => {
                let rival = self::lines(&bench.folder.join("theirs")).all;
                print!(
                    " | {:6.2} {:6.1} {rival:7} | {:5.2}",
                    theirs.cpu,
                    theirs.memory,
                    all as f64 / rival as f64
                );
                both += 1;
                sums = [sums[0] + all, sums[1] + own, sums[2] + rival];
                (our_cpu, their_cpu) = (our_cpu + ours.cpu, their_cpu + theirs.cpu);
            }
            Some(theirs) if !theirs.ok => print!(" | refused"),
            _ => {}
        }
        println!("{}", if ours.ok { "" } else { "  FAILED" });
    }
    println!("{} documents, {failed} failed: {cpu:.1} s CPU", documents.len());
    if both > 0 {
        let [all, own, rival] = sums.map(|lines| lines as f64);
        println!(
            "{both} accepted by both: {all} lines ({own} without the runtime) to {rival}: {:.3} × ({:.3} ×); {:.3} × CPU",
            all / rival,
            own / rival,
            our_cpu / their_cpu
        );
    }
}

fn lines(folder: &Path) -> Lines {
    let mut lines = Lines::default();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries: Vec<PathBuf> =
            std::fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        for path in entries {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let count = code_lines(&std::fs::read_to_string(&path).unwrap_or_default());
                lines.all += count;
                lines.runtime += if folder.ends_with("src/runtime") { count } else { 0 };
            }
        }
    }
    lines
}

/// Neither blank nor comment; a `#[doc = …]` is a comment, over as many lines as it takes.
fn code_lines(text: &str) -> usize {
    let mut in_doc = false;
    let mut is_code = |line: &str| {
        let starts = line.starts_with("#[doc =") || line.starts_with("#![doc =");
        let was = in_doc;
        in_doc = (in_doc || starts) && !line.ends_with(']');
        !was && !starts && !line.is_empty() && !line.starts_with("//")
    };
    text.lines().filter(|line| is_code(line.trim())).count()
}
