//! The section about webhooks.

use super::page::Section;
use super::{Guide, Snippet};
use crate::rust::model::Webhooks;
use crate::rust::names::ident::written;

const FEATURE: &str = "webhooks";

impl Guide<'_> {
    /// A handler of the requests that the server sends, if the document describes any.
    pub(super) fn webhooks(&self) -> Option<Section> {
        let webhooks = Webhooks::new(self.context.tables)?;
        let first = webhooks.events.first().map_or(webhooks.open, |event| event.variant);
        let module = &self.context.tables.names.webhooks;
        let lines = [
            "let webhooks = Webhooks::new(\"the secret that the server signs with\");".to_owned(),
            "match webhooks.parse(headers, body)? {".to_owned(),
            format!("    Event::{}(event) => println!(\"{{event:?}}\"),", written(first)),
            "    // Other events, also those that the document does not have.".to_owned(),
            "    _ => {}".to_owned(),
            "}".to_owned(),
        ];
        let snippet = Snippet::new(self.medium).when(self.feature()).when(Some(FEATURE));
        let snippet =
            snippet.taking(format!("headers: &{}::http::HeaderMap, body: &[u8]", self.names.library));
        let snippet =
            snippet.using(format!("{}::{module}::{{Event, Webhooks}}", self.names.api)).lines_of(lines);
        let about = format!(
            "With the feature `webhooks`, the module {} verifies requests of the server, from their headers and the bytes of \
             their body, before it decodes their events.",
            self.link(module, &self.path(module)),
        );
        Some(self.section("Webhooks").text(&about).code(snippet))
    }
}
