//! Creates a workspace from a document, with the layout of this project itself, in an empty folder or next to an
//! existing crate. Everything is prepared and checked before anything is written, and no existing file is overwritten.

mod generator_source;
mod host;
mod manifest;
mod specs;
mod texts;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostic::code::{INIT_FILE_EXISTS, INIT_GENERATOR};
use crate::diagnostic::{Files, Location, Report};
use crate::input::file;
use crate::rust::names::ident::{Case, ident};
use crate::source::{self, ApiSource, Record};
use crate::workspace::OUTPUT;
use crate::{Generated, generate, write};

pub use generator_source::GeneratorSource;
pub use host::Host;

/// The settings file that every workspace has.
const SETTINGS: &str = "specs/truespec.toml";

/// The message if there already are settings.
const ALREADY_WORKSPACE: &str = "the folder is already a workspace";

/// The hint in that case.
const ADD_API_HINT: &str = "to add a document, add an `[[api]]` to the settings; nothing was written";

/// The workspace to create.
#[derive(Debug, Clone)]
pub struct Request {
    /// The document of the client.
    pub document: PathBuf,
    /// The folder; if it has a `Cargo.toml`, the workspace becomes a subfolder.
    pub folder: PathBuf,
    /// The module of the client; `None` derives it from the document's name.
    pub module: Option<String>,
    /// The crate's name.
    pub package: String,
    /// Where this generator is, for the build of the workspace.
    pub generator: GeneratorSource,
    /// Folders next to the document that hold what it refers to by address.
    pub map: BTreeMap<String, PathBuf>,
}

/// The files to write.
#[derive(Debug)]
pub struct Plan {
    /// The folder of the workspace.
    pub root: PathBuf,
    /// The files, by path within the workspace.
    pub files: write::Files,
    /// The crate that already exists in the folder.
    pub host: Option<Host>,
    /// Whether the folder is inside a Cargo workspace, whose member the package is then.
    pub is_member: bool,
    /// The generated client.
    pub generated: Generated,
}

/// Prepares everything, and reports errors in the document, invalid names and existing files.
pub fn plan(request: &Request, texts: &mut Files, report: &mut Report) -> Option<Plan> {
    let host = complete_interrupted(&request.folder, report).and_then(|()| Host::find(&request.folder));
    let root = match host {
        Some(_) => request.folder.join(&request.package),
        None => request.folder.clone(),
    };
    complete_interrupted(&root, report)?;
    if let Err(refusal) = file::check_size(&request.document)
        && refusal.is_not_found()
    {
        let name = source::display_path(&request.document, Path::new(""));
        source::report_unread(&request.document, &name, &refusal, report);
        return None;
    }
    let module = request.module.clone().unwrap_or_else(|| module_name(&request.document));
    let document = specs::document(&request.document, &module);
    let settings = texts::settings(&request.package, &module, &document, &BTreeMap::new());
    let id = texts.add(SETTINGS, settings);
    let mut sources = source::parse_settings(id, &root, texts, report)?;
    sources.settings.map.clone_from(&request.map);
    sources.apis = vec![document_source(&request.document, &module)];
    let is_member = host.is_none() && source::is_in_workspace(&root);
    let is_guest = host.is_some() || is_member;
    // As it will be once the manifest is there, or the lines for the host's: a workspace of ours excludes the client.
    sources.settings.standalone = !is_guest;
    let dependency = request.generator.dependency(&root).or_else(|| {
        report.add(&INIT_GENERATOR, Location::Nowhere, format!("{} is not truespec", request.generator));
        None
    })?;
    let mut generated = generate(&sources);
    // Files that refer to each other are copied by their paths from the document, and shown relative to the document as
    // given.
    let read = generated.texts.clone();
    let folder = request.document.parent().unwrap_or(Path::new(""));
    generated.texts = read.below(source::display_path(folder, Path::new("")).trim_end_matches('/'));
    if generated.report.has_errors() {
        return Some(Plan { root, files: write::Files::new(), host, is_member, generated });
    }
    let mut files = specs::files(request, &module, &read, report)?;
    files.extend(texts::files(&request.package, &module, is_guest, request.generator.on_github()));
    let emitted = generated.files.get(Path::new("Cargo.toml")).map(String::as_str).unwrap_or_default();
    let manifest = manifest::manifest(&request.package, emitted, &dependency, is_guest);
    files.insert("Cargo.toml".into(), manifest);
    let emitted = generated.files.iter().map(|(path, text)| (Path::new(OUTPUT).join(path), text.clone()));
    files.extend(emitted);
    report_conflicts(&root, &files, texts, report);
    Some(Plan { root, files, host, is_member, generated })
}

