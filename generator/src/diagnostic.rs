//! Diagnostics of the input: each has a stable code, a location and a hint. They are collected during a run and
//! rendered at its end.

#[doc(hidden)]
pub mod budget;
pub mod code;
#[doc(hidden)]
pub mod locate;
#[doc(hidden)]
pub mod near;
pub(crate) mod order;
#[doc(hidden)]
pub mod provenance;
pub mod render;
#[doc(hidden)]
pub mod repeated;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::base::pointer::Pointer;
pub use code::{Code, Severity};

/// A text that was read: its index in [`Files`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub usize);

/// Every text that was read in a run, so that diagnostics can show source lines.
#[derive(Debug, Default, Clone)]
pub struct Files {
    read: Vec<File>,
    stand_ins: BTreeMap<PathBuf, StandIn>,
}

/// A text that is read in place of a file: what was fetched, or comes from standard input.
#[derive(Debug, Clone)]
pub struct StandIn {
    /// The text and the name that diagnostics show for it.
    pub file: File,
    /// True if there is no folder around it, so that its references lead to no file.
    pub is_alone: bool,
}

/// The name of what comes from standard input.
pub const STANDARD_INPUT: &str = "<stdin>";

/// A text and the name that diagnostics show for it.
#[derive(Debug, Default, Clone)]
pub struct File {
    /// The path as given or, in a workspace, relative to it; always with `/`.
    pub name: String,
    /// The whole text.
    pub text: String,
}

impl Files {
    /// Adds a text.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        self.read.push(File { name: name.into(), text: text.into() });
        FileId(self.read.len() - 1)
    }

    /// Gives another name to the texts of a name: what stood in for a file is now that file.
    pub fn rename(&mut self, from: &str, to: &str) {
        self.read.iter_mut().filter(|file| file.name == from).for_each(|file| to.clone_into(&mut file.name));
    }

    /// Lets a text stand in for the file at a path, which is then not read.
    pub fn stand_in(&mut self, path: impl Into<PathBuf>, text: StandIn) {
        self.stand_ins.insert(path.into(), text);
    }

    /// Returns the text that stands in for the file at a path.
    pub fn stand_in_for(&self, path: &Path) -> Option<&StandIn> {
        self.stand_ins.get(path)
    }

    /// Returns the same texts with `folder/` in front of their names.
    #[must_use]
    pub fn below(&self, folder: &str) -> Self {
        let join = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        let file = |file: &File| File { name: join(&file.name), text: file.text.clone() };
        Self { read: self.read.iter().map(file).collect(), stand_ins: self.stand_ins.clone() }
    }

    /// Returns every text, in the order in which they were read.
    pub fn iter(&self) -> impl Iterator<Item = &File> {
        self.read.iter()
    }

    /// Returns the last text with the name of another.
    pub(crate) fn last_of_the_name(&self, id: FileId) -> FileId {
        let name = self.get(id).map(|file| &file.name);
        self.read.iter().rposition(|file| Some(&file.name) == name).map_or(id, FileId)
    }

    /// Returns the text of an id that [`Files::add`] returned.
    pub fn get(&self, id: FileId) -> Option<&File> {
        self.read.get(id.0)
    }
}

/// The location of a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Location {
    /// A value in a text as it was read.
    Source(FileId, Pointer),
    /// A position within a string value: the whole string, and the byte offset in it.
    Within(FileId, Pointer, String, usize),
    /// A line and column (both from 1) of a text that could not be parsed.
    Text(FileId, usize, usize),
    /// A value in the normalised document; the provenance turns it into [`Location::Source`] before it is shown.
    Normalised(Pointer),
    /// No location: the run as a whole (a missing file, a setting).
    Nowhere,
}

/// One error, warning or note about the input.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The code, from the catalogue.
    pub code: &'static Code,
    /// The location.
    pub location: Location,
    /// One line that says what is wrong here and names the parts involved.
    pub message: String,
    /// What to do about it; if `None`, the hint of the code applies.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// Returns the hint, or that of the code.
    pub fn hint(&self) -> &str {
        self.hint.as_deref().unwrap_or(self.code.hint)
    }
}

/// The steps of its budget that a pass used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Steps {
    /// The pass.
    pub pass: &'static str,
    /// The steps used; one more than `most` if the limit was exceeded.
    pub used: u64,
    /// The limit.
    pub most: u64,
}

/// All diagnostics of a run.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The diagnostics, in the order in which they were found.
    pub diagnostics: Vec<Diagnostic>,
    /// The steps of the passes with a budget, in the order in which they ended.
    pub steps: Vec<Steps>,
}

impl Report {
    /// Adds a diagnostic with the hint of its code.
    pub fn add(&mut self, code: &'static Code, location: Location, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic { code, location, message: message.into(), hint: None });
    }

    /// Adds a diagnostic with a hint of its own.
    pub fn add_with_hint(
        &mut self,
        code: &'static Code,
        location: Location,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        let (message, hint) = (message.into(), Some(hint.into()));
        self.diagnostics.push(Diagnostic { code, location, message, hint });
    }

    /// Returns true if any diagnostic is an error.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|d| d.code.severity == Severity::Error)
    }

    /// Returns the number of errors.
    pub fn error_count(&self) -> usize {
        self.diagnostics.iter().filter(|d| d.code.severity == Severity::Error).count()
    }

    /// Returns true if the last `near::MAX_HINTED` diagnostics all have this code. Further ones get no hint that requires a
    /// search.
    pub fn is_repeated(&self, code: &'static Code) -> bool {
        let last = self.diagnostics.iter().rev().take(near::MAX_HINTED);
        last.filter(|diagnostic| diagnostic.code == code).count() == near::MAX_HINTED
    }

    /// Moves the contents of another report to the end of this one.
    pub fn extend(&mut self, other: Report) {
        self.diagnostics.extend(other.diagnostics);
        self.steps.extend(other.steps);
    }

    /// Adds the steps that a pass used.
    pub fn add_steps(&mut self, steps: Steps) {
        self.steps.push(steps);
    }
}
