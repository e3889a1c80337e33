//! The catalogue of diagnostics: one constant per code. A code is never reused for another meaning.
//! `FAMILIES` says what the first digit means.

/// The severity of a diagnostic: an error ends the run before anything is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Information; nothing was lost.
    Note,
    /// A part of the document was repaired, degraded or left out.
    Warning,
    /// The run cannot continue.
    Error,
}

impl Severity {
    /// Returns the word that is printed.
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A kind of diagnostic.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The stable id: `TS` and three digits.
    pub id: &'static str,
    /// How severe it is.
    pub severity: Severity,
    /// A short title.
    pub title: &'static str,
    /// What to do about it, unless the diagnostic has a hint of its own.
    pub hint: &'static str,
    /// A paragraph for `truespec explain`: what the tool does about it and why.
    pub explain: &'static str,
}

/// What the first digit of a code means.
pub const FAMILIES: [(u8, &str); 8] = [
    (b'1', "Reading"),
    (b'2', "Overlays"),
    (b'3', "Documents"),
    (b'4', "References"),
    (b'5', "Schemas"),
    (b'6', "Operations"),
    (b'7', "Importing, linting, learning, fetching"),
    (b'8', "Settings and output"),
];

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
    SYNTAX = "TS101" Error "the file is neither JSON nor YAML",
        hint "fix the syntax error here",
        explain "The file could not be parsed, so nothing else about it can be checked.";
    DUPLICATE_KEY = "TS102" Warning "duplicate key",
        hint "remove one of the two; the last one is used",
        explain "JSON leaves the meaning of a duplicate key open and YAML forbids it. The last value is kept, as most parsers do, and the first is dropped.";
    MULTIPLE_DOCUMENTS = "TS103" Warning "the file contains several YAML documents",
        hint "split the file, or remove everything after the second `---`",
        explain "A YAML file can contain several documents separated by `---` lines. An OpenAPI or overlay file is one document: the first is read and the others are ignored.";
    NOT_FINITE = "TS104" Warning "number not representable in JSON",
        hint "write a finite number or remove the keyword",
        explain "YAML has `.nan` and `.inf`, JSON does not, and the data model of OpenAPI is JSON. The value is kept as a string, so a keyword that requires a number is reported again when the schema is read.";
    MERGE_KEY = "TS105" Warning "merge key without a mapping",
        hint "give `<<` a mapping or a list of mappings; to use it as an ordinary key, quote it",
        explain "In YAML the key `<<` merges the members of a mapping or of a list of mappings. With any other value there is nothing to merge, and it is kept as an ordinary key.";
    TOO_LARGE = "TS106" Error "the file is too large or nested too deeply",
        hint "write less: nest less deeply, use fewer aliases and shorter names",
        explain "The limits: values are nested at most 120 levels deep. YAML aliases may expand to at most 16 times the size of the text plus 8 MiB, where a value counts its text plus 64 to 128 bytes. The JSON pointers to all values may together be at most 16 times as long as the text plus 8 MiB. The fenced code blocks of an imported page, and the comparison of the paths of a recording with those of the document, have limits of their own, which the message names. Documents written by people stay far below all of these.";

    READ_KIND = "TS110" Error "not a regular file",
        hint "name a regular file; only a document given on the command line may be a pipe, as `<(…)` or `/dev/stdin`",
        explain "The path names a folder, a named pipe, a socket or a device where a file is expected. It is not opened: reading it could block forever or have side effects. A pipe that was open when the process started is read, up to the size limit for files.";
    READ_LARGE = "TS111" Error "file too large",
        hint "split the document into files, or remove the parts that no client needs; the limit is 256 MiB per file",
        explain "A file is read into memory as a whole, so its size is limited to 256 MiB, several times the size of the largest public documents. The size is checked before the file is read.";
    READ_OUTSIDE = "TS112" Error "file outside the allowed folder",
        hint "copy the file into `specs/`; a symbolic link must also lead to a file in there",
        explain "Files named in `truespec.toml` must be inside `specs/`, after following links, so that a workspace written by someone else cannot read other files on this machine. A path outside is not accessed: the diagnostic is the same whether the file exists or not. Files named on the command line may be anywhere.";

    OVERLAY_SHAPE = "TS201" Error "invalid overlay",
        hint "an overlay begins with `overlay: 1.0.0`, `info: {title: Corrections, version: '1'}` and `actions:` with a list; see https://spec.openapis.org/overlay/latest.html",
        explain "The file does not follow the OpenAPI Overlay Specification of the version it names. Unknown fields are errors unless they begin with `x-`: otherwise a misspelled field would be a correction that is silently never applied.";
    OVERLAY_PATH = "TS202" Error "invalid JSONPath",
        hint "targets follow RFC 9535: `$.paths['/pets'].get`, `$..parameters[?@.name == 'id']`",
        explain "A JSONPath query as defined by RFC 9535 selects the values that an action changes, copies or guards. Older dialects differ, most often in filters and in names that need quotes.";
    OVERLAY_NO_MATCH = "TS203" Error "action matches nothing",
        hint "the vendor renamed, removed or fixed it: check the document, then adapt the target or remove the action; `lenient` allows it",
        explain "The Overlay Specification allows an action to match nothing. Here every action corrects something that is known to exist; when it no longer exists, the document has changed under the correction and a person has to check it. For an overlay of others that is meant so, `lenient = true` of its `[[api]]` in `truespec.toml` and `truespec apply --lenient` allow it.";
    OVERLAY_MISMATCH = "TS204" Error "type mismatch between action and target",
        hint "to replace a value with one of another type, update the object that contains it",
        explain "An object merges with an object, an array takes an array to concatenate or a value to append, and a primitive replaces a primitive. The document root cannot be removed.";
    OVERLAY_COPY = "TS205" Error "`copy` does not select exactly one value",
        hint "make `copy` select exactly one value",
        explain "The `copy` of an action (Overlay 1.1) is a JSONPath that selects the one value to merge into the target. It is evaluated on the document as the earlier actions left it.";
    OVERLAY_GROWTH = "TS206" Error "action makes the document too large",
        hint "select fewer values or add less",
        explain "Copies of copies grow exponentially. The actions of an overlay may together select and add 100,000 values, plus 16 for each value of the document and of the overlay; 64 bytes of text count as one value. Once the limit is reached, later actions are not applied. Values may be nested at most 250 levels deep.";
    QUIRK_SHAPE = "TS207" Error "invalid `x-quirk`",
        hint "give `x-quirk` an `id` and a `source`",
        explain "`x-quirk` records the evidence for a correction: `id` is a short name, `source` says where the correct behavior is documented, `published` is the value at the target when the correction was written (null: no value), `at` is a JSONPath at or below the target if the published value is somewhere else, and `status` and `note` are free text. Only a correction with `published` is guarded: the build fails when the published value changes. Other keys are allowed unless they look like a misspelling of one of these.";
    QUIRK_CHANGED = "TS208" Error "published value changed under a quirk",
        hint "check whether the correction is still needed, then adapt `x-quirk.published` or remove the action",
        explain "`x-quirk.published` is the value that the vendor had published when the correction was written (null: no value). The document as published, before any action is applied, now has a different value there, so the correction may be obsolete or wrong. A guard for \"no value\" needs an existing parent: the object that would contain the value must be in the document.";
    OVERLAY_PATH_QUOTES = "TS209" Note "name needs quotes in a JSONPath",
        hint "write names with dashes in brackets: `$.info['x-name']`",
        explain "After a dot, RFC 9535 allows letters, digits and underscores only. Other overlay tools may reject `$.info.x-name`; here it is read as `$.info['x-name']`, its only possible meaning.";
    QUIRK_HERE = "TS210" Note "correction whose guard failed",
        hint "check whether the correction is still needed; then adapt `x-quirk.published`, or remove the action",
        explain "Reported together with TS208. TS208 shows the location in the document; this is the location in the overlay to edit once it is clear what the vendor changed.";
    OVERLAY_VISITS = "TS211" Error "overlay targets visit too many values",
        hint "write the path to the values instead of searching with `..`",
        explain "A target with `..` visits every value below its starting point, and a filter may start another search from each of them. The number of values that all actions of an overlay may visit together is limited; the limit grows with the size of the document.";
    OVERLAY_QUERY = "TS212" Error "JSONPath too long or nested too deeply",
        hint "write the path to the values, and do not nest filters",
        explain "The JSONPath parser recurses for each bracket and parses nested filters several times. A query may have 4,096 characters, 32 open brackets and parentheses, and 4 nested filters; brackets inside strings do not count.";
    QUIRK_OVERRULES = "TS213" Warning "unguarded correction of a published value",
        hint "add `published` to `x-quirk`, or remove the action",
        explain "The action has evidence (`x-quirk`) but no `published`, and what it adds, changes or removes is in the document as published: a value, a member, a status, an element with the same name or literal, a parameter that the path item or a reference declares, or a reference or a list of alternatives that the added fields would stand beside. Either the action does this on purpose, and a guard would tell when the vendor changes it; or the vendor has published it since the action was written, perhaps differently, and the action is not needed any more. An action is guarded as well if another action of the same quirk is.";

    OVERLAY_INDEX = "TS214" Warning "target by index",
        hint "select the element by its name: `parameters[?@.name == 'limit' && @.in == 'query']`",
        explain "The target selects an element that has a name, such as a parameter, by its index. When the vendor inserts or removes an element before it, the action corrects another one, and a guard that both elements fit does not tell. The diagnostic names the element that the index selects in this document: compare it with the one that the action was written for. A guard with the name of the element tells as well.";
    QUIRK_UNUSED = "TS215" Warning "correction of an unused component",
        hint "check what the vendor uses in its place, then move the correction there or remove the action",
        explain "The action corrects a component that no operation and no other component of the published document refers to. Usually the vendor replaced it by another one, which may need the same correction.";
    OVERLAY_SKIPPED = "TS216" Note "action that matches nothing, allowed",
        hint "remove the action, unless it is for other versions of the document",
        explain "The overlay is applied with `lenient = true` of its `[[api]]` in `truespec.toml`, or with `truespec apply --lenient`: an action that matches nothing is allowed, as the Overlay Specification has it, and changes nothing. A guard (`published` of `x-quirk`) still has to hold.";
    OVERLAY_PLACES = "TS217" Warning "target selects parameters of different places",
        hint "select the parameter by its place as well: `parameters[?@.name == 'limit' && @.in == 'query']`",
        explain "The target selects parameters by their name alone, and two of one list have that name: one in the query, say, and one in a header. Usually the correction was written for one of them, and the vendor declared the other one later; the guard does not tell if both fit it.";
    OVERLAY_INLINE = "TS218" Warning "reference added beside a schema",
        hint "remove the published value first, in an action of the same quirk",
        explain "The update adds `$ref` to an object that has other members, which stay: beside a reference, OpenAPI 3.1 requires both, and OpenAPI 3.0 ignores one of them. The guard of the quirk shows that the published object is known, not what becomes of it. Remove the object with one action, and add the reference to what contained it with the next one.";

    NOT_OPENAPI = "TS301" Error "not an OpenAPI document",
        hint "give an OpenAPI document: an object with `openapi: 3.x` or `swagger: \"2.0\"`",
        explain "An OpenAPI document names its version under `openapi` or `swagger`. Without either, the file cannot be read as an API description.";
    UNKNOWN_VERSION = "TS302" Warning "unknown OpenAPI version",
        hint "check the generated code; versions after 3.2 may have features that this tool does not know",
        explain "The document is read as the newest supported version. Features that are new in its own version are ignored.";
    MISSING_INFO = "TS303" Warning "`info` lacks a title or version",
        hint "add it in an overlay",
        explain "`info` requires a title and a version, which name the client and appear in its documentation. A placeholder is used instead.";
    WRONG_TYPE_REPAIRED = "TS310" Warning "wrong type, repaired",
        hint "correct it in an overlay if it is read wrongly",
        explain "The value has the wrong JSON type but one sensible reading, such as a number or boolean written as a string, or a single value where a list is expected. It is read that way.";
    WRONG_TYPE_IGNORED = "TS311" Warning "wrong type, ignored",
        hint "correct it in an overlay",
        explain "The value, or the part of it that cannot be read, is ignored as if it were absent. In YAML, an unquoted `$ref: #/components/…` is null followed by a comment.";
    INCOMPLETE = "TS312" Warning "incomplete object",
        hint "add the missing field in an overlay",
        explain "The object lacks a field without which it cannot be used, such as the name of a parameter or the URL of a server, and is left out. The same happens if the field is present but its value cannot be read; TS311 then shows that value.";
    EMPTY_LIST = "TS313" Warning "empty list",
        hint "remove it in an overlay, or add entries",
        explain "Taken literally, an empty `anyOf` or `oneOf` allows no value at all, which is never intended, and an empty `allOf` is invalid. The keyword is ignored.";
    LIST_ENTRY_NULL = "TS314" Warning "null entry in a list",
        hint "remove it in an overlay; to allow null, write the schema `{type: \"null\"}`",
        explain "This is often a YAML dash with nothing after it. The entry is ignored.";
    UNKNOWN_ENUM_VALUE = "TS315" Warning "unknown enumerated value",
        hint "correct it in an overlay",
        explain "The field accepts a fixed set of values, such as the style of a parameter, and this is not one of them. The value is ignored and the default applies.";
    KEY_SPELLING = "TS316" Warning "unusual spelling of a key",
        hint "correct it in an overlay if it is read wrongly",
        explain "HTTP methods are lower case and status codes have three digits. A key that is close to one of these is read as that one.";
    OLD_SPELLING = "TS317" Warning "Swagger 2.0 syntax in an OpenAPI 3.x document",
        hint "correct it in an overlay if it is read wrongly",
        explain "In Swagger 2.0 a schema is directly in a response or body, and the type of a parameter is next to its name. It is moved to the place that 3.x has for it.";
    TYPE_NAME = "TS320" Warning "type name of another language",
        hint "correct it in an overlay if it is read wrongly",
        explain "JSON Schema has seven types. Type names from other languages (`int`, `date`, `uuid`) are read as the corresponding type and format.";
    UNKNOWN_TYPE = "TS321" Warning "unknown type name",
        hint "set the type in an overlay",
        explain "The type is ignored: the schema accepts values of any type unless other keywords determine it.";
    KEYWORD_UNSUPPORTED = "TS322" Note "keyword not supported",
        hint "no action needed: the generated type accepts more values than the schema",
        explain "Conditional keywords (`if`, `dependentRequired`, `contains` and similar) restrict a schema in ways that a Rust type cannot express. They are ignored.";
    REFERENCE_SIBLING = "TS323" Note "field next to a `$ref` ignored",
        hint "no action needed, unless the text next to the reference matters",
        explain "Only a schema keeps the fields next to its `$ref`. In other objects only the target of the reference counts, as in OpenAPI 3.0.";
    REFERENCE_OUTSIDE = "TS324" Warning "reference outside the document",
        hint "put the target into the document, or into a file next to it that can be read",
        explain "The file could not be read, or the name is unknown. A schema then accepts any value; any other object is left out.";
    REFERENCE_REPAIRED = "TS325" Warning "malformed reference, repaired",
        hint "write the reference as the pointer in the message",
        explain "The reference is not a valid pointer but has one sensible reading: the bare name of a component, as early drafts of Swagger 2.0 allowed, if no file has that name; or a pointer without its first slash.";
    PATTERNS = "TS326" Note "`patternProperties` names not checked",
        hint "no action needed",
        explain "`patternProperties` becomes a map with arbitrary keys.";
    CONTRADICTION = "TS327" Warning "contradicting keywords",
        hint "correct one of them in an overlay",
        explain "No value could satisfy both keywords. The more specific one is kept.";
    EXAMPLES = "TS328" Note "malformed examples",
        hint "no action needed: examples appear in documentation only",
        explain "`examples` is a map of Example objects, each with a `value`. Lists and bare values are read as what they mean.";
    TOO_DEEP = "TS329" Warning "schemas nested too deeply",
        hint "name the inner schemas under `components` and reference them",
        explain "Each level of nesting uses stack. Beyond the depth limit, which documents written by people do not reach, a schema accepts any value.";
    UNKNOWN_STATUS = "TS330" Warning "response without a valid status code",
        hint "correct the key in an overlay",
        explain "Keys of `responses` are `default`, a code such as 404 or a range such as 4XX. The response is left out.";
    PARAMETER_PAYLOAD = "TS331" Warning "`schema` and `content` of a parameter",
        hint "set exactly one of `schema` and `content` in an overlay",
        explain "A parameter has either a `schema` or a `content` with one entry. If it has both, `schema` is used; if `content` has several entries, the first is used; without either, the parameter accepts any value.";
    OPTIONAL_PATH = "TS332" Note "optional path parameter",
        hint "no action needed: a path without the parameter is a different path",
        explain "A URL cannot be built without all its path parameters, so they are always required.";
    SERVER_VARIABLE = "TS333" Warning "server variable without a default",
        hint "add it in an overlay",
        explain "The server URL cannot be built without a value for each variable. The first entry of `enum` is used, or the empty string.";
    SECURITY_SCHEME = "TS334" Warning "security scheme cannot be used",
        hint "correct it in an overlay, or set the header by hand",
        explain "Supported are API keys, HTTP schemes, OAuth 2 and OpenID Connect, and each must have its required fields.";
    COLLECTION_FORMAT = "TS340" Warning "collection format not supported",
        hint "set the list format in an overlay",
        explain "OpenAPI 3.0 has no style for `tsv`. The list is sent with commas.";
    SEVERAL_BODIES = "TS341" Warning "several request bodies",
        hint "remove all but one in an overlay",
        explain "Swagger 2.0 allows either one `body` parameter or form fields, not both.";
    UNKNOWN_FIELD = "TS342" Warning "unknown field",
        hint "correct the spelling, begin the name with `x-`, or remove the field",
        explain "The objects of the specification have a fixed set of fields, plus extensions whose names begin with `x-`. The meaning of any other field is unknown, so it is ignored. It is reported because a misspelled field would otherwise silently have no effect. Reported once per field and document, at the first location.";
    NEWER_FIELD = "TS343" Warning "field of a later OpenAPI version",
        hint "raise `openapi` to that version, or remove what is new in it",
        explain "The version that the document names does not have this field yet. The field is read as defined in the later version; other tools may ignore it. Reported once per field and document, at the first location.";
    NEWER_KEYWORD = "TS344" Note "schema keyword of a later OpenAPI version",
        hint "no action needed; `openapi: 3.1` has the keyword",
        explain "Before 3.1, schemas used a subset of JSON Schema. The keyword is read as defined in 3.1. Reported once per keyword and document, at the first location.";
    EXCLUSIVE_FIELDS = "TS345" Warning "mutually exclusive fields",
        hint "keep one of the two",
        explain "The specification allows only one of these fields in an object. Where it matters to a client, `content` takes precedence over `style`, and encodings by name over encodings by position.";
    EXAMPLE_TWICE = "TS346" Note "example given twice",
        hint "no action needed: examples appear in documentation only",
        explain "`example` and `examples` are mutually exclusive, and so are the fields with which an Example object gives its value. Neither affects the client.";
    MISSING_FIELD = "TS347" Warning "required field is missing",
        hint "add it in an overlay",
        explain "The specification requires this field. It is treated as present and empty: an operation without `responses` returns nothing, a flow without `scopes` has none.";
    MISSING_TEXT = "TS348" Note "required description is missing",
        hint "no action needed: it appears in documentation only",
        explain "Before 3.2 every response has a description. A missing one is treated as empty.";
    NULL_OBJECT = "TS349" Warning "null instead of an object or list",
        hint "remove the key, or give it an object; in YAML an empty object is `{}`",
        explain "A null is treated as absent. A named entry (a component, a path, a status) is kept as an empty object; anything else is left out.";
    COMPONENT_NAME = "TS350" Warning "invalid component name",
        hint "rename it, and the references to it; the client works either way",
        explain "Keys under `components` consist of letters, digits, dots, dashes and underscores. Other names still work: references find them, and Rust names are made from their valid characters. Reported once per section, at the first location.";
    MEDIA_TYPE_NAME = "TS351" Warning "invalid media type",
        hint "write `type/subtype`, such as `application/json`",
        explain "A media type is two tokens separated by a slash (RFC 9110, 8.3.1). An invalid one cannot be sent as a `Content-Type` that a server understands, nor be recognized in a response; the body is then handled as bytes.";
    SERVER_ADDRESS = "TS352" Warning "invalid server URL",
        hint "correct the URL or its variables in an overlay",
        explain "Each name in braces in a server URL must be a declared variable, each declared variable must be in the URL, and the URL must not be empty. Without a scheme, `example.com/v1` may be a host or a path: write `https://example.com/v1` or `/example.com/v1`. The URL is used as written, with the variables that are declared; callers can set another one.";
    SERVER_VALUES = "TS353" Warning "invalid server variable",
        hint "correct `enum` or `default` in an overlay",
        explain "`enum` lists the allowed values of a variable: at least one, without duplicates, including the default. The default is used regardless of `enum`.";
    MISPLACED = "TS354" Warning "field has no effect here",
        hint "remove it, or write it where it applies",
        explain "The specification has this field, but it does not apply to this kind of object: `allowReserved` controls percent-encoding, which headers do not use; a whole query string is described by `content`. The field is ignored, except that the `schema` of a whole query string without `content` is read as that of `application/x-www-form-urlencoded`.";
    PARAMETER_NAME = "TS355" Warning "invalid parameter name",
        hint "correct the name in an overlay",
        explain "Names of headers and cookies are tokens (RFC 9110, 5.1; RFC 6265, 4.1.1), and the name of a path parameter must be possible inside braces. The method takes the parameter nevertheless: a request with such a header fails before anything is sent, and in a cookie the name is percent-encoded.";
    QUERY_TWICE = "TS356" Warning "query string described twice",
        hint "keep either the parameter `in: querystring` or those `in: query`",
        explain "A parameter `in: querystring` is the whole query string, so it excludes parameters `in: query`. Both are sent, one after the other.";
    HEADER_NAME = "TS357" Warning "invalid response header",
        hint "correct the name in an overlay",
        explain "Names of headers are case-insensitive tokens (RFC 9110, 5.1). A response cannot contain a header with any other name, and two names that differ only in case are one header. Clients do not have types for response headers.";
    TAG_REPEATED = "TS358" Warning "tag declared twice",
        hint "remove one of them",
        explain "Names of tags are unique. Operations are grouped by the tags they name themselves, so nothing else changes.";
    HTTP_SCHEME = "TS359" Warning "unregistered HTTP authentication scheme",
        hint "if the server expects a custom header, use `type: apiKey`",
        explain "`scheme` is a name from IANA's registry of HTTP authentication schemes. For an unknown scheme, the caller provides the complete value of the `Authorization` header.";
    URL_INVALID = "TS360" Note "invalid URL",
        hint "no action needed: the client does not fetch tokens itself",
        explain "OAuth 2 and OpenID Connect fields such as `tokenUrl` are URLs. The client receives its token from the caller, so these fields are documentation only.";
    PATH_TEMPLATE = "TS361" Warning "invalid path template",
        hint "correct the path in an overlay",
        explain "A path begins with `/`, its braces match, and each name appears in it once. Text outside of matching braces is sent as it is, percent-encoded where a URL requires that; a name that appears twice is replaced twice with the same value.";
    PATH_AMBIGUOUS = "TS362" Note "adjacent path parameters",
        hint "no action needed; the server has to know where one ends",
        explain "With no text between two parameters, the path alone does not show where one ends and the other begins. A client only builds the path.";
    PATH_REPEATED = "TS363" Warning "duplicate path",
        hint "put the operations of both under one path",
        explain "Paths that differ only in the names of their parameters, or in unnecessary percent-escapes, are the same path. Each operation gets its own method; if two of them have the same HTTP method, it is unspecified which one the server means.";
    EXAMPLE_MISFIT = "TS364" Note "example of the wrong type",
        hint "no action needed: examples appear in documentation only",
        explain "The JSON type of the example differs from `type`. One of the two is wrong; `type` is used. Reported once per pair of types, at the first location.";
    PATTERN_BROKEN = "TS365" Note "invalid regular expression",
        hint "no action needed: the pattern is not checked",
        explain "A group or character class is not closed, or the expression ends with a backslash. It appears in the documentation as written.";
    ENCODING_UNKNOWN = "TS366" Warning "encoding of an unknown property",
        hint "correct the name in an overlay",
        explain "`encoding` describes how properties of the schema are serialized. The schema has no property with this name, so the entry has no effect.";
    FOREIGN_DIRECTIVE = "TS367" Note "extension of another generator",
        hint "no action needed; names and types are overridden with `x-truespec-…`",
        explain "Extensions such as `x-go-name` tell another generator how to name or type something. They are ignored. Reported once per key, at the first location.";
    DOCUMENT_EMPTY = "TS368" Error "empty document",
        hint "give a document that has `paths`, `components` or `webhooks`",
        explain "An OpenAPI document has at least one of these. Without any there is nothing to generate, and most likely it is the wrong file.";
    NULL_DEFAULT = "TS369" Note "null default of a non-nullable schema",
        hint "no action needed: it is read as no default",
        explain "Some tools write `default: null` if there is no default. Reported once per document, at the first location.";
    ITEMS_LIST = "TS370" Note "list of schemas under `items`",
        hint "for elements that may be any of these, write `items: {anyOf: [...]}` in 3.0 and later; for a tuple, `prefixItems` in 3.1",
        explain "JSON Schema before 2020-12 gave each of the first elements a schema of its own with a list under `items`. OpenAPI never had that: `items` is one schema for all elements. Authors mostly mean the older JSON Schema, so the list is read as a tuple. Reported once per document, at the first location.";
    MEDIA_TYPES = "TS375" Warning "too many global media types",
        hint "list the media types of an operation in the operation",
        explain "Swagger 2.0 lists media types for the whole document, and each operation without a list of its own has a schema for each of them. At most 32 are used.";

    REF_REMOTE = "TS401" Error "remote reference",
        hint "download the file to the folder of the document and map its address to the folder with `--map`, or in `[map]` of `truespec.toml`",
        explain "References to `http:` and other URLs are never fetched: a build must not depend on the network, nor its output on what a server returns today. A file is found by its address in three ways: `--map https://example.com/schemas=./schemas`, or the same in `[map]` of `truespec.toml`, names the folder that holds what is below an address (or the file of a whole address), and the longest matching prefix is used; if a document has an address of its own (`$self`, `$id`), addresses next to it are files next to it; and a file next to the document is found by its own `$self` or `$id`. The folder must be inside the folder of the document, or of `--root`. Reported once for each file.";
    REF_OUTSIDE = "TS402" Error "reference to a file outside the allowed folder",
        hint "move the file into the folder of the document, or name a folder that holds both with `--root`",
        explain "References may only lead to files in the folder of the document and below, after following links. A document from elsewhere must not be able to read other files.";
    REF_FILE = "TS403" Error "referenced file cannot be read",
        hint "create the file or correct the path; it is relative to the file that contains the reference",
        explain "The `$ref` names a file that does not exist or is not text. An incomplete document is not generated from. Reported once for each file.";
    REF_TARGET = "TS404" Warning "reference target not found in the file",
        hint "correct the fragment after `#`: it is a JSON pointer",
        explain "The file exists, but has no value at the JSON pointer after `#`. The reference is read as `{}`, which allows anything.";
    REF_CYCLE = "TS405" Warning "reference cycle between files",
        hint "make one of them a value instead of a reference",
        explain "References that only lead to each other never reach a value, and an object that cannot be a component (a path item, an operation) cannot contain itself. The reference is read as `{}`.";
    REF_GROWTH = "TS406" Error "references make the document too large",
        hint "name the shared parts under `components` and reference those",
        explain "An object that has no section under `components` is copied to each location that references it. Copies of copies grow exponentially; at most 100,000 values are copied into a document, plus 16 for each value of its files, 32 levels deep.";
    REF_NAME = "TS407" Error "conflicting names for parts of other files",
        hint "rename one of the files or of the parts",
        explain "An object that another file defines becomes a component, named after the last token of its fragment or after its file. If names conflict, more of the path is added, up to the whole path. These two still have the same name once characters that are not allowed in component names are replaced.";
    REF_UNKNOWN_KEY = "TS408" Note "reference under an unknown key",
        hint "correct the key, or begin it with `x-` if it is an extension: references under extensions are not followed",
        explain "OpenAPI and JSON Schema do not have this key here, so nothing is generated from it. Its reference is followed nevertheless, so that a missing file is found and a misspelled key loses nothing.";
    REF_PROSE = "TS409" Warning "text in another file not read",
        hint "correct the path, or write the text into the document",
        explain "A `description`, `summary` or `title` may be a `$ref` to a file. A file of Markdown or plain text is taken as it is; a `.yaml` or `.json` file must hold a string there. Nothing but documentation depends on it, so the text is left out if it cannot be read.";
    ADDRESS_SHARED = "TS410" Warning "address declared by several files",
        hint "give each file an address of its own, or name the file that is meant with `--map`, or in `[map]` of `truespec.toml`",
        explain "A file next to a document is found by the address that it declares as its own: `$self`, or `$id` at its top. If several files declare the same address, the reference does not say which of them is meant; the file that was read before is used, or else the first by name.";
    DANGLING = "TS411" Warning "reference target not found",
        hint "correct the `$ref`, or add its target",
        explain "The `$ref` names a location that does not exist in the document, or a value that cannot be read as the expected object. A schema becomes `serde_json::Value`; a parameter, body or response is left out.";
    REFERENCE_CYCLE = "TS412" Warning "reference cycle",
        hint "give one of them a schema of its own",
        explain "A chain of `$ref`s never reaches a schema. The type becomes `serde_json::Value`.";
    PIECE_UNFIT = "TS413" Warning "invalid OpenAPI object",
        hint "correct the object with an overlay action",
        explain "Even after normalising, this object cannot be read as the type expected at its location. A schema becomes `serde_json::Value`; an operation is left out.";
    ALIAS_CHAIN = "TS414" Warning "chain of type aliases too long",
        hint "reference the last schema of the chain directly",
        explain "A schema that is only a reference to another schema, or a list or map of one, becomes a type alias. At most 64 aliases may follow each other, and fully expanded they may have at most 4,096 parts. Beyond that the type becomes `serde_json::Value`.";
    UNNAMED_CYCLE = "TS415" Warning "unnamed recursive schema",
        hint "move the schema to `components/schemas` and reference it there",
        explain "A reference leads back into the schema that contains it, and that schema is not a component. A recursive type needs a name, so the member that closes the cycle becomes `serde_json::Value`.";
    UNNAMED_TOO_DEEP = "TS416" Warning "references into unnamed schemas nested too deeply",
        hint "move the schemas to `components/schemas` and reference them there",
        explain "References into parts of other schemas are followed, and so are the references in those parts. Beyond 64 levels the type becomes `serde_json::Value`.";

    ENUM_DUPLICATE = "TS501" Warning "duplicate enum value",
        hint "remove one of them",
        explain "The value becomes one variant; nothing else changes.";
    REQUIRED_UNKNOWN = "TS502" Warning "`required` names an unknown property",
        hint "add the property or remove it from `required`",
        explain "A property without a schema cannot be a field. If additional properties are declared, it is kept among them.";
    ALL_OF_CONTRADICTION = "TS503" Warning "contradicting `allOf`",
        hint "remove one of the types with an overlay action",
        explain "A value cannot have two JSON types at once. The later branch is used, as it usually refines the earlier one.";
    ALL_OF_CYCLE = "TS504" Warning "`allOf` cycle",
        hint "remove the reference that closes the cycle",
        explain "Including a schema in itself adds nothing; the reference that closes the cycle is ignored.";
    UNION_TOO_LARGE = "TS505" Warning "union with too many combinations",
        hint "list the possible combinations with an overlay action",
        explain "Several unions that apply at once multiply. Beyond the limit the result would be unreadable, and the type becomes `serde_json::Value`.";
    DEFAULT_TYPE = "TS506" Warning "default of the wrong type",
        hint "correct or remove the default",
        explain "The default is not a valid value of its own schema. It is ignored.";
    TYPE_WORD = "TS510" Warning "unknown `x-truespec-type`",
        hint "use one of the words listed in generator/README.md, such as `quoted i64` or `decimal`",
        explain "`x-truespec-type` in an overlay sets the type of a value where its schema cannot, such as a number sent as a string. An unknown word is ignored, and the type of the schema is used.";
    PATTERN_UNCHECKED = "TS511" Warning "pattern not checked",
        hint "rewrite the pattern without the unsupported syntax in an overlay, or rely on the server to check it",
        explain "With `validate = true`, values are checked against their patterns before they are sent, using the crate `regex-lite`, which has no look-around, no back-references and no Unicode classes. A pattern that it cannot match as ECMA 262 defines it is documented and not checked.";
    ENUM_TYPE = "TS520" Warning "enum value does not match `type`",
        hint "correct `type` or the enum value in an overlay",
        explain "No value could both be this enum value and have the declared type. The enum values determine the type, because they are usually copied from real data; often quotes were added or omitted by mistake.";
    ALL_OF_ENUM = "TS521" Warning "disjoint enums in `allOf`",
        hint "correct one of them in an overlay",
        explain "A value would have to be in both enums, and none is. The first enum is kept; it is open, so other values can still be read.";
    UNION_ALIKE = "TS522" Note "union alternatives matched by trial",
        hint "name a discriminator in an overlay, or make a property required that only one of them has",
        explain "Two alternatives have the same JSON type, the same required properties and no constant that differs. Each alternative is scored by how much of a value it understands, at any depth; the highest score is used, and the first alternative if scores are equal. A value that matches both may therefore be read as the wrong one. Reported once per document, at the first location.";
    ALL_OF_TOO_DEEP = "TS523" Warning "unbounded recursion in `allOf`",
        hint "declare the property in one place, with an overlay action",
        explain "If several branches of an `allOf` declare a property, their schemas are merged, and so are the properties of those schemas, level by level. Beyond a limit, which only schemas that reference each other reach, the type becomes `serde_json::Value`.";
    REQUIRED_ENDLESS = "TS524" Warning "infinite required recursion",
        hint "remove one of the properties from `required` in an overlay",
        explain "Every value of the object would have to contain another one, without end, so no finite value exists. A server has to omit the property somewhere, so the client makes it optional.";
    INCLUDED_TOO_MANY = "TS525" Warning "`allOf` includes too many properties",
        hint "reference shared schemas instead of including them everywhere",
        explain "A schema that includes another with `allOf` has all its properties, including inherited ones. The total number of properties of all schemas is limited; the limit grows with the number of schemas. Properties beyond it are left out.";
    INHERITANCE_TOO_DEEP = "TS526" Warning "`allOf` inheritance too deep",
        hint "use fewer levels of inheritance",
        explain "A schema may include one with `allOf` that includes another, up to 64 levels. Deeper schemas are left out.";
    ALTERNATIVES_TOO_MANY = "TS527" Warning "too many union alternatives",
        hint "list fewer alternatives, or set `x-truespec-type: any`",
        explain "Alternatives are compared with each other. A union may have 1,000 alternatives, and the total for all unions is limited; the limit grows with the number of schemas. A union beyond that becomes `serde_json::Value`.";
    CONSTRAINTS_TOO_MANY = "TS528" Warning "constraints in too many schemas",
        hint "state the constraints of a value in fewer schemas",
        explain "With `validate = true`, the constraints of a value are collected from all schemas that describe it. Beyond the limit they are not checked before the value is sent.";
    DECLARED_TOO_OFTEN = "TS529" Warning "property declared too often",
        hint "declare the property in one place, with an overlay action",
        explain "Branches of an `allOf` that declare the same property are compared and merged. Of more than 256 declarations, the last ones are used.";
    REQUIRED_TOO_MANY = "TS530" Warning "too many mutually required objects",
        hint "remove properties from `required` that a finite value cannot all have",
        explain "Cycles of objects that require each other are broken one at a time, in order, by making a property optional. If that takes too many steps, all properties that lead back are made optional.";
    GUARDS_TOO_MANY = "TS531" Warning "too many properties to match alternatives",
        hint "name a discriminator in an overlay",
        explain "Each union keeps a list of the properties by which its alternatives are matched. Beyond the limit, alternatives are preselected by their JSON type only, then tried.";
    SCHEMA_TOO_DEEP = "TS532" Warning "schema nested too deeply",
        hint "name the inner schemas under `components` and reference them",
        explain "Alternatives and merged properties may be combined level by level. Beyond 64 levels the type becomes `serde_json::Value`.";
    GENERIC_TOO_MANY = "TS533" Warning "too many copies of generic schemas",
        hint "reference the generic schemas from fewer schemas that bind their types, or nest them less deeply",
        explain "A schema that refers to a generic one and binds its `$dynamicAnchor`s becomes a copy of it, with the generic schemas inside it. Copies of copies grow exponentially, so the copied values have a limit. Beyond it, `$dynamicRef`s keep their default target.";

    PATH_PARAMETER_UNDECLARED = "TS601" Warning "undeclared path parameter",
        hint "declare it under `parameters` with `in: path`",
        explain "The URL cannot be built without the value, so the method takes it as a string.";
    PATH_PARAMETER_SURPLUS = "TS602" Warning "path parameter not in the path",
        hint "remove it, or add it to the path",
        explain "The path has no placeholder for its value, so the parameter is left out.";
    PARAMETER_DUPLICATE = "TS603" Warning "duplicate parameter",
        hint "remove one of the two; the last one is used",
        explain "A parameter is identified by its name and `in`.";
    RESERVED_HEADER = "TS604" Note "reserved header declared as a parameter",
        hint "remove it: `content` and `security` describe these headers",
        explain "OpenAPI ignores header parameters named `Accept`, `Content-Type` and `Authorization`. The client sets these headers from the media types and the credentials.";
    SCHEME_UNKNOWN = "TS605" Warning "unknown security scheme type",
        hint "use one of apiKey, http, oauth2, openIdConnect, mutualTLS",
        explain "The client cannot send a credential for this scheme; operations that require it can still be called with a header set by hand.";
    SCHEME_UNDECLARED = "TS606" Warning "undeclared security scheme",
        hint "declare it under `components.securitySchemes`, or correct the name",
        explain "The operation requires a security scheme that is not declared. The request is sent without a credential; a header can be set by hand.";
    OPERATION_ID_REPEATED = "TS607" Warning "duplicate operationId",
        hint "give each operation a unique id",
        explain "Ids must be unique. Where both operations would become the same method, each method is named after the HTTP method and path instead.";
    MEDIA_TYPE_UNUSED = "TS608" Note "request body with several media types",
        hint "choose another one with an overlay action that removes the rest",
        explain "Each media type with a schema of its own becomes a method. The plain method name is given to JSON, then to multipart, forms, text and bytes. Media types that only serialize the same schema differently do not become methods.";
    CONSTANT_UNSENDABLE = "TS609" Warning "constant that its location cannot hold",
        hint "correct the value or the location of the parameter in an overlay",
        explain "A required parameter with one allowed value is sent with every call. This value cannot be sent where the parameter is: a segment of a path must not be empty, `.` or `..` (RFC 3986, section 5.2.4), a header has no control characters (RFC 9110, section 5.5), and `style: cookie` encodes nothing. The method takes a value instead.";
    CONSTANT_ENCODED = "TS610" Note "constant sent in another form",
        hint "no action needed if the server decodes it; if a slash separates segments, add `x-ms-skip-url-encoding: true` to the parameter in an overlay",
        explain "A required parameter with one allowed value is sent with every call. A slash in a path parameter is percent-encoded, as a parameter is one segment of the path, and a header with letters beyond ASCII is sent in UTF-8, for which HTTP has no rule (RFC 9110, section 5.5).";
    METHOD_NAME = "TS611" Warning "invalid HTTP method",
        hint "correct the method in an overlay",
        explain "The keys of `additionalOperations` are sent as the method of the request. A method is a token (RFC 9110, section 9.1): letters, digits and some signs, without spaces. `CONNECT` opens a tunnel and has no answer that a client could read. The operation is left out.";
    STYLE_TYPE = "TS620" Warning "style not defined for the type",
        hint "check what the server expects, and correct `style` in an overlay",
        explain "`deepObject` is defined for objects, `spaceDelimited` and `pipeDelimited` for lists and objects, an exploded `form` in a cookie for single values, and no style but `deepObject` for objects in arrays. Other values are sent by the closest definition: elements of a list in a deep object are numbered (`name[0]=a`), an object in an array is JSON, a single value has no delimiters, and each pair becomes a cookie of its own. Reported once per style and type of value, at the first location.";
    NO_SUCCESS = "TS621" Note "no success response documented",
        hint "if `default` describes errors, add the success response in an overlay",
        explain "If `default` is the only response, or all other responses are errors, nothing else can describe success: the method returns the type of `default`, and errors are decoded as the same type. Reported once per document, at the first location.";
    PART_HEADERS = "TS622" Note "form part with headers of its own",
        hint "use `Upload::header` for a file, `Part::header` for a single value; for an object, build the whole `Form` by hand: `call.request().set_multipart(…)`",
        explain "OpenAPI allows headers on a part of a form besides `Content-Type` (`encoding.<part>.headers`). They are set by name on the argument: a file is an `Upload`, which has `Upload::header`; a single value, or each value of a list, is a `Part`, which has `Part::header`. An object sent as JSON is passed as its own type, which has no headers; use a `Form` with the part `Part::json(&value)?.header(…)` instead. `Content-Type` and `Content-Disposition` are set with `content_type` and `filename`. Reported once per part and its headers, at the first location.";
    NO_CONTENT = "TS630" Note "content documented for a response that has none",
        hint "remove the content, or document the status that the server sends with it",
        explain "Responses with status 204, 205 and 304 and responses to `HEAD` have no content (RFC 9110, sections 15.3.5, 15.3.6, 15.4.5 and 9.3.2), so there is nothing to decode: the method returns `()`. Reported once per status, at the first location.";
    ANSWER_UNUSED = "TS631" Note "response with several serializations",
        hint "set another one with `.header(\"accept\", …)` and decode the bytes by hand, or choose it with an overlay action that removes the rest",
        explain "Each media type of a response that is read differently becomes a method: JSON by its schema, text, bytes. Media types that only serialize the same schema differently (XML, YAML, Protocol Buffers) do not become methods: the response is requested and read as JSON. Nor does a media type that differs from another one in case or charset only, because no request can ask for it; the schema of the first is used. Reported once per combination, at the first location.";
    CHARSET = "TS632" Warning "unsupported charset of a request body",
        hint "change the charset of the media type to `utf-8` if the server reads it, in an overlay",
        explain "A text is sent in the charset that its media type declares: UTF-8, UTF-16, US-ASCII, ISO-8859-1, ISO-8859-15 or windows-1252. For any other charset the method takes the bytes of the encoded text.";
    STREAM_UNUSED = "TS640" Note "operation can also return a stream",
        hint "add an overlay action with `x-truespec-stream: {field: stream}` to the operation, naming the property of the request body that selects the stream",
        explain "The document offers a stream besides a whole response, and does not say how a request selects one of them. With `x-truespec-stream` the operation has two methods: `field` is the property of the JSON body that selects, and `stream` (default `true`) and `whole` (default `false`) are its values.";
    STREAM_UNUSABLE = "TS641" Warning "invalid `x-truespec-stream`",
        hint "name a `field` of the JSON body of an operation that returns a stream and something else",
        explain "`x-truespec-stream` is `{field: …}` with the property of the JSON body that selects between a stream and a whole response, and optionally its values: `stream` and `whole`. The operation keeps its single method.";
    FORM_BY_HAND = "TS642" Note "form whose parts have no names",
        hint "build the form part by part: `Form::new().part(\"name\", Upload::bytes(content))`; with an object schema in an overlay the call takes a type of its own",
        explain "The parts of a multipart body are the properties of its schema. A list, a single value or any value has no properties, so the document does not name the parts: the call takes a `Form`, to which parts are added by name, in the order in which they are sent. A part with an empty name has no `Content-Disposition` where the body is not `multipart/form-data`.";
    FORM_TEXT = "TS643" Note "urlencoded form without properties",
        hint "pass the encoded text; with an object schema in an overlay the call takes a type of its own",
        explain "The pairs of a urlencoded body are the properties of its schema. A list or a single value has no properties, so the call takes a text that is sent as it is.";
    HEADER_MAP = "TS644" Note "response header that stands for several",
        hint "read them from `response.headers()`",
        explain "`x-ms-header-collection-prefix` says that a header stands for all headers whose names begin with a text. A request sends them from a map. The headers of a response are read by name, so a header like this has no method.";
    PARAMETER_TEXT = "TS645" Note "parameter written by the caller",
        hint "pass the text that the media type asks for; it is percent-encoded where its location needs that",
        explain "A parameter with `content` is written as its media type says. JSON is written by the client, and so are single values of any other media type, as texts. How a list or an object looks in another media type only the caller knows: the parameter is a text.";
    EVENTS_TEXT = "TS646" Note "event stream as a request body",
        hint "pass the text of the events, each with its `data:` lines and an empty line after it",
        explain "The client reads event streams (`text/event-stream`) and does not write them: the body is a text, which is sent as it is. Its schema describes the events, and is not used.";
    PART_ENCODING = "TS647" Note "part encoding not applied",
        hint "set the media type of each part: `Upload::content_type`, `Part::content_type`",
        explain "The client applies `encoding` by the name of the part. Encodings by position (`prefixEncoding`, `itemEncoding`), those of parts within a part, and media types that the client does not write (XML, nested multipart bodies) are left to the caller: a part is added with its own media type, and an object in such a media type is a `Part` that the caller writes.";
    SCHEMA_UNUSED = "TS648" Note "schema of content that is not JSON",
        hint "decode or encode the content by hand; `as_bytes()` of a call gives a response as it came",
        explain "The client reads and writes values of a schema as JSON, forms, events and JSON lines. In any other media type (XML, YAML, CSV, Protocol Buffers, multipart responses) an object or a list is a text or bytes, which the caller decodes or encodes; no types are generated from its schema. Reported once per media type and use, at the first location.";
    STREAM_WHOLE = "TS649" Note "stream beside other successes",
        hint "remove the content of the other statuses in an overlay, if they are errors or never come; the operation then returns the stream",
        explain "A method returns a stream if all successful responses with content are that stream. If another status returns something else, the method returns an enum by status, which holds a whole body: the stream is read to its end and returned as bytes.";
    RETRY_UNFIT = "TS650" Warning "`x-truespec-retry` is not a boolean",
        hint "write `true` if the request may safely be sent twice, `false` if it must not be; remove the key to follow the HTTP method",
        explain "The HTTP method defines whether an operation is idempotent (RFC 9110, section 9.2.2), and only idempotent requests are retried automatically. `x-truespec-retry` overrides this for one operation. Any value other than a boolean is ignored.";
    IDEMPOTENCY_KEY_UNFIT = "TS651" Warning "`x-truespec-idempotency-key` is not a header name",
        hint "give the name of the header, such as `Idempotency-Key`",
        explain "`x-truespec-idempotency-key` names the header with which the server recognizes a request that is sent twice. The client then generates a new key for each call and sends it in this header. A value that is not a valid header name is ignored.";
    PAGINATION_UNFIT = "TS652" Warning "`x-truespec-pagination` does not match the operation",
        hint "correct it in an overlay; the options are listed in generator/README.md",
        explain "`x-truespec-pagination` describes how a list is read page by page. Everything it names must exist: query parameters of the operation, or properties of its body as JSON pointers (`/page/cursor`), and a list in its response. Otherwise the operation has no `pages` and `items`.";
    PARTS_TOO_MANY = "TS653" Warning "operations share too much",
        hint "move parameters, headers, responses or credentials out of what many operations share",
        explain "Everything that operations share (parameters of a path item, responses and headers of `components`, credentials of the whole document) is repeated in the client for each operation. The total is limited to 20,000 parts plus 64 for each operation; 1,024 bytes of documentation count as one part. Operations beyond the limit are left out.";
    PAGINATION_LIKELY = "TS660" Note "list that looks paginated",
        hint "describe it in an overlay with `x-truespec-pagination`; `false` means that it is not paginated",
        explain "The parameters of the operation, in the query or in the body of a POST, and its response look like those of a paginated list. OpenAPI cannot describe pagination, and a wrong guess would silently lose items, so no pagination is generated. The hint shows an overlay action that describes it; check it against the vendor's documentation before using it. `x-truespec-pagination: false` states that the list is not paginated.";
    SCHEME_UNUSED = "TS670" Note "security scheme that no operation requires",
        hint "require it with `security = [\"NAME\"]` for the API in `truespec.toml`, or with `security` at the root of the document in an overlay",
        explain "A client sends a credential only with operations whose `security` requires its scheme. A document that declares a scheme and requires it nowhere usually means that every operation takes it. The overlay action of the hint, or `security = [\"NAME\"]` for the API in `truespec.toml`, requires it of all operations that have no `security` of their own. Without, a client that is given such a credential is not built, so that it is not left out without notice; `credential_for` sends it with a single call.";
    SCHEME_OF_SETTINGS = "TS671" Error "unknown security scheme in the settings",
        hint "name a scheme of `components.securitySchemes`",
        explain "`security` of an API in `truespec.toml` lists the security schemes that its operations require if they have no `security` of their own. Each must be declared in the document, under `components.securitySchemes` (`securityDefinitions` in Swagger 2.0).";
    SCHEME_BY_HAND = "TS672" Note "HTTP authentication scheme that the caller computes",
        hint "give the whole value of `Authorization`; where it depends on the request, set it for each call with `credential_for` or `header`",
        explain "The client sends `Basic` and `Bearer` credentials. Other schemes of HTTP authentication (Digest, Hawk, Negotiate and others) need an exchange with the server or a signature of each request: the credential is the whole value of the header `Authorization`, which the caller computes.";
    SCHEME_PREFIX = "TS673" Warning "`x-truespec-prefix` cannot stand before a credential",
        hint "write visible ASCII, such as `Token`, on a scheme whose credential is a header",
        explain "`x-truespec-prefix` of a security scheme is what stands before the credential in its header: of `type: apiKey` with `in: header`, and of HTTP schemes other than `Basic` and `Bearer`, which have their word. A word is followed by a space; any other text is sent as written, such as `Token token=`. A value of another kind is ignored: the caller's credential is the whole value of the header.";
    BODY_MEANT = "TS690" Note "request body that is not `required` is an argument",
        hint "to keep it optional, add `x-truespec-optional: true` to the request body in an overlay, or set `optional-bodies = true` under `[[api]]` in `truespec.toml`",
        explain "A request body without `required: true` may be left out, but documents often omit the flag. Where every value of the schema has required members, and none of its alternatives is empty or null, a request without a body is not meant: the body is an argument of the method. `x-truespec-optional: true` on the Request Body Object keeps one body optional, `optional-bodies = true` those of a whole API; the call then has a method `body`.";
    STREAM_BOTH = "TS691" Note "operation with a method for a stream and one for a whole response",
        hint "no action needed; `x-truespec-stream: false` on the operation in an overlay leaves out the method for the stream",
        explain "The document offers a stream besides a whole JSON response, and the JSON body has the boolean property `stream`, by which a request selects one of them. The operation has two methods, the second with `_stream` at its end, and each sets the property itself, as if `x-truespec-stream: {field: stream}` were on the operation.";
    WEBHOOK_UNFIT = "TS692" Warning "invalid `x-truespec-webhook`",
        hint "correct it in an overlay; the members are listed in generator/README.md",
        explain "`x-truespec-webhook` says how the server signs webhooks: the name of a scheme (`standard`, `svix`, `github`, `stripe`), or an object with what differs from one. A member that cannot be read could mean that requests are accepted that the server did not send, so none of it is used: the receiver expects Standard Webhooks, or the scheme whose header the webhooks declare.";

    IMPORT_CONTRADICTION = "TS701" Warning "two pages contradict each other",
        hint "use `--prefer` to choose the other page, or correct the document with an overlay",
        explain "Pages of a documentation are published at different times. If two describe the same part differently, the later page is used, or the one named with `--prefer`; this is the location that was not used.";
    IMPORT_USED = "TS702" Note "page used to resolve a contradiction",
        hint "no action needed if this is correct",
        explain "The other location of a contradiction between two pages (TS701): this one is used in the merged document.";
    IMPORT_NO_DOCUMENT = "TS703" Error "no OpenAPI document in the page",
        hint "give an OpenAPI file, or a page that holds one: Markdown with a line `openapi:` in a code block, or HTML with its document",
        explain "`truespec import` reads OpenAPI files, Markdown pages with OpenAPI in fenced code blocks, pages of Docusaurus, and the HTML and scripts of Swagger UI, Redoc, Scalar and similar viewers that hold their document. Many pages only name it: the hint says which, and it is to be saved by itself, as `truespec` does not access the network.";
    IMPORT_SERVERS = "TS704" Note "pages with different servers",
        hint "no action needed if each is right; otherwise correct `servers` with an overlay",
        explain "Operations of pages with other servers than the rest keep them as their own `servers`. Those of the preferred page, or those that most pages have, are the servers of the document. Swagger 2.0 has one `basePath` for all operations: where pages have different ones, each is written into the paths of its page.";
    IMPORT_NO_OPERATION = "TS705" Error "no operation in the pages",
        hint "give the pages of operations too; no document was written",
        explain "The pages hold OpenAPI documents without a path, such as components alone. A document made of them would describe nothing that can be called.";
    IMPORT_MIXED = "TS706" Error "pages of Swagger 2.0 and OpenAPI 3",
        hint "import the pages of each version into a document of its own",
        explain "Swagger 2.0 and OpenAPI 3 write servers, bodies and components differently, so a document cannot hold parts of both. Each of the two can be generated from, as two APIs of one crate if need be.";
    LINT_EXAMPLE = "TS711" Warning "example contradicts its schema",
        hint "find out whether the example or the schema is wrong, and correct that one",
        explain "Vendors often copy examples from real responses and write schemas by hand, so usually the schema is wrong: `null` is not declared, an enum lacks a value, a number is sent as a string. All examples of a schema are judged together: if most of them agree with it, the others are wrong, and no action is proposed.";
    LINT_ERROR_UNTYPED = "TS712" Warning "error response has examples but no schema",
        hint "add a schema that matches the examples",
        explain "Without a schema, callers receive the body of an error as bytes. The proposed action adds a schema made from the examples.";
    LINT_COLLECTION_ACTION = "TS713" Warning "custom action published with the request and response of `create`",
        hint "check the description for the real request and response",
        explain "drf-spectacular publishes every custom action of a view set with the serializer of the view set, regardless of what the action takes and returns. An action at `/collection/verb/` with the same request and response types as creating an element, but with status 200 instead of 201, is suspect.";
    LINT_ENUM_IN_PROSE = "TS714" Note "values listed in the description only",
        hint "add an `enum`, which becomes variants; enums are open, so unlisted values can still be read",
        explain "The description lists the possible values of a string, but the schema has no `enum`.";
    LINT_PAGE = "TS715" Note "non-nullable link to the next or previous page",
        hint "make it nullable: the first and the last page have no neighbor",
        explain "`next` and `previous` next to a list of results are declared as strings that are never null. The last and the first page have nothing to link to.";
    LINT_PATH_PARAMETER = "TS716" Warning "undeclared path parameter",
        hint "declare the parameter",
        explain "The path has a placeholder without a parameter. The method takes its value as a string.";
    LINT_REQUIRED_UNKNOWN = "TS717" Warning "`required` names an undeclared property",
        hint "remove the name, or declare the property",
        explain "The property has no schema, so `required` has no effect on it.";
    LINT_ID_SHARED = "TS718" Warning "duplicate operationId",
        hint "give each operation a unique id",
        explain "An `operationId` must be unique: methods are named after it.";
    LINT_DEFAULT = "TS719" Warning "default contradicts its schema",
        hint "correct the default, or what the schema allows",
        explain "The default is outside the enum or the limits, does not fit the format, or is of another type. A client that sends or assumes it is refused, or the schema is wrong. The proposed action removes the default, or writes it in the letters of the enum.";
    LEARN_CONTRADICTION = "TS721" Warning "recorded exchange contradicts the document",
        hint "correct the document with the proposed action",
        explain "A recorded request or response does not match the document: it has a null, a value, a type, a media type or a status that is not declared, or lacks what is required. The proposed action was applied to a copy of the document: with it the exchanges decode, and none that did before fails. The number of exchanges that show the contradiction is in the message and in the `source` of the action.";
    LEARN_UNKNOWN = "TS722" Note "recorded request matches no operation",
        hint "no action needed if it belongs to another API; `--host HOST/PATH` of `learn` says where else this API stands",
        explain "No path of the document, below the base path of its servers, matches the URL and method of the recorded request. A local server often has another base path, or none: `truespec learn --host 127.0.0.1:8080` says that the API stands at the root of that host, `--host 127.0.0.1:8080/v2` that it stands below a path. `record` tries the address given with `--to` as such a host by itself.";
    LEARN_RECORDING = "TS723" Error "recording cannot be read",
        hint "give a HAR file, a VCR cassette, a WireMock or Postman file with responses, or a folder of these",
        explain "A recording is an HTTP archive (HAR 1.2) as browsers and proxies write it, a cassette of VCR (Ruby or Python), mappings or a journal of WireMock, a Postman collection with saved examples, or a folder of such files or of pairs: `NAME.request.json` with `method` and `url`, `NAME.response.json` with `status` and `body`. It is recognised by its content.";
    LINT_COSTLY = "TS724" Note "value not checked against its schema",
        hint "reduce how often schemas include each other, or check the value by hand",
        explain "A schema that several others include is evaluated once for each path that leads to it, and recursive schemas use stack. Beyond 1,000,000 evaluations for one value, a depth of 1,000 schemas, or, for all values together, 4,000,000 evaluations by keyword and 250,000 by what clients decode plus 10 for each byte of the document and the recording, values are not checked.";
    LINT_MANY = "TS725" Note "findings not listed",
        hint "fix the listed findings, then run it again",
        explain "A document can have the same mistake in very many locations. `lint` and `learn` list up to 1,000 findings of one code and count the others. Their output, with all proposed actions, is limited to 4 MB plus 16 bytes for each byte of the document and the recording. `lint` tries all its actions together, so it proposes no more of them than one overlay can have.";
    LEARN_UNSETTLED = "TS726" Warning "recorded exchange contradicts the document, and no correction is known",
        hint "compare the exchange with the vendor's documentation, and write the action by hand",
        explain "A recorded request or response does not match the document. Each action that was tried left it so, or made another exchange or example fail. No action is tried that would show a recorded value: a literal is proposed only if it is a plain word and was seen twice.";
    LEARN_FOREIGN = "TS727" Note "recorded request to another host",
        hint "if the host serves this API too, name it with `--host`",
        explain "The method and path of a recorded request match an operation, but the host is none of the document's servers. Browsers record requests to every host a page talks to, so only the hosts of the document are used, and those named with `--host`. A recording of one host alone, as `truespec record` makes it, is taken as one of the API.";
    LEARN_UNUSED = "TS728" Note "recorded response not used",
        hint "no action needed; record the call again if its response should be compared",
        explain "Gateways and proxies answer with 502, 503 and 504, and with HTML pages; recordings write status 0 where no response came. None of them says anything about the API. A body that is called JSON and is none, or of which the recording holds only a part, cannot be compared with a schema.";
    LEARN_STRUCTURED = "TS729" Note "recorded JSON where bytes are declared",
        hint "no action needed for a file that happens to be JSON; otherwise correct the schema of the response by hand",
        explain "The document declares bytes (`format: binary`, or `type: file` in Swagger 2.0), and the recorded response is a list or an object of JSON. The client returns its bytes, which is right for a download. Where the operation always answers JSON, the document most likely says `file` or `binary` by mistake: remove that schema, and write the one of the value.";
    INIT_FILE_EXISTS = "TS731" Error "file already exists",
        hint "move it away or choose another folder; nothing was written",
        explain "`truespec init` never overwrites files. All conflicting files are reported at once, and nothing is written while there is one.";
    INIT_GENERATOR = "TS732" Error "truespec not found",
        hint "give its folder with `--truespec`, or the URL of its repository with `--git`",
        explain "The build script of a workspace uses truespec as a library, which cargo must be able to find: in the folder that this program was built from, in the folder given with `--truespec`, or in a git repository.";
    LEARN_SKIPPED = "TS741" Note "part of a recording was not read",
        hint "no action needed if these are no calls of the API; otherwise record them again with bodies and responses",
        explain "A recording holds more than calls of an API: what a page loads, preflight requests, requests that were aborted or blocked, stubs that match by a pattern. They are counted by reason, and the first one is named. Of a very large recording, some exchanges of each operation and status are compared.";
    LEARN_CUT = "TS742" Warning "recording ends early",
        hint "let the tool that recorded it save it again; what was read is compared",
        explain "The file stops being valid JSON at this place, mostly because the tool that wrote it was stopped. The exchanges before it are complete and are compared.";
    RECORD_REFUSED = "TS743" Error "nothing can be recorded",
        hint "give `--to` the URL of the server, `--listen` an address of this machine, and `--out` a new file or a recording of this command",
        explain "`truespec record` listens on this machine only, because whoever reaches the proxy reaches the server. It appends to its own recordings, one recorder at a time, and overwrites no other file.";
    RECORD_UNANSWERED = "TS744" Warning "the server did not answer",
        hint "check the URL of `--to` and the network; the client got status 502, which is not recorded",
        explain "The recorder could not reach the server, could not agree on TLS with it by the roots of the system, or lost the connection before the response began. What it answers itself is no response of the API.";

    LINT_NO_SUCCESS = "TS751" Note "operation without a success response",
        hint "declare the response of a successful call",
        explain "All responses that the operation declares are errors. What a successful call returns is not in the document: the method returns the body as bytes.";
    LINT_DISCRIMINATOR = "TS752" Warning "discriminator that leads nowhere",
        hint "correct the mapping or declare the property",
        explain "The mapping of a discriminator names a schema that does not exist, or an alternative does not declare the property that tells it from the others. The proposed action removes the entry of the mapping.";
    LINT_EXAMPLE_UNDECLARED = "TS753" Note "example has an undeclared property",
        hint "declare the property, or correct the example",
        explain "An example has a property that its schema does not declare. Vendors often copy examples from real responses, so usually the schema lacks it. JSON Schema allows it, so nothing fails, but callers cannot read it.";

    FETCH_ADDRESS = "TS761" Error "address that is not fetched",
        hint "name an `https` URL without credentials; `http` is only for this machine",
        explain "Documents are fetched from `https` URLs only, so that nobody between the vendor and you changes them: a client is generated from what arrives. `http` is allowed for this machine (`localhost`, 127.0.0.1, ::1). Credentials in a URL would end up in settings, logs and diagnostics.";
    FETCH_FAILED = "TS762" Error "document could not be fetched",
        hint "check the address and the network; a proxy is taken from `HTTPS_PROXY`",
        explain "The server could not be found or reached, its certificate is not valid by the roots of the system, the connection ended before the whole document arrived, or it came in an encoding that was not asked for. Part of a document is never used.";
    FETCH_STATUS = "TS763" Error "the server answered with an error",
        hint "check the address: the vendor may have moved the document",
        explain "Only a response with status 200 is a document, and 304 says that it is the one of the last update. The body of any other response is not looked at.";
    FETCH_REDIRECT = "TS764" Error "redirect that is not followed",
        hint "open the address in a browser, and name where the document is now",
        explain "At most five redirects are followed, and none from `https` to `http` or to anything else.";
    FETCH_LIMIT = "TS765" Error "document too large or too slow",
        hint "check the address",
        explain "A document has at most 256 MiB, the limit of files, before and after it is unpacked. A connection may take 10 seconds and everything together 60, or what `--timeout` of `truespec update` says.";
    FETCH_NO_DOCUMENT = "TS766" Error "not an OpenAPI document",
        hint "open the address in a browser: it may be a page about the document, or a notice that it has moved",
        explain "What is at the address is a page, is empty, is not UTF-8 or has neither `openapi` nor `swagger` at its top. What a server calls it (`Content-Type`) does not count: many send documents as plain text or as bytes of any kind.";
    UPDATE_HEALED = "TS767" Warning "correction that the vendor has made",
        hint "remove the action from the overlay",
        explain "The new document already says what the action would set, or no longer has what it would remove. All actions of the quirk together change nothing in the document as published, so the correction has done its work. It has no guard, so that the update goes on; with one it is TS772.";
    UPDATE_STATE = "TS768" Warning "state of earlier updates cannot be read",
        hint "remove the file; `truespec update` writes it anew",
        explain "`specs/truespec.lock` remembers what was fetched last: digests and what the servers said about the state of their documents. It saves requests and decides nothing else. Without it, or if it cannot be read, documents are fetched as a whole.";

    UPDATE_NO_SOURCE = "TS769" Error "no source to update from",
        hint "add `source = \"https://…\"` to its `[[api]]` in `specs/truespec.toml`",
        explain "`truespec update` gets documents from where `source` of an `[[api]]` says that the vendor publishes them: the URL of the document, the path of a file in the workspace, relative to `specs/`, or a list of pages that hold it.";
    UPDATE_UNKNOWN_API = "TS770" Error "no such API to update",
        hint "name the `module` of an `[[api]]`",
        explain "`truespec update` takes the names of APIs, which are those of their modules in `specs/truespec.toml`; without a name it updates all that have a `source`. `--save` writes the document of one.";
    UPDATE_EDITED = "TS771" Warning "document edited since the last update",
        hint "write the edits as actions of an overlay: an update replaces the document",
        explain "The document in `specs/` is not the one that the last `truespec update` wrote, by its digest in `specs/truespec.lock`. Documents are kept as they are published, and what is wrong with them is corrected by overlays, so that a new version can take their place. The new document replaces the edited one; the repository has the edits.";
    UPDATE_GUARD = "TS772" Error "guarded correction that the vendor has made",
        hint "remove the action from the overlay, then run it again",
        explain "The new document already says what the action would set, or no longer has what it would remove, so the correction has done its work. Its guard (`published` of `x-quirk`) fails in the new document, as the published value is another one, so that no client is generated until the action is removed. What the new document means for the client is shown as if it were.";

    READ_FAILED = "TS801" Error "file cannot be read",
        hint "check the path and its permissions",
        explain "A document, an overlay or the settings could not be read.";
    SETTINGS = "TS802" Error "invalid settings",
        hint "`truespec config --reference` lists all settings",
        explain "`specs/truespec.toml` defines which crate to generate from which documents: `[crate]` with its `name`, and an `[[api]]` with `module` and `document` for each document. Names of settings, the values that they take and paths are checked where they stand. `truespec config --reference` prints all settings, `truespec config --schema` their JSON Schema for editors, and `truespec config` those that take effect.";
    STRICT = "TS803" Error "warning in a strict workspace",
        hint "correct it with an overlay action, or set `strict = false`; with `truespec generate` remove `--strict`",
        explain "`strict = true` means that no document is repaired, degraded or reduced unless an overlay does so explicitly. Each warning above violates that.";

    OUTPUT_FOREIGN = "TS804" Error "files not written by truespec would be overwritten",
        hint "move or delete them, then run again; `truespec --force` and `truespec generate --force` overwrite them",
        explain "A file is considered written by truespec if one of its first two lines contains `@generated by truespec`, or if `.truespec-files` in the same crate lists it; an empty file belongs to nobody. Any other file is never overwritten or removed without `--force`, and as long as one would be, nothing is written at all. `truespec --force` and `truespec generate --force` overwrite. A build script has no such option: move or delete the file.";
    OUTPUT_BLOCKED = "TS805" Error "not a regular file",
        hint "move it elsewhere, then run again",
        explain "A folder, a symbolic link, a pipe or a device exists where a file is to be written, or something other than a folder where a folder is needed. Symbolic links are never followed for writing, as they may lead anywhere, and folders are never replaced, not even with `--force`.";
    OUTPUT_FAILED = "TS806" Error "file cannot be written",
        hint "check the path and its permissions",
        explain "The file system reported an error. All files are first written to a separate folder next to the old ones and moved once all of them are complete, so the crate is unchanged.";
    OUTPUT_BUSY = "TS807" Error "folder locked by another run",
        hint "wait until the other run has ended, then run again",
        explain "Runs that write the same folder wait for each other, for up to a minute. The lock is released when the process that holds it ends, even if it is killed.";
    OUTPUT_PATH = "TS808" Error "path outside the output folder",
        hint "this is a bug in truespec: report it together with the document",
        explain "Every path is checked again before writing: it must be relative and must not contain `..`. No document should be able to produce any other path.";
    OUTPUT_UNMARKED = "TS809" Warning "generated file without its marker, replaced",
        hint "edit `specs/`, not generated files",
        explain "`.truespec-files` lists the file as written by truespec, but its first lines no longer contain the marker. The file is treated as damaged and replaced.";
    ARGUMENTS_SWAPPED = "TS810" Error "arguments that pass for each other would change places",
        hint "an overlay action that lists the parameters, or `required`, as before keeps the places",
        explain "The crate that is there has a method or constructor with two arguments that callers cannot tell apart (of one type, of two that texts convert into, or integers of two widths), and the document now lists their parameters or required members, or its path has them, in another order. Code that calls the method would compile as before and send each argument in the place of the other, so that nothing is written. An overlay action that lists them as before keeps the places. To take the new ones, delete the file of the method and run again, and change the callers. The order of the members of JSON objects never decides a place.";

    NAMES_UNREADABLE = "TS811" Error "the record of names cannot be read",
        hint "take the file of the branch that callers use, such as with `git checkout main generated/.truespec-names.json`, and run `truespec`",
        explain "`.truespec-names.json` beside the emitted crate lists the names that things have, so that of two with the same natural name the older keeps it: an operation `delete_b` that joins `deleteB` renames nothing. It is written with the crate and checked in with it. A name that follows from a correction does not wait for it. `delete_pet, not delete` is a name whose first choice something else has, or had: it stays, so that `delete()` of a caller never becomes a call of something else. The file is not what truespec writes: it was edited, or has the marks of a merge. Of a merge, take the side that callers use already, and run truespec again, which adds what is missing. Without the file, names follow from the document alone, and where two compete, one may get the name of the other, which `truespec diff` tells.";

    VERSION = "TS820" Error "invalid crate version",
        hint "write three numbers, such as `1.0.0`",
        explain "`version` in `[crate]` is written to the generated `Cargo.toml`, where it must be a semantic version: three numbers, optionally followed by `-` and a pre-release or `+` and build metadata.";
    MODULE_NAME = "TS821" Error "invalid module name",
        hint "choose another name in `snake_case`",
        explain "Each API of a crate is a module, a file, a folder and a feature with the same name. It must be a `snake_case` identifier of ASCII letters and digits, not a keyword, and not a name that the generated crate, cargo or Windows reserves.";
    CRATE_NAME = "TS822" Error "invalid crate name",
        hint "choose another name of letters, digits and `-`",
        explain "The name of the generated crate is used for its package and its library: ASCII letters, digits, `-` and `_`, not a keyword, and not a name that cargo, Windows or a dependency of the generated crate uses.";
    SETTINGS_PATH = "TS823" Error "path outside the workspace",
        hint "copy the file to `specs/`",
        explain "Documents and overlays are files of the workspace, relative to `specs/`, so that everyone who has the workspace generates the same crate, and settings from elsewhere cannot read other files.";
    NO_OUT_DIR = "TS824" Error "not called by a build script",
        hint "call `build_script` from `build.rs`; elsewhere use `Generator::generate` and `Client::write`",
        explain "Cargo runs a build script with the variable `OUT_DIR`, the folder for what the script generates. Without it there is no place for the module.";
    OVERLAY_UNNAMED = "TS825" Warning "overlay that no API names",
        hint "add it to the `overlays` of its `[[api]]` in `truespec.toml`, or move it out of `specs/`",
        explain "A file in `specs/` whose name ends in `.overlay.yaml`, `.overlay.yml` or `.overlay.json` is meant to correct a document, but only the overlays that `[[api]]` lists are applied.";
    ACCEPTED = "TS826" Error "invalid accepted changes",
        hint "`truespec diff --accept` prints entries to paste",
        explain "`specs/accepted.toml` lists changes of the client that are known, so that `truespec diff --fail-on` does not fail because of them. Each `[[change]]` requires `item` (its path, as `truespec diff` prints it, below the module of its API), `what` (\"removed\", \"renamed\", \"changed\" or \"added\"), `level` (\"major\", \"minor\" or \"patch\": the most severe change that is accepted) and a `reason`; `api` is the module.";
    ACCEPTED_GONE = "TS827" Note "entry that accepts no change",
        hint "remove the entry from `specs/accepted.toml`, unless it is about another comparison",
        explain "An entry of `specs/accepted.toml` accepts none of the changes between the two versions that were compared. Its change is part of both by now, was taken back, or is spelled otherwise; another entry accepts it already; or it is more severe than the `level` of the entry, and fails `--fail-on`.";
    SELECTOR_UNKNOWN = "TS828" Error "selector that matches nothing",
        hint "`truespec select DOCUMENT` lists the operations with what selects them",
        explain "`only` and `except` of an `[[api]]`, and the flags `--only` and `--except`, select the operations that are generated, by `tag:NAME`, `METHOD /path`, `/path`, an operationId, `group/method`, `deprecated` or `webhooks`. `*` stands for any characters but `/`, and `**` for any. Each selector must match an operation of the document, but for the last two: one that matches nothing is misspelt, or the vendor removed or renamed what it named.";
    SELECTION_EMPTY = "TS829" Error "selection without an operation",
        hint "`truespec select DOCUMENT` lists the operations with what selects them",
        explain "An operation is generated if `only` is empty or one of its selectors matches it, and no selector of `except` does; webhooks are generated if `only` is empty or lists `webhooks`, and `except` does not. The selection leaves neither.";
}
