//! Validates values against OpenAPI; the only file that uses `openapiv3`. Valid values are read into our own records
//! (see `Record`), which also have the keywords that `openapiv3` lacks, and one shape whatever the combination of
//! keywords.

use serde::Deserialize;
use serde_json::{Error, Value};

use super::operation::{Operation, RequestBody, Response};
use super::parameter::{Header, Parameter};
use super::reference::Ref;
use super::schema::Schema;
use super::server::Server;

/// A record whose JSON can be validated against OpenAPI.
pub(super) trait Validate {
    /// Returns the first error of the value, if it is invalid.
    fn validate(value: &Value) -> Result<(), Error>;
}

macro_rules! validate {
    ($($record:ty => $published:ty;)*) => {
        $(impl Validate for $record {
            fn validate(value: &Value) -> Result<(), Error> {
                <$published>::deserialize(value).map(drop)
            }
        })*
    };
}

validate! {
    Ref<Schema> => openapiv3::ReferenceOr<openapiv3::Schema>;
    Ref<Parameter> => openapiv3::ReferenceOr<openapiv3::Parameter>;
    Ref<RequestBody> => openapiv3::ReferenceOr<openapiv3::RequestBody>;
    Ref<Response> => openapiv3::ReferenceOr<openapiv3::Response>;
    Ref<Header> => openapiv3::ReferenceOr<openapiv3::Header>;
    Operation => openapiv3::Operation;
    Vec<Server> => Vec<openapiv3::Server>;
}

/// A schema as `openapiv3` serialises it: keywords in a fixed order, whatever their order in the document, and without
/// unknown ones.
pub(super) fn canonical(schema: &Value) -> Option<Value> {
    serde_json::to_value(openapiv3::Schema::deserialize(schema).ok()?).ok()
}
