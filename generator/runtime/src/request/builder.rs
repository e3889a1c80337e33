//! Builds a request. An invalid part is kept as an error and reported when the call is awaited, so that generated code
//! stays a chain of methods.

use super::super::client::settings::header;
use super::super::client::shared::Core;
use super::super::error::build::BuildError;
use super::super::json::send::{ToWire, sent_text, sent_value};
use super::super::parameter::definition::{Param, ParameterLocation, Style};
use super::super::parameter::style;
use super::super::transport::body::Body;
use super::extras::Extras;
use super::limits::Limits;
use super::operation::Operation;
use super::retry::Retry;
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use serde_json::Value;
use std::fmt;
use std::time::Duration;

/// A parameter's name with its encoded `name=value` pairs.
pub(crate) type Pairs = (&'static str, Vec<String>);

/// A request of one operation; `decode_json` and similar methods turn it into a `Call`. It owns a clone of the client's
/// shared state, so that it borrows nothing.
#[must_use = "a request does nothing until it is decoded and awaited"]
pub struct Request {
    pub(crate) core: Core,
    pub(crate) op: &'static Operation,
    pub(crate) path: Vec<(&'static str, String)>,
    pub(crate) query: Vec<Pairs>,
    pub(crate) cookies: Vec<Pairs>,
    pub(crate) headers: HeaderMap,
    /// What is asked for where neither the call nor the client has an `Accept` of its own.
    pub(crate) accept: Option<&'static str>,
    pub(crate) body: Body,
    pub(crate) limits: Limits,
    pub(crate) retry: Option<Retry>,
    /// A URL in place of server, path and query.
    pub(crate) link: Option<String>,
    /// What the caller adds beyond the document.
    pub(crate) extras: Extras,
    pub(crate) failure: Option<BuildError>,
}

impl Core {
    /// Starts a request of the operation.
    pub fn call(&self, op: &'static Operation) -> Request {
        Request::new(self, op)
    }
}

impl Request {
    pub(crate) fn new(core: &Core, op: &'static Operation) -> Self {
        Self {
            core: core.clone(),
            op,
            path: Vec::new(),
            query: Vec::new(),
            cookies: Vec::new(),
            headers: HeaderMap::new(),
            accept: None,
            body: Body::from(Bytes::new()),
            limits: Limits::default(),
            retry: None,
            link: None,
            extras: Extras::default(),
            failure: None,
        }
    }

    /// Clones the request; `None` if its body can be read only once.
    pub fn try_clone(&self) -> Option<Self> {
        Some(Self {
            core: self.core.clone(),
            op: self.op,
            path: self.path.clone(),
            query: self.query.clone(),
            cookies: self.cookies.clone(),
            headers: self.headers.clone(),
            accept: self.accept,
            body: self.body.try_clone()?,
            limits: self.limits,
            retry: self.retry,
            link: self.link.clone(),
            extras: self.extras.clone(),
            failure: self.failure.clone(),
        })
    }

    /// Sets a parameter in the path, query, header or cookie. Setting it again replaces it, and null removes it.
    pub fn set<T: ToWire + ?Sized>(&mut self, param: &Param, value: &T) {
        match sent_value(value) {
            Ok(value) => self.set_value(param, &value),
            Err(error) => self.fail(BuildError::new(format!("parameter {}: {error}", param.name))),
        }
    }

    /// Sets a parameter to a JSON value.
    pub fn set_value(&mut self, param: &Param, value: &Value) {
        match param.location {
            ParameterLocation::Path => match style::encode_single(param, value) {
                Some(text) => replace(&mut self.path, param.name, Some(text)),
                None => self.fail(BuildError::new(format!("the path value {} is empty", param.name))),
            },
            ParameterLocation::Header if param.style == Style::Prefix => {
                let sent = style::headers(param, value);
                sent.iter().for_each(|(name, value)| self.set_raw_header(name, value));
            }
            ParameterLocation::Header => match style::encode_single(param, value) {
                Some(text) => self.set_raw_header(param.name, &text),
                None => _ = self.headers.remove(param.name),
            },
            ParameterLocation::Query => replace(&mut self.query, param.name, pairs(param, value)),
            ParameterLocation::Cookie => replace(&mut self.cookies, param.name, pairs(param, value)),
        }
    }

    /// Sets a header by name.
    pub fn set_raw_header(&mut self, name: &str, value: &str) {
        match header(name, value) {
            Ok((name, value)) => _ = self.headers.insert(name, value),
            Err(error) => self.fail(error),
        }
    }

    /// Sets a JSON body.
    pub fn set_json<T: ToWire + ?Sized>(&mut self, body: &T) {
        self.set_json_as("application/json", body);
    }

    /// Sets a JSON body with another media type, such as `application/merge-patch+json`.
    pub fn set_json_as<T: ToWire + ?Sized>(&mut self, media_type: &str, body: &T) {
        match sent_text(body) {
            Ok(text) => self.set_bytes(media_type, text),
            Err(error) => self.fail(BuildError::new(format!("the body: {error}"))),
        }
    }

    /// Sets a body of any media type.
    pub fn set_bytes(&mut self, media_type: &str, body: impl Into<Bytes>) {
        self.set_body(media_type, Body::from(body));
    }

    /// Sets a body of any media type, as bytes or as a stream.
    pub fn set_body(&mut self, media_type: &str, body: Body) {
        self.body = body;
        match HeaderValue::from_bytes(media_type.as_bytes()) {
            Ok(value) => _ = self.headers.insert(CONTENT_TYPE, value),
            Err(_) => self.fail(BuildError::new("the media type of the body is not valid")),
        }
    }

    /// Sets the retry policy of this call, in place of the client's.
    pub fn set_retry(&mut self, retry: impl Into<Retry>) {
        self.retry = Some(retry.into());
    }

    /// Sets the time limit of the whole call, in place of the client's; `Duration::MAX` means no limit.
    pub fn set_timeout(&mut self, timeout: Duration) {
        self.limits.timeout = Some(timeout);
    }

    /// Sets how long the server may be silent, in place of the client's limit; `Duration::MAX` means no limit.
    pub fn set_read_timeout(&mut self, timeout: Duration) {
        self.limits.read_timeout = Some(timeout);
    }

    /// Sets the maximum size of a success body in bytes, in place of the client's limit. Set here, it also applies to a
    /// download that is read in pieces.
    pub fn set_max_body_size(&mut self, bytes: u64) {
        self.limits.body = Some(bytes);
    }

    /// Sets how many bytes of an error body are kept, in place of the client's limit.
    pub fn set_max_error_body_size(&mut self, bytes: u64) {
        self.limits.error_body = Some(bytes);
    }

    /// Sets the maximum size of one event or line of a stream in bytes, in place of the client's limit.
    pub fn set_max_event_size(&mut self, bytes: u64) {
        self.limits.event = Some(bytes);
    }

    /// Keeps the error, unless there is one already.
    pub fn fail(&mut self, error: BuildError) {
        self.failure.get_or_insert(error.with_operation(self.op));
    }

    /// Sets a path parameter.
    pub fn path<T: ToWire + ?Sized>(mut self, param: &Param, value: &T) -> Self {
        self.set(param, value);
        self
    }

    /// Sets a query parameter.
    pub fn query<T: ToWire + ?Sized>(mut self, param: &Param, value: &T) -> Self {
        self.set(param, value);
        self
    }

    /// Sets a header parameter.
    pub fn header<T: ToWire + ?Sized>(mut self, param: &Param, value: &T) -> Self {
        self.set(param, value);
        self
    }

    /// Sets a cookie parameter.
    pub fn cookie<T: ToWire + ?Sized>(mut self, param: &Param, value: &T) -> Self {
        self.set(param, value);
        self
    }

    /// Sets a JSON body.
    pub fn json<T: ToWire + ?Sized>(mut self, body: &T) -> Self {
        self.set_json(body);
        self
    }

    /// Sets a JSON body with another media type.
    pub fn json_as<T: ToWire + ?Sized>(mut self, media_type: &str, body: &T) -> Self {
        self.set_json_as(media_type, body);
        self
    }

    /// Sets a `text/plain` body.
    pub fn text(self, body: impl Into<String>) -> Self {
        self.bytes("text/plain; charset=utf-8", body.into())
    }

    /// Sets a body of any media type.
    pub fn bytes(mut self, media_type: &str, body: impl Into<Bytes>) -> Self {
        self.set_bytes(media_type, body);
        self
    }

    /// Sets `Accept`, in place of the default of the decoder.
    pub fn accept(mut self, media_types: &'static str) -> Self {
        self.accept = Some(media_types);
        self
    }
}

/// Shows the operation only: parameters can hold secrets.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request").field("operation", &self.op.id).finish_non_exhaustive()
    }
}

fn pairs(param: &Param, value: &Value) -> Option<Vec<String>> {
    Some(style::encode_pairs(param, param.name, value)).filter(|pairs| !pairs.is_empty())
}

fn replace<T>(values: &mut Vec<(&'static str, T)>, name: &'static str, value: Option<T>) {
    let old = values.iter().position(|(known, _)| *known == name);
    match (old.and_then(|i| values.get_mut(i)), value) {
        (Some(slot), Some(value)) => slot.1 = value,
        (Some(_), None) => values.retain(|(known, _)| *known != name),
        (None, Some(value)) => values.push((name, value)),
        (None, None) => {}
    }
}
