//! The input of a run: the documents, their overlays, and the settings for what to emit.

mod advice;
mod config;
pub mod effective;
mod given;
mod published;
pub mod records;
mod release;
mod rules;
pub mod setting;
mod surroundings;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::base::web::{is_address, without_credentials};
use crate::diagnostic::{Diagnostic, FileId, Files, Location, Report, StandIn, code};
use crate::input::file::{self, Refusal};
use crate::ir::Type;
use crate::rust::model::Scalars;
use crate::rust::names::MethodNames;
pub use crate::rust::names::Record;
use crate::rust::print::Publishing;
use crate::select::{Selection, Selector, Written};
use crate::write::OUTPUT;

pub use published::{Origin, Published};
pub use release::{RELEASE, release_text};
pub use rules::{RejectedName, crate_name, module_name};
pub use surroundings::is_in_workspace;

/// Everything that a run reads, and what it generates.
#[derive(Debug, Clone)]
pub struct Sources {
    /// The settings.
    pub settings: Settings,
    /// The documents.
    pub apis: Vec<ApiSource>,
    /// The number of threads; the result does not depend on it.
    pub threads: usize,
}

impl Sources {
    /// Uses as many threads as the machine has.
    pub fn new(settings: Settings, apis: Vec<ApiSource>) -> Self {
        Self { settings, apis, threads: crate::base::parallel::threads() }
    }
}

/// The settings of what is generated, as in `truespec.toml`.
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
    /// Whether the version is that of `specs/release.toml`, which `truespec release` writes.
    pub auto_version: bool,
    /// What a registry is told of the crate.
    #[doc(hidden)]
    pub publishing: Publishing,
    /// The types of dates, times and exact numbers.
    pub scalars: Scalars,
    /// The types of formats, by name, where they differ from the usual meaning.
    pub formats: BTreeMap<String, Type>,
    /// The folders that hold what the document refers to by addresses, by the prefixes of these.
    pub map: BTreeMap<String, PathBuf>,
    /// Seconds east of UTC at which a date-time without an offset is taken to be.
    pub assumed_offset: i32,
    /// The APIs, by module, whose request bodies are optional wherever the document does not require them. An API that
    /// is the crate itself has the crate's name.
    pub optional_bodies: BTreeSet<String>,
    /// What methods are named after.
    pub methods: MethodNames,
    /// The same for single APIs, by module, where it differs.
    pub methods_of: BTreeMap<String, MethodNames>,
    /// Whether warnings are errors.
    pub strict: bool,
    /// Whether the crate has a mock server for tests of each API, behind its feature `mock`.
    pub mock: bool,
    /// Whether each group of operations is a feature of the crate, with the types that only such groups reach.
    pub group_features: bool,
    /// Whether the constraints of the document are checked before values are sent.
    pub validate: bool,
    /// Whether the documentation of operations has examples that compile.
    pub examples: bool,
    /// Whether the crate is a Cargo workspace of its own, and therefore not a member of another one.
    pub standalone: bool,
    /// The security schemes that operations require if they have no `security` of their own, by module; the module of
    /// an API that is the crate itself is empty.
    pub security: BTreeMap<String, Vec<String>>,
    /// The operations that are generated, by module, where it is not all of them; the module of an API that is the crate
    /// itself is empty.
    pub selections: BTreeMap<String, Selection>,
    /// Where the documents are published, by module. Only `truespec update` looks there.
    pub published: BTreeMap<String, Published>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            name: "client".to_owned(),
            version: release::INITIAL.to_owned(),
            auto_version: false,
            publishing: Publishing::default(),
            scalars: Scalars::default(),
            formats: BTreeMap::new(),
            map: BTreeMap::new(),
            assumed_offset: 0,
            optional_bodies: BTreeSet::new(),
            methods: MethodNames::default(),
            methods_of: BTreeMap::new(),
            strict: false,
            mock: false,
            group_features: false,
            validate: false,
            examples: false,
            standalone: true,
            security: BTreeMap::new(),
            selections: BTreeMap::new(),
            published: BTreeMap::new(),
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

    /// Sets what the crate is, in a sentence, for a registry.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.publishing.description = Some(description.into());
        self
    }

    /// Sets the licence of the crate, such as `MIT OR Apache-2.0`.
    #[must_use]
    pub fn license(mut self, license: impl Into<String>) -> Self {
        self.publishing.license = Some(license.into());
        self
    }

    /// Sets the address of the repository that the crate is in.
    #[must_use]
    pub fn repository(mut self, repository: impl Into<String>) -> Self {
        self.publishing.repository = Some(repository.into());
        self
    }

    /// Sets whether `cargo publish` takes the crate, which it does not by default.
    #[must_use]
    pub fn publish(mut self, publish: bool) -> Self {
        self.publishing.publish = publish;
        self
    }

    /// Requires security schemes of all operations that have no `security` of their own, in a crate of one API.
    #[must_use]
    pub fn security(mut self, schemes: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.security.insert(String::new(), schemes.into_iter().map(Into::into).collect());
        self
    }

    /// Generates only the operations that one of these selectors matches, in a crate of one API.
    #[must_use]
    pub fn only(mut self, selectors: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let selectors = selectors.into_iter().map(|text| Selector::new(text, Written::Call("only")));
        self.selections.entry(String::new()).or_default().only.extend(selectors);
        self
    }

    /// Generates no operation that one of these selectors matches, in a crate of one API.
    #[must_use]
    pub fn except(mut self, selectors: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let selectors = selectors.into_iter().map(|text| Selector::new(text, Written::Call("except")));
        self.selections.entry(String::new()).or_default().except.extend(selectors);
        self
    }
}

