//! Webhooks: what a server calls.

use serde_json::Value;

use super::operation::Operation;
use super::reference::fitting;
use super::value::{members, text};
use crate::base::pointer::Pointer;
use crate::openapi::normal;

/// An operation of `webhooks`.
#[derive(Debug)]
pub struct Webhook {
    /// The key in `webhooks`.
    pub name: String,
    /// Where the operation stands.
    pub pointer: Pointer,
    /// `operationId`, also that of an operation that does not fit OpenAPI.
    pub id: Option<String>,
    /// The operation itself; `None` if it does not fit OpenAPI.
    pub operation: Option<Operation>,
}

/// Every operation of every webhook, in order.
pub(super) fn webhooks(document: &Value) -> Vec<Webhook> {
    let at = Pointer::root().join(normal::WEBHOOKS);
    let webhooks = members(document.get(normal::WEBHOOKS)).flat_map(|(name, item)| {
        let at = at.join(name);
        members(Some(item)).map(move |(method, operation)| Webhook {
            name: name.clone(),
            pointer: at.join(method),
            id: text(operation.get("operationId")),
            operation: fitting(operation),
        })
    });
    webhooks.collect()
}
