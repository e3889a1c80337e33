//! Events whose schema describes the whole event: an object with `event`, `id` and `data`.

use super::super::json::codec::{Wire, from_slice};
use super::frame::Frame;
use serde::de::Error as _;

/// Decodes an event as an object. Its data is JSON or, if that does not decode, text. A missing name is `message`, as
/// in the standard for event streams. If the event has no name and its data is such an object itself, the data is
/// decoded.
///
/// # Errors
/// No way of reading it decodes; the error is that of the data as JSON.
pub fn event<T: Wire>(item: &Frame) -> Result<T, serde_json::Error> {
    if item.event.is_none() && is_whole(&item.data) {
        return from_slice(&item.data);
    }
    let data = std::str::from_utf8(&item.data).map_err(serde_json::Error::custom)?;
    let text = serde_json::to_string(data)?;
    let event = serde_json::to_string(item.event.as_deref().unwrap_or("message"))?;
    let number = item.id.as_deref().filter(|id| id.parse::<u64>().is_ok()).map(str::to_owned);
    let id = item.id.as_ref().map(serde_json::to_string).transpose()?;
    let object = |data: &str, id: Option<&String>| match id {
        Some(id) => format!("{{\"event\":{event},\"id\":{id},\"data\":{data}}}"),
        None => format!("{{\"event\":{event},\"data\":{data}}}"),
    };
    let read = |data: &str, id: Option<&String>| from_slice::<T>(object(data, id).as_bytes());
    let reason = match read(data, id.as_ref()) {
        Ok(decoded) => return Ok(decoded),
        Err(reason) => reason,
    };
    let others = [(text.as_str(), id.as_ref()), (data, number.as_ref()), (text.as_str(), number.as_ref())];
    others.into_iter().find_map(|(data, id)| read(data, id).ok()).ok_or(reason)
}

/// Returns true if the data is an object with the fields of an event.
fn is_whole(data: &[u8]) -> bool {
    let value: Option<serde_json::Value> = serde_json::from_slice(data).ok();
    value.is_some_and(|value| ["event", "data"].iter().all(|field| value.get(field).is_some()))
}
