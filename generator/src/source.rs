//! What a run works on: the documents, their overlays, and what to emit from them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use crate::diagnostic::{FileId, Files, Place, Report, code};
use crate::emit::{DateTimes, Decimals, Scalars};
use crate::input::{self, Refusal};
use crate::ir::Type;

/// Everything that a run reads, and what it is to make.
#[derive(Debug, Clone)]
pub struct Sources {
    /// What to make.
    pub settings: Settings,
    /// From what.
    pub apis: Vec<ApiSource>,
    /// On how many threads; what comes out does not depend on it.
    pub threads: usize,
}

impl Sources {
    /// With as many threads as the machine has.
    pub fn new(settings: Settings, apis: Vec<ApiSource>) -> Self {
        Self { settings, apis, threads: crate::parallel::threads() }
    }
}

/// What to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The crate's name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// How dates, times and exact numbers are typed.
    pub scalars: Scalars,
    /// What formats mean where that is not what they mean to everyone, by their names.
    pub formats: BTreeMap<String, Type>,
    /// Seconds east of UTC at which a date-time without an offset is taken to be.
    pub assumed_offset: i32,
    /// Whether a warning is an error.
    pub strict: bool,
    /// Whether the crate has a server for tests of each API, behind its feature `mock`.
    pub mock: bool,
    /// Whether what the document asks of values is checked before they are sent.
    pub validate: bool,
    /// Whether the documentation of operations has examples that compile.
    pub examples: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            name: "client".to_owned(),
            version: "0.1.0".to_owned(),
            scalars: Scalars::default(),
            formats: BTreeMap::new(),
            assumed_offset: 0,
            strict: false,
            mock: false,
            validate: false,
            examples: false,
        }
    }
}

/// A document and its overlays.
#[derive(Debug, Clone)]
pub struct ApiSource {
    /// Its module; none makes it the crate itself.
    pub module: Option<String>,
    /// The document.
    pub document: PathBuf,
    /// Applied in order.
    pub overlays: Vec<PathBuf>,
    /// The folder that references to other files must stay in; none is the document's own.
    pub root: Option<PathBuf>,
    /// What paths are shown relative to.
    pub shown_from: PathBuf,
}

/// `truespec.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Config {
    #[serde(rename = "crate")]
    emitted: CrateConfig,
    #[serde(default, rename = "api")]
    apis: Vec<ApiConfig>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct CrateConfig {
    name: Spanned<String>,
    #[serde(default = "first_version")]
    version: String,
    #[serde(default)]
    date_time: DateTimeConfig,
    #[serde(default)]
    assumed_offset: Option<String>,
    #[serde(default)]
    decimal: DecimalConfig,
    #[serde(default)]
    formats: BTreeMap<String, String>,
    #[serde(default)]
    strict: bool,
    #[serde(default)]
    mock: bool,
    #[serde(default)]
    validate: bool,
    #[serde(default)]
    examples: bool,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "snake_case")]
