//! What an API is, and its operations in outline.

use super::{Guide, Medium};
use crate::rust::names::ident::written;
use crate::rust::print::doc;

/// The most groups that are listed.
const MAX_GROUPS: usize = 12;

/// The longest description that is shown, in characters; the whole is in the documentation of the client.
const MAX_DESCRIPTION: usize = 300;

impl Guide<'_> {
    /// The description of the API, if it is short, and its groups of operations.
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

    /// The groups of operations, with links to their pages.
    fn groups(&self) -> String {
        let groups = &self.context.tables.names.groups;
        let listed = groups.iter().take(MAX_GROUPS).map(|group| {
            let module = written(&group.module);
            match self.medium {
                Medium::Rustdoc => format!("[`{module}`](self::{module}::{})", group.handle),
                Medium::Readme => format!("`{module}`"),
            }
        });
        let listed: Vec<String> = listed.collect();
        let more = groups.len().saturating_sub(MAX_GROUPS);
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        match groups.len() {
            0 => String::new(),
            _ => format!(
                "A {} has a method for each group of operations: {}{more}.",
                self.link("Client", &self.path("Client")),
                listed.join(", ")
            ),
        }
    }
}
