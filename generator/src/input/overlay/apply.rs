//! Carries out the actions of an overlay on a document, in order.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use serde_json_path::{JsonPath, PathElement};

use super::failure::Failure;
use super::merge::{Growth, Merge};
use super::visits::Visits;
use super::{Action, Change, Overlay, Quirk, guard, nearest};
use crate::base::pointer::Pointer;
use crate::diagnostic::code::{OVERLAY_COPY, OVERLAY_MISMATCH, OVERLAY_NO_MATCH};
use crate::diagnostic::{FileId, Report};

/// What an action did.
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
    /// The action in that file.
    pub pointer: Pointer,
    /// What the target selected, in the document as it was after this action; of something removed, what held it.
    pub matched: Vec<Pointer>,
    /// The innermost places that an update set, added to or emptied, at or below those in `matched`.
    pub changed: Vec<Pointer>,
}

/// Applies an overlay to `document`, which earlier overlays may have changed; guards are held against `published`,
/// the document as it was read. An action that fails is reported and leaves the document as it was.
pub fn apply(
    document: &mut Value,
    published: &Value,
    document_file: FileId,
    overlay: &Overlay,
    report: &mut Report,
) -> Vec<Applied> {
    let mut applying = Applying::new(document, published, document_file, overlay);
    let mut applied = Vec::new();
    for action in &overlay.actions {
        applied.extend(applying.action(action, document, report));
        if applying.has_ended {
            break;
        }
    }
    applying.report_steps(report);
    applied
}

/// The actions of one overlay, one after the other, with the limits of all together.
pub struct Applying<'a> {
    published: &'a Value,
    document_file: FileId,
    file: FileId,
    growth: Growth,
    visits: Visits,
    /// Whether a limit was reached: the actions after it would do as much again, and are not carried out.
    pub has_ended: bool,
}

impl<'a> Applying<'a> {
    /// Those of an overlay of a document, as for [`apply`].
    pub fn new(document: &Value, published: &'a Value, document_file: FileId, overlay: &Overlay) -> Self {
        let (growth, visits) = (Growth::new(published, overlay), Visits::new(document));
        Self { published, document_file, file: overlay.file, growth, visits, has_ended: false }
    }

    /// Carries out the next action; nothing if it fails, which is reported, or if a limit was reached.
    pub fn action(&mut self, action: &Action, document: &mut Value, report: &mut Report) -> Option<Applied> {
        if self.has_ended {
            return None;
        }
        if let Err(failure) = visit(action, &mut self.visits) {
            self.has_ended = true;
            failure.report(action, self.file, report);
            return None;
        }
        guard::check(action, self.file, self.published, self.document_file, report);
        let outcome = run(action, document, &mut self.growth, &mut self.visits);
        self.has_ended = self.growth.is_spent();
        let (matched, changed) = outcome.map_err(|failure| failure.report(action, self.file, report)).ok()?;
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

    /// Leaves a record of the steps in the report.
    pub fn report_steps(&self, report: &mut Report) {
        self.visits.budget().report_steps(report);
        self.growth.budget().report_steps(report);
    }
}

/// Takes what the targets of an action visit, the guard's among them.
fn visit(action: &Action, visits: &mut Visits) -> Result<(), Failure> {
    visits.spend(&action.target, "target")?;
    if let Some(quirk) = &action.quirk {
        visits.spend(quirk.at.as_ref().unwrap_or(&action.target), "x-quirk")?;
    }
    if let Change::Copy(from) = &action.change {
        visits.spend(from, "copy")?;
    }
    Ok(())
}

type Places = (Vec<Pointer>, Vec<Pointer>);

fn run(
    action: &Action,
    document: &mut Value,
    growth: &mut Growth,
    visits: &mut Visits,
) -> Result<Places, Failure> {
    let selected = select(&action.target.path, document);
    if selected.is_empty() {
        return Err(Failure {
            code: &OVERLAY_NO_MATCH,
            field: "target",
            message: format!("`{}` matches nothing", action.target.text),
            hint: visits.can_look_closer(&action.target).then(|| nearest::hint(&action.target, document)),
        });
    }
    let matched = pointers(&selected);
    growth.select(&matched)?;
    match &action.change {
        Change::Nothing => Ok((matched, Vec::new())),
        Change::Remove => remove(&selected, document),
        Change::Update(value) => {
            growth.add(value, "update", &matched)?;
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
            // Before it is cloned: that takes as long as adding it.
            growth.add(value, "copy", &matched)?;
            let value = value.clone();
            update(matched, &value, "copy", document)
        }
    }
}

/// One step of a selected place; the order puts elements of an array by their number.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum PathStep {
    Index(usize),
    Name(String),
}

type NodePath = Vec<PathStep>;

/// The places that a query selects, each once, in the order of [`PathStep`].
fn select(path: &JsonPath, document: &Value) -> Vec<NodePath> {
    let step = |element: &PathElement<'_>| match element {
        PathElement::Name(name) => PathStep::Name((*name).to_owned()),
        PathElement::Index(index) => PathStep::Index(*index),
    };
    let nodes = path.query_located(document);
    let mut selected: Vec<NodePath> = nodes.locations().map(|at| at.iter().map(step).collect()).collect();
    selected.sort();
    selected.dedup();
    selected
}

fn pointer(location: &[PathStep]) -> Pointer {
    location.iter().fold(Pointer::root(), |at, step| match step {
        PathStep::Index(index) => at.join(index),
        PathStep::Name(name) => at.join(name),
    })
}

fn pointers(locations: &[NodePath]) -> Vec<Pointer> {
    locations.iter().map(|location| pointer(location)).collect()
}

/// Each holder once, from the back, so that what is still to be removed stays where it was.
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
            take_out(value, steps);
        }
        holders.push(at);
    }
    holders.sort();
    Ok((holders.clone(), holders))
}

/// Removes members of an object or elements of an array in one pass over it; a single member without looking at the others,
/// as an overlay may remove one by each of many actions.
fn take_out(holder: &mut Value, steps: &BTreeSet<&PathStep>) {
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

/// All or nothing: every selected value is looked at before the first is changed.
fn update(
    matched: Vec<Pointer>,
    value: &Value,
    field: &'static str,
    document: &mut Value,
) -> Result<Places, Failure> {
    let merge = Merge { value, field };
    for at in &matched {
        if let Some(target) = document.pointer(at.as_str()) {
            merge.fits(target, at)?;
        }
    }
    let mut changed = Vec::new();
    for at in &matched {
        if let Some(target) = document.pointer_mut(at.as_str()) {
            merge.perform(target, at, &mut changed);
        }
    }
    Ok((matched, changed))
}
