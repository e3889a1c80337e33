//! Media types of one response: how each is read, and which of them one method can return.

use crate::base::pointer::Pointer;
use crate::document::{Content, MediaType, Ref, Schema, SchemaRef, SchemaType};
use crate::ir::{BodyEncoding, Framing, Naming, Success, TextFormat, Type};
use crate::lower::Lowering;
use crate::lower::operation::body::encoding;
use crate::lower::operation::stream;
use crate::openapi::media_type::{canonical, essence, is_data, is_json, parameters, preference};

/// How a response of a media type is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lower) enum ResponseKind {
    Stream(Framing),
    Json,
    Text,
    Bytes,
}

/// A media type of a response.
#[derive(Debug, Clone, Copy)]
pub(in crate::lower) struct ResponseMedia<'c> {
    pub media: &'c str,
    pub content: &'c MediaType,
    pub kind: ResponseKind,
}

/// A client method for a response: the media type that it returns, and others that it can read as well.
#[derive(Debug)]
pub(in crate::lower) struct ClientMethod<'c> {
    pub main: ResponseMedia<'c>,
    /// Media types that the same method reads, if the server sends them.
    pub also_read: Vec<ResponseMedia<'c>>,
    /// Other serializations of the same content, which no method reads.
    pub unread: Vec<&'c str>,
}

impl<'d> Lowering<'d> {
    /// Returns the client methods for a response; the first has the operation's name.
    pub(in crate::lower) fn client_methods<'c>(&self, content: &'c Content) -> Vec<ClientMethod<'c>> {
        let entries = content.iter().map(|(media, content)| self.response_media(media, content));
        let (first, rest): (Vec<_>, Vec<_>) = split_preferred(entries.collect());
        let mut client_methods: Vec<ClientMethod<'c>> = Vec::new();
        for entry in first.into_iter().chain(rest) {
            match client_methods.iter_mut().find_map(|method| Some((method.main.covers(&entry)?, method))) {
                Some((Cover::Read, method)) => method.also_read.push(entry),
                Some((Cover::Unread, method)) => method.unread.push(entry.media),
                None => client_methods.push(ClientMethod {
                    main: entry,
                    also_read: Vec::new(),
                    unread: Vec::new(),
                }),
            }
        }
        client_methods
    }

    /// Returns a media type of a response with how it is read.
    fn response_media<'c>(&self, media: &'c str, content: &'c MediaType) -> ResponseMedia<'c> {
        let kind = match (stream::framing(media), encoding(media)) {
            (Some(framing), _) => ResponseKind::Stream(framing),
            (None, BodyEncoding::Json | BodyEncoding::Text) if self.is_binary(content) => ResponseKind::Bytes,
            (None, BodyEncoding::Json) => ResponseKind::Json,
            (None, BodyEncoding::Text) => ResponseKind::Text,
            (None, _) => ResponseKind::Bytes,
        };
        ResponseMedia { media, content, kind }
    }

    /// Returns true if a body or a response is binary, whatever its media type.
    pub(in crate::lower) fn is_binary(&self, content: &MediaType) -> bool {
        let found = content.schema.as_ref().and_then(|schema| self.resolve_schema(schema));
        found.is_some_and(|schema| schema.format.as_deref() == Some("binary"))
    }

    /// Resolves a schema that may be a reference.
    pub(in crate::lower) fn resolve_schema<'s>(&self, schema: &'s SchemaRef) -> Option<&'s Schema>
    where
        'd: 's,
    {
        match schema {
            Ref::Own(schema) => Some(schema),
            Ref::Reference(reference) => self.document.follow(reference).map(|(_, schema)| schema),
        }
    }

    /// Lowers a media type of a response to the success type of its method.
    pub(in crate::lower) fn lower_success(
        &mut self,
        entry: ResponseMedia<'_>,
        at: &Pointer,
        naming: &Naming,
    ) -> Success {
        let at = at.join("content").join(entry.media);
        match entry.kind {
            ResponseKind::Stream(framing) => {
                Success::Stream(self.lower_stream(framing, &at, entry.content, naming))
            }
            ResponseKind::Text => Success::Text,
            ResponseKind::Bytes => Success::Bytes,
            ResponseKind::Json => {
                let Some(schema) = &entry.content.schema else { return Success::Json(Type::Any) };
                match self.lower_schema(&at.join("schema"), schema, naming) {
                    Type::Format(TextFormat::Binary) => Success::Bytes,
                    ty => Success::Json(ty),
                }
            }
        }
    }
}

/// Splits off the preferred media type: JSON, or else the first by name; and returns the others.
fn split_preferred(mut entries: Vec<ResponseMedia<'_>>) -> (Vec<ResponseMedia<'_>>, Vec<ResponseMedia<'_>>) {
    entries.sort_by_key(|entry| preference(entry.media));
    let first = entries.iter().position(|entry| is_json(entry.media)).unwrap_or_default();
    let rest = entries.split_off((first + 1).min(entries.len()));
    let mut before = entries;
    let chosen = before.pop();
    before.extend(rest);
    (chosen.into_iter().collect(), before)
}

/// How a method for one media type handles another one.
enum Cover {
    Read,
    Unread,
}

impl ResponseMedia<'_> {
    /// Returns how a method for this media type handles `other`, or `None` if that needs a method of its own. A method
    /// handles what is read alike, and other serializations of the same content. Text and bytes are not decoded, so one
    /// method reads any of them.
    fn covers(&self, other: &Self) -> Option<Cover> {
        let same = self.content.schema == other.content.schema;
        match (self.kind, other.kind) {
            (ResponseKind::Text, ResponseKind::Text) | (ResponseKind::Bytes, ResponseKind::Bytes) => {
                Some(Cover::Read)
            }
            (ResponseKind::Json, ResponseKind::Json) if same => Some(Cover::Read),
            // The same media type in another spelling: no request asks for one of them.
            (ResponseKind::Json, ResponseKind::Json) if canonical(self.media) == canonical(other.media) => {
                Some(Cover::Unread)
            }
            (ResponseKind::Stream(one), ResponseKind::Stream(other)) if one == other => Some(Cover::Read),
            (ResponseKind::Json, ResponseKind::Text) if same && essence(other.media) == "text/plain" => {
                Some(Cover::Read)
            }
            (ResponseKind::Json, ResponseKind::Text | ResponseKind::Bytes)
                if same && other.is_serialization() =>
            {
                Some(Cover::Unread)
            }
            _ => None,
        }
    }

    /// Returns true if the media type serializes values of a schema, as JSON does.
    fn is_serialization(&self) -> bool {
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