enum DecimalConfig {
    #[default]
    Exact,
    RustDecimal,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
enum DateTimeConfig {
    #[default]
    Chrono,
    Time,
    Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ApiConfig {
    module: Spanned<String>,
    document: Spanned<PathBuf>,
    #[serde(default)]
    overlays: Vec<Spanned<PathBuf>>,
}

fn first_version() -> String {
    "0.1.0".to_owned()
}

/// Reads `specs/truespec.toml` of a workspace.
pub fn workspace(root: &Path, files: &mut Files, report: &mut Report) -> Option<Sources> {
    let id = read_within(root, &root.join("specs/truespec.toml"), root, files, report)?;
    configured(id, root, files, report)
}

/// What the text of a `truespec.toml` says, in a workspace.
pub fn configured(id: FileId, root: &Path, files: &Files, report: &mut Report) -> Option<Sources> {
    let specs = root.join("specs");
    let text = files.get(id)?.text.clone();
    let config: Config = match toml::from_str(&text) {
        Ok(config) => config,
        Err(error) => {
            let offset = error.span().map_or(0, |span| span.start);
            let (line, column) = position(&text, offset);
            report.add(&code::SETTINGS, Place::Text(id, line, column), error.message().to_owned());
            return None;
        }
    };
    check(&config, id, &text, report);
    stay(&config, &specs, id, &text, report);
    let apis = config.apis.into_iter().map(|api| ApiSource {
        module: Some(api.module.into_inner()),
        document: specs.join(api.document.get_ref()),
        overlays: api.overlays.iter().map(|overlay| specs.join(overlay.get_ref())).collect(),
        root: Some(specs.clone()),
        shown_from: root.to_owned(),
    });
    let settings = settings(config.emitted, id, report);
    (!report.has_errors()).then(|| Sources::new(settings, apis.collect()))
}

/// What the `[crate]` table says.
fn settings(config: CrateConfig, id: FileId, report: &mut Report) -> Settings {
    let date_times = match config.date_time {
        DateTimeConfig::Chrono => DateTimes::Chrono,
        DateTimeConfig::Time => DateTimes::Time,
        DateTimeConfig::Text => DateTimes::Text,
    };
    let decimals = match config.decimal {
        DecimalConfig::Exact => Decimals::Exact,
        DecimalConfig::RustDecimal => Decimals::RustDecimal,
    };
    let mut refuse = |message: String| report.add(&code::SETTINGS, Place::Text(id, 1, 1), message);
    let mut formats = BTreeMap::new();
    for (format, word) in config.formats {
        match Type::of_word(&word) {
            Some(ty) => _ = formats.insert(format, ty),
            None => refuse(format!("`{word}` is no type; there are {}", Type::words())),
        }
    }
    let said = config.assumed_offset.as_deref().unwrap_or("Z");
    let assumed_offset = offset(said).unwrap_or_else(|| {
        refuse(format!("`{said}` is no offset from UTC, such as `+02:00`"));
        0
    });
    let CrateConfig { name, version, strict, mock, validate, examples, .. } = config;
    Settings {
        name: name.into_inner(),
        version,
        scalars: Scalars { date_times, decimals },
        formats,
        assumed_offset,
        strict,
        mock,
        validate,
        examples,
    }
}

/// The seconds that `Z` or `+02:00` says.
fn offset(text: &str) -> Option<i32> {
    let (sign, rest) = match text.split_at_checked(1)? {
        ("Z", "") => return Some(0),
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':')?;
    let number = |text: &str, below: i32| {
        let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<i32>().ok().filter(|number| digits && *number < below)
    };
    Some(sign * (number(hours, 24)? * 3600 + number(minutes, 60)? * 60))
}

/// Names that a module beside the runtime, or the feature of its name, cannot have.
const RESERVED: [&str; 11] =
    ["runtime", "lib", "main", "mod", "self", "super", "crate", "std", "default", "blocking", "tracing"];

/// Modules are identifiers, each once; there is at least one.
fn check(config: &Config, id: FileId, text: &str, report: &mut Report) {
    let mut seen = BTreeSet::new();
    for api in &config.apis {
        let name = api.module.get_ref();
        let (line, column) = position(text, api.module.span().start);
        let at = Place::Text(id, line, column);
        let plain = crate::names::ident::ident(name, crate::names::ident::Case::Snake) == *name;
        let is_feature = config.emitted.mock && name == "mock";
        if !plain || is_feature || RESERVED.contains(&name.as_str()) {
            let message = format!("`{name}` cannot be the name of a module");
            report.add(&code::SETTINGS, at.clone(), message);
        }
        if !seen.insert(name) {
            report.add(&code::SETTINGS, at, format!("the module `{name}` is given twice"));
        }
    }
    let name = &config.emitted.name;
    if !is_package(name.get_ref()) {
        let (line, column) = position(text, name.span().start);
        let message = format!("`{}` cannot be the name of a crate", name.get_ref());
        report.add(&code::SETTINGS, Place::Text(id, line, column), message);
    }
    if config.apis.is_empty() {
        report.add(&code::SETTINGS, Place::Text(id, 1, 1), "there is no `[[api]]`");
    }
}

/// What is to be read lies in `specs/`; whether it is there shows when it is read.
fn stay(config: &Config, specs: &Path, id: FileId, text: &str, report: &mut Report) {
    let paths = config.apis.iter().flat_map(|api| [&api.document].into_iter().chain(&api.overlays));
    for path in paths {
        // A folder that is not there yet holds nothing; its name still bounds what may be named.
        let within = input::within(specs, path.get_ref());
        if matches!(within, Err(Refusal::Outside)) {
            let (line, column) = position(text, path.span().start);
            let message = format!("`{}` {}", path.get_ref().display(), Refusal::Outside);
            report.add(&code::READ_OUTSIDE, Place::Text(id, line, column), message);
        }
    }
}

/// Whether cargo takes it as the name of a package, and Rust as that of its library.
fn is_package(name: &str) -> bool {
    let library = name.replace('-', "_");
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
        && crate::names::ident::written(&library) == library
        && !["test", "std", "core", "alloc", "truespec"].contains(&library.as_str())
}

/// Reads a text, or says that it cannot be read.
pub fn read(path: &Path, shown_from: &Path, files: &mut Files, report: &mut Report) -> Option<FileId> {
    let name = shown(path, shown_from);
    match input::text(path) {
        Ok(text) => Some(files.add(name, text)),
        Err(refusal) => {
            refuse(&name, &refusal, report);
            None
        }
    }
}

/// Reads a text of a folder that is someone else's: one that a link takes out of it is refused.
pub fn read_within(
    folder: &Path,
    path: &Path,
    shown_from: &Path,
    files: &mut Files,
    report: &mut Report,
) -> Option<FileId> {
    match input::within(folder, path) {
        Err(refusal @ Refusal::Outside) => {
            refuse(&shown(path, shown_from), &refusal, report);
            None
        }
        // Whatever else is wrong shows when it is read.
        _ => read(path, shown_from, files, report),
    }
}

fn refuse(name: &str, refusal: &Refusal, report: &mut Report) {
    let message = match refusal {
        Refusal::Io(error) => format!("{name}: {error}"),
        refusal => format!("`{name}` {refusal}"),
    };
    report.add(refusal.code(&code::READ_FAILED, &code::READ_OUTSIDE), Place::Nowhere, message);
}

/// A path as a person would write it.
pub fn shown(path: &Path, from: &Path) -> String {
    let path = path.strip_prefix(from).unwrap_or(path);
    path.to_string_lossy().replace('\\', "/")
}

/// The line and column, from 1, of a place in a text.
fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |rest| rest.chars().count()) + 1;
    (line, column)
}
