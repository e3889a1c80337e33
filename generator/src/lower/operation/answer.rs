//! Media types of one response: how each is read, and which of them one method can return.

use crate::base::pointer::Pointer;
use crate::document::{Content, MediaType, Ref, Schema, SchemaRef, SchemaType};
use crate::ir::{BodyEncoding, Framing, Naming, Success, TextFormat, Type};
use crate::lower::Lowering;
use crate::lower::operation::body::encoding;
use crate::lower::operation::stream;
use crate::openapi::media_type::{essence, is_data, is_json, parameters};

/// How a response of a media type is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lower) enum Kind {
    Stream(Framing),
    Json,
    Text,
    Bytes,
}

/// A media type of a response.
#[derive(Debug, Clone, Copy)]
pub(in crate::lower) struct Way<'c> {
    pub media: &'c str,
    pub content: &'c MediaType,
    pub kind: Kind,
}

/// What one method returns of a response: a media type, and others that it can read as well.
#[derive(Debug)]
pub(in crate::lower) struct Offer<'c> {
    pub way: Way<'c>,
    /// Media types that the same method reads, if the server sends them.
    pub also: Vec<Way<'c>>,
    /// Other serializations of the same content, which no method reads.
    pub unread: Vec<&'c str>,
}

impl<'d> Lowering<'d> {
    /// Returns what the methods of an operation return of a response; the first has the operation's name.
    pub(in crate::lower) fn offers<'c>(&self, content: &'c Content) -> Vec<Offer<'c>> {
        let ways = content.iter().map(|(media, content)| self.way(media, content));
        let (first, rest): (Vec<_>, Vec<_>) = preferred(ways.collect());
        let mut offers: Vec<Offer<'c>> = Vec::new();
        for way in first.into_iter().chain(rest) {
            match offers.iter_mut().find_map(|offer| Some((offer.way.covers(&way)?, offer))) {
                Some((Cover::Read, offer)) => offer.also.push(way),
                Some((Cover::Unread, offer)) => offer.unread.push(way.media),
                None => offers.push(Offer { way, also: Vec::new(), unread: Vec::new() }),
            }
        }
        offers
    }

    fn way<'c>(&self, media: &'c str, content: &'c MediaType) -> Way<'c> {
        let kind = match (stream::framing(media), encoding(media)) {
            (Some(framing), _) => Kind::Stream(framing),
            (None, BodyEncoding::Json | BodyEncoding::Text) if self.is_binary(content) => Kind::Bytes,
            (None, BodyEncoding::Json) => Kind::Json,
            (None, BodyEncoding::Text) => Kind::Text,
            (None, _) => Kind::Bytes,
        };
        Way { media, content, kind }
    }

    /// Returns true if a body or a response is binary, whatever its media type.
    pub(in crate::lower) fn is_binary(&self, content: &MediaType) -> bool {
        let found = content.schema.as_ref().and_then(|schema| self.resolved(schema));
        found.is_some_and(|schema| schema.format.as_deref() == Some("binary"))
    }

    /// Resolves a schema that may be a reference.
    pub(in crate::lower) fn resolved<'s>(&self, schema: &'s SchemaRef) -> Option<&'s Schema>
    where
        'd: 's,
    {
        match schema {
            Ref::Own(schema) => Some(schema),
            Ref::Reference(reference) => self.document.follow(reference).map(|(_, schema)| schema),
        }
    }

    /// Returns what a method returns for a media type of a response.
    pub(in crate::lower) fn answered(&mut self, way: Way<'_>, at: &Pointer, naming: &Naming) -> Success {
        let at = at.join("content").join(way.media);
        match way.kind {
            Kind::Stream(framing) => Success::Stream(self.streamed(framing, &at, way.content, naming)),
            Kind::Text => Success::Text,
            Kind::Bytes => Success::Bytes,
            Kind::Json => {
                let Some(schema) = &way.content.schema else { return Success::Json(Type::Any) };
                match self.schema(&at.join("schema"), schema, naming) {
                    Type::Format(TextFormat::Binary) => Success::Bytes,
                    ty => Success::Json(ty),
                }
            }
        }
    }
}

/// Splits off the preferred media type: the first JSON, or else the first; and returns the others.
fn preferred(mut ways: Vec<Way<'_>>) -> (Vec<Way<'_>>, Vec<Way<'_>>) {
    let first = ways.iter().position(|way| is_json(way.media)).unwrap_or_default();
    let rest = ways.split_off((first + 1).min(ways.len()));
    let mut before = ways;
    let chosen = before.pop();
    before.extend(rest);
    (chosen.into_iter().collect(), before)
}

/// How a method for one media type handles another one.
enum Cover {
    Read,
    Unread,
}

impl Way<'_> {
    /// Returns how a method for this media type handles `other`, or `None` if that needs a method of its own. A method
    /// handles what is read alike, and other serializations of the same content. Text and bytes are not decoded, so one
    /// method reads any of them.
    fn covers(&self, other: &Self) -> Option<Cover> {
        let same = self.content.schema == other.content.schema;
        match (self.kind, other.kind) {
            (Kind::Text, Kind::Text) | (Kind::Bytes, Kind::Bytes) => Some(Cover::Read),
            (Kind::Json, Kind::Json) if same => Some(Cover::Read),
            (Kind::Stream(one), Kind::Stream(other)) if one == other => Some(Cover::Read),
            (Kind::Json, Kind::Text) if same && essence(other.media) == "text/plain" => Some(Cover::Read),
            (Kind::Json, Kind::Text | Kind::Bytes) if same && other.is_rewriting() => Some(Cover::Unread),
            _ => None,
        }
    }

    /// Returns true if the media type serializes values of a schema, as JSON does.
    fn is_rewriting(&self) -> bool {
        let is_text = |schema: &Schema| schema.of_type == Some(SchemaType::String);
        let schema = self.content.schema.as_ref();
        is_data(self.media) && schema.is_some_and(|schema| !schema.own().is_some_and(is_text))
    }

    /// Returns the word for the media type in a method's name, which does not depend on the other media types.
    pub(in crate::lower) fn word(&self) -> String {
        let essence = essence(self.media);
        let (family, subtype) = essence.split_once('/').unwrap_or(("", &essence));
        let bare = subtype.trim_start_matches("x-").trim_start_matches("vnd.");
        let bare = bare.strip_suffix("+json").unwrap_or(bare);
        let word = match (family, bare) {
            ("*", _) => "any",
            (family, "*") => family,
            ("text", "plain") => "text",
            (_, "octet-stream") => "bytes",
            (_, "event-stream") => "stream",
            (_, bare) => bare,
        };
        let own = parameters(self.media).into_iter().filter(|(name, _)| name != "charset");
        let own: String = own.map(|(name, value)| format!("_{name}_{value}")).collect();
        format!("{word}{own}").replace(|c: char| !c.is_ascii_alphanumeric(), "_").to_ascii_lowercase()
    }
}
