//! The `Accept` header (RFC 9110, section 12.5.1): the documented media types of the responses, by preference.

use crate::document::{Content, SchemaType};
use crate::lower::Lowering;
use crate::lower::operation::answer::{Kind, Offer, Way};
use crate::openapi::media_type::{essence, is_json, is_media_type, listed, parameters};

/// Quality values in tenths: the method's own media type, others that it reads, and those of errors.
pub(in crate::lower) const FIRST: u8 = 10;
pub(in crate::lower) const ALSO: u8 = 9;
const ERROR: u8 = 8;

/// Media types with their quality values.
#[derive(Debug, Clone, Default)]
pub(in crate::lower) struct Accept(Vec<(String, u8)>);

impl Lowering<'_> {
    /// Adds the media types that a method reads.
    pub(in crate::lower) fn accepts(&self, accept: &mut Accept, offer: &Offer<'_>) {
        let mut ways: Vec<&Way<'_>> = std::iter::once(&offer.way).chain(&offer.also).collect();
        // JSON with a binary schema probably stands for another media type, or for an error.
        ways.sort_by_key(|way| way.kind == Kind::Bytes && is_json(way.media));
        for way in ways {
            let wanted = if accept.0.is_empty() { FIRST } else { ALSO };
            for media in listed(way.media) {
                self.accepts_one(accept, Way { media, ..*way }, wanted);
            }
        }
    }

    fn accepts_one(&self, accept: &mut Accept, way: Way<'_>, wanted: u8) {
        let range = essence(way.media);
        match (way.kind, range.as_str()) {
            // Bytes of any kind (RFC 2046, section 4.5.1).
            (Kind::Bytes, "application/octet-stream") => {
                accept.add(way.media, wanted);
                accept.add("*/*", ERROR);
            }
            // A range names no media type: text is probably sent as text, bytes as bytes, and any other value as JSON.
            (Kind::Json, "*/*") => match self.bare(&way) {
                Some(bare) => {
                    accept.add(bare, wanted);
                    accept.add("application/json", ALSO);
                    accept.add("*/*", ERROR);
                }
                None => accept.add("application/json", wanted),
            },
            (Kind::Json, "application/*") => accept.add("application/json", wanted),
            _ => accept.add(way.media, wanted),
        }
    }

    /// Returns the media type of a value that need not be sent as JSON; `None` for other values.
    fn bare(&self, way: &Way<'_>) -> Option<&'static str> {
        let schema = self.resolved(way.content.schema.as_ref()?)?;
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
        for (media, wanted) in &other.0 {
            self.add(media, *wanted);
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
    fn add(&mut self, media: &str, wanted: u8) {
        if !is_media_type(media) {
            return;
        }
        let own = parameters(media).into_iter().filter(|(name, _)| name != "charset" && name != "boundary");
        let own = own.map(|(name, value)| format!(";{name}={value}"));
        let media = essence(media) + &own.collect::<String>();
        let is_plain = media.bytes().all(|byte| (b' '..=b'~').contains(&byte)) && !media.contains(";q=");
        if is_plain && !self.0.iter().any(|(known, _)| *known == media) {
            self.0.push((media, wanted));
        }
    }

    /// Returns the value of the header.
    pub(in crate::lower) fn header(&self) -> Option<String> {
        let named = self.0.iter().map(|(media, wanted)| match *wanted {
            FIRST => media.clone(),
            wanted => format!("{media};q=0.{wanted}"),
        });
        Some(named.collect::<Vec<_>>().join(", ")).filter(|header| !header.is_empty())
    }
}
