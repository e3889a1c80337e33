//! What the tool says about its input: each problem with a stable code, a place and a hint, collected
//! many per run and rendered at the end.

#[doc(hidden)]
pub mod budget;
pub mod code;
#[doc(hidden)]
pub mod locate;
#[doc(hidden)]
pub mod near;
#[doc(hidden)]
pub mod provenance;
pub mod render;

use crate::base::pointer::Pointer;
pub use code::{Code, Severity};

/// A text that was read: its index in [`Files`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub usize);

/// Every text that was read in a run, so that a diagnostic can show its line.
#[derive(Debug, Default, Clone)]
pub struct Files(Vec<File>);

/// A text and the name a person knows it by.
#[derive(Debug, Clone)]
pub struct File {
    /// As the person wrote it or, in a workspace, relative to it; always with `/`.
    pub name: String,
    /// The whole text.
    pub text: String,
}

impl Files {
    /// Keeps a text.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        self.0.push(File { name: name.into(), text: text.into() });
        FileId(self.0.len() - 1)
    }

    /// The same texts, known by their paths from a folder further out.
    #[must_use]
    pub fn below(&self, folder: &str) -> Self {
        let join = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        let file = |file: &File| File { name: join(&file.name), text: file.text.clone() };
        Self(self.0.iter().map(file).collect())
    }

    /// Every text, in the order in which they were read.
    pub fn iter(&self) -> impl Iterator<Item = &File> {
        self.0.iter()
    }

    /// The text of an id that [`Files::add`] gave.
    pub fn get(&self, id: FileId) -> Option<&File> {
        self.0.get(id.0)
    }
}

/// Where a problem is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Location {
    /// A place in a text as it was read.
    Source(FileId, Pointer),
    /// Within the text at a place: the whole of it, and the bytes before what is meant.
    Within(FileId, Pointer, String, usize),
    /// A line and column (both from 1) of a text that could not be read as a value.
    Text(FileId, usize, usize),
    /// A place in the normalised document; the provenance turns it into [`Location::Source`] before it is shown.
    Normalised(Pointer),
    /// The run as a whole (a missing file, a setting).
    Nowhere,
}

/// One problem of the input.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// What kind of problem, from the catalogue.
    pub code: &'static Code,
    /// Where it is.
    pub place: Location,
    /// One line: what is wrong here, naming the things involved.
    pub message: String,
    /// What to do about this one; the code's own hint if none.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// What to do about it.
    pub fn hint(&self) -> &str {
        self.hint.as_deref().unwrap_or(self.code.hint)
    }
}

/// How many steps of its budget a pass used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Steps {
    /// The pass.
    pub pass: &'static str,
    /// The steps that were used; one more than `most` if they did not suffice.
    pub used: u64,
    /// The steps that it had.
    pub most: u64,
}

/// All problems of a run.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// In the order they were found.
    pub diagnostics: Vec<Diagnostic>,
    /// What the passes with a budget used, in the order in which they ended.
    pub steps: Vec<Steps>,
}

impl Report {
    /// Notes a problem with its code's own hint.
    pub fn add(&mut self, code: &'static Code, place: Location, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic { code, place, message: message.into(), hint: None });
    }

    /// Notes a problem with a hint made for it.
    pub fn add_with_hint(
        &mut self,
        code: &'static Code,
        place: Location,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        let (message, hint) = (message.into(), Some(hint.into()));
        self.diagnostics.push(Diagnostic { code, place, message, hint });
    }

    /// Whether any problem is an error.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|d| d.code.severity == Severity::Error)
    }

    /// How many problems are errors.
    pub fn error_count(&self) -> usize {
        self.diagnostics.iter().filter(|d| d.code.severity == Severity::Error).count()
    }

    /// Whether the last problems are all of one kind: none of them has a hint of its own any more that takes a search.
    pub fn is_repeated(&self, code: &'static Code) -> bool {
        let last = self.diagnostics.iter().rev().take(near::HINTED);
        last.filter(|diagnostic| diagnostic.code == code).count() == near::HINTED
    }

    /// Takes over another report's problems.
    pub fn extend(&mut self, other: Report) {
        self.diagnostics.extend(other.diagnostics);
        self.steps.extend(other.steps);
    }

    /// Adds the steps that a pass used.
    pub fn add_steps(&mut self, steps: Steps) {
        self.steps.push(steps);
    }
}
