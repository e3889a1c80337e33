//! Where an item is in the document: the smallest value that says what it is, and those around it.

use serde_json::Value;

use super::version::ApiVersion;
use crate::base::pointer::Pointer;
use crate::review::surface::{Aspect, Item, ItemKind, Place};

/// Returns where an item is.
pub(super) fn locate(api: ApiVersion<'_>, path: &str) -> Option<Pointer> {
    places(api, path).into_iter().next().map(|step| step.at)
}

/// A place that says something about an item.
pub(super) struct Step {
    pub(super) at: Pointer,
    /// The element that does, if it is a list.
    pub(super) element: Option<String>,
}

impl From<Pointer> for Step {
    fn from(at: Pointer) -> Self {
        Self { at, element: None }
    }
}

/// Returns where an item is, then the places around it that may say more about it.
pub(super) fn places(api: ApiVersion<'_>, path: &str) -> Vec<Step> {
    let Some(item) = api.surface.items.get(path) else { return Vec::new() };
    if item.kind == ItemKind::Setting {
        return setting(api, item).into_iter().map(Step::from).collect();
    }
    let place = api.with_parents(path).find_map(|(_, item)| item.place.as_ref());
    let base = place.and_then(|place| match place {
        Place::Operation(place) => api.operation(place).cloned(),
        Place::Schema(at) => Some(at.clone()),
    });
    let Some(base) = base else { return Vec::new() };
    let required = base.join("required");
    match item.kind {
        ItemKind::Field => {
            let key = item.wire.get(&Aspect::Key);
            let property = key.and_then(|key| property(api, &base, key, MAX_DEPTH));
            let required = key.map(|key| Step { at: required, element: Some(key.clone()) });
            property.map(Step::from).into_iter().chain(required).chain([base.into()]).collect()
        }
        ItemKind::Setter => item.parent.as_deref().map(|field| places(api, field)).unwrap_or_default(),
        ItemKind::Constructor => vec![required.into(), base.into()],
        ItemKind::Parameter => {
            let own = parameter(api, &base, &item.origin);
            own.into_iter().chain([base]).map(Step::from).collect()
        }
        _ => vec![base.into()],
    }
}

/// How deep properties are looked for in `allOf`.
const MAX_DEPTH: usize = 4;

/// Finds a property of a schema, or of one that it inherits from.
fn property(api: ApiVersion<'_>, schema: &Pointer, key: &str, depth: usize) -> Option<Pointer> {
    let value = api.value(schema)?;
    let own = schema.join_all(["properties", key]);
    if api.value(&own).is_some() {
        return Some(own);
    }
    let depth = depth.checked_sub(1)?;
    if let Some(target) = reference(value) {
        return property(api, &target, key, depth);
    }
    let parts = value.get("allOf")?.as_array()?;
    let part = |index| property(api, &schema.join("allOf").join(index), key, depth);
    (0..parts.len()).find_map(part)
}

/// Finds a parameter of an operation, or its body.
fn parameter(api: ApiVersion<'_>, operation: &Pointer, name: &str) -> Option<Pointer> {
    if name == "body" {
        let body = operation.join("requestBody");
        return api.value(&body).is_some().then_some(body);
    }
    let lists = [Some(operation.clone()), operation.parent()];
    lists.into_iter().flatten().find_map(|holder| {
        let list = holder.join("parameters");
        let parameters = api.value(&list)?.as_array()?;
        let itself = |index: usize| {
            let at = list.join(index);
            reference(parameters.get(index)?).or(Some(at))
        };
        let is_named =
            |at: &Pointer| api.value(at).and_then(|value| value.get("name")?.as_str()) == Some(name);
        (0..parameters.len()).filter_map(itself).find(is_named)
    })
}

/// Returns where a setting of the client is: a security scheme, or the servers.
fn setting(api: ApiVersion<'_>, item: &Item) -> Option<Pointer> {
    let name = item.origin.trim_end_matches(" exchanged");
    let root = Pointer::root();
    let scheme = [
        root.join_all(["components", "securitySchemes", name]),
        root.join_all(["securityDefinitions", name]),
    ];
    let servers = ["servers", "host"].map(|key| root.join(key));
    let places = if item.origin == "client" { servers } else { scheme };
    places.into_iter().find(|at| api.value(at).is_some())
}

/// Adds the pointers that a value refers to.
pub(super) fn references(value: &Value, found: &mut Vec<Pointer>) {
    match value {
        Value::Object(members) => {
            found.extend(reference(value));
            members.values().for_each(|value| references(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

fn reference(value: &Value) -> Option<Pointer> {
    Pointer::from_fragment(value.get("$ref")?.as_str()?.strip_prefix('#')?)
}
