//! The main interface of the library: generates a crate or a module from a document.

mod home;
mod macros;

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Files, Report, code, render};
use crate::source::{ApiSource, Record, Settings, Sources, crate_name, records};
use crate::text::print::{self, Directive};
use crate::workspace::Failure;
use crate::write::{self, Options};

/// Generates a typed client from one OpenAPI document.
///
/// In a build script, with the client as a module of the crate that is built:
///
/// ```no_run
/// // build.rs
/// truespec::Generator::new("api/petstore.yaml").overlay("api/petstore.overlay.yaml").build_script("petstore");
/// ```
///
/// ```ignore
/// // src/lib.rs
/// include!(concat!(env!("OUT_DIR"), "/petstore.rs"));
/// ```
///
/// As a crate in a folder:
///
/// ```
/// # let folder = std::env::temp_dir().join(format!("truespec-doc-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder)?;
/// # let document = folder.join("pets.yaml");
/// # std::fs::write(&document, "openapi: 3.0.3\ninfo: {title: Pets, version: '1'}\npaths: {/pets: {get: {responses: {'204': {description: done}}}}}\n")?;
/// use truespec::{Generator, Settings};
///
/// let client = Generator::new(&document).settings(Settings::default().name("pets")).generate()?;
/// for warning in &client.report().diagnostics {
///     println!("{}: {}", warning.code.id, warning.message);
/// }
/// client.write(&folder.join("client"))?;
/// # assert!(folder.join("client/src/lib.rs").exists());
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Generator {
    source: ApiSource,
    crate_at: Option<PathBuf>,
    settings: Settings,
}

/// A generated client, in memory.
#[derive(Debug)]
pub struct Client {
    files: write::Files,
    report: Report,
    texts: Files,
}

impl Generator {
    /// Starts with the document at a path: YAML or JSON, of any version from Swagger 2.0 to OpenAPI 3.2.
    pub fn new(document: impl Into<PathBuf>) -> Self {
        let (document, shown_from) = (document.into(), PathBuf::new());
        let source = ApiSource {
            module: None,
            document,
            overlays: Vec::new(),
            root: None,
            lenient: false,
            shown_from,
            record: Record::default(),
        };
        Self { source, crate_at: None, settings: Settings::default() }
    }

    /// Adds an Overlay document with corrections; overlays are applied in order.
    #[must_use]
    pub fn overlay(mut self, overlay: impl Into<PathBuf>) -> Self {
        self.source.overlays.push(overlay.into());
        self
    }

    /// Sets the folder that references to other files must stay in; by default it is the document's own.
    #[must_use]
    pub fn root(mut self, folder: impl Into<PathBuf>) -> Self {
        self.source.root = Some(folder.into());
        self
    }

    /// Sets the folder of the crate that is there, if it is checked in: what joined the document renames nothing in it.
    #[must_use]
    pub fn crate_at(mut self, folder: impl Into<PathBuf>) -> Self {
        self.crate_at = Some(folder.into());
        self
    }

    /// Sets the settings of the generated client.
    #[must_use]
    pub fn settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Generates the client in memory. Nothing is written, and only the document, its overlays and the files that they
    /// refer to are read.
    ///
    /// # Errors
    /// The name of the crate is invalid, a file cannot be read, or a diagnostic is an error; with [`Settings::strict`],
    /// warnings are errors.
    pub fn generate(&self) -> Result<Client, Failure> {
        let name = crate_name(&self.settings.name);
        name.map_err(|refused| Failure::of_call(&code::CRATE_NAME, refused.why, Some(refused.hint)))?;
        let (mut source, mut report) = (self.source.clone(), Report::default());
        if let Some(folder) = &self.crate_at {
            source.record = records::read(folder, folder, &mut report).take(None);
        }
        if report.has_errors() {
            return Err(Failure::of_report(&report, &Files::default()));
        }
        let generated = crate::generate(&Sources::new(self.settings.clone(), vec![source]));
        if generated.report.has_errors() {
            return Err(Failure::of_report(&generated.report, &generated.texts));
        }
        Ok(Client { files: generated.files, report: generated.report, texts: generated.texts })
    }

