//! Streams: which media types consist of items, what an item is, and operations that return a stream or a whole
//! response depending on a member of their body (`x-truespec-stream`).

use std::borrow::Cow;

use serde_json::Value;

use crate::base::pointer::Pointer;
use crate::diagnostic::code;
use crate::document::{MediaType, Operation as Published, Ref, SchemaRef, vocabulary};
use crate::ir::{
    Body, BodyEncoding, Framing, Naming, Operation, Owner, Streamed, Success, TextFormat, Type, TypeStep,
    Variation,
};
use crate::lower::Lowering;
use crate::lower::operation::event::EventSchema;
use crate::lower::operation::status;
use crate::lower::operation::switch_member;
use crate::openapi::media_type::{Sequence, sequence};
use crate::openapi::normal;

/// The member of a body that usually selects a stream.
const USUAL_SWITCH: &str = "stream";

/// The content of `x-truespec-stream`: the member of the body, and its values for a stream and for a whole response.
struct StreamSwitch {
    field: String,
    stream: Value,
    whole: Value,
}

/// Returns how the items of a media type are separated; `None` if it has no items.
pub(in crate::lower) fn framing(media: &str) -> Option<Framing> {
    sequence(media).map(|sequence| match sequence {
        Sequence::Events => Framing::Events,
        Sequence::JsonLines => Framing::Lines,
        Sequence::JsonSeq => Framing::JsonSeq,
    })
}

impl<'d> Lowering<'d> {
    /// Lowers a response that is a stream.
    pub(in crate::lower) fn lower_stream(
        &mut self,
        framing: Framing,
        at: &Pointer,
        content: &MediaType,
        naming: &Naming,
    ) -> Streamed {
        let media_type = at.last().unwrap_or_default();
        let (framing, item) = match framing {
            Framing::Events => self.event_item(at, content),
            _ => (framing, item_schema(at, content).map(|(at, schema)| (at, Cow::Borrowed(schema)))),
        };
        let item = item.map(|(at, schema)| self.lower_schema(&at, &schema, naming));
        let item = match (item, framing) {
            // Events may hold text; lines are always JSON.
            (None | Some(Type::String | Type::Format(TextFormat::Password)), Framing::Events) => None,
            (None | Some(Type::String | Type::Format(_)), _) => Some(Type::Any),
            (item, _) => item,
        };
        Streamed { framing, media_type, item }
    }

