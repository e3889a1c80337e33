//! How a client behaves by default, and what a caller can do beyond the document: `User-Agent`, redirects, base URLs,
//! credentials of a call, other requests, other types.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "shapes and helpers of tests")]

mod support;

use serde_json::{Value, json};
use std::fmt;
use support::scripted::Scripted;
use support::{Server, answer, wait};
use truespec_runtime::runtime::auth::{Scheme, TokenFn};
use truespec_runtime::runtime::client::{Builder, Core};
use truespec_runtime::runtime::error::{BodyError, Error, Untyped, error_body, error_statuses};
use truespec_runtime::runtime::json::object;
use truespec_runtime::runtime::request::{Call, Operation};
use truespec_runtime::runtime::secret::Secret;

const SCHEMES: &[Scheme] = &[
    Scheme::bearer("Token"),
    Scheme::api_key_header("Key", "x-key"),
    Scheme::basic("Basic"),
    Scheme::api_key_query("Query", "key"),
    Scheme::api_key_header("Unused", "x-unused").unused(),
];
const OPEN: Operation = Operation::new("open", "GET", "/a");
const WRITE: Operation = Operation::new("write", "POST", "/a");
const TOKEN: Operation = OPEN.security(&[&["Token"]]);
const EITHER: Operation = OPEN.security(&[&["Key"], &["Token"]]);

#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    pub message: String,
}
object!(Problem { message: "message" required });
error_body!(Problem);

#[derive(Debug, Clone, PartialEq)]
pub struct Invalid {
    pub fields: Vec<String>,
}
object!(Invalid { fields: "fields" required });
error_body!(Invalid);

#[derive(Debug, Clone, PartialEq)]
pub enum OpenError {
    NotFound(Problem),
    Invalid(Invalid),
}
error_statuses!(OpenError { NotFound(Problem): 404, Invalid(Invalid): 422 });

fn builder(url: &str) -> Builder {
    Builder::new("https://api.example.com", SCHEMES).base_url(url)
}

fn core(url: &str) -> Core {
    builder(url).build().unwrap()
}

fn fine() -> String {
    answer(200, "content-type: application/json\r\n", "[1]")
}

fn header<'r>(request: &'r str, name: &str) -> Option<&'r str> {
    let mut lines = request.lines().filter_map(|line| line.split_once(": "));
    lines.find_map(|(own, value)| own.eq_ignore_ascii_case(name).then_some(value))
}

fn open(core: &Core) -> Result<String, Error> {
    wait(core.call(&OPEN).decode_text::<Untyped, ()>())
}

// --- Errors ---------------------------------------------------------------------------------------------------------

/// What `#[derive(thiserror::Error)]` with `#[from]` makes.
#[derive(Debug)]
enum Own {
    Api(Error),
}

impl fmt::Display for Own {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Api(error) = self;
        write!(f, "own: {error}")
    }
}

impl From<Error> for Own {
    fn from(error: Error) -> Self {
        Self::Api(error)
    }
}

/// Operations with different bodies have one error, which `?` takes into a caller's own type and into a boxed one.
#[test]
fn one_error_for_all_operations() {
    async fn own(core: &Core) -> Result<(), Own> {
        core.call(&OPEN).decode_json::<Value, Problem, ()>().await?;
        core.call(&OPEN).decode_json::<Value, OpenError, ()>().await?;
        Ok(())
    }
    async fn boxed(core: &Core) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        core.call(&OPEN).decode_json::<Value, OpenError, ()>().await?;
        Ok(())
    }
    let missing = answer(404, "", "{\"message\":\"no such thing\"}");
    let server = Server::answering(&[fine(), missing.clone(), missing]);
    let core = core(&server.url);
    let Own::Api(error) = wait(own(&core)).unwrap_err();
    match error.body::<OpenError>() {
        Some(OpenError::NotFound(problem)) => assert_eq!(problem.message, "no such thing"),
        other => panic!("{other:?}"),
    }
    assert_eq!(Own::from(error).to_string(), "own: open: 404 Not Found: no such thing");
    assert_eq!(wait(boxed(&core)).unwrap_err().to_string(), "open: 404 Not Found: no such thing");
}

