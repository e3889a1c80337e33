//! Webhooks: they have no methods, but their bodies have types.

use crate::document::Webhook;
use crate::ir::TypeStep;
use crate::lower::Lowering;
use crate::lower::schema::facets::component_naming;

impl Lowering<'_> {
    /// Lowers the bodies of webhooks to types for decoding.
    pub(in crate::lower) fn lower_webhooks(&mut self) {
        let document = self.document;
        document.webhooks.iter().for_each(|webhook| self.lower_webhook(webhook));
    }

    fn lower_webhook(&mut self, webhook: &Webhook) {
        let Some(body) = webhook.operation.as_ref().and_then(|operation| operation.request_body.as_ref())
        else {
            return;
        };
        let at = webhook.pointer.join("requestBody");
        let Some((at, body)) = self.document.request_body(&at, body) else { return };
        for (media, content) in &body.content {
            if let Some(schema) = &content.schema {
                let naming = component_naming(&format!("{} webhook", webhook.name)).step(TypeStep::Body);
                self.lower_schema(&at.join("content").join(media).join("schema"), schema, &naming);
            }
        }
    }
}
