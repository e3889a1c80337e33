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

    OVERLAY_SHAPE = "TS201" Error "the overlay is not valid",
        hint "see https://spec.openapis.org/overlay/latest.html",
        explain "The file does not have the form that the OpenAPI Overlay Specification gives for its version. Fields that are not known there are refused unless they begin with `x-`: a misspelt field would otherwise be a correction that silently never happens.";
    OVERLAY_PATH = "TS202" Error "a target that is not a JSONPath",
        hint "targets follow RFC 9535: `$.paths['/pets'].get`, `$..parameters[?@.name == 'id']`",
        explain "What an action changes, copies or guards is selected by a JSONPath query as RFC 9535 defines it. Older dialects differ, most often in filters and in names that need quotes.";
    OVERLAY_NO_MATCH = "TS203" Error "an action that matches nothing",
        hint "the vendor renamed, removed or fixed it: look again, then adapt the target or remove the action",
        explain "The Overlay Specification lets an action match nothing. Here every action corrects something known to be there; when it is gone, the document has changed under the correction and a person has to look.";
    OVERLAY_MISMATCH = "TS204" Error "an action that does not fit what it selects",
        hint "to replace a value by one of another kind, update the object that holds it",
        explain "An object takes an object, an array takes an array to concatenate or a value to append, and a primitive takes a primitive. The whole document cannot be removed.";
    OVERLAY_COPY = "TS205" Error "a copy that does not select one value",
        hint "let `copy` select exactly one value",
        explain "The `copy` of an action (Overlay 1.1) is a JSONPath that selects the one value to merge into the target. It is looked up in the document as the earlier actions left it.";
    OVERLAY_GROWTH = "TS206" Error "an action that makes the document too large",
        hint "select fewer places or add less",
        explain "Copies of copies grow without bound. An overlay may add five million values, and none deeper than 250 levels.";
    QUIRK_SHAPE = "TS207" Error "an `x-quirk` that is not complete",
        hint "give `x-quirk` an `id` and a `source`",
        explain "A correction carries its evidence: `id` is what people call it, `source` says where the truth is documented, `published` is the value at the target (or at the JSONPath `at`) when it was written, `status` and `note` are texts. Other keys are the author's own.";
    QUIRK_CHANGED = "TS208" Error "the published document changed under a quirk",
        hint "look whether the correction is still needed, then adapt `x-quirk.published` or remove the action",
        explain "`x-quirk.published` is what the vendor had published when the correction was written (null: nothing). The document as published, before any action, has something else there now, so the correction may be settled or wrong.";
    OVERLAY_PATH_QUOTES = "TS209" Note "a name in a target that needs quotes",
        hint "write names with dashes in brackets: `$.info['x-name']`",
        explain "After a dot RFC 9535 takes letters, digits and underscores only. Other readers of overlays may refuse `$.info.x-name`; here it is read as `$.info['x-name']`, which is the one thing it can mean.";

    REF_REMOTE = "TS401" Warning "a reference to the network",
        hint "download the file, put it beside the document and refer to it by its path",
        explain "References to `http:` and other addresses are never fetched: a build must not depend on the network, nor its output on what a server says today. What was referred to is read as `{}`, which allows anything.";
    REF_OUTSIDE = "TS402" Error "a reference to a file outside the folder",
        hint "move the file below the folder of the document",
        explain "References may lead to files in the folder of the document and below it only, links followed. A document that came from elsewhere must not be able to read other files.";
    REF_FILE = "TS403" Error "a reference to a file that cannot be read",
        hint "put the file there or correct the path; it is taken relative to the file that holds the reference",
        explain "A `$ref` names a file that is not there, or that is not text. Nothing is generated from half a document.";
    REF_TARGET = "TS404" Warning "a reference to what is not in the file",
        hint "correct the fragment after `#`: it is a JSON pointer",
        explain "The file is there, but has nothing at the JSON pointer after `#`. What was referred to is read as `{}`, which allows anything.";
    REF_CYCLE = "TS405" Warning "references that lead in a circle",
        hint "let one of them hold the value",
        explain "References that only lead to each other never reach a value, and what has no name of its own (a path item, an operation) cannot contain itself. The reference is read as `{}`.";
    REF_GROWTH = "TS406" Error "references that make the document too large",
        hint "give the shared parts names under `components` and refer to those",
        explain "What has no section under `components` is copied to each place that refers to it. Copies of copies grow without bound; a document may have a million values copied in, 32 levels deep.";
    REF_NAME = "TS407" Error "parts of other files that cannot be told apart by name",
        hint "rename one of the files or of the parts",
        explain "What other files define becomes a component, named after its last fragment token or its file; where names collide they are qualified by what holds them, up to the whole path. These two are the same even then, once characters that component names cannot have are replaced.";
    DANGLING = "TS411" Warning "a reference points at nothing",
        hint "mend the `$ref`, or add what it names",
        explain "The `$ref` names a place that the document does not have, or one that cannot be read as what is needed there. A schema becomes `serde_json::Value`; a parameter, body or response is left out.";
    REFERENCE_CYCLE = "TS412" Warning "references lead back to themselves",
        hint "give one of them a schema of its own",
        explain "A chain of `$ref`s never arrives at a schema. The type becomes `serde_json::Value`.";
    NOT_OPENAPI = "TS413" Warning "a part does not fit OpenAPI's grammar",
        hint "correct the part with an overlay action",
        explain "After normalising, this part still cannot be read as what its place calls for. A schema becomes `serde_json::Value`; an operation is left out.";

    ENUM_DUPLICATE = "TS501" Warning "an enumeration lists a value twice",
        hint "remove one of them",
        explain "The value is known once; nothing else changes.";
    REQUIRED_UNKNOWN = "TS502" Warning "`required` names an unknown property",
        hint "add the property or remove it from `required`",
        explain "A member that has no schema cannot be a field. Where additional properties are declared it is kept among them.";
    ALL_OF_CONTRADICTION = "TS503" Warning "`allOf` contradicts itself",
        hint "remove one of the types with an overlay action",
        explain "No value can be of two JSON types at once. The later branch counts, as it usually refines the earlier one.";
    ALL_OF_CYCLE = "TS504" Warning "a schema includes itself by `allOf`",
        hint "remove the reference that closes the circle",
        explain "Including a schema in itself adds nothing; the reference that closes the circle is passed over.";
    UNION_TOO_LARGE = "TS505" Warning "a union has too many combinations",
        hint "say with an overlay action which combinations there are",
        explain "Several unions that hold at once multiply out. Beyond a limit nobody could read the result, and the type becomes `serde_json::Value`.";

    PATH_PARAMETER_UNDECLARED = "TS601" Warning "a path names a parameter that is not declared",
        hint "declare it under `parameters` with `in: path`",
        explain "The value has to be sent for the path to be whole, so the method takes it as text.";
    PATH_PARAMETER_SURPLUS = "TS602" Warning "a path parameter is not in the path",
        hint "remove it, or name it in the path",
        explain "There is no place where its value could go, so it is left out.";
    PARAMETER_DUPLICATE = "TS603" Warning "a parameter is declared twice",
        hint "remove one of the two; the last one is used",
        explain "Name and location together identify a parameter.";
    RESERVED_HEADER = "TS604" Note "a header is not a parameter",
        hint "remove it: content types and credentials have their own places",
        explain "OpenAPI says that parameters called `Accept`, `Content-Type` and `Authorization` are ignored. The client sets these headers from the media types and the credentials.";
    SCHEME_UNKNOWN = "TS605" Warning "a security scheme is of an unknown kind",
        hint "one of apiKey, http, oauth2, openIdConnect, mutualTLS",
        explain "The client cannot send a credential for it; operations that need it can still be called with a header given by hand.";

    READ_FAILED = "TS801" Error "a file cannot be read",
        hint "look at the path and its permissions",
        explain "A document, an overlay or the settings could not be read at all.";
    SETTINGS = "TS802" Error "the settings are not valid",
        hint "see `specs/truespec.toml` in the project's README",
        explain "`truespec.toml` says which crate to emit from which documents. What it says here is not among what it can say.";
    STRICT = "TS803" Error "a warning in a strict workspace",
        hint "settle it with an overlay action, or set `strict = false`",
        explain "`strict = true` promises that nothing of the documents was repaired, degraded or left out without an overlay that says so. Each warning above breaks that promise.";
}