/// A documented body that does not fit tells why.
#[test]
fn a_body_that_does_not_fit_says_why() {
    let failed = |status, body: &str| open(&core(&Server::json(status, body).url)).unwrap_err();
    let error = failed(422, "{\"fields\":[1]}");
    assert!(error.body::<OpenError>().is_none());
    let why = error.api().unwrap().try_body::<OpenError>().unwrap_err();
    let BodyError::Decode(decode) = &why else { panic!("{why:?}") };
    assert_eq!((decode.pointer(), decode.status()), ("/fields/0", 422));
    assert!(why.to_string().starts_with("open: the 422 response does not decode at /fields/0: "), "{why}");
    let why = failed(500, "{}").api().unwrap().try_body::<OpenError>().unwrap_err();
    assert_eq!(why.to_string(), "no body of this type is documented for status 500");
}

#[test]
fn decode_errors_name_both_media_types() {
    for (kind, body, shown) in [
        (
            "text/html",
            "<html>",
            "open: the 200 response does not decode at the body: expected value (6 bytes of \
             text/html, documented is application/json)",
        ),
        (
            "application/json",
            "",
            "open: the 200 response has an empty body of application/json, documented is application/json",
        ),
        ("application/json; charset=utf-8", "<", "(1 byte of application/json; charset=utf-8)"),
    ] {
        let server = Server::answering(&[answer(200, &format!("content-type: {kind}\r\n"), body)]);
        let error = wait(core(&server.url).call(&OPEN).decode_json::<Problem, Untyped, ()>()).unwrap_err();
        assert!(error.to_string().ends_with(shown), "{error}");
        let Error::Decode(decode) = &error else { panic!("{error:?}") };
        assert_eq!((decode.media_type(), decode.documented()), (Some(kind), Some("application/json")));
        assert_eq!((decode.bytes(), decode.is_empty()), (body.as_bytes(), body.is_empty()));
    }
}

// --- Beyond the document --------------------------------------------------------------------------------------------

#[test]
fn a_success_as_another_type() {
    #[derive(Debug, PartialEq)]
    struct Mine(Vec<i64>);
    impl<'de> serde::Deserialize<'de> for Mine {
        fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
            Vec::deserialize(d).map(Self)
        }
    }
    let server = Server::answering(&[fine(), fine(), fine(), fine()]);
    let core = core(&server.url);
    let call = || core.call(&OPEN).decode_json::<Problem, OpenError, ()>();
    assert!(matches!(wait(call()), Err(Error::Decode(_))));
    assert_eq!(&wait(call().as_bytes()).unwrap()[..], b"[1]");
    assert_eq!(wait(call().as_json::<Value>()).unwrap(), json!([1]));
    let (status, mine) = {
        let response = wait(call().as_json::<Mine>().with_response()).unwrap();
        (response.status(), response.into_inner())
    };
    assert_eq!((status, mine), (200, Mine(vec![1])));
    assert_eq!(header(&server.request(), "accept"), Some("application/json"));
}

#[test]
fn query_and_members_that_are_not_documented() {
    let server = Server::answering(&[fine(), fine(), fine()]);
    let core = core(&server.url);
    let call = core.call(&OPEN).decode_text::<Untyped, ()>().extra_query("a b", "c&d").extra_query("n", 5);
    wait(call.extra_query("n", 5)).unwrap();
    assert!(server.request().starts_with("GET /a?a%20b=c%26d&n=5&n=5 HTTP/1.1\r\n"));
    let body = json!({"model": "m", "n": 1});
    let mut call =
        core.call(&WRITE).decode_text::<Untyped, ()>().extra_member("n", 2).extra_member("é\"", [true]);
    // The body may come after its additions.
    call.request().set_json(&body);
    wait(call).unwrap();
    assert!(server.request().ends_with("\r\n\r\n{\"model\":\"m\",\"n\":2,\"é\\\"\":[true]}"));
    wait(core.call(&WRITE).decode_text::<Untyped, ()>().extra_member("only", "x")).unwrap();
    let seen = server.request();
    assert!(
        seen.ends_with("{\"only\":\"x\"}") && header(&seen, "content-type") == Some("application/json"),
        "{seen}"
    );
    let call = core.call(&WRITE).text("words").decode_text::<Untyped, ()>().extra_member("n", 1);
    assert_eq!(wait(call).unwrap_err().to_string(), "write: the body is no object, so n cannot be set");
}

