//! Numbers as decimal digits, so that 0.3 is a multiple of 0.1 and no bound is rounded.

use super::keyword::Rule;
use std::cmp::Ordering;

/// A JSON number: its digits as an integer, and how many of them are after the decimal point. Numbers with too many
/// digits are compared as floats.
#[derive(Debug, Clone, Copy)]
pub struct Digits<'a> {
    text: &'a str,
    whole: Option<(i128, u32)>,
}

impl<'a> Digits<'a> {
    /// Reads a JSON text; `None` if it is not a number.
    pub fn parse(text: &'a [u8]) -> Option<Self> {
        let begins = text.first().is_some_and(|first| first.is_ascii_digit() || *first == b'-');
        let text = std::str::from_utf8(text).ok().filter(|_| begins)?;
        Some(Self { text, whole: whole(text) })
    }

    /// The original text.
    pub fn text(&self) -> &'a str {
        self.text
    }

    fn float(&self) -> f64 {
        self.text.parse().unwrap_or_default()
    }

    /// Both numbers as integers of the same scale; `None` if they do not fit.
    fn aligned(&self, other: &Self) -> Option<(i128, i128)> {
        let ((mine, after), (others, others_after)) = (self.whole?, other.whole?);
        let raised = |number: i128, by: u32| number.checked_mul(10_i128.checked_pow(by)?);
        let digits = after.max(others_after);
        Some((raised(mine, digits.checked_sub(after)?)?, raised(others, digits.checked_sub(others_after)?)?))
    }

    fn compare(&self, other: &Self) -> Option<Ordering> {
        match self.aligned(other) {
            Some((mine, others)) => Some(mine.cmp(&others)),
            None => self.float().partial_cmp(&other.float()),
        }
    }

    fn is_multiple_of(&self, unit: &Self) -> bool {
        match self.aligned(unit) {
            Some((mine, unit)) => mine.checked_rem(unit).is_none_or(|rest| rest == 0),
            None => {
                let times = self.float() / unit.float();
                !times.is_finite() || (times - times.round()).abs() <= times.abs() * f64::EPSILON
            }
        }
    }
}

/// Splits `-12.50` into -1250 and 2; `None` if the number does not fit.
fn whole(text: &str) -> Option<(i128, u32)> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent: i32 = exponent.strip_prefix('+').unwrap_or(exponent).parse().ok()?;
    let number: i128 = format!("{before}{after}").parse().ok()?;
    let after = i32::try_from(after.len()).ok()?.checked_sub(exponent)?;
    match u32::try_from(after) {
        Ok(after) => Some((number, after)),
        Err(_) => Some((number.checked_mul(10_i128.checked_pow(after.unsigned_abs())?)?, 0)),
    }
}

/// The keyword of a violated constraint, and the rest of the sentence about the number; `None` if it is satisfied.
pub fn violation(number: &Digits<'_>, rule: &Rule) -> Option<(&'static str, String)> {
    let is = |text: &'static str, wrong: fn(Ordering) -> bool| {
        let limit = Digits::parse(text.as_bytes())?;
        number.compare(&limit).filter(|ordering| wrong(*ordering))
    };
    match rule {
        Rule::Minimum(least) => {
            is(least, Ordering::is_lt).map(|_| ("minimum", format!("is less than {least}")))
        }
        Rule::Maximum(most) => is(most, Ordering::is_gt).map(|_| ("maximum", format!("is more than {most}"))),
        Rule::ExclusiveMinimum(least) => {
            is(least, Ordering::is_le).map(|_| ("exclusiveMinimum", format!("is not more than {least}")))
        }
        Rule::ExclusiveMaximum(most) => {
            is(most, Ordering::is_ge).map(|_| ("exclusiveMaximum", format!("is not less than {most}")))
        }
        Rule::MultipleOf(unit) => {
            let kept = Digits::parse(unit.as_bytes()).is_none_or(|unit| number.is_multiple_of(&unit));
            (!kept).then(|| ("multipleOf", format!("is not a multiple of {unit}")))
        }
        _ => None,
    }
}
