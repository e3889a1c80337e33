//! `date-time`, `date` and `time` (RFC 3339) as types of `chrono`. Decoding keeps the offset and all fraction digits up
//! to nanoseconds. A date-time without an offset gets the assumed offset of the settings.

use super::super::json::codec::{Wire, decode_text};
use super::super::json::score;
use super::offset::ASSUMED_OFFSET;
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, TimeZone, Utc};
use serde::{Deserializer, Serializer};

/// Parses RFC 3339, also with a lower-case `t` or `z`, a space for the `T`, `+hhmm`, no seconds, no offset, or no time
/// of day.
fn parse_date_time(text: &str) -> Option<DateTime<FixedOffset>> {
    let text = text.trim();
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Some(time);
    }
    let text = text.to_ascii_uppercase().replacen(' ', "T", 1);
    ["%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%dT%H:%M%#z"]
        .iter()
        .find_map(|form| DateTime::parse_from_str(&text, form).ok())
        .or_else(|| {
            score::unknown();
            parse_local(&text)
                .or_else(|| parse_date(&text)?.and_hms_opt(0, 0, 0))
                .and_then(with_assumed_offset)
        })
}

/// Adds the assumed offset of the settings.
fn with_assumed_offset(local: NaiveDateTime) -> Option<DateTime<FixedOffset>> {
    FixedOffset::east_opt(ASSUMED_OFFSET)?.from_local_datetime(&local).single()
}

/// Parses a date and time without an offset.
fn parse_local(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim().to_ascii_uppercase().replacen(' ', "T", 1);
    ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(&text, form).ok())
}

/// Parses a date. A midnight after it is accepted, because some servers store dates as times.
fn parse_date(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let plain = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    plain.or_else(|| {
        let (day, midnight) = text.split_once(['T', 't', ' '])?;
        let digits = midnight.trim_end_matches(['Z', 'z']).trim_end_matches("+00:00");
        let zero = digits.starts_with("00:00") && digits.bytes().all(|byte| b"0:.".contains(&byte));
        NaiveDate::parse_from_str(day, "%Y-%m-%d").ok().filter(|_| zero)
    })
}

impl Wire for DateTime<FixedOffset> {
    fn blank() -> Self {
        Self::default()
    }

    fn decode<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        decode_text(d, "a date-time of RFC 3339", parse_date_time)
    }

    /// Writes the fraction without trailing zeros, and a zero offset as `Z`.
    fn encode<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let text = self.to_rfc3339_opts(SecondsFormat::AutoSi, true);
        s.serialize_str(&shorten(&text))
    }
}

impl Wire for DateTime<Utc> {
    fn blank() -> Self {
        Self::default()
    }

    fn decode<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        DateTime::<FixedOffset>::decode(d).map(|time| time.to_utc())
    }

    fn encode<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.fixed_offset().encode(s)
    }
}

/// A date and time without an offset. A text with an offset is an error, because its meaning is undefined.
impl Wire for NaiveDateTime {
    fn blank() -> Self {
        Self::default()
    }

    fn decode<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        decode_text(d, "a date-time without an offset", parse_local)
    }

    fn encode<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&shorten(&self.format("%Y-%m-%dT%H:%M:%S%.f").to_string()))
    }
}

impl Wire for NaiveDate {
    fn blank() -> Self {
        Self::default()
    }

    fn decode<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        decode_text(d, "a date, year-month-day", parse_date)
    }

    fn encode<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

/// A time of day. A trailing `Z` is accepted and dropped.
impl Wire for NaiveTime {
    fn blank() -> Self {
        Self::default()
    }

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

/// Removes trailing zeros of the fraction: chrono writes 3, 6 or 9 digits.
fn shorten(text: &str) -> String {
    let Some((whole, rest)) = text.split_once('.') else { return text.to_owned() };
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (fraction, offset) = rest.split_at(digits);
    match fraction.trim_end_matches('0') {
        "" => format!("{whole}{offset}"),
        fraction => format!("{whole}.{fraction}{offset}"),
    }
}
