//! What the emitted types cost beside the same structs with serde's derive: `cargo check`, decoding, encoding.
//!
//! `cargo bench -p truespec --bench types` takes the largest types of GitHub's and Stripe's documents with what they
//! are made of, and a few unions; emits them; prints the derived twin (`twin.rs`); and compares both in interleaved
//! runs of one invocation. With `PROGENITOR` naming `cargo-progenitor` it also compares whole crates for
//! `omicron_nexus.json`. All dependencies are built before anything is measured.
//!
//! Words after `--` choose: `check`, `decode`, `progenitor`; all without.

#[path = "../measure/mod.rs"]
mod measure;
mod part;
mod rival;
mod sample;
mod speed;
mod twin;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use measure::{Usage, measure, median, usage};

/// How often each check runs.
const ROUNDS: usize = 7;

/// How many files of types are taken at most; there are fewer. What is cut off would stand for any JSON, and a union of two
/// such types could not tell them apart.
const LIMIT: usize = 2_000;

/// A document and the types to begin with; what they are made of is taken breadth first.
struct Case {
    name: &'static str,
    document: PathBuf,
    roots: &'static [&'static str],
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["measure", program, ref arguments @ ..] => measure(program, arguments),
        _ => bench(&words),
    }
}

fn bench(words: &[&str]) -> ExitCode {
    let vendor = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/vendor");
    let Ok(vendor) = vendor.canonicalize() else {
        println!("skipped: ../shared/corpus/vendor is not there");
        return ExitCode::SUCCESS;
    };
    let wants = |word: &str| words.is_empty() || words.contains(&word);
    let folder = std::env::temp_dir().join("truespec-bench-types");
    let mut good = true;
    for case in cases(&vendor) {
        let Some(folder) = prepare(&case, &folder.join(case.name)) else {
            println!("{}: FAILED to prepare", case.name);
            good = false;
            continue;
        };
        if wants("check") {
            good &= check(&case, &folder);
        }
        if wants("decode") {
            good &= speed::compare(&folder);
        }
    }
    if wants("progenitor") {
        good &= rival::compare(&vendor.join("omicron_nexus.json"), &folder.join("rival"));
    }
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn cases(vendor: &Path) -> Vec<Case> {
    let unions = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/types/unions.yaml");
    vec![
        Case {
            name: "github",
            document: vendor.join("github.json"),
            roots: &["full-repository", "pull-request", "issue", "workflow-run", "event"],
        },
        Case {
            name: "stripe",
            document: vendor.join("stripe_2025_apisguru.json"),
            roots: &["account", "charge", "invoice", "subscription", "payment_intent"],
        },
        Case { name: "unions", document: unions, roots: &["Shapes", "Events"] },
    ]
}

/// Emits the types and their twin into one workspace, whose dependencies are built.
fn prepare(case: &Case, folder: &Path) -> Option<PathBuf> {
    let whole = folder.join("whole");
    generate(&case.document, &whole)?;
    let types = part::types(&whole, case)?;
    for (name, twin) in [("ours", false), ("derived", true)] {
        part::write(&whole, &types, &folder.join(name), twin)?;
    }
    let samples = sample::write(&case.document, case.roots, folder)?;
    for name in ["ours", "derived"] {
        let program = speed::program(&types, &samples, name == "ours");
        std::fs::write(folder.join(name).join("src/main.rs"), program).ok()?;
    }
    let workspace = "[workspace]\nmembers = [\"ours\", \"derived\"]\nresolver = \"3\"\n[profile.release]\ncodegen-units = 1\n";
    std::fs::write(folder.join("Cargo.toml"), workspace).ok()?;
    cargo(folder, &["check", "--lib", "--workspace"]).then(|| folder.to_owned())
}

fn generate(document: &Path, out: &Path) -> Option<()> {
    std::fs::remove_dir_all(out).ok();
    let mut program = Command::new(env!("CARGO_BIN_EXE_truespec"));
    program.arg("generate").arg(document).arg("--out").arg(out).args(["--name", "whole"]);
    let status = program.stdout(Stdio::null()).stderr(Stdio::null()).status().ok()?;
    status.success().then_some(())
}

/// Runs cargo in a folder, in the target directory that all of these share.
fn cargo(folder: &Path, arguments: &[&str]) -> bool {
    let mut program = Command::new(env!("CARGO"));
    program.current_dir(folder).args(arguments).arg("--quiet").env("CARGO_TARGET_DIR", target());
    program.env("CARGO_INCREMENTAL", "0").status().is_ok_and(|status| status.success())
}

fn target() -> PathBuf {
    std::env::temp_dir().join("truespec-bench-target")
}

/// Checks one package again: what is not the package itself is built already.
fn checked(folder: &Path, package: &str) -> Usage {
    let library = folder.join(package).join("src/lib.rs");
    let text = std::fs::read_to_string(&library).unwrap_or_default();
    if std::fs::write(&library, text).is_err() {
        return Usage::default();
    }
    // The measuring process hands these on.
    let manifest = folder.join(package).join("Cargo.toml");
    let (target, manifest) = (target(), manifest.as_os_str().to_owned());
    let arguments =
        ["check".as_ref(), "--lib".as_ref(), "--quiet".as_ref(), "--target-dir".as_ref(), target.as_os_str()];
    let more = ["--config".as_ref(), "build.incremental=false".as_ref(), "--manifest-path".as_ref()];
    usage(Path::new(env!("CARGO")), &[&arguments[..], &more, &[manifest.as_os_str()]].concat())
}

/// `cargo check` of both, in turns.
fn check(case: &Case, folder: &Path) -> bool {
    let (mut ours, mut derived) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(checked(folder, "ours"));
        derived.push(checked(folder, "derived"));
    }
    print_ratio(&format!("{}: cargo check", case.name), "derived", median(&ours), median(&derived))
}

/// Prints both and the ratio, and whether both ended well.
fn print_ratio(title: &str, other: &str, ours: Usage, theirs: Usage) -> bool {
    println!("{title} (medians of {ROUNDS} in turns)");
    for (name, it) in [("truespec", ours), (other, theirs)] {
        let failed = if it.ok { "" } else { "  FAILED" };
        println!("  {name:12} {:7.2} s CPU {:7.2} s wall {:7.0} MB{failed}", it.cpu, it.wall, it.memory);
    }
    let ratio = |figure: fn(Usage) -> f64| figure(ours) / figure(theirs);
    println!(
        "  ratio        {:7.2} × CPU {:7.2} × wall {:7.2} × memory",
        ratio(|usage| usage.cpu),
        ratio(|usage| usage.wall),
        ratio(|usage| usage.memory)
    );
    ours.ok && theirs.ok
}
