//! Applies the actions of an overlay to a document, in order.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::direct::{NodePath, PathStep, pointer};
use super::failure::Failure;
use super::merge::{Growth, Merge};
use super::overrule::{self, Documents};
use super::unused::{self, Used};
use super::visits::Visits;
use super::{Action, Change, Overlay, Quirk, Target, guard, nearest};
use crate::base::pointer::Pointer;
use crate::diagnostic::code::{OVERLAY_COPY, OVERLAY_MISMATCH, OVERLAY_NO_MATCH};
use crate::diagnostic::{FileId, Report};

/// An action that was applied, and its effect.
#[derive(Debug, Clone)]
pub struct Applied {
    /// The evidence for it.
    pub quirk: Option<Quirk>,
    /// Why, in the author's words.
    pub description: Option<String>,
    /// The target as it was written.
    pub target: String,
    /// The overlay file.
    pub file: FileId,
    /// The pointer of the action in that file.
    pub pointer: Pointer,
    /// The values that the target selected, in the document as it was after this action; for a removed value, its
    /// parent.
    pub matched: Vec<Pointer>,
    /// The innermost values that an update set, appended to or removed from, at or below those in `matched`.
    pub changed: Vec<Pointer>,
}

/// Applies an overlay to `document`, which earlier overlays may have changed. Guards are compared with `published`, the
/// document as it was read. An action that fails is reported and leaves the document unchanged.
pub fn apply(
    document: &mut Value,
    published: &Value,
    document_file: FileId,
    overlay: &Overlay,
    report: &mut Report,
) -> Vec<Applied> {
    let mut applier = Applier::new(document, published, document_file, overlay);
    let mut applied = Vec::new();
    for action in &overlay.actions {
        applied.extend(applier.apply_action(action, document, report));
        if applier.has_ended {
            break;
        }
    }
    applier.report_steps(report);
    applied
}

/// Applies the actions of one overlay one by one, with limits for all of them together.
pub struct Applier<'a> {
    published: &'a Value,
    document_file: FileId,
    file: FileId,
    lenient: bool,
    /// The ids of the quirks of which an action has a guard.
    guarded: BTreeSet<String>,
    /// The components that are referred to; read when first needed.
    used: Option<Used>,
    growth: Growth,
    visits: Visits,
    /// True if a limit was reached: later actions could do as much again, and are not applied.
    pub has_ended: bool,
}

impl<'a> Applier<'a> {
    /// Starts to apply an overlay to a document, as [`apply`] does.
    pub fn new(document: &Value, published: &'a Value, document_file: FileId, overlay: &Overlay) -> Self {
        let (growth, visits) = (Growth::new(published, overlay), Visits::new(document));
        let quirks = overlay.actions.iter().filter_map(|action| action.quirk.as_ref());
        let guarded =
            quirks.filter(|quirk| quirk.published.is_some()).map(|quirk| quirk.id.clone()).collect();
        let (file, lenient, used) = (overlay.file, overlay.lenient, None);
        Self { published, document_file, file, lenient, guarded, used, growth, visits, has_ended: false }
    }

    /// Applies the next action; `None` if it fails, which is reported, or if a limit was reached.
    pub fn apply_action(
        &mut self,
        action: &Action,
        document: &mut Value,
        report: &mut Report,
    ) -> Option<Applied> {
        if self.has_ended {
            return None;
        }
        if let Err(failure) = self.spend_visits(action, document) {
            self.has_ended = true;
            failure.report(action, self.file, report);
            return None;
        }
        guard::check(action, self.file, self.published, self.document_file, report);
        let selected = select(&action.target, document);
        self.check_quirk(action, &pointers(&selected), document, report);
        let outcome = perform(action, &selected, document, &mut self.growth, &mut self.visits);
        self.has_ended = self.growth.is_spent();
        let refuse = |failure: Failure| failure.allowed(self.lenient).report(action, self.file, report);
        let (matched, changed) = outcome.map_err(refuse).ok()?;
        Some(Applied {
            quirk: action.quirk.clone(),
            description: action.description.clone(),
            target: action.target.text.clone(),
            file: self.file,
            pointer: action.pointer.clone(),
            matched,
            changed,
        })
    }

    /// Checks what a correction selects before it changes it.
    fn check_quirk(&mut self, action: &Action, matched: &[Pointer], document: &Value, report: &mut Report) {
        let Some(quirk) = &action.quirk else { return };
        let documents = Documents { now: document, published: self.published, file: self.document_file };
        let used = self.used.get_or_insert_with(|| Used::new(self.published));
        unused::check(action, self.file, used, matched, report);
        overrule::check_index(action, self.file, &documents, matched, report);
        overrule::check_places(action, self.file, &documents, matched, report);
        let is_guarded = self.guarded.contains(&quirk.id);
        if is_guarded {
            overrule::check_inline(action, self.file, &documents, matched, report);
        }
        if quirk.published.as_ref().is_some_and(Value::is_null) {
            overrule::check_absent(action, &documents, matched, report);
        } else if !is_guarded {
            overrule::check(action, &documents, matched, report);
        }
    }

