//! Sensitive names, and headers and URLs in messages.
#![allow(missing_docs, clippy::unwrap_used, reason = "shapes and helpers of tests")]

use http::HeaderMap;
use http::header::{HeaderName, HeaderValue};
use truespec_runtime::runtime::secret::Secret;
use truespec_runtime::runtime::secret::headers::Headers;
use truespec_runtime::runtime::secret::known::KnownSecrets;
use truespec_runtime::runtime::secret::names::is_sensitive;
use truespec_runtime::runtime::secret::scrub::{scrub, url};

const SECRET: &[&str] = &[
    "authorization",
    "Proxy-Authorization",
    "cookie",
    "set-cookie",
    "x-api-key",
    "apikey",
    "api_key",
    "apiKey",
    "x-auth",
    "x-auth-token",
    "X-AUTH-KEY",
    "auth",
    "x-session-id",
    "session",
    "sessionid",
    "JSESSIONID",
    "PHPSESSID",
    "connect.sid",
    "x-password",
    "password",
    "user_password",
    "newPassword",
    "passwd",
    "pwd",
    "passphrase",
    "x-access-token",
    "access_token",
    "accessToken",
    "ACCESSTOKEN",
    "refresh_token",
    "id_token",
    "token",
    "x-amz-security-token",
    "X-Amz-Signature",
    "X-Amz-Credential",
    "x-csrf-token",
    "x-xsrf",
    "csrf",
    "client-secret",
    "client_secret",
    "x-hub-signature-256",
    "x-shopify-hmac-sha256",
    "sig",
    "signature",
    "x-sig",
    "subscription-key",
    "Ocp-Apim-Subscription-Key",
    "private-token",
    "x-vault-token",
    "x-plex-token",
    "AWSAccessKeyId",
    "jwt",
    "x-goog-iap-jwt-assertion",
    "client_assertion",
    "otp",
    "x-github-otp",
    "key",
    "credentials",
    "idempotency-key",
    "x-authentication",
    "sign",
    "x-mfa",
    "SAMLResponse",
    "authkey",
];
const PLAIN: &[&str] = &[
    "",
    "accept",
    "content-type",
    "content-length",
    "date",
    "etag",
    "location",
    "retry-after",
    "server",
    "vary",
    "via",
    "x-request-id",
    "x-ratelimit-remaining-tokens",
    "x-ratelimit-limit-tokens",
    "www-authenticate",
    "author",
    "x-author",
    "keyword",
    "monkey",
    "passenger",
    "compass",
    "side",
    "signal",
    "design",
    "x-total-count",
    "user-agent",
    "pagination",
    "tokenizer",
    "page",
    "cursor",
];

#[test]
fn sensitive_names() {
    for name in SECRET {
        assert!(is_sensitive(name), "{name}");
    }
    for name in PLAIN {
        assert!(!is_sensitive(name), "{name}");
    }
}

#[test]
fn headers_are_shown_without_secrets_on_one_line() {
    let mut headers = HeaderMap::new();
    for name in SECRET.iter().filter(|name| !name.is_empty()) {
        headers.append(HeaderName::try_from(*name).unwrap(), HeaderValue::from_static("sesame"));
    }
    headers.append("x-escaped", HeaderValue::from_bytes("\u{9b}31m\u{202e}\u{2028}".as_bytes()).unwrap());
    headers.append("x-echo", HeaderValue::from_static("you sent hunter2"));
    headers.append("x-long", HeaderValue::try_from("x".repeat(5_000)).unwrap());
    let known = KnownSecrets::new([Secret::from("hunter2")]);
    let shown = format!("{:?}", Headers(&headers, &known));
    assert!(!shown.contains("sesame") && !shown.contains("hunter2"), "{shown}");
    assert!(shown.contains(r#""x-escaped": "\u{9b}31m\u{202e}\u{2028}""#), "{shown}");
    assert!(
        shown.contains(r#""x-echo": "you sent [redacted]""#) && shown.contains("\"cookie\": [redacted]"),
        "{shown}"
    );
    assert!(!shown.contains(&"x".repeat(300)) && shown.contains("xxx…\""), "{shown}");
}

#[test]
fn urls_are_shown_without_secrets() {
    for (whole, expected) in [
        ("https://a.example/v1?page=2&api_key=x#top", "https://a.example/v1?page=2&api_key=[redacted]#top"),
        ("https://u:p@a.example/v1", "https://[redacted]@a.example/v1"),
        ("https://u:p@q@a.example/v1", "https://[redacted]@a.example/v1"),
        (
            "/users/@me?X-Amz-Signature=ab&sig=cd&n=1",
            "/users/@me?X-Amz-Signature=[redacted]&sig=[redacted]&n=1",
        ),
        ("/cb?access%5Ftoken=x&a", "/cb?access%5Ftoken=[redacted]&a"),
        ("/cb#access_token=x&state=1", "/cb#access_token=[redacted]&state=1"),
        ("/cb?code=x&state=1", "/cb?code=[redacted]&state=1"),
        ("/a\u{1b}[31m\nb", "/a\\u{1b}[31m\\nb"),
    ] {
        assert_eq!(url(whole), expected);
    }
    assert!(url(&format!("/{}", "x".repeat(9_000))).len() < 300);
}

#[test]
fn texts_are_shown_without_the_secrets_of_urls_in_them() {
    for (text, expected) in [
        ("GET https://u:p@a.b/c?sig=x&n=1 failed", "GET https://[redacted]@a.b/c?sig=[redacted]&n=1 failed"),
        (
            "<https://a.b/?page=2&token=x>; rel=\"next\"",
            "<https://a.b/?page=2&token=[redacted]>; rel=\"next\"",
        ),
        ("\"https://a.b/#access_token=x\", and more", "\"https://a.b/#access_token=[redacted]\", and more"),
        ("password=x&user=y", "password=[redacted]&user=y"),
        ("no URL, a = b and a@b.example", "no URL, a = b and a@b.example"),
        ("https://a.b/@c?x=1@2", "https://a.b/@c?x=1@2"),
        ("//u:p@a.b then http://v:q@c.d", "//[redacted]@a.b then http://[redacted]@c.d"),
    ] {
        assert_eq!(scrub(text), expected);
    }
}

#[test]
fn known_secrets_are_hidden_in_every_form() {
    let known = KnownSecrets::new([Secret::from("p\u{e4}ss/w\"rd +1"), Secret::from("")]);
    let known = known.with([Secret::from("tok:en")]);
    for text in [
        "is p\u{e4}ss/w\"rd +1 wrong",
        "is p%C3%A4ss%2Fw%22rd%20%2B1 wrong",
        "is p%c3%a4ss%2fw%22rd%20%2b1 wrong",
        "is p%C3%A4ss%2Fw%22rd+%2B1 wrong",
        "is p\u{e4}ss/w\\\"rd +1 wrong",
        "is p\u{e4}ss\\/w\\\"rd +1 wrong",
        "is tok:en wrong",
        "is tok%3Aen wrong",
    ] {
        let hidden = known.hide(text);
        assert_eq!(hidden, "is [redacted] wrong", "{text}");
    }
    assert_eq!(known.hide("nothing of it"), "nothing of it");
    assert_eq!(format!("{known:?}"), "[redacted]");
}
