//! Statuses for people: the code with its name.

use http::StatusCode;

/// Names of statuses in common use that no RFC defines.
const UNREGISTERED: [(u16, &str); 18] = [
    (419, "Page Expired"),
    (420, "Enhance Your Calm"),
    (430, "Too Many Requests"),
    (440, "Login Timeout"),
    (444, "No Response"),
    (449, "Retry With"),
    (460, "Client Closed Connection"),
    (498, "Invalid Token"),
    (499, "Client Closed Request"),
    (509, "Bandwidth Limit Exceeded"),
    (520, "Unknown Origin Error"),
    (521, "Origin Down"),
    (522, "Origin Connection Timeout"),
    (523, "Origin Unreachable"),
    (524, "Origin Timeout"),
    (525, "TLS Handshake Failed"),
    (529, "Overloaded"),
    (530, "Origin Error"),
];

/// The name of a status, if it has one.
fn name(status: StatusCode) -> Option<&'static str> {
    let unregistered =
        || UNREGISTERED.iter().find(|(code, _)| *code == status.as_u16()).map(|(_, name)| *name);
    status.canonical_reason().or_else(unregistered)
}

/// The code with its name, as in `404 Not Found`; only the code if the status has no name.
pub(crate) fn line(status: StatusCode) -> String {
    match name(status) {
        Some(name) => format!("{} {name}", status.as_u16()),
        None => status.as_u16().to_string(),
    }
}

/// Returns true if a reason says no more than the status.
pub(crate) fn repeats(status: StatusCode, reason: &str) -> bool {
    let reason = reason.trim_end_matches('.');
    let code = status.as_u16().to_string();
    [name(status), Some(code.as_str())].into_iter().flatten().any(|own| own.eq_ignore_ascii_case(reason))
        || line(status).eq_ignore_ascii_case(reason)
}
