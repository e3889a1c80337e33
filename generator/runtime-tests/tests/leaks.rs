//! The texts of servers and of callers' code that errors, hooks and debug output show: only the value at fault, on one
//! line, of bounded length, and never a secret.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "shapes and helpers of tests")]

mod support;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex};
use support::wait;
use truespec_runtime::runtime::auth::{Scheme, TokenFn};
use truespec_runtime::runtime::client::variables::ServerUrl;
use truespec_runtime::runtime::client::{Builder, Core};
use truespec_runtime::runtime::error::{Error, Untyped};
use truespec_runtime::runtime::json::object;
use truespec_runtime::runtime::request::Operation;
use truespec_runtime::runtime::secret::Secret;
use truespec_runtime::runtime::stream::{Event, EventStream};
use truespec_runtime::runtime::transport::{Body, BoxFuture, Failure, Transport, TransportError};

const SCHEMES: &[Scheme] = &[
    Scheme::api_key_header("Header", "x-api-key"),
    Scheme::api_key_query("Query", "key"),
    Scheme::basic("Basic"),
    Scheme::bearer("Token"),
];
const KEYS: Operation = Operation::new("keys", "GET", "/a").security(&[&["Header", "Query"]]);
const BASIC: Operation = Operation::new("basic", "GET", "/a").security(&[&["Basic"]]);
const TOKEN: Operation = Operation::new("token", "GET", "/a").security(&[&["Token"]]);
const OPEN: Operation = Operation::new("open", "GET", "/a").secrets(&["code"]);

#[derive(Debug, Clone, PartialEq)]
pub struct User {
    pub id: i64,
    pub name: Option<String>,
    pub code: Option<String>,
    pub password: Option<String>,
    pub tags: Option<BTreeMap<String, i64>>,
}
object!(User {
    id: "id" required,
    name: "name" optional,
    code: "code" optional,
    password: "password" optional,
    tags: "tags" optional,
});

/// Characters that a terminal or a log viewer obeys.
const OBEYED: &str =
    "\u{1b}\u{7}\u{0}\u{7f}\u{85}\u{9b}\u{2028}\u{2029}\u{202e}\u{2066}\u{200f}\u{feff}\r\n\t";

