//! Token endpoints with unexpected responses: what is accepted, what is rejected, and that no error repeats the secrets
//! that the endpoint received.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "shapes and helpers of tests")]

mod support;

use std::sync::{Arc, Mutex};
use std::time::Duration;
use support::fake_clock::FakeClock;
use support::scripted::Scripted;
use support::{answer, wait};
use truespec_runtime::runtime::auth::{ClientCredentials, ClientCredentialsTokens, Scheme, TokenFn};
use truespec_runtime::runtime::client::{Builder, Core};
use truespec_runtime::runtime::error::{Error, Untyped};
use truespec_runtime::runtime::request::Operation;
use truespec_runtime::runtime::secret::Secret;
use truespec_runtime::runtime::transport::{Body, BoxFuture, Transport, TransportError};

const SCHEMES: &[Scheme] = &[Scheme::bearer("OAuth")];
const GET: Operation = Operation::new("get", "GET", "/a").security(&[&["OAuth"]]);
const SECRET: &str = "open se\u{e4}me/+\"1\"";

type Answer = (u16, &'static str, Vec<u8>);

/// The token endpoint, which answers with the last of its script again and again, and the API, which takes any token.
#[derive(Clone, Default)]
struct Endpoint {
    script: Arc<Mutex<Vec<Answer>>>,
    tokens: Arc<Mutex<Vec<String>>>,
    /// The URLs of what was not for the API, with whether the secret went along.
    asked: Arc<Mutex<Vec<String>>>,
}

impl Transport for Endpoint {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let header = request.headers().get("authorization").and_then(|value| value.to_str().ok());
        if request.uri().path() == "/a" {
            self.tokens.lock().unwrap().push(header.unwrap_or_default().to_owned());
            return Box::pin(async { Ok(http::Response::new(Body::from("fine"))) });
        }
        self.asked.lock().unwrap().push(request.uri().to_string());
        let mut script = self.script.lock().unwrap();
        let (status, location, body) = if script.len() > 1 { script.remove(0) } else { script[0].clone() };
        let mut answer = http::Response::new(Body::from(body));
        *answer.status_mut() = http::StatusCode::from_u16(status).unwrap();
        if !location.is_empty() {
            answer.headers_mut().insert("location", http::HeaderValue::from_static(location));
        }
        Box::pin(async { Ok(answer) })
    }
}

struct Api {
    endpoint: Endpoint,
    core: Core,
    clock: FakeClock,
}

fn api_with(script: Vec<Answer>, with: fn(ClientCredentials) -> ClientCredentials) -> Api {
    let (endpoint, clock) = (Endpoint::default(), FakeClock::still());
    *endpoint.script.lock().unwrap() = script;
    let credentials = with(ClientCredentials::new("my app", SECRET));
    let source = ClientCredentialsTokens::new(credentials, "https://login.example.com/token");
    let builder = Builder::new("https://api.example.com", SCHEMES).token_source("OAuth", source);
    let core = builder.transport(endpoint.clone()).clock(clock.clone()).build().unwrap();
    Api { endpoint, core, clock }
}

fn api(answers: &[&str]) -> Api {
    let script = answers.iter().map(|body| (200, "", body.as_bytes().to_vec())).collect();
    api_with(script, |credentials| credentials)
}

fn send(core: &Core) -> Result<String, Error> {
    wait(core.call(&GET).decode_text::<Untyped, ()>())
}

/// An error with everything beneath it, in every form.
fn said(error: &Error) -> String {
    let causes = std::iter::successors(Some(error as &dyn std::error::Error), |error| error.source());
    causes.map(|error| format!("{error}\n{error:?}\n{error:#?}\n")).collect()
}

#[test]
fn lifetimes_in_every_form() {
    // How many seconds later a token is asked for again: never is beyond a century.
    let century = 3_200_000_000;
    for (lifetime, fresh, ended) in [
        ("3600", 3500, 3541),
        ("3600.9", 3500, 3541),
        ("\"3600\"", 3500, 3541),
        ("\" 3600.0 \"", 3500, 3541),
        ("3.6e3", 3500, 3541),
        ("10", 8, 9),
        ("0.5", 0, 1),
    ] {
        let one = format!("{{\"access_token\":\"t\",\"expires_in\":{lifetime}}}");
        for (seconds, asked) in [(fresh, 1), (ended, 2)] {
            let api = api(&[&one]);
            send(&api.core).unwrap();
            api.clock.pass(Duration::from_secs(seconds));
            send(&api.core).unwrap();
            assert_eq!(api.endpoint.asked.lock().unwrap().len(), asked, "{lifetime} after {seconds} s");
        }
    }
    // Used once: it is over when it comes.
    for lifetime in ["0", "-1", "\"-5\"", "\"0\"", "-1e300"] {
        let api = api(&[&format!("{{\"access_token\":\"t\",\"expires_in\":{lifetime}}}")]);
        send(&api.core).unwrap();
        send(&api.core).unwrap();
        assert_eq!(api.endpoint.asked.lock().unwrap().len(), 2, "{lifetime}");
    }
    // Nothing is known of its end, or no clock counts so far: it is kept until the server refuses it.
    let forever = [
        "null",
        "\"soon\"",
        "\"\"",
        "true",
        "[]",
        "{}",
        "\"NaN\"",
        "\"inf\"",
        "1e300",
        "18446744073709551615",
        "\"99999999999999999999999999\"",
        "1e19",
    ];
    for lifetime in forever {
        let api = api(&[&format!("{{\"access_token\":\"t\",\"expires_in\":{lifetime}}}")]);
        send(&api.core).unwrap();
        api.clock.pass(Duration::from_secs(century));
        send(&api.core).unwrap();
        assert_eq!(api.endpoint.asked.lock().unwrap().len(), 1, "{lifetime}");
    }
}

