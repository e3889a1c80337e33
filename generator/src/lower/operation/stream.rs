//! Responses that are made of items: which media types are such, what an item is, and operations that answer one or
//! the other by a member of their body (`x-truespec-stream`).

use serde_json::Value;

use crate::base::pointer::Pointer;
use crate::diagnostic::code;
use crate::document::{MediaType, Operation as Published, Ref, Schema, SchemaRef, SchemaType, vocabulary};
use crate::ir::{
    Body, BodyEncoding, Framing, Naming, Operation, Owner, Streamed, Success, TextFormat, Type, TypeStep,
    Variation,
};
use crate::lower::Lowering;
use crate::lower::operation::status;
use crate::openapi::media_type::{Sequence, sequence};
use crate::openapi::normal;

/// What `x-truespec-stream` says: the member, and what it holds for a stream and for the whole.
struct Switch {
    field: String,
    stream: Value,
    whole: Value,
}

/// What tells the items of a media type apart, if it has items.
pub(in crate::lower) fn framing(media: &str) -> Option<Framing> {
    sequence(media).map(|sequence| match sequence {
        Sequence::Events => Framing::Events,
        Sequence::JsonLines => Framing::Lines,
        Sequence::JsonSeq => Framing::JsonSeq,
    })
}

impl Lowering<'_> {
    /// A response of items.
    pub(in crate::lower) fn streamed(
        &mut self,
        framing: Framing,
        at: &Pointer,
        content: &MediaType,
        naming: &Naming,
    ) -> Streamed {
        let media_type = at.last().unwrap_or_default();
        let item = item_schema(framing, at, content);
        let item = item.map(|(at, schema)| self.schema(&at, schema, naming));
        let item = match (item, framing) {
            // Events of text; lines are JSON whatever is said of them.
            (None | Some(Type::String | Type::Format(TextFormat::Password)), Framing::Events) => None,
            (None | Some(Type::String | Type::Format(_)), _) => Some(Type::Any),
            (item, _) => item,
        };
        Streamed { framing, media_type, item }
    }

    /// The operation that answers a stream where this one answers the whole, and this one as it is then.
    pub(in crate::lower) fn switched(
        &mut self,
        base: &mut Operation,
        index: usize,
        of: usize,
        published: &Published,
    ) -> Option<Operation> {
        let at = base.pointer.clone();
        let streamed = self.stream_beside(&at, published);
        let Some(said) = &published.stream else {
            // Without a member that could choose it, it has a method that asks for it.
            if let Some((at, _)) = streamed
                && base.body.as_ref().is_some_and(|body| body.encoding == BodyEncoding::Json)
                && !matches!(base.success.only(), Some(Success::Stream(_)))
            {
                let media = at.last().unwrap_or_default();
                let message = format!("operation can also return `{media}`, which no method returns");
                self.note(&code::STREAM_UNUSED, &at, message);
            }
            return None;
        };
        let at = at.join(vocabulary::STREAM);
        let unusable = match (switch(said), streamed, &mut base.body) {
            (None, _, _) => "it must name a `field` of the body",
            (_, None, _) => "the operation does not return a stream besides a whole response",
            (Some(switch), Some((at, content)), Some(body)) if body.encoding == BodyEncoding::Json => {
                body.required = true;
                body.member = Some((switch.field.clone(), switch.whole));
                let body = Body { member: Some((switch.field, switch.stream)), ..body.clone() };
                let naming = Naming::of(Owner::Operation(index)).step(TypeStep::Response);
                let framing = framing(&at.last().unwrap_or_default())?;
                let success = Success::Stream(self.streamed(framing, &at, &content, &naming));
                let variant = Some(Variation { of, word: "stream".to_owned() });
                return Some(Operation { variant, body: Some(body), success, accept: None, ..base.clone() });
            }
            _ => "the operation does not send JSON",
        };
        self.note(&code::STREAM_UNUSABLE, &at, format!("`x-truespec-stream` is ignored: {unusable}"));
        None
    }

    /// A stream among the successes, with its place.
    fn stream_beside(&self, operation: &Pointer, published: &Published) -> Option<(Pointer, MediaType)> {
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

/// `{field: stream}`, or with the values that the field has: `{field: mode, stream: streaming, whole: blocking}`.
fn switch(said: &Value) -> Option<Switch> {
    let field = said.get("field")?.as_str()?.to_owned();
    let value = |key: &str, default: bool| said.get(key).cloned().unwrap_or(Value::Bool(default));
    let (stream, whole) = (value("stream", true), value("whole", false));
    let scalar = |value: &Value| !value.is_array() && !value.is_object() && !value.is_null();
    (scalar(&stream) && scalar(&whole)).then_some(Switch { field, stream, whole })
}

/// The schema of an item, with its place: that of the items, that of what an event holds, or the only one.
pub(in crate::lower) fn item_schema<'c>(
    framing: Framing,
    at: &Pointer,
    content: &'c MediaType,
) -> Option<(Pointer, &'c SchemaRef)> {
    let of_items = content.item_schema.as_ref().map(|schema| (at.join(normal::ITEM_SCHEMA), schema));
    let is_whole = of_items.is_none();
    let (at, schema) = match of_items {
        Some(found) => found,
        None => (at.join("schema"), content.schema.as_ref()?),
    };
    let Ref::Own(own) = schema else { return Some((at, schema)) };
    if framing == Framing::Events
        && let Some(found) = event_data(&at, own)
    {
        return found;
    }
    // Some give the whole as a list.
    match &own.items {
        Some(items) if is_whole => Some((at.join("items"), items)),
        _ => Some((at, schema)),
    }
}

/// Where a schema is one of a whole event (`data` beside `event`, `id` or `retry`), what the data is: text, unless
/// the schema says that it is JSON. `None` where it is a schema of something else.
#[allow(clippy::option_option, reason = "no event, an event of text, an event of something")]
fn event_data<'c>(at: &Pointer, schema: &'c Schema) -> Option<Option<(Pointer, &'c SchemaRef)>> {
    let data = schema.properties.get("data")?;
    if !schema.properties.keys().all(|key| ["data", "event", "id", "retry"].contains(&key.as_str())) {
        return None;
    }
    let at = at.join("properties").join("data");
    let own = data.own();
    if let Some(inner) = own.and_then(|own| own.content_schema.as_ref()) {
        return Some(Some((at.join("contentSchema"), inner)));
    }
    let is_text = own.is_some_and(|own| own.of_type == Some(SchemaType::String));
    Some((!is_text).then_some((at, data)))
}
