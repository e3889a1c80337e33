//! The OpenAPI grammar as data: every object, what stands under its keys, what it cannot do without, and the
//! rules that are applied to it. The walk reads nothing else (schemas have their own table, `keyword.rs`).

use super::fields::{Either, Want};
use super::kind::Kind::{self, Any, Bool, Object, Schema, Text, Texts, Word};
use super::kind::{PLAIN, Reference, Rule, Shape};
use super::shape::{document, media, operation, parameter, path_item, response, security, server};
use super::{check, reference, schema, v31, v32};
use crate::diagnostic::{Code, code};
use crate::openapi::version::Version::{self, Never, V31, V32};
use crate::pointer::Pointer;

/// Required until a version.
const fn want(key: &'static str, until: Version, code: &'static Code) -> Want {
    Want { key, until, code }
}

/// Only one of the two.
const fn either(one: &'static str, other: &'static str, code: &'static Code) -> Either {
    Either { one, other, code }
}

/// The two ways of giving examples.
const EXAMPLES: Either = either("example", "examples", &code::EXAMPLE_TWICE);

/// The document itself.
pub static DOCUMENT: Shape = Shape {
    name: "document",
    members: &[
        ("webhooks", Any),
        ("jsonSchemaDialect", Any),
        ("$self", Any),
        ("openapi", Text),
        ("info", Object(&INFO)),
        ("servers", Kind::List(&Object(&SERVER))),
        ("paths", Object(&PATHS)),
        ("components", Object(&COMPONENTS)),
        ("security", Kind::List(&Kind::Map(&Texts))),
        ("tags", Kind::List(&Object(&TAG))),
        ("externalDocs", Object(&EXTERNAL_DOCS)),
        ("x-truespec-webhooks", Kind::Map(&Object(&PATH_ITEM))),
        ("definitions", Kind::Map(&Schema)),
        ("$defs", Kind::Map(&Schema)),
    ],
    rules: &[
        Rule { name: "document_frame", apply: document::frame },
        Rule { name: "webhooks", apply: v31::webhooks },
        Rule { name: "reusable_of_3_2", apply: v32::reusable },
        Rule { name: "security_requirements", apply: security::requirements },
    ],
    since: &[
        ("webhooks", V31),
        ("jsonSchemaDialect", V31),
        ("$self", V32),
        ("definitions", Never),
        ("$defs", Never),
    ],
    wants: &[want("paths", V31, &code::MISSING_FIELD)],
    checks: &[check::name::tags],
    ..PLAIN
};

static INFO: Shape = Shape {
    name: "info",
    members: &[
        ("title", Text),
        ("version", Text),
        ("summary", Text),
        ("description", Text),
        ("termsOfService", Text),
        ("contact", Object(&CONTACT)),
        ("license", Object(&LICENSE)),
    ],
    after: &[Rule { name: "info", apply: document::info }],
    text: Some("title"),
    since: &[("summary", V31)],
    ..PLAIN
};

static CONTACT: Shape = Shape {
    name: "contact",
    members: &[("name", Text), ("url", Text), ("email", Text)],
    text: Some("name"),
    ..PLAIN
};

static LICENSE: Shape = Shape {
    name: "license",
    members: &[("identifier", Text), ("name", Text), ("url", Text)],
    needs: &["name"],
    text: Some("name"),
    since: &[("identifier", V31)],
    exclusive: &[either("identifier", "url", &code::EXCLUSIVE_FIELDS)],
    ..PLAIN
};

static TAG: Shape = Shape {
    name: "tag",
    members: &[
        ("summary", Text),
        ("parent", Any),
        ("kind", Any),
        ("name", Text),
        ("description", Text),
        ("externalDocs", Object(&EXTERNAL_DOCS)),
    ],
    needs: &["name"],
    text: Some("name"),
    since: &[("summary", V32), ("parent", V32), ("kind", V32)],
    ..PLAIN
};