#[test]
fn requests_that_are_not_documented() {
    let busy = answer(503, "retry-after: 0\r\n", "");
    let gone = answer(404, "", "{\"message\":\"gone\"}");
    let server = Scripted::answers(&[busy, fine(), fine(), gone]);
    let core = builder(&format!("{}/v1/", server.url)).credential("Token", "t-1").credential("Query", "q-1");
    let core = core.basic("Basic", "u", "p").retry(1).build().unwrap();
    assert_eq!(wait(core.custom("get", "/beta/things").query("limit", 5)).unwrap(), json!([1]));
    let call = core.custom("POST", "beta").json(json!({"a": 1})).bearer("t-2").as_bytes();
    assert_eq!(&wait(call).unwrap()[..], b"[1]");
    let error = wait(core.custom("DELETE", "/beta/1")).unwrap_err();
    assert_eq!(error.to_string(), "DELETE request: 404 Not Found: gone");
    assert_eq!(error.body::<Problem>().unwrap().message, "gone");
    let seen = server.seen();
    assert!(seen[1].starts_with("GET /v1/beta/things?key=q-1&limit=5 HTTP/1.1\r\n"), "{}", seen[1]);
    assert!(
        seen[2].starts_with("POST /v1/beta?key=q-1 HTTP/1.1\r\n") && seen[2].ends_with("{\"a\":1}"),
        "{}",
        seen[2]
    );
    let sent: Vec<_> = seen.iter().map(|request| header(request, "authorization").unwrap()).collect();
    assert_eq!(sent, ["Bearer t-1", "Bearer t-1", "Bearer t-2", "Bearer t-1"]);
    for (method, path) in [
        ("BREW", "/a"),
        ("GET", "https://elsewhere.example.com/a"),
        ("GET", "/a b"),
        ("GET", "../admin"),
        ("GET", "/a/./b"),
        ("GET", "/a/%2e%2e/b?c=d"),
    ] {
        assert!(matches!(wait(core.custom(method, path)), Err(Error::Build(_))), "{method} {path}");
    }
}

/// A path is sent as it is, up to its fragment; a URL in its query does not make it one.
#[test]
fn paths_of_requests_that_are_not_documented() {
    let server = Server::answering(&vec![fine(); 4]);
    let core = core(&server.url);
    for (path, sent) in [
        ("/login?next=https://a.example/b", "/login?next=https://a.example/b&n=1"),
        ("a#b?c", "/a?n=1"),
        ("/a..b/...", "/a..b/...?n=1"),
        ("?x=../y", "/?x=../y&n=1"),
    ] {
        wait(core.custom("GET", path).query("n", 1)).unwrap();
        let seen = server.request();
        assert!(seen.starts_with(&format!("GET {sent} HTTP/1.1\r\n")), "{path}: {seen}");
    }
}

// --- Credentials ----------------------------------------------------------------------------------------------------

