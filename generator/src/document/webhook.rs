//! Webhooks: requests that the server sends.

use serde_json::Value;

use super::operation::Operation;
use super::reference::read_valid;
use super::value::{members, text};
use crate::base::pointer::Pointer;
use crate::openapi::normal;

/// An operation of `webhooks`.
#[derive(Debug)]
pub struct Webhook {
    /// The key in `webhooks`.
    pub name: String,
    /// Pointer to the operation in the normalised document.
    pub pointer: Pointer,
    /// `operationId`, also of an operation that is not valid OpenAPI.
    pub id: Option<String>,
    /// The operation itself; `None` if it is not valid OpenAPI.
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
            operation: read_valid(operation),
        })
    });
    webhooks.collect()
}
