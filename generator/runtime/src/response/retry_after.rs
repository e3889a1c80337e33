//! What a server says about sending again: the header `Retry-After`, in seconds or as an HTTP date (RFC 9110, sections
//! 5.6.7 and 10.2.3), headers in milliseconds, and `x-should-retry`.

use super::super::transport::host::SystemTime;
use http::HeaderMap;
use http::header::RETRY_AFTER;
use std::time::Duration;

/// Headers with the wait in milliseconds, which is more exact than `Retry-After`.
const MILLISECONDS: [&str; 2] = ["retry-after-ms", "x-ms-retry-after-ms"];

/// Whether a retry makes sense, in the server's opinion.
const SHOULD_RETRY: &str = "x-should-retry";

/// The wait that the headers ask for.
pub(crate) fn read(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: &str| headers.get(name)?.to_str().ok();
    let millis = |name: &&str| text(name)?.trim().parse::<f64>().ok();
    let exact = MILLISECONDS.iter().find_map(millis);
    let exact = exact.and_then(|millis| Duration::try_from_secs_f64(millis / 1000.0).ok());
    exact.or_else(|| parse(text(RETRY_AFTER.as_str())?, SystemTime::now()))
}

/// Whether the server says that the request should be sent again, or that it should not.
pub(crate) fn should_retry(headers: &HeaderMap) -> Option<bool> {
    match headers.get(SHOULD_RETRY)?.to_str().ok()?.trim() {
        text if text.eq_ignore_ascii_case("true") => Some(true),
        text if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

/// The wait that the header asks for at the time `now`; zero for a date in the past.
pub fn parse(text: &str, now: SystemTime) -> Option<Duration> {
    let text = text.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    if let Ok(seconds) = text.parse::<f64>() {
        return Duration::try_from_secs_f64(seconds).ok();
    }
    let then = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(http_date(text)?))?;
    Some(then.duration_since(now).unwrap_or_default())
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Seconds since 1970 of an HTTP date such as `Sun, 06 Nov 1994 08:49:37 GMT`, the only form that may be sent.
fn http_date(text: &str) -> Option<u64> {
    let (_, date) = text.split_once(", ")?;
    let mut words = date.split(' ');
    let day: u64 = words.next()?.parse().ok().filter(|day| (1..=31).contains(day))?;
    let month = words.next()?;
    let month = MONTHS.iter().position(|name| *name == month)?;
    let year: u64 = words.next()?.parse().ok().filter(|year| (1970..=9999).contains(year))?;
    let mut clock =
        words.next()?.split(':').map(|number| number.parse::<u64>().ok().filter(|number| *number <= 60));
    let (hour, minute, second) = (clock.next()??, clock.next()??, clock.next()??);
    Some(((days(year, u64::try_from(month).ok()? + 1, day) * 24 + hour) * 60 + minute) * 60 + second)
}

/// Days from 1970-01-01 in the Gregorian calendar. Years are counted from March, so that a leap day comes last.
fn days(year: u64, month: u64, day: u64) -> u64 {
    let year = if month <= 2 { year - 1 } else { year };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    (year * 365 + year / 4 - year / 100 + year / 400 + day_of_year).saturating_sub(719_468)
}
