//! Forms and uploads as the body of a request.

use super::call::Call;
use super::error_build::BuildError;
use super::multipart::OCTETS;
use super::multipart_of::{PartEncoding, ToForm};
use super::request::Request;
use super::upload::Upload;

impl Request<'_> {
    /// Sets a `multipart/form-data` body; `encodings` are the parts that the document says more about.
    pub fn set_multipart<F: ToForm + ?Sized>(&mut self, body: &F, encodings: &[PartEncoding]) {
        self.set_multipart_as("multipart/form-data", body, encodings);
    }

    /// Sets a body of another kind of `multipart/`.
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

    /// Sets a `multipart/form-data` body with parts that the document says more about.
    pub fn multipart_with<F: ToForm + ?Sized>(mut self, body: &F, encodings: &[PartEncoding]) -> Self {
        self.set_multipart(body, encodings);
        self
    }

    /// Sets a body of another kind of `multipart/`.
    pub fn multipart_as<F: ToForm + ?Sized>(
        mut self,
        media_type: &str,
        body: &F,
        encodings: &[PartEncoding],
    ) -> Self {
        self.set_multipart_as(media_type, body, encodings);
        self
    }

    /// Sets a body of bytes; its own media type goes before the one declared.
    pub fn set_upload(&mut self, declared: &str, upload: &Upload) {
        if !upload.headers().is_empty() {
            return self
                .fail(BuildError::new("the upload is the whole body: headers of its own are for parts"));
        }
        let media_type = match upload.media_type() {
            Some(own) => own,
            None if declared == "*/*" || declared == "application/*" => OCTETS,
            None if declared.contains('*') => {
                let reason = format!("the body is {declared}: its upload must say which, by `content_type`");
                return self.fail(BuildError::new(reason));
            }
            None => declared,
        };
        match upload.body() {
            Ok(body) => self.set_body(media_type, body),
            Err(error) => self.fail(error),
        }
    }

    /// Sets a body of bytes.
    pub fn upload(mut self, declared: &str, upload: &Upload) -> Self {
        self.set_upload(declared, upload);
        self
    }
}

impl<T, E> Call<'_, T, E> {
    /// Sets a `multipart/form-data` body; `encodings` are the parts that the document says more about.
    pub fn set_multipart<F: ToForm + ?Sized>(&mut self, body: &F, encodings: &[PartEncoding]) {
        self.request().set_multipart(body, encodings);
    }

    /// Sets a body of another kind of `multipart/`.
    pub fn set_multipart_as<F: ToForm + ?Sized>(
        &mut self,
        media_type: &str,
        body: &F,
        encodings: &[PartEncoding],
    ) {
        self.request().set_multipart_as(media_type, body, encodings);
    }

    /// Sets a body of bytes; its own media type goes before the one declared.
    pub fn set_upload(&mut self, declared: &str, upload: &Upload) {
        self.request().set_upload(declared, upload);
    }
}