#[test]
fn a_call_has_credentials_of_its_own() {
    let server = Server::answering(&vec![fine(); 7]);
    let core =
        builder(&server.url).credential("Token", "of-client").credential("Key", "k-client").build().unwrap();
    let text = |op: &'static Operation| core.call(op).decode_text::<Untyped, ()>();
    let sent = |call: Call<String, Untyped>| {
        wait(call).unwrap();
        let seen = server.request();
        ["authorization", "x-key"].map(|name| header(&seen, name).map(str::to_owned))
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(sent(text(&TOKEN).bearer("of-call")), [some("Bearer of-call"), None]);
    assert_eq!(sent(text(&TOKEN)), [some("Bearer of-client"), None]);
    // The alternative with the call's credential comes before the first one.
    assert_eq!(sent(text(&EITHER)), [None, some("k-client")]);
    assert_eq!(sent(text(&EITHER).bearer("of-call")), [some("Bearer of-call"), None]);
    // It is sent even where none is asked for.
    assert_eq!(sent(text(&OPEN).bearer("of-call")), [some("Bearer of-call"), None]);
    assert_eq!(sent(text(&OPEN).credential_for("Key", "k-call")), [None, some("k-call")]);
    assert_eq!(sent(text(&TOKEN).basic_auth("u", "p")), [some("Basic dTpw"), None]);
    let error = wait(text(&OPEN).credential_for("Nothing", "hunter2")).unwrap_err();
    assert_eq!(error.to_string(), "open: there is no security scheme \"Nothing\"");
    let error = wait(text(&OPEN).bearer("a\nb")).unwrap_err();
    assert!(matches!(error, Error::Build(_)) && !error.to_string().contains("a\nb"), "{error}");
}

#[test]
fn credentials_of_a_call_are_not_shown_or_sent_elsewhere() {
    let server = Server::answering(&[answer(400, "", "{\"message\":\"bad token sesame-1\"}")]);
    let core = core(&server.url);
    let call = core.call(&OPEN).decode_text::<Untyped, ()>().bearer("sesame-1");
    assert!(!format!("{call:?}").contains("sesame"));
    assert_eq!(wait(call).unwrap_err().to_string(), "open: 400 Bad Request: bad token [redacted]");
    const ELSEWHERE: Operation = OPEN.server("https://files.example.com");
    let core = Builder::new("https://api.example.com", SCHEMES).build().unwrap();
    let error = wait(core.call(&ELSEWHERE).decode_text::<Untyped, ()>().bearer("sesame-1")).unwrap_err();
    let refused = "open: no credential is sent to https://files.example.com unless `trust_origin` allows it";
    assert_eq!(error.to_string(), refused);
    // However it is set, and whether or not the operation asks for one.
    const ASKS: Operation = TOKEN.server("https://files.example.com");
    type Text = Call<String, Untyped>;
    type Way = (&'static str, fn(Text) -> Text);
    let ways: [Way; 3] = [
        ("basic", |call| call.basic_auth("user", "sesame-1")),
        ("key", |call| call.credential_for("Key", "sesame-1")),
        ("bearer", |call| call.bearer("sesame-1")),
    ];
    for (way, set) in ways {
        for operation in [&ELSEWHERE, &ASKS] {
            let error = wait(set(core.call(operation).decode_text())).unwrap_err();
            assert_eq!(error.to_string(), refused, "{way}");
        }
    }
}

/// A token is sent though the document has no scheme for it, and in place of the client's of another scheme.
#[test]
fn credentials_without_a_scheme() {
    let server = Server::answering(&vec![fine(); 3]);
    let bare = Builder::new("https://api.example.com", &[]).base_url(&server.url).build().unwrap();
    wait(bare.call(&OPEN).decode_text::<Untyped, ()>().bearer("of-call")).unwrap();
    assert_eq!(header(&server.request(), "authorization"), Some("Bearer of-call"));
    wait(bare.call(&OPEN).decode_text::<Untyped, ()>().basic_auth("u", "p")).unwrap();
    assert_eq!(header(&server.request(), "authorization"), Some("Basic dTpw"));
    const BASIC: &[Scheme] = &[Scheme::basic("Basic")];
    const ASKS: Operation = OPEN.security(&[&["Basic"]]);
    let core = Builder::new("https://api.example.com", BASIC).base_url(&server.url);
    let core = core.basic("Basic", "u", "p").build().unwrap();
    wait(core.call(&ASKS).decode_text::<Untyped, ()>().bearer("of-call")).unwrap();
    assert_eq!(header(&server.request(), "authorization"), Some("Bearer of-call"));
}

/// So does the call of a stream, and it keeps them when the stream is opened again.
#[test]
fn a_stream_has_credentials_of_its_own() {
    let event = || answer(200, "content-type: text/event-stream\r\n", "retry: 1\nid: 1\ndata: 1\n\n");
    let server = Scripted::answers(&[event(), answer(204, "", "")]);
    let core = builder(&server.url).credential("Token", "of-client").build().unwrap();
    wait(async {
        let call = core.call(&TOKEN).decode_events::<i64, Untyped, ()>().bearer("of-call");
        let mut stream = call.extra_query("n", 1).reconnect(1).await.unwrap();
        while let Some(event) = stream.next().await {
            event.unwrap();
        }
    });
    let seen = server.seen();
    assert_eq!(seen.len(), 2);
    for request in seen {
        assert!(request.starts_with("GET /a?n=1 HTTP/1.1\r\n"), "{request}");
        assert_eq!(header(&request, "authorization"), Some("Bearer of-call"));
    }
}

/// A call's token comes in place of one that would have to be fetched.
#[test]
fn a_token_of_the_call_is_not_fetched() {
    let server = Server::answering(&[fine()]);
    let source = TokenFn::new(|| async { Err::<Secret, _>(std::io::Error::other("no")) });
    let core = builder(&server.url).token_source("Token", source).build().unwrap();
    wait(core.call(&TOKEN).decode_text::<Untyped, ()>().bearer("own")).unwrap();
    assert_eq!(header(&server.request(), "authorization"), Some("Bearer own"));
}

#[test]
fn a_credential_that_would_not_be_sent_is_an_error() {
    let error =
        builder("http://127.0.0.1:1").credential("Unused", "hunter2").build().unwrap_err().to_string();
    assert!(
        error.starts_with("the credential for Unused would never be sent") && !error.contains("hunter2"),
        "{error}"
    );
    let server = Server::answering(&[fine()]);
    wait(core(&server.url).call(&OPEN).decode_text::<Untyped, ()>().credential_for("Unused", "k")).unwrap();
    assert_eq!(header(&server.request(), "x-unused"), Some("k"));
}

/// Variables that cargo sets stand for those of a user: a test must not change the environment of others.
#[test]
fn credentials_from_the_environment() {
    let server = Server::answering(&[fine(), fine()]);
    let from = |variable: &str| builder(&server.url).credential_from_env("Token", variable).require_env();
    let core = from("CARGO_PKG_NAME").build().unwrap();
    wait(core.call(&TOKEN).decode_text::<Untyped, ()>()).unwrap();
    assert_eq!(header(&server.request(), "authorization"), Some("Bearer truespec-runtime"));
    let unset = from("TRUESPEC_TEST_UNSET").build().unwrap_err();
    assert_eq!(unset.to_string(), "the environment variable TRUESPEC_TEST_UNSET is not set");
    let two = builder(&server.url).credential_from_env("Token", "TRUESPEC_TEST_UNSET");
    let two = two.credential_from_env("Key", "TRUESPEC_TEST_OTHER").require_env().build().unwrap_err();
    assert_eq!(
        two.to_string(),
        "the environment variables TRUESPEC_TEST_UNSET, TRUESPEC_TEST_OTHER are not set"
    );
    let half = builder(&server.url).basic_from_env("Basic", "CARGO_PKG_NAME", "TRUESPEC_TEST_UNSET");
    assert_eq!(
        half.build().unwrap_err().to_string(),
        "the environment variable TRUESPEC_TEST_UNSET is not set"
    );
    assert!(
        builder(&server.url).basic_from_env("Basic", "CARGO_PKG_NAME", "CARGO_PKG_VERSION").build().is_ok()
    );
}

// --- Defaults -------------------------------------------------------------------------------------------------------

#[test]
fn a_user_agent_is_sent() {
    let own = format!("truespec-runtime/{} truespec", env!("CARGO_PKG_VERSION"));
    for (core, sent) in [
        (builder as fn(&str) -> Builder, Some(own.as_str())),
        (|url| builder(url).user_agent("mine/1"), Some("mine/1")),
        (|url| builder(url).no_user_agent(), None),
    ] {
        let server = Server::answering(&[fine()]);
        open(&core(&server.url).build().unwrap()).unwrap();
        assert_eq!(header(&server.request(), "user-agent"), sent);
    }
}

#[test]
fn redirects_within_the_origin_are_followed() {
    let moved = |to: &str| answer(307, &format!("location: {to}\r\n"), "");
    let server = Scripted::answers(&[moved("/b?c=d"), moved("e"), fine()]);
    let core = builder(&server.url).credential("Token", "t").build().unwrap();
    assert_eq!(wait(core.call(&TOKEN).decode_text::<Untyped, ()>()).unwrap(), "[1]");
    let seen = server.seen();
    let lines: Vec<&str> = seen.iter().map(|request| request.lines().next().unwrap()).collect();
    assert_eq!(lines, ["GET /a HTTP/1.1", "GET /b?c=d HTTP/1.1", "GET /e HTTP/1.1"]);
    assert!(seen.iter().all(|request| header(request, "authorization") == Some("Bearer t")));
}

#[test]
fn other_redirects_are_errors() {
    let other = Scripted::answers(&[fine(), fine(), fine()]);
    let status = |core: &Core, op: &'static Operation| {
        wait(core.call(op).decode_text::<Untyped, ()>()).unwrap_err().status()
    };
    let moved = |to: &str| answer(302, &format!("location: {to}\r\n"), "");
    let server = Scripted::answers(&[moved(&other.url), moved("/b"), moved("/b")]);
    assert_eq!(status(&core(&server.url), &OPEN), Some(302));
    assert_eq!(status(&core(&server.url), &WRITE), Some(302));
    assert_eq!(status(&builder(&server.url).follow_redirects(0).build().unwrap(), &OPEN), Some(302));
    assert!(server.seen().len() == 3 && other.seen().is_empty());
    let endless = Scripted::answers(&vec![moved("/a"); 12]);
    assert_eq!(status(&core(&endless.url), &OPEN), Some(302));
    assert_eq!(endless.seen().len(), 11);
}

#[test]
fn base_urls_are_checked_when_the_client_is_built() {
    for (url, fault) in [
        ("", "is not set: name a server with `base_url`"),
        ("https://example.com:187330", "has a port that is not from 1 to 65535"),
        ("https://example.com:0/v1", "has a port that is not from 1 to 65535"),
        ("https://[::1]:99999/v1", "has a port that is not from 1 to 65535"),
        ("https://example.com:http", "has a port that is not a number"),
        ("https://exa mple.com", "has a blank or a control character (U+0020)"),
        ("https://example.com/a\n", "has a blank or a control character (U+000A)"),
        ("https://", "has no host"),
        ("https:///v1", "has no host"),
        ("https://:80", "has no host"),
        ("example.com", "has no scheme: it must begin with `https://` or `http://`"),
        ("ftp://example.com", "has another scheme than `https` and `http`"),
        ("https://u:sesame@example.com", "has a user, which belongs into a credential"),
        ("https://example.com/a?b", "has a query"),
        ("https://example.com#a", "has a fragment"),
        ("https://münchen.example", "has a host that is not ASCII: write it in Punycode (`xn--…`)"),
        ("http://example.com", "is plain http beyond this machine: `allow_http` allows that"),
    ] {
        let error = builder(url).build().unwrap_err();
        assert_eq!(error.to_string(), format!("the base URL {fault}"), "{url}");
    }
    for url in
        ["https://example.com", "https://example.com:443/v1/", "http://[::1]:8080", "HTTPS://EXAMPLE.com:"]
    {
        assert!(builder(url).build().is_ok(), "{url}");
    }
}

/// Whatever an operation can answer can be its error as well.
#[test]
fn free_form_objects_are_error_bodies() {
    use truespec_runtime::runtime::error::body::ErrorBody;
    use truespec_runtime::runtime::model::JsonObject;
    let body = JsonObject::from_body(404, br#"{"message":"gone"}"#).unwrap();
    assert_eq!(body["message"], "gone");
    assert!(JsonObject::from_body(404, b"[]").is_err());
}
