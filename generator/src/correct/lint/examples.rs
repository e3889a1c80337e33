//! Examples that contradict their schemas. They are judged as recorded values are, all examples of a place together;
//! keywords that decide nothing about decoding are left to a validator.
//!
//! ```text
//! examples → faults → groups (what one correction settles) → a finding each, with the actions to try
//! ```

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::actions::Actions;
use super::found::Finding;
use super::groups::{Group, Groups};
use super::listing::json_length;
use super::samples::{Sample, samples};
use super::validate::{Schemas, Violation};
use super::{Linter, shorten, wording};
use crate::base::pointer::Pointer;
use crate::correct::draft::Reason;
use crate::correct::infer::Dialect;
use crate::correct::judge::FaultKind;
use crate::diagnostic::code::{LINT_COSTLY, LINT_EXAMPLE, LINT_EXAMPLE_UNDECLARED};
use crate::diagnostic::{Code, Location};

/// Message for a value that is not validated.
pub(crate) const NOT_CHECKED: &str = "not checked: too many schemas to evaluate, or nested too deeply";

/// Message for a value that is not matched against a pattern.
const NOT_CHECKED_COMPLETELY: &str = "not checked completely: a pattern backtracks too often";

/// Checks every example against its schema.
pub(super) fn check(linter: &mut Linter<'_>) {
    let document = linter.document;
    let all = samples(document);
    let mut schemas = Schemas::new(document, 0);
    schemas.prepare(all.iter().map(|sample| sample.schema.clone()));
    let mut groups = Groups::new(document, json_length(document));
    let mut violated: Vec<(&Sample<'_>, Violation)> = Vec::new();
    for sample in &all {
        if linter.listing.is_full() {
            break;
        }
        if !schemas.spend_validation(&sample.schema, sample.value) {
            linter.report(&LINT_COSTLY, &sample.at, NOT_CHECKED.to_owned());
            continue;
        }
        let (violations, is_complete) = schemas.checked(&sample.schema, sample.value);
        let is_judged = groups.judge(sample);
        if !is_complete || !is_judged {
            let message = if is_judged { NOT_CHECKED_COMPLETELY } else { NOT_CHECKED };
            linter.report(&LINT_COSTLY, &sample.at, message.to_owned());
        }
        violated.extend(violations.into_iter().map(|one| (sample, one)));
    }
    schemas.report_steps(linter.listing.report());
    let groups = groups.finish(linter.listing.report());
    let places = places(&groups);
    groups.iter().for_each(|group| report_group(linter, group, &places));
    let judged: BTreeSet<&Pointer> = groups.iter().map(Group::schema).collect();
    violated.retain(|(_, violation)| !judged.contains(&violation.schema));
    report_violated(linter, &violated);
}

/// Returns the pointer of the first value of each group within its example, by the address of the value.
fn places(groups: &[Group<'_>]) -> BTreeMap<usize, Pointer> {
    let mut wanted: BTreeMap<&Pointer, (&Value, BTreeSet<usize>)> = BTreeMap::new();
    for (sample, fault) in groups.iter().filter_map(|group| group.faults.first()) {
        let (_, own) = wanted.entry(&sample.at).or_insert_with(|| (sample.value, BTreeSet::new()));
        own.insert(std::ptr::from_ref(fault.value).addr());
    }
    wanted.into_values().flat_map(|(value, wanted)| paths_to(value, &wanted)).collect()
}

fn report_group(linter: &mut Linter<'_>, group: &Group<'_>, places: &BTreeMap<usize, Pointer>) {
    let Some((sample, fault)) = group.faults.first() else { return };
    let code: &'static Code = match group.kind {
        FaultKind::Undeclared(_) | FaultKind::UndeclaredKeys => &LINT_EXAMPLE_UNDECLARED,
        _ => &LINT_EXAMPLE,
    };
    let within = places.get(&std::ptr::from_ref(fault.value).addr()).cloned().unwrap_or_default();
    let place = sample.at.concat(within.as_str());
    let shown = linter.document.pointer(place.as_str()).map_or_else(|| sample.at.clone(), |_| place);
    let message = wording::message(linter.document, group, &linter.shown_path(group.schema()));
    linter.listing.list(code, Location::Source(linter.file, shown.clone()), message);
    for (sample, fault) in &group.faults {
        linter.listing.know(Finding {
            code: code.id,
            at: sample.at.concat(&fault.instance),
            schema: Some(group.schema().clone()),
            kind: Some(group.kind.clone()),
        });
    }
    if !linter.proposes {
        return;
    }
    let source = match (group.count(), group.total) {
        (1, 1) => format!("the example at {}", linter.shown_path(&shown)),
        _ => format!("{}, the first at {}", wording::count(group), linter.shown_path(&shown)),
    };
    let actions = Actions { draft: linter.draft(), dialect: Dialect::of(linter.document) };
    linter.listing.attempt(actions.of(group, source));
}

/// Returns the pointers from a value to those of its parts that are at these addresses.
pub(super) fn paths_to(whole: &Value, wanted: &BTreeSet<usize>) -> Vec<(usize, Pointer)> {
    let mut found = Vec::new();
    let mut open = vec![(Pointer::root(), whole)];
    while let Some((at, value)) = open.pop() {
        let address = std::ptr::from_ref(value).addr();
        if wanted.contains(&address) {
            found.push((address, at.clone()));
        }
        match value {
            Value::Object(members) => {
                open.extend(members.iter().map(|(name, member)| (at.join(name), member)))
            }
            Value::Array(items) => {
                open.extend(items.iter().enumerate().map(|(index, item)| (at.join(index), item)))
            }
            _ => {}
        }
    }
    found
}

/// Reports violations of keywords that only the validator knows, once per schema and keyword.
fn report_violated(linter: &mut Linter<'_>, violated: &[(&Sample<'_>, Violation)]) {
    let mut reported: BTreeSet<(&Pointer, &str)> = BTreeSet::new();
    for (sample, violation) in violated {
        let Violation { schema, instance, keyword } = violation;
        let at = sample.at.concat(instance.as_str());
        let is_new = reported.insert((schema, keyword));
        let shown = linter.document.pointer(at.as_str()).map_or_else(|| sample.at.clone(), |_| at);
        if is_new {
            let path = linter.shown_path(schema);
            let message = format!("the value violates `{}`; the schema is `{path}`", shorten(keyword));
            linter.listing.list(&LINT_EXAMPLE, Location::Source(linter.file, shown.clone()), message);
        }
        let schema_of = Some(schema.clone());
        linter.listing.know(Finding {
            code: LINT_EXAMPLE.id,
            at: shown.clone(),
            schema: schema_of,
            kind: None,
        });
        let at = schema.join(keyword);
        if is_new && linter.document.pointer(at.as_str()).is_some() {
            let why = format!("Examples violate `{}`.", shorten(keyword));
            let source = format!("the example at {}", linter.shown_path(&shown));
            linter.propose([linter.draft().remove(&at, &Reason { why, source })]);
        }
    }
}
