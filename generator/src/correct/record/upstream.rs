//! The server behind the proxy: where requests go, and how its URLs become those of the proxy.

use hyper::Uri;
use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};

use super::mapping::{Mapping, continues};
use crate::openapi::media_type::{essence, is_json, is_text, sequence};

/// The server's address.
#[derive(Debug, Clone)]
pub(super) struct Upstream {
    /// Scheme, authority and base path, without a slash at the end: `https://api.example.com/v1`.
    url: String,
    authority: HeaderValue,
    /// The base path: empty or `/v1`.
    base: String,
}

/// Headers that are for one connection only (RFC 9110, 7.6.1), and `Expect`, which the proxy has met itself.
const HOP_BY_HOP: [&str; 10] = [
    "connection",
    "expect",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

impl Upstream {
    /// Reads an address; `None` if it is no `http` or `https` URL of a server.
    pub(super) fn parse(to: &str) -> Option<Self> {
        let uri: Uri = to.parse().ok()?;
        let scheme = uri.scheme_str().filter(|scheme| ["http", "https"].contains(scheme))?;
        let authority = uri.authority().filter(|authority| !authority.as_str().contains('@'))?;
        if uri.query().is_some() || to.contains('#') {
            return None;
        }
        let base = uri.path().trim_end_matches('/').to_owned();
        let url = format!("{scheme}://{authority}{base}");
        Some(Self { url, authority: HeaderValue::from_str(authority.as_str()).ok()?, base })
    }

    /// The address as given, without a slash at its end.
    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// Returns the URL that a request to the proxy is for.
    pub(super) fn url_of(&self, asked: &Uri) -> String {
        let path = asked.path_and_query().map_or("/", |path| path.as_str());
        format!("{}{}{path}", self.url, if path.starts_with('/') { "" } else { "/" })
    }

    /// Changes the headers of a request for the server. Bodies are asked for unpacked, so that URLs in them can be replaced.
    pub(super) fn request_headers(&self, headers: &mut HeaderMap, own: &str) {
        without_hops(headers);
        headers.insert(header::HOST, self.authority.clone());
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        for name in [header::ORIGIN, header::REFERER] {
            replace(headers, &name, |value| replaced_prefix(value, own, &self.url));
        }
    }

    /// Changes the headers of a response for the client.
    pub(super) fn response_headers(&self, headers: &mut HeaderMap, own: &str) {
        without_hops(headers);
        for name in [header::LOCATION, header::CONTENT_LOCATION] {
            replace(headers, &name, |value| self.location(value, own));
        }
        replace(headers, &header::LINK, |value| Some(self.mapped_text(value, own)));
        replace(headers, &header::SET_COOKIE, |value| Some(local_cookie(value)));
    }

    fn location(&self, value: &str, own: &str) -> Option<String> {
        replaced_prefix(value, &self.url, own).or_else(|| {
            let rest = value.strip_prefix(self.base.as_str()).filter(|rest| rest.starts_with('/'))?;
            Some(rest.to_owned())
        })
    }

    fn mapped_text(&self, value: &str, own: &str) -> String {
        let mut mapping = Mapping::new(&self.url, own);
        let mut bytes = mapping.part(value.as_bytes());
        bytes.extend(mapping.end());
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Returns the replacement of URLs in a body; `None` for bytes, and for what is packed.
    pub(super) fn mapping(&self, headers: &HeaderMap, own: &str) -> Option<Mapping> {
        let is_plain = headers.get(header::CONTENT_ENCODING).is_none_or(|encoding| encoding == "identity");
        let media = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).map(essence)?;
        let media = media.trim();
        let is_texts = is_json(media) || is_text(media) || sequence(media).is_some();
        (is_plain && is_texts).then(|| Mapping::new(&self.url, own))
    }
}

/// Returns a URL that begins with an address, with another in its place.
fn replaced_prefix(url: &str, from: &str, to: &str) -> Option<String> {
    let rest = url.strip_prefix(from)?;
    (!rest.bytes().next().is_some_and(continues)).then(|| format!("{to}{rest}"))
}

fn replace(headers: &mut HeaderMap, name: &HeaderName, by: impl Fn(&str) -> Option<String>) {
    for value in headers.get_all(name).iter().cloned().collect::<Vec<_>>().into_iter().enumerate() {
        let (index, value) = value;
        let new = value.to_str().ok().and_then(&by).and_then(|text| HeaderValue::from_str(&text).ok());
        match index {
            0 => headers.insert(name.clone(), new.unwrap_or(value)).map_or((), drop),
            _ => drop(headers.append(name.clone(), new.unwrap_or(value))),
        }
    }
}

/// A cookie of the server for the proxy, which is another host and has no TLS.
fn local_cookie(value: &str) -> String {
    let is_other = |part: &&str| {
        let part = part.trim().to_ascii_lowercase();
        !part.starts_with("domain=") && part != "secure" && part != "samesite=none" && part != "partitioned"
    };
    value.split(';').filter(is_other).collect::<Vec<_>>().join(";")
}

fn without_hops(headers: &mut HeaderMap) {
    let named: Vec<String> = headers
        .get_all(header::CONNECTION)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|name| name.trim().to_ascii_lowercase())
        .collect();
    for name in HOP_BY_HOP.into_iter().map(str::to_owned).chain(named) {
        headers.remove(name.as_str());
    }
}
