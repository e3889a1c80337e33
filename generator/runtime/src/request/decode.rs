//! Turns a request into a call by choosing the decoder of its success.

use super::super::json::codec::Wire;
use super::super::response::decode::{self, Decoder};
use super::builder::Request;
use super::call::Call;
use bytes::Bytes;
use std::marker::PhantomData;

impl Request {
    /// Decodes a success as JSON.
    pub fn decode_json<T: Wire, E, O>(self) -> Call<T, E, O> {
        self.decode("application/json", decode::json)
    }

    /// Ignores the body of a success.
    pub fn decode_unit<E, O>(self) -> Call<(), E, O> {
        self.decode("application/json", decode::unit)
    }

    /// Decodes a success as text.
    pub fn decode_text<E, O>(self) -> Call<String, E, O> {
        self.decode("text/plain, */*;q=0.5", decode::text)
    }

    /// Returns the bytes of a success.
    pub fn decode_bytes<E, O>(self) -> Call<Bytes, E, O> {
        self.decode("*/*", decode::bytes)
    }

    /// Decodes a success with a custom decoder, such as one by status that `success_statuses!` makes.
    pub fn decode_with<T, E, O>(self, decoder: Decoder<T>) -> Call<T, E, O> {
        self.decode("application/json", decoder)
    }

    fn decode<T, E, O>(mut self, accept: &'static str, decoder: Decoder<T>) -> Call<T, E, O> {
        self.accept.get_or_insert(accept);
        Call { request: self, decoder, types: PhantomData }
    }
}
