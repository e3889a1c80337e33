//! The runtime, which is emitted into each client: its rooms (modules) and their files, when each is emitted, what it offers
//! and which crates it uses. `table` lists them and holds their text; whatever else needs to know a file reads that table.

mod table;

pub use table::{CRATES, FEATURES, ROOMS};

/// What an API may need beyond what all do: a crate, or a part of the runtime.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// UUIDs.
    Uuid,
    /// Dates and times.
    Chrono,
    /// Dates and times.
    Time,
    /// Base64 members.
    Base64,
    /// The part of the runtime that gets tokens for client credentials.
    OAuth,
    /// The part of the runtime that reads lists page by page.
    Paging,
    /// The same where the next page is asked for in the body of a request.
    PagingBody,
    /// The part of the runtime for servers whose URLs have variables.
    Servers,
    /// Numbers that travel as texts.
    Quoted,
    /// Numbers digit for digit, which JSON's raw text keeps.
    Decimal,
    /// The same with arithmetic.
    RustDecimal,
    /// Forms to send as texts: no crate, but a part of the runtime, as all that follow.
    Form,
    /// Several JSON documents to send as one body.
    Lines,
    /// A user and a password as credentials.
    Basic,
    /// Types that are one of several.
    Union,
    /// The same, told by a tag.
    TaggedUnion,
    /// Types that are one of some numbers.
    IntEnum,
    /// Types that are one of literals of several kinds.
    ValueEnum,
    /// Arrays of fixed positions.
    Tuple,
    /// Bytes to send, as a body or as parts of one.
    Upload,
    /// Forms in parts to send.
    Multipart,
    /// Texts to send in another charset than UTF-8.
    Charset,
    /// Headers of answers to read.
    Headers,
    /// Bytes to receive piece by piece.
    Download,
    /// Events and lines to receive.
    Stream,
    /// Values that must not be shown.
    Redacted,
    /// What is checked before it is sent.
    Validate,
    /// Patterns among that.
    Pattern,
}

/// When a file of the runtime is emitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Always.
    Always,
    /// Where an API needs one of these.
    For(&'static [Need]),
    /// Where the settings ask for servers for tests, behind the feature `mock`, and an API needs one of these, if any
    /// are named.
    Mock(&'static [Need]),
}

/// Where a file of the runtime compiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Platform {
    /// Everywhere.
    Any,
    /// Everywhere but in a browser.
    Native,
    /// In a browser: `wasm32-unknown-unknown`.
    Browser,
}

/// A module of the runtime, a folder of files.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// Its name.
    pub name: &'static str,
    /// Its documentation, a line each; the first is a summary.
    pub docs: &'static [&'static str],
    /// Its files, in order of module.
    pub files: &'static [RuntimeFile],
}

/// A file of the runtime.
#[derive(Debug, Clone, Copy)]
pub struct RuntimeFile {
    /// Its module within the room.
    pub module: &'static str,
    /// Its text.
    pub text: &'static str,
    /// When it is emitted.
    pub when: When,
    /// Where it compiles.
    pub target: Platform,
    /// The feature of the emitted crate that it is behind.
    pub feature: Option<&'static str>,
    /// What users name, re-exported by the room and by the crate.
    pub root: &'static [&'static str],
    /// What users name, re-exported by the room.
    pub shows: &'static [&'static str],
    /// What only emitted code names, re-exported by the room.
    pub names: &'static [&'static str],
    /// The crates that it uses, and `crate/feature` where it needs a feature that other files do not.
    pub crates: &'static [&'static str],
}

/// A crate that files of the runtime use.
#[derive(Debug, Clone, Copy)]
pub struct Dependency {
    /// Its name.
    pub name: &'static str,
    /// Its version and features, in TOML. What is not needed by every client is in braces.
    pub source: &'static str,
    /// What it is for.
    pub why: &'static str,
    /// Features that only some files need, and what for.
    pub more: &'static [(&'static str, &'static str)],
}

/// A feature of every emitted crate.
#[derive(Debug, Clone, Copy)]
pub struct Feature {
    /// Its name.
    pub name: &'static str,
    /// What it turns on, as a manifest has it.
    pub enables: &'static [&'static str],
}

/// A file that is emitted, and the line with its attribute, if it is there only with some features.
pub type Gated<'a> = (&'a RuntimeFile, String);

/// Whether the room has something for users, so that documentation lists it.
pub fn is_public(files: &[Gated<'_>]) -> bool {
    files.iter().any(|(file, _)| !file.root.is_empty() || !file.shows.is_empty())
}

impl Room {
    /// The text of the room's own module: its files as hidden modules, and what they offer.
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
            // As rustfmt has it: one name before several.
            exports.sort_by_key(|(_, names)| names.len() > 1);
            text.extend(exports.map(|(before, names)| exported(&before, file.module, names)));
        }
        text.trim_end().to_owned() + "\n"
    }
}

impl RuntimeFile {
    /// The attribute, a line, of what is only there with the file's feature.
    pub fn gate(&self) -> String {
        self.feature.map(|name| format!("#[cfg(feature = {name:?})]\n")).unwrap_or_default()
    }
}

impl Platform {
    /// The attribute, a line, of what is only there on the target.
    pub fn gate(self) -> String {
        match self {
            Self::Any => String::new(),
            _ => format!("#[cfg({})]\n", self.condition()),
        }
    }

    /// The condition of what is only there on the target.
    pub fn condition(self) -> &'static str {
        match self {
            Self::Any => "",
            Self::Native => r#"not(all(target_arch = "wasm32", target_os = "unknown"))"#,
            Self::Browser => r#"all(target_arch = "wasm32", target_os = "unknown")"#,
        }
    }
}

/// A re-export of these names, if there are any.
fn exported(before: &str, module: &str, names: &[&str]) -> String {
    match names {
        [] => String::new(),
        names => format!("{before}pub use self::{module}::{};", list(names)),
    }
}

/// Names as a path ends with them, in order: `Form`, `{Form, Part}`.
pub fn list(names: &[&str]) -> String {
    let mut names = names.to_vec();
    names.sort_unstable();
    match names.as_slice() {
        [one] => (*one).to_owned(),
        several => format!("{{{}}}", several.join(", ")),
    }
}
