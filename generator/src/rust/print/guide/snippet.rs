//! Examples of front pages. `cargo test --doc` compiles all of them.

use super::medium::Medium;

/// An example: imports and statements, in a program or function that is hidden where it says nothing.
#[derive(Debug, Clone)]
pub(super) struct Snippet {
    medium: Medium,
    features: Vec<String>,
    uses: Vec<String>,
    frame: Frame,
    statements: Vec<String>,
}

/// What is around the statements.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Frame {
    /// An asynchronous function with these parameters.
    Function(String),
    /// A whole program, which is shown.
    Program,
    /// A program that a test of the documentation runs.
    Test,
}

const RESULT: &str = "Result<(), Box<dyn std::error::Error>>";

impl Snippet {
    pub(super) fn new(medium: Medium) -> Self {
        let frame = Frame::Function(String::new());
        Self { medium, features: Vec::new(), uses: Vec::new(), frame, statements: Vec::new() }
    }

    /// Needs a feature of the crate.
    #[must_use]
    pub(super) fn when(mut self, feature: Option<&str>) -> Self {
        self.features.extend(feature.map(str::to_owned));
        self
    }

    /// Imports an item.
    #[must_use]
    pub(super) fn using(mut self, path: String) -> Self {
        self.uses.push(path);
        self
    }

    /// Is in a function with these parameters.
    #[must_use]
    pub(super) fn taking(mut self, parameters: String) -> Self {
        self.frame = Frame::Function(parameters);
        self
    }

    /// Is a whole program.
    #[must_use]
    pub(super) fn program(mut self) -> Self {
        self.frame = Frame::Program;
        self
    }

    /// Is run, and not only compiled, if `runs`.
    #[must_use]
    pub(super) fn test(mut self, runs: bool) -> Self {
        self.frame = if runs { Frame::Test } else { Frame::Function(String::new()) };
        self
    }

    /// Adds statements.
    #[must_use]
    pub(super) fn lines_of(mut self, statements: impl IntoIterator<Item = String>) -> Self {
        self.statements.extend(statements);
        self
    }

    /// Its lines with their fences.
    pub(super) fn lines(&self) -> Vec<String> {
        let fence = match (self.medium, &self.frame) {
            (Medium::Readme, _) => "```rust,no_run",
            (Medium::Rustdoc, Frame::Test) => "```rust",
            (Medium::Rustdoc, _) => "```no_run",
        };
        let body = match self.frame {
            Frame::Program => self.shown(),
            _ if self.medium == Medium::Readme => self.shown(),
            _ => self.framed(),
        };
        [fence.to_owned()].into_iter().chain(body).chain(["```".to_owned()]).collect()
    }

    /// The imports, sorted, and a blank line.
    fn imports(&self) -> Vec<String> {
        let mut uses: Vec<String> = self.uses.iter().map(|path| format!("use {path};")).collect();
        uses.sort_unstable();
        uses.dedup();
        if uses.is_empty() { uses } else { uses.into_iter().chain([String::new()]).collect() }
    }

    /// The statements with a hidden frame.
    fn framed(&self) -> Vec<String> {
        let condition = self.condition();
        let mut lines: Vec<String> = condition.iter().map(|is| format!("# #[cfg({is})]")).collect();
        match &self.frame {
            Frame::Function(parameters) => {
                lines.push(format!("# async fn example({parameters}) -> {RESULT} {{"));
            }
            _ => lines.extend([TOKIO_MAIN.to_owned(), format!("# async fn main() -> {RESULT} {{")]),
        }
        lines.extend(self.imports());
        lines.extend(self.statements.iter().cloned());
        lines.extend(["# Ok(())", "# }"].map(str::to_owned));
        if self.frame == Frame::Test {
            lines.extend(no_main(condition));
        }
        lines
    }

    /// The whole of it. In documentation the conditions are hidden.
    fn shown(&self) -> Vec<String> {
        let condition = self.condition().filter(|_| self.medium == Medium::Rustdoc);
        let gate: Vec<String> = condition.iter().map(|is| format!("# #[cfg({is})]")).collect();
        let mut lines: Vec<String> = Vec::new();
        for line in self.imports() {
            lines.extend(gate.iter().filter(|_| !line.is_empty()).cloned());
            lines.push(line);
        }
        lines.extend(gate);
        match &self.frame {
            Frame::Function(parameters) => {
                lines.push(format!("async fn example({parameters}) -> {RESULT} {{"))
            }
            _ => lines.extend(["#[tokio::main]".to_owned(), format!("async fn main() -> {RESULT} {{")]),
        }
        let indented = self.statements.iter().map(|line| format!("    {line}").trim_end().to_owned());
        lines.extend(indented);
        lines.extend(["    Ok(())", "}"].map(str::to_owned));
        lines.extend(no_main(condition));
        lines
    }

    /// The condition of its features; `None` if it needs none.
    fn condition(&self) -> Option<String> {
        let features: Vec<String> = self.features.iter().map(|name| format!("feature = {name:?}")).collect();
        match features.as_slice() {
            [] => None,
            [one] => Some(one.clone()),
            several => Some(format!("all({})", several.join(", "))),
        }
    }
}

const TOKIO_MAIN: &str = "# #[tokio::main(flavor = \"current_thread\")]";

/// The program in place of one whose features are off.
fn no_main(condition: Option<String>) -> Vec<String> {
    condition.map(|is| vec![format!("# #[cfg(not({is}))]"), "# fn main() {}".to_owned()]).unwrap_or_default()
}
