//! `generate`: the crate of a document, its diagnostics, and its corrections.

use std::collections::BTreeMap;

use serde::Serialize;

use super::answer::{Shown, shown};
use super::base::Base;
use super::request::Version;
use crate::diagnostic::code::CRATE_NAME;
use crate::diagnostic::{Files, Location, Report};
use crate::review::quirks::{self, ListedAction};
use crate::source::{ApiSource, Sources};
use crate::text::print::{escape_line, escape_text};

/// The answer.
#[derive(Debug, Serialize)]
pub(super) struct Generated {
    diagnostics: Vec<Shown>,
    /// The files of the crate by path; none if there are errors.
    files: BTreeMap<String, String>,
    operations: usize,
    types: usize,
    corrections: Vec<Correction>,
}

/// A correction that is in the overlay.
#[derive(Debug, Serialize)]
struct Correction {
    id: Option<String>,
    description: String,
    source: String,
    target: String,
    state: &'static str,
    guarded: bool,
}

/// Generates the crate of a version.
pub(super) fn generate(version: &Version, base: &Base) -> Generated {
    let mut texts = Files::default();
    let input = base.input(version, &mut texts);
    let corrections = corrections(&input.source, texts.clone());
    let generated = crate::generate_from(&Sources::new(input.settings, vec![input.source]), texts);
    let mut diagnostics = refused_name(version, base);
    diagnostics.extend(shown(&generated.report, &generated.texts));
    let api = generated.apis.first().map(|built| &built.api);
    let path = |path: &std::path::Path| path.to_string_lossy().replace('\\', "/");
    Generated {
        diagnostics,
        operations: api.map_or(0, |api| api.operations.len()),
        types: api.map_or(0, |api| api.types.len()),
        files: generated.files.into_iter().map(|(name, text)| (path(&name), text)).collect(),
        corrections,
    }
}

/// Reports a name that no crate can have; another one is used then.
fn refused_name(version: &Version, base: &Base) -> Vec<Shown> {
    let mut report = Report::default();
    if let Some(refused) = base.refused_name(version) {
        report.add_with_hint(&CRATE_NAME, Location::Nowhere, refused.why, refused.hint);
    }
    shown(&report, &Files::default())
}

/// Lists the corrections; what is wrong with one is among the diagnostics already.
fn corrections(source: &ApiSource, mut texts: Files) -> Vec<Correction> {
    if source.overlays.is_empty() {
        return Vec::new();
    }
    let one = |listed: ListedAction| Correction {
        id: listed.id.as_deref().map(escape_line),
        description: escape_text(&listed.description),
        source: escape_text(&listed.source),
        target: escape_line(&listed.target),
        state: listed.state.word(),
        guarded: listed.guarded,
    };
    quirks::list(source, &mut texts, &mut Report::default()).into_iter().map(one).collect()
}