/// A pointer to documentation.
pub static EXTERNAL_DOCS: Shape = Shape {
    name: "externalDocs",
    members: &[("url", Text), ("description", Text)],
    needs: &["url"],
    text: Some("url"),
    ..PLAIN
};

static SERVER: Shape = Shape {
    name: "server",
    members: &[
        ("name", Any),
        ("url", Text),
        ("description", Text),
        ("variables", Kind::Map(&Object(&SERVER_VARIABLE))),
    ],
    needs: &["url"],
    text: Some("url"),
    since: &[("name", V32)],
    checks: &[check::server::address],
    ..PLAIN
};

static SERVER_VARIABLE: Shape = Shape {
    name: "server variable",
    members: &[("default", Text), ("enum", Texts), ("description", Text)],
    needs: &["default"],
    text: Some("default"),
    after: &[Rule { name: "server_variable_default", apply: server::variable_default }],
    checks: &[check::server::variable],
    ..PLAIN
};

static COMPONENTS: Shape = Shape {
    name: "components",
    members: &[
        ("links", Kind::Map(&Object(&LINK))),
        ("callbacks", Any),
        ("schemas", Kind::Map(&Schema)),
        ("responses", Kind::Map(&Object(&RESPONSE))),
        ("parameters", Kind::Map(&Object(&PARAMETER))),
        ("requestBodies", Kind::Map(&Object(&REQUEST_BODY))),
        ("headers", Kind::Map(&Object(&HEADER))),
        ("securitySchemes", Kind::Map(&Object(&SECURITY_SCHEME))),
        ("examples", Kind::Map(&Object(&EXAMPLE))),
        ("pathItems", Kind::Map(&Object(&PATH_ITEM))),
        ("mediaTypes", Kind::Map(&Object(&MEDIA_TYPE))),
    ],
    rules: &[Rule { name: "component_sections", apply: document::sections }],
    after: &[Rule { name: "security_schemes", apply: security::schemes }],
    since: &[("pathItems", V31), ("mediaTypes", V32)],
    checks: &[check::name::components],
    ..PLAIN
};

static PATHS: Shape =
    Shape { name: "paths", others: Object(&PATH_ITEM), checks: &[check::template::paths], ..PLAIN };

static PATH_ITEM: Shape = Shape {
    name: "path item",
    members: &[
        ("$ref", Any),
        ("summary", Text),
        ("description", Text),
        ("servers", Kind::List(&Object(&SERVER))),
        ("parameters", Kind::List(&Object(&PARAMETER))),
        ("get", Object(&OPERATION)),
        ("put", Object(&OPERATION)),
        ("post", Object(&OPERATION)),
        ("delete", Object(&OPERATION)),
        ("options", Object(&OPERATION)),
        ("head", Object(&OPERATION)),
        ("patch", Object(&OPERATION)),
        ("trace", Object(&OPERATION)),
        ("query", Object(&OPERATION)),
        ("additionalOperations", Kind::Map(&Object(&OPERATION))),
    ],
    reference: Reference::Part,
    section: "pathItems",
    rules: &[
        Rule { name: "method_case", apply: path_item::method_case },
        Rule { name: "shared_querystring", apply: v32::shared_querystring },
    ],
    since: &[("query", V32), ("additionalOperations", V32)],
    checks: &[check::operation::query_twice, check::operation::additional],
    ..PLAIN
};

static OPERATION: Shape = Shape {
    name: "operation",
    members: &[
        ("callbacks", Any),
        ("schemes", Any),
        ("tags", Texts),
        ("summary", Text),
        ("description", Text),
        ("externalDocs", Object(&EXTERNAL_DOCS)),
        ("operationId", Text),
        ("parameters", Kind::List(&Object(&PARAMETER))),
        ("x-truespec-querystring", Object(&QUERYSTRING)),
        ("requestBody", Object(&REQUEST_BODY)),
        ("responses", Object(&RESPONSES)),
        ("deprecated", Bool),
        ("security", Kind::List(&Kind::Map(&Texts))),
        ("servers", Kind::List(&Object(&SERVER))),
    ],
    rules: &[
        Rule { name: "callbacks_and_links", apply: operation::callbacks },
        Rule { name: "security_requirements", apply: security::requirements },
        Rule { name: "querystring", apply: v32::querystring },
    ],
    after: &[Rule { name: "operation_responses", apply: operation::responses }],
    wants: &[want("responses", V31, &code::MISSING_FIELD)],
    checks: &[check::operation::query_twice, check::operation::answers],
    ..PLAIN
};