#[derive(Clone)]
enum Reply {
    Answer(u16, Vec<(&'static str, Vec<u8>)>, Vec<u8>),
    Fails(Arc<dyn Fn() -> TransportError + Send + Sync>),
}

struct Replying(Reply);

impl Transport for Replying {
    fn send(&self, _: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let reply = match &self.0 {
            Reply::Fails(error) => Err(error()),
            Reply::Answer(status, headers, body) => {
                let mut answer = http::Response::new(Body::from(body.clone()));
                *answer.status_mut() = http::StatusCode::from_u16(*status).unwrap();
                for (name, value) in headers {
                    let value = http::HeaderValue::from_bytes(value).unwrap();
                    answer.headers_mut().append(*name, value);
                }
                Ok(answer)
            }
        };
        Box::pin(async { reply })
    }
}

fn builder(reply: Reply) -> Builder {
    Builder::new("https://api.example.com", SCHEMES)
        .transport(Replying(reply))
        .credential("Header", "se/same \"1\"")
        .credential("Query", "que&ry")
        .basic("Basic", "u", "pass word")
        .token_source("Token", TokenFn::new(|| async { Ok::<_, std::io::Error>(Secret::from("to.ken")) }))
        .header("x-tenant-secret", "tenant-1")
        .header("authorization", "Bearer by-hand")
}

/// The secrets, and the forms in which a server may repeat them.
const ECHOES: [&str; 17] = [
    "se/same \"1\"",
    "se%2Fsame%20%221%22",
    "se%2fsame%20%221%22",
    "se%2Fsame+%221%22",
    "se/same \\\"1\\\"",
    "se\\/same \\\"1\\\"",
    "que&ry",
    "que%26ry",
    "dTpwYXNzIHdvcmQ=",
    "pass word",
    "pass%20word",
    "pass+word",
    "to.ken",
    "tenant-1",
    "by-hand",
    "per-call",
    "Bearer by-hand",
];

fn answer(status: u16, body: impl Into<Vec<u8>>) -> Reply {
    Reply::Answer(status, vec![("content-type", b"application/json".to_vec())], body.into())
}

/// An error with everything beneath it, in every form.
fn said(error: &Error) -> String {
    let causes = std::iter::successors(Some(error as &dyn std::error::Error), |error| error.source());
    causes.map(|error| format!("{error}|{error:?}|")).collect()
}

fn failed(core: &Core, op: &'static Operation) -> Error {
    let call = core.call(op).decode_json::<User, Untyped, ()>().header("x-session", "per-call");
    wait(call).unwrap_err()
}

/// On one line, bounded, and without what must not be obeyed.
fn is_fit(text: &str) -> bool {
    text.len() < 8_000 && !text.contains(|c: char| OBEYED.contains(c))
}

#[test]
fn credentials_repeated_by_a_server_are_not_shown() {
    for echo in ECHOES {
        let text = serde_json::Value::from(format!("you sent {echo}"));
        let bodies = [
            format!("{{\"message\":{text}}}"),
            format!("{{\"id\":{text}}}"),
            format!("{{\"name\":[{text}],\"id\":1}}"),
            format!("{{\"error\":{{\"detail\":[{{\"msg\":{text}}}]}}}}"),
            format!("you sent {echo}"),
            format!("<p>{echo}</p>"),
        ];
        for body in bodies {
            for status in [200, 400, 500] {
                for op in [&KEYS, &BASIC, &TOKEN] {
                    let headers = vec![("x-echo", echo.as_bytes().to_vec()), ("x-ms-sas", b"sig".to_vec())];
                    let core = builder(Reply::Answer(status, headers, body.clone().into())).build().unwrap();
                    let seen = said(&failed(&core, op));
                    let of_op = |echo: &&&str| op.id == "token" || **echo != "to.ken";
                    let shown = ECHOES.iter().filter(of_op).find(|echo| seen.contains(**echo));
                    assert_eq!(shown, None, "{} {status} {body}: {seen}", op.id);
                }
            }
        }
    }
}

/// A transport may have the whole URL in its text, as that of a browser does.
#[test]
fn credentials_repeated_by_a_transport_are_not_shown() {
    for echo in ECHOES.iter().filter(|echo| **echo != "to.ken") {
        let fails = move || {
            let beneath = Foreign(format!("https://api.example.com/a?key={echo} failed"), None);
            TransportError::new(Failure::Exchange, Foreign("request".to_owned(), Some(Box::new(beneath))))
        };
        let log = Arc::new(Mutex::new(String::new()));
        let after = log.clone();
        let builder = builder(Reply::Fails(Arc::new(fails)))
            .after_send(move |sent| after.lock().unwrap().push_str(&format!("{sent:?}")));
        let seen = said(&failed(&builder.build().unwrap(), &KEYS)) + &log.lock().unwrap();
        assert!(seen.contains("key=[redacted] failed") && !seen.contains(*echo), "{echo}: {seen}");
    }
}

#[test]
fn only_the_member_at_fault_is_shown() {
    let beside = "\"name\":\"beside\",\"password\":\"hunter2\",\"code\":\"1234\"";
    for (fault, shown) in [
        ("\"id\":\"x\"", "/id: invalid type: string \"x\""),
        ("\"no\":1", "the body: missing field `id` ("),
        ("\"id\":1,\"tags\":{\"a\":\"deep\"}", "/tags/a: invalid type: string \"deep\""),
        ("\"id\":1,\"tags\":[\"deeper\"]", "/tags: invalid type: sequence"),
        ("\"id\":{\"inner\":\"deeper\"}", "/id: invalid type: map"),
    ] {
        for body in [format!("{{{beside},{fault}}}"), format!("{{{fault},{beside}}}")] {
            let error = failed(&builder(answer(200, body.clone())).build().unwrap(), &OPEN);
            let seen = said(&error);
            assert!(error.to_string().contains(shown), "{body}: {error}");
            for beside in ["beside", "hunter2", "1234", "deeper"] {
                assert!(!seen.contains(beside), "{beside} of {body}: {seen}");
            }
        }
    }
    // An answer that fails: the reason, and nothing of what stands beside it.
    for (member, reason) in [
        ("\"message\":\"no such user\"", "open: 404 Not Found: no such user"),
        ("\"detail\":\"no such user\"", "open: 404 Not Found: no such user"),
        ("\"Title\":\"no such user\"", "open: 404 Not Found: no such user"),
        ("\"error\":{\"code\":7,\"message\":\"no such user\"}", "open: 404 Not Found: no such user"),
        ("\"errors\":[{\"detail\":[{\"msg\":\"no such user\"}]}]", "open: 404 Not Found: no such user"),
    ] {
        let error = failed(&builder(answer(404, format!("{{{beside},{member}}}"))).build().unwrap(), &OPEN);
        let seen = said(&error);
        assert_eq!(error.to_string(), reason);
        assert!(!["beside", "hunter2", "1234"].iter().any(|beside| seen.contains(beside)), "{seen}");
    }
}

/// An error body without a reason is shown, but for what is likely a secret; what cannot be read is not shown.
#[test]
fn a_body_without_a_reason_is_shown_without_secrets() {
    let page = "<html><head><title>502 Bad\n Gateway</title></head><body>hunter2</body></html>";
    let xml =
        "<?xml version=\"1.0\"?><Error><Code>NoSuchKey</Code><Message>No such <b>key</b></Message></Error>";
    let fields = r#"{"errors":{"email":["is taken"]}}"#;
    for (body, shown) in [
        (
            r#"{"status":7,"password":"hunter2","in":[{"api_token":"1234","code":"1234","name":"a"}]}"#,
            r#"404 Not Found: {"status":7,"password":"[redacted]","in":[{"api_token":"[redacted]","code":"[redacted]","name":"a"}]}"#,
        ),
        ("{\"password\":\"hunter2\"", "404 Not Found: 21 bytes of application/json"),
        ("\u{1}\u{2}hunter2", "404 Not Found: 9 bytes of application/json"),
        ("no such user", "404 Not Found: no such user"),
        ("{\"message\":\"Not found.\"}", "404 Not Found"),
        ("404", "404 Not Found"),
        ("[]", "404 Not Found: []"),
        (page, "404 Not Found: 502 Bad Gateway"),
        (xml, "404 Not Found: No such key"),
        (fields, "404 Not Found: email: is taken"),
        ("<a", "404 Not Found: <a"),
    ] {
        let error = failed(&builder(answer(404, body)).build().unwrap(), &OPEN);
        assert_eq!(error.to_string(), format!("open: {shown}"), "{body}");
    }
    // A reason is not taken from a member that the operation hides.
    const HIDES: Operation = OPEN.secrets(&["detail", "email"]);
    const ALL: Operation = OPEN.secrets(&["*"]);
    for (operation, body, shown) in [
        (&HIDES, r#"{"detail":"hunter2","title":"No"}"#, "404 Not Found: No"),
        (&ALL, r#"{"message":"hunter2"}"#, "404 Not Found: 21 bytes of application/json"),
        (&ALL, "hunter2", "404 Not Found: 7 bytes of application/json"),
        (&HIDES, r#"{"errors":{"email":["hunter2"],"name":["is taken"]}}"#, "404 Not Found: name: is taken"),
    ] {
        let error = failed(&builder(answer(404, body)).build().unwrap(), operation);
        assert_eq!(error.to_string(), format!("open: {shown}"), "{body}");
    }
    let long = format!("{{\"a\":\"{}\"}}", "é".repeat(4_000));
    let error = failed(&builder(answer(404, long)).build().unwrap(), &OPEN).to_string();
    assert!((400..530).contains(&error.len()) && error.ends_with('…'), "{error}");
}

/// A status without a registered name has the name in common use, or none.
#[test]
fn statuses_are_named() {
    for (status, shown) in
        [(529, "open: 529 Overloaded"), (499, "open: 499 Client Closed Request"), (599, "open: 599")]
    {
        let error = failed(&builder(answer(status, "")).build().unwrap(), &OPEN);
        assert_eq!(error.to_string(), shown);
    }
}

/// A chain of errors is printed by many reporters: nothing of it is repeated.
#[test]
fn no_cause_is_printed_twice() {
    let refused = || TransportError::new(Failure::Exchange, Foreign("torn".to_owned(), None));
    for reply in
        [Reply::Fails(Arc::new(refused)), answer(200, "{\"id\":\"x\"}"), answer(404, "{\"detail\":\"gone\"}")]
    {
        let error = failed(&builder(reply).build().unwrap(), &OPEN);
        let chain = std::iter::successors(Some(&error as &dyn std::error::Error), |error| error.source());
        let printed = chain.map(ToString::to_string).collect::<Vec<_>>().join(": ");
        for word in ["torn", "/id", "gone", "open"] {
            assert!(printed.matches(word).count() <= 1, "{printed}");
        }
    }
}

#[test]
fn secrets_at_fault_are_shown_by_their_kind() {
    for (member, value, shown) in [
        ("password", "424242", "/password: invalid value: integer, expected a string"),
        ("password", "true", "/password: invalid value: boolean, expected a string"),
        // Not so by its name, but by what the document says of the operation.
        ("code", "424242", "/code: invalid value: integer, expected a string"),
        ("code", "4242.42", "/code: invalid value: floating point, expected a string"),
        ("password", "{\"inner\":424242}", "/password: invalid type: map, expected a string"),
    ] {
        let body = format!("{{\"id\":1,\"{member}\":{value}}}");
        let error = failed(&builder(answer(200, body)).build().unwrap(), &OPEN);
        assert!(error.to_string().contains(&format!("{shown} (")), "{error}");
        assert!(!said(&error).contains("4242"), "{}", said(&error));
    }
}

#[test]
fn foreign_texts_are_bounded_and_on_one_line() {
    let long = format!("{OBEYED}{}{OBEYED}", "x".repeat(100_000));
    let json = |value: serde_json::Value| value.to_string().into_bytes();
    let object = json(serde_json::json!({"message": long, "id": 1, "tags": {long.as_str(): "x"}}));
    let typed = json(serde_json::json!({"id": long}));
    let headers: Vec<(&str, Vec<u8>)> = ["retry-after", "x-request-id", "content-type", "x-other"]
        .map(|name| (name, format!("\u{9b}\u{202e}\t{}", "y".repeat(50_000)).into_bytes()))
        .to_vec();
    let bodies = [object, typed, long.clone().into_bytes(), json(long.clone().into()), vec![0xff; 100_000]];
    for body in bodies {
        for status in [200, 404, 599] {
            let error = failed(
                &builder(Reply::Answer(status, headers.clone(), body.clone())).build().unwrap(),
                &OPEN,
            );
            assert!(is_fit(&said(&error)), "{status}: {}", said(&error));
        }
    }
    for error in [transport_failure(), token_failure()] {
        assert!(
            is_fit(&said(&error))
                && std::error::Error::source(&error).is_none_or(|source| is_fit(&format!("{source:?}")))
        );
    }
}

/// An error of somebody else's, with another beneath it.
#[derive(Debug)]
struct Foreign(String, Option<Box<Foreign>>);

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Foreign {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.1.as_deref().map(|error| error as _)
    }
}

fn foreign() -> Foreign {
    let long = format!("{OBEYED}{}", "z".repeat(100_000));
    Foreign("outer\u{1b}[2J".to_owned(), Some(Box::new(Foreign(long, None))))
}

fn transport_failure() -> Error {
    let fails = || TransportError::new(Failure::Exchange, foreign());
    let error = failed(&builder(Reply::Fails(Arc::new(fails))).build().unwrap(), &OPEN);
    // Its own kind is still to be had.
    let Error::Network(network) = &error else { panic!("{error:?}") };
    assert!(network.transport().inner().is::<Foreign>());
    error
}

fn token_failure() -> Error {
    let source = TokenFn::new(|| async { Err::<Secret, _>(foreign()) });
    let builder = builder(answer(200, "")).token_source("Token", source);
    let error = failed(&builder.build().unwrap(), &TOKEN);
    let Error::Auth(auth) = &error else { panic!("{error:?}") };
    assert!(auth.inner().is::<Foreign>());
    error
}

#[test]
fn hooks_and_answers_do_not_show_secret_headers() {
    const NAMES: [&str; 12] = [
        "authorization",
        "x-auth",
        "x-auth-token",
        "x-session-id",
        "x-password",
        "x-access-token",
        "x-amz-security-token",
        "x-csrf-token",
        "x-client-secret",
        "x-hub-signature",
        "x-some-key",
        "set-cookie",
    ];
    for status in [200, 404] {
        let headers: Vec<_> = NAMES.iter().map(|name| (*name, b"sesame".to_vec())).collect();
        let reply = Reply::Answer(status, headers, b"{\"id\":1}".to_vec());
        let log = Arc::new(Mutex::new(String::new()));
        let (before, after) = (log.clone(), log.clone());
        let mut builder = builder(reply)
            .before_send(move |sending| {
                // A hook may sign a request by itself.
                sending.head.headers.insert("x-signature", http::HeaderValue::from_static("sesame"));
                before.lock().unwrap().push_str(&format!("{sending:?}{sending:#?}"));
            })
            .after_send(move |sent| {
                after.lock().unwrap().push_str(&format!("{sent:?}{:?}", sent.answer.as_ref().unwrap()));
            });
        for name in NAMES {
            builder = builder.header(name, "sesame");
        }
        log.lock().unwrap().push_str(&format!("{builder:?}"));
        let core = builder.build().unwrap();
        log.lock().unwrap().push_str(&format!("{core:?}"));
        let answered = wait(core.call(&OPEN).decode_json::<User, Untyped, ()>().with_response());
        let seen = match answered {
            Ok(response) => format!("{response:?}{response:#?}"),
            Err(error) => format!("{}{:?}", said(&error), error.api().unwrap().headers()),
        };
        let log = log.lock().unwrap().clone();
        assert!(!seen.contains("sesame") && seen.contains("x-csrf-token"), "{seen}");
        assert!(!log.contains("sesame") && log.contains("x-csrf-token"), "{log}");
    }
}

/// A server's own secrets: in the URL that it sends to, and in the URLs that it writes about.
#[test]
fn secrets_in_urls_of_a_server_are_not_shown() {
    let location = b"https://u:hunter2@b.example/cb?code=1&access_token=hunter2#id_token=hunter2".to_vec();
    let body = b"{\"message\":\"GET https://b.example/?sig=hunter2&n=1 failed\"}".to_vec();
    let error =
        failed(&builder(Reply::Answer(302, vec![("location", location)], body)).build().unwrap(), &OPEN);
    let seen = said(&error) + &format!("{error:#?}");
    assert!(!seen.contains("hunter2") && seen.contains("https://[redacted]@b.example/cb?"), "{seen}");
    assert_eq!(error.to_string(), "open: 302 Found: GET https://b.example/?sig=[redacted]&n=1 failed");
}

#[test]
fn errors_of_event_streams() {
    let long = format!("{OBEYED}{}", "x".repeat(50_000)).replace(['\r', '\n'], " ");
    let long = serde_json::Value::from(long);
    let events = [
        format!("event: error\ndata: {{\"message\": {long}, \"password\": \"hunter2\"}}\n\n"),
        format!("data: {{\"error\": {{\"message\": {long}, \"password\": \"hunter2\"}}}}\n\n"),
        format!("data: {{\"id\": {long}, \"password\": \"hunter2\"}}\n\n"),
        "data: {\"id\": 1, \"password\": 424242}\n\n".to_owned(),
        "event: error\ndata: you sent se/same \"1\"\n\n".to_owned(),
    ];
    for body in events {
        let reply =
            Reply::Answer(200, vec![("content-type", b"text/event-stream".to_vec())], body.clone().into());
        let core = builder(reply).build().unwrap();
        let mut events: EventStream<User> =
            wait(core.call(&OPEN).decode_events::<User, Untyped, ()>()).unwrap();
        let item: Option<Result<Event<User>, Error>> = wait(async { events.next().await });
        let seen = said(&item.unwrap().unwrap_err());
        assert!(is_fit(&seen), "{seen}");
        assert!(!["hunter2", "424242", "se/same"].iter().any(|secret| seen.contains(secret)), "{seen}");
    }
}

#[test]
fn debug_of_an_invalid_client() {
    for url in [
        "https://u:sesame@api.example.com",
        "https://u:ses/ame@x",
        "https://u:sesame",
        "u:sesame@x",
        "https://api.example.com?api_key=sesame",
        "https://api.example.com\u{1b}[31m/sesame",
    ] {
        let core = Builder::new(url, SCHEMES).build_deferred();
        let call = core.call(&OPEN).decode_json::<User, Untyped, ()>();
        let mut seen = format!("{core:?}{call:?}");
        seen += &said(&wait(call).unwrap_err());
        assert!(!seen.contains("ses") && is_fit(&seen), "{seen}");
    }
    let url = ServerUrl::fill("{base}", &[("base", "https://u:sesame@api.example.com/?key=sesame")]);
    assert_eq!(format!("{url:?}"), "ServerUrl(Ok(\"https://[redacted]@api.example.com/?key=[redacted]\"))");
    let unsound = Builder::new("https://a.example", SCHEMES).header("x-\u{1b}[31m\n", "v").build();
    let seen = format!("{0} {0:?}", unsound.map(|_| ()).unwrap_err());
    assert!(is_fit(&seen) && seen.contains("u{1b}[31m"), "{seen}");
}
