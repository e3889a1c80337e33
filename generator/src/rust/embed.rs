//! The runtime, which is emitted into each client: its rooms (modules) and their files. `table` lists for each file its
//! text, when it is emitted, what it exports and which crates it uses. It is the only such list.

mod table;

pub use table::{CRATES, EXPORTED, FEATURES, ROOMS};

/// What only some APIs need: a crate or a part of the runtime.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// UUIDs.
    Uuid,
    /// Dates and times of `chrono`.
    Chrono,
    /// Dates and times of `time`.
    Time,
    /// Base64 strings.
    Base64,
    /// Tokens for OAuth 2 client credentials.
    OAuth,
    /// Pagination of lists.
    Paging,
    /// Pagination with parameters in the request body.
    PagingBody,
    /// Server URLs with variables.
    Servers,
    /// Numbers that are sent as strings.
    Quoted,
    /// Numbers that keep every digit, read from raw JSON.
    Decimal,
    /// Numbers of `rust_decimal`, with arithmetic.
    RustDecimal,
    /// Form bodies. This and all that follow are parts of the runtime and need no crate.
    Form,
    /// Request bodies of several JSON documents.
    Lines,
    /// HTTP Basic authentication.
    Basic,
    /// Unions without a discriminator.
    Union,
    /// Unions with a discriminator.
    TaggedUnion,
    /// Enumerations of integers.
    IntEnum,
    /// Enumerations of mixed literals.
    ValueEnum,
    /// Arrays with a type for each position.
    Tuple,
    /// Uploads of bytes, as a body or as its parts.
    Upload,
    /// Multipart forms.
    Multipart,
    /// Text bodies in a charset other than UTF-8.
    Charset,
    /// Typed response headers.
    Headers,
    /// Downloads of bytes in pieces.
    Download,
    /// Streams of events and lines.
    Stream,
    /// Secrets, which `Debug` does not show.
    Redacted,
    /// Constraints, which are checked before a value is sent.
    Validate,
    /// Constraints with regular expressions.
    Pattern,
    /// Events of webhooks, with their signatures.
    Webhooks,
}

/// When a file of the runtime is emitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Always.
    Always,
    /// If an API needs one of these.
    For(&'static [Need]),
    /// If the settings enable mock servers, behind the feature `mock`, and an API needs one of these. An empty list
    /// needs no API.
    Mock(&'static [Need]),
}

/// The platforms that a file of the runtime compiles on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Platform {
    /// All platforms.
    Any,
    /// All platforms except browsers.
    Native,
    /// Browsers: `wasm32-unknown-unknown`.
    Browser,
}

/// A module of the runtime, a folder of files.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// Its name.
    pub name: &'static str,
    /// Its documentation, by line; the first line is a summary.
    pub docs: &'static [&'static str],
    /// Its files, sorted by module name.
    pub files: &'static [RuntimeFile],
}

/// A file of the runtime.
#[derive(Debug, Clone, Copy)]
pub struct RuntimeFile {
    /// Its module in the room.
    pub module: &'static str,
    /// Its text.
    pub text: &'static str,
    /// When it is emitted.
    pub when: When,
    /// The platforms that it compiles on.
    pub target: Platform,
    /// The feature of the emitted crate that enables it.
    pub feature: Option<&'static str>,
    /// Items for users, re-exported by the room and at the crate root.
    pub root: &'static [&'static str],
    /// Items for users, re-exported by the room.
    pub shows: &'static [&'static str],
    /// Items for emitted code only, re-exported by the room.
    pub names: &'static [&'static str],
    /// The crates that it uses, and `crate/feature` for a feature that other files do not need.
    pub crates: &'static [&'static str],
}

/// A crate that the runtime uses.
#[derive(Debug, Clone, Copy)]
pub struct Dependency {
    /// Its name.
    pub name: &'static str,
    /// Its version and features, in TOML. A crate that not every client needs is in braces.
    pub source: &'static str,
    /// Its purpose.
    pub why: &'static str,
    /// Features that only some files need, each with its purpose.
    pub more: &'static [(&'static str, &'static str)],
}

