//! A request being put together. What is wrong with a part is kept and reported when the call is awaited, so that
//! generated code stays a chain of parts.

use super::body::Body;
use super::call::Call;
use super::client::{Core, header};
use super::error_body::ErrorBody;
use super::error_build::BuildError;
use super::limits::Limits;
use super::operation::Operation;
use super::param::{Param, Place};
use super::param_style;
use super::response::{self, Decoder};
use super::retry::Retry;
use super::wire::Wire;
use super::wire_send::{ToWire, sent_text, sent_value};
use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderValue};
use serde_json::Value;
use std::fmt;
use std::marker::PhantomData;

/// The encoded `name=value` pairs of one parameter, by its name.
pub(super) type Pairs = (&'static str, Vec<String>);

/// A request of one operation; `decode_json` and its like make it a `Call`.
#[must_use = "a request does nothing until it is decoded and awaited"]
pub struct Request<'a> {
    pub(super) core: &'a Core,
    pub(super) op: &'static Operation,
    pub(super) path: Vec<(&'static str, String)>,
    pub(super) query: Vec<Pairs>,
    pub(super) cookies: Vec<Pairs>,
    pub(super) headers: HeaderMap,
    pub(super) body: Body,
    pub(super) limits: Limits,
    pub(super) retry: Option<Retry>,
    /// A URL in place of server, path and query.
    pub(super) link: Option<String>,
    pub(super) failure: Option<BuildError>,
}

impl<'a> Request<'a> {
    pub(super) fn new(core: &'a Core, op: &'static Operation) -> Self {
        Self {
            core,
            op,
            path: Vec::new(),
            query: Vec::new(),
            cookies: Vec::new(),
            headers: HeaderMap::new(),
            body: Body::from(Bytes::new()),
            limits: Limits::default(),
            retry: None,
            link: None,
            failure: None,
        }
    }

    /// The same request once more; `None` where its body can be read only once.
    pub fn again(&self) -> Option<Self> {
        Some(Self {
            core: self.core,
            op: self.op,
            path: self.path.clone(),
            query: self.query.clone(),
            cookies: self.cookies.clone(),
            headers: self.headers.clone(),
            body: self.body.try_clone()?,
            limits: self.limits,
            retry: self.retry,
            link: self.link.clone(),
            failure: self.failure.clone(),
        })
    }

    /// Sets a parameter, wherever it goes; setting it again replaces it, and null takes it away.
    pub fn set<T: ToWire + ?Sized>(&mut self, param: &Param, value: &T) {
        match sent_value(value) {
            Ok(value) => self.set_value(param, &value),
            Err(error) => self.fail(BuildError::new(format!("parameter {}: {error}", param.name))),
        }
    }

    /// Sets a parameter to JSON.
    pub fn set_value(&mut self, param: &Param, value: &Value) {
        match param.place {
            Place::Path => match param_style::single(param, value) {
                Some(text) => replace(&mut self.path, param.name, Some(text)),
                None => self.fail(BuildError::new(format!("the path value {} is empty", param.name))),
            },
            Place::Header => match param_style::single(param, value) {
                Some(text) => self.set_raw_header(param.name, &text),
                None => _ = self.headers.remove(param.name),
            },
            Place::Query => replace(&mut self.query, param.name, pairs(param, value)),
            Place::Cookie => replace(&mut self.cookies, param.name, pairs(param, value)),
        }
    }

    /// Sets a header to this text.
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

    /// Sets a JSON body of another media type, as `application/merge-patch+json`.
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

    /// Sets a body of any media type, whole or in pieces.
    pub fn set_body(&mut self, media_type: &str, body: Body) {
        self.body = body;
        match HeaderValue::from_bytes(media_type.as_bytes()) {
            Ok(value) => _ = self.headers.insert(CONTENT_TYPE, value),
            Err(_) => self.fail(BuildError::new("the media type of the body is not valid")),
        }
    }

    /// Sets when this call is sent again, in place of the client's rule.
    pub fn set_retry(&mut self, retry: impl Into<Retry>) {
        self.retry = Some(retry.into());
    }

    /// Keeps the first thing that is wrong.
    pub fn fail(&mut self, error: BuildError) {
        self.failure.get_or_insert(error.of(self.op));
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

    /// Sets a JSON body of another media type.
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

    /// Sets `Accept`, in place of what the way of decoding asks for.
    pub fn accept(mut self, media_types: &'static str) -> Self {
        self.headers.insert(ACCEPT, HeaderValue::from_static(media_types));
        self
    }

    /// The success is JSON.
    pub fn decode_json<T: Wire, E: ErrorBody, O>(self) -> Call<'a, T, E, O> {
        self.decode("application/json", response::json)
    }

    /// The success says nothing but that it is one.
    pub fn decode_unit<E: ErrorBody, O>(self) -> Call<'a, (), E, O> {
        self.decode("application/json", response::unit)
    }

    /// The success is text.
    pub fn decode_text<E: ErrorBody, O>(self) -> Call<'a, String, E, O> {
        self.decode("text/plain, */*;q=0.5", response::text)
    }

    /// The success is bytes.
    pub fn decode_bytes<E: ErrorBody, O>(self) -> Call<'a, Bytes, E, O> {
        self.decode("*/*", response::bytes)
    }

    /// The success depends on the status; `success_statuses!` makes such a decoder.
    pub fn decode_with<T, E: ErrorBody, O>(self, decoder: Decoder<T>) -> Call<'a, T, E, O> {
        self.decode("application/json", decoder)
    }

    fn decode<T, E: ErrorBody, O>(mut self, accept: &'static str, decoder: Decoder<T>) -> Call<'a, T, E, O> {
        self.headers.entry(ACCEPT).or_insert(HeaderValue::from_static(accept));
        Call { request: self, decoder, of: PhantomData }
    }
}

/// Shows the operation only: parameters can hold what must not be seen.
impl fmt::Debug for Request<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request").field("operation", &self.op.id).finish_non_exhaustive()
    }
}

fn pairs(param: &Param, value: &Value) -> Option<Vec<String>> {
    Some(param_style::several(param, param.name, value)).filter(|pairs| !pairs.is_empty())
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
