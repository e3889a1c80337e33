//! Webhooks are verified, then decoded as the events that they describe. The signatures are of Python's `hmac`.

use std::time::Duration;

use http::HeaderMap;
use serde_json::json;
use wire::hooks::webhook_events::{Event, WebhookError, Webhooks};

fn parse(body: &str, signature: &str) -> Result<Event, WebhookError> {
    let mut headers = HeaderMap::new();
    headers.insert("x-hook-time", "1700000000".parse().unwrap());
    headers.insert("X-Hook-Signature", format!("sha256={signature}").parse().unwrap());
    Webhooks::new("key").clock(|| Duration::from_secs(1_700_000_059)).parse(&headers, body.as_bytes())
}

const CREATED: &str = r#"{"type":"user.created","id":7,"name":"Ann"}"#;
const CREATED_SIGNATURE: &str = "096ba761792c9ebc112de234ac6e44a5a50c8f758eb4f61c51b23e717b904905";

#[test]
fn events_are_told_by_their_constant() {
    let event = parse(CREATED, CREATED_SIGNATURE).unwrap();
    assert!(matches!(&event, Event::UserCreated(user) if user.id == 7 && user.name.as_deref() == Some("Ann")));
    assert!(event.as_user_created().is_some());
    let deleted = parse(
        r#"{"type":"user.deleted","id":7}"#,
        "1aa4c39f82f4ac3f559369025eeb2649119b5b1b47c443c4e8e680707764ec67",
    );
    assert!(matches!(deleted.unwrap(), Event::UserDeleted(user) if user.id == 7));
}

#[test]
fn a_callback_is_an_event_too() {
    let body = r#"{"type":"job.finished","job":"j1"}"#;
    let event = parse(body, "1b260c8c4bc2faddb4d7169051895984b9961f9413805a3a177a049f85d48632").unwrap();
    assert!(matches!(event, Event::JobFinished(finished) if finished.job == "j1"));
}

#[test]
fn an_event_that_the_document_does_not_have_is_kept() {
    let body = r#"{"type":"user.moved","id":7}"#;
    let event = parse(body, "739d01f5647bdc60680b8df17dbdfc0fff2356b614980cb1bf4b710a448476cc").unwrap();
    assert_eq!(event, Event::Unknown(json!({"type": "user.moved", "id": 7})));
}

#[test]
fn nothing_is_decoded_before_it_is_verified() {
    let body = r#"{"type":"user.created","id":"x"}"#;
    let right = "1b287506f041222cf6e1cdef12259691366fee666ff382f2eca17ce4921302c4";
    assert!(matches!(parse(body, right), Err(WebhookError::Decode(error)) if error.pointer() == "/id"));
    assert!(matches!(parse(body, CREATED_SIGNATURE), Err(WebhookError::InvalidSignature)));
    assert!(matches!(parse("{", CREATED_SIGNATURE), Err(WebhookError::InvalidSignature)));
    let late = Webhooks::new("key").clock(|| Duration::from_secs(1_700_000_061));
    let mut headers = HeaderMap::new();
    headers.insert("x-hook-time", "1700000000".parse().unwrap());
    headers.insert("x-hook-signature", format!("sha256={CREATED_SIGNATURE}").parse().unwrap());
    assert!(matches!(late.parse(&headers, CREATED.as_bytes()), Err(WebhookError::OutsideTolerance)));
}