impl Settings {
    /// The settings for versions that are compared: limits of elements are known where they are checked, and what is selected
    /// may be new in one version, or gone.
    #[must_use]
    pub fn to_compare(self) -> Self {
        let mut settings = self.validate(true);
        settings.selections.values_mut().for_each(|selection| selection.may_match_nothing = true);
        settings
    }

    /// Returns the settings for the document of one API alone, which is the crate itself then.
    #[doc(hidden)]
    #[must_use]
    pub fn of_api(mut self, module: &str) -> Self {
        self.methods = self.method_names(Some(module));
        if let Some(security) = self.security.get(module).cloned() {
            self.security.insert(String::new(), security);
        }
        if self.optional_bodies.contains(module) {
            self.optional_bodies.insert(self.name.clone());
        }
        self
    }

    /// Returns what the methods of an API are named after.
    pub(crate) fn method_names(&self, module: Option<&str>) -> MethodNames {
        module.and_then(|module| self.methods_of.get(module)).copied().unwrap_or(self.methods)
    }

    /// Returns what is selected of an API, if that is not the whole.
    pub(crate) fn selection(&self, module: Option<&str>) -> Option<&Selection> {
        self.selections.get(module.unwrap_or_default()).filter(|selection| !selection.is_whole())
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
    /// Sets the types of dates, times and exact numbers.
    scalars: Scalars,
    /// Sets whether each group of operations is a feature of the crate, with the types that only such groups reach. Not for
    /// a client that is a module of another crate.
    group_features: bool,
    /// Sets the types of formats, by name, where they differ from the usual meaning.
    formats: BTreeMap<String, Type>,
    /// Sets the folders that hold what the document refers to by addresses, by the prefixes of these; nothing is fetched.
    map: BTreeMap<String, PathBuf>,
    /// Sets the seconds east of UTC at which a date-time without an offset is taken to be, 0 by default.
    assumed_offset: i32,
    /// Sets the APIs, by module, whose request bodies are optional wherever the document does not require them, even if
    /// their schemas require members. An API that is the crate itself has the crate's name.
    optional_bodies: BTreeSet<String>,
    /// Sets what methods are named after: by default their operation ids, without what their framework added and what
    /// their group says.
    methods: MethodNames,
    /// Sets the same for single APIs, by module.
    methods_of: BTreeMap<String, MethodNames>,
    /// Treats warnings as errors.
    strict: bool,
    /// Adds a mock server for tests of each API, behind the feature `mock`.
    mock: bool,
    /// Checks the constraints of the document before values are sent.
    validate: bool,
    /// Adds examples that compile to the documentation of operations.
    examples: bool,
    /// Makes the crate a Cargo workspace of its own, and therefore not a member of another one; it is one by default.
    standalone: bool,
}

/// A document and its overlays.
#[derive(Debug, Clone, Default)]
pub struct ApiSource {
    /// The module; `None` makes it the crate itself.
    pub module: Option<String>,
    /// The document.
    pub document: PathBuf,
    /// The overlays, applied in order.
    pub overlays: Vec<PathBuf>,
    /// The folder that references to other files must stay in; `None` is the document's own.
    pub root: Option<PathBuf>,
    /// Whether actions that match nothing are allowed, as the Overlay Specification has it.
    pub lenient: bool,
    /// The folder that paths in diagnostics are relative to.
    pub shown_from: PathBuf,
    /// The names that its crate has.
    pub record: Record,
}

/// Reads `specs/truespec.toml` of a workspace; every file that it names has to exist.
pub fn read_workspace(root: &Path, files: &mut Files, report: &mut Report) -> Option<Sources> {
    let (sources, missing) = read_settings(root, files, report)?;
    for file in missing {
        let hint = file.is_not_found().then(|| match file.is_published {
            true => "`truespec update` gets it from the `source` of its API".to_owned(),
            false => missing_path_hint(&file.path, &root.join("specs")),
        });
        let name = display_path(&file.path, root);
        report_refusal_with_hint(&name, &file.refusal, file.location, hint, report);
    }
    (!report.has_errors()).then_some(sources)
}

/// Like [`read_workspace`], but a document that is published somewhere need not exist yet.
pub fn read_workspace_to_update(root: &Path, files: &mut Files, report: &mut Report) -> Option<Sources> {
    let (sources, missing) = read_settings(root, files, report)?;
    for file in missing.into_iter().filter(|file| !(file.is_published && file.is_not_found())) {
        let hint = file.is_not_found().then(|| missing_path_hint(&file.path, &root.join("specs")));
        let name = display_path(&file.path, root);
        report_refusal_with_hint(&name, &file.refusal, file.location, hint, report);
    }
    (!report.has_errors()).then_some(sources)
}

/// A file that the settings name and that cannot be read.
struct MissingFile {
    path: PathBuf,
    refusal: Refusal,
    /// Where the settings name it.
    location: Location,
    /// True for a document that is published somewhere.
    is_published: bool,
}

impl MissingFile {
    fn is_not_found(&self) -> bool {
        self.refusal.is_not_found()
    }
}

/// Reads the settings, and finds the files that they name and that cannot be read.
fn read_settings(root: &Path, files: &mut Files, report: &mut Report) -> Option<(Sources, Vec<MissingFile>)> {
    let settings = root.join("specs/truespec.toml");
    if file::within(root, &settings).is_err_and(|refusal| refusal.is_not_found()) {
        let message = format!("{}: there is no such file", display_path(&settings, root));
        report.add_with_hint(
            &code::READ_FAILED,
            Location::Nowhere,
            message,
            "this folder is not in a workspace: `truespec init` creates one, and `truespec generate` needs none",
        );
        return None;
    }
    let id = read_within(root, &settings, root, files, report)?;
    let text = SettingsText::of(id, files)?;
    let (mut sources, named) = config::sources(&text, root, report)?;
    if sources.settings.auto_version {
        sources.settings.version = release::version(root, files, report);
    }
    let published = |path: &Path| {
        let apis = sources.apis.iter().filter(|api| api.document == path);
        apis.filter_map(|api| api.module.as_ref()).any(|name| sources.settings.published.contains_key(name))
    };
    let missing = named.into_iter().filter_map(|(path, span)| {
        let refusal = file::check_size(&path).err()?;
        Some(MissingFile { is_published: published(&path), path, refusal, location: text.location(&span) })
    });
    let missing = missing.collect();
    let mut records = records::read(&root.join(OUTPUT), Path::new(OUTPUT), report);
    sources.apis.iter_mut().for_each(|api| api.record = records.take(api.module.as_deref()));
    Some((sources, missing))
}

/// Reads the settings of a workspace as they take effect, with the name of their file. A file that they name need not exist.
pub fn read_effective(
    root: &Path,
    files: &mut Files,
    report: &mut Report,
) -> Option<(String, Vec<effective::Effective>)> {
    let (sources, _) = read_settings(root, files, report)?;
    // The settings are the first text that is read.
    let name = files.get(FileId(0))?.name.clone();
    Some((name, effective::effective(FileId(0), &sources.settings, files)))
}

/// Parses the text of the `truespec.toml` of a workspace.
pub fn parse_settings(id: FileId, root: &Path, files: &Files, report: &mut Report) -> Option<Sources> {
    let text = SettingsText::of(id, files)?;
    config::sources(&text, root, report).map(|(sources, _)| sources)
}

/// The text of the settings, to locate values.
struct SettingsText {
    id: FileId,
    name: String,
    text: String,
}

impl SettingsText {
    fn of(id: FileId, files: &Files) -> Option<Self> {
        let file = files.get(id)?;
        Some(Self { id, name: file.name.clone(), text: file.text.clone() })
    }

