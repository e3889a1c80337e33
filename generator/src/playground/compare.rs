//! `compare`: what a change means for users of the crate, as `truespec diff` tells it.

use serde::Serialize;
use serde_json::Value;

use super::answer::{Shown, shown};
use super::base::Base;
use super::request::{Compare, Version};
use crate::diagnostic::{Files, Report};
use crate::review::diff::{self, Module};
use crate::review::surface::surface;

/// The answer.
#[derive(Debug, Serialize)]
pub(super) struct Compared {
    /// What hinders a version from being compared.
    diagnostics: Vec<Shown>,
    summary: Option<String>,
    /// The changes as `--format json` has them.
    compared: Option<Value>,
}

/// Compares two versions.
pub(super) fn compare(request: &Compare, base: &Base) -> Compared {
    let (mut texts, mut report) = (Files::default(), Report::default());
    let old = module(&request.old, &[], base, &mut texts, &mut report);
    let new = module(&request.new, old.as_slice(), base, &mut texts, &mut report);
    let Some((old, new)) = old.zip(new) else {
        return Compared { diagnostics: shown(&report, &texts), summary: None, compared: None };
    };
    let changes = diff::compare_modules(&[old], &[new]);
    Compared {
        diagnostics: Vec::new(),
        summary: Some(diff::summary(&changes)),
        compared: Some(diff::json(&changes, &texts)),
    }
}

/// Returns the public surface of a version after older ones; its errors are reported.
fn module(
    version: &Version,
    older: &[Module],
    base: &Base,
    texts: &mut Files,
    report: &mut Report,
) -> Option<Module> {
    let input = base.input(version, texts);
    // Limits of elements are known where they are checked.
    let settings = input.settings.validate(true);
    let scalars = settings.scalars;
    let mut own = Report::default();
    let built = crate::inspect_among(settings, &diff::successor(&input.source, older), texts, &mut own);
    let built = built.filter(|_| !own.has_errors());
    if built.is_none() {
        report.extend(own);
    }
    built.map(|built| (built.module.clone(), surface(&built, scalars)))
}
