//! Webhooks are verified before they are decoded. The signatures were computed with Python's `hmac`, and one is that of
//! GitHub's documentation.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

use std::time::Duration;

use http::HeaderMap;
use serde_json::{Value, json};
use truespec_runtime::runtime::json::object;
use truespec_runtime::runtime::model::union;
use truespec_runtime::runtime::webhook::{
    Algorithm, SecretEncoding, SignatureEncoding, SignatureScheme, SignedPart, TimestampPlace, WebhookError,
    Webhooks, webhook_events,
};

#[derive(Debug, Clone, PartialEq)]
struct Created {
    id: i64,
}

object!(Created { id: "id" required });

#[derive(Debug, Clone, PartialEq)]
struct Opened {
    action: String,
}

object!(Opened { action: "action" required });

#[derive(Debug, Clone, PartialEq)]
enum Event {
    Created(Created),
    Opened(Opened),
    Unknown(Value),
}

union!(Event {
    Created(Created): object ["id"] of ["id"],
    Opened(Opened): object ["action"] of ["action"],
} else Unknown);

webhook_events!(Event {
    Created(Created): "user.created" | "made",
    Opened(Opened): "issues.opened",
} else Unknown, SignatureScheme::STANDARD, named by Some("x-github-event"), Some("type"), true);

const NOW: u64 = 1_700_000_000;
const SECRET: &str = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3";
const OTHER_SECRET: &str = "YW5vdGhlci1zZWNyZXQta2V5LTI0LWJ5IQ==";
const BODY: &[u8] = b"{\"type\":\"user.created\",\"data\":{\"id\":7,\"name\":\"Ann \xc3\xa9\"}}";
const SIGNATURE: &str = "v1,qW+wXSHHsZCCHK9PXeSXvMNB7K3b9mqR4d4g/zY3ROk=";
const OTHER_SIGNATURE: &str = "v1,gwKuQrH5bVAwZLgSoapjhHmJYFWKOBdIPSoshNkJwBQ=";
const GITHUB_SECRET: &str = "It's a Secret to Everybody";

fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in pairs {
        headers.append(*name, value.parse().unwrap());
    }
    headers
}

fn standard(signature: &str) -> HeaderMap {
    headers(&[("webhook-id", "msg_1"), ("webhook-timestamp", "1700000000"), ("webhook-signature", signature)])
}

fn at(seconds: u64, secret: &str) -> Webhooks<Event> {
    Webhooks::new(secret).clock(move || Duration::from_secs(seconds))
}

#[test]
fn standard_webhooks() {
    at(NOW, SECRET).verify(&standard(SIGNATURE), BODY).unwrap();
    // The secret without its prefix, several signatures in the header and in several headers.
    at(NOW, &SECRET[6..]).verify(&standard(SIGNATURE), BODY).unwrap();
    at(NOW, SECRET).verify(&standard(&format!("v1a,xyz {OTHER_SIGNATURE} {SIGNATURE}")), BODY).unwrap();
    let svix = [("svix-id", "msg_1"), ("svix-timestamp", "1700000000"), ("svix-signature", SIGNATURE)];
    at(NOW, SECRET).scheme(SignatureScheme::SVIX).verify(&headers(&svix), BODY).unwrap();
    let mut several = standard(OTHER_SIGNATURE);
    several.append("webhook-signature", SIGNATURE.parse().unwrap());
    at(NOW, SECRET).verify(&several, BODY).unwrap();
}

#[test]
fn another_body_secret_id_or_signature_does_not_match() {
    let refused = |webhooks: Webhooks<Event>, headers: &HeaderMap, body: &[u8]| {
        let error = webhooks.parse(headers, body).unwrap_err();
        assert!(matches!(error, WebhookError::InvalidSignature), "{error:?}");
    };
    refused(at(NOW, SECRET), &standard(SIGNATURE), &[BODY, b" "].concat());
    refused(at(NOW, OTHER_SECRET), &standard(SIGNATURE), BODY);
    for signature in
        ["v1,", "v1", "", "v2,qW+wXSHHsZCCHK9PXeSXvMNB7K3b9mqR4d4g/zY3ROk=", &SIGNATURE[..20], "v1,%%%"]
    {
        refused(at(NOW, SECRET), &standard(signature), BODY);
    }
    let mut other = standard(SIGNATURE);
    other.insert("webhook-id", "msg_2".parse().unwrap());
    refused(at(NOW, SECRET), &other, BODY);
    // No JSON, and not looked at.
    refused(at(NOW, SECRET), &standard(SIGNATURE), b"{");
}

