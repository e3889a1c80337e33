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

    NOT_OPENAPI = "TS301" Error "this is no OpenAPI document",
        hint "give an OpenAPI document: an object with `openapi: 3.x` or `swagger: \"2.0\"`",
        explain "A document says what it is under `openapi` or `swagger`. Without either nothing in it can be read as an API.";
    UNKNOWN_VERSION = "TS302" Warning "the version of OpenAPI is not known",
        hint "look at what was generated; versions after 3.2 may say things that this tool does not know",
        explain "The document is read as the newest version that is known. What is new in it is not seen.";
    MISSING_INFO = "TS303" Warning "the document does not say what it is called",
        hint "add it in an overlay",
        explain "`info` has a title and a version, which name the client and appear in its documentation. A neutral text stands in.";
    MISFIT_MENDED = "TS310" Warning "a value has the wrong type and one sensible reading",
        hint "correct it in an overlay if it is read wrongly",
        explain "A number or boolean written as text, one thing where a list of them is wanted and the like: the value is read as what it most likely means.";
    MISFIT_DROPPED = "TS311" Warning "a value has the wrong type",
        hint "correct it in an overlay",
        explain "The value, or the part of it that cannot be read, is left out as if it were not there.";
    INCOMPLETE = "TS312" Warning "something lacks what it cannot do without",
        hint "add it in an overlay",
        explain "A parameter without a name, a server without an address: it cannot be used, and is left out.";
    EMPTY_LIST = "TS313" Warning "a list must not be empty",
        hint "remove it in an overlay, or fill it",
        explain "An empty `allOf`, `anyOf` or `oneOf` taken by the letter allows nothing at all, which nobody means. It is left out.";
    NULL_ENTRY = "TS314" Warning "an entry of a list is null",
        hint "remove it in an overlay; a schema of null is `{type: \"null\"}`",
        explain "Often a dash in YAML with nothing after it. The entry is left out.";
    UNKNOWN_WORD = "TS315" Warning "a word is not one of those allowed here",
        hint "correct it in an overlay",
        explain "Words from a closed set, such as the style of a parameter, mean nothing outside it. The word is left out and the default applies.";
    KEY_SPELLING = "TS316" Warning "a key is spelled unusually",
        hint "correct it in an overlay if it is read wrongly",
        explain "Methods are lower case and statuses three digits; what is close to one is read as it.";
    OLD_SPELLING = "TS317" Warning "this is the spelling of Swagger 2.0",
        hint "correct it in an overlay if it is read wrongly",
        explain "A schema stands directly in a response or body, or the type of a parameter beside its name. It is moved to where 3.x has it.";
    TYPE_NAME = "TS320" Warning "a type has the name of another language",
        hint "correct it in an overlay if it is read wrongly",
        explain "JSON Schema has seven types. Names of other languages (`int`, `date`, `uuid`) are read as the type and format they mean.";
    UNKNOWN_TYPE = "TS321" Warning "a type is none",
        hint "say the type in an overlay",
        explain "The type is left out: the values may be of any, unless other keywords tell.";
    NOT_MODELLED = "TS322" Note "a keyword has no counterpart",
        hint "nothing need be done: the type is wider than the schema",
        explain "Conditions (`if`, `dependentRequired`, `contains` and the like) narrow what a schema allows in ways that no type of Rust shows. They are left out.";
    REFERENCE_SIBLING = "TS323" Note "something beside a reference is left out",
        hint "nothing need be done, unless the text beside the reference matters",
        explain "Only a schema keeps what stands beside its `$ref`; elsewhere the target alone counts, as 3.0 has it.";
    LOST_REFERENCE = "TS324" Warning "a reference leads out of the document",
        hint "put the target into the document, or beside it where it can be read",
        explain "The file could not be read or the name is not known. A schema may then be any value; anything else is left out.";
    REFERENCE_MENDED = "TS325" Warning "a reference is not a pointer, but has one sensible reading",
        hint "write `#/components/schemas/Name`",
        explain "A bare name of a schema, or a pointer without its first slash.";
    PATTERNS = "TS326" Note "patterns of property names are not checked",
        hint "nothing need be done",
        explain "`patternProperties` become the values of a map with any keys.";
    CONTRADICTION = "TS327" Warning "two keywords contradict each other",
        hint "correct one of them in an overlay",
        explain "No value could satisfy both. The more specific one is kept.";
    EXAMPLES = "TS328" Note "examples are not in the form of the specification",
        hint "nothing need be done: examples appear in documentation only",
        explain "`examples` names Example objects, each with a `value`. Lists and bare values are read as what they mean.";
    TOO_DEEP = "TS329" Warning "schemas lie too deep in each other",
        hint "name the inner schemas under `components` and refer to them",
        explain "Reading a schema takes stack for each level. Beyond a depth that no document by people has, it is read as any value.";
    UNKNOWN_STATUS = "TS330" Warning "a response is under no status code",
        hint "correct the key in an overlay",
        explain "Keys of `responses` are `default`, a code such as 404 or a range such as 4XX. The response is left out.";
    PAYLOAD = "TS331" Warning "a parameter does not say once what its values are",
        hint "give one of `schema` and `content` in an overlay",
        explain "A parameter has either a `schema` or a `content` with one entry. Of both `schema` is used, of several entries the first, and without either any value will do.";
    OPTIONAL_PATH = "TS332" Note "a path parameter is said to be optional",
        hint "nothing need be done; a path without it is another path",
        explain "A path cannot be filled in without all its parameters: they are required.";
    SERVER_VARIABLE = "TS333" Warning "a server variable has no default",
        hint "add it in an overlay",
        explain "The address cannot be filled in without a value. The first of `enum` is used, or nothing.";
    SECURITY_SCHEME = "TS334" Warning "a security scheme cannot be used",
        hint "correct it in an overlay, or set the header by hand",
        explain "Only API keys, HTTP schemes, OAuth 2 and OpenID Connect are known, and each must be complete.";
    COLLECTION_FORMAT = "TS340" Warning "a list format has no counterpart",
        hint "say in an overlay how the list is written",
        explain "3.0 has no style for `tsv`. The list is written with commas.";
    SEVERAL_BODIES = "TS341" Warning "an operation has several bodies",
        hint "remove all but one in an overlay",
        explain "Swagger 2.0 allows one `body` parameter, or form fields, and not both.";
}
