//! Locations of decode errors: from line and column to a JSON pointer and an excerpt; also `Retry-After`.
#![allow(missing_docs, clippy::unwrap_used, reason = "shapes and helpers of tests")]

use std::collections::BTreeMap;
use std::time::{Duration, UNIX_EPOCH};
use truespec_runtime::runtime::json::codec::{Wire, from_slice};
use truespec_runtime::runtime::json::location::find;
use truespec_runtime::runtime::json::object;
use truespec_runtime::runtime::response::retry_after;

#[derive(Debug)]
pub struct Item {
    pub id: i64,
    pub next: Option<Box<Item>>,
    pub tags: Option<Vec<String>>,
}
object!(Item { id: "id" required, next: "next" optional, tags: "tags" optional });

fn pointer<T: Wire + std::fmt::Debug>(text: &str) -> String {
    find(text.as_bytes(), &from_slice::<T>(text.as_bytes()).unwrap_err()).pointer
}

#[test]
fn pointers() {
    let table = [
        (r#"{"id": "x"}"#, "/id"),
        (r#"{"id": 1.5, "tags": []}"#, "/id"),
        (r#"{"id": true}"#, "/id"),
        (r#"{"id": {}}"#, "/id"),
        (r#"{"id": [1]}"#, "/id"),
        (r#"{"id": 1, "other": {"a": [1, {"b": "}"}]}, "tags": ["a", "b\"\\", 7]}"#, "/tags/2"),
        (r#"{"id": 1, "next": {"tags": []}}"#, "/next"),
        (r#"{"id": 1, "next": {"id": 1, "id": 2}}"#, "/next/id"),
        ("{\n  \"id\": 1,\n  \"next\": {\n    \"id\": null\n  }\n}", "/next/id"),
        ("[]", ""),
        ("", ""),
        (r#"{"tags": []}"#, ""),
    ];
    for (text, expected) in table {
        assert_eq!(pointer::<Item>(text), expected, "{text}");
    }
    assert_eq!(pointer::<BTreeMap<String, i64>>(r#"{"a": 1, "b/~c": null}"#), "/b~1~0c");
    assert_eq!(pointer::<Vec<i64>>("[1, 2, [3]]"), "/2");
    assert_eq!(pointer::<Vec<i64>>("[1, 2, x]"), "/2");
}

#[test]
fn excerpts() {
    let long = format!("[\"{}\", 5, \"{}\"]", "a".repeat(100), "b".repeat(100));
    let place = find(long.as_bytes(), &from_slice::<Vec<String>>(long.as_bytes()).unwrap_err());
    assert_eq!(place.excerpt, format!("…{}\", 5, \"{}…", "a".repeat(36), "b".repeat(17)));
    assert_eq!(place.pointer, "/1");
}

/// The scanner never panics, whatever the text is cut down to.
#[test]
fn any_text() {
    let text = r#"{"id": 1, "next": {"id": "\u00e9\"", "tags": [["x"], {}]}, "é": [1e5, null]}"#.as_bytes();
    for end in 0..text.len() {
        if let Err(error) = from_slice::<Item>(&text[..end]) {
            find(&text[..end], &error);
            find(&text[end..], &error);
        }
    }
}

#[test]
fn retry_after_forms() {
    let now = UNIX_EPOCH + Duration::from_secs(784_111_700);
    let table = [
        ("120", Some(120_000)),
        (" 0 ", Some(0)),
        ("1.5", Some(1_500)),
        ("Sun, 06 Nov 1994 08:49:37 GMT", Some(77_000)),
        ("Sun, 06 Nov 1994 08:00:00 GMT", Some(0)),
        ("Thu, 29 Feb 2024 00:00:00 GMT", Some((1_709_164_800 - 784_111_700) * 1_000)),
        ("-1", None),
        ("soon", None),
        ("Sun, 06 Nov 1994", None),
        ("nan", None),
    ];
    for (text, expected) in table {
        assert_eq!(retry_after::parse(text, now), expected.map(Duration::from_millis), "{text}");
    }
}
