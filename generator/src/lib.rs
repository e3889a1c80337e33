//! Generates typed Rust clients from published OpenAPI documents and documented corrections.
//!
//! [`Generator`] generates a client from one document, as a crate or, in a build script, as a module. [`workspace`]
//! keeps the crate of a whole folder of documents up to date, as the command line does. Errors in a document are
//! reported as [`Diagnostic`]s in a [`Report`]. All other modules are the passes of the pipeline and may change with
//! any version.

#[doc(hidden)]
pub mod base;
#[doc(hidden)]
pub mod correct;
pub mod diagnostic;
#[doc(hidden)]
pub mod document;
#[cfg(feature = "fetch")]
#[doc(hidden)]
pub mod fetch;
mod generator;
#[doc(hidden)]
pub mod init;
#[doc(hidden)]
pub mod input;
#[doc(hidden)]
pub mod ir;
#[doc(hidden)]
pub mod lower;
#[doc(hidden)]
pub mod normalise;
#[doc(hidden)]
pub mod openapi;
#[cfg(feature = "playground")]
#[doc(hidden)]
pub mod playground;
#[doc(hidden)]
pub mod reference;
#[doc(hidden)]
pub mod review;
#[doc(hidden)]
pub mod rust;
#[doc(hidden)]
pub mod select;
#[doc(hidden)]
pub mod source;
#[doc(hidden)]
pub mod text;
#[cfg(feature = "update")]
#[doc(hidden)]
pub mod update;
pub mod workspace;
#[doc(hidden)]
pub mod write;

pub use diagnostic::{Diagnostic, Report};
pub use generator::{Client, Generator};
pub use rust::model::{DateTimes, Decimals, Scalars};
pub use rust::names::MethodNames;
pub use source::Settings;
pub use workspace::Failure;

#[cfg(feature = "lint")]
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use base::clock::Stopwatch;
use base::parallel;
use base::pointer::Pointer;
#[cfg(feature = "lint")]
use correct::bundled::{Bundled, Part, name_beside};
use diagnostic::provenance::Provenance;
use diagnostic::{FileId, Files, Location, Severity, code};
use input::overlay::{Applied, OtherFiles};
use input::{bundle, load, order, overlay};
use ir::Api;
use openapi::foreign;
use rust::facts::Facts;
use rust::model::Tables;
use rust::names::Names;
use rust::print::Notes;
use rust::{notes, output, unchecked_patterns};
use select::{Selected, Unknown};
use serde_json::Value;
use source::{ApiSource, Sources};

/// The result of a run.
#[doc(hidden)]
#[derive(Debug)]
pub struct Generated {
    /// The files of the crate, by path; empty if there are errors.
    pub files: write::Files,
    /// The diagnostics, with locations in the input.
    pub report: Report,
    /// The input files, for showing the locations of diagnostics.
    pub texts: Files,
    /// Each API that was built.
    pub apis: Vec<Built>,
}

/// An API, with its side tables.
#[doc(hidden)]
#[derive(Debug)]
pub struct Built {
    /// Its module; `None` if the API is the crate itself.
    pub module: Option<String>,
    /// The path of the document, for display.
    pub document: String,
    /// The IR.
    pub api: Api,
    /// Facts that only Rust needs, such as boxing and derives.
    pub facts: Facts,
    /// The Rust names.
    pub names: Names,
    /// Notes from overlays on its items.
    pub notes: Notes,
    /// The overlay actions that were applied.
    pub applied: Vec<Applied>,
    /// The source locations of its parts.
    pub provenance: Provenance,
    /// The selectors that match nothing, where they may.
    pub unknown: Vec<Unknown>,
    /// The time from reading to names.
    pub took: Duration,
}

impl Built {
    /// The record of its names.
    pub fn record(&self) -> source::Record {
        source::Record::of(&self.api, &self.facts, &self.names)
    }

