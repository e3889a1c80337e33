//! The section about tests with the mock server.

use super::page::Section;
use super::{Guide, Snippet};
use crate::rust::model::Purpose;

const FEATURE: &str = "mock";

impl Guide<'_> {
    /// A test of code that calls the API, if the crate has mock servers.
    pub(super) fn mock(&self) -> Option<Section> {
        let choice = self.choose(Purpose::First).filter(|_| self.package.uses.mock)?;
        let mut lines = vec![
            "let server = Server::start()?;".to_owned(),
            format!("server.expect().{}.reply_empty(404);", choice.path()),
            String::new(),
            "let client = server.client()?;".to_owned(),
        ];
        lines.extend(choice.statement("let error = ", ".await.unwrap_err();"));
        lines.extend(["assert_eq!(error.status(), Some(404));", "server.verify()?;"].map(str::to_owned));
        // A sample value need not satisfy the constraints of the document, which may be checked before it is sent.
        let snippet =
            Snippet::new(self.medium).when(self.feature()).when(choice.feature()).when(Some(FEATURE));
        let snippet = snippet.test(!choice.has_values());
        let snippet =
            snippet.using(format!("{}::{}::Server", self.names.api, self.context.tables.names.mock));
        let snippet = choice.types().into_iter().fold(snippet, Snippet::using).lines_of(lines);
        let about = "With the feature `mock`, a server on this machine answers the calls that a test expects, and fails it for \
                     others. It compares requests and replies with the document; `.reply(…)`, `.reply_json(…)` and \
                     `.reply_error(…)` answer with documented values.";
        Some(self.section("Tests").text(about).code(snippet))
    }
}
