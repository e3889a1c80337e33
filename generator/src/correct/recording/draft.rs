//! An exchange as a recording holds it, before it is reduced to what corrections read.

use super::exchange::{Exchange, SeenCredential};
use super::header::{self, Headers};
use super::payload::{Content, Payload};
use super::secret::Secrets;
use super::skip::Skip;
use super::url;
use crate::openapi::media_type::essence;

/// What a reader found of an exchange.
#[derive(Debug, Clone, Default)]
pub(crate) struct Draft {
    pub method: String,
    pub url: String,
    /// Query parameters that the recording lists besides the URL, decoded.
    pub query: Vec<(String, String)>,
    pub request_headers: Headers,
    pub response_headers: Headers,
    /// The names of cookies that the recording lists besides the header.
    pub cookies: Vec<String>,
    pub request: Content,
    pub status: Option<i64>,
    pub response: Content,
}

/// The longest method that is known: any other text is none.
const MAX_METHOD: usize = 20;

impl Draft {
    /// Reduces it to an exchange.
    ///
    /// # Errors
    /// It is no answered request of an API.
    pub(crate) fn finish(mut self, place: String, secrets: &Secrets) -> Result<Exchange, Skip> {
        let method = self.method.trim().to_ascii_uppercase();
        if method.is_empty()
            || method.len() > MAX_METHOD
            || !method.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-')
        {
            return Err(Skip::Malformed);
        }
        if method == "CONNECT" {
            return Err(Skip::NotHttp);
        }
        if method == "OPTIONS"
            && header::get(&self.request_headers, "access-control-request-method").is_some()
        {
            return Err(Skip::Page);
        }
        if self.url.trim().is_empty() {
            return Err(Skip::Malformed);
        }
        let parts = url::parts(self.url.trim()).ok_or(Skip::NotHttp)?;
        let status = status(self.status)?;
        let response = completed(std::mem::take(&mut self.response), &self.response_headers);
        if is_asset(&method, response.media_type.as_deref()) {
            return Err(Skip::Page);
        }
        // Browsers show the body of their cache beside a 304.
        let has_body = method != "HEAD" && status != 304;
        let response = if has_body { response } else { Content { payload: Payload::Empty, ..response } };
        let mut query = url::pairs(parts.query.unwrap_or_default(), secrets);
        if query.is_empty() {
            query = std::mem::take(&mut self.query);
            query.iter_mut().filter(|(name, _)| secrets.holds(name)).for_each(|(_, value)| value.clear());
        }
        let path = format!("/{}", parts.path.trim_start_matches('/'));
        let origin = parts.origin.clone();
        Ok(Exchange {
            credentials: self.credentials(&query, secrets),
            place,
            origin,
            method,
            path,
            query,
            request_headers: header::of_request(&self.request_headers, secrets),
            response_headers: header::of_response(&self.response_headers, secrets),
            request: completed(self.request, &self.request_headers).message(secrets),
            status,
            response: response.message(secrets),
        })
    }

    fn credentials(&self, query: &[(String, String)], secrets: &Secrets) -> Vec<SeenCredential> {
        let mut seen = header::credentials(&self.request_headers, secrets);
        let cookies = self.cookies.iter().filter(|name| secrets.in_cookie(name));
        seen.extend(cookies.map(|name| SeenCredential::Cookie(name.clone())));
        let parameters = query.iter().filter(|(name, _)| secrets.holds(name));
        seen.extend(parameters.map(|(name, _)| SeenCredential::Query(name.clone())));
        seen.sort();
        seen.dedup();
        seen
    }
}

/// Returns true for scripts, styles and fonts, which are no API's even if the recording does not say what asked for them.
fn is_asset(method: &str, media_type: Option<&str>) -> bool {
    let media = media_type.map(essence).unwrap_or_default();
    let media = media.trim();
    method == "GET" && (media.ends_with("/javascript") || media == "text/css" || media.starts_with("font/"))
}

fn status(status: Option<i64>) -> Result<u16, Skip> {
    match status.and_then(|status| u16::try_from(status).ok()) {
        Some(101) => Err(Skip::NotHttp),
        Some(status @ 200..=599) => Ok(status),
        // Tools write 0 or -1 for requests that were aborted or blocked.
        Some(0) => Err(Skip::Unanswered),
        Some(_) => Err(Skip::Malformed),
        None if status == Some(-1) => Err(Skip::Unanswered),
        None => Err(Skip::Malformed),
    }
}

/// Adds to a body what its headers say, where the recording does not.
fn completed(mut content: Content, headers: &Headers) -> Content {
    let header = |name| header::get(headers, name).map(str::to_owned);
    let is_declared = content.media_type.as_deref().is_some_and(|media| media.contains('/'));
    if !is_declared || content.media_type.as_deref() == Some("x-unknown") {
        content.media_type = header("content-type").or(content.media_type);
    }
    // The boundary stands in the header only, if the recording lists the media type alone.
    let lacks_boundary = content.media_type.as_deref() == Some("multipart/form-data");
    if let Some(whole) = header("content-type").filter(|_| lacks_boundary) {
        content.media_type = Some(whole);
    }
    content.encoding = content.encoding.or_else(|| header("content-encoding"));
    let length = header("content-length").and_then(|length| length.trim().parse::<u64>().ok());
    if content.payload == Payload::Empty && length.is_some_and(|length| length > 0) {
        content.payload = Payload::Missing;
    }
    content
}
