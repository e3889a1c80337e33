//! The response of a token endpoint (RFC 6749, sections 5.1 and 5.2): a bearer token with its lifetime, or an error,
//! without any secret that the endpoint repeats.

use super::super::secret::escape::{Escaped, escaped};
use super::super::secret::known::KnownSecrets;
use super::super::secret::scrub::scrub;
use http::StatusCode;
use serde_json::Value;
use std::time::Duration;

/// A token, and its lifetime if the server sent it.
pub(crate) struct TokenGrant {
    pub(crate) token: String,
    pub(crate) lifetime: Option<Duration>,
}

/// Reads a response; `known` holds the secrets that the endpoint received and may repeat.
///
/// # Errors
/// There is no usable token. The text is safe to show.
pub(crate) fn read(status: StatusCode, body: &[u8], known: &KnownSecrets) -> Result<TokenGrant, String> {
    let answer: Value = serde_json::from_slice(body).unwrap_or_default();
    match answer.get("access_token").and_then(Value::as_str) {
        Some(token) if status.is_success() => {
            is_bearer(answer.get("token_type"), known)?;
            is_usable(token)?;
            Ok(TokenGrant { token: token.to_owned(), lifetime: lifetime(answer.get("expires_in")) })
        }
        _ => Err(error_message(status, &answer, known)),
    }
}

/// Checks that the token type is `Bearer`. Some servers omit the type although it is required, and mean `Bearer`.
/// Tokens of other types cannot be sent as bearer tokens.
fn is_bearer(kind: Option<&Value>, known: &KnownSecrets) -> Result<(), String> {
    match kind {
        None | Some(Value::Null) => Ok(()),
        Some(Value::String(kind)) if kind.trim().eq_ignore_ascii_case("bearer") => Ok(()),
        Some(Value::String(kind)) => {
            let kind = known.hide(kind);
            Err(format!(
                "the token endpoint gave a token of type {:?}, and only `Bearer` can be sent",
                Escaped(&kind)
            ))
        }
        Some(_) => Err("the token endpoint gave a token whose `token_type` is not a text".to_owned()),
    }
}

/// Checks that the token has only visible ASCII characters, which is more than RFC 6750, section 2.1, allows. Any other
/// character could start another header.
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

/// Reads seconds as a number or a string, with or without a fraction. A negative value is zero, so that the token is
/// used once. A value that is no number is ignored, and one beyond the range of `Duration` is `Duration::MAX`.
fn lifetime(seconds: Option<&Value>) -> Option<Duration> {
    let seconds = match seconds? {
        Value::String(text) => text.trim().parse().ok(),
        number => number.as_f64(),
    };
    let seconds: f64 = seconds.filter(|seconds: &f64| seconds.is_finite())?;
    Some(Duration::try_from_secs_f64(seconds.max(0.0)).unwrap_or(Duration::MAX))
}

/// The reason why there is no token: `error` and `error_description`. An HTML page or a text is not shown.
fn error_message(status: StatusCode, answer: &Value, known: &KnownSecrets) -> String {
    let text = |name: &str| answer.get(name).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
    let said = [text("error"), text("error_description")].into_iter().flatten();
    let said: Vec<String> = said.map(|text| escaped(&scrub(&known.hide(text)))).collect();
    let reason = match () {
        () if !said.is_empty() => format!(": {}", said.join(": ")),
        () if status.is_redirection() => ": no redirect is followed with a secret".to_owned(),
        () => String::new(),
    };
    format!("the token endpoint answered {status} without a token{reason}")
}