    /// Generates the client as a module of the crate that is built: a whole build script, or a part of one.
    ///
    /// The client is written to `OUT_DIR`, and the crate includes the file named after the module:
    /// `include!(concat!(env!("OUT_DIR"), "/petstore.rs"));`. `module` is the path of the module that contains this
    /// line, followed by the client's own name: `petstore` in `lib.rs`, `api::petstore` in the module `api`. The crate
    /// needs edition 2024 and the dependencies and features in [`Client::dependencies`].
    ///
    /// Cargo runs the script again when one of the files read changes. Diagnostics become cargo's warnings and errors;
    /// a build with an error fails.
    pub fn build_script(&self, module: &str) {
        let lines: String =
            self.directives(module).iter().map(|directive| format!("{directive}\n")).collect();
        print::out(&lines);
    }

    fn directives(&self, module: &str) -> Vec<Directive> {
        let named = std::iter::once(&self.source.document).chain(&self.source.overlays);
        let mut read: BTreeSet<String> = named.map(|path| path.to_string_lossy().into_owned()).collect();
        let mut directives = Vec::new();
        match self.module(module) {
            Ok(client) => {
                read.extend(client.texts.iter().map(|file| file.name.clone()));
                directives
                    .extend(home::features().map(|feature| Directive::KnownFeature(feature.to_owned())));
                let warnings = render::lines(&client.report, &client.texts);
                directives.extend(warnings.into_iter().map(Directive::Warning));
            }
            Err(failure) => directives.extend(failure.into_lines().map(Directive::Error)),
        }
        directives.extend(read.into_iter().map(Directive::RerunIfChanged));
        directives
    }

    /// Generates the module in `OUT_DIR`.
    fn module(&self, module: &str) -> Result<Client, Failure> {
        let Some(out) = std::env::var_os("OUT_DIR") else {
            return Err(Failure::of_call(
                &code::NO_OUT_DIR,
                "the variable `OUT_DIR` is not set".to_owned(),
                None,
            ));
        };
        // The crate around the module has its own features.
        let client = self.clone().settings(self.settings.clone().group_features(false)).generate()?;
        client.write_module(Path::new(&out), module)?;
        Ok(client)
    }
}

impl Client {
    /// Returns the files of the crate by path within it, with `/` on every system.
    pub fn files(&self) -> impl Iterator<Item = (&Path, &str)> {
        self.files.iter().map(|(path, text)| (path.as_path(), text.as_str()))
    }

    /// Returns the warnings and notes about the document.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Returns the dependencies and features of the emitted code, as tables of a `Cargo.toml`.
    pub fn dependencies(&self) -> &str {
        let manifest = self.files.get(Path::new("Cargo.toml")).map_or("", String::as_str);
        let from = manifest.find("[dependencies]").unwrap_or(manifest.len());
        let rest = manifest.get(from..).unwrap_or_default();
        rest.split("\n[package.metadata").next().unwrap_or_default()
    }

    /// Writes the crate into a folder, and returns the paths of the changed files. Unchanged files are not touched,
    /// files that truespec did not write are neither overwritten nor removed, and either all files are written or none.
    ///
    /// # Errors
    /// The folder cannot be written, or a file that truespec did not write is in the way.
    pub fn write(&self, folder: &Path) -> Result<Vec<PathBuf>, Failure> {
        write_files(folder, &self.files)
    }

    /// Writes the client into a folder as a module of another crate, as [`Generator::build_script`] does: its files,
    /// and next to them the file to include, named after the module.
    ///
    /// # Errors
    /// `module` is not a path of valid module names, or the folder cannot be written.
    pub fn write_module(&self, folder: &Path, module: &str) -> Result<(), Failure> {
        let home = home::ModuleLocation::new(folder, module)?;
        write_files(&home.folder, &home.files(&self.files))?;
        let options = Options { force: true, ..Options::default() };
        let included = write::write_single(&home.included, &home.declaration(), &options);
        included.map_err(|refused| Failure::of_disk(&refused))
    }
}

impl fmt::Display for Client {
    /// Formats the diagnostics for people.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&render::text(&self.report, &self.texts, render::Style::default()))
    }
}

fn write_files(folder: &Path, files: &write::Files) -> Result<Vec<PathBuf>, Failure> {
    let written = write::write_with(folder, files, &Options::default());
    let written = written.map_err(|refused| Failure::of_disk(&refused))?;
    Ok(written.changes.into_iter().map(|change| change.path).collect())
}
