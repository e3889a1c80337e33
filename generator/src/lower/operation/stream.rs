//! Responses that are made of items: which media types are such, what an item is, and operations that answer one or
//! the other by a member of their body (`x-truespec-stream`).

use openapiv3::{MediaType, Operation as Published, ReferenceOr, Schema};
use serde::Deserialize;
use serde_json::Value;

use crate::diagnostic::code;
use crate::ir::{
    Body, BodyEncoding, Format, Framing, Naming, Operation, Owner, Step, Streamed, Success, Type, Variation,
};
use crate::lower::Lowering;
use crate::openapi::media_type::{Sequence, sequence};
use crate::pointer::Pointer;

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
        let item = self.item_schema(framing, at, content);
        let item = item.map(|(at, schema)| self.schema(&at, &schema, naming));
        let item = match (item, framing) {
            // Events of text; lines are JSON whatever is said of them.
            (None | Some(Type::String | Type::Format(Format::Password)), Framing::Events) => None,
            (None | Some(Type::String | Type::Format(_)), _) => Some(Type::Any),
            (item, _) => item,
        };
        Streamed { framing, media_type, item }
    }

    /// The schema of an item, with its place: that of the items, that of what an event holds, or the only one.
    fn item_schema(
        &mut self,
        framing: Framing,
        at: &Pointer,
        content: &MediaType,
    ) -> Option<(Pointer, ReferenceOr<Schema>)> {
        let said = content.extensions.get("x-truespec-item-schema");
        let (at, schema, value) =
            match said.and_then(|said| Some((said, ReferenceOr::deserialize(said).ok()?))) {
                Some((said, schema)) => (at.join("x-truespec-item-schema"), schema, Some(said)),
                None => {
                    let at = at.join("schema");
                    let value = self.resolved.document.pointer(at.as_str());
                    (at, content.schema.clone()?, value)
                }
            };
        let Some(value) = value else { return Some((at, schema)) };
        if framing == Framing::Events
            && let Some(found) = event_data(&at, value)
        {
            return found;
        }
        // Some give the whole as a list.
        let items = value.get("items").filter(|_| said.is_none());
        match items.and_then(|items| ReferenceOr::deserialize(items).ok()) {
            Some(items) => Some((at.join("items"), items)),
            None => Some((at, schema)),
        }
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
        let Some(said) = published.extensions.get("x-truespec-stream") else {
            if let Some((at, _)) = streamed
                && !matches!(base.success.only(), Some(Success::Stream(_)))
            {
                let media = at.last().unwrap_or_default();
                let message = format!("`{media}` is answered as well, and no method gives it");
                self.note(&code::STREAM_UNUSED, &at, message);
            }
            return None;
        };
        let at = at.join("x-truespec-stream");
        let unusable = match (switch(said), streamed, &mut base.body) {
            (None, _, _) => "it has to name a `field` of the body",
            (_, None, _) => "the operation answers no stream beside the whole",
            (Some(switch), Some((at, content)), Some(body)) if body.encoding == BodyEncoding::Json => {
                body.required = true;
                body.member = Some((switch.field.clone(), switch.whole));
                let body = Body { member: Some((switch.field, switch.stream)), ..body.clone() };
                let naming = Naming::of(Owner::Operation(index)).step(Step::Response);
                let framing = framing(&at.last().unwrap_or_default())?;
                let success = Success::Stream(self.streamed(framing, &at, &content, &naming));
                let variant = Some(Variation { of, word: "stream".to_owned() });
                return Some(Operation { variant, body: Some(body), success, ..base.clone() });
            }
            _ => "the operation sends no JSON",
        };
        self.note(&code::STREAM_UNUSABLE, &at, format!("this cannot be followed: {unusable}"));
        None
    }

    /// A stream among the successes, with its place.
    fn stream_beside(&self, operation: &Pointer, published: &Published) -> Option<(Pointer, MediaType)> {
        let at = operation.join("responses");
        let coded = published.responses.responses.iter();
        let successes = coded.filter(|(status, _)| status.to_string().starts_with('2'));
        successes.into_iter().find_map(|(status, response)| {
            let (at, response) = self.resolved.response(&at.join(status.to_string()), response)?;
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

/// Where a schema is one of a whole event (`data` beside `event`, `id` or `retry`), what the data is: text, unless
/// the schema says that it is JSON. `None` where it is a schema of something else.
#[allow(clippy::option_option, reason = "no event, an event of text, an event of something")]
fn event_data(at: &Pointer, schema: &Value) -> Option<Option<(Pointer, ReferenceOr<Schema>)>> {
    let properties = schema.get("properties")?.as_object()?;
    let data = properties.get("data")?;
    if !properties.keys().all(|key| ["data", "event", "id", "retry"].contains(&key.as_str())) {
        return None;
    }
    let at = at.join("properties").join("data");
    if let Some(inner) = data.get("contentSchema") {
        return Some(ReferenceOr::deserialize(inner).ok().map(|schema| (at.join("contentSchema"), schema)));
    }
    let text = data.get("type").and_then(Value::as_str) == Some("string");
    let schema = ReferenceOr::<Schema>::deserialize(data).ok().filter(|_| !text);
    Some(schema.map(|schema| (at, schema)))
}
