//! Webhooks: nothing to call, but what they bring has types.

use openapiv3::Operation;
use serde::Deserialize;
use serde_json::Value;

use crate::ir::Step;
use crate::lower::Lowering;
use crate::lower::schema::facets::component;
use crate::pointer::Pointer;
use crate::resolve::members;

/// The operationIds of webhooks, which are unique among all of the document's.
pub(in crate::lower) fn ids(document: &Value) -> impl Iterator<Item = (&str, Pointer)> {
    let at = Pointer::root().join("x-truespec-webhooks");
    members(document.get("x-truespec-webhooks")).flat_map(move |(name, item)| {
        let at = at.join(name);
        members(Some(item)).filter_map(move |(method, operation)| {
            Some((operation.get("operationId")?.as_str()?, at.join(method)))
        })
    })
}

impl Lowering<'_> {
    /// Lowers the bodies of webhooks, so that their types are there to decode with.
    pub(in crate::lower) fn webhooks(&mut self) {
        let at = Pointer::root().join("x-truespec-webhooks");
        let resolved = self.resolved;
        for (name, item) in members(resolved.document.get("x-truespec-webhooks")) {
            for (method, operation) in members(Some(item)) {
                self.webhook(name, &at.join(name).join(method), operation);
            }
        }
    }

    fn webhook(&mut self, name: &str, at: &Pointer, operation: &Value) {
        let Ok(operation) = Operation::deserialize(operation) else { return };
        let Some(body) = &operation.request_body else { return };
        let Some((at, body)) = self.resolved.request_body(&at.join("requestBody"), body) else { return };
        for (media, content) in &body.content {
            if let Some(schema) = &content.schema {
                let naming = component(&format!("{name} webhook")).step(Step::Body);
                self.schema(&at.join("content").join(media).join("schema"), schema, &naming);
            }
        }
    }
}
