//! The root object, and the objects that describe the API as a whole.

use super::{
    CALLBACK, EXAMPLE, HEADER, LINK, MEDIA_TYPE, PARAMETER, PATH_ITEM, PATHS, REQUEST_BODY, RESPONSE,
    SECURITY_SCHEME,
};
use crate::openapi::kind::ValueKind::{self, Any, Object as Nested, Schema, Text, Texts};
use crate::openapi::normal;
use crate::openapi::object::{Object, ObjectId, always, object, of_normal_form, only_2_0, since};
use crate::openapi::version::Version::{Never, V31, V32};

/// Paths that differ in their queries only, which `paths` of 2.0 cannot hold (AutoRest).
pub const MS_PATHS: &str = "x-ms-paths";

/// The root object.
pub static DOCUMENT: Object = Object {
    fields: &[
        since(V31, "webhooks", ValueKind::Map(&Nested(&PATH_ITEM))),
        since(V31, "jsonSchemaDialect", Any),
        since(V32, "$self", Any),
        always("openapi", Text),
        always("info", Nested(&INFO)),
        always("servers", ValueKind::List(&Nested(&SERVER))),
        always("paths", Nested(&PATHS)),
        always("components", Nested(&COMPONENTS)),
        always("security", ValueKind::List(&ValueKind::Map(&Texts))),
        always("tags", ValueKind::List(&Nested(&TAG))),
        always("externalDocs", Nested(&EXTERNAL_DOCS)),
        of_normal_form(MS_PATHS, Nested(&PATHS)),
        of_normal_form(normal::WEBHOOKS, ValueKind::Map(&Nested(&PATH_ITEM))),
        since(Never, "definitions", ValueKind::Map(&Schema)),
        since(Never, "$defs", ValueKind::Map(&Schema)),
        only_2_0("parameters", ValueKind::Map(&Nested(&PARAMETER))),
        only_2_0("responses", ValueKind::Map(&Nested(&RESPONSE))),
        only_2_0("securityDefinitions", ValueKind::Map(&Nested(&SECURITY_SCHEME))),
    ],
    required_until: &[("paths", V31)],
    ..object(ObjectId::Document, "document")
};

/// The Info Object: title, version and terms of the API.
pub static INFO: Object = Object {
    fields: &[
        always("title", Text),
        always("version", Text),
        since(V31, "summary", Text),
        always("description", Text),
        always("termsOfService", Text),
        always("contact", Nested(&CONTACT)),
        always("license", Nested(&LICENSE)),
    ],
    text: Some("title"),
    ..object(ObjectId::Info, "info")
};

/// The Contact Object.
pub static CONTACT: Object = Object {
    fields: &[always("name", Text), always("url", Text), always("email", Text)],
    text: Some("name"),
    ..object(ObjectId::Contact, "contact")
};

/// The License Object.
pub static LICENSE: Object = Object {
    fields: &[since(V31, "identifier", Text), always("name", Text), always("url", Text)],
    needs: &["name"],
    text: Some("name"),
    exclusive: &[("identifier", "url")],
    ..object(ObjectId::License, "license")
};

/// The Tag Object: a group of operations.
pub static TAG: Object = Object {
    fields: &[
        since(V32, "summary", Text),
        since(V32, "parent", Any),
        since(V32, "kind", Any),
        always("name", Text),
        always("description", Text),
        always("externalDocs", Nested(&EXTERNAL_DOCS)),
    ],
    needs: &["name"],
    text: Some("name"),
    ..object(ObjectId::Tag, "tag")
};

/// The External Documentation Object.
pub static EXTERNAL_DOCS: Object = Object {
    fields: &[always("url", Text), always("description", Text)],
    needs: &["url"],
    text: Some("url"),
    ..object(ObjectId::ExternalDocs, "externalDocs")
};

/// The Server Object.
pub static SERVER: Object = Object {
    fields: &[
        since(V32, "name", Any),
        always("url", Text),
        always("description", Text),
        always("variables", ValueKind::Map(&Nested(&SERVER_VARIABLE))),
    ],
    needs: &["url"],
    text: Some("url"),
    ..object(ObjectId::Server, "server")
};

/// The Server Variable Object.
pub static SERVER_VARIABLE: Object = Object {
    fields: &[always("default", Text), always("enum", Texts), always("description", Text)],
    needs: &["default"],
    text: Some("default"),
    ..object(ObjectId::ServerVariable, "server variable")
};

/// The Components Object: the targets of references.
pub static COMPONENTS: Object = Object {
    fields: &[
        always("links", ValueKind::Map(&Nested(&LINK))),
        always("callbacks", ValueKind::Map(&Nested(&CALLBACK))),
        always("schemas", ValueKind::Map(&Schema)),
        always("responses", ValueKind::Map(&Nested(&RESPONSE))),
        always("parameters", ValueKind::Map(&Nested(&PARAMETER))),
        always("requestBodies", ValueKind::Map(&Nested(&REQUEST_BODY))),
        always("headers", ValueKind::Map(&Nested(&HEADER))),
        always("securitySchemes", ValueKind::Map(&Nested(&SECURITY_SCHEME))),
        always("examples", ValueKind::Map(&Nested(&EXAMPLE))),
        since(V31, "pathItems", ValueKind::Map(&Nested(&PATH_ITEM))),
        since(V32, "mediaTypes", ValueKind::Map(&Nested(&MEDIA_TYPE))),
    ],
    ..object(ObjectId::Components, "components")
};