#[test]
fn only_bearer_tokens_are_sent() {
    for kind in ["\"Bearer\"", "\"bearer\"", "\"BEARER\"", "\" bearer \"", "null"] {
        let api = api(&[&format!("{{\"access_token\":\"t\",\"token_type\":{kind}}}")]);
        send(&api.core).unwrap();
        assert_eq!(*api.endpoint.tokens.lock().unwrap(), ["Bearer t"]);
    }
    for kind in
        ["\"mac\"", "\"DPoP\"", "\"pop\"", "\"\"", "\"N_A\"", "\"bearer\\r\\nx: y\"", "\"Bearer, mac\""]
    {
        let api = api(&[&format!("{{\"access_token\":\"t0ken\",\"token_type\":{kind}}}")]);
        let error = send(&api.core).unwrap_err();
        let shown = error.to_string();
        assert!(shown.contains("gave a token of type ") && shown.contains("`Bearer`"), "{shown}");
        assert!(matches!(error, Error::Auth(_)) && !said(&error).contains("t0ken"), "{shown}");
        assert!(!shown.contains(['\r', '\n']) && api.endpoint.tokens.lock().unwrap().is_empty(), "{shown}");
    }
    for kind in ["1", "[\"bearer\"]", "{}", "true"] {
        let api = api(&[&format!("{{\"access_token\":\"t\",\"token_type\":{kind}}}")]);
        assert!(send(&api.core).unwrap_err().to_string().contains("`token_type` is not a text"), "{kind}");
    }
    let kept = api(&["{\"access_token\":\"t\"}"]);
    send(&kept.core).unwrap();
}

#[test]
fn tokens_that_are_invalid_in_a_header() {
    for (token, reason) in [
        ("", "empty"),
        ("a\\r\\nx-admin: 1", "cannot stand in a header"),
        ("a\\nb", "cannot stand in a header"),
        ("a\\u0000b", "cannot stand in a header"),
        ("a b", "cannot stand in a header"),
        ("a\\tb", "cannot stand in a header"),
        ("t\u{f6}ken", "cannot stand in a header"),
        ("a\\u007f", "cannot stand in a header"),
    ] {
        let api = api(&[&format!("{{\"access_token\":\"{token}\"}}")]);
        let error = send(&api.core).unwrap_err();
        assert!(error.to_string().contains(reason), "{token:?}: {error}");
        assert!(
            api.endpoint.tokens.lock().unwrap().is_empty() && !said(&error).contains("x-admin"),
            "{error}"
        );
    }
    // The same from a function of the caller's.
    for token in ["", "a\r\nx-admin: 1", "a\0"] {
        let source = TokenFn::new(move || async move { Ok::<_, std::io::Error>(Secret::from(token)) });
        let endpoint = Endpoint::default();
        let builder = Builder::new("https://api.example.com", SCHEMES).token_source("OAuth", source);
        let error = send(&builder.transport(endpoint.clone()).build().unwrap()).unwrap_err();
        assert!(!said(&error).contains("x-admin") && endpoint.tokens.lock().unwrap().is_empty(), "{error}");
    }
}

#[test]
fn empty_credentials_are_an_error_of_build() {
    for (id, secret, reason) in [
        ("", "s", "the client id for the token endpoint is empty"),
        ("a", "", "the client secret for the token endpoint is empty"),
    ] {
        let source = ClientCredentialsTokens::new(
            ClientCredentials::new(id, secret),
            "https://login.example.com/token",
        );
        let builder = Builder::new("https://api.example.com", SCHEMES).token_source("OAuth", source);
        assert_eq!(builder.build().unwrap_err().to_string(), reason);
    }
}

