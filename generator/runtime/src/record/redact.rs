//! Takes credentials out of what is written: by the names of values, by what they look like, and wherever a credential
//! that was sent once comes up again.

use super::host;
use super::known::Known;
use super::link::{decoded, redacted_query, redacted_url, scheme};
use super::names::Secrets;
use super::personal;
use super::scan;
use serde_json::{Map, Value};

/// What stands in the place of a credential.
pub const REDACTED: &str = "REDACTED";

/// How credentials of well-known vendors begin.
const PREFIXES: [&str; 18] = [
    "sk-",
    "sk_live_",
    "sk_test_",
    "rk_live_",
    "pk_live_",
    "ghp_",
    "gho_",
    "ghs_",
    "github_pat_",
    "glpat-",
    "xoxb-",
    "xoxp-",
    "xapp-",
    "AKIA",
    "ASIA",
    "AIza",
    "whsec_",
    "shpat_",
];

/// Headers whose values are written as they are, or with their URLs redacted.
const PLAIN: [&str; 22] = [
    "accept",
    "accept-language",
    "allow",
    "cache-control",
    "content-encoding",
    "content-length",
    "content-range",
    "content-type",
    "date",
    "link",
    "location",
    "prefer",
    "ratelimit-limit",
    "ratelimit-remaining",
    "ratelimit-reset",
    "retry-after",
    "server",
    "transfer-encoding",
    "vary",
    "x-next-page",
    "x-total-count",
    "x-total-pages",
];

/// Request headers that never hold credentials, whatever their value.
const COMMON: [&str; 8] =
    ["accept-charset", "accept-encoding", "connection", "expect", "host", "origin", "referer", "user-agent"];

/// Takes credentials out of exchanges, and remembers them.
#[derive(Debug, Default)]
pub struct Redactor {
    secrets: Secrets,
    /// Credentials that were seen.
    known: Known,
}

impl Redactor {
    pub fn new(secrets: Secrets) -> Self {
        Self { secrets, known: Known::default() }
    }

