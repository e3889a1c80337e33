//! The one door to `openapiv3`: whether a value fits OpenAPI. What does is read into records of our own (see `Record`),
//! which have the keywords that `openapiv3` lacks as well, and one shape whatever keywords stand together.

use serde::Deserialize;
use serde_json::{Error, Value};

use super::operation::{Operation, RequestBody, Response};
use super::parameter::{Header, Parameter};
use super::reference::Ref;
use super::schema::Schema;
use super::server::Server;

/// What can be held against OpenAPI.
pub(super) trait Fit {
    /// The first thing that does not fit.
    fn fit(value: &Value) -> Result<(), Error>;
}

macro_rules! fit {
    ($($record:ty => $published:ty;)*) => {
        $(impl Fit for $record {
            fn fit(value: &Value) -> Result<(), Error> {
                <$published>::deserialize(value).map(drop)
            }
        })*
    };
}

fit! {
    Ref<Schema> => openapiv3::ReferenceOr<openapiv3::Schema>;
    Ref<Parameter> => openapiv3::ReferenceOr<openapiv3::Parameter>;
    Ref<RequestBody> => openapiv3::ReferenceOr<openapiv3::RequestBody>;
    Ref<Response> => openapiv3::ReferenceOr<openapiv3::Response>;
    Ref<Header> => openapiv3::ReferenceOr<openapiv3::Header>;
    Operation => openapiv3::Operation;
    Vec<Server> => Vec<openapiv3::Server>;
}

/// A schema as `openapiv3` writes it: keywords in one order, whatever order they are published in, and no unknown ones.
pub(super) fn canonical(schema: &Value) -> Option<Value> {
    serde_json::to_value(openapiv3::Schema::deserialize(schema).ok()?).ok()
}