/// Completes what an interrupted run had begun to create; it then counts as existing files.
fn complete_interrupted(folder: &Path, report: &mut Report) -> Option<()> {
    match write::recover(folder, &write::Options::default()) {
        Ok(()) => Some(()),
        Err(refused) => {
            report.extend(refused.report);
            None
        }
    }
}

/// The source for the document at its current path.
fn document_source(document: &Path, module: &str) -> ApiSource {
    ApiSource {
        module: Some(module.to_owned()),
        document: document.to_owned(),
        overlays: Vec::new(),
        root: None,
        lenient: false,
        shown_from: document.parent().map(Path::to_owned).unwrap_or_default(),
        record: Record::default(),
    }
}

/// Derives a valid module name from the document's name.
fn module_name(document: &Path) -> String {
    let stem = document.file_stem().unwrap_or_default().to_string_lossy();
    let name = match ident(&stem, Case::Module) {
        name if GENERIC_NAMES.contains(&name.as_str()) => "api".to_owned(),
        name => name,
    };
    let longer = format!("{name}_api");
    let free = [name, longer].into_iter().find(|name| source::module_name(name).is_ok());
    free.unwrap_or_else(|| "api".to_owned())
}

/// Names of documents that do not identify an API.
const GENERIC_NAMES: [&str; 7] = ["openapi", "open_api", "swagger", "spec", "specs", "schema", "empty"];

/// Reports every file that already exists, and every file in the place of a folder; the emitted crate counts as one.
fn report_conflicts(root: &Path, files: &write::Files, texts: &mut Files, report: &mut Report) {
    let there = |path: &Path| fs::symlink_metadata(root.join(path));
    if there(Path::new(SETTINGS)).is_ok() {
        return report.add_with_hint(
            &INIT_FILE_EXISTS,
            file_start(root, Path::new(SETTINGS), texts),
            ALREADY_WORKSPACE,
            ADD_API_HINT,
        );
    }
    let emitted = there(Path::new(OUTPUT)).is_ok().then_some(Path::new(OUTPUT));
    let mut blocked: Vec<&Path> = emitted.into_iter().collect();
    for path in files.keys().filter(|path| !path.starts_with(OUTPUT)) {
        // A file in the place of a folder blocks everything that would be in it: it is reported once.
        let parts = path.ancestors().filter(|part| !part.as_os_str().is_empty());
        blocked.extend(
            parts.filter(|part| there(part).is_ok_and(|data| *part == path || !is_folder(root, part, &data))),
        );
    }
    blocked.sort();
    blocked.dedup();
    for path in blocked {
        let name = path.to_string_lossy().replace('\\', "/");
        report.add(&INIT_FILE_EXISTS, file_start(root, path, texts), format!("`{name}` already exists"));
    }
}

/// Returns the location of the start of a file, if it can be read.
fn file_start(root: &Path, path: &Path, texts: &mut Files) -> Location {
    match file::text(&root.join(path)) {
        Ok(text) => {
            let name = source::display_path(&root.join(path), Path::new("."));
            Location::Text(texts.add(name, text), 1, 1)
        }
        Err(_) => Location::Nowhere,
    }
}

fn is_folder(root: &Path, part: &Path, data: &fs::Metadata) -> bool {
    data.is_dir() || (data.is_symlink() && root.join(part).is_dir())
}

impl Plan {
    /// Writes all files or none, without overwriting any.
    ///
    /// # Errors
    /// The disk reports an error, or one of the files was created in the meantime.
    pub fn write(&self) -> Result<(), write::Refused> {
        let options = write::Options { prune: false, ..write::Options::default() };
        write::write_with(&self.root, &self.files, &options).map(|_| ())
    }

    /// Lists the files, with the emitted crate as one line.
    pub fn listing(&self) -> String {
        let (emitted, own): (Vec<&PathBuf>, Vec<&PathBuf>) =
            self.files.keys().partition(|path| path.starts_with(OUTPUT));
        let mut lines: Vec<String> =
            own.iter().map(|path| path.to_string_lossy().replace('\\', "/")).collect();
        lines.push(format!("{OUTPUT}/ ({} files)", emitted.len()));
        lines.sort();
        lines.iter().map(|line| format!("  + {line}\n")).collect()
    }
}
