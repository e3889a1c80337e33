//! A workspace set up from a document: the layout of this project itself, in an empty folder or beside an existing crate.
//! Everything is made and looked at before anything is written, and no file that is there is written over.

mod host;
mod manifest;
mod place;
mod specs;
mod texts;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostic::code::{INIT_FILE_EXISTS, INIT_GENERATOR};
use crate::diagnostic::{Files, Location, Report};
use crate::input::file;
use crate::rust::names::ident::{Case, ident};
use crate::source::{self, ApiSource};
use crate::workspace::OUTPUT;
use crate::{Generated, generate, write};

pub use host::Host;
pub use place::Generator;

/// What every workspace has.
const SETTINGS: &str = "specs/truespec.toml";

/// What is said where there are some.
const ALREADY: &str = "the folder is already a workspace";

/// And what to do there.
const FURTHER: &str = "to add a document, add an `[[api]]` to the settings; nothing was written";

/// What to set up.
#[derive(Debug, Clone)]
pub struct Request {
    /// The document that the client is of.
    pub document: PathBuf,
    /// Where; if there is a `Cargo.toml`, the workspace becomes a folder of its own in there.
    pub folder: PathBuf,
    /// The module of the client; none takes the document's name.
    pub module: Option<String>,
    /// The crate's name.
    pub package: String,
    /// Where this generator is, for the build of the workspace.
    pub generator: Generator,
    /// Folders next to the document that hold what it refers to by address.
    pub map: BTreeMap<String, PathBuf>,
}

/// What is to be written.
#[derive(Debug)]
pub struct Plan {
    /// Where the workspace is.
    pub root: PathBuf,
    /// Each file by its path within the workspace.
    pub files: write::Files,
    /// The crate that stands in the folder already.
    pub host: Option<Host>,
    /// What was made of the document.
    pub generated: Generated,
}

/// Makes everything, and says what stands in the way: the document, the names, the files that are there.
pub fn plan(request: &Request, texts: &mut Files, report: &mut Report) -> Option<Plan> {
    let host = ended(&request.folder, report).and_then(|()| Host::find(&request.folder));
    let root = match host {
        Some(_) => request.folder.join(&request.package),
        None => request.folder.clone(),
    };
    ended(&root, report)?;
    if let Err(refusal) = file::look(&request.document)
        && refusal.is_gone()
    {
        let name = source::shown(&request.document, Path::new(""));
        source::refuse(&name, &refusal, Location::Nowhere, report);
        return None;
    }
    let module = request.module.clone().unwrap_or_else(|| module(&request.document));
    let document = specs::document(&request.document, &module);
    let settings = texts::settings(&request.package, &module, &document, &BTreeMap::new());
    let id = texts.add(SETTINGS, settings);
    let mut sources = source::configured(id, &root, texts, report)?;
    sources.settings.map.clone_from(&request.map);
    sources.apis = vec![published(&request.document, &module)];
    // As it will be once the manifest is there, or the lines for the host's: a workspace of ours excludes the client.
    sources.settings.standalone = host.is_none();
    let dependency = request.generator.dependency(&root).or_else(|| {
        report.add(&INIT_GENERATOR, Location::Nowhere, format!("{} is not truespec", request.generator));
        None
    })?;
    let mut generated = generate(&sources);
    // What refers to each other is copied by its path from the document, and shown as the document was given.
    let read = generated.texts.clone();
    let folder = request.document.parent().unwrap_or(Path::new(""));
    generated.texts = read.below(source::shown(folder, Path::new("")).trim_end_matches('/'));
    if generated.report.has_errors() {
        return Some(Plan { root, files: write::Files::new(), host, generated });
    }
    let mut files = specs::files(request, &module, &read, report)?;
    let is_guest = host.is_some();
    files.extend(texts::files(&request.package, &module, is_guest));
    let emitted = generated.files.get(Path::new("Cargo.toml")).map(String::as_str).unwrap_or_default();
    let manifest = manifest::manifest(&request.package, emitted, &dependency, is_guest);
    files.insert("Cargo.toml".into(), manifest);
    let emitted = generated.files.iter().map(|(path, text)| (Path::new(OUTPUT).join(path), text.clone()));
    files.extend(emitted);
    conflicts(&root, &files, texts, report);
    Some(Plan { root, files, host, generated })
}