    /// The tables that the model of the emitted crate is built from.
    pub(crate) fn tables(&self, scalars: Scalars) -> Tables<'_> {
        Tables { api: &self.api, facts: &self.facts, names: &self.names, scalars }
    }
}

/// Runs the whole pipeline: generates a crate from documents and overlays. Each pass is a pure function of the results
/// of the passes before it.
#[doc(hidden)]
pub fn generate(sources: &Sources) -> Generated {
    generate_from(sources, Files::default())
}

/// Like [`generate`], with texts that stand in for files.
#[doc(hidden)]
pub fn generate_from(sources: &Sources, mut texts: Files) -> Generated {
    let mut report = Report::default();
    // A module name becomes a path and a token. Callers of this function may not have read it from checked settings.
    for refused in sources.apis.iter().filter_map(|api| source::module_name(api.module.as_deref()?).err()) {
        report.add_with_hint(&code::MODULE_NAME, Location::Nowhere, refused.why, refused.hint);
    }
    let built: Vec<Option<Built>> = sources
        .apis
        .iter()
        .map(|source| build(sources, source, Repeated::Once, &mut texts, &mut report))
        .collect();
    if sources.settings.strict {
        refuse_warnings(&mut report);
    }
    let apis: Vec<Built> = built.into_iter().flatten().collect();
    let complete = apis.len() == sources.apis.len() && !report.has_errors();
    let files =
        if complete { output::files(&sources.settings, &apis, sources.threads) } else { write::Files::new() };
    Generated { files, report, texts, apis }
}

/// Builds the API of one document, without emitting a crate.
#[doc(hidden)]
pub fn inspect(source: &ApiSource) -> (Option<Built>, Report, Files) {
    inspect_with(Settings::default(), source)
}

/// Like [`inspect`], but with the settings of a workspace, which decide the types of formats and whether constraints
/// are checked.
#[doc(hidden)]
pub fn inspect_with(settings: Settings, source: &ApiSource) -> (Option<Built>, Report, Files) {
    inspect_from(settings, source, Files::default())
}

/// Like [`inspect_with`], with texts that stand in for files.
#[doc(hidden)]
pub fn inspect_from(
    settings: Settings,
    source: &ApiSource,
    mut texts: Files,
) -> (Option<Built>, Report, Files) {
    let mut report = Report::default();
    let built = inspect_among(settings, source, &mut texts, &mut report);
    (built, report, texts)
}

/// Like [`inspect_with`], beside other documents that were read.
#[doc(hidden)]
pub fn inspect_among(
    settings: Settings,
    source: &ApiSource,
    texts: &mut Files,
    report: &mut Report,
) -> Option<Built> {
    build(&Sources::new(settings, Vec::new()), source, Repeated::Once, texts, report)
}

/// Like [`inspect_from`], with a diagnostic for each location.
#[cfg(feature = "update")]
pub(crate) fn inspect_each(
    settings: Settings,
    source: &ApiSource,
    mut texts: Files,
) -> (Option<Built>, Report, Files) {
    let mut report = Report::default();
    let sources = Sources::new(settings, Vec::new());
    let built = build(&sources, source, Repeated::Each, &mut texts, &mut report);
    (built, report, texts)
}

/// What becomes of diagnostics that differ in their location only.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Repeated {
    /// They are reported once, with their number.
    Once,
    /// Each is reported, to be compared with those of another document.
    #[cfg_attr(not(feature = "update"), allow(dead_code))]
    Each,
}

/// Builds one API, from its text to its names, on a thread whose stack is large enough for a document of any depth.
fn build(
    sources: &Sources,
    source: &ApiSource,
    repeated: Repeated,
    texts: &mut Files,
    report: &mut Report,
) -> Option<Built> {
    parallel::with_stack(|| run_passes(sources, source, repeated, texts, report)).flatten()
}

