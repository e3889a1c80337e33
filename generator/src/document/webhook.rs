//! Webhooks: requests that the server sends, in `webhooks` and in the `callbacks` of operations.

use std::collections::BTreeSet;

use serde_json::Value;

use super::operation::Operation;
use super::reference::read_valid;
use super::value::{members, text};
use super::vocabulary;
use crate::base::pointer::Pointer;
use crate::openapi::method::is_method;
use crate::openapi::normal;

/// An operation of `webhooks` or of a callback.
#[derive(Debug)]
pub struct Webhook {
    /// The key in `webhooks` or `callbacks`.
    pub name: String,
    /// The operation that has it as a callback, by its id or its method and path.
    pub callback_of: Option<String>,
    /// Pointer to the operation in the normalised document.
    pub pointer: Pointer,
    /// `operationId`, also of an operation that is not valid OpenAPI.
    pub id: Option<String>,
    /// The operation itself; `None` if it is not valid OpenAPI.
    pub operation: Option<Operation>,
    /// `x-truespec-webhook` of the operation or its path item, with its pointer, as JSON.
    pub signature: Option<(Pointer, Value)>,
}

/// `x-truespec-webhook` of the whole document, with its pointer.
pub(super) fn signature(document: &Value) -> Option<(Pointer, Value)> {
    extension(document, &Pointer::root())
}

fn extension(holder: &Value, at: &Pointer) -> Option<(Pointer, Value)> {
    Some((at.join(vocabulary::WEBHOOK), holder.get(vocabulary::WEBHOOK)?.clone()))
}

/// Every operation of every webhook, then of every callback, in order.
pub(super) fn webhooks(document: &Value) -> Vec<Webhook> {
    let at = Pointer::root().join(normal::WEBHOOKS);
    let items = members(document.get(normal::WEBHOOKS));
    let own = items.flat_map(|(name, item)| of_item(document, (name, None), &at.join(name), item));
    own.chain(callbacks(document)).collect()
}

/// The operations of a path item, which may be a reference.
fn of_item(
    document: &Value,
    (name, callback_of): (&str, Option<&str>),
    at: &Pointer,
    item: &Value,
) -> Vec<Webhook> {
    let (at, item) = target(document, at.clone(), item);
    let shared = extension(item, &at);
    let operations = members(Some(item)).filter(|(method, _)| is_method(method));
    let webhook = |(method, operation): (&String, &Value)| {
        let pointer = at.join(method);
        Webhook {
            name: name.to_owned(),
            callback_of: callback_of.map(str::to_owned),
            signature: extension(operation, &pointer).or_else(|| shared.clone()),
            pointer,
            id: text(operation.get("operationId")),
            operation: read_valid(operation),
        }
    };
    operations.map(webhook).collect()
}

/// The operations of the callbacks of every operation in `paths`.
fn callbacks(document: &Value) -> Vec<Webhook> {
    let at = Pointer::root().join("paths");
    let operations = members(document.get("paths")).flat_map(|(path, item)| {
        let operations = members(Some(item)).filter(|(method, _)| is_method(method));
        operations.map(move |(method, operation)| (path, method, operation))
    });
    let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
    for (path, method, operation) in operations {
        let of = text(operation.get("operationId")).unwrap_or_else(|| format!("{method} {path}"));
        let at = at.join(path).join(method).join(normal::CALLBACKS);
        for (name, callback) in members(operation.get(normal::CALLBACKS)) {
            let callback = target(document, at.join(name), callback);
            for (at, item) in new_items(document, callback, &mut seen) {
                found.extend(of_item(document, (name, Some(&of)), &at, item));
            }
        }
    }
    found
}

/// The path items of a callback that were not found before. Operations may share a callback, which is the same requests
/// for all of them.
fn new_items<'v>(
    document: &'v Value,
    (at, callback): (Pointer, &'v Value),
    seen: &mut BTreeSet<Pointer>,
) -> Vec<(Pointer, &'v Value)> {
    if !seen.insert(at.clone()) {
        return Vec::new();
    }
    let items = members(Some(callback)).filter(|(key, _)| !key.starts_with("x-"));
    let targets = items.map(|(key, item)| target(document, at.join(key), item));
    targets.filter(|(at, _)| seen.insert(at.clone())).collect()
}

/// The most references that are followed one after the other.
const MAX_REFERENCES: usize = 16;

/// An object, or what its `$ref` leads to, with its pointer.
fn target<'v>(document: &'v Value, mut at: Pointer, mut value: &'v Value) -> (Pointer, &'v Value) {
    for _ in 0..MAX_REFERENCES {
        let reference = value.get("$ref").and_then(Value::as_str).and_then(|text| text.strip_prefix('#'));
        let Some(pointer) = reference.and_then(Pointer::from_fragment) else { break };
        let Some(found) = document.pointer(pointer.as_str()) else { break };
        (at, value) = (pointer, found);
    }
    (at, value)
}
