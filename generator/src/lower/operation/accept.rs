//! The `Accept` header (RFC 9110, section 12.5.1): the documented media types of the responses, by preference.

use crate::document::{Content, SchemaType};
use crate::lower::Lowering;
use crate::lower::operation::answer::{ClientMethod, ResponseKind, ResponseMedia};
use crate::openapi::media_type::{canonical, essence, is_json, is_media_type, listed};

/// Quality values in tenths: the method's own media type, others that it reads, and those of errors.
pub(in crate::lower) const FIRST: u8 = 10;
pub(in crate::lower) const ALSO: u8 = 9;
const ERROR: u8 = 8;

/// Media types with their quality values.
#[derive(Debug, Clone, Default)]
pub(in crate::lower) struct Accept(Vec<(String, u8)>);

impl Lowering<'_> {
    /// Adds the media types that a method reads.
    pub(in crate::lower) fn add_accepted(&self, accept: &mut Accept, method: &ClientMethod<'_>) {
        let mut entries: Vec<&ResponseMedia<'_>> =
            std::iter::once(&method.main).chain(&method.also_read).collect();
        // JSON with a binary schema probably stands for another media type, or for an error.
        entries.sort_by_key(|entry| entry.kind == ResponseKind::Bytes && is_json(entry.media));
        for entry in entries {
            let quality = if accept.0.is_empty() { FIRST } else { ALSO };
            for media in listed(entry.media) {
                self.add_accepted_media(accept, ResponseMedia { media, ..*entry }, quality);
            }
        }
    }

    /// Adds one media type; a range is replaced by likely media types.
    fn add_accepted_media(&self, accept: &mut Accept, entry: ResponseMedia<'_>, quality: u8) {
        let range = essence(entry.media);
        match (entry.kind, range.as_str()) {
            // Bytes of any kind (RFC 2046, section 4.5.1).
            (ResponseKind::Bytes, "application/octet-stream") => {
                accept.add(entry.media, quality);
                accept.add("*/*", ERROR);
            }
            // A range names no media type: text is probably sent as text, bytes as bytes, and any other value as JSON.
            (ResponseKind::Json, "*/*") => match self.plain_media(&entry) {
                Some(bare) => {
                    accept.add(bare, quality);
                    accept.add("application/json", ALSO);
                    accept.add("*/*", ERROR);
                }
                None => accept.add("application/json", quality),
            },
            (ResponseKind::Json, "application/*") => accept.add("application/json", quality),
            _ => accept.add(entry.media, quality),
        }
    }

    /// Returns the media type of a value that need not be sent as JSON; `None` for other values.
    fn plain_media(&self, entry: &ResponseMedia<'_>) -> Option<&'static str> {
        let schema = self.resolve_schema(entry.content.schema.as_ref()?)?;
        match (schema.of_type, schema.format.as_deref()) {
            (Some(SchemaType::String), Some("byte")) => Some("application/octet-stream"),
            (Some(SchemaType::String), _) => Some("text/plain"),
            _ => None,
        }
    }
}

impl Accept {
    /// Accepts JSON if no response has a media type: errors are mostly JSON.
    pub(in crate::lower) fn or_json(mut self) -> Self {
        if self.0.is_empty() {
            self.add("application/json", FIRST);
        }
        self
    }

    /// Adds the media types of `other` after its own.
    pub(in crate::lower) fn with(mut self, other: &Self) -> Self {
        for (media, quality) in &other.0 {
            self.add(media, *quality);
        }
        self
    }

    /// Adds the media types of an error: JSON, or else the first.
    pub(in crate::lower) fn add_error(&mut self, content: &Content) {
        let json: Vec<&String> = content.keys().filter(|media| is_json(media)).collect();
        let first = content.keys().next().filter(|_| json.is_empty());
        for media in json.into_iter().chain(first).flat_map(|media| listed(media)) {
            let media = if essence(media).contains('*') { "application/json" } else { media };
            self.add(media, ERROR);
        }
    }

    /// Adds a media type unless it is present already or is not valid in the header.
    fn add(&mut self, media: &str, quality: u8) {
        let media = canonical(media);
        if !is_media_type(&media) {
            return;
        }
        let is_plain = media.bytes().all(|byte| (b' '..=b'~').contains(&byte)) && !media.contains(";q=");
        if is_plain && !self.0.iter().any(|(known, _)| *known == media) {
            self.0.push((media, quality));
        }
    }

    /// Returns the value of the header.
    pub(in crate::lower) fn header(&self) -> Option<String> {
        let named = self.0.iter().map(|(media, quality)| match *quality {
            FIRST => media.clone(),
            quality => format!("{media};q=0.{quality}"),
        });
        Some(named.collect::<Vec<_>>().join(", ")).filter(|header| !header.is_empty())
    }
}
