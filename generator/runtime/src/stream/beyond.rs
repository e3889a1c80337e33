//! Methods of a call of a stream beyond the document: query parameters, members of the body, credentials of its own.

use super::super::secret::value::Secret;
use super::call::StreamCall;
use super::typed::FromStream;
use serde::Serialize;
use std::fmt::Display;

impl<S: FromStream, E, O> StreamCall<'_, S, E, O> {
    /// Adds a parameter to the query, besides those of the document. A name can be added several times.
    pub fn extra_query(mut self, name: &str, value: impl Display) -> Self {
        self.request().add_query(name, &value);
        self
    }

    /// Sets a member of the JSON body, besides those of the document or in place of one.
    pub fn extra_member(mut self, name: &str, value: impl Serialize) -> Self {
        self.request().add_member(name, &value);
        self
    }

    /// Sets the bearer token of this call, in place of the client's.
    pub fn bearer(mut self, token: impl Into<Secret>) -> Self {
        self.request().set_bearer(token);
        self
    }

    /// Sets the key or token of this call for the security scheme of this name in the document, in place of the
    /// client's. It is sent even if the operation requires none.
    pub fn credential_for(mut self, scheme: &str, secret: impl Into<Secret>) -> Self {
        self.request().set_credential(scheme, secret);
        self
    }
}
