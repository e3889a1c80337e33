//! A crate with the clients of all cases, and what its calls read.

use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;
use serde_json::Value;
use truespec::diagnostic::render;
use truespec::source::{ApiSource, Settings, Sources};
use truespec::{generate, write};

use super::case::{Case, Outcome};

/// Where the server of each case is.
pub type Urls = BTreeMap<String, String>;

/// What each call made of its response, by the case and the number of its exchange.
pub type Results = BTreeMap<String, Vec<Given>>;

/// What one call gave, as `program/main.rs` writes it.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Given {
    /// A result, written again.
    Read(Value),
    /// An error response with its status, and its typed body as `Debug` shows it.
    Refused(u16, String),
    /// Another error.
    Failed(String),
    /// There is no such call.
    #[default]
    Unable,
}

impl fmt::Display for Given {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(value) => write!(f, "it read {value}"),
            Self::Refused(status, shown) => write!(f, "it got status {status} with {shown}"),
            Self::Failed(why) => write!(f, "it failed: {why}"),
            Self::Unable => f.write_str("it has no such call"),
        }
    }
}

/// Emits the crate of the clients, compiles it with the calls of a program, and runs that.
pub fn run(
    crate_name: &str,
    cases: &BTreeMap<String, Case>,
    documents: &BTreeMap<String, PathBuf>,
    overlays: &BTreeMap<String, PathBuf>,
    urls: &Urls,
) -> Results {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("deviations").join(crate_name);
    let apis = documents.iter().map(|(name, document)| ApiSource {
        module: Some(name.clone()),
        document: document.clone(),
        overlays: overlays.get(name).cloned().into_iter().collect(),
        root: None,
        lenient: false,
        shown_from: scratch.clone(),
        ..ApiSource::default()
    });
    let generated = generate(&Sources::new(Settings::default().name("clients"), apis.collect()));
    let said = render::lines(&generated.report, &generated.texts).join("\n");
    // TS201 to TS219 are of overlays: what is proposed applies, and its guards hold.
    let applies = !said.contains("[TS20") && !said.contains("[TS21");
    assert!(applies && !generated.report.has_errors(), "{crate_name}: {said}");
    write::write(&scratch, &generated.files).unwrap();
    // The workspace's own versions, which are at hand: nothing is downloaded.
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    std::fs::copy(lock, scratch.join("Cargo.lock")).unwrap();
    write_program(&scratch, cases, documents, crate_name == "corrected");
    compiled_and_run(&scratch, urls)
}

/// The program: its helpers, and a function with the calls of each case.
fn write_program(
    scratch: &Path,
    cases: &BTreeMap<String, Case>,
    documents: &BTreeMap<String, PathBuf>,
    is_corrected: bool,
) {
    let folder = scratch.join("tests/calls");
    std::fs::create_dir_all(&folder).unwrap();
    let main = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/deviations/program/main.rs");
    std::fs::copy(main, folder.join("main.rs")).unwrap();
    let mut text = "// What the calls of each case give, by its name.\nuse crate::*;\n\n".to_owned();
    text += "pub fn all(url: impl Fn(&str) -> String) -> Results {\n    let mut all = Results::new();\n";
    for name in cases.keys() {
        writeln!(text, "    all.insert(\"{name}\", {name}(&url(\"{name}\")));").unwrap();
    }
    text += "    all\n}\n";
    for (name, case) in cases {
        // What the published client does is recorded twice: by its own recorder, and by `truespec record`.
        let settings = match is_corrected {
            true => case.then_with.clone(),
            false => {
                let recording = documents[name].with_file_name("client.har");
                format!(".record(clients::Recorder::to_file({recording:?}).unwrap())")
            }
        };
        text += &function(name, case, &settings, is_corrected);
    }
    std::fs::write(folder.join("cases.rs"), text).unwrap();
}

fn function(name: &str, case: &Case, settings: &str, is_corrected: bool) -> String {
    let mut text = format!(
        "\nfn {name}(url: &str) -> Vec<Given> {{\n    use clients::{name}::*;\n    let client = Client::builder().base_url(url){settings}.build().unwrap();\n    let api = client.api();\n    vec![\n"
    );
    for exchange in &case.exchanges {
        let own = match is_corrected {
            true => exchange
                .then
                .as_ref()
                .or(exchange.call.as_ref())
                .filter(|_| exchange.corrected != Outcome::Unable),
            false => exchange.call.as_ref().filter(|_| exchange.published != Outcome::Unable),
        };
        let times = if is_corrected { 1 } else { exchange.times };
        match own {
            Some(call) if call.starts_with("api.") => {
                writeln!(text, "        repeat({times}, || value({call})),")
            }
            Some(call) => writeln!(text, "        repeat({times}, || {call}),"),
            None => writeln!(text, "        Given::Unable,"),
        }
        .unwrap();
    }
    text + "    ]\n}\n"
}

fn compiled_and_run(scratch: &Path, urls: &Urls) -> Results {
    let results = scratch.join("results.json");
    let _ = std::fs::remove_file(&results);
    std::fs::write(scratch.join("urls.json"), serde_json::to_string(urls).unwrap()).unwrap();
    let test = Command::new(env!("CARGO"))
        .args(["test", "--offline", "--color", "never", "--features", "blocking,record", "--test", "calls"])
        .current_dir(scratch)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("features-target"))
        .env("RUSTFLAGS", "-D warnings")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&test.stdout).into_owned();
    assert!(test.status.success(), "{said}\n{}", String::from_utf8_lossy(&test.stderr));
    serde_json::from_str(&std::fs::read_to_string(results).unwrap()).unwrap()
}