#[test]
fn secrets_rotate() {
    let both = at(NOW, OTHER_SECRET).also(SECRET);
    both.verify(&standard(SIGNATURE), BODY).unwrap();
    both.verify(&standard(OTHER_SIGNATURE), BODY).unwrap();
    let error = at(NOW, "whsec_no base64!").verify(&standard(SIGNATURE), BODY).unwrap_err();
    assert!(matches!(error, WebhookError::InvalidSecret));
    assert!(matches!(at(NOW, "whsec_").verify(&standard(SIGNATURE), BODY), Err(WebhookError::InvalidSecret)));
}

/// An unset variable must not accept what anybody can sign. The signature is that of an empty key.
#[test]
fn an_empty_secret_is_refused() {
    let empty = "sha256=22f8eea909400af98adf3681a9f31923ef6b7fcba4abb553d92823a3e9d5c25e";
    for secrets in [["", ""], [GITHUB_SECRET, ""]] {
        let webhooks = Webhooks::<Event>::new(secrets[0]).also(secrets[1]).scheme(SignatureScheme::GITHUB);
        let error = webhooks.verify(&headers(&[("x-hub-signature-256", empty)]), b"{}").unwrap_err();
        assert!(matches!(error, WebhookError::InvalidSecret), "{error:?}");
    }
}

#[test]
fn the_time_is_within_the_tolerance() {
    for ok in [NOW - 300, NOW, NOW + 300] {
        at(ok, SECRET).verify(&standard(SIGNATURE), BODY).unwrap();
    }
    for late in [NOW - 301, NOW + 301, 0] {
        let error = at(late, SECRET).verify(&standard(SIGNATURE), BODY).unwrap_err();
        assert!(matches!(error, WebhookError::OutsideTolerance), "{error:?}");
    }
    at(NOW + 900, SECRET).tolerance(Duration::from_secs(900)).verify(&standard(SIGNATURE), BODY).unwrap();
    for time in ["", "-1", "+1700000000", "1e9", "99999999999999999999999", "1700000000 "] {
        let mut wrong = standard(SIGNATURE);
        wrong.insert("webhook-timestamp", time.parse().unwrap());
        let error = at(NOW, SECRET).verify(&wrong, BODY).unwrap_err();
        let is_refused = matches!(error, WebhookError::InvalidTimestamp | WebhookError::InvalidSignature);
        assert!(is_refused, "{time:?}: {error:?}");
    }
}

#[test]
fn missing_and_repeated_headers() {
    for name in ["webhook-id", "webhook-timestamp", "webhook-signature"] {
        let mut without = standard(SIGNATURE);
        without.remove(name);
        let error = at(NOW, SECRET).verify(&without, BODY).unwrap_err();
        assert!(matches!(error, WebhookError::MissingHeader(missing) if missing == name), "{error:?}");
    }
    let mut twice = standard(SIGNATURE);
    twice.append("webhook-timestamp", "1700000001".parse().unwrap());
    let error = at(NOW, SECRET).verify(&twice, BODY).unwrap_err();
    assert!(matches!(error, WebhookError::InvalidHeader("webhook-timestamp")));
}

#[test]
fn github_shape() {
    let signed = |value: &str| headers(&[("x-hub-signature-256", value)]);
    let documented = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    let webhooks = || at(NOW, GITHUB_SECRET).scheme(SignatureScheme::GITHUB);
    webhooks().verify(&signed(documented), b"Hello, World!").unwrap();
    webhooks()
        .verify(&signed(&documented.to_uppercase().replace("SHA256", "sha256")), b"Hello, World!")
        .unwrap();
    for wrong in [&documented[7..], "sha256=", "sha256=7571", "sha256=zz", "sha1=757107ea"] {
        assert!(webhooks().verify(&signed(wrong), b"Hello, World!").is_err(), "{wrong}");
    }
    let body = br#"{"action":"opened","issue":{"number":5}}"#;
    let old = SignatureScheme::of_body("x-hub-signature").prefix("sha1=").algorithm(Algorithm::Sha1);
    let signature = headers(&[("x-hub-signature", "sha1=b197a70b70d0c4b5cdb0045611bb5ed0051b1f1c")]);
    at(NOW, GITHUB_SECRET).scheme(old).verify(&signature, body).unwrap();
}

#[test]
fn stripe_shape() {
    let body = br#"{"id":"evt_1","type":"charge.succeeded"}"#;
    let signature = "c0475716eb2200f1fe97fcf35a3c05d1fd4f8ba9a07a596730c8d18bb87c0672";
    let signed = |value: &str| headers(&[("stripe-signature", value)]);
    let webhooks = || at(NOW, "whsec_test_secret").scheme(SignatureScheme::STRIPE);
    webhooks().verify(&signed(&format!("t=1700000000,v1={signature},v0=00")), body).unwrap();
    webhooks().verify(&signed(&format!("t=1700000000, v1=00, v1={signature}")), body).unwrap();
    let late = webhooks().clock(|| Duration::from_secs(NOW + 301));
    let error = late.verify(&signed(&format!("t=1700000000,v1={signature}")), body).unwrap_err();
    assert!(matches!(error, WebhookError::OutsideTolerance));
    for wrong in [format!("v1={signature}"), format!("t=1700000000,t=1700000001,v1={signature}")] {
        assert!(
            matches!(webhooks().verify(&signed(&wrong), body), Err(WebhookError::InvalidTimestamp)),
            "{wrong}"
        );
    }
    let other_time = format!("t=1700000001,v1={signature}");
    assert!(matches!(webhooks().verify(&signed(&other_time), body), Err(WebhookError::InvalidSignature)));
}