/// Runs the passes in order.
fn run_passes(
    sources: &Sources,
    source: &ApiSource,
    repeated: Repeated,
    texts: &mut Files,
    report: &mut Report,
) -> Option<Built> {
    let started = Stopwatch::start();
    let settings = &sources.settings;
    let Corrected { document, published, value: mut whole, mut applied, mut others } =
        corrections(source, texts, report)?;
    order::sort_members(&mut whole);
    let mut provenance = Provenance::new(document);
    let mut found = Report::default();
    let site = site(source, &settings.map, document, texts);
    let correct: &mut bundle::Correct<'_> = &mut |path, file, value, report| {
        others.correct(path, file, value, report);
        order::sort_members(value);
    };
    let dropped = bundle::bundle_corrected(&mut whole, site, correct, texts, &mut provenance, &mut found);
    let of_others = others.finish(&mut found);
    let api = normalise::normalise(whole, &mut provenance, &mut found).map(|normal| {
        let mut records = document::read(normal, sources.threads, &mut found);
        require_schemes(&mut records, settings, source, &mut found);
        let api = lower::lower(&records, lower_options(settings, source.module.as_deref()), &mut found);
        // Dropping a large document takes as long as lowering it, so another thread does it.
        parallel::drop_elsewhere(records);
        api
    });
    let api = api.map(|api| {
        let facts = Facts::new(&api);
        unchecked_patterns::report(&api, &facts, &mut found);
        let style = settings.method_names(source.module.as_deref());
        let names = Names::new(&api, &facts, style, &source.record);
        (api, facts, names)
    });
    diagnostic::render::resolve_locations(&mut found, &provenance);
    dropped.remove_consequences(&mut found);
    let api = api.map(|(mut api, facts, mut names)| {
        let selection = settings.selection(source.module.as_deref());
        let selected = selection.map(|selection| selection.apply(&mut api, &mut names)).unwrap_or_default();
        selected.silence(&mut found, &provenance);
        (api, facts, names, selected)
    });
    diagnostic::order::sort(&mut found, document, &published);
    parallel::drop_elsewhere(published);
    if repeated == Repeated::Once {
        diagnostic::repeated::merge(&mut found);
    }
    report.extend(found);
    let (api, facts, names, selected) = api?;
    let unknown = judge_selection(settings, source, selected, texts, report);
    let notes = notes::notes(&api, &applied, document, &provenance);
    applied.extend(of_others);
    let (module, document) =
        (source.module.clone(), source::display_path(&source.document, &source.shown_from));
    let took = started.elapsed();
    Some(Built { module, document, api, facts, names, notes, applied, provenance, unknown, took })
}

/// Reports selectors that match nothing, and a selection that leaves nothing; returns the selectors if they may match
/// nothing.
fn judge_selection(
    settings: &Settings,
    source: &ApiSource,
    selected: Selected,
    texts: &mut Files,
    report: &mut Report,
) -> Vec<Unknown> {
    match settings.selection(source.module.as_deref()) {
        None => Vec::new(),
        Some(selection) if selection.may_match_nothing => selected.unknown,
        Some(selection) => {
            if selected.is_empty && selected.unknown.is_empty() {
                select::report_empty(selection, texts, report);
            }
            selected.unknown.into_iter().for_each(|unknown| unknown.report(texts, report));
            Vec::new()
        }
    }
}

/// Returns where a document is, and where its references may lead.
fn site<'s>(source: &'s ApiSource, map: &'s bundle::Map, file: FileId, texts: &Files) -> bundle::Site<'s> {
    let is_alone = texts.stand_in_for(&source.document).is_some_and(|text| text.is_alone);
    let own = if is_alone { None } else { source.document.parent() };
    let folder = source.root.as_deref().or(own).unwrap_or(Path::new(""));
    // For a document that is not yet part of a workspace, the command line decides.
    let has_settings = source.module.is_some() && source.root.is_some();
    bundle::Site { file, path: &source.document, allowed: folder, map, has_settings }
}