    /// Returns the framing of events (whole or data only) and the schema of an item.
    fn event_item<'c>(
        &self,
        at: &Pointer,
        content: &'c MediaType,
    ) -> (Framing, Option<(Pointer, Cow<'c, SchemaRef>)>)
    where
        'd: 'c,
    {
        let found =
            schema(at, content).map(|(at, schema, is_response)| self.event_schema(at, schema, is_response));
        match found {
            None | Some(EventSchema::Text) => (Framing::Events, None),
            Some(EventSchema::Data(at, schema)) => (Framing::Events, Some((at, schema))),
            Some(EventSchema::Whole(at, schema)) => (Framing::WholeEvents, Some((at, schema))),
        }
    }

    /// Returns the operation that returns a stream, and sets `base` up to return the whole response. `None` if the
    /// document declares no such choice, or if it is unusable, which is reported.
    pub(in crate::lower) fn stream_variant(
        &mut self,
        base: &mut Operation,
        index: usize,
        of: usize,
        published: &Published,
    ) -> Option<Operation> {
        let at = base.pointer.clone();
        let streamed = self.find_stream(&at, published);
        let switch = match &published.stream {
            None => self.likely_switch(base, streamed.as_ref())?,
            Some(Value::Bool(false)) => return None,
            Some(declared) => self.declared_switch(base, declared, streamed.is_some())?,
        };
        self.with_switch(base, index, of, switch, streamed?)
    }

    /// Returns the choice that the document declares; reports one that is unusable.
    fn declared_switch(
        &mut self,
        base: &Operation,
        declared: &Value,
        is_streamed: bool,
    ) -> Option<StreamSwitch> {
        let switch = parse_switch(declared);
        let is_json = base.body.as_ref().is_some_and(|body| body.encoding == BodyEncoding::Json);
        let unusable = match (&switch, is_streamed, is_json) {
            (None, ..) => "it must name a `field` of the body",
            (_, false, _) => "the operation does not return a stream besides a whole response",
            (.., false) => "the operation does not send JSON",
            _ => return switch,
        };
        let message = format!("`x-truespec-stream` is ignored: {unusable}");
        self.report_once(&code::STREAM_UNUSABLE, &base.pointer.join(vocabulary::STREAM), message);
        None
    }

    /// Returns the operation that returns a stream, and sets `base` up to return the whole response.
    fn with_switch(
        &mut self,
        base: &mut Operation,
        index: usize,
        of: usize,
        switch: StreamSwitch,
        streamed: (Pointer, MediaType),
    ) -> Option<Operation> {
        let (at, content) = streamed;
        let body = base.body.as_mut()?;
        body.required = true;
        body.member = Some((switch.field.clone(), switch.whole));
        let body = Body { member: Some((switch.field, switch.stream)), ..body.clone() };
        let naming = Naming::of(Owner::Operation(index)).step(TypeStep::Response);
        let framing = framing(&at.last().unwrap_or_default())?;
        let success = Success::Stream(self.lower_stream(framing, &at, &content, &naming));
        let variant = Some(Variation { of, word: "stream".to_owned() });
        Some(Operation { variant, body: Some(body), success, accept: None, ..base.clone() })
    }

    /// Returns the usual choice of an operation that returns a stream besides a whole JSON response: the boolean
    /// `stream` of its JSON body. Reports a stream that no method returns.
    fn likely_switch(
        &mut self,
        base: &Operation,
        streamed: Option<&(Pointer, MediaType)>,
    ) -> Option<StreamSwitch> {
        let (at, _) = streamed?;
        let body = base.body.as_ref().filter(|body| body.encoding == BodyEncoding::Json)?;
        if matches!(base.success.only(), Some(Success::Stream(_))) {
            return None;
        }
        let media = at.last().unwrap_or_default();
        let is_whole = matches!(base.success.only(), Some(Success::Json(_)));
        if is_whole && switch_member::is_boolean(&self.types, &body.ty, USUAL_SWITCH) {
            let message = format!("`stream` in the body selects `{media}`; it has a method of its own");
            self.report_once(&code::STREAM_BOTH, at, message);
            let (stream, whole) = (Value::Bool(true), Value::Bool(false));
            return Some(StreamSwitch { field: USUAL_SWITCH.to_owned(), stream, whole });
        }
        let message = format!("operation can also return `{media}`, which no method returns");
        self.report_once(&code::STREAM_UNUSED, at, message);
        None
    }

    /// Returns a stream among the success responses, with its pointer.
    fn find_stream(&self, operation: &Pointer, published: &Published) -> Option<(Pointer, MediaType)> {
        let at = operation.join("responses");
        let all = published.responses.iter().map(|(status, response)| (status::statuses(*status), response));
        let mut successes = all.filter(|(statuses, _)| status::is_success(*statuses));
        successes.find_map(|(statuses, response)| {
            let (at, response) = self.document.response(&at.join(status::key(statuses)), response)?;
            let (media, content) = response.content.iter().find(|(media, _)| framing(media).is_some())?;
            Some((at.join("content").join(media), content.clone()))
        })
    }
}

/// Parses `{field: stream}`, or with the values that the field has: `{field: mode, stream: streaming, whole:
/// blocking}`.
fn parse_switch(declared: &Value) -> Option<StreamSwitch> {
    let field = declared.get("field")?.as_str()?.to_owned();
    let value = |key: &str, default: bool| declared.get(key).cloned().unwrap_or(Value::Bool(default));
    let (stream, whole) = (value("stream", true), value("whole", false));
    let scalar = |value: &Value| !value.is_array() && !value.is_object() && !value.is_null();
    (scalar(&stream) && scalar(&whole)).then_some(StreamSwitch { field, stream, whole })
}

/// Returns the schema of an item with its pointer: the item schema, or the schema of the response, whose elements are
/// the items if it is a list.
pub(in crate::lower) fn item_schema<'c>(
    at: &Pointer,
    content: &'c MediaType,
) -> Option<(Pointer, &'c SchemaRef)> {
    let (at, schema, is_response) = schema(at, content)?;
    match schema {
        Ref::Own(own) if is_response => match &own.items {
            Some(items) => Some((at.join("items"), items)),
            None => Some((at, schema)),
        },
        _ => Some((at, schema)),
    }
}

/// Returns the schema of an item or, if there is none, of the response, and whether it is the response's.
fn schema<'c>(at: &Pointer, content: &'c MediaType) -> Option<(Pointer, &'c SchemaRef, bool)> {
    let of_item = content.item_schema.as_ref().map(|schema| (at.join(normal::ITEM_SCHEMA), schema, false));
    of_item.or_else(|| Some((at.join("schema"), content.schema.as_ref()?, true)))
}
