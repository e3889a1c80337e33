//! The items of recorded event streams and JSON lines, and their schema.

use serde_json::Value;

use super::media::{Class, Declared, class_of};
use crate::base::pointer::Pointer;
use crate::correct::judge::resolve;
use crate::correct::recording::{Body, Message};

/// The most items that are read of one body.
const MAX_ITEMS: usize = 1_000;

/// The fields of an event; a schema of these alone describes the event, and not its data.
const FIELDS: [&str; 4] = ["data", "event", "id", "retry"];

/// Returns the JSON items of a body that is a sequence: the data of events, or lines.
pub(super) fn items(message: &Message) -> Vec<Value> {
    let Body::Text(text) = &message.body else { return Vec::new() };
    if class_of(message) != Some(Class::Sequence) {
        return Vec::new();
    }
    let is_events = message.media_type.as_deref() == Some("text/event-stream");
    let parts: Vec<String> = match is_events {
        true => text.replace("\r\n", "\n").split("\n\n").take(MAX_ITEMS).map(data).collect(),
        false => text.split(['\n', '\u{1e}']).take(MAX_ITEMS).map(str::to_owned).collect(),
    };
    parts.iter().filter_map(|part| serde_json::from_str(part.trim()).ok()).collect()
}

/// Returns the data of an event: its `data` lines.
fn data(event: &str) -> String {
    let lines = event.lines().filter_map(|line| line.strip_prefix("data:"));
    lines.map(str::trim_start).collect::<Vec<_>>().join("\n")
}

/// The schema that the items of a stream are judged by.
pub(super) struct ItemSchema {
    pub at: Pointer,
    /// True if it is that of `data` within the schema of an event.
    is_of_event: bool,
}

impl ItemSchema {
    /// Returns the data of an item: an item may be written as an event itself.
    pub(super) fn data_of<'v>(&self, item: &'v Value) -> &'v Value {
        let own = item.as_object().filter(|_| self.is_of_event);
        let is_event = own.is_some_and(|object| object.keys().all(|key| FIELDS.contains(&key.as_str())));
        item.get("data").filter(|_| is_event).unwrap_or(item)
    }
}

/// Returns the schema of the items of a stream: that of the elements if it is a list, that of `data` if it is an event;
/// `None` if items may be anything, or are events of several kinds.
pub(super) fn schema(document: &Value, declared: &Declared) -> Option<ItemSchema> {
    let site = declared.schema.as_ref()?;
    let (at, schema) = resolve(document, site)?;
    if schema.get("items").is_some_and(Value::is_object) && !is_item(declared) {
        return Some(ItemSchema { at: at.join("items"), is_of_event: false });
    }
    if is_event(schema) {
        let data = at.join("properties").join("data");
        let (own, schema) = resolve(document, &data)?;
        // A text that is JSON, as 3.2 writes it.
        if schema.get("contentSchema").is_some_and(Value::is_object) {
            return Some(ItemSchema { at: own.join("contentSchema"), is_of_event: true });
        }
        return (!is_text(schema)).then_some(ItemSchema { at: data, is_of_event: true });
    }
    let alternatives = ["oneOf", "anyOf"].iter().find(|word| schema.get(**word).is_some());
    let has_events = alternatives.is_some_and(|word| {
        let count = schema.get(*word).and_then(Value::as_array).map_or(0, Vec::len);
        let all = (0..count).filter_map(|index| resolve(document, &at.join(word).join(index)));
        all.into_iter().any(|(_, schema)| is_event(schema))
    });
    (!has_events && !is_text(schema)).then(|| ItemSchema { at: site.clone(), is_of_event: false })
}

/// Returns true for the schema of one item, and not of the whole stream.
fn is_item(declared: &Declared) -> bool {
    declared.schema.as_ref().and_then(Pointer::last).as_deref() == Some("itemSchema")
}

/// Returns true for a schema that describes an event.
fn is_event(schema: &Value) -> bool {
    let names = schema.get("properties").and_then(Value::as_object);
    names.is_some_and(|all| all.contains_key("data") && all.keys().all(|key| FIELDS.contains(&key.as_str())))
}

fn is_text(schema: &Value) -> bool {
    schema.get("type").and_then(Value::as_str) == Some("string")
}
