//! The emitted crate's manifest: few dependencies, each with what it is for, and only those that the API needs.

use toml::{Table, Value};

use crate::rust::embed::Need;
use crate::rust::model::{By, Uses};
use crate::write::MARK;

/// A dependency as it stands in the manifest.
struct Dependency {
    line: &'static str,
    when: When,
}

/// When a dependency is there.
enum When {
    Always,
    /// With the features of the APIs that need one of these.
    For(&'static [Need]),
    /// Whatever the features, where an API needs one of these.
    If(&'static [Need]),
    /// Whatever the features, where no API needs any of these.
    Unless(&'static [Need]),
}

const fn dependency(when: When, line: &'static str) -> Dependency {
    Dependency { line, when }
}

const fn always(line: &'static str) -> Dependency {
    dependency(When::Always, line)
}

impl Dependency {
    /// Whose need it is.
    fn by<'a>(&self, uses: &Uses<'a>) -> By<'a> {
        let needed = |crates| uses.by(crates) != By::Nobody;
        match self.when {
            When::Always => By::All,
            When::For(crates) => uses.by(crates),
            When::If(crates) if needed(crates) => By::All,
            When::Unless(crates) if !needed(crates) => By::All,
            When::If(_) | When::Unless(_) => By::Nobody,
        }
    }

    fn name(&self) -> &'static str {
        name(self.line)
    }
}

