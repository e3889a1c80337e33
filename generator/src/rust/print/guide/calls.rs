//! Sections about calls: the first one, lists, bodies, uploads, downloads and streams.

use super::page::Section;
use super::{Guide, Medium};
use crate::rust::model::{Output, Purpose};
use crate::rust::print::doc;

impl Guide<'_> {
    /// A whole program with the first call.
    pub(super) fn first_call(&self) -> Option<Section> {
        let choice = self.choose(Purpose::First)?;
        let name = self.package.name;
        let manifest = format!(
            "```toml\n[dependencies]\n{name} = {{ path = \"path/to/this/crate\" }}\ntokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n```"
        );
        let program =
            self.with_client_type().when(choice.feature()).program().lines_of(self.environment_comment());
        let program = program.lines_of(self.built(&[])).lines_of(choice.shown());
        let program = choice.types().into_iter().fold(program, super::Snippet::using);
        let after = match self.medium {
            Medium::Rustdoc => format!(
                "A method returns a request builder. It has a setter for each optional parameter{}, and `.await` sends it. \
                 {} lists what else can be set for a call.",
                named(&choice.setters()),
                self.link("Client", &self.path("Client"))
            ),
            Medium::Readme => {
                "Another server, such as one for tests, is named by `.base_url(\"http://127.0.0.1:8080\")` of the builder. The \
                 documentation (`cargo doc --open`) shows lists, bodies, streams, proxies, certificates, other settings and tests."
                    .to_owned()
            }
        };
        Some(self.section("First call").text(&manifest).code(program).text(&after))
    }

    /// The sections about what only some operations do.
    pub(super) fn calls(&self) -> Vec<Option<Section>> {
        vec![self.bodies(), self.pages(), self.uploads(), self.downloads(), self.streams()]
    }

    fn bodies(&self) -> Option<Section> {
        let choice = self.choose(Purpose::Body)?;
        let about = format!(
            "The constructor of a type takes what is required, its setters the rest{}. A body is taken by value or by \
             reference, and a setter takes a value or an `Option` of it.",
            named(&choice.body_setters())
        );
        Some(self.section("Request bodies").text(&about).code(self.calling(&choice, choice.shown())))
    }

    fn pages(&self) -> Option<Section> {
        let choice = self.choose(Purpose::Pages)?;
        let mut lines = choice.statement("let mut items = ", ".items();");
        lines.extend(choice.each("items"));
        let about = "`items()` asks for the next page when it needs it, and for none after the last. `.all()` collects the rest, \
                     `.limit(…)` bounds it, and `pages()` returns whole pages.";
        Some(self.section("Lists").code(self.calling(&choice, lines)).text(about))
    }

    fn uploads(&self) -> Option<Section> {
        let choice = self.choose(Purpose::Upload)?;
        let about = format!(
            "{} is a file, bytes, or a stream; files are sent as they are read.",
            self.link("Upload", "Upload")
        );
        Some(self.section("Uploads").text(&about).code(self.calling(&choice, choice.shown())))
    }

    fn downloads(&self) -> Option<Section> {
        let choice = self.choose(Purpose::Download)?;
        let mut lines = choice.statement("let download = ", ".stream().await?;");
        lines.push("download.save(\"file\").await?;".to_owned());
        let about = "`.await` returns the bytes; `.stream()` reads them in pieces, so that memory does not grow with them.";
        Some(self.section("Downloads").text(about).code(self.calling(&choice, lines)))
    }

    fn streams(&self) -> Option<Section> {
        let choice = self.choose(Purpose::Stream)?;
        let Output::Stream(streamed, _) = &choice.operation.output else { return None };
        let about = format!("Items of {} arrive as the server sends them.", doc::code(&streamed.media_type));
        Some(self.section("Streams").text(&about).code(self.calling(&choice, choice.shown())))
    }

    /// Statements with a client at hand, and the imports of a call among them.
    pub(super) fn calling(&self, choice: &super::Choice<'_>, lines: Vec<String>) -> super::Snippet {
        let snippet = self.with_client().when(choice.feature());
        choice.types().into_iter().fold(snippet, super::Snippet::using).lines_of(lines)
    }
}

/// The most setters that are named.
const MAX_SETTERS: usize = 3;

/// Names setters in parentheses; empty if there are none.
fn named(setters: &[String]) -> String {
    let shown = setters.iter().take(MAX_SETTERS).map(|name| doc::code(&format!(".{name}(…)")));
    let mut shown: Vec<String> = shown.collect();
    if setters.len() > MAX_SETTERS {
        shown.push("…".to_owned());
    }
    if shown.is_empty() { String::new() } else { format!(" (here {})", shown.join(", ")) }
}
