//! Headers in messages.

use super::escape::Escaped;
use super::known::KnownSecrets;
use super::names::{REDACTED, is_sensitive};
use super::scrub::scrub;
use http::header::{HeaderMap, HeaderValue};
use std::fmt;

/// Shows headers without secrets (by name, and the known ones), with escaped control characters and bounded values.
pub struct Headers<'a>(pub &'a HeaderMap, pub &'a KnownSecrets);

impl fmt::Debug for Headers<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// The maximum number of headers.
        const MOST: usize = 100;
        let mut map = f.debug_map();
        for (name, value) in self.0.iter().take(MOST) {
            let hidden = value.is_sensitive() || is_sensitive(name.as_str());
            map.key(&Escaped(name.as_str()));
            match hidden {
                true => map.value(&format_args!("{REDACTED}")),
                false => map.value(&Escaped(&scrub(&self.1.hide(&text(value))))),
            };
        }
        map.finish()
    }
}

fn text(value: &HeaderValue) -> String {
    String::from_utf8_lossy(value.as_bytes()).into_owned()
}