/// The name that a line of dependencies begins with.
fn name(line: &'static str) -> &'static str {
    line.split(' ').next().unwrap_or_default()
}

/// Exact numbers are read from JSON's text, not from what a float keeps of it.
const EXACT: &[Need] = &[Need::Decimal, Need::RustDecimal];

/// In order of name; the versions and features are those that the runtime is tested with.
const DEPENDENCIES: &[Dependency] = &[
    dependency(
        When::For(&[Need::Base64, Need::Basic, Need::OAuth]),
        r#"base64 = { version = "0.23", default-features = false, features = ["std"] } # credentials and bytes in JSON"#,
    ),
    always(r#"bytes = "1" # bodies"#),
    dependency(
        When::For(&[Need::Chrono]),
        r#"chrono = { version = "0.4", default-features = false, features = ["std"] } # dates and times"#,
    ),
    always(
        r#"futures-core = { version = "0.3", default-features = false, features = ["std"] } # bodies and events in pieces"#,
    ),
    always(r#"http = "1" # requests and responses"#),
    always(r#"percent-encoding = "2" # parameters"#),
    dependency(When::For(&[Need::Pattern]), r#"regex-lite = { version = "0.1" } # patterns"#),
    dependency(
        When::For(&[Need::RustDecimal]),
        r#"rust_decimal = { version = "1", default-features = false, features = ["std"] } # exact numbers"#,
    ),
    always(
        r#"serde = { version = "1", default-features = false, features = ["std"] } # traits for JSON, without derive"#,
    ),
    dependency(
        When::If(EXACT),
        r#"serde_json = { version = "1", features = ["float_roundtrip", "preserve_order", "raw_value"] } # JSON; exact numbers"#,
    ),
    dependency(
        When::Unless(EXACT),
        r#"serde_json = { version = "1", features = ["float_roundtrip", "preserve_order"] } # JSON"#,
    ),
    dependency(
        When::For(&[Need::Time]),
        r#"time = { version = "0.3", default-features = false, features = ["std", "parsing", "formatting", "macros"] } # dates and times"#,
    ),
    always(r#"tokio = { version = "1", default-features = false, features = ["sync", "time"] } # timers"#),
    always(r#"tracing = { version = "0.1", default-features = false, optional = true } # spans"#),
    dependency(
        When::For(&[Need::Uuid]),
        r#"uuid = { version = "1", default-features = false, features = ["std"] } # ids"#,
    ),
    always(
        r#"zeroize = { version = "1", default-features = false, features = ["alloc"] } # secrets; rustls depends on it too"#,
    ),
];

/// What depends on where the crate runs, whatever its APIs need: a `cfg`, and the dependencies there.
const BY_TARGET: &[(&str, &[&str])] = &[
    (
        r#"not(all(target_arch = "wasm32", target_os = "unknown"))"#,
        &[
            r#"http-body = "1" # bodies to and from reqwest"#,
            r#"reqwest = { version = "0.13", default-features = false, features = ["rustls-no-provider", "http2", "gzip"] } # the default transport"#,
            r#"rustls = { version = "0.23", default-features = false, features = ["std", "tls12", "ring"] } # its TLS"#,
            r#"rustls-platform-verifier = "0.7" # the system's root certificates"#,
        ],
    ),
    (
        r#"all(target_arch = "wasm32", target_os = "unknown")"#,
        &[
            r#"send_wrapper = { version = "0.6", features = ["futures"] } # JavaScript values stay on their thread"#,
            r#"wasm-bindgen-futures = "0.4" # promises of JavaScript"#,
            r#"web-sys = { version = "0.3.77", features = ["AbortController", "AbortSignal", "Crypto", "Headers", "ReadableStream", "ReadableStreamDefaultReader", "Request", "RequestInit", "RequestRedirect", "Response", "ResponseType"] } # the default transport: fetch"#,
            r#"web-time = "1" # clock of the browser"#,
        ],
    ),
];

/// What every client can do and few need: features of every crate, and what they turn on.
const FEATURES: &[(&str, &[&str])] = &[("blocking", &["tokio/rt"]), ("tracing", &["dep:tracing"])];

/// The features for all APIs, and for servers for tests.
const DEFAULT: &str = "default";
const MOCK: &str = "mock";

/// Every crate that an emitted one may depend on.
pub fn dependencies() -> impl Iterator<Item = &'static str> {
    let by_target = BY_TARGET.iter().flat_map(|(_, lines)| lines.iter().copied());
    DEPENDENCIES.iter().map(Dependency::name).chain(by_target.map(name))
}

/// Every feature that an emitted crate may have beside those of its APIs.
pub fn features() -> impl Iterator<Item = &'static str> {
    FEATURES.iter().map(|(name, _)| *name).chain([DEFAULT, MOCK])
}

/// `Cargo.toml` of a crate with a feature an API; a crate of one API has none of these.
pub fn manifest(name: &str, version: &str, modules: &[&str], uses: &Uses<'_>) -> String {
    let [name, version] = [name, version].map(quoted);
    let mut text = format!(
        "# {MARK}; edit the OpenAPI document or its overlay instead.\n[package]\nname = {name}\nversion = {version}\nedition = \"2024\"\n\
         rust-version = \"1.88\"\npublish = false\nbuild = false\n\n[lib]\npath = \"src/lib.rs\"\n\n[dependencies]\n"
    );
    for dependency in DEPENDENCIES {
        match dependency.by(uses) {
            By::Nobody => continue,
            By::All => text += dependency.line,
            By::Some(_) => text += &dependency.line.replacen(" }", ", optional = true }", 1),
        }
        text.push('\n');
    }
    for (target, lines) in BY_TARGET {
        text += &format!("\n[target.'cfg({target})'.dependencies]\n{}\n", lines.join("\n"));
    }
    text += "\n[features]\n";
    for (name, needs) in of_apis(modules, uses).chain(of_all(uses)) {
        text += &entry(&name, &needs);
    }
    text += &format!("\n[package.metadata.truespec]\nversion = \"{}\"\n", env!("CARGO_PKG_VERSION"));
    text
}

/// The feature of each API, and the one for all.
fn of_apis(modules: &[&str], uses: &Uses<'_>) -> impl Iterator<Item = (String, Vec<String>)> {
    let all = modules.iter().map(|module| (*module).to_owned()).collect();
    let all = (!modules.is_empty()).then(|| (DEFAULT.to_owned(), all));
    let own = modules.iter().map(|module| {
        let own = DEPENDENCIES.iter().filter(
            |dependency| matches!(dependency.by(uses), By::Some(features) if features.contains(module)),
        );
        let own = own.map(|dependency| format!("dep:{}", dependency.name()));
        ((*module).to_owned(), own.collect())
    });
    all.into_iter().chain(own)
}

/// The features that do not depend on which APIs there are.
fn of_all(uses: &Uses<'_>) -> impl Iterator<Item = (String, Vec<String>)> {
    let mock: Option<(&str, &[&str])> = uses.mock.then_some((MOCK, &[]));
    let all = FEATURES.iter().copied().chain(mock);
    all.map(|(name, needs)| (name.to_owned(), needs.iter().map(|need| (*need).to_owned()).collect()))
}

/// A line of a table: whatever the texts hold, one entry.
fn entry(name: &str, texts: &[String]) -> String {
    Table::from_iter([(name.to_owned(), Value::from(texts.to_vec()))]).to_string()
}

/// A text in TOML.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}