/// Reads a document with everything that it refers to in other files, corrected and as published. If references cannot
/// be followed, which is reported, the document stands for itself.
#[cfg(feature = "lint")]
#[doc(hidden)]
pub fn bundled(
    source: &ApiSource,
    map: &bundle::Map,
    texts: &mut Files,
    report: &mut Report,
) -> Option<(Bundled, Vec<Applied>)> {
    let Corrected { document: file, published, value, mut applied, mut others } =
        corrections(source, texts, report)?;
    let mut bundled = Bundled::alone(file, published.clone(), value.clone());
    let site = site(source, map, file, texts);
    let (mut whole, mut provenance) = (value, Provenance::new(file));
    let (mut values, mut paths, mut found) = (BTreeMap::new(), BTreeMap::new(), Report::default());
    let correct: &mut bundle::Correct<'_> = &mut |path, file, value, report| {
        let published = value.clone();
        others.correct(path, file, value, report);
        paths.insert(path.to_owned(), file);
        values.insert(file, (published, value.clone()));
    };
    bundle::bundle_corrected(&mut whole, site, correct, texts, &mut provenance, &mut found);
    applied.extend(others.finish(&mut found));
    diagnostic::render::resolve_locations(&mut found, &provenance);
    let is_followed = !found.has_errors();
    report.extend(found);
    if !is_followed || !provenance.has_imports() {
        return Some((bundled, applied));
    }
    bundled.published_provenance = provenance.clone();
    bundled.published = match applied.is_empty() {
        true => whole.clone(),
        false => {
            let (mut whole, mut own) = (published, Provenance::new(file));
            let same = &mut bundled.same;
            let note: &mut bundle::Correct<'_> =
                &mut |path, file, _, _| same.extend(paths.get(path).map(|known| (file, *known)));
            bundle::bundle_corrected(&mut whole, site, note, texts, &mut own, &mut Report::default());
            bundled.published_provenance = own;
            whole
        }
    };
    (bundled.document, bundled.provenance) = (whole, provenance);
    for (other, (published, value)) in values {
        let name = |id: FileId| texts.get(id).map(|file| file.name.as_str()).unwrap_or_default();
        let name = name_beside(name(file), name(other));
        bundled.parts.insert(other, Part { name, published, value });
    }
    Some((bundled, applied))
}

/// Applies the security schemes that the settings require.
fn require_schemes(
    document: &mut document::Document,
    settings: &Settings,
    source: &ApiSource,
    report: &mut Report,
) {
    let module = source.module.as_deref().unwrap_or_default();
    let names = settings.security.get(module).map(Vec::as_slice).unwrap_or_default();
    for name in document.security.require(names) {
        let declared = document.security.names().collect::<Vec<_>>();
        let hint = diagnostic::near::nearest(name, declared.iter().copied())
            .map(|near| format!("did you mean `{near}`?"));
        let message =
            format!("`security` of the settings: the document declares no security scheme `{name}`");
        let location = Location::Normalised(Pointer::root().join("components"));
        report.diagnostics.push(diagnostic::Diagnostic {
            code: &code::SCHEME_OF_SETTINGS,
            location,
            message,
            hint,
        });
    }
}

/// Returns the settings that decide what the document of an API means.
fn lower_options<'s>(settings: &'s Settings, module: Option<&str>) -> lower::Options<'s> {
    lower::Options {
        formats: &settings.formats,
        validate: settings.validate,
        optional_bodies: settings.optional_bodies.contains(module.unwrap_or(&settings.name)),
    }
}

