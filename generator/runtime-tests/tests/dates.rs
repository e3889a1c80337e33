//! Dates and times: accepted texts, and their encoding.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use truespec_runtime::runtime::json::codec::{Wire, from_value, to_value};

fn rewritten<T: Wire>(text: &str) -> String {
    match from_value::<T>(&text.into()) {
        Ok(value) => to_value(&value).unwrap().as_str().unwrap().to_owned(),
        Err(_) => "(refused)".to_owned(),
    }
}

const DATE_TIMES: [(&str, &str); 22] = [
    ("2024-02-29T12:30:45Z", "2024-02-29T12:30:45Z"),
    ("2024-02-29T12:30:45+02:00", "2024-02-29T12:30:45+02:00"),
    ("2024-02-29T12:30:45-00:30", "2024-02-29T12:30:45-00:30"),
    ("2024-02-29T12:30:45+00:00", "2024-02-29T12:30:45Z"),
    ("2024-02-29t12:30:45z", "2024-02-29T12:30:45Z"),
    ("2024-02-29 12:30:45Z", "2024-02-29T12:30:45Z"),
    ("2024-02-29T12:30:45.1Z", "2024-02-29T12:30:45.1Z"),
    ("2024-02-29T12:30:45.120000Z", "2024-02-29T12:30:45.12Z"),
    ("2024-02-29T12:30:45.123456789Z", "2024-02-29T12:30:45.123456789Z"),
    ("2024-02-29T12:30:45.123456789+05:30", "2024-02-29T12:30:45.123456789+05:30"),
    ("2024-02-29T12:30:45.000Z", "2024-02-29T12:30:45Z"),
    ("2024-02-29T12:30:45", "2024-02-29T12:30:45Z"),
    ("2024-02-29 12:30:45.5", "2024-02-29T12:30:45.5Z"),
    ("2024-02-29T12:30", "2024-02-29T12:30:00Z"),
    ("2024-02-29T12:30Z", "2024-02-29T12:30:00Z"),
    ("2024-02-29T12:30+02:00", "2024-02-29T12:30:00+02:00"),
    ("2024-02-29T12:30:45+0200", "2024-02-29T12:30:45+02:00"),
    (" 2024-02-29T12:30:45.123456Z ", "2024-02-29T12:30:45.123456Z"),
    ("2024-02-29", "2024-02-29T00:00:00Z"),
    ("", "(refused)"),
    ("2023-02-29T12:30:45Z", "(refused)"),
    ("yesterday", "(refused)"),
];

#[test]
fn date_times_of_chrono() {
    for (text, expected) in DATE_TIMES {
        assert_eq!(rewritten::<chrono::DateTime<chrono::FixedOffset>>(text), expected, "{text}");
    }
    assert_eq!(
        rewritten::<chrono::DateTime<chrono::Utc>>("2024-02-29T12:30:45+02:00"),
        "2024-02-29T10:30:45Z"
    );
}

#[test]
fn date_times_of_time() {
    for (text, expected) in DATE_TIMES {
        assert_eq!(rewritten::<time::OffsetDateTime>(text), expected, "{text}");
    }
}

#[test]
fn dates_and_times() {
    let dates = [
        ("2024-02-29", "2024-02-29"),
        ("2024-02-29T00:00:00", "2024-02-29"),
        ("2024-02-29T00:00:00.000Z", "2024-02-29"),
        ("2024-02-29T00:00:00+00:00", "2024-02-29"),
        ("2024-02-29T00:00:01Z", "(refused)"),
        ("2024-02-29T00:00:00+02:00", "(refused)"),
        ("2023-02-29", "(refused)"),
        ("2024-02", "(refused)"),
    ];
    for (text, expected) in dates {
        assert_eq!(rewritten::<chrono::NaiveDate>(text), expected, "{text}");
        assert_eq!(rewritten::<time::Date>(text), expected, "{text}");
    }
    let times = [
        ("12:30:45", "12:30:45"),
        ("12:30:45.50", "12:30:45.5"),
        ("12:30:45Z", "12:30:45"),
        ("12:30", "12:30:00"),
        ("25:00:00", "(refused)"),
    ];
    for (text, expected) in times {
        assert_eq!(rewritten::<chrono::NaiveTime>(text), expected, "{text}");
        assert_eq!(rewritten::<time::Time>(text), expected, "{text}");
    }
}

#[test]
fn local_date_times() {
    for (text, expected) in [
        ("2024-02-29T12:30:45", "2024-02-29T12:30:45"),
        ("2024-02-29 12:30:45.50", "2024-02-29T12:30:45.5"),
        ("2024-02-29T12:30", "2024-02-29T12:30:00"),
        ("2024-02-29T12:30:45Z", "(refused)"),
        ("2024-02-29T12:30:45+02:00", "(refused)"),
    ] {
        assert_eq!(rewritten::<chrono::NaiveDateTime>(text), expected, "{text}");
        assert_eq!(rewritten::<time::PrimitiveDateTime>(text), expected, "{text}");
    }
}