/// A feature of emitted crates.
#[derive(Debug, Clone, Copy)]
pub struct Feature {
    /// Its name.
    pub name: &'static str,
    /// What it enables, as in a manifest, besides the crates that only its files use.
    pub enables: &'static [&'static str],
    /// What an API has to need for a crate to have it; `None` if every crate has it.
    pub need: Option<Need>,
    /// What it enables, in the documentation of a crate.
    pub about: &'static str,
}

/// A crate whose types are in the interface of clients, so that the root of the emitted crate re-exports it.
#[derive(Debug, Clone, Copy)]
pub struct Exported {
    /// Its name.
    pub name: &'static str,
    /// What an API has to need; `None` if every crate has it.
    pub need: Option<Need>,
}

/// A file that is emitted, with the line of its `cfg` attribute, which is empty if no feature is required.
pub type Gated<'a> = (&'a RuntimeFile, String);

/// Returns true if the room has items for users. Only such rooms are listed in documentation.
pub fn is_public(files: &[Gated<'_>]) -> bool {
    files.iter().any(|(file, _)| !file.root.is_empty() || !file.shows.is_empty())
}

impl Room {
    /// The text of the room's own module: its files as hidden modules, and its re-exports.
    pub fn text(&self, files: &[Gated<'_>]) -> String {
        let mut text: String =
            self.docs.iter().map(|line| format!("//!{line}").trim_end().to_owned() + "\n").collect();
        for (file, gate) in files {
            text += &format!("\n{gate}{}#[doc(hidden)]\npub mod {};", file.target.gate(), file.module);
        }
        text += "\n";
        for (file, gate) in files {
            let shown: Vec<&str> = file.root.iter().chain(file.shows).copied().collect();
            let gate = format!("\n{gate}{}", file.target.gate());
            let hidden = format!("{gate}#[doc(hidden)]\n");
            let mut exports = [(gate, shown.as_slice()), (hidden, file.names)];
            // The order of rustfmt: a single name before several.
            exports.sort_by_key(|(_, names)| names.len() > 1);
            text.extend(exports.map(|(before, names)| re_export(&before, file.module, names)));
        }
        text.trim_end().to_owned() + "\n"
    }
}

impl RuntimeFile {
    /// The line of the `cfg` attribute for the file's feature.
    pub fn gate(&self) -> String {
        self.feature.map(|name| format!("#[cfg(feature = {name:?})]\n")).unwrap_or_default()
    }
}

impl Platform {
    /// The line of the `cfg` attribute for the platform.
    pub fn gate(self) -> String {
        match self {
            Self::Any => String::new(),
            _ => format!("#[cfg({})]\n", self.condition()),
        }
    }

    /// The `cfg` condition for the platform.
    pub fn condition(self) -> &'static str {
        match self {
            Self::Any => "",
            Self::Native => r#"not(all(target_arch = "wasm32", target_os = "unknown"))"#,
            Self::Browser => r#"all(target_arch = "wasm32", target_os = "unknown")"#,
        }
    }
}

/// A re-export of these names, or an empty string if there are none.
fn re_export(before: &str, module: &str, names: &[&str]) -> String {
    match names {
        [] => String::new(),
        names => {
            let line = format!("pub use self::{module}::{};", use_names(names));
            // As rustfmt has it, because the file is also part of the repository.
            let line =
                if line.len() > MAX_WIDTH { line.replace('{', "{\n    ").replace('}', ",\n}") } else { line };
            format!("{before}{line}")
        }
    }
}

/// The length from which rustfmt breaks a `use` with braces: `max_width` less what it keeps for the braces.
const MAX_WIDTH: usize = 108;

/// The end of a `use` path for these names, sorted: `Form`, `{Form, Part}`.
pub fn use_names(names: &[&str]) -> String {
    let mut names = names.to_vec();
    names.sort_unstable();
    match names.as_slice() {
        [one] => (*one).to_owned(),
        several => format!("{{{}}}", several.join(", ")),
    }
}
