//! Uploads as the body of a request.

use super::super::error::build::BuildError;
use super::super::request::builder::Request;
use super::upload::{OCTET_STREAM, Upload};

impl Request {
    /// Sets a body of bytes. The media type of the upload, if set, replaces the declared one.
    pub fn set_upload(&mut self, declared: &str, upload: &Upload) {
        if !upload.headers().is_empty() {
            return self
                .fail(BuildError::new("the upload is the whole body: headers of its own are for parts"));
        }
        let media_type = match upload.media_type() {
            Some(own) => own,
            None if declared == "*/*" || declared == "application/*" => OCTET_STREAM,
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