/// A parameter, other than the whole query string.
pub static PARAMETER: Shape = Shape {
    name: "parameter",
    members: &[
        ("example", Any),
        ("name", Text),
        ("in", Word(&["path", "query", "header", "cookie"])),
        ("description", Text),
        ("required", Bool),
        ("deprecated", Bool),
        ("allowEmptyValue", Bool),
        ("allowReserved", Bool),
        ("style", Text),
        ("explode", Bool),
        ("schema", Schema),
        ("content", Kind::Map(&Object(&MEDIA_TYPE))),
        ("examples", Kind::Map(&Object(&EXAMPLE))),
    ],
    reference: Reference::Whole,
    section: "parameters",
    needs: &["name", "in"],
    after: &[Rule { name: "parameter_payload", apply: parameter::fill }],
    rules: &[
        Rule { name: "parameter_payload", apply: parameter::payload },
        Rule { name: "parameter_reserved", apply: parameter::reserved },
        Rule { name: "parameter_style", apply: parameter::style },
        Rule { name: "path_parameter_required", apply: parameter::required },
        Rule { name: "example_lists", apply: media::examples },
    ],
    exclusive: &[
        EXAMPLES,
        either("content", "style", &code::EXCLUSIVE_FIELDS),
        either("content", "explode", &code::EXCLUSIVE_FIELDS),
    ],
    checks: &[check::parameter::name, check::parameter::reserved, check::media::types],
    ..PLAIN
};

/// The whole query string as one parameter.
pub static QUERYSTRING: Shape = Shape {
    name: "query string",
    members: &[
        ("in", Any),
        ("example", Any),
        ("examples", Any),
        ("deprecated", Any),
        ("style", Any),
        ("explode", Any),
        ("allowReserved", Any),
        ("allowEmptyValue", Any),
        ("name", Text),
        ("description", Text),
        ("required", Bool),
        ("schema", Schema),
        ("content", Kind::Map(&Object(&MEDIA_TYPE))),
    ],
    rules: &[Rule { name: "parameter_payload", apply: parameter::payload }],
    after: &[Rule { name: "parameter_payload", apply: parameter::fill }],
    exclusive: &[EXAMPLES],
    checks: &[check::parameter::querystring, check::media::types],
    ..PLAIN
};

static HEADER: Shape = Shape {
    name: "header",
    members: &[
        ("example", Any),
        ("description", Text),
        ("required", Bool),
        ("deprecated", Bool),
        ("style", Word(&["simple"])),
        ("explode", Bool),
        ("schema", Schema),
        ("content", Kind::Map(&Object(&MEDIA_TYPE))),
        ("examples", Kind::Map(&Object(&EXAMPLE))),
    ],
    reference: Reference::Whole,
    section: "headers",
    after: &[Rule { name: "parameter_payload", apply: parameter::fill }],
    rules: &[
        Rule { name: "parameter_payload", apply: parameter::payload },
        Rule { name: "example_lists", apply: media::examples },
    ],
    exclusive: &[EXAMPLES],
    checks: &[check::media::types],
    ..PLAIN
};

static REQUEST_BODY: Shape = Shape {
    name: "request body",
    members: &[("description", Text), ("content", Kind::Map(&Object(&MEDIA_TYPE))), ("required", Bool)],
    reference: Reference::Whole,
    section: "requestBodies",
    rules: &[Rule { name: "schema_outside_content", apply: media::schema_outside_content }],
    wants: &[want("content", Never, &code::MISSING_FIELD)],
    checks: &[check::media::types],
    ..PLAIN
};

