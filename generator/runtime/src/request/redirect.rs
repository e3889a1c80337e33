//! Follows redirects (RFC 9110, section 15.4). Only methods that read are redirected, up to a maximum number of times: to
//! the same origin by default, and to other origins if the client enables that, without credentials and never from
//! `https` to plain `http`.

use super::super::client::settings::Settings;
use super::super::transport::body::Body;
use super::super::transport::origin::Origin;
use bytes::Bytes;
use http::header::{
    ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, HeaderMap, HeaderName, IF_MATCH, IF_MODIFIED_SINCE,
    IF_NONE_MATCH, IF_RANGE, IF_UNMODIFIED_SINCE, LOCATION, RANGE, USER_AGENT,
};
use http::{Method, Uri};

/// The headers that are sent to another origin. They describe the requested content and do not identify the user.
const ANYWHERE: [HeaderName; 10] = [
    ACCEPT,
    ACCEPT_ENCODING,
    ACCEPT_LANGUAGE,
    IF_MATCH,
    IF_MODIFIED_SINCE,
    IF_NONE_MATCH,
    IF_RANGE,
    IF_UNMODIFIED_SINCE,
    RANGE,
    USER_AGENT,
];

/// A request that may be redirected.
pub(crate) struct Redirect {
    /// How many more redirects are allowed.
    left: usize,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    /// Whether it was sent to its own origin only.
    pub(crate) at_home: bool,
}

impl Redirect {
    /// Prepares for redirects of a request that is about to be sent.
    pub(crate) fn of(settings: &Settings, request: &http::Request<Body>) -> Self {
        let reads = [Method::GET, Method::HEAD, Method::OPTIONS].contains(request.method());
        let follows = reads && request.body().length() == Some(0);
        let left = if follows { settings.options.redirects.most } else { 0 };
        Self {
            left,
            method: request.method().clone(),
            uri: request.uri().clone(),
            headers: if left > 0 { request.headers().clone() } else { HeaderMap::new() },
            at_home: true,
        }
    }

    /// The request that follows this response; `None` if the response is final.
    pub(crate) fn next(
        &mut self,
        answer: &http::Response<Body>,
        settings: &Settings,
    ) -> Option<http::Request<Body>> {
        self.left = self.left.checked_sub(1)?;
        if ![301, 302, 303, 307, 308].contains(&answer.status().as_u16()) {
            return None;
        }
        let uri = resolved(&self.uri, answer.headers().get(LOCATION)?.to_str().ok()?)?;
        let (from, to) = (Origin::from_uri(&self.uri)?, Origin::from_uri(&uri)?);
        let is_plain = !from.secure && (to.is_loopback() || settings.options.allow_http);
        if !to.secure && !is_plain {
            return None;
        }
        if from != to && !settings.options.redirects.elsewhere {
            return None;
        }
        if from != to {
            self.at_home = false;
            let mut anywhere = HeaderMap::new();
            for name in &ANYWHERE {
                anywhere.extend(
                    self.headers
                        .get(name)
                        .filter(|value| !value.is_sensitive())
                        .map(|value| (name.clone(), value.clone())),
                );
            }
            self.headers = anywhere;
        }
        self.uri = uri;
        let mut request = http::Request::new(Body::from(Bytes::new()));
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = self.headers.clone();
        Some(request)
    }
}

/// Resolves a `Location` against a URL (RFC 3986, section 5.2).
fn resolved(from: &Uri, location: &str) -> Option<Uri> {
    let location = location.split('#').next().unwrap_or_default().trim();
    let (scheme, authority) = (from.scheme_str()?, from.authority()?);
    let path = from.path();
    let folder = path.rfind('/').and_then(|end| path.get(..=end)).unwrap_or("/");
    let url = match location {
        "" => return None,
        _ if is_absolute(location) => location.to_owned(),
        _ if location.starts_with("//") => format!("{scheme}:{location}"),
        _ if location.starts_with('/') => format!("{scheme}://{authority}{location}"),
        _ if location.starts_with('?') => format!("{scheme}://{authority}{path}{location}"),
        _ => format!("{scheme}://{authority}{folder}{location}"),
    };
    without_dots(&url.parse().ok()?)
}

/// Returns a URL without the segments `.` and `..` (RFC 3986, section 5.2.4).
fn without_dots(url: &Uri) -> Option<Uri> {
    let mut segments: Vec<&str> = Vec::new();
    let mut parts = url.path().split('/').skip(1).peekable();
    while let Some(part) = parts.next() {
        let is_last = parts.peek().is_none();
        match part.replace("%2e", ".").replace("%2E", ".").as_str() {
            dots @ ("." | "..") => {
                if dots == ".." {
                    segments.pop();
                }
                segments.extend(is_last.then_some(""));
            }
            _ => segments.push(part),
        }
    }
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    let (scheme, authority) = (url.scheme_str()?, url.authority()?);
    format!("{scheme}://{authority}/{}{query}", segments.join("/")).parse().ok()
}

/// Returns true if it begins with a scheme.
fn is_absolute(location: &str) -> bool {
    let scheme = location.split_once(':').map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    })
}
