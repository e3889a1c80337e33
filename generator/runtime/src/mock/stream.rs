//! Events, lines and records that a mock server sends.

use super::super::error::build::BuildError;
use super::super::json::codec::{Wire, to_value, to_vec};
use super::super::stream::typed::Event;
use super::content::{Content, EncodedContent, unwritable};
use serde_json::Value;

/// Encodes events with JSON data.
///
/// # Errors
/// An item cannot be encoded as JSON.
pub fn events<T: Wire>(events: &[Event<T>]) -> EncodedContent {
    let mut body = String::new();
    for event in events {
        let data = to_vec(&event.data).map_err(unwritable)?;
        write(&mut body, event, &String::from_utf8_lossy(&data));
    }
    chunked("text/event-stream", body.into_bytes())
}

/// Encodes events with text data.
///
/// # Errors
/// A text contains a carriage return, which would end a line of the stream.
pub fn text_events(events: &[Event<String>]) -> EncodedContent {
    let mut body = String::new();
    for event in events {
        if event.data.contains('\r') {
            return Err(BuildError::new("an event cannot hold a carriage return"));
        }
        write(&mut body, event, &event.data);
    }
    chunked("text/event-stream", body.into_bytes())
}

/// Events that are described as a whole: what they hold is an object with their data.
///
/// # Errors
/// An item holds something that JSON cannot, or a text with a carriage return.
pub fn whole_events<T: Wire>(events: &[Event<T>]) -> EncodedContent {
    let plain = events.iter().map(|event| {
        let value = to_value(&event.data).map_err(unwritable)?;
        let field = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        let data = value.get("data").map(|data| field("data").unwrap_or_else(|| data.to_string()));
        let (name, id) =
            (event.event.clone().or_else(|| field("event")), event.id.clone().or_else(|| field("id")));
        Ok(Event { event: name, id, data: data.unwrap_or_default() })
    });
    text_events(&plain.collect::<Result<Vec<_>, BuildError>>()?)
}

fn write<T>(body: &mut String, event: &Event<T>, data: &str) {
    let fields = [("event", event.event.as_deref()), ("id", event.id.as_deref())];
    for (name, value) in fields {
        if let Some(value) = value {
            body.push_str(&format!("{name}: {value}\n"));
        }
    }
    for line in data.split('\n') {
        body.push_str(&format!("data: {line}\n"));
    }
    body.push('\n');
}

/// Encodes items as one JSON document per line.
///
/// # Errors
/// An item cannot be encoded as JSON.
pub fn lines<T: Wire>(media_type: &str, items: &[T]) -> EncodedContent {
    records(media_type, "", items)
}

/// Encodes items as JSON documents, each after a record separator (RFC 7464).
///
/// # Errors
/// An item cannot be encoded as JSON.
pub fn json_seq<T: Wire>(items: &[T]) -> EncodedContent {
    records("application/json-seq", "\u{1E}", items)
}

fn records<T: Wire>(media_type: &str, before: &str, items: &[T]) -> EncodedContent {
    let mut body = Vec::new();
    for item in items {
        body.extend_from_slice(before.as_bytes());
        body.extend(to_vec(item).map_err(unwritable)?);
        body.push(b'\n');
    }
    chunked(media_type, body)
}

fn chunked(media_type: &str, body: Vec<u8>) -> EncodedContent {
    Ok(Content { chunked: true, ..Content::new(media_type, body) })
}
