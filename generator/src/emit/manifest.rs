//! The emitted crate's manifest: few dependencies, each with what it is for, and only those that the API needs.

use std::collections::BTreeSet;

use super::Crate;
use crate::write::MARK;

/// A dependency as it stands in the manifest.
struct Dependency {
    line: &'static str,
    /// Which of these uses asks for it; none: always.
    uses: &'static [Crate],
    /// Whether it is there only where none of them is.
    unless: bool,
}

const fn always(line: &'static str) -> Dependency {
    Dependency { line, uses: &[], unless: true }
}

const fn only(uses: &'static [Crate], line: &'static str) -> Dependency {
    Dependency { line, uses, unless: false }
}

const fn unless(uses: &'static [Crate], line: &'static str) -> Dependency {
    Dependency { line, uses, unless: true }
}

impl Dependency {
    fn is_needed(&self, used: &BTreeSet<Crate>) -> bool {
        self.uses.iter().any(|needed| used.contains(needed)) != self.unless
    }
}

/// Exact numbers are read from JSON's text, not from what a float keeps of it.
const EXACT: &[Crate] = &[Crate::Decimal, Crate::RustDecimal];

/// In order of name; the versions and features are those that the runtime is tested with.
const DEPENDENCIES: &[Dependency] = &[
    always(
        r#"base64 = { version = "0.23", default-features = false, features = ["std"] } # credentials and bytes in JSON"#,
    ),
    always(r#"bytes = "1" # bodies"#),
    only(
        &[Crate::Chrono],
        r#"chrono = { version = "0.4", default-features = false, features = ["std"] } # dates and times"#,
    ),
    always(
        r#"futures-core = { version = "0.3", default-features = false, features = ["std"] } # bodies and events in pieces"#,
    ),
    always(r#"http = "1" # requests and responses"#),
    always(r#"http-body = "1" # bodies to and from reqwest"#),
    always(r#"percent-encoding = "2" # parameters"#),
    always(
        r#"reqwest = { version = "0.13", default-features = false, features = ["rustls-no-provider", "http2", "gzip"] } # the default transport"#,
    ),
    only(
        &[Crate::RustDecimal],
        r#"rust_decimal = { version = "1", default-features = false, features = ["std"] } # exact numbers"#,
    ),
    always(
        r#"rustls = { version = "0.23", default-features = false, features = ["std", "tls12", "ring"] } # its TLS"#,
    ),
    always(r#"rustls-platform-verifier = "0.7" # the machine's own roots"#),
    always(
        r#"serde = { version = "1", default-features = false, features = ["std"] } # JSON's traits, without derive"#,
    ),
    only(
        EXACT,
        r#"serde_json = { version = "1", features = ["float_roundtrip", "preserve_order", "raw_value"] } # JSON; exact numbers"#,
    ),
    unless(
        EXACT,
        r#"serde_json = { version = "1", features = ["float_roundtrip", "preserve_order"] } # JSON"#,
    ),
    only(
        &[Crate::Time],
        r#"time = { version = "0.3", default-features = false, features = ["std", "parsing", "formatting", "macros"] } # dates and times"#,
    ),
    always(r#"tokio = { version = "1", default-features = false, features = ["sync", "time"] } # timers"#),
    always(r#"tracing = { version = "0.1", default-features = false, optional = true } # spans"#),
    only(&[Crate::Uuid], r#"uuid = { version = "1", default-features = false, features = ["std"] } # ids"#),
];

/// `Cargo.toml` of a crate with a feature an API; a crate of one API has none of these.
pub fn manifest(name: &str, version: &str, modules: &[&str], used: &BTreeSet<Crate>) -> String {
    let mut text = format!(
        "# {MARK}; `specs/` is what to edit.\n[package]\nname = \"{name}\"\nversion = \"{version}\"\nedition = \"2024\"\n\
         rust-version = \"1.88\"\npublish = false\n\n[lib]\npath = \"src/lib.rs\"\n\n[dependencies]\n"
    );
    for dependency in DEPENDENCIES.iter().filter(|dependency| dependency.is_needed(used)) {
        text += dependency.line;
        text.push('\n');
    }
    text += "\n[features]\n";
    if !modules.is_empty() {
        let all: Vec<String> = modules.iter().map(|module| format!("\"{module}\"")).collect();
        text += &format!("default = [{}]\n", all.join(", "));
        for module in modules {
            text += &format!("{module} = []\n");
        }
    }
    // What every client can do and few need.
    text += "blocking = [\"tokio/rt\"]\ntracing = [\"dep:tracing\"]\n";
    if used.contains(&Crate::Mock) {
        text += "mock = []\n";
    }
    // Standalone wherever it stands: not a member of a workspace that happens to be above it.
    text += "\n[workspace]\n";
    text
}
