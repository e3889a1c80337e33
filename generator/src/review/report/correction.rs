//! The corrections as the page shows them: what is published, what is documented, and what the client does.

use std::collections::BTreeSet;

use serde_json::Value;

use super::compare;
use super::item;
use super::lines::{self, Line};
use super::place;
use super::version::{ApiVersion, Version};
use crate::base::pointer::Pointer;
use crate::review::quirks::{Effect, ListedAction};
use crate::review::surface::ItemKind;

/// A correction: the actions with one id.
pub(super) struct Correction<'a> {
    pub(super) module: &'a str,
    pub(super) name: Option<&'a str>,
    pub(super) actions: Vec<Action<'a>>,
}

/// An action of a correction.
pub(super) struct Action<'a> {
    pub(super) listed: &'a ListedAction,
    /// The guarded value, as YAML.
    pub(super) published: Option<Vec<Line>>,
    /// What it changes in the document: the fragment, and the lines.
    pub(super) changes: Vec<(String, Vec<Line>)>,
    /// The items of the client that follow from it: path and text.
    pub(super) items: Vec<(String, Vec<Line>)>,
}

/// The lines shown of a value or an item.
const MOST_LINES: usize = 24;

/// The items shown of an action.
const MOST_ITEMS: usize = 3;

/// Returns the corrections in the order in which they are applied; actions that follow each other with one id are one.
pub(super) fn corrections<'a>(
    listed: &'a [ListedAction],
    version: Option<&'a Version>,
) -> Vec<Correction<'a>> {
    let mut found: Vec<Correction<'a>> = Vec::new();
    let apis: Vec<Placed<'a>> = version.iter().flat_map(|version| version.apis()).map(Placed::new).collect();
    for action in listed {
        let (module, name) = (action.module.as_str(), action.id.as_deref());
        let api = apis.iter().find(|placed| placed.api.module.unwrap_or_default() == module);
        let shown = shown(action, api);
        match found.last_mut().filter(|last| last.module == module && name.is_some() && last.name == name) {
            Some(last) => last.actions.push(shown),
            None => found.push(Correction { module, name, actions: vec![shown] }),
        }
    }
    found
}

fn shown<'a>(listed: &'a ListedAction, placed: Option<&Placed<'a>>) -> Action<'a> {
    let change = |effect: &Effect| {
        let lines = lines::compare(
            &compare::yaml(effect.before.as_ref()),
            &compare::yaml(effect.after.as_ref()),
            MOST_LINES,
        );
        (!lines.is_empty()).then(|| (format!("#{}", effect.pointer), lines))
    };
    let published = listed.published.as_ref().map(|value| match value {
        Value::Null => Vec::new(),
        value => lines::plain(&compare::yaml(Some(value)), MOST_LINES),
    });
    let text = |(api, path): (ApiVersion<'a>, &'a str)| {
        let text = item::text(api.surface, path)?;
        let path = api.module.map_or(path.to_owned(), |module| format!("{module}::{path}"));
        Some((path, lines::plain(&text, MOST_LINES)))
    };
    let items = placed.map(|placed| placed.items(&listed.effects)).unwrap_or_default();
    Action {
        listed,
        published,
        changes: listed.effects.iter().filter_map(change).collect(),
        items: items.into_iter().filter_map(text).collect(),
    }
}

/// An API with the places of its types, fields, operations and parameters.
struct Placed<'a> {
    api: ApiVersion<'a>,
    places: Vec<(Pointer, &'a str)>,
}

impl<'a> Placed<'a> {
    fn new(api: ApiVersion<'a>) -> Self {
        let has_place = |kind: ItemKind| {
            use ItemKind::{Field, Operation, Parameter, Type};
            matches!(kind, Type | Field | Operation | Parameter)
        };
        let items = api.surface.items.iter().filter(|(_, item)| has_place(item.kind));
        let places = items.filter_map(|(path, _)| Some((place::locate(api, path)?, path.as_str())));
        Self { api, places: places.collect() }
    }

    /// Returns the items at the places of an action: of each place those innermost around it, else those in it.
    fn items(&self, effects: &[Effect]) -> Vec<(ApiVersion<'a>, &'a str)> {
        let mut found: Vec<&str> = Vec::new();
        for at in effects.iter().map(|effect| &effect.pointer) {
            let around = || self.places.iter().filter(|(place, _)| at.strip_prefix(place).is_some());
            let nearest = around().map(|(place, _)| place.as_str().len()).max();
            match nearest {
                Some(length) => {
                    let innermost = around().filter(|(place, _)| place.as_str().len() == length);
                    found.extend(innermost.map(|(_, path)| *path));
                }
                None => {
                    let inside = self.places.iter().filter(|(place, _)| place.strip_prefix(at).is_some());
                    found.extend(inside.map(|(_, path)| *path));
                }
            }
        }
        let mut seen = BTreeSet::new();
        let new = found.into_iter().filter(|path| seen.insert(*path));
        new.take(MOST_ITEMS).map(|path| (self.api, path)).collect()
    }
}
