//! An exchange that passed, and what is written of it.

use super::copy::Body;
use super::form::{self, FormValue};
use super::host::unpacked;
use super::media::{essence, is_json, sequence};
use super::redact::{REDACTED, Redactor, blank};
use serde_json::{Value, json};
use std::time::{Duration, SystemTime};

/// An exchange as it passed, credentials and all: never written itself.
pub struct Captured {
    /// When the request was sent.
    pub started: SystemTime,
    /// How long it took until the response had passed.
    pub took: Duration,
    /// The method.
    pub method: String,
    /// The URL that was asked of the server.
    pub url: String,
    /// The headers of the request, with names in lower case.
    pub request_headers: Vec<(String, String)>,
    /// The body of the request.
    pub request: Body,
    /// The status.
    pub status: u16,
    /// The headers of the response, with names in lower case.
    pub response_headers: Vec<(String, String)>,
    /// The body of the response.
    pub response: Body,
    /// Whether no value of the bodies may be written, whatever its name.
    pub is_secret: bool,
}

impl Captured {
    /// Returns the entry that is written, without credentials.
    pub fn entry(&self, redactor: &mut Redactor) -> Value {
        redactor.learn_request(&self.url, &self.request_headers);
        redactor.learn_response(&self.response_headers);
        let read = |body, headers| Read::new(body, headers, self.is_secret);
        let asked = read(&self.request, self.request_headers.as_slice());
        let answered = read(&self.response, self.response_headers.as_slice());
        [&asked, &answered].into_iter().for_each(|read| read.teach(redactor));
        let headers = |headers: &[(String, String)]| {
            let pair = |(name, value)| json!({"name": name, "value": value});
            redactor.headers(headers).into_iter().map(pair).collect::<Vec<_>>()
        };
        let mut request = json!({
            "method": self.method, "url": redactor.url(&self.url), "httpVersion": "HTTP/1.1", "cookies": [],
            "headers": headers(&self.request_headers), "queryString": [], "headersSize": -1, "bodySize": self.request.size,
        });
        if self.request.size > 0 {
            request["postData"] = asked.post_data(redactor);
        }
        let took = u64::try_from(self.took.as_millis()).unwrap_or(u64::MAX);
        json!({
            "startedDateTime": date_time(self.started), "time": took, "request": request,
            "response": {
                "status": self.status, "statusText": "", "httpVersion": "HTTP/1.1", "cookies": [],
                "headers": headers(&self.response_headers), "content": answered.content(redactor), "redirectURL": "",
                "headersSize": -1, "bodySize": self.response.size,
            },
            "cache": {}, "timings": {"send": 0, "wait": took, "receive": 0},
        })
    }
}

/// A body that was unpacked and read.
struct Read<'b> {
    body: &'b Body,
    media_type: Option<String>,
    json: Option<Value>,
    text: Option<String>,
    form: Option<Vec<(String, FormValue)>>,
    is_secret: bool,
}

impl<'b> Read<'b> {
    fn new(body: &'b Body, headers: &[(String, String)], is_secret: bool) -> Self {
        let header =
            |wanted: &str| headers.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone());
        let media_type = header("content-type");
        let mut read = Self { body, media_type, json: None, text: None, form: None, is_secret };
        let Some(bytes) = body.bytes.as_deref().and_then(|bytes| unpacked(bytes, header("content-encoding")))
        else {
            return read;
        };
        let whole = read.media_type.clone().unwrap_or_default();
        let media = essence(&whole);
        if media.trim() == "multipart/form-data" {
            read.form = body.is_complete.then(|| form::multipart(&bytes, &whole)).flatten();
            return read;
        }
        let Ok(text) = String::from_utf8(bytes) else { return read };
        read.json =
            Some(()).filter(|()| sequence(&media).is_none()).and_then(|()| serde_json::from_str(&text).ok());
        read.text = Some(text);
        read
    }

    /// Lets the credentials of the body be found elsewhere too.
    fn teach(&self, redactor: &mut Redactor) {
        match (&self.json, &self.text) {
            (Some(json), _) => redactor.learn_json(json),
            (None, Some(text)) => redactor.learn_text(text),
            (None, None) => {}
        }
        for (name, value) in self.form.iter().flatten() {
            if let FormValue::Text(text) = value {
                redactor.learn_json(&json!({name: text}));
            }
        }
    }

    fn media(&self) -> String {
        self.media_type.as_deref().map(essence).unwrap_or_default().trim().to_owned()
    }

    /// Returns the text without credentials; none of what is no data (pages, scripts) and of what cannot be redacted.
    fn redacted(&self, redactor: &Redactor) -> Option<String> {
        let media = self.media();
        if let Some(json) = &self.json {
            let mut json = json.clone();
            redactor.json(&mut json);
            if self.is_secret {
                blank(&mut json);
            }
            return Some(json.to_string());
        }
        let text = self.text.as_deref()?;
        // Half of a value cannot be told from a credential.
        let is_broken = is_json(&media) && !media.contains('*') && !self.body.is_complete;
        if is_broken
            || self.is_secret
            || media == "text/html"
            || media.contains("javascript")
            || media.contains("css")
        {
            return None;
        }
        if media == "application/x-www-form-urlencoded" {
            return self.body.is_complete.then(|| redactor.form(text));
        }
        Some(redactor.lines(text))
    }

    fn content(&self, redactor: &Redactor) -> Value {
        let mut content =
            json!({"size": self.body.size, "mimeType": self.media_type.clone().unwrap_or_default()});
        if let Some(text) = self.redacted(redactor) {
            content["size"] = text.len().into();
            content["text"] = text.into();
        }
        content
    }

    fn post_data(&self, redactor: &Redactor) -> Value {
        let mut data = json!({"mimeType": self.media_type.clone().unwrap_or_default()});
        if let Some(fields) = &self.form {
            data["params"] = fields.iter().map(|(name, value)| self.param(name, value, redactor)).collect();
        } else if let Some(text) = self.redacted(redactor) {
            data["text"] = text.into();
        }
        data
    }

    fn param(&self, name: &str, value: &FormValue, redactor: &Redactor) -> Value {
        match value {
            FormValue::Text(_) if self.is_secret => json!({"name": name, "value": REDACTED}),
            FormValue::Text(text) => {
                let mut member = json!({name: text});
                redactor.json(&mut member);
                json!({"name": name, "value": member[name]})
            }
            FormValue::File { media_type } => {
                json!({"name": name, "fileName": "file", "contentType": media_type})
            }
        }
    }
}

/// Returns a time as HAR has it: `2026-01-31T12:00:00.000Z`.
fn date_time(time: SystemTime) -> String {
    let since = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let (days, seconds) = (since.as_secs() / 86_400, since.as_secs() % 86_400);
    let (year, month, day) = date(days);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let millis = since.subsec_millis();
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z")
}

/// Returns the date of a day since 1970 (Howard Hinnant's `civil_from_days`).
fn date(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + u64::from(month <= 2), month, day)
}
