//! Methods of a call beyond the document: query parameters, members of the body, credentials of its own, and other ways
//! to read its response.

use super::super::auth::scheme::{Scheme, SchemeKind};
use super::super::error::build::BuildError;
use super::super::parameter::percent::encode;
use super::super::response::decode;
use super::super::secret::escape::Escaped;
use super::super::secret::value::Secret;
use super::builder::Request;
use super::call::Call;
use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Display;
use std::marker::PhantomData;

impl Request {
    /// Adds a parameter to the query, besides those of the document. A name can be added several times.
    pub fn add_query(&mut self, name: &str, value: &dyn Display) {
        self.extras.query.push(format!("{}={}", encode(name), encode(&value.to_string())));
    }

    /// Sets a member of the JSON body when the request is sent, in place of a present one.
    pub fn add_member<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        match serde_json::to_value(value) {
            Ok(value) => self.extras.members.push((name.to_owned(), value)),
            Err(error) => self.fail(BuildError::new(format!("member {:?}: {error}", Escaped(name)))),
        }
    }

    /// Sets the key or token for the security scheme of this name, in place of the client's. It is sent even if the
    /// operation requires none.
    pub fn set_credential(&mut self, scheme: &str, secret: impl Into<Secret>) {
        let schemes = self.core.settings().options.schemes;
        match schemes.iter().find(|known| known.name == scheme) {
            Some(known) => self.extras.credentials.set(known.name, secret),
            None => self.fail(BuildError::new(format!("there is no security scheme {:?}", Escaped(scheme)))),
        }
    }

    /// Sets the bearer token, in place of the client's: for the scheme that the operation requires, or else for the
    /// first of the API. If the API has no such scheme, the token is sent in `Authorization` all the same.
    pub fn set_bearer(&mut self, token: impl Into<Secret>) {
        let bearer = SchemeKind::Authorization("Bearer");
        match self.scheme_of(|kind| *kind == bearer) {
            Some(name) => self.extras.credentials.set(name, token),
            None => self.extras.authorization = Some((Scheme::bearer("this call"), token.into())),
        }
    }

    /// The first scheme of a kind that the operation requires, or else of the API.
    pub(crate) fn scheme_of(&self, is: impl Fn(&SchemeKind) -> bool) -> Option<&'static str> {
        let schemes = self.core.settings().options.schemes;
        let named = |name: &&'static str| schemes.iter().any(|known| known.name == *name && is(&known.kind));
        let required = self.op.security.iter().flat_map(|names| names.iter().copied()).find(named);
        required.or_else(|| schemes.iter().map(|known| known.name).find(named))
    }

    /// Sets the added members in the body.
    pub(crate) fn add_members(&mut self) {
        for (name, value) in std::mem::take(&mut self.extras.members) {
            if self.body.length() == Some(0) {
                self.set_bytes("application/json", "{}");
            }
            self.set_member(&[&name], &value);
        }
    }
}

impl<T, E, O> Call<T, E, O> {
    /// Returns the bytes of a success, unchanged, in place of the decoded body.
    pub fn as_bytes(self) -> Call<Bytes, E> {
        Call { request: self.request, decoder: decode::bytes, types: PhantomData }
    }

    /// Decodes a success as JSON of another type, such as `serde_json::Value` or a struct of the caller's.
    pub fn as_json<U: DeserializeOwned>(self) -> Call<U, E> {
        Call { request: self.request, decoder: decode::plain_json, types: PhantomData }
    }
}
