//! The items of recorded event streams and JSON lines.

use serde_json::Value;

use crate::correct::recording::{Body, Message};

/// The most items that are read of one body.
const MAX_ITEMS: usize = 1_000;

/// Returns the JSON items of a body that is a sequence: the data of events, or lines.
pub(super) fn items(message: &Message) -> Vec<Value> {
    let Body::Text(text) = &message.body else { return Vec::new() };
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
