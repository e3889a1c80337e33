//! `date-time`, `date` and `time` (RFC 3339) as types of the crate `time`, with the same policy as `chrono`: the offset
//! is kept, and a date-time without one gets the assumed offset of the settings.

use super::super::json::codec::{Wire, decode_text};
use super::super::json::score;
use super::offset::ASSUMED_OFFSET;
use serde::ser::Error as _;
use serde::{Deserializer, Serializer};
use time::format_description::BorrowedFormatItem;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{Date, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

type Form = &'static [BorrowedFormatItem<'static>];

const DATE: Form = format_description!("[year]-[month]-[day]");
const TIME: Form = format_description!("[hour]:[minute][optional [:[second][optional [.[subsecond]]]]]");
const SHORT: Form = format_description!("[hour]:[minute]:[second]");
const LONG: Form = format_description!("[hour]:[minute]:[second].[subsecond]");
const LOCAL: Form = format_description!(
    "[year]-[month]-[day]T[hour]:[minute][optional [:[second][optional [.[subsecond]]]]]"
);
const LOOSE: Form = format_description!(
    "[year]-[month]-[day]T[hour]:[minute][optional [:[second][optional [.[subsecond]]]]][offset_hour sign:mandatory][optional [:]][offset_minute]"
);

/// Parses RFC 3339, also with a lower-case `t` or `z`, a space for the `T`, `+hhmm`, no seconds, no offset, or no time
/// of day.
fn parse_date_time(text: &str) -> Option<OffsetDateTime> {
    let text = text.trim().to_ascii_uppercase().replacen(' ', "T", 1);
    let loose = text.strip_suffix('Z').map_or_else(|| text.clone(), |local| format!("{local}+0000"));
    OffsetDateTime::parse(&text, &Rfc3339).or_else(|_| OffsetDateTime::parse(&loose, LOOSE)).ok().or_else(
        || {
            score::unknown();
            parse_local(&text).or_else(|| Some(parse_date(&text)?.midnight())).and_then(with_assumed_offset)
        },
    )
}

/// Adds the assumed offset of the settings.
fn with_assumed_offset(local: PrimitiveDateTime) -> Option<OffsetDateTime> {
    Some(local.assume_offset(UtcOffset::from_whole_seconds(ASSUMED_OFFSET).ok()?))
}

/// Parses a date and time without an offset.
fn parse_local(text: &str) -> Option<PrimitiveDateTime> {
    PrimitiveDateTime::parse(&text.trim().to_ascii_uppercase().replacen(' ', "T", 1), LOCAL).ok()
}

/// Parses a date. A midnight after it is accepted, because some servers store dates as times.
fn parse_date(text: &str) -> Option<Date> {
    let text = text.trim();
    Date::parse(text, DATE).ok().or_else(|| {
        let (day, midnight) = text.split_once(['T', 't', ' '])?;
        let digits = midnight.trim_end_matches(['Z', 'z']).trim_end_matches("+00:00");
        let zero = digits.starts_with("00:00") && digits.bytes().all(|byte| b"0:.".contains(&byte));
        Date::parse(day, DATE).ok().filter(|_| zero)
    })
}

fn time_form(nanosecond: u32) -> Form {
    if nanosecond == 0 { SHORT } else { LONG }
}

impl Wire for OffsetDateTime {
    fn blank() -> Self {
        Self::UNIX_EPOCH
    }

    fn decode<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        decode_text(d, "a date-time of RFC 3339", parse_date_time)
    }

    /// Writes the fraction without trailing zeros, and a zero offset as `Z`.
    fn encode<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.format(&Rfc3339).map_err(S::Error::custom)?)
    }
}

/// A date and time without an offset. A text with an offset is an error, because its meaning is undefined.
impl Wire for PrimitiveDateTime {
    fn blank() -> Self {
        Self::MIN
    }

    fn decode<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        decode_text(d, "a date-time without an offset", parse_local)
    }

    fn encode<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let date = self.date().format(DATE).map_err(S::Error::custom)?;
        let time = self.time().format(time_form(self.nanosecond())).map_err(S::Error::custom)?;
        s.serialize_str(&format!("{date}T{time}"))
    }
}

impl Wire for Date {
    fn blank() -> Self {
        Self::MIN
    }

    fn decode<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        decode_text(d, "a date, year-month-day", parse_date)
    }

    fn encode<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.format(DATE).map_err(S::Error::custom)?)
    }
}

impl Wire for Time {
    fn blank() -> Self {
        Self::MIDNIGHT
    }

    fn decode<'de, D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        decode_text(d, "a time, hours:minutes:seconds", |text| {
            Time::parse(text.trim_end_matches(['Z', 'z']), TIME).ok()
        })
    }

    fn encode<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.format(time_form(self.nanosecond())).map_err(S::Error::custom)?)
    }
}
