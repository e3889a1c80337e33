//! The face of the library: a document in, a crate or a module out.

mod home;
mod macros;

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Files, Report, code, render};
use crate::source::{ApiSource, Settings, Sources, crate_name};
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
    /// For the document at a path, YAML or JSON, of any version from Swagger 2.0 to OpenAPI 3.2.
    pub fn new(document: impl Into<PathBuf>) -> Self {
        let (document, shown_from) = (document.into(), PathBuf::new());
        let source = ApiSource { module: None, document, overlays: Vec::new(), root: None, shown_from };
        Self { source, settings: Settings::default() }
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

    /// Sets what is generated.
    #[must_use]
    pub fn settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Generates the client in memory. Nothing is written, and nothing but the document, its overlays and the files that they
    /// refer to is read.
    ///
    /// # Errors
    /// The name of the crate is none that cargo takes, a file cannot be read, or a diagnostic is an error; with [`Settings::strict`] warnings are.
    pub fn generate(&self) -> Result<Client, Failure> {
        let name = crate_name(&self.settings.name);
        name.map_err(|refused| Failure::of_call(&code::CRATE_NAME, refused.why, Some(refused.hint)))?;
        let generated = crate::generate(&Sources::new(self.settings.clone(), vec![self.source.clone()]));
        if generated.report.has_errors() {
            return Err(Failure::of_report(&generated.report, &generated.texts));
        }
        Ok(Client { files: generated.files, report: generated.report, texts: generated.texts })
    }

    /// Generates the client as a module of the crate that is built: the whole of a build script, or a part of it.
    ///
    /// The client is written to `OUT_DIR`, and the crate includes the file that is named after the module:
    /// `include!(concat!(env!("OUT_DIR"), "/petstore.rs"));`. `module` is the path at which that line stands, from the root of
    /// the crate: `petstore` in `lib.rs`, `api::petstore` in the module `api`. The crate needs edition 2024 and the
    /// dependencies of an emitted crate, which [`Client::dependencies`] has.
    ///
    /// Cargo is told what the client was made of, so that it runs the script again when that changes. Diagnostics become
    /// cargo's warnings and errors; a build with an error fails.
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
                directives.extend(home::FEATURES.map(|feature| Directive::KnownFeature(feature.to_owned())));
                let warnings = render::lines(&client.report, &client.texts);
                directives.extend(warnings.into_iter().map(Directive::Warning));
            }
            Err(failure) => directives.extend(failure.into_lines().map(Directive::Error)),
        }
        directives.extend(read.into_iter().map(Directive::RerunIfChanged));
        directives
    }

    /// Generates the module where cargo wants it.
    fn module(&self, module: &str) -> Result<Client, Failure> {
        let Some(out) = std::env::var_os("OUT_DIR") else {
            return Err(Failure::of_call(
                &code::NO_OUT_DIR,
                "the variable `OUT_DIR` is not set".to_owned(),
                None,
            ));
        };
        let client = self.generate()?;
        client.write_module(Path::new(&out), module)?;
        Ok(client)
    }
}

impl Client {
    /// The files of the crate by their paths in it, `/` on every system.
    pub fn files(&self) -> impl Iterator<Item = (&Path, &str)> {
        self.files.iter().map(|(path, text)| (path.as_path(), text.as_str()))
    }

    /// What there is to know of the document; no error is among it.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The dependencies that the emitted code has, as tables of a `Cargo.toml`.
    pub fn dependencies(&self) -> &str {
        let manifest = self.files.get(Path::new("Cargo.toml")).map_or("", String::as_str);
        let from = manifest.find("[dependencies]").unwrap_or(manifest.len());
        let rest = manifest.get(from..).unwrap_or_default();
        rest.split("\n[package.metadata").next().unwrap_or_default()
    }

    /// Writes the crate into a folder, and gives the paths of what changed. Files that do not change are not touched, files
    /// that truespec did not write are neither overwritten nor removed, and either all is written or nothing.
    ///
    /// # Errors
    /// The folder cannot be written, or a file of someone else's is in the way.
    pub fn write(&self, folder: &Path) -> Result<Vec<PathBuf>, Failure> {
        put(folder, &self.files)
    }

    /// Writes the client as a module of another crate into a folder, as [`Generator::build_script`] does: its files, and beside
    /// them the file that the crate includes, named after the module.
    ///
    /// # Errors
    /// `module` is not a path of names that a module can have, or the folder cannot be written.
    pub fn write_module(&self, folder: &Path, module: &str) -> Result<(), Failure> {
        let home = home::Home::new(folder, module)?;
        put(&home.folder, &home.files(&self.files))?;
        let options = Options { force: true, ..Options::default() };
        let included = write::single(&home.included, &home.declaration(), &options);
        included.map_err(|refused| Failure::of_disk(&refused))
    }
}

impl fmt::Display for Client {
    /// The diagnostics as a person reads them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&render::text(&self.report, &self.texts, render::Style::default()))
    }
}

fn put(folder: &Path, files: &write::Files) -> Result<Vec<PathBuf>, Failure> {
    let written = write::write_with(folder, files, &Options::default());
    let written = written.map_err(|refused| Failure::of_disk(&refused))?;
    Ok(written.changes.into_iter().map(|change| change.path).collect())
}
