//! Which texts and numbers the types of the emitted client hold, by format.

use serde_json::{Map, Value};

/// Returns true if a value cannot be decoded because of its schema's format.
pub(super) fn is_violated(schema: &Map<String, Value>, value: &Value) -> bool {
    let Some(format) = schema.get("format").and_then(Value::as_str) else { return false };
    match value {
        Value::String(text) => !text_fits(format, text),
        Value::Number(number) => match number.as_i128() {
            Some(whole) => !integer_fits(format, whole),
            None => false,
        },
        _ => false,
    }
}

fn text_fits(format: &str, text: &str) -> bool {
    match format {
        "uuid" | "UUID" | "guid" | "uuid1" | "uuid3" | "uuid4" | "uuid5" => is_uuid(text),
        "date" => is_date(text),
        "date-time" => is_date_time(text),
        "ipv4" => text.parse::<std::net::Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<std::net::Ipv6Addr>().is_ok(),
        "ip" => text.parse::<std::net::IpAddr>().is_ok(),
        "byte" | "base64" => text.chars().all(|c| c.is_ascii_alphanumeric() || "+/-_=\r\n".contains(c)),
        _ => true,
    }
}

fn integer_fits(format: &str, whole: i128) -> bool {
    match format {
        "int8" | "int16" | "int32" => i32::try_from(whole).is_ok(),
        "int64" => i64::try_from(whole).is_ok(),
        "uint8" | "uint16" | "uint32" => u32::try_from(whole).is_ok(),
        "uint64" | "uint" => u64::try_from(whole).is_ok(),
        _ => true,
    }
}

/// Hexadecimal digits in groups of 8, 4, 4, 4 and 12, or all 32 in a row, in braces or after `urn:uuid:`.
fn is_uuid(text: &str) -> bool {
    let bare = text.trim_start_matches("urn:uuid:").trim_start_matches('{').trim_end_matches('}');
    let hex = |part: &str| part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let groups: Vec<usize> = bare.split('-').map(str::len).collect();
    hex(&bare.replace('-', "")) && (groups == [8, 4, 4, 4, 12] || groups == [32])
}

/// `2026-01-31`.
fn is_date(text: &str) -> bool {
    let part = |range: std::ops::Range<usize>| text.get(range).and_then(digits);
    let (Some(year), Some(month), Some(day)) = (part(0..4), part(5..7), part(8..10)) else { return false };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let separated = text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
    text.len() == 10 && separated && (1..=12).contains(&month) && (1..=days).contains(&day)
}

/// RFC 3339: a date, `T`, a time with an optional fraction, and an offset.
fn is_date_time(text: &str) -> bool {
    let (Some(date), Some(rest)) = (text.get(..10), text.get(11..)) else { return false };
    let separator = text.get(10..11).is_some_and(|c| ["T", "t", " "].contains(&c));
    let (Some(time), Some(rest)) = (rest.get(..8), rest.get(8..)) else { return false };
    let part = |range: std::ops::Range<usize>| time.get(range).and_then(digits);
    let (Some(hours), Some(minutes), Some(seconds)) = (part(0..2), part(3..5), part(6..8)) else {
        return false;
    };
    let colons = time.get(2..3) == Some(":") && time.get(5..6) == Some(":");
    let offset = match rest.strip_prefix('.') {
        Some(fraction) => {
            let offset = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            if offset.len() == fraction.len() { return false } else { offset }
        }
        None => rest,
    };
    separator && is_date(date) && colons && hours < 24 && minutes < 60 && seconds <= 60 && is_offset(offset)
}

/// `Z`, `+02:00` or `+0200`.
fn is_offset(text: &str) -> bool {
    if ["Z", "z"].contains(&text) {
        return true;
    }
    let bare = text.strip_prefix(['+', '-']).map(|rest| rest.replace(':', ""));
    bare.is_some_and(|bare| bare.len() == 4 && digits(&bare).is_some())
}

fn digits(text: &str) -> Option<u32> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}
