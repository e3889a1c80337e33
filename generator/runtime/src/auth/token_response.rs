//! What a token endpoint answers (RFC 6749, sections 5.1 and 5.2): a bearer token and how long it lasts, or why there is none,
//! told without anything that the endpoint repeats of what it was sent.

use super::super::secret::escape::{Shown, shown};
use super::super::secret::known::Known;
use super::super::secret::scrub::scrub;
use http::StatusCode;
use serde_json::Value;
use std::time::Duration;

/// A token, and how long it lasts where the server says so.
pub(crate) struct Granted {
    pub(crate) token: String,
    pub(crate) lifetime: Option<Duration>,
}

/// Reads an answer; `known` is what the endpoint was sent and may repeat.
///
/// # Errors
/// It gives no token that can be used. The text can be shown.
pub(crate) fn read(status: StatusCode, body: &[u8], known: &Known) -> Result<Granted, String> {
    let answer: Value = serde_json::from_slice(body).unwrap_or_default();
    match answer.get("access_token").and_then(Value::as_str) {
        Some(token) if status.is_success() => {
            is_bearer(answer.get("token_type"), known)?;
            is_usable(token)?;
            Ok(Granted { token: token.to_owned(), lifetime: lifetime(answer.get("expires_in")) })
        }
        _ => Err(refusal(status, &answer, known)),
    }
}

/// Servers leave the type out although they must not, and then mean `Bearer`; a token of another type is of no use as one.
fn is_bearer(kind: Option<&Value>, known: &Known) -> Result<(), String> {
    match kind {
        None | Some(Value::Null) => Ok(()),
        Some(Value::String(kind)) if kind.trim().eq_ignore_ascii_case("bearer") => Ok(()),
        Some(Value::String(kind)) => {
            let kind = known.hide(kind);
            Err(format!(
                "the token endpoint gave a token of type {:?}, and only `Bearer` can be sent",
                Shown(&kind)
            ))
        }
        Some(_) => Err("the token endpoint gave a token whose `token_type` is not a text".to_owned()),
    }
}

/// RFC 6750, section 2.1, and any other visible character: what else there is could begin another header.
fn is_usable(token: &str) -> Result<(), String> {
    if token.is_empty() {
        return Err("the token endpoint gave an empty `access_token`".to_owned());
    }
    if !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        let reason =
            "the token endpoint gave an `access_token` with characters that cannot stand in a header";
        return Err(reason.to_owned());
    }
    Ok(())
}

/// Seconds as a number or as a text, with or without a fraction. Less than none is none, so that such a token is used once;
/// what is no number says nothing, and what no clock can count to is as long as it can.
fn lifetime(seconds: Option<&Value>) -> Option<Duration> {
    let seconds = match seconds? {
        Value::String(text) => text.trim().parse().ok(),
        number => number.as_f64(),
    };
    let seconds: f64 = seconds.filter(|seconds: &f64| seconds.is_finite())?;
    Some(Duration::try_from_secs_f64(seconds.max(0.0)).unwrap_or(Duration::MAX))
}

/// Why there is no token: `error` and `error_description`, and of a page or a text nothing.
fn refusal(status: StatusCode, answer: &Value, known: &Known) -> String {
    let text = |name: &str| answer.get(name).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
    let said = [text("error"), text("error_description")].into_iter().flatten();
    let said: Vec<String> = said.map(|text| shown(&scrub(&known.hide(text)))).collect();
    let reason = match () {
        () if !said.is_empty() => format!(": {}", said.join(": ")),
        () if status.is_redirection() => ": no redirect is followed with a secret".to_owned(),
        () => String::new(),
    };
    format!("the token endpoint answered {status} without a token{reason}")
}
