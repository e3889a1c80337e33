//! Objects that carry values (media types, headers, examples), and the objects under keywords of a schema.

use super::EXAMPLES;
use crate::openapi::kind::ValueKind::{self, Any, Bool, Object as Nested, Schema, Text, Word};
use crate::openapi::normal;
use crate::openapi::object::{Object, ObjectId, Reference, always, object, of_normal_form, only_2_0, since};
use crate::openapi::style::Style;
use crate::openapi::version::Version::V32;

/// The Header Object, of a response or of a part.
pub static HEADER: Object = Object {
    fields: &[
        always("example", Any),
        always("description", Text),
        always("required", Bool),
        always("deprecated", Bool),
        always("style", Word(&["simple"])),
        always("explode", Bool),
        always("schema", Schema),
        always("content", ValueKind::Map(&Nested(&MEDIA_TYPE))),
        always("examples", ValueKind::Map(&Nested(&EXAMPLE))),
        only_2_0("items", Schema),
    ],
    reference: Reference::Whole,
    section: Some("headers"),
    exclusive: &[EXAMPLES],
    ..object(ObjectId::Header, "header")
};

/// The Media Type Object: a payload in one of its formats.
pub static MEDIA_TYPE: Object = Object {
    fields: &[
        always("example", Any),
        since(V32, "$ref", Any),
        since(V32, "itemSchema", Schema),
        since(V32, "prefixEncoding", ValueKind::List(&Nested(&ENCODING))),
        since(V32, "itemEncoding", Nested(&ENCODING)),
        always("schema", Schema),
        of_normal_form(normal::ITEM_SCHEMA, Schema),
        always("examples", ValueKind::Map(&Nested(&EXAMPLE))),
        always("encoding", ValueKind::Map(&Nested(&ENCODING))),
    ],
    exclusive: &[EXAMPLES, BY_PREFIX, BY_ITEM],
    ..object(ObjectId::MediaType, "media type")
};

/// The Encoding Object: how a part is serialised.
pub static ENCODING: Object = Object {
    fields: &[
        since(V32, "encoding", ValueKind::Map(&Nested(&ENCODING))),
        since(V32, "prefixEncoding", ValueKind::List(&Nested(&ENCODING))),
        since(V32, "itemEncoding", Nested(&ENCODING)),
        always("contentType", Text),
        always("headers", ValueKind::Map(&Nested(&HEADER))),
        always("style", Word(Style::IN_QUERY)),
        always("explode", Bool),
        always("allowReserved", Bool),
    ],
    exclusive: &[BY_PREFIX, BY_ITEM],
    ..object(ObjectId::Encoding, "encoding")
};

/// The Example Object.
pub static EXAMPLE: Object = Object {
    fields: &[
        since(V32, "dataValue", Any),
        since(V32, "serializedValue", Any),
        always("summary", Text),
        always("description", Text),
        always("externalValue", Text),
        always("value", Any),
    ],
    reference: Reference::Whole,
    section: Some("examples"),
    exclusive: &[
        ("value", "externalValue"),
        ("value", "dataValue"),
        ("value", "serializedValue"),
        ("serializedValue", "externalValue"),
    ],
    ..object(ObjectId::Example, "example")
};

/// The XML Object. Clients treat XML bodies as text.
pub static XML: Object = Object {
    fields: &[
        since(V32, "nodeType", Any),
        always("name", Any),
        always("namespace", Any),
        always("prefix", Any),
        always("attribute", Any),
        always("wrapped", Any),
    ],
    exclusive: &[("attribute", "nodeType"), ("wrapped", "nodeType")],
    ..object(ObjectId::Xml, "XML object")
};

/// The Discriminator Object.
pub static DISCRIMINATOR: Object = Object {
    fields: &[
        since(V32, "defaultMapping", Any),
        always("propertyName", Text),
        always("mapping", ValueKind::Map(&Text)),
    ],
    needs: &["propertyName"],
    text: Some("propertyName"),
    ..object(ObjectId::Discriminator, "discriminator")
};

/// Parts are encoded either by name or by position.
const BY_PREFIX: (&str, &str) = ("encoding", "prefixEncoding");
/// The same for the parts after the first ones.
const BY_ITEM: (&str, &str) = ("encoding", "itemEncoding");
