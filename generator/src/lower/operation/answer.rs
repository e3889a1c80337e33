//! The media types of one answer: what each is read as, and which of them can be had by one method.

use crate::base::pointer::Pointer;
use crate::document::{Content, MediaType, Ref, Schema, SchemaRef, SchemaType};
use crate::ir::{BodyEncoding, Framing, Naming, Success, TextFormat, Type};
use crate::lower::Lowering;
use crate::lower::operation::body::encoding;
use crate::lower::operation::stream;
use crate::openapi::media_type::{essence, is_data, is_json, parameters};

/// What an answer of a media type is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lower) enum Kind {
    Stream(Framing),
    Json,
    Text,
    Bytes,
}

/// A media type of an answer.
#[derive(Debug, Clone, Copy)]
pub(in crate::lower) struct Way<'c> {
    pub media: &'c str,
    pub content: &'c MediaType,
    pub kind: Kind,
}

/// What one method gives of an answer: a media type, and those that it can be had in as well.
#[derive(Debug)]
pub(in crate::lower) struct Offer<'c> {
    pub way: Way<'c>,
    /// Read by the same method, where the server sends them.
    pub also: Vec<Way<'c>>,
    /// The same content in another writing, which nothing reads.
    pub unread: Vec<&'c str>,
}

impl<'d> Lowering<'d> {
    /// What the methods of an operation give of an answer, the first by the one that has the operation's name.
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

    /// Whether what is sent or answered is bytes, whatever its media type is called.
    pub(in crate::lower) fn is_binary(&self, content: &MediaType) -> bool {
        let found = content.schema.as_ref().and_then(|schema| self.resolved(schema));
        found.is_some_and(|schema| schema.format.as_deref() == Some("binary"))
    }

    /// A schema, whether it is written out or referred to.
    pub(in crate::lower) fn resolved<'s>(&self, schema: &'s SchemaRef) -> Option<&'s Schema>
    where
        'd: 's,
    {
        match schema {
            Ref::Own(schema) => Some(schema),
            Ref::Reference(reference) => self.document.follow(reference).map(|(_, schema)| schema),
        }
    }

    /// What a method gives where the answer has that media type.
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

/// JSON where there is any, else what comes first; and the others.
fn preferred(mut ways: Vec<Way<'_>>) -> (Vec<Way<'_>>, Vec<Way<'_>>) {
    let first = ways.iter().position(|way| is_json(way.media)).unwrap_or_default();
    let rest = ways.split_off((first + 1).min(ways.len()));
    let mut before = ways;
    let chosen = before.pop();
    before.extend(rest);
    (chosen.into_iter().collect(), before)
}

/// How a method gives a media type that is another's first.
enum Cover {
    Read,
    Unread,
}

impl Way<'_> {
    /// Whether a method for this media type gives that one, too: what is read alike, and the same content in another
    /// writing. Text and bytes are as they are, so any of them can be had by one method.
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

    /// Whether it writes down values of a schema, as JSON does.
    fn is_rewriting(&self) -> bool {
        let is_text = |schema: &Schema| schema.of_type == Some(SchemaType::String);
        let schema = self.content.schema.as_ref();
        is_data(self.media) && schema.is_some_and(|schema| !schema.own().is_some_and(is_text))
    }

    /// What the name of a method says of it: the same whatever else is offered.
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
