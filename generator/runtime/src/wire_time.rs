//! `date-time`, `date` and `time` (RFC 3339) as the `time` crate's types, under the same policy as `wire_chrono`:
//! the offset is kept, and a date-time without one is read as UTC.

use super::wire::{Wire, decode_text};
use serde::ser::Error as _;
use serde::{Deserializer, Serializer};
use time::format_description::BorrowedFormatItem;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{Date, OffsetDateTime, Time};

const DATE: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");
const TIME: &[BorrowedFormatItem<'_>] =
    format_description!("[hour]:[minute]:[second][optional [.[subsecond]]]");
const SHORT: &[BorrowedFormatItem<'_>] = format_description!("[hour]:[minute]:[second]");
const LONG: &[BorrowedFormatItem<'_>] = format_description!("[hour]:[minute]:[second].[subsecond]");

/// RFC 3339 with a lower-case `t` or `z`, a space for the `T`, or no offset at all (UTC).
fn date_time(text: &str) -> Option<OffsetDateTime> {
    let text = text.trim().to_ascii_uppercase().replacen(' ', "T", 1);
    OffsetDateTime::parse(&text, &Rfc3339)
        .or_else(|_| OffsetDateTime::parse(&format!("{text}Z"), &Rfc3339))
        .ok()
}

impl Wire for OffsetDateTime {
    fn decode<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        decode_text(d, "a date-time of RFC 3339", date_time)
    }

    /// The fraction has no digit more than it needs; a zero offset is `Z`.
    fn encode<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.format(&Rfc3339).map_err(S::Error::custom)?)
    }
}

impl Wire for Date {
    fn decode<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        decode_text(d, "a date, year-month-day", |text| Date::parse(text, DATE).ok())
    }

    fn encode<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.format(DATE).map_err(S::Error::custom)?)
    }
}

impl Wire for Time {
    fn decode<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        decode_text(d, "a time, hours:minutes:seconds", |text| {
            Time::parse(text.trim_end_matches(['Z', 'z']), TIME).ok()
        })
    }

    fn encode<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let form = if self.nanosecond() == 0 { SHORT } else { LONG };
        s.serialize_str(&self.format(form).map_err(S::Error::custom)?)
    }
}
