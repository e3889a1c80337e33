//! What an API is, and its operations in outline.

use super::Guide;
use crate::rust::print::doc;

/// The longest description that is shown, in characters; the whole is in the documentation of the client.
const MAX_DESCRIPTION: usize = 300;

impl Guide<'_> {
    /// The description of the API, if it is short, and where its operations are.
    pub(super) fn intro(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let description = self.context.tables.api.doc.description.as_deref().unwrap_or_default();
        let paragraph = doc::one_line(description.trim().split("\n\n").next().unwrap_or_default());
        if paragraph.chars().count() <= MAX_DESCRIPTION {
            doc::own_paragraph(&mut lines, &doc::inline(&paragraph));
        }
        doc::own_paragraph(&mut lines, &self.groups());
        lines
    }

    /// Where the operations are. They are not listed: the page stays as it is when a group joins.
    fn groups(&self) -> String {
        if self.context.tables.names.groups.is_empty() {
            return String::new();
        }
        format!("A {} has a method for each group of operations.", self.link("Client", &self.path("Client")))
    }
}
