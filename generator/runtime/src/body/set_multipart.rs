//! Multipart forms as the body of a request.

use super::super::request::builder::Request;
use super::fields::{PartEncoding, ToForm};

impl Request {
    /// Sets a `multipart/form-data` body; `encodings` are the encodings of parts in the document.
    pub fn set_multipart<F: ToForm + ?Sized>(&mut self, body: &F, encodings: &[PartEncoding]) {
        self.set_multipart_as("multipart/form-data", body, encodings);
    }

    /// Sets a body of another `multipart/` type.
    pub fn set_multipart_as<F: ToForm + ?Sized>(
        &mut self,
        media_type: &str,
        body: &F,
        encodings: &[PartEncoding],
    ) {
        let encoded = body.to_form(encodings).and_then(|form| form.encode_as(media_type));
        match encoded {
            Ok((media_type, body)) => self.set_body(&media_type, body),
            Err(error) => self.fail(error),
        }
    }

    /// Sets a `multipart/form-data` body.
    pub fn multipart<F: ToForm + ?Sized>(self, body: &F) -> Self {
        self.multipart_with(body, &[])
    }

    /// Sets a `multipart/form-data` body with the encodings of parts in the document.
    pub fn multipart_with<F: ToForm + ?Sized>(mut self, body: &F, encodings: &[PartEncoding]) -> Self {
        self.set_multipart(body, encodings);
        self
    }

    /// Sets a body of another `multipart/` type.
    pub fn multipart_as<F: ToForm + ?Sized>(
        mut self,
        media_type: &str,
        body: &F,
        encodings: &[PartEncoding],
    ) -> Self {
        self.set_multipart_as(media_type, body, encodings);
        self
    }
}