/// What the client sent as a server could repeat it.
fn echoes() -> Vec<String> {
    use base64::Engine as _;
    use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
    let encoded = "open%20se%C3%A4me%2F%2B%221%22";
    let json = SECRET.replace('"', "\\\"");
    let mut echoes = vec![SECRET.to_owned(), encoded.to_owned(), encoded.to_lowercase()];
    echoes.extend([encoded.replace("%20", "+"), json.replace('/', "\\/"), json]);
    for plain in [format!("my%20app:{encoded}"), format!("my app:{SECRET}"), SECRET.to_owned()] {
        let engines = [&STANDARD, &STANDARD_NO_PAD, &URL_SAFE, &URL_SAFE_NO_PAD];
        echoes.extend(engines.map(|engine| engine.encode(&plain)));
    }
    echoes
}

#[test]
fn no_error_repeats_the_credentials() {
    let echoes = echoes();
    for echo in &echoes {
        let description = serde_json::Value::from(format!("{echo} is wrong"));
        for body in [
            format!("{{\"error\":\"invalid_client\",\"error_description\":{description}}}"),
            format!("{{\"error\":{description}}}"),
            format!("{{\"access_token\":\"t\",\"token_type\":{description}}}"),
            format!("{{\"error\":\"x\",\"request\":{description}}}"),
            format!("<html><body>{echo}</body></html>"),
            echo.clone(),
        ] {
            for status in [200, 400, 401, 500] {
                for with in [|credentials| credentials, ClientCredentials::in_body] {
                    let api = api_with(vec![(status, "", body.clone().into_bytes())], with);
                    let seen = said(&send(&api.core).unwrap_err());
                    assert!(echoes.iter().all(|echo| !seen.contains(echo)), "{status} {body}: {seen}");
                    assert!(!seen.contains("<html>"), "{seen}");
                }
            }
        }
    }
    // A further parameter that is a secret by its name.
    let parameter = |credentials: ClientCredentials| credentials.parameter("client_assertion", "hunter2");
    let body = b"{\"error\":\"invalid_request\",\"error_description\":\"no hunter2\"}".to_vec();
    let seen = said(&send(&api_with(vec![(400, "", body)], parameter).core).unwrap_err());
    assert!(!seen.contains("hunter2") && seen.contains("invalid_request: no [redacted]"), "{seen}");
}

#[test]
fn errors_are_bounded_and_on_one_line() {
    let text = format!("\u{1b}[31m\r\n\u{202e}\u{2028}\u{9b}{}", "x".repeat(50_000));
    let body = serde_json::json!({"error": text, "error_description": text}).to_string().into_bytes();
    let seen = send(&api_with(vec![(400, "", body)], |credentials| credentials).core).unwrap_err();
    for shown in [format!("{seen}"), format!("{seen:?}")] {
        assert!(shown.len() < 2_000, "{}", shown.len());
        assert!(!shown.contains(['\u{1b}', '\r', '\n', '\u{202e}', '\u{2028}', '\u{9b}']), "{shown}");
        assert!(shown.contains("u{1b}[31m"), "{shown}");
    }
    let refused = api(&["{\"error\":\"invalid_scope\",\"error_description\":\"no such scope\"}"]);
    let expected = "get: no token for OAuth: the token endpoint answered 200 OK without a token: invalid_scope: no such scope";
    assert_eq!(send(&refused.core).unwrap_err().to_string(), expected);
    for body in ["", "null", "[]", "\"t\"", "{}", "{\"access_token\":1}", "{\"access_token\":null}", "<html>"]
    {
        let error = send(&api(&[body]).core).unwrap_err().to_string();
        assert!(error.ends_with("answered 200 OK without a token"), "{body}: {error}");
    }
}

#[test]
fn no_redirect_is_followed_with_the_secret() {
    let elsewhere = Scripted::answers(&[answer(200, "", "{\"access_token\":\"stolen\"}")]);
    for status in [301, 302, 303, 307, 308] {
        for with in [|credentials| credentials, ClientCredentials::in_body] {
            let location = format!("location: {}/token\r\n", elsewhere.url);
            let tokens = Scripted::answers(&[answer(status, &location, "")]);
            let credentials =
                with(ClientCredentials::new("a", "sesame")).token_url(format!("{}/token", tokens.url));
            let source = ClientCredentialsTokens::new(credentials, "https://login.example.com/token");
            // With the transport that a client has by default.
            let builder = Builder::new("http://127.0.0.1:9", SCHEMES).token_source("OAuth", source);
            let error = send(&builder.build().unwrap()).unwrap_err();
            assert!(
                error.to_string().ends_with("no redirect is followed with a secret"),
                "{status}: {error}"
            );
            assert_eq!(tokens.seen().len(), 1);
        }
    }
    assert!(elsewhere.seen().is_empty());
}