    /// Spends the visits of an action's targets, including that of its guard.
    fn spend_visits(&mut self, action: &Action, document: &Value) -> Result<(), Failure> {
        self.visits.spend(&action.target, document, "target")?;
        if let Some(quirk) = &action.quirk {
            self.visits.spend(quirk.at.as_ref().unwrap_or(&action.target), self.published, "x-quirk")?;
        }
        if let Change::Copy(from) = &action.change {
            self.visits.spend(from, document, "copy")?;
        }
        Ok(())
    }

    /// Adds the steps used to the report.
    pub fn report_steps(&self, report: &mut Report) {
        self.visits.budget().report_steps(report);
        self.growth.budget().report_steps(report);
    }
}

type Places = (Vec<Pointer>, Vec<Pointer>);

fn perform(
    action: &Action,
    selected: &[NodePath],
    document: &mut Value,
    growth: &mut Growth,
    visits: &mut Visits,
) -> Result<Places, Failure> {
    if selected.is_empty() {
        return Err(Failure {
            code: &OVERLAY_NO_MATCH,
            field: "target",
            message: format!("`{}` matches nothing", action.target.text),
            hint: visits.can_search_prefixes(&action.target).then(|| nearest::hint(action, document)),
        });
    }
    let matched = pointers(selected);
    growth.spend_selected(&matched)?;
    match &action.change {
        Change::Nothing => Ok((matched, Vec::new())),
        Change::Remove => remove(selected, document),
        Change::Update(value) => {
            growth.spend_added(value, "update", &matched)?;
            update(matched, value, "update", document)
        }
        Change::Copy(from) => {
            let found = from.path.query(document).exactly_one();
            let value = found.map_err(|error| Failure {
                code: &OVERLAY_COPY,
                field: "copy",
                message: format!("`{}` does not select exactly one value: {error}", from.text),
                hint: None,
            })?;
            // Spent before cloning, which takes as long as adding.
            growth.spend_added(value, "copy", &matched)?;
            let value = value.clone();
            update(matched, &value, "copy", document)
        }
    }
}

/// Returns the paths that a query selects, without duplicates, in the order of [`PathStep`].
fn select(target: &Target, document: &Value) -> Vec<NodePath> {
    let mut selected: Vec<NodePath> = target.find(document).into_iter().map(|(at, _)| at).collect();
    selected.sort();
    selected.dedup();
    selected
}

fn pointers(locations: &[NodePath]) -> Vec<Pointer> {
    locations.iter().map(|location| pointer(location)).collect()
}

/// Removes the selected values, parent by parent from the back, so that paths to values still to be removed stay valid.
fn remove(selected: &[NodePath], document: &mut Value) -> Result<Places, Failure> {
    let mut removed: BTreeMap<&[PathStep], BTreeSet<&PathStep>> = BTreeMap::new();
    for location in selected {
        let Some((last, holder)) = location.split_last() else {
            return Err(Failure {
                code: &OVERLAY_MISMATCH,
                field: "target",
                message: "the document root cannot be removed".to_owned(),
                hint: None,
            });
        };
        removed.entry(holder).or_default().insert(last);
    }
    let mut holders = Vec::new();
    for (holder, steps) in removed.iter().rev() {
        let at = pointer(holder);
        if let Some(value) = document.pointer_mut(at.as_str()) {
            remove_steps(value, steps);
        }
        holders.push(at);
    }
    holders.sort();
    Ok((holders.clone(), holders))
}

/// Removes members of an object or elements of an array in one pass. A single member is removed without visiting the
/// others, because an overlay may remove one member in each of many actions.
fn remove_steps(holder: &mut Value, steps: &BTreeSet<&PathStep>) {
    match holder {
        Value::Object(map) => {
            let names = steps.iter().filter_map(|step| match step {
                PathStep::Name(name) => Some(name.as_str()),
                PathStep::Index(_) => None,
            });
            let names: BTreeSet<&str> = names.collect();
            match names.first() {
                Some(name) if names.len() == 1 => _ = map.shift_remove(*name),
                _ => map.retain(|name, _| !names.contains(name.as_str())),
            }
        }
        Value::Array(items) => {
            let mut next = 0..;
            items.retain(|_| !next.next().is_some_and(|index| steps.contains(&PathStep::Index(index))));
        }
        _ => {}
    }
}

/// Updates all selected values or none: each is checked before the first is changed.
fn update(
    matched: Vec<Pointer>,
    value: &Value,
    field: &'static str,
    document: &mut Value,
) -> Result<Places, Failure> {
    let merge = Merge { value, field };
    for at in &matched {
        if let Some(target) = document.pointer(at.as_str()) {
            merge.check_types(target, at)?;
        }
    }
    let mut changed = Vec::new();
    for at in &matched {
        if let Some(target) = document.pointer_mut(at.as_str()) {
            merge.apply(target, at, &mut changed);
        }
    }
    Ok((matched, changed))
}
