//! What a run works on: the documents, their overlays, and what to emit from them.

mod advice;
mod config;
mod rules;
mod surroundings;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, FileId, Files, Location, Report, code};
use crate::input::file::{self, Refusal};
use crate::ir::Type;
use crate::rust::model::Scalars;

pub use rules::{crate_name, module_name};
pub use surroundings::is_in_workspace;

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
        Self { settings, apis, threads: crate::base::parallel::threads() }
    }
}

/// What is generated: the settings of `truespec.toml`.
///
/// ```
/// let settings = truespec::Settings::default().name("petstore-client").version("1.2.0").validate(true);
/// assert_eq!(settings.name, "petstore-client");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Settings {
    /// The crate's name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// How dates, times and exact numbers are typed.
    pub scalars: Scalars,
    /// What formats mean where that is not what they mean to everyone, by their names.
    pub formats: BTreeMap<String, Type>,
    /// The folders that hold what the document refers to by addresses, by the prefixes of these.
    pub map: BTreeMap<String, PathBuf>,
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
    /// Whether the crate is a Cargo workspace of its own, and so no member of another one.
    pub standalone: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            name: "client".to_owned(),
            version: "0.1.0".to_owned(),
            scalars: Scalars::default(),
            formats: BTreeMap::new(),
            map: BTreeMap::new(),
            assumed_offset: 0,
            strict: false,
            mock: false,
            validate: false,
            examples: false,
            standalone: true,
        }
    }
}

impl Settings {
    /// Sets the name of the crate, `client` by default.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Sets the version of the crate, `0.1.0` by default.
    #[must_use]
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.version = version.into();
        self
    }
}

macro_rules! setters {
    ($($(#[$doc:meta])* $name:ident: $ty:ty),* $(,)?) => {
        impl Settings {$(
            $(#[$doc])*
            #[must_use]
            pub fn $name(mut self, $name: $ty) -> Self {
                self.$name = $name;
                self
            }
        )*}
    };
}

setters! {
    /// Sets how dates, times and exact numbers are typed.
    scalars: Scalars,
    /// Sets what formats mean where that is not what they mean to everyone, by their names.
    formats: BTreeMap<String, Type>,
    /// Sets the folders that hold what the document refers to by addresses, by the prefixes of these; nothing is fetched.
    map: BTreeMap<String, PathBuf>,
    /// Sets the seconds east of UTC at which a date-time without an offset is taken to be, 0 by default.
    assumed_offset: i32,
    /// Makes warnings errors.
    strict: bool,
    /// Adds a server for tests of each API, behind the feature `mock`.
    mock: bool,
    /// Checks before sending what the document asks of values.
    validate: bool,
    /// Adds examples that compile to the documentation of operations.
    examples: bool,
    /// Makes the crate a Cargo workspace of its own, and so no member of another one; it is one by default.
    standalone: bool,
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

/// Reads `specs/truespec.toml` of a workspace; each file that it names has to be there.
pub fn workspace(root: &Path, files: &mut Files, report: &mut Report) -> Option<Sources> {
    let settings = root.join("specs/truespec.toml");
    if file::within(root, &settings).is_err_and(|refusal| refusal.is_gone()) {
        let message = format!("{}: there is no such file", shown(&settings, root));
        report.add_with_hint(
            &code::READ_FAILED,
            Location::Nowhere,
            message,
            "this folder is not a workspace; `truespec init` creates one",
        );
        return None;
    }
    let id = read_within(root, &settings, root, files, report)?;
    let text = Written { id, text: files.get(id)?.text.clone() };
    let (sources, named) = config::sources(&text, root, report)?;
    for (path, at) in named {
        if let Err(refusal) = file::look(&path) {
            let hint = refusal.is_gone().then(|| relative(&path, &root.join("specs")));
            refuse_with(&shown(&path, root), &refusal, text.place(&at), hint, report);
        }
    }
    (!report.has_errors()).then_some(sources)
}

/// What the text of a `truespec.toml` says, in a workspace.
pub fn configured(id: FileId, root: &Path, files: &Files, report: &mut Report) -> Option<Sources> {
    let text = Written { id, text: files.get(id)?.text.clone() };
    config::sources(&text, root, report).map(|(sources, _)| sources)
}

/// The settings as they are written, for the places of their values.
struct Written {
    id: FileId,
    text: String,
}

impl Written {
    /// Where a span begins.
    fn place(&self, span: &Range<usize>) -> Location {
        let (line, column) = position(&self.text, span.start);
        Location::Text(self.id, line, column)
    }
}

/// Reads a text, or says that it cannot be read.
pub fn read(path: &Path, shown_from: &Path, files: &mut Files, report: &mut Report) -> Option<FileId> {
    let name = shown(path, shown_from);
    match file::text(path) {
        Ok(text) => Some(files.add(name, text)),
        Err(refusal) => {
            refuse(&name, &refusal, Location::Nowhere, report);
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
    match file::within(folder, path) {
        Err(refusal @ Refusal::Outside) => {
            refuse(&shown(path, shown_from), &refusal, Location::Nowhere, report);
            None
        }
        // Whatever else is wrong shows when it is read.
        _ => read(path, shown_from, files, report),
    }
}

/// What to do about a path of the settings where nothing is.
fn relative(path: &Path, specs: &Path) -> String {
    let own = path.strip_prefix(specs).unwrap_or(path);
    match own.strip_prefix("specs") {
        Ok(meant) if specs.join(meant).exists() => {
            format!("paths are relative to `specs/`: write {}", rules::quoted(&shown(meant, specs)))
        }
        _ => "create the file, or correct the path; it is relative to `specs/`".to_owned(),
    }
}

/// Says that a file cannot be read, and why.
pub(crate) fn refuse(name: &str, refusal: &Refusal, at: Location, report: &mut Report) {
    refuse_with(name, refusal, at, None, report);
}

fn refuse_with(name: &str, refusal: &Refusal, place: Location, hint: Option<String>, report: &mut Report) {
    let message = match refusal {
        Refusal::Io(error) => format!("{name}: {error}"),
        refusal => format!("`{name}` {refusal}"),
    };
    let code = refusal.code(&code::READ_FAILED, &code::READ_OUTSIDE);
    report.diagnostics.push(Diagnostic { code, place, message, hint });
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