static RESPONSES: Shape = Shape {
    name: "responses",
    others: Object(&RESPONSE),
    rules: &[Rule { name: "status_keys", apply: response::status_keys }],
    ..PLAIN
};

static RESPONSE: Shape = Shape {
    name: "response",
    members: &[
        ("summary", Any),
        ("x-truespec-links", Kind::Map(&Object(&LINK))),
        ("description", Text),
        ("headers", Kind::Map(&Object(&HEADER))),
        ("content", Kind::Map(&Object(&MEDIA_TYPE))),
    ],
    reference: Reference::Whole,
    section: "responses",
    text: Some("description"),
    rules: &[
        Rule { name: "schema_outside_content", apply: media::schema_outside_content },
        Rule { name: "callbacks_and_links", apply: response::links },
    ],
    after: &[Rule { name: "response_description", apply: response::description }],
    since: &[("summary", V32)],
    wants: &[want("description", V32, &code::MISSING_TEXT)],
    checks: &[check::media::types, check::response::headers],
    ..PLAIN
};

static MEDIA_TYPE: Shape = Shape {
    name: "media type",
    members: &[
        ("example", Any),
        ("$ref", Any),
        ("itemSchema", Any),
        ("prefixEncoding", Kind::List(&Object(&ENCODING))),
        ("itemEncoding", Object(&ENCODING)),
        ("schema", Schema),
        ("x-truespec-item-schema", Schema),
        ("examples", Kind::Map(&Object(&EXAMPLE))),
        ("encoding", Kind::Map(&Object(&ENCODING))),
    ],
    rules: &[
        Rule { name: "media_type_reference", apply: v32::media_type_reference },
        Rule { name: "item_schema", apply: v32::item_schema },
        Rule { name: "example_lists", apply: media::examples },
    ],
    since: &[("$ref", V32), ("itemSchema", V32), ("prefixEncoding", V32), ("itemEncoding", V32)],
    exclusive: &[EXAMPLES, BY_PREFIX, BY_ITEM],
    checks: &[check::media::encodings],
    ..PLAIN
};

/// Parts are written by their names or by their places.
const BY_PREFIX: Either = either("encoding", "prefixEncoding", &code::EXCLUSIVE_FIELDS);
/// The same for those after the first ones.
const BY_ITEM: Either = either("encoding", "itemEncoding", &code::EXCLUSIVE_FIELDS);

static ENCODING: Shape = Shape {
    name: "encoding",
    members: &[
        ("encoding", Kind::Map(&Object(&ENCODING))),
        ("prefixEncoding", Kind::List(&Object(&ENCODING))),
        ("itemEncoding", Object(&ENCODING)),
        ("contentType", Text),
        ("headers", Kind::Map(&Object(&HEADER))),
        ("style", Word(&["form", "spaceDelimited", "pipeDelimited", "deepObject"])),
        ("explode", Bool),
        ("allowReserved", Bool),
    ],
    since: &[("encoding", V32), ("prefixEncoding", V32), ("itemEncoding", V32)],
    exclusive: &[BY_PREFIX, BY_ITEM],
    checks: &[check::response::headers],
    ..PLAIN
};

static EXAMPLE: Shape = Shape {
    name: "example",
    members: &[
        ("dataValue", Any),
        ("serializedValue", Any),
        ("summary", Text),
        ("description", Text),
        ("externalValue", Text),
        ("value", Any),
    ],
    reference: Reference::Whole,
    section: "examples",
    since: &[("dataValue", V32), ("serializedValue", V32)],
    exclusive: &[
        either("value", "externalValue", &code::EXAMPLE_TWICE),
        either("value", "dataValue", &code::EXAMPLE_TWICE),
        either("value", "serializedValue", &code::EXAMPLE_TWICE),
        either("serializedValue", "externalValue", &code::EXAMPLE_TWICE),
    ],
    ..PLAIN
};