    /// Returns the location of the start of a span.
    fn location(&self, span: &Range<usize>) -> Location {
        let (line, column) = position(&self.text, span.start);
        Location::Text(self.id, line, column)
    }

    /// Returns the location of a message. What is said of a line that may hold a secret begins with the place in words, as an
    /// excerpt would show it.
    fn without_secrets(&self, span: &Range<usize>, message: String) -> (Location, String) {
        let (line, column) = position(&self.text, span.start);
        let text = self.text.lines().nth(line - 1).unwrap_or_default();
        let address = text.find("://").map_or("", |at| &text[at..]);
        match address.contains(['?', '@']) {
            true => (Location::Nowhere, format!("{}:{line}:{column}: {message}", self.name)),
            false => (self.location(span), message),
        }
    }
}

/// Reads a file, or what stands in for it, or reports why it cannot be read.
pub fn read(path: &Path, shown_from: &Path, files: &mut Files, report: &mut Report) -> Option<FileId> {
    if let Some(StandIn { file, .. }) = files.stand_in_for(path).cloned() {
        return Some(files.add(file.name, file.text));
    }
    let name = display_path(path, shown_from);
    match file::text(path) {
        Ok(text) => Some(files.add(name, text)),
        Err(refusal) => {
            report_unread(path, &name, &refusal, report);
            None
        }
    }
}

/// Reads a file of a folder from an untrusted source: a path that a link leads out of the folder is rejected.
pub fn read_within(
    folder: &Path,
    path: &Path,
    shown_from: &Path,
    files: &mut Files,
    report: &mut Report,
) -> Option<FileId> {
    match file::within(folder, path) {
        Err(refusal @ Refusal::Outside) => {
            report_refusal(&display_path(path, shown_from), &refusal, Location::Nowhere, report);
            None
        }
        // Other errors show when the file is read.
        _ => read(path, shown_from, files, report),
    }
}

/// Returns a hint for a path in the settings that does not exist.
fn missing_path_hint(path: &Path, specs: &Path) -> String {
    let own = path.strip_prefix(specs).unwrap_or(path);
    match own.strip_prefix("specs") {
        Ok(meant) if specs.join(meant).exists() => {
            format!("paths are relative to `specs/`: write {}", rules::quoted(&display_path(meant, specs)))
        }
        _ => "create the file, or correct the path; it is relative to `specs/`".to_owned(),
    }
}

/// Reports why a file that was given cannot be read, with a hint for the usual mistakes.
pub(crate) fn report_unread(path: &Path, name: &str, refusal: &Refusal, report: &mut Report) {
    report_refusal_with_hint(name, refusal, Location::Nowhere, given::hint(path, refusal), report);
}

/// Reports why a file cannot be read.
pub(crate) fn report_refusal(name: &str, refusal: &Refusal, at: Location, report: &mut Report) {
    report_refusal_with_hint(name, refusal, at, None, report);
}

fn report_refusal_with_hint(
    name: &str,
    refusal: &Refusal,
    location: Location,
    hint: Option<String>,
    report: &mut Report,
) {
    let message = match refusal {
        Refusal::Io(error) => format!("{name}: {error}"),
        refusal => format!("`{name}` {refusal}"),
    };
    let code = refusal.code(&code::READ_FAILED, &code::READ_OUTSIDE);
    report.diagnostics.push(Diagnostic { code, location, message, hint });
}

/// Formats a path relative to `from`, with `/`.
pub fn display_path(path: &Path, from: &Path) -> String {
    let path = path.strip_prefix(from).unwrap_or(path);
    let shown = path.to_string_lossy().replace('\\', "/");
    // What was fetched is read by its address.
    if is_address(&shown) { without_credentials(&shown) } else { shown }
}

/// Returns the line and column (from 1) of an offset in a text.
pub(crate) fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |rest| rest.chars().count()) + 1;
    (line, column)
}
