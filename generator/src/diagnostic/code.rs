//! The catalogue of everything the tool can say: one constant a code, never reused for another meaning.
//! Families: 1xx reading, 2xx overlays, 3xx normalising, 4xx references, 5xx schemas, 6xx operations,
//! 7xx the life of a document (import, lint, learn, init), 8xx settings and output.

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
    TOO_LARGE = "TS106" Error "the text is too large or too deep as a value",
        hint "write out less: nest less deep, use fewer aliases and shorter names",
        explain "A value may be nested 120 levels deep; YAML aliases may make it weigh 16 times as much as its text, besides 8 MiB, where a value weighs its text and 64 to 128 bytes; and the JSON pointers to all its values may together be 16 times as long as the text, besides 8 MiB. The fences of a page that is imported, and the paths of a recording that are compared with the document's, have limits that the message names. No document by people reaches any of these.";

    READ_KIND = "TS110" Error "not a file",
        hint "name a regular file; only a document given on the command line may be a pipe, as `<(…)` or `/dev/stdin`",
        explain "A folder, a named pipe, a socket or a device stands where a file is to be read. It is not opened: reading it could wait for ever or have an effect. A pipe that the process was started with is read, up to the same limit as files.";
    READ_LARGE = "TS111" Error "a file is too large",
        hint "split the document into files, or remove what no client needs; the limit is 256 MiB a file",
        explain "A file is read as a whole, so its size is limited: 256 MiB, several times what the largest public documents have. The size is looked at before the file is read.";
    READ_OUTSIDE = "TS112" Error "a file outside the folder that it must stay in",
        hint "copy the file into `specs/`; a link has to lead to a file in there, too",
        explain "What `truespec.toml` names has to lie in `specs/`, links followed, so that a workspace that someone else wrote reads nothing else of the machine. What lies outside is not looked at: the diagnostic is the same whether it exists or not. Files that are named on the command line may lie anywhere.";

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
        explain "Copies of copies grow without bound. The actions of an overlay may together select and add 100,000 values, and 16 more for each value of the document and of the overlay; 64 bytes of text count as a value. Once that is reached, the actions after it are not carried out. No value may lie deeper than 250 levels.";
    QUIRK_SHAPE = "TS207" Error "an `x-quirk` that is not valid",
        hint "give `x-quirk` an `id` and a `source`",
        explain "A correction carries its evidence: `id` is what people call it, `source` says where the truth is documented, `published` is the value at the target when it was written (null: nothing), `at` is a JSONPath at or below the target where that value stands instead, `status` and `note` are texts. Only a correction with `published` is guarded: the build fails when the value changes. Other keys are the author's own, unless they look like one of these misspelt.";
    QUIRK_CHANGED = "TS208" Error "the published document changed under a quirk",
        hint "look whether the correction is still needed, then adapt `x-quirk.published` or remove the action",
        explain "`x-quirk.published` is what the vendor had published when the correction was written (null: nothing). The document as published, before any action, has something else there now, so the correction may be settled or wrong. A guard that there is nothing needs a place where something could come: what holds it has to be there.";
    OVERLAY_PATH_QUOTES = "TS209" Note "a name in a target that needs quotes",
        hint "write names with dashes in brackets: `$.info['x-name']`",
        explain "After a dot RFC 9535 takes letters, digits and underscores only. Other readers of overlays may refuse `$.info.x-name`; here it is read as `$.info['x-name']`, which is the one thing it can mean.";
    QUIRK_HERE = "TS210" Note "the correction whose guard failed",
        hint "look whether the correction is still needed; then adapt `x-quirk.published`, or remove the action",
        explain "Shown beside TS208, which shows the place in the document: this is the place to edit once it is clear what the vendor changed.";
    OVERLAY_VISITS = "TS211" Error "the targets of an overlay visit too many values",
        hint "name the way to the values instead of searching for them with `..`",
        explain "A target with `..` visits every value below a place, and a filter may search again from each of them. All actions of an overlay together may visit a number of values that grows with the document.";
    OVERLAY_QUERY = "TS212" Error "a target that is too long or nested too deep",
        hint "name the way to the values, and nest no filters in filters",
        explain "The parser of JSONPath calls itself for each bracket and reads nested filters several times. A query may have 4,096 characters, 32 open brackets and parentheses, and 4 filters within each other; strings in it do not count as brackets.";

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
        explain "The value, or the part of it that cannot be read, is left out as if it were not there. Of `$ref: #/components/…` without quotes YAML reads null and a comment.";
    INCOMPLETE = "TS312" Warning "something lacks what it cannot do without",
        hint "add it in an overlay",
        explain "A parameter without a name, a server without an address: it cannot be used, and is left out. So is what has a value there that cannot be read, which TS311 shows.";
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
        explain "A bare name of a component, as early drafts of Swagger 2.0 allowed, where there is no file of that name; or a pointer without its first slash.";
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
    UNKNOWN_FIELD = "TS342" Warning "a field that the specification does not have",
        hint "correct its spelling, begin its name with `x-`, or remove it",
        explain "Objects of the specification have fixed fields, besides extensions whose names begin with `x-`. What another field is meant to say is not known, so it is passed over: a misspelt one would otherwise be a statement that silently has no effect. Said once a field and document, with the first place.";
    NEWER_FIELD = "TS343" Warning "a field of a later version of the specification",
        hint "raise `openapi` to the version that has the field, or remove it",
        explain "The document says that it is of a version that does not have this field yet. It is read as what it means in the version that has it; other tools may pass over it. Said once a field and document, with the first place.";
    NEWER_KEYWORD = "TS344" Note "a schema keyword of a later version of the specification",
        hint "nothing need be done; `openapi: 3.1` has the keyword",
        explain "Schemas before 3.1 were a part of JSON Schema. The keyword is read as what it means in 3.1. Said once a keyword and document, with the first place.";
    EXCLUSIVE_FIELDS = "TS345" Warning "two fields exclude each other",
        hint "keep one of the two",
        explain "The specification allows only one of these fields in an object. Where a client depends on it, `content` counts more than `style`, and encodings by name more than those by place.";
    EXAMPLE_TWICE = "TS346" Note "an example is given in two ways",
        hint "nothing need be done: examples appear in documentation only",
        explain "`example` and `examples` exclude each other, as do the ways in which an Example object gives its value. A client does not depend on either.";
    MISSING_FIELD = "TS347" Warning "a required field is missing",
        hint "add it in an overlay",
        explain "The specification requires this field. It is read as if it were there and empty: an operation without responses answers nothing, a flow without scopes has none.";
    MISSING_TEXT = "TS348" Note "a required description is missing",
        hint "nothing need be done: it appears in documentation only",
        explain "Before 3.2 every response has a description. One without is read as if it were empty.";
    NULL_OBJECT = "TS349" Warning "null where an object or a list is wanted",
        hint "remove the key, or give it an object; in YAML an empty object is `{}`",
        explain "A null says no more than absence. An entry with a name of its own (a component, a path, a status) stays, and is empty; anything else is left out.";
    COMPONENT_NAME = "TS350" Warning "a component has a name that the specification forbids",
        hint "rename it, and the references to it; the client only needs that it is found",
        explain "Keys under `components` consist of letters, digits, dots, dashes and underscores. Other names are used as they are: references find them, and Rust's names are made from what can be spoken of them. Said once a section, with the first place.";
    MEDIA_TYPE_NAME = "TS351" Warning "a key of `content` is no media type",
        hint "write `type/subtype`, such as `application/json`",
        explain "A media type is two tokens with a slash between (RFC 9110, 8.3.1). What is none cannot be sent as a `Content-Type` that a server knows, nor be recognised in an answer; such a body is bytes.";
    SERVER_ADDRESS = "TS352" Warning "the address of a server cannot be filled in",
        hint "correct the address or its variables in an overlay",
        explain "The names in braces of an address are those of its variables, and an address is not empty. The address is taken as it is written, with the variables that it does have; a caller can give another.";
    SERVER_VALUES = "TS353" Warning "the values of a server variable contradict each other",
        hint "correct `enum` or `default` in an overlay",
        explain "`enum` lists the values that a variable may have: at least one, each once, the default among them. The default is used, whatever `enum` says.";
    MISPLACED = "TS354" Warning "a field has no effect here",
        hint "remove it",
        explain "The specification has this field, but not for an object of this kind: `allowReserved` is about percent-encoding, which headers do not have; a whole query string is described by `content`. It is passed over.";
    PARAMETER_NAME = "TS355" Warning "a parameter has a name that cannot be sent",
        hint "correct the name in an overlay",
        explain "Headers and cookies are named by tokens (RFC 9110, 5.1; RFC 6265, 4.1.1), and a path parameter by what can stand in braces. The method has the parameter all the same: a call that sets a header of such a name ends with an error before anything is sent, and in a cookie the name is percent-encoded.";
    QUERY_TWICE = "TS356" Warning "the query string is described twice",
        hint "keep the parameter `in: querystring`, or those `in: query`",
        explain "A parameter `in: querystring` is the whole query string, so there can be no other `in: query`. Both are sent, one after the other.";
    HEADER_NAME = "TS357" Warning "a response header that cannot be told",
        hint "correct the name in an overlay",
        explain "Headers are named by tokens (RFC 9110, 5.1), whose case does not matter. A header of another name never arrives, and of two that differ by case only one does. Types of response headers are not part of a client.";
    TAG_REPEATED = "TS358" Warning "a tag is declared twice",
        hint "remove one of them",
        explain "Names of tags are unique. Operations are grouped by the names that they carry themselves, so nothing else changes.";
    HTTP_SCHEME = "TS359" Warning "an HTTP authentication scheme that is not registered",
        hint "if the server wants a header of its own, say `type: apiKey`",
        explain "`scheme` is a name of IANA's registry of HTTP authentication schemes. For one that is not known the whole value of the `Authorization` header has to be given by the caller.";
    ADDRESS = "TS360" Note "an address is none",
        hint "nothing need be done: the client does not fetch tokens itself",
        explain "Addresses of OAuth 2 and OpenID Connect are URLs. They are documentation to a client that is given its token.";
    PATH_TEMPLATE = "TS361" Warning "a path is not a template",
        hint "correct the path in an overlay",
        explain "A path begins with `/`, its braces match, and each name in them stands in it once. What is not in matching braces is sent as it is written; a name that stands twice is filled in twice with one value.";
    PATH_AMBIGUOUS = "TS362" Note "two parameters stand next to each other in a path",
        hint "nothing need be done; the server has to know where the one ends",
        explain "With nothing between two parameters nobody can tell from the path alone where one ends and the other begins. A client only writes it.";
    PATH_REPEATED = "TS363" Warning "two paths are one",
        hint "put the operations of both under one path",
        explain "Paths that differ only in the names of their parameters, or in escapes that nothing needs, are the same path. Each operation has its method; which of two with the same method a server means is not said.";
    EXAMPLE_MISFIT = "TS364" Note "an example is not of its own schema",
        hint "nothing need be done: examples appear in documentation only",
        explain "The JSON type of the example is another than `type` says. One of the two is wrong; the type is believed. Said once a pair of types, with the first place.";
    PATTERN_BROKEN = "TS365" Note "a pattern is no regular expression",
        hint "nothing need be done: a client does not check patterns",
        explain "A group or class of the expression does not close, or an escape stands at its end. It appears in documentation as it is.";
    ENCODING_UNKNOWN = "TS366" Warning "an encoding of an unknown property",
        hint "correct the name in an overlay",
        explain "`encoding` says how properties of the schema are written. There is no property of this name, so it has no effect.";
    FOREIGN_DIRECTIVE = "TS367" Note "a directive to another generator",
        hint "nothing need be done; names and types are overridden by `x-truespec-…`",
        explain "Extensions such as `x-go-name` tell another generator what to name or how to type something. They are not followed here. Said once a key, with the first place.";
    NO_CONTAINERS = "TS368" Error "a document without anything in it",
        hint "give a document that has `paths`, `components` or `webhooks`",
        explain "An OpenAPI document has at least one of these. Without any there is nothing to generate, and most likely the file is not the one that was meant.";
    NULL_DEFAULT = "TS369" Note "a default is null where null is not allowed",
        hint "nothing need be done: it is read as no default",
        explain "Tools write `default: null` where there is none. Said once a document, with the first place.";
    MEDIA_TYPES = "TS375" Warning "a document lists too many media types for all operations",
        hint "list the media types of an operation at the operation",
        explain "Swagger 2.0 lists media types once for all operations, and each operation that lists none has a schema for each of them. At most 32 are used.";

    REF_REMOTE = "TS401" Error "a reference to the network",
        hint "download the file, put it beside the document and refer to it by its path",
        explain "References to `http:` and other addresses are never fetched: a build must not depend on the network, nor its output on what a server says today.";
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
    REF_UNKNOWN_KEY = "TS408" Note "a reference under a key that OpenAPI does not have",
        hint "correct the key, or begin it with `x-` if it is an extension: references under extensions are data",
        explain "OpenAPI and JSON Schema have no such key where it stands, so nothing is generated from it. Its reference is followed all the same, so that a file that is missing is found, and so that a key that is only misspelt loses nothing.";
    DANGLING = "TS411" Warning "a reference points at nothing",
        hint "mend the `$ref`, or add what it names",
        explain "The `$ref` names a place that the document does not have, or one that cannot be read as what is needed there. A schema becomes `serde_json::Value`; a parameter, body or response is left out.";
    REFERENCE_CYCLE = "TS412" Warning "references lead back to themselves",
        hint "give one of them a schema of its own",
        explain "A chain of `$ref`s never arrives at a schema. The type becomes `serde_json::Value`.";
    PIECE_UNFIT = "TS413" Warning "a part does not fit OpenAPI's grammar",
        hint "correct the part with an overlay action",
        explain "After normalising, this part still cannot be read as what its place calls for. A schema becomes `serde_json::Value`; an operation is left out.";
    ALIAS_CHAIN = "TS414" Warning "a schema is a name for too many others",
        hint "refer to the last of them",
        explain "A schema that is only a reference, a list or a map of another schema is another name for a type. At most 64 such names may follow each other, and written out they may have at most 4,096 parts. Beyond that the type becomes `serde_json::Value`.";
    UNNAMED_CYCLE = "TS415" Warning "a schema without a name contains itself",
        hint "move the schema to `components/schemas` and refer to it there",
        explain "A reference leads back into the schema that it stands in, and not to a component. A type that contains itself needs a name, so the member that closes the cycle becomes `serde_json::Value`.";
    UNNAMED_TOO_DEEP = "TS416" Warning "references lead too deep into schemas without a name",
        hint "move the schemas to `components/schemas` and refer to them there",
        explain "References to parts of other schemas are followed into those parts, whose references lead on in turn. Beyond 64 levels the type becomes `serde_json::Value`.";

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
    DEFAULT_TYPE = "TS506" Warning "a default of the wrong type",
        hint "correct or remove the default",
        explain "The default could never be a value of its own schema. It is ignored.";
    TYPE_WORD = "TS510" Warning "`x-truespec-type` names no type",
        hint "one of the words of generator/README.md, such as `quoted i64` or `decimal`",
        explain "An overlay says with `x-truespec-type` what a value is where its schema cannot: a number that travels as a text, say. A word that is not known is passed over, and the schema counts.";
    PATTERN_UNCHECKED = "TS511" Warning "a pattern is not checked",
        hint "rewrite it without what is named, by an overlay, or leave it to the server",
        explain "With `validate = true` values are held against their patterns before they are sent, by the crate `regex-lite`, which has no look-around, no back-references and no Unicode classes. A pattern that it cannot read as ECMA 262 means it is told in the documentation and not checked.";
    ENUM_TYPE = "TS520" Warning "a literal of an enumeration is not of its type",
        hint "correct `type` or the literal in an overlay",
        explain "No value could be the literal and of the type at once. The literals decide what the enumeration is, as they are what a server was seen to send; often they were written with or without quotes by mistake.";
    ALL_OF_ENUM = "TS521" Warning "enumerations of an `allOf` exclude each other",
        hint "correct one of them in an overlay",
        explain "A value would have to be in both enumerations, and nothing is. The one that comes first is kept; it is open, so that other values can be read too.";
    UNION_ALIKE = "TS522" Note "alternatives of a union are told apart by trial",
        hint "name a discriminator in an overlay, or require a member that only one of them has",
        explain "Two alternatives have the same JSON kind, the same required members and no constant that differs. A value is read as the one that understands the most of it, at any depth, and as the first of equal ones, so one that fits both may be read as the other. Said once a document, with the first place.";
    ALL_OF_TOO_DEEP = "TS523" Warning "`allOf` branches that declare the same members without end",
        hint "declare the member in one place, with an overlay action",
        explain "Branches of an `allOf` that both declare a member are merged, and so are the members of that member, level by level. Beyond a limit, which only schemas that refer to each other reach, the type becomes `serde_json::Value`.";
    REQUIRED_ENDLESS = "TS524" Warning "an object requires itself without end",
        hint "take one of the members out of `required` in an overlay",
        explain "Every value of the object would hold another one, and so on: none is finite, and what a server sends lacks the member somewhere. It is optional in the client.";
    INCLUDED_TOO_MANY = "TS525" Warning "`allOf` brings too many members together",
        hint "refer to what schemas have in common instead of including it in each",
        explain "Every schema that includes another by `allOf` has all members of that one, and of what that one includes. The members of all schemas together have a limit that grows with the number of schemas. What lies beyond it is left out.";
    INHERITANCE_TOO_DEEP = "TS526" Warning "`allOf` includes schemas too deep",
        hint "include fewer schemas in each other",
        explain "A schema may include one by `allOf` that includes another, and so on, 64 times. What lies deeper is left out.";
    ALTERNATIVES_TOO_MANY = "TS527" Warning "unions have too many alternatives",
        hint "list fewer alternatives, or say with `x-truespec-type: any` that it may be any value",
        explain "Alternatives are compared with each other. A union may have 1,000 of them, and all unions together a number that grows with the number of schemas. A union beyond that becomes `serde_json::Value`.";
    CONSTRAINTS_TOO_MANY = "TS528" Warning "constraints are stated in too many schemas",
        hint "state the constraints of a value in fewer schemas",
        explain "With `validate = true` the constraints of a value are gathered from all schemas that describe it. Beyond a limit they are not checked before a value is sent.";
    DECLARED_TOO_OFTEN = "TS529" Warning "a member is declared too often",
        hint "declare the member in one place, with an overlay action",
        explain "Branches of an `allOf` that declare the same member are compared and merged. Of more than 256 declarations the last ones count.";
    REQUIRED_TOO_MANY = "TS530" Warning "too many objects require each other",
        hint "take members out of `required` that a finite value cannot all have",
        explain "Objects that require each other are opened one after the other, the first first. Where that takes too long all members that lead back are optional.";
    GUARDS_TOO_MANY = "TS531" Warning "alternatives have too many members to tell them apart",
        hint "name a discriminator in an overlay",
        explain "Alternatives of a union are told apart by their members, which each union lists for itself. Beyond a limit only their JSON kind counts before they are tried.";
    SCHEMA_TOO_DEEP = "TS532" Warning "a schema leads too deep",
        hint "name the inner schemas under `components` and refer to them",
        explain "Alternatives and merged members may be taken together level by level. Beyond 64 levels the type becomes `serde_json::Value`.";

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
    SCHEME_UNDECLARED = "TS606" Warning "a security scheme is not declared",
        hint "declare it under `components.securitySchemes`, or correct the name",
        explain "The operation asks for a credential of which nothing is known. It is sent without one; a header can be given by hand.";
    OPERATION_ID_REPEATED = "TS607" Warning "an operationId is used twice",
        hint "give each operation an id of its own",
        explain "Ids must be unique. Where both would be the same method, each is named after its method and path instead.";
    MEDIA_TYPE_UNUSED = "TS608" Note "a request body has several media types",
        hint "choose another with an overlay action that removes the rest",
        explain "Each that carries something of its own has a method: the plain name is that of JSON, then multipart, forms, text and bytes. Those that carry the same schema in another writing have none.";
    STYLE_TYPE = "TS620" Warning "a style that is not defined for the type",
        hint "look at what the server expects, and correct `style` in an overlay",
        explain "`deepObject` is defined for objects, `spaceDelimited` and `pipeDelimited` for lists and objects, an exploded `form` in a cookie for single values. What else is sent follows the nearest definition: elements of a list in a deep object are numbered (`name[0]=a`), a single value has no delimiters, pairs of a cookie are each a cookie. Said once a style and kind of value, with the first place.";
    NO_SUCCESS = "TS621" Note "an operation documents no success",
        hint "add the response of a success in an overlay if `default` describes errors",
        explain "Where `default` is the only response, or stands beside errors only, there is nothing else that could be the answer of a success: the method returns what `default` describes, and reads errors as the same. Said once a document, with the first place.";
    PART_HEADERS = "TS622" Note "a part of a form has headers of its own",
        hint "`Upload::header` sets them on a file, `Part::header` on a single value; for an object make the whole `Form` by hand: `call.request().set_multipart(…)`",
        explain "OpenAPI lets a part of a form have headers of its own beside its `Content-Type` (`encoding.<part>.headers`). They are set by name on what is handed in: `Upload::header` where the member is a file; where it is a single value or a list of these, it is a `Part`, which has `Part::header`. An object that is sent as JSON is handed in by its type, which has no headers: a `Form` whose part is `Part::json(&value)?.header(…)` has. `Content-Type` and `Content-Disposition` are no headers of this kind: `content_type` and `filename` set them. Said once a part and its headers, with the first place.";
    STREAM_UNUSED = "TS640" Note "an operation answers a stream as well",
        hint "add an overlay action with `x-truespec-stream: {field: stream}` to the operation, naming the member of the body that asks for it",
        explain "The document offers a stream beside a whole answer, and does not say what a caller has to send for the one or the other. With `x-truespec-stream` the operation has two methods: `field` is the member of the JSON body that decides, `stream` (default `true`) and `whole` (default `false`) are what it holds.";
    STREAM_UNUSABLE = "TS641" Warning "x-truespec-stream cannot be followed",
        hint "name a `field` of the JSON body of an operation that answers a stream and something else",
        explain "`x-truespec-stream` is `{field: …}` with the member of the JSON body that decides between a stream and the whole, and optionally what it holds for each: `stream` and `whole`. The operation keeps its one method.";
    RETRY_UNFIT = "TS650" Warning "`x-truespec-retry` is not a boolean",
        hint "`true`: may be sent twice without harm; `false`: must not be; leave it out where the method says it",
        explain "By its method an operation is idempotent or not (RFC 9110, section 9.2.2), and only what is may be sent again by itself. `x-truespec-retry` says what is true of the one operation instead. Anything but a boolean is ignored.";
    IDEMPOTENCY_KEY_UNFIT = "TS651" Warning "`x-truespec-idempotency-key` is not a header's name",
        hint "give the name of the header, such as `Idempotency-Key`",
        explain "`x-truespec-idempotency-key` names the header by which the server knows one call that was sent twice from two calls. The client then sends a key of each call's own in it. What cannot be the name of a header is ignored.";
    PAGINATION_UNFIT = "TS652" Warning "`x-truespec-pagination` does not fit the operation",
        hint "correct it in an overlay; the vocabulary is in generator/README.md",
        explain "`x-truespec-pagination` says how a list is read page by page. What it names has to be there: query parameters of the operation, or members of its body as JSON pointers (`/page/cursor`), and a list in its answer. Otherwise the operation is emitted without `pages` and `items`.";
    PARTS_TOO_MANY = "TS653" Warning "operations share too much",
        hint "take parameters, headers, answers or credentials out of what many operations share",
        explain "What operations share (parameters of a path item, answers and headers of `components`, credentials of the whole document) stands in the client once for each operation. All operations together have a limit that grows with their number: 20,000 parts and 64 for each operation; 1,024 bytes of documentation count as a part. The operations beyond it are left out.";
    PAGINATION_LIKELY = "TS660" Note "a list that looks paged",
        hint "say it in an overlay with `x-truespec-pagination`; `false` says that it is not paged",
        explain "What the operation takes, in the query or, by POST, in the body, and what it answers look like those of a list that is read page by page. OpenAPI cannot say how, and a guess that is wrong loses items without a word, so nothing is emitted from it: the hint shows the action that says it, to be checked against the vendor's documentation and added to an overlay. `x-truespec-pagination: false` says that the list is not paged.";

    IMPORT_CONTRADICTION = "TS701" Warning "two pages contradict each other",
        hint "`--prefer` another page, or correct the document with an overlay",
        explain "Pages of a documentation were published at different times. Where two say different things about the same part, the page given later is taken, or the one that `--prefer` names; this is the place that was left.";
    IMPORT_TAKEN = "TS702" Note "what was taken of two pages",
        hint "nothing to do if this is the truth",
        explain "The other place of a contradiction between two pages (TS701): the one that stands in the document now.";
    IMPORT_NOTHING = "TS703" Error "a page holds no document",
        hint "a page is an OpenAPI file, or a text with one in a fence that has a line `openapi:`",
        explain "`truespec import` reads OpenAPI files and Markdown pages with OpenAPI in a fenced block. The page is neither.";
    LINT_EXAMPLE = "TS711" Warning "an example contradicts its schema",
        hint "one of the two is wrong: try it, then correct that one",
        explain "Vendors copy examples from real answers and write schemas by hand, so where the two differ it is mostly the schema that is wrong: `null` that is not declared, a value that an enum leaves out, a number sent as a text.";
    LINT_ERROR_UNTYPED = "TS712" Warning "errors are given by example only",
        hint "give them the schema that the examples have",
        explain "Without a schema the body of an error reaches callers as bytes. The examples show what it is; an action that adds a schema makes it typed.";
    LINT_COLLECTION_ACTION = "TS713" Warning "an action is published with the body and the answer of its collection's create",
        hint "look at the page's prose for the true body and answer",
        explain "drf-spectacular publishes every custom action of a view set with the serializer of the view set, whatever the action takes and answers. An action at `/collection/verb/` that sends and answers what creating an element does, with 200 in place of 201, is suspect.";
    LINT_ENUM_IN_PROSE = "TS714" Note "the values are listed in the description",
        hint "an `enum` makes them variants; enums are open, so a value that is not listed does no harm",
        explain "The description lists what a text may be, and the schema does not.";
    LINT_PAGE = "TS715" Note "a link of a page is never null",
        hint "the first and the last page have no neighbour: such a link is null there",
        explain "`next` and `previous` beside a list of results are declared as texts that are always there. On the last and the first page there is nothing to link to.";
    LINT_PATH_PARAMETER = "TS716" Warning "a parameter of the path is not declared",
        hint "declare it",
        explain "The path has a placeholder that no parameter belongs to. It is taken as a text.";
    LINT_REQUIRED_UNKNOWN = "TS717" Warning "`required` names a property that is not there",
        hint "remove the name, or declare the property",
        explain "Nothing is known of the property, so nothing can be required of it.";
    LINT_ID_SHARED = "TS718" Warning "operations share an id",
        hint "give each an id of its own",
        explain "An `operationId` is to be unique: methods are named after it.";
    LEARN_DIFFERS = "TS721" Warning "an exchange contradicts the document",
        hint "correct the document with the proposed action",
        explain "A recorded answer is not what the document says: a null, a value, a kind or a status that is not declared, or a member that is missing.";
    LEARN_UNKNOWN = "TS722" Note "an exchange is of no operation",
        hint "nothing to do if it is of another API",
        explain "No path of the document fits the URL of the recorded request with its method.";
    LEARN_RECORDING = "TS723" Error "a recording cannot be read",
        hint "give a HAR file, or a folder of `NAME.request.json` beside `NAME.response.json`",
        explain "A recording is a HTTP archive (HAR 1.2) as browsers and proxies write it, or a folder of pairs: the request with `method` and `url`, the response with `status` and `body`.";
    LINT_COSTLY = "TS724" Note "a value is not held against its schema",
        hint "name schemas less often in each other, or check the value by hand",
        explain "Schemas that include each other are asked as often as there are ways from one to the other, and schemas that lead to each other take stack. Beyond 1,000,000 questions for a value, or 1,000 schemas deep, and beyond 4,000,000 questions for all values together, and 10 more for each byte of the document and the recording, values are not checked.";
    LINT_MANY = "TS725" Note "findings that are not listed",
        hint "settle what is listed, then run it again",
        explain "A document can be wrong in one way in very many places. `lint` and `learn` list up to 1,000 findings of one code and count the others, and all that they list and propose may take 4 MB, and 16 bytes more for each byte of the document and the recording.";
    INIT_THERE = "TS731" Error "a file that `init` would write is there already",
        hint "move it away or name another folder; nothing was written",
        explain "`truespec init` writes over nothing. All files that stand in its way are told at once, and none is written while there is one.";
    INIT_GENERATOR = "TS732" Error "truespec is not where the new workspace would look for it",
        hint "`--truespec` names its folder, `--git` the URL of its repository",
        explain "The build script of a workspace calls truespec as a library, which cargo has to find: in the folder that this program was built from, in the one that `--truespec` names, or in a git repository.";

    READ_FAILED = "TS801" Error "a file cannot be read",
        hint "look at the path and its permissions",
        explain "A document, an overlay or the settings could not be read at all.";
    SETTINGS = "TS802" Error "the settings are not valid",
        hint "`truespec explain TS802` lists what can be set",
        explain "`specs/truespec.toml` says which crate to emit from which documents. `[crate]` takes `name`, and may take `version`, `date-time` (\"chrono\", \"time\" or \"text\"), `assumed-offset` (\"Z\", \"+02:00\"), `decimal` (\"exact\" or \"rust_decimal\"), `strict`, `mock`, `validate`, `examples` and `standalone` (true or false); `[crate.formats]` takes words for types by the names of formats. Each `[[api]]` takes `module` and `document`, and may take `overlays`, a list; paths are relative to `specs/`. truespec's README.md has them all, under \"The tool\".";
    STRICT = "TS803" Error "a warning in a strict workspace",
        hint "settle it with an overlay action, or set `strict = false`; with `truespec generate` leave out `--strict`",
        explain "`strict = true` promises that nothing of the documents was repaired, degraded or left out without an overlay that says so. Each warning above breaks that promise.";

    OUTPUT_FOREIGN = "TS804" Error "files that truespec did not write are in the way",
        hint "move them elsewhere or delete them, then run again; the same command with `--force` overwrites them",
        explain "A file belongs to truespec if one of its first two lines holds `@generated by truespec`, or if `.truespec-files` in the same crate lists it; an empty file is nobody's. Any other file is never overwritten or removed without `--force`, and while one is in the way nothing is written at all. `truespec --force` and `truespec generate --force` overwrite. A build script has no such option: move the file, or delete it.";
    OUTPUT_BLOCKED = "TS805" Error "something that is not a file is in the way",
        hint "move it elsewhere, then run again",
        explain "A folder, a symbolic link, a pipe or a device stands where a file is to be written, or something else than a folder where a folder is needed. No link is written through, as it may lead anywhere, and no folder is replaced, not even with `--force`.";
    OUTPUT_FAILED = "TS806" Error "a file cannot be written",
        hint "look at the path and its permissions",
        explain "The file system refused. All files are written to a folder beside the old ones first and moved when all of them are complete, so the crate is what it was before.";
    OUTPUT_BUSY = "TS807" Error "another run is writing the same folder",
        hint "wait until it has ended, then run again",
        explain "Two runs that write one folder take turns: the second waits for a minute. The lock ends with the process that holds it, also when that is killed.";
    OUTPUT_PATH = "TS808" Error "a path that leaves the folder",
        hint "this is a defect of truespec: report it with the document",
        explain "Every file that is written is checked once more: its path is relative and holds no `..`. No document should be able to lead to another one.";
    OUTPUT_UNMARKED = "TS809" Warning "a generated file had lost its mark and is written anew",
        hint "edit `specs/`, not generated files",
        explain "`.truespec-files` lists the file as one that truespec writes, but its first lines no longer say so. It is taken as damaged and replaced.";

    VERSION = "TS820" Error "a version that cargo does not take",
        hint "write three numbers, such as `1.0.0`",
        explain "`version` in `[crate]` goes into the emitted `Cargo.toml`, where it has to be a semantic version: three numbers, and what may follow them after `-` and `+`.";
    MODULE_NAME = "TS821" Error "a name that a module cannot have",
        hint "choose another name in `snake_case`",
        explain "An API of a crate is a module, a file, a folder and a feature, all of one name. It is an identifier in `snake_case` of ASCII letters, no keyword, and nothing that the emitted crate, cargo or Windows has a meaning for.";
    CRATE_NAME = "TS822" Error "a name that a crate cannot have",
        hint "choose another name of letters, digits and `-`",
        explain "The name of the emitted crate is that of a package and of a library: ASCII letters, digits, `-` and `_`, no keyword, and nothing that cargo, Windows or the emitted crate's dependencies have a meaning for.";
    SETTINGS_PATH = "TS823" Error "a path that leads out of the workspace",
        hint "copy the file to `specs/`",
        explain "Documents and overlays are files of the workspace, relative to `specs/`, so that everybody who has it emits the same crate and settings that came from elsewhere read nothing else.";
}
