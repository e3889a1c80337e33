//! `date-time`, `date` and `time` (RFC 3339) as chrono's types. Decoding keeps the offset and every fraction digit up
//! to nanoseconds; a date-time WITHOUT an offset is read as UTC, which is what servers that leave it out mean.

use super::wire::{Wire, decode_text};
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, Utc};
use serde::{Deserializer, Serializer};

/// RFC 3339 with a lower-case `t` or `z`, a space for the `T`, `+hhmm`, or no offset at all (UTC).
fn date_time(text: &str) -> Option<DateTime<FixedOffset>> {
    let text = text.trim();
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Some(time);
    }
    let text = text.to_ascii_uppercase().replacen(' ', "T", 1);
    ["%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%dT%H:%M%#z"]
        .iter()
        .find_map(|form| DateTime::parse_from_str(&text, form).ok())
        .or_else(|| without_offset(&text))
}

fn without_offset(text: &str) -> Option<DateTime<FixedOffset>> {
    ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
        .map(|time| time.and_utc().fixed_offset())
}

impl Wire for DateTime<FixedOffset> {
    fn decode<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        decode_text(d, "a date-time of RFC 3339", date_time)
    }

    /// The fraction has no digit more than it needs; a zero offset is `Z`.
    fn encode<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let text = self.to_rfc3339_opts(SecondsFormat::AutoSi, true);
        s.serialize_str(&shorten(&text))
    }
}

impl Wire for DateTime<Utc> {
    fn decode<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        DateTime::<FixedOffset>::decode(d).map(|time| time.to_utc())
    }

    fn encode<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.fixed_offset().encode(s)
    }
}

impl Wire for NaiveDate {
    fn decode<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        decode_text(d, "a date, year-month-day", |text| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok())
    }

    fn encode<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

/// A time of day; an offset `Z` after it is accepted and dropped.
impl Wire for NaiveTime {
    fn decode<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        decode_text(d, "a time, hours:minutes:seconds", |text| {
            let text = text.trim_end_matches(['Z', 'z']);
            ["%H:%M:%S%.f", "%H:%M"].iter().find_map(|form| NaiveTime::parse_from_str(text, form).ok())
        })
    }

    fn encode<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&shorten(&self.format("%H:%M:%S%.f").to_string()))
    }
}

/// Takes the zeros from the end of the fraction: chrono writes 3, 6 or 9 digits.
fn shorten(text: &str) -> String {
    let Some((whole, rest)) = text.split_once('.') else { return text.to_owned() };
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (fraction, offset) = rest.split_at(digits);
    match fraction.trim_end_matches('0') {
        "" => format!("{whole}{offset}"),
        fraction => format!("{whole}.{fraction}{offset}"),
    }
}