/// What a run that was stopped had begun to set up is ended, and then stands in the way as a whole.
fn ended(folder: &Path, report: &mut Report) -> Option<()> {
    match write::recover(folder, &write::Options::default()) {
        Ok(()) => Some(()),
        Err(refused) => {
            report.extend(refused.report);
            None
        }
    }
}

/// The document where it is now.
fn published(document: &Path, module: &str) -> ApiSource {
    ApiSource {
        module: Some(module.to_owned()),
        document: document.to_owned(),
        overlays: Vec::new(),
        root: None,
        shown_from: document.parent().map(Path::to_owned).unwrap_or_default(),
    }
}

/// What the document's name says of its API, if anything, as a module can be called.
fn module(document: &Path) -> String {
    let stem = document.file_stem().unwrap_or_default().to_string_lossy();
    let name = match ident(&stem, Case::Module) {
        name if GENERAL.contains(&name.as_str()) => "api".to_owned(),
        name => name,
    };
    let longer = format!("{name}_api");
    let free = [name, longer].into_iter().find(|name| source::module_name(name).is_ok());
    free.unwrap_or_else(|| "api".to_owned())
}

/// Names of documents that say nothing of their APIs.
const GENERAL: [&str; 7] = ["openapi", "open_api", "swagger", "spec", "specs", "schema", "empty"];

/// Every file that is there already, and every file where a folder has to be; the emitted crate is one thing.
fn conflicts(root: &Path, files: &write::Files, texts: &mut Files, report: &mut Report) {
    let there = |path: &Path| fs::symlink_metadata(root.join(path));
    if there(Path::new(SETTINGS)).is_ok() {
        return report.add_with_hint(
            &INIT_FILE_EXISTS,
            shown(root, Path::new(SETTINGS), texts),
            ALREADY,
            FURTHER,
        );
    }
    let emitted = there(Path::new(OUTPUT)).is_ok().then_some(Path::new(OUTPUT));
    let mut blocked: Vec<&Path> = emitted.into_iter().collect();
    for path in files.keys().filter(|path| !path.starts_with(OUTPUT)) {
        // A folder that is a file stands in the way of all that would be in it: it is told once.
        let parts = path.ancestors().filter(|part| !part.as_os_str().is_empty());
        blocked.extend(
            parts.filter(|part| there(part).is_ok_and(|data| *part == path || !is_folder(root, part, &data))),
        );
    }
    blocked.sort();
    blocked.dedup();
    for path in blocked {
        let name = path.to_string_lossy().replace('\\', "/");
        report.add(&INIT_FILE_EXISTS, shown(root, path, texts), format!("`{name}` already exists"));
    }
}

/// The beginning of a file, if it is one.
fn shown(root: &Path, path: &Path, texts: &mut Files) -> Location {
    match file::text(&root.join(path)) {
        Ok(text) => {
            let name = source::shown(&root.join(path), Path::new("."));
            Location::Text(texts.add(name, text), 1, 1)
        }
        Err(_) => Location::Nowhere,
    }
}

fn is_folder(root: &Path, part: &Path, data: &fs::Metadata) -> bool {
    data.is_dir() || (data.is_symlink() && root.join(part).is_dir())
}

impl Plan {
    /// Writes the files, none over another, and either all of them or none.
    ///
    /// # Errors
    /// The disk refuses, or somebody else wrote one of the files meanwhile.
    pub fn write(&self) -> Result<(), write::Refused> {
        let options = write::Options { prune: false, ..write::Options::default() };
        write::write_with(&self.root, &self.files, &options).map(|_| ())
    }

    /// Each file, and the emitted crate as one line.
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
