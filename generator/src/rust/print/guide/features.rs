//! The sections about the features of the crate, and the crates whose types are in its interface.

use super::Guide;
use super::page::Section;
use crate::rust::print::doc;
use crate::rust::print::package::{described_features, version_of};

impl Guide<'_> {
    /// A table of the features, and what a recording is for.
    pub(super) fn features(&self) -> Option<Section> {
        let mut table = "| feature | enables |\n|---|---|".to_owned();
        for (name, about) in described_features(self.package.features, self.package.uses) {
            table += &format!("\n| {} | {about} |", doc::code(&name));
        }
        table += "\n\nWith `record`, `.record(Recorder::to_file(\"calls.har\")?)` of the builder writes the exchanges of a client to an HTTP archive, \
                  without credentials. `truespec learn calls.har --document api.yaml` proposes corrections of the document where the \
                  server does otherwise.";
        Some(self.section("Features").text(&table))
    }

    /// The crates whose types callers name, which the root re-exports.
    pub(super) fn crates(&self) -> Option<Section> {
        let exported = self.package.exported.iter();
        let listed: Vec<String> =
            exported.map(|one| format!("`{}` {}", one.name, version_of(one.name))).collect();
        let about = format!(
            "The crate re-exports those whose types it takes and returns, so that callers need no version that fits: {}.\n\
             {} has what clients are built on: transports, clocks, hooks, token sources, request builders, pages, parameters, \
             errors.",
            listed.join(", "),
            self.link("runtime", "runtime"),
        );
        Some(self.section("Other crates").text(&about))
    }
}
