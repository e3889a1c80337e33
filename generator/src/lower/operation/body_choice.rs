//! Chooses the media types of a request body that get a method: each that carries what the previous ones cannot, in the
//! order of how likely a caller wants them.

use crate::base::pointer::Pointer;
use crate::diagnostic::code;
use crate::document::{MediaType, RequestBody, Schema, SchemaType};
use crate::ir::{BodyEncoding, Framing, Naming};
use crate::lower::Lowering;
use crate::lower::operation::body::{encoding, sendable};
use crate::lower::operation::stream::{framing, item_schema};
use crate::lower::schema::facets::{Node, PlacedSchema};
use crate::openapi::charset::{can_write, charset};
use crate::openapi::media_type::{essence, is_range, preference};

/// A media type that gets a method.
pub(in crate::lower) struct Choice<'b> {
    pub media: &'b str,
    pub content: &'b MediaType,
    pub encoding: BodyEncoding,
    /// The word for it in the method's name if it is not the first.
    pub word: String,
}

impl Lowering<'_> {
    /// Returns the media types that get a method, the default first.
    pub(in crate::lower) fn body_choices<'b>(
        &mut self,
        at: &Pointer,
        body: &'b RequestBody,
    ) -> Vec<Choice<'b>> {
        let mut ranked: Vec<(u8, Choice<'b>)> = Vec::new();
        for (media, content) in &body.content {
            let media_at = at.join("content").join(media);
            let at = media_at.join("schema");
            let encoding = self.body_encoding(&at, media, content);
            let encoding = self.text_encoding(encoding, &media_at, media, content);
            let files = encoding == BodyEncoding::Json && self.holds_files(&at, content);
            ranked.push((
                rank(encoding, files),
                Choice { media, content, encoding, word: word(media, encoding) },
            ));
        }
        ranked.sort_by_key(|(rank, choice)| (*rank, preference(choice.media)));
        let mut offered: Vec<Choice<'b>> = Vec::new();
        let mut others = Vec::new();
        for (_, choice) in ranked {
            match offered.iter().any(|before| before.covers(&choice)) {
                true => others.push(choice.media),
                false => offered.push(choice),
            }
        }
        if let (Some(first), false) = (offered.first(), others.is_empty()) {
            let (sent, others) = (sendable(first.media, first.encoding), others.join("`, `"));
            let message =
                format!("request body is sent as `{sent}`; redundant media types not offered: `{others}`");
            self.report_once(&code::MEDIA_TYPE_UNUSED, &at.join("content"), message);
        }
        disambiguate_words(&mut offered);
        offered
    }

    /// Returns how text is written. Text with a binary schema is bytes, and so is text in an unsupported charset, which
    /// the caller has to encode.
    fn text_encoding(
        &mut self,
        encoding: BodyEncoding,
        at: &Pointer,
        media: &str,
        content: &MediaType,
    ) -> BodyEncoding {
        if encoding != BodyEncoding::Text {
            return encoding;
        }
        let unknown = charset(media).filter(|charset| !can_write(charset));
        if let Some(charset) = &unknown {
            let message = format!("charset `{charset}` is not supported; the method takes encoded bytes");
            self.report_once(&code::CHARSET, at, message);
        }
        if unknown.is_some() || self.is_binary(content) { BodyEncoding::Bytes } else { encoding }
    }

    /// Returns how a body is written: by its media type, unless its schema is impossible for it.
    fn body_encoding(&mut self, at: &Pointer, media: &str, content: &MediaType) -> BodyEncoding {
        let schema = content.schema.as_ref().and_then(|schema| match Node::from(schema) {
            Node::Schema(schema) => Some(schema),
            Node::Reference(reference) => self.document.follow(reference).map(|(_, schema)| schema),
        });
        match encoding(media) {
            // Any media type, which the caller names.
            BodyEncoding::Json if is_range(media) && schema.is_none_or(is_binary) => BodyEncoding::Bytes,
            BodyEncoding::Form => match schema.and_then(|schema| schema.of_type) {
                None | Some(SchemaType::Object) => BodyEncoding::Form,
                Some(SchemaType::String) => BodyEncoding::Text,
                Some(other) => {
                    let message = format!(
                        "the schema of the `{media}` body is of type `{other}`; it is sent as a text"
                    );
                    self.report_once(&code::FORM_TEXT, at, message);
                    BodyEncoding::Text
                }
            },
            // A list of values of the schema; without a schema, only the caller knows the content.
            BodyEncoding::Bytes | BodyEncoding::Json if schema.is_none_or(|schema| !is_text(schema)) => {
                let lines = framing(media).filter(|framing| *framing != Framing::Events);
                let item = lines.and_then(|_| item_schema(at, content));
                if item.is_some() { BodyEncoding::Lines } else { encoding(media) }
            }
            by_media => by_media,
        }
    }

    /// Returns true if a schema has members that are files, which JSON cannot carry.
    fn holds_files(&mut self, at: &Pointer, content: &MediaType) -> bool {
        let Some(schema) = &content.schema else { return false };
        let (at, schema) = match Node::from(schema) {
            Node::Schema(schema) => (at.clone(), schema),
            Node::Reference(reference) => match self.document.follow(reference) {
                Some(found) => found,
                None => return false,
            },
        };
        let facets = self.facets(&at, schema, &Naming::of(crate::ir::Owner::Component(String::new())));
        facets.properties.values().flatten().any(|place| self.is_file(place))
    }

    fn is_file(&self, place: &PlacedSchema<'_>) -> bool {
        let schema = match place.node {
            Node::Schema(schema) => schema,
            Node::Reference(reference) => match self.document.follow(reference) {
                Some((_, schema)) => schema,
                None => return false,
            },
        };
        is_binary(schema) || element_schema(schema).is_some_and(is_binary)
    }
}