static LINK: Shape = Shape {
    name: "link",
    members: &[
        ("operationRef", Text),
        ("operationId", Text),
        ("parameters", Any),
        ("requestBody", Any),
        ("description", Text),
        ("server", Object(&SERVER)),
    ],
    reference: Reference::Whole,
    section: "links",
    exclusive: &[either("operationRef", "operationId", &code::EXCLUSIVE_FIELDS)],
    ..PLAIN
};

/// How XML is written; bodies of XML are text to a client.
pub static XML: Shape = Shape {
    name: "XML object",
    members: &[
        ("nodeType", Any),
        ("name", Any),
        ("namespace", Any),
        ("prefix", Any),
        ("attribute", Any),
        ("wrapped", Any),
    ],
    since: &[("nodeType", V32)],
    exclusive: &[
        either("attribute", "nodeType", &code::EXCLUSIVE_FIELDS),
        either("wrapped", "nodeType", &code::EXCLUSIVE_FIELDS),
    ],
    ..PLAIN
};

/// What tells the branches of a union apart.
pub static DISCRIMINATOR: Shape = Shape {
    name: "discriminator",
    members: &[("defaultMapping", Any), ("propertyName", Text), ("mapping", Kind::Map(&Text))],
    needs: &["propertyName"],
    text: Some("propertyName"),
    rules: &[Rule { name: "discriminator_mapping", apply: reference::mapping }],
    since: &[("defaultMapping", V32)],
    ..PLAIN
};

static SECURITY_SCHEME: Shape = Shape {
    name: "security scheme",
    members: &[
        ("oauth2MetadataUrl", Any),
        ("deprecated", Any),
        ("type", Text),
        ("description", Text),
        ("name", Text),
        ("in", Word(&["query", "header", "cookie"])),
        ("scheme", Text),
        ("bearerFormat", Text),
        ("openIdConnectUrl", Text),
        ("flows", Object(&FLOWS)),
    ],
    reference: Reference::Whole,
    section: "securitySchemes",
    since: &[("oauth2MetadataUrl", V32), ("deprecated", V32)],
    checks: &[check::security::scheme],
    ..PLAIN
};

static FLOWS: Shape = Shape {
    name: "flows",
    members: &[
        ("deviceAuthorization", Any),
        ("implicit", Object(&IMPLICIT)),
        ("password", Object(&TOKEN)),
        ("clientCredentials", Object(&TOKEN)),
        ("authorizationCode", Object(&CODE)),
    ],
    since: &[("deviceAuthorization", V32)],
    ..PLAIN
};

const FLOW: Shape = Shape {
    name: "flow",
    members: &[
        ("deviceAuthorizationUrl", Any),
        ("authorizationUrl", Text),
        ("tokenUrl", Text),
        ("refreshUrl", Text),
        ("scopes", Kind::Map(&Text)),
    ],
    rules: &[Rule { name: "scopes", apply: security::scopes }],
    wants: &[want("scopes", Never, &code::MISSING_FIELD)],
    checks: &[check::security::flow],
    ..PLAIN
};

static IMPLICIT: Shape = Shape { name: "implicit flow", needs: &["authorizationUrl"], ..FLOW };
static TOKEN: Shape = Shape { name: "flow", needs: &["tokenUrl"], ..FLOW };
static CODE: Shape =
    Shape { name: "authorization code flow", needs: &["authorizationUrl", "tokenUrl"], ..FLOW };

/// Whether a pointer leads to something of which the grammar says nothing.
pub fn is_off(pointer: &Pointer) -> bool {
    let mut kind = &Object(&DOCUMENT);
    for token in pointer.tokens() {
        kind = match kind {
            Kind::Schema | Kind::SchemaOrBool => schema::kind(&token),
            Kind::Object(shape) => shape.member(&token),
            Kind::Map(inner) | Kind::List(inner) | Kind::Branches(inner) => inner,
            _ => return true,
        };
    }
    matches!(kind, Any)
}