#[test]
fn slack_and_sha512_shapes() {
    const CONTENT: &[SignedPart] =
        &[SignedPart::Text("v0:"), SignedPart::Timestamp, SignedPart::Text(":"), SignedPart::Body];
    let slack = SignatureScheme::of_body("x-slack-signature")
        .prefix("v0=")
        .signed(TimestampPlace::Header("x-slack-request-timestamp"), CONTENT);
    let request = headers(&[
        ("x-slack-request-timestamp", "1531420618"),
        ("x-slack-signature", "v0=d6e78b87dbe91c3682320bc07020ee57036a7227fa60afaa000e86299a2336c1"),
    ]);
    let webhooks = at(1_531_420_618, "8f742231b10e8888abcd99yyyzzz85a5").scheme(slack);
    webhooks.verify(&request, b"token=xyz&x=1").unwrap();
    let long = SignatureScheme::of_body("x-signature")
        .algorithm(Algorithm::Sha512)
        .encoding(SignatureEncoding::Base64)
        .secret(SecretEncoding::Base64(""));
    let signature =
        "Hs1nGIwcudPcamPT9YgwWx95pIAkyQ7xdUXZiKpYpbRU6sTf/QRs3bW6NTtQyy6XC81N+YG9uvSHHJJSEM9Xig==";
    let request = headers(&[("x-signature", signature)]);
    // "a2V5" is `key` in base64.
    let body = br#"{"id":"evt_1","type":"charge.succeeded"}"#;
    at(NOW, "a2V5").scheme(long).verify(&request, body).unwrap();
}

/// A receiver whose signatures are right, for what comes after the check.
fn parsed(event: Option<&str>, body: &Value) -> Result<Event, WebhookError> {
    let text = body.to_string();
    let scheme = SignatureScheme::of_body("x-signature").encoding(SignatureEncoding::Base64);
    let mac = |text: &str| {
        use hmac::{KeyInit, Mac};
        let mut mac = hmac::Hmac::<sha2::Sha256>::new_from_slice(b"key").unwrap();
        mac.update(text.as_bytes());
        truespec_runtime::runtime::scalar::Base64Bytes::from(mac.finalize().into_bytes().to_vec())
    };
    let mut headers = headers(&[("x-signature", mac(&text).as_str())]);
    if let Some(event) = event {
        headers.insert("x-github-event", event.parse().unwrap());
    }
    at(NOW, "key").scheme(scheme).parse(&headers, text.as_bytes())
}

#[test]
fn events_are_named_by_a_header_or_a_member() {
    let created = Event::Created(Created { id: 7 });
    assert_eq!(parsed(None, &json!({"type": "user.created", "id": 7})).unwrap(), created);
    assert_eq!(parsed(Some("made"), &json!({"id": 7})).unwrap(), created);
    assert_eq!(parsed(Some("user_created"), &json!({"id": 7})).unwrap(), created);
    let opened = Event::Opened(Opened { action: "opened".to_owned() });
    assert_eq!(parsed(Some("issues"), &json!({"type": "opened", "action": "opened"})).unwrap(), opened);
}

#[test]
fn other_events_are_kept_and_unnamed_ones_are_told_by_their_shape() {
    let body = json!({"type": "user.deleted", "id": 7});
    assert_eq!(parsed(None, &body).unwrap(), Event::Unknown(body));
    let unnamed = parsed(None, &json!({"action": "opened"})).unwrap();
    assert_eq!(unnamed, Event::Opened(Opened { action: "opened".to_owned() }));
}

#[test]
fn a_body_that_does_not_decode_is_told_by_its_place_alone() {
    let error = parsed(None, &json!({"type": "user.created", "id": "s3cret-value"})).unwrap_err();
    let WebhookError::Decode(payload) = &error else { panic!("{error:?}") };
    assert_eq!(payload.pointer(), "/id");
    let said = format!("{error} {error:?} {payload}");
    assert!(!said.contains("s3cret-value"), "{said}");
}

#[test]
fn nothing_shows_the_secret() {
    let webhooks = at(NOW, SECRET);
    assert!(!format!("{webhooks:?}").contains(&SECRET[6..]));
    let error = webhooks.verify(&standard("v1,"), BODY).unwrap_err();
    assert!(!format!("{error} {error:?}").contains(&SECRET[6..]));
}