fn is_text(schema: &Schema) -> bool {
    schema.of_type == Some(SchemaType::String)
}

/// Returns true if values of the schema are bytes.
fn is_binary(schema: &Schema) -> bool {
    schema.format.as_deref() == Some("binary")
}

fn element_schema(schema: &Schema) -> Option<&Schema> {
    schema.items.as_ref()?.own()
}

impl Choice<'_> {
    /// Returns true if it can carry everything that `other` can. An upload names its own media type, and equal schemas
    /// are the same content in another serialization. Only the media type determines how a patch is applied, so patches
    /// are kept apart.
    fn covers(&self, other: &Self) -> bool {
        if self.encoding == BodyEncoding::Bytes && other.encoding == BodyEncoding::Bytes {
            return true;
        }
        let same_patch = !is_patch(other.media) || essence(self.media) == essence(other.media);
        self.content.schema == other.content.schema && self.encoding != BodyEncoding::Text && same_patch
    }
}

fn is_patch(media: &str) -> bool {
    essence(media).contains("patch")
}

/// Returns the rank of an encoding, the most common first. JSON comes first unless it would have to carry files.
fn rank(encoding: BodyEncoding, files: bool) -> u8 {
    match encoding {
        BodyEncoding::Json if !files => 0,
        BodyEncoding::Multipart => 1,
        BodyEncoding::Form => 2,
        BodyEncoding::Json => 3,
        BodyEncoding::Lines | BodyEncoding::Text => 4,
        BodyEncoding::Bytes => 5,
    }
}

/// Returns the common word for a media type.
fn word(media: &str, encoding: BodyEncoding) -> String {
    let essence = essence(media);
    let subtype = essence.split_once('/').map_or("", |(_, subtype)| subtype);
    match encoding {
        BodyEncoding::Json if is_patch(media) => subtype.trim_end_matches("+json").replace('-', "_"),
        BodyEncoding::Json => "json".to_owned(),
        BodyEncoding::Multipart => "multipart".to_owned(),
        BodyEncoding::Lines => "lines".to_owned(),
        BodyEncoding::Form => "form".to_owned(),
        BodyEncoding::Text if subtype == "plain" || subtype.contains('*') => "text".to_owned(),
        BodyEncoding::Text => subtype.rsplit(['+', '-', '.']).next().unwrap_or(subtype).to_owned(),
        BodyEncoding::Bytes => "bytes".to_owned(),
    }
}

/// Replaces words that are not unique by the whole media type.
fn disambiguate_words(offered: &mut [Choice<'_>]) {
    let words: Vec<String> = offered.iter().map(|choice| choice.word.clone()).collect();
    for choice in
        offered.iter_mut().filter(|choice| words.iter().filter(|word| **word == choice.word).count() > 1)
    {
        choice.word = essence(choice.media).replace(|c: char| !c.is_ascii_alphanumeric(), "_");
    }
}
