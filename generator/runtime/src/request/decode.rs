//! How a request becomes a call: by what its success is.

use super::super::error::body::ErrorBody;
use super::super::json::codec::Wire;
use super::super::response::decode::{self, Decoder};
use super::builder::Request;
use super::call::Call;
use bytes::Bytes;
use std::marker::PhantomData;

impl<'a> Request<'a> {
    /// The success is JSON.
    pub fn decode_json<T: Wire, E: ErrorBody, O>(self) -> Call<'a, T, E, O> {
        self.decode("application/json", decode::json)
    }

    /// The success says nothing but that it is one.
    pub fn decode_unit<E: ErrorBody, O>(self) -> Call<'a, (), E, O> {
        self.decode("application/json", decode::unit)
    }

    /// The success is text.
    pub fn decode_text<E: ErrorBody, O>(self) -> Call<'a, String, E, O> {
        self.decode("text/plain, */*;q=0.5", decode::text)
    }

    /// The success is bytes.
    pub fn decode_bytes<E: ErrorBody, O>(self) -> Call<'a, Bytes, E, O> {
        self.decode("*/*", decode::bytes)
    }

    /// The success depends on the status; `success_statuses!` makes such a decoder.
    pub fn decode_with<T, E: ErrorBody, O>(self, decoder: Decoder<T>) -> Call<'a, T, E, O> {
        self.decode("application/json", decoder)
    }

    fn decode<T, E: ErrorBody, O>(mut self, accept: &'static str, decoder: Decoder<T>) -> Call<'a, T, E, O> {
        self.accept.get_or_insert(accept);
        Call { request: self, decoder, of: PhantomData }
    }
}
