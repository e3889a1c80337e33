//! Text bodies in a charset other than UTF-8.

use super::super::error::build::BuildError;
use super::super::request::builder::Request;
use super::super::response::charset::Charset;
use super::super::response::content_type::charset;

impl Request {
    /// Sets a text body in the charset of its media type. A character outside the charset is an error of the call.
    pub fn text_as(mut self, media_type: &str, text: &str) -> Self {
        self.set_text_as(media_type, text);
        self
    }

    /// Like [`Self::text_as`], but in place.
    pub fn set_text_as(&mut self, media_type: &str, text: &str) {
        let label = charset(media_type).unwrap_or_default();
        let Some(known) = Charset::of(label) else {
            return self.fail(BuildError::new(format!("the body: unsupported charset `{label}`")));
        };
        match known.encode(text) {
            Ok(bytes) => self.set_bytes(media_type, bytes),
            Err(character) => {
                let reason =
                    format!("the body: `{}` is not a character of {label}", character.escape_debug());
                self.fail(BuildError::new(reason));
            }
        }
    }
}
