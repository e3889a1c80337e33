//! The Operation Object with its request body and its responses.

use indexmap::IndexMap;
use serde_json::Value;

use super::given_name;
use super::media_type::{Content, content};
use super::parameter::{Header, Parameter};
use super::reference::{Record, Ref, SchemaRef, read_valid_schema};
use super::security::{Requirements, requirements};
use super::server::Server;
use super::status::Status;
use super::value::{flag, members, records, records_by_name, strings, text};
use super::vocabulary;
use crate::openapi::naming;
use crate::openapi::normal;

/// An operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// `operationId`.
    pub id: Option<String>,
    /// `tags`.
    pub tags: Vec<String>,
    /// `summary`.
    pub summary: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `parameters`, without those of the path item.
    pub parameters: Vec<Ref<Parameter>>,
    /// `in: querystring` (3.2).
    pub query_string: Option<QueryString>,
    /// `requestBody`.
    pub request_body: Option<Ref<RequestBody>>,
    /// `responses`; `default` is the last.
    pub responses: Vec<(Status, Ref<Response>)>,
    /// `security`, if it is present.
    pub security: Option<Requirements>,
    /// `servers`.
    pub servers: Vec<Server>,
    /// Its name, from an overlay or another generator's extension.
    pub name: Option<String>,
    /// Its group, from an overlay or another generator's extension.
    pub group: Option<String>,
    /// `x-truespec-retry`, as JSON.
    pub retry: Option<Value>,
    /// `x-truespec-idempotency-key`, as JSON.
    pub idempotency_key: Option<Value>,
    /// `x-truespec-pagination`, as JSON.
    pub pagination: Option<Value>,
    /// `x-truespec-stream`, as JSON.
    pub stream: Option<Value>,
}

impl Record for Operation {
    fn read(value: &Value) -> Self {
        Self {
            id: text(value.get("operationId")),
            tags: strings(value.get("tags")),
            summary: text(value.get("summary")),
            description: text(value.get("description")),
            deprecated: flag(value.get("deprecated")),
            parameters: records(value.get("parameters")),
            query_string: value.get(normal::QUERYSTRING).and_then(query_string),
            request_body: value.get("requestBody").filter(|body| body.is_object()).map(Ref::read),
            responses: responses(value.get("responses")),
            security: value.get("security").and_then(requirements),
            servers: records(value.get("servers")),
            name: given_name::name(value, &naming::OPERATION_NAMES),
            group: given_name::group(value),
            retry: value.get(vocabulary::RETRY).cloned(),
            idempotency_key: value.get(vocabulary::IDEMPOTENCY_KEY).cloned(),
            pagination: value.get(vocabulary::PAGINATION).cloned(),
            stream: value.get(vocabulary::STREAM).cloned(),
        }
    }
}

/// Responses in the document's order, except that `default` is the last: a reader then knows whether there are others.
fn responses(value: Option<&Value>) -> Vec<(Status, Ref<Response>)> {
    let objects = members(value).filter(|(_, response)| response.is_object());
    let read = |(key, response): (&String, &Value)| Some((Status::of(key)?, Ref::read(response)));
    let mut responses: Vec<(Status, Ref<Response>)> = objects.filter_map(read).collect();
    responses.sort_by_key(|(status, _)| *status == Status::Default);
    responses
}

/// A parameter that is the whole query string (3.2).
#[derive(Clone, Debug, PartialEq)]
pub struct QueryString {
    /// `name`.
    pub wire: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `required`.
    pub required: bool,
    /// The one media type of its `content`.
    pub media_type: String,
    /// The schema of that media type, if it has one.
    pub schema: Option<SchemaRef>,
}

fn query_string(value: &Value) -> Option<QueryString> {
    let (media_type, content) = members(value.get("content")).next()?;
    Some(QueryString {
        wire: text(value.get("name")),
        description: text(value.get("description")),
        required: flag(value.get("required")),
        media_type: media_type.clone(),
        schema: content.get("schema").and_then(read_valid_schema),
    })
}

/// The Request Body Object.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestBody {
    /// `description`.
    pub description: Option<String>,
    /// `required`.
    pub required: bool,
    /// `x-truespec-optional`: a call may leave it out, whatever its schema requires.
    pub optional: bool,
    /// `content`.
    pub content: Content,
}

impl Record for RequestBody {
    fn read(value: &Value) -> Self {
        let (description, required) = (text(value.get("description")), flag(value.get("required")));
        let optional = flag(value.get(vocabulary::OPTIONAL));
        Self { description, required, optional, content: content(value) }
    }
}

/// The Response Object.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// `description`.
    pub description: String,
    /// `headers`.
    pub headers: IndexMap<String, Ref<Header>>,
    /// `content`.
    pub content: Content,
}

impl Record for Response {
    fn read(value: &Value) -> Self {
        let description = text(value.get("description")).unwrap_or_default();
        Self { description, headers: records_by_name(value.get("headers")), content: content(value) }
    }
}
