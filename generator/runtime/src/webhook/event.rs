//! Which event a webhook is: by a header, by a member of its body, or by its shape.

use super::super::json::codec::{Wire, from_slice};
use super::fault::{PayloadError, WebhookError};
use super::scheme::SignatureScheme;
use super::signature::only;
use http::HeaderMap;
use serde_json::Value;

/// The events of an API, as `webhook_events!` implements it.
pub trait WebhookEvents: Wire {
    /// How the server signs.
    const SCHEME: SignatureScheme;

    /// What names an event.
    const NAMED_BY: NamedBy;

    /// Decodes a body as the event of this name; `None` if the document has no such event.
    fn named(name: &str, body: &[u8]) -> Option<Result<Self, serde_json::Error>>;

    /// Keeps the body of an event that the document does not have.
    fn unknown(body: Value) -> Self;
}

/// What names the event of a request.
#[derive(Debug, Clone, Copy)]
pub struct NamedBy {
    /// A header with its name. The signature covers the body alone, so the header is as trustworthy as the connection.
    pub header: Option<&'static str>,
    /// A member of the body with its name, or with the rest of it; a JSON pointer if it begins with a slash.
    pub member: Option<&'static str>,
    /// Whether a name that the document does not have is another event. Otherwise the shape of the body decides.
    pub is_certain: bool,
}

/// Decodes a body whose signature is right.
///
/// # Errors
/// The body is not JSON, or not what the document describes for its event.
pub fn decode<E: WebhookEvents>(headers: &HeaderMap, body: &[u8]) -> Result<E, WebhookError> {
    let failed = |error: &serde_json::Error| WebhookError::Decode(PayloadError::new(body, error));
    let header = match E::NAMED_BY.header {
        Some(name) if headers.contains_key(name) => Some(only(headers, name)?),
        _ => None,
    };
    let names = names(E::NAMED_BY, header, body).map_err(|error| failed(&error))?;
    if let Some(decoded) = names.iter().find_map(|name| E::named(name, body)) {
        return decoded.map_err(|error| failed(&error));
    }
    let decoded = match E::NAMED_BY.is_certain && !names.is_empty() {
        true => from_slice(body).map(E::unknown),
        false => from_slice(body),
    };
    decoded.map_err(|error| failed(&error))
}

/// Returns the names that a request can have, the most exact first.
fn names(by: NamedBy, header: Option<&str>, body: &[u8]) -> Result<Vec<String>, serde_json::Error> {
    let of_header = header.map(str::to_owned);
    let of_member = match by.member {
        Some(key) => {
            let value: Value = from_slice(body)?;
            let found = if key.starts_with('/') { value.pointer(key) } else { value.get(key) };
            found.and_then(Value::as_str).map(str::to_owned)
        }
        None => None,
    };
    Ok(match (of_header, of_member) {
        (Some(header), Some(member)) => vec![format!("{header}.{member}"), header],
        (Some(name), None) | (None, Some(name)) => vec![name],
        (None, None) => Vec::new(),
    })
}

/// Returns true if two names differ in case and in what separates words at most: `user.created` and `userCreated`.
pub fn is_same_name(one: &str, other: &str) -> bool {
    let letters = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    one == other || letters(one) == letters(other)
}

/// Implements [`WebhookEvents`] for the union of an API's events.
///
/// `webhook_events!(Event { Created(Created): "user.created" | "user.made" } else Unknown, SIGNATURE,
/// named by None, Some("type"), true);`
#[doc(hidden)]
#[macro_export]
macro_rules! __webhook_events {
    ($ty:ty { $($variant:ident($of:ty): $($name:literal)|*),* $(,)? } else $other:ident, $scheme:expr, named by $header:expr, $member:expr, $is_certain:expr) => {
        impl $crate::runtime::webhook::event::WebhookEvents for $ty {
            const SCHEME: $crate::runtime::webhook::SignatureScheme = $scheme;

            const NAMED_BY: $crate::runtime::webhook::event::NamedBy = $crate::runtime::webhook::event::NamedBy {
                header: $header,
                member: $member,
                is_certain: $is_certain,
            };

            fn named(name: &str, body: &[u8]) -> Option<Result<Self, ::serde_json::Error>> {
                $({
                    const NAMES: &[&str] = &[$($name),*];
                    if NAMES.contains(&name) {
                        return Some($crate::runtime::json::codec::from_slice::<$of>(body).map(Self::$variant));
                    }
                })*
                $({
                    const NAMES: &[&str] = &[$($name),*];
                    if NAMES.iter().any(|known| $crate::runtime::webhook::event::is_same_name(known, name)) {
                        return Some($crate::runtime::json::codec::from_slice::<$of>(body).map(Self::$variant));
                    }
                })*
                None
            }

            fn unknown(body: ::serde_json::Value) -> Self {
                Self::$other(body)
            }
        }
    };
}
#[doc(hidden)]
pub use crate::__webhook_events as webhook_events;
