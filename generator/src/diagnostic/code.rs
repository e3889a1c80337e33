//! The catalogue of everything the tool can say: one constant a code, never reused for another meaning.
//! Families: 1xx reading, 2xx overlays, 3xx normalising, 4xx references, 5xx schemas, 6xx operations,
//! 7xx names, 8xx settings and output.

/// How bad it is: an error ends the run before anything is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is lost, but a person may want to know.
    Note,
    /// Something of the document was repaired, degraded or left out.
    Warning,
    /// The run cannot go on.
    Error,
}

impl Severity {
    /// As it is printed.
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A kind of problem.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The stable id: `TS` and three digits.
    pub id: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The kind in a few words.
    pub title: &'static str,
    /// What to do about it, where the place does not say more.
    pub hint: &'static str,
    /// A paragraph for `truespec explain`: what the tool does about it and why.
    pub explain: &'static str,
}

/// Declares the codes and the table of all of them.
macro_rules! codes {
    ($($name:ident = $id:literal $severity:ident $title:literal, hint $hint:literal, explain $explain:literal;)*) => {
        $(#[doc = $title] pub static $name: Code = Code {
            id: $id, severity: Severity::$severity, title: $title, hint: $hint, explain: $explain,
        };)*
        /// Every code, in order of id.
        pub static ALL: &[&Code] = &[$(&$name),*];
    };
}

codes! {
    SYNTAX = "TS101" Error "the text is neither JSON nor YAML",
        hint "mend the syntax at the place shown",
        explain "The file could not be read as a value at all, so nothing else about it can be said.";
    DUPLICATE_KEY = "TS102" Warning "a key is given twice",
        hint "remove one of the two; the last one is used",
        explain "JSON leaves the meaning of a repeated key open and YAML forbids it. The last value is kept, as most readers do, and the first is lost.";
    MULTIPLE_DOCUMENTS = "TS103" Warning "the file holds several YAML documents",
        hint "split the file, or remove what follows the second `---`",
        explain "A YAML file can hold several documents between `---` lines. An OpenAPI or overlay file is one document; the first is read and the others are not looked at.";
    NOT_FINITE = "TS104" Warning "a number that JSON cannot express",
        hint "write a finite number or leave the keyword out",
        explain "YAML knows `.nan` and `.inf`, JSON does not, and OpenAPI documents are JSON by their data model. The value is kept as text, so a keyword that needs a number will be reported again when the schema is read.";
    MERGE_KEY = "TS105" Warning "a merge key that merges nothing",
        hint "give `<<` a mapping or a list of mappings, or quote another key",
        explain "In YAML the key `<<` takes over the members of a mapping or of a list of mappings. With any other value there is nothing to take over, and it stays as an ordinary key.";
}