    /// Adds names that are those of credentials, and credentials themselves.
    pub fn declare<'n>(
        &mut self,
        names: impl IntoIterator<Item = &'n str>,
        credentials: impl IntoIterator<Item = &'n str>,
    ) {
        self.secrets.declare(names);
        credentials.into_iter().for_each(|credential| self.known.add(credential));
    }

    /// Remembers the credentials of a request.
    pub fn learn_request(&mut self, url: &str, headers: &[(String, String)]) {
        let query = url.split_once('?').map_or("", |(_, query)| query);
        for pair in query.split('&') {
            let Some((name, value)) = pair.split_once('=') else { continue };
            if self.secrets.holds(&decoded(name)) {
                self.known.suspect(&decoded(value));
                // As it was written, which may not be how it is encoded here.
                self.known.suspect(value);
            }
        }
        for (name, value) in headers {
            match name.as_str() {
                "authorization" | "proxy-authorization" => self.learn_authorization(value),
                "cookie" => self.learn_cookies(value, ';'),
                name if self.secrets.in_header(name) => self.known.suspect(value),
                // What nobody knows may be a credential too.
                name if !PLAIN.contains(&name) && !COMMON.contains(&name) && is_opaque(value) => {
                    self.known.suspect(value)
                }
                _ => {}
            }
        }
    }

    /// Remembers the credentials of a response.
    pub fn learn_response(&mut self, headers: &[(String, String)]) {
        for (name, value) in headers {
            match name.as_str() {
                "set-cookie" => self.learn_cookies(value.split(';').next().unwrap_or_default(), ';'),
                name if self.secrets.in_header(name) => self.known.suspect(value),
                _ => {}
            }
        }
    }

    /// Remembers the values under secret names of a JSON body.
    pub fn learn_json(&mut self, value: &Value) {
        match value {
            Value::Object(members) => {
                for (name, value) in members {
                    match value {
                        Value::String(text) if self.secrets.holds(name) => self.known.suspect(text),
                        other => self.learn_json(other),
                    }
                }
            }
            Value::Array(list) => list.iter().for_each(|value| self.learn_json(value)),
            _ => {}
        }
    }

    /// Remembers the values that follow names of secrets in a text.
    pub fn learn_text(&mut self, text: &str) {
        for value in scan::values(text, &self.secrets) {
            let value = text.get(value).unwrap_or_default().to_owned();
            self.known.suspect(&value);
            self.known.suspect(&decoded(&value));
        }
    }

    fn learn_authorization(&mut self, value: &str) {
        let scheme = scheme(value).unwrap_or_default();
        let credential = value.get(scheme.len()..).unwrap_or(value).trim();
        self.known.suspect(credential);
        if scheme.eq_ignore_ascii_case("basic")
            && let Some(decoded) = host::base64(credential)
            && let Ok(pair) = String::from_utf8(decoded)
        {
            pair.split(':').for_each(|part| self.known.suspect(part));
        }
    }

    fn learn_cookies(&mut self, value: &str, separator: char) {
        for cookie in value.split(separator) {
            if let Some((_, value)) = cookie.split_once('=') {
                self.known.suspect(value.trim());
            }
        }
    }

    /// Redacts a URL, and what in its query is somebody's.
    pub fn url(&self, url: &str) -> String {
        self.text(&personal::redacted_url(&redacted_url(url, &self.secrets, REDACTED), REDACTED))
    }

    /// Redacts headers; of most only the name is kept.
    pub fn headers(&self, headers: &[(String, String)]) -> Vec<(String, String)> {
        headers.iter().map(|(name, value)| (name.clone(), self.header(name, value))).collect()
    }

    fn header(&self, name: &str, value: &str) -> String {
        match name {
            "authorization" | "proxy-authorization" => {
                scheme(value).map_or(REDACTED.to_owned(), |scheme| format!("{scheme} {REDACTED}"))
            }
            "cookie" => value.split(';').map(cookie).collect::<Vec<_>>().join("; "),
            "set-cookie" => cookie(value.split(';').next().unwrap_or_default()),
            "link" | "location" => self.links(value),
            name if PLAIN.contains(&name) && !self.secrets.in_header(name) => self.text(value),
            _ => REDACTED.to_owned(),
        }
    }

    fn links(&self, value: &str) -> String {
        if !value.contains('<') {
            return self.url(value);
        }
        let link = |part: &str| match part.split_once('>') {
            Some((url, rest)) => format!("<{}>{}", self.url(url), self.text(rest)),
            None => self.text(part),
        };
        let mut parts = value.split('<');
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |text, part| text + &link(part))
    }

    /// Redacts a JSON value.
    pub fn json(&self, value: &mut Value) {
        match value {
            Value::Object(members) => self.members(members),
            Value::Array(list) => list.iter_mut().for_each(|value| self.json(value)),
            Value::String(text) => *text = self.string(text),
            _ => {}
        }
    }

    fn members(&self, members: &mut Map<String, Value>) {
        let own = std::mem::take(members);
        for (name, mut value) in own {
            if self.secrets.holds(&name) {
                blank(&mut value);
            } else {
                self.json(&mut value);
            }
            members.insert(self.text(&name), value);
        }
    }

    /// A text that is JSON itself is redacted as such, a URL as such.
    fn string(&self, text: &str) -> String {
        if text.starts_with(['{', '['])
            && let Ok(mut value @ (Value::Object(_) | Value::Array(_))) = serde_json::from_str(text)
        {
            self.json(&mut value);
            return value.to_string();
        }
        match text.starts_with("http://") || text.starts_with("https://") {
            true => self.url(text),
            false => self.text(text),
        }
    }

    /// Redacts a urlencoded form.
    pub fn form(&self, text: &str) -> String {
        self.text(&redacted_query(text, &self.secrets, REDACTED))
    }

    /// Redacts lines, each of which may be JSON, an event's data, or a name with a value.
    pub fn lines(&self, text: &str) -> String {
        text.split_inclusive('\n').map(|line| self.line(line)).collect()
    }

    fn line(&self, line: &str) -> String {
        let content = line.trim_end();
        let end = line.get(content.len()..).unwrap_or_default();
        let (label, data) = match content.split_once(':') {
            Some(("data", data)) => ("data:", data),
            _ => ("", content),
        };
        let space = data.len() - data.trim_start().len();
        let (space, data) = data.split_at(space);
        let redacted = match data.starts_with(['{', '[']) {
            true => self.string(data),
            false => self.text(data),
        };
        format!("{label}{space}{redacted}{end}")
    }

    /// Redacts what looks like a credential in a text, and credentials that were seen.
    pub fn text(&self, text: &str) -> String {
        let text = self.known.replaced(self.without_named(text), REDACTED);
        if !PREFIXES.iter().any(|prefix| text.contains(prefix))
            && !text.contains("eyJ")
            && !text.contains("PRIVATE KEY")
        {
            return text;
        }
        if text.contains("PRIVATE KEY-----") {
            return REDACTED.to_owned();
        }
        words(&text).map(|word| if looks_secret(word) { REDACTED } else { word }).collect()
    }
}

impl Redactor {
    /// Redacts what follows the names of secrets.
    fn without_named(&self, text: &str) -> String {
        let (mut redacted, mut at) = (String::with_capacity(text.len()), 0);
        for value in scan::values(text, &self.secrets) {
            redacted.push_str(text.get(at..value.start).unwrap_or_default());
            redacted.push_str(REDACTED);
            at = value.end;
        }
        redacted + text.get(at..).unwrap_or_default()
    }
}

/// Splits a text into words of credentials and what stands between them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |sign: char| sign.is_ascii_alphanumeric() || "-_.~+/=".contains(sign);
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = rest.find(|sign| is_part(sign) != is_part(first)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(word)
    })
}

fn looks_secret(word: &str) -> bool {
    let word = word.rsplit(['/', '=']).find(|part| !part.is_empty()).unwrap_or(word);
    let is_jwt = word.starts_with("eyJ") && word.matches('.').count() >= 2;
    let is_known = word.len() >= 16 && PREFIXES.iter().any(|prefix| word.starts_with(prefix));
    is_jwt || is_known
}

/// Returns true for a long value of one word.
fn is_opaque(value: &str) -> bool {
    value.len() >= 12 && !value.contains(char::is_whitespace)
}

fn cookie(cookie: &str) -> String {
    let name = cookie.split('=').next().unwrap_or_default().trim();
    format!("{name}={REDACTED}")
}

/// Replaces the scalars of a value by others of their kind.
pub fn blank(value: &mut Value) {
    match value {
        Value::String(text) if !text.is_empty() => *text = REDACTED.to_owned(),
        Value::Number(_) => *value = 0.into(),
        Value::Array(list) => list.iter_mut().for_each(blank),
        Value::Object(members) => members.values_mut().for_each(blank),
        _ => {}
    }
}
