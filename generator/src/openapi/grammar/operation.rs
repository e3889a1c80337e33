//! Paths and operations with their parameters, request bodies and responses.

use super::{EXAMPLE, EXAMPLES, EXTERNAL_DOCS, HEADER, MEDIA_TYPE, SERVER};
use crate::openapi::kind::ValueKind::{self, Any, Bool, Object as Nested, Schema, Text, Texts, Word};
use crate::openapi::location::ParameterLocation;
use crate::openapi::normal;
use crate::openapi::object::{Object, ObjectId, Reference, always, object, of_normal_form, only_2_0, since};
use crate::openapi::version::Version::{Never, V31, V32};

/// The Paths Object: path items by path.
pub static PATHS: Object = Object { others: Nested(&PATH_ITEM), ..object(ObjectId::Paths, "paths") };

/// The Path Item Object: the operations of a path.
pub static PATH_ITEM: Object = Object {
    fields: &[
        always("$ref", Any),
        always("summary", Text),
        always("description", Text),
        always("servers", ValueKind::List(&Nested(&SERVER))),
        always("parameters", ValueKind::List(&Nested(&PARAMETER))),
        always("get", Nested(&OPERATION)),
        always("put", Nested(&OPERATION)),
        always("post", Nested(&OPERATION)),
        always("delete", Nested(&OPERATION)),
        always("options", Nested(&OPERATION)),
        always("head", Nested(&OPERATION)),
        always("patch", Nested(&OPERATION)),
        always("trace", Nested(&OPERATION)),
        since(V32, "query", Nested(&OPERATION)),
        since(V32, "additionalOperations", ValueKind::Map(&Nested(&OPERATION))),
    ],
    reference: Reference::Part,
    section: Some("pathItems"),
    ..object(ObjectId::PathItem, "path item")
};

/// The Operation Object.
pub static OPERATION: Object = Object {
    fields: &[
        always("callbacks", ValueKind::Map(&Nested(&CALLBACK))),
        of_normal_form(normal::CALLBACKS, ValueKind::Map(&Nested(&CALLBACK))),
        always("schemes", Any),
        always("tags", Texts),
        always("summary", Text),
        always("description", Text),
        always("externalDocs", Nested(&EXTERNAL_DOCS)),
        always("operationId", Text),
        always("parameters", ValueKind::List(&Nested(&PARAMETER))),
        of_normal_form(normal::QUERYSTRING, Nested(&QUERYSTRING)),
        always("requestBody", Nested(&REQUEST_BODY)),
        always("responses", Nested(&RESPONSES)),
        always("deprecated", Bool),
        always("security", ValueKind::List(&ValueKind::Map(&Texts))),
        always("servers", ValueKind::List(&Nested(&SERVER))),
    ],
    required_until: &[("responses", V31)],
    ..object(ObjectId::Operation, "operation")
};

/// The Parameter Object, except for the whole query string.
pub static PARAMETER: Object = Object {
    fields: &[
        always("example", Any),
        always("name", Text),
        always("in", Word(ParameterLocation::NAMES)),
        always("description", Text),
        always("required", Bool),
        always("deprecated", Bool),
        always("allowEmptyValue", Bool),
        always("allowReserved", Bool),
        always("style", Text),
        always("explode", Bool),
        always("schema", Schema),
        always("content", ValueKind::Map(&Nested(&MEDIA_TYPE))),
        always("examples", ValueKind::Map(&Nested(&EXAMPLE))),
        only_2_0("items", Schema),
    ],
    reference: Reference::Whole,
    section: Some("parameters"),
    needs: &["name", "in"],
    exclusive: &[EXAMPLES, ("content", "style"), ("content", "explode")],
    ..object(ObjectId::Parameter, "parameter")
};

/// The whole query string as one parameter.
pub static QUERYSTRING: Object = Object {
    fields: &[
        always("in", Any),
        always("example", Any),
        always("examples", Any),
        always("deprecated", Any),
        always("style", Any),
        always("explode", Any),
        always("allowReserved", Any),
        always("allowEmptyValue", Any),
        always("name", Text),
        always("description", Text),
        always("required", Bool),
        always("schema", Schema),
        always("content", ValueKind::Map(&Nested(&MEDIA_TYPE))),
    ],
    exclusive: &[EXAMPLES],
    ..object(ObjectId::Querystring, "query string")
};

/// The Request Body Object.
pub static REQUEST_BODY: Object = Object {
    fields: &[
        always("description", Text),
        always("content", ValueKind::Map(&Nested(&MEDIA_TYPE))),
        always("required", Bool),
    ],
    reference: Reference::Whole,
    section: Some("requestBodies"),
    required_until: &[("content", Never)],
    ..object(ObjectId::RequestBody, "request body")
};

/// The Responses Object: responses by status.
pub static RESPONSES: Object =
    Object { others: Nested(&RESPONSE), ..object(ObjectId::Responses, "responses") };

/// The Response Object.
pub static RESPONSE: Object = Object {
    fields: &[
        since(V32, "summary", Any),
        of_normal_form(normal::LINKS, ValueKind::Map(&Nested(&LINK))),
        always("description", Text),
        always("headers", ValueKind::Map(&Nested(&HEADER))),
        always("content", ValueKind::Map(&Nested(&MEDIA_TYPE))),
        always("links", ValueKind::Map(&Nested(&LINK))),
        only_2_0("schema", Schema),
        only_2_0("examples", Any),
    ],
    reference: Reference::Whole,
    section: Some("responses"),
    text: Some("description"),
    required_until: &[("description", V32)],
    ..object(ObjectId::Response, "response")
};

/// The Link Object: how a response leads to another operation.
pub static LINK: Object = Object {
    fields: &[
        always("operationRef", Text),
        always("operationId", Text),
        always("parameters", Any),
        always("requestBody", Any),
        always("description", Text),
        always("server", Nested(&SERVER)),
    ],
    reference: Reference::Whole,
    section: Some("links"),
    exclusive: &[("operationRef", "operationId")],
    ..object(ObjectId::Link, "link")
};

/// The Callback Object: path items by runtime expression (`{$request.body#/url}`).
pub static CALLBACK: Object = Object {
    others: Nested(&PATH_ITEM),
    reference: Reference::Whole,
    section: Some("callbacks"),
    ..object(ObjectId::Callback, "callback")
};