/// Applies the overlays of a document, as `truespec apply` prints it: one of several files becomes one of one file.
#[doc(hidden)]
pub fn corrected(
    source: &ApiSource,
    map: &bundle::Map,
    texts: &mut Files,
    report: &mut Report,
) -> Option<(FileId, serde_json::Value)> {
    let Corrected { document, value, mut others, .. } = corrections(source, texts, report)?;
    let (mut whole, mut provenance, mut found) =
        (value.clone(), Provenance::new(document), Report::default());
    let correct: &mut bundle::Correct<'_> =
        &mut |path, file, value, report| others.correct(path, file, value, report);
    let site = site(source, map, document, texts);
    bundle::bundle_corrected(&mut whole, site, correct, texts, &mut provenance, &mut found);
    others.finish(&mut found);
    if !provenance.has_imports() && !found.has_errors() {
        return Some((document, value));
    }
    diagnostic::render::resolve_locations(&mut found, &provenance);
    let is_whole = !found.has_errors();
    report.extend(found);
    is_whole.then_some((document, whole))
}

/// Applies the overlays of a document to its own file.
#[cfg(feature = "report")]
pub(crate) fn corrected_root(source: &ApiSource, texts: &Files) -> Option<Value> {
    corrections(source, &mut texts.clone(), &mut Report::default()).map(|corrected| corrected.value)
}

/// A document with the actions of its overlays applied.
struct Corrected {
    document: FileId,
    published: Value,
    value: Value,
    applied: Vec<Applied>,
    /// The actions for other files.
    others: OtherFiles,
}

/// Reads a document and its overlays, and applies them.
fn corrections(source: &ApiSource, texts: &mut Files, report: &mut Report) -> Option<Corrected> {
    let document = source::read(&source.document, &source.shown_from, texts, report)?;
    let published = load::load(texts, document, report)?;
    // An overlay can add the version to a document, but makes none of anything else.
    if !foreign::is_openapi(&published) && (source.overlays.is_empty() || !published.is_object()) {
        report_foreign(document, &published, texts, report);
        return None;
    }
    let mut value = published.clone();
    let mut applied = Vec::new();
    let mut others = OtherFiles::new(&source.document);
    let before = report.error_count();
    for path in &source.overlays {
        let Some(file) = source::read(path, &source.shown_from, texts, report) else { continue };
        let overlay = load::load(texts, file, report).and_then(|value| overlay::parse(&value, file, report));
        if let Some(mut overlay) = overlay {
            overlay.lenient = source.lenient;
            others.take(&mut overlay);
            applied.extend(overlay::apply(&mut value, &published, document, &overlay, report));
        }
    }
    let sound = report.error_count() == before;
    sound.then_some(Corrected { document, published, value, applied, others })
}

/// Reports a document that is no OpenAPI document, with what it is.
fn report_foreign(id: FileId, value: &Value, texts: &Files, report: &mut Report) {
    let text = texts.get(id).map(|file| file.text.as_str()).unwrap_or_default();
    let foreign = foreign::of_value(value);
    // Text of another format may be YAML by accident.
    let plain = if value.is_object() { None } else { foreign::of_text(text) };
    match plain.or(foreign).or_else(|| foreign::of_text(text)) {
        Some(foreign) => {
            let pointer = foreign.key.as_ref().map_or_else(Pointer::root, |key| Pointer::root().join(key));
            let location = Location::Source(id, pointer);
            report.add_with_hint(&code::NOT_OPENAPI, location, foreign.message(), foreign.hint);
        }
        None => report.add(&code::NOT_OPENAPI, Location::Source(id, Pointer::root()), foreign::UNKNOWN),
    }
}

/// Reports an error if there are warnings, for a strict workspace.
fn refuse_warnings(report: &mut Report) {
    let is_warning = |diagnostic: &&diagnostic::Diagnostic| diagnostic.code.severity == Severity::Warning;
    match report.diagnostics.iter().filter(is_warning).count() {
        0 => {}
        1 => report.add(&code::STRICT, Location::Nowhere, "one warning in a strict workspace"),
        some => {
            report.add(&code::STRICT, Location::Nowhere, format!("{some} warnings in a strict workspace"))
        }
    }
}
