//! Whole calls against a loopback server, written like generated code.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "shapes and helpers of tests")]

mod support;

use serde_json::Value;
use std::time::Duration;
use support::{Server, answer, wait};
use truespec_runtime::runtime::auth::Scheme;
use truespec_runtime::runtime::body::{Form, Part};
use truespec_runtime::runtime::client::{Builder, Core};
use truespec_runtime::runtime::error::{Error, Untyped, error_body, error_statuses};
use truespec_runtime::runtime::json::object;
use truespec_runtime::runtime::parameter::{Param, Style};
use truespec_runtime::runtime::request::{Call, Operation};
use truespec_runtime::runtime::response::success_statuses;
use truespec_runtime::runtime::transport::{Body, BoxFuture, Transport, TransportError};

const SCHEMES: &[Scheme] = &[
    Scheme::api_key_header("Key", "x-api-key"),
    Scheme::api_key_query("QueryKey", "api key"),
    Scheme::api_key_cookie("CookieKey", "session"),
    Scheme::bearer("Bearer"),
    Scheme::basic("Basic"),
];
const LIST: Operation = Operation::new("tags_list", "GET", "/api/v1/tags/").security(&[&["Key"]]);
const OPEN: Operation = Operation::new("open", "GET", "/open");
const DETACH: Operation =
    Operation::new("tags_detach_create", "POST", "/api/v1/tags/detach/").security(&[&["Key"]]);
const DELETE: Operation = Operation::new("delete_dataset", "DELETE", "/datasets/{id}").security(&[&["Key"]]);
const EITHER: Operation = Operation::new("either", "GET", "/either").security(&[
    &["Key", "Bearer"],
    &["Basic"],
    &["QueryKey", "CookieKey"],
]);
const MAYBE: Operation = Operation::new("maybe", "GET", "/maybe").security(&[&[], &["Bearer"]]);
const FILES: Operation = Operation::new("files", "GET", "/files").server("https://files.example.com/");
const EXPAND: Param = Param::query("expand[]");
const DATASET_ID: Param = Param::path("id");
const TRACE: Param = Param::header("X-Trace");
const THEME: Param = Param::cookie("theme");

#[derive(Debug, Clone, PartialEq)]
pub struct Tag {
    pub id: i64,
}
object!(Tag { id: "id" required });

#[derive(Debug, Clone, PartialEq)]
pub struct DetachTags {
    pub ids: Option<Vec<i64>>,
}
object!(DetachTags { ids: "ids" optional });

#[derive(Debug, Clone, PartialEq)]
pub struct ErrorResponse {
    pub detail: String,
}
object!(ErrorResponse { detail: "detail" required });
error_body!(ErrorResponse);

#[derive(Debug, Clone, PartialEq)]
pub enum DeleteError {
    NotFound(ErrorResponse),
    Gone,
    Other(Value),
    Any(String),
}
error_statuses!(DeleteError { NotFound(ErrorResponse): 404, Gone: 410, Other(Value): 400..=499, Any(String): default });

#[derive(Debug, Clone, PartialEq)]
pub enum Export {
    Ready(Tag),
    Pending,
}
success_statuses!(Export { Ready(Tag): 200 => json, Pending: 202 => unit });

pub struct Tags<'a> {
    core: &'a Core,
}

impl<'a> Tags<'a> {
    pub fn list(&self) -> Call<Vec<Tag>> {
        self.core.call(&LIST).decode_json()
    }

    pub fn detach(&self, body: &DetachTags) -> Call<Vec<Tag>> {
        self.core.call(&DETACH).json(body).decode_json()
    }

    pub fn delete(&self, id: &str) -> Call<(), ErrorResponse> {
        self.core.call(&DELETE).path(&DATASET_ID, &id.to_owned()).decode_unit()
    }

    pub fn delete_typed(&self, id: &str) -> Call<(), DeleteError> {
        self.core.call(&DELETE).path(&DATASET_ID, &id.to_owned()).decode_unit()
    }
}

fn expand<const N: usize>(mut call: Call<Vec<Tag>>, expand: [&str; N]) -> Call<Vec<Tag>> {
    call.request().set(&EXPAND, &expand.map(str::to_owned).to_vec());
    call
}

fn builder(server: &Server) -> Builder {
    Builder::new("https://api.example.com/v9", SCHEMES).base_url(server.url.clone())
}

fn core(server: &Server) -> Core {
    builder(server).credential("Key", "sesame").build().unwrap()
}

/// A head's lines in order of their names, without those that every request of the transport has.
fn head(request: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = request.split("\r\n").take_while(|line| !line.is_empty()).collect();
    lines.retain(|line| !line.starts_with("host:") && !line.starts_with("accept-encoding:"));
    lines[1..].sort_unstable();
    lines
}

const AGENT: &str = concat!("user-agent: truespec-runtime/", env!("CARGO_PKG_VERSION"), " truespec");

#[test]
fn a_call() {
    let server = Server::json(200, "[{\"id\": 1}]");
    let core = core(&server);
    let tags = wait(expand(Tags { core: &core }.list(), ["a", "b c"]).header("x-one", "1")).unwrap();
    assert_eq!(tags, [Tag { id: 1 }]);
    let request = server.request();
    let first = "GET /api/v1/tags/?expand%5B%5D=a&expand%5B%5D=b%20c HTTP/1.1";
    assert_eq!(head(&request), [first, "accept: application/json", AGENT, "x-api-key: sesame", "x-one: 1"]);
}

#[test]
fn settings_without_a_method_are_set_on_the_request() {
    let server = Server::json(200, "[]");
    let core = core(&server);
    let mut list = Tags { core: &core }.list();
    list.request().set_value(&Param::query("all"), &"".into());
    wait(list).unwrap();
    assert!(server.request().starts_with("GET /api/v1/tags/?all= HTTP/1.1\r\n"));
}

#[test]
fn a_body_is_sent_even_when_empty() {
    let server = Server::json(201, "[]");
    let core = core(&server);
    wait(Tags { core: &core }.detach(&DetachTags { ids: None })).unwrap();
    let request = server.request();
    assert!(request.contains("content-type: application/json\r\n"), "{request}");
    assert!(request.contains("content-length: 2\r\n"), "{request}");
    assert!(request.ends_with("\r\n\r\n{}"), "{request}");
}

#[test]
fn json_media_types_are_sent_as_declared() {
    for media in ["application/merge-patch+json", "application/json-patch+json", "application/vnd.api+json"] {
        let server = Server::json(200, "");
        let body = serde_json::json!([{"op": "remove", "path": "/a"}, {"b": null}]);
        wait(core(&server).call(&DETACH).json_as(media, &body).decode_unit::<Untyped, ()>()).unwrap();
        let request = server.request();
        assert!(request.contains(&format!("content-type: {media}\r\n")), "{request}");
        assert!(request.ends_with("\r\n\r\n[{\"op\":\"remove\",\"path\":\"/a\"},{\"b\":null}]"), "{request}");
    }
    let server = Server::json(200, "");
    let core = core(&server);
    let call = core.call(&DELETE).path(&DATASET_ID, "x").json(&DetachTags { ids: None });
    wait(call.decode_unit::<Untyped, ()>()).unwrap();
    let request = server.request();
    assert!(request.starts_with("DELETE ") && request.ends_with("\r\n\r\n{}"), "{request}");
    assert!(request.contains("content-type: application/json\r\n"), "{request}");
}

#[test]
fn texts_are_sent_unchanged() {
    let xml = "<?xml version=\"1.0\"?>\n<a b=\"c\">\u{e9} &amp; d</a>";
    for (media, text) in [("application/xml", xml), ("text/csv", "a,b\r\n1,\"2\"\r\n"), ("text/plain", "")] {
        let server = Server::json(200, "");
        wait(core(&server).call(&DETACH).bytes(media, text).decode_unit::<Untyped, ()>()).unwrap();
        let request = server.request();
        let expected = format!("content-type: {media}\r\n");
        assert!(request.contains(&expected) && request.ends_with(&format!("\r\n\r\n{text}")), "{request}");
        assert!(request.contains(&format!("content-length: {}\r\n", text.len())), "{request}");
    }
}

#[test]
fn an_omitted_body_is_not_sent() {
    let server = Server::json(200, "");
    wait(core(&server).call(&DETACH).decode_unit::<Untyped, ()>()).unwrap();
    let request = server.request();
    assert!(request.ends_with("\r\n\r\n") && !request.contains("content-type"), "{request}");
    assert!(request.contains("content-length: 0\r\n"), "{request}");
}

#[test]
fn empty_values_are_sent_and_null_is_not() {
    let table = [
        ("\"\"", "DELETE /datasets/x?a= ", "x-trace: \r\n", "cookie: theme=\r\n"),
        ("null", "DELETE /datasets/x ", "", ""),
    ];
    for (value, line, header, cookie) in table {
        let value: Value = serde_json::from_str(value).unwrap();
        let server = Server::json(200, "");
        let core = core(&server);
        let call = core.call(&DELETE).path(&DATASET_ID, "x").query(&Param::query("a"), &value);
        let call = call.header(&TRACE, &value).cookie(&THEME, &value);
        wait(call.decode_unit::<Untyped, ()>()).unwrap();
        let request = server.request();
        assert!(
            request.starts_with(line) && request.contains(header) && request.contains(cookie),
            "{request}"
        );
        let sent = [request.contains("x-trace"), request.contains("cookie")];
        assert_eq!(sent, [!header.is_empty(), !cookie.is_empty()], "{request}");
    }
    let server = Server::json(200, "");
    let core = core(&server);
    let call = core.call(&OPEN).cookie(&THEME, &["a;", "b"][..]).cookie(&Param::cookie("x"), &1_i64);
    wait(call.decode_unit::<Untyped, ()>()).unwrap();
    assert!(server.request().contains("cookie: theme=a%3B; theme=b; x=1\r\n"));
}

/// What is sent as it is cannot add a cookie of its own.
#[test]
fn an_unencoded_cookie() {
    const RAW: Param = Param::cookie("raw").style(Style::Cookie);
    let server = Server::json(200, "");
    let core = core(&server);
    wait(core.call(&OPEN).cookie(&RAW, "a%20b/c=").decode_unit::<Untyped, ()>()).unwrap();
    assert!(server.request().contains("cookie: raw=a%20b/c=\r\n"));
    for value in ["a; admin=1", "a\r\nx: y"] {
        let error = wait(core.call(&OPEN).cookie(&RAW, value).decode_unit::<Untyped, ()>()).unwrap_err();
        assert!(matches!(error, Error::Build(_)), "{error}");
    }
}

#[test]
fn an_operation_without_security_sends_no_credential() {
    let server = Server::json(200, "");
    let core =
        SCHEMES.iter().fold(builder(&server), |builder, scheme| builder.credential(scheme.name, "sesame"));
    wait(core.build().unwrap().call(&OPEN).decode_unit::<Untyped, ()>()).unwrap();
    assert_eq!(head(&server.request()), ["GET /open HTTP/1.1", "accept: application/json", AGENT]);
}

/// What counts is what an answer is, not what it is called.
#[test]
fn undocumented_content_types() {
    for headers in ["", "content-type: text/html\r\n", "content-type: nonsense\r\n", "content-type: \r\n"] {
        let server = Server::answering(&[
            answer(200, headers, "[{\"id\": 1}]"),
            answer(404, headers, "{\"detail\": \"d\"}"),
            answer(200, headers, "plain"),
        ]);
        let core = core(&server);
        let tags = Tags { core: &core };
        assert_eq!(wait(tags.list()).unwrap(), [Tag { id: 1 }], "{headers}");
        let error = wait(tags.delete("x")).unwrap_err();
        assert_eq!(error.body(), Some(ErrorResponse { detail: "d".into() }), "{headers}");
        assert_eq!(wait(core.call(&OPEN).decode_text::<Untyped, ()>()).unwrap(), "plain", "{headers}");
    }
    let page = "<html>Please log in</html>";
    let server = Server::answering(&[answer(200, "content-type: text/html\r\n", page)]);
    let error = wait(Tags { core: &core(&server) }.list()).unwrap_err();
    let Error::Decode(decode) = &error else { panic!("{error:?}") };
    assert_eq!((decode.status(), decode.bytes()), (200, page.as_bytes()));
    assert!(error.to_string().starts_with("tags_list: the 200 response does not decode"), "{error}");
}

#[test]
fn base_urls_join_as_text() {
    for (suffix, path) in [("", "/open"), ("/", "/open"), ("/a/b", "/a/b/open"), ("/a/b/", "/a/b/open")] {
        let server = Server::json(200, "");
        let core = builder(&server).base_url(format!("{}{suffix}", server.url)).build().unwrap();
        wait(core.call(&OPEN).decode_unit::<Untyped, ()>()).unwrap();
        assert!(server.request().starts_with(&format!("GET {path} HTTP/1.1")), "{suffix}");
    }
}

#[test]
fn an_explicit_base_url_overrides_an_operations_server() {
    let server = Server::json(200, "");
    wait(core(&server).call(&FILES).decode_unit::<Untyped, ()>()).unwrap();
    assert!(server.request().starts_with("GET /files "));
}

#[test]
fn parameters_everywhere() {
    let server = Server::json(200, "");
    let core = core(&server);
    let id = "a/../b?#%".to_owned();
    let call = core.call(&DELETE).path(&DATASET_ID, &id).header(&TRACE, &7_i64).cookie(&THEME, &true);
    wait(call.decode_unit::<Untyped, ()>()).unwrap();
    let request = server.request();
    assert!(request.starts_with("DELETE /datasets/a%2F..%2Fb%3F%23%25 HTTP/1.1"), "{request}");
    assert!(request.contains("x-trace: 7\r\n") && request.contains("cookie: theme=true\r\n"), "{request}");
}

#[test]
fn path_values_that_change_the_structure_are_errors() {
    let server = Server::json(200, "");
    let core = core(&server);
    for id in ["", ".", ".."] {
        let error = wait(Tags { core: &core }.delete(id)).unwrap_err();
        let expected = "delete_dataset: the path value for {id} must not be empty, \".\" or \"..\"";
        assert_eq!(error.to_string(), expected);
        assert!(matches!(error, Error::Build(_)));
    }
    for nothing in [serde_json::json!([]), serde_json::json!({}), Value::Null] {
        let error =
            wait(core.call(&DELETE).path(&DATASET_ID, &nothing).decode_unit::<Untyped, ()>()).unwrap_err();
        assert_eq!(error.to_string(), "delete_dataset: the path value id is empty", "{nothing}");
    }
    assert!(server.idle());
}

#[test]
fn unit_accepts_any_success() {
    for (status, body) in [(200, "{\"result\": 1}"), (200, "204"), (204, ""), (201, "not json")] {
        let server = Server::json(status, body);
        wait(Tags { core: &core(&server) }.delete("x")).unwrap();
    }
}

#[test]
fn success_by_status() {
    for (status, body, expected) in [
        (200, "{\"id\":1}", Export::Ready(Tag { id: 1 })),
        (202, "", Export::Pending),
        (203, "{\"id\":2}", Export::Ready(Tag { id: 2 })),
    ] {
        let server = Server::json(status, body);
        let core = core(&server);
        let call: Call<Export> = core.call(&OPEN).decode_with(Export::decode);
        assert_eq!(wait(call).unwrap(), expected);
    }
}

#[test]
fn other_results() {
    let server =
        Server::answering(&[answer(200, "", "h\u{e9}"), answer(200, "", "raw"), answer(204, "", "")]);
    let core = core(&server);
    assert_eq!(wait(core.call(&OPEN).decode_text::<Untyped, ()>()).unwrap(), "h\u{e9}");
    assert_eq!(&wait(core.call(&OPEN).decode_bytes::<Untyped, ()>()).unwrap()[..], b"raw");
    assert_eq!(wait(core.call(&OPEN).decode_json::<Option<Tag>, Untyped, ()>()).unwrap(), None);
}

#[test]
fn status_and_headers() {
    let server = Server::answering(&[answer(206, "x-request-id: r1\r\n", "[]")]);
    let response = wait(Tags { core: &core(&server) }.list().with_response()).unwrap();
    assert_eq!(
        (response.status(), response.request_id(), &response.headers()["x-request-id"]),
        (206, Some("r1"), &http::HeaderValue::from_static("r1"))
    );
    assert_eq!(response.into_inner(), []);
}

#[test]
fn credentials_are_or_of_and() {
    let table: [(&[&str], &str); 3] = [
        (&["Key", "Bearer", "QueryKey"], "authorization: Bearer s|x-api-key: s"),
        (&["Key", "QueryKey", "CookieKey"], "cookie: session=s|GET /either?api%20key=s HTTP/1.1"),
        (&["Key", "Basic"], "authorization: Basic s"),
    ];
    for (held, expected) in table {
        let server = Server::json(200, "");
        let builder = held.iter().fold(builder(&server), |builder, scheme| builder.credential(scheme, "s"));
        wait(builder.build().unwrap().call(&EITHER).decode_unit::<Untyped, ()>()).unwrap();
        let request = server.request();
        for line in expected.split('|') {
            assert!(request.contains(line), "{held:?}: {request}");
        }
        assert_eq!(request.matches("authorization").count(), expected.matches("authorization").count());
        assert_eq!(request.contains("x-api-key"), expected.contains("x-api-key"));
    }
}

#[test]
fn basic() {
    let server = Server::json(200, "");
    let core = builder(&server).basic("Basic", "Aladdin", "open sesame").build().unwrap();
    wait(core.call(&EITHER).decode_unit::<Untyped, ()>()).unwrap();
    assert!(server.request().contains("authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n"));
}

#[test]
fn a_credential_that_is_optional() {
    let server = Server::answering(&[answer(200, "", ""), answer(200, "", "")]);
    wait(builder(&server).build().unwrap().call(&MAYBE).decode_unit::<Untyped, ()>()).unwrap();
    assert!(!server.request().contains("authorization"));
    let core = builder(&server).credential("Bearer", "t").build().unwrap();
    wait(core.call(&MAYBE).decode_unit::<Untyped, ()>()).unwrap();
    assert!(server.request().contains("authorization: Bearer t\r\n"));
}

#[test]
fn a_missing_credential_is_found_before_sending() {
    let server = Server::json(200, "");
    let core = builder(&server).credential("Key", "s").build().unwrap();
    let error = wait(core.call(&EITHER).decode_unit::<Untyped, ()>()).unwrap_err();
    let expected = "either: no credential for Bearer, or Basic, or QueryKey and CookieKey: set it on the client's builder, or \
                    for one call with `credential_for`";
    assert_eq!(error.to_string(), expected);
    assert!(!error.is_retryable() && server.idle());
}

#[test]
fn nothing_shows_a_credential() {
    let core = Builder::new("http://127.0.0.1:9", SCHEMES)
        .credential("QueryKey", "sesame")
        .credential("CookieKey", "sesame")
        .header("x-secret", "sesame");
    let mut seen = format!("{core:?}");
    let core = core.build().unwrap();
    let call = core.call(&EITHER).decode_unit::<Untyped, ()>();
    seen += &format!("{core:?}{call:?}");
    let error = wait(call).unwrap_err();
    let mut source: Option<&dyn std::error::Error> = Some(&error);
    while let Some(error) = source {
        seen += &format!("{error}{error:?}");
        source = error.source();
    }
    assert!(!seen.contains("sesame"), "{seen}");
    assert!(seen.contains("[redacted]") && seen.contains("no connection"), "{seen}");
    assert!(matches!(error, Error::Network(_)) && error.is_retryable());
    let bad = || Builder::new("http://127.0.0.1:9", SCHEMES).credential("Key", "sesame\n");
    assert_eq!(bad().build().unwrap_err().to_string(), "the credential for Key cannot stand in a header");
    let deferred = bad().build_deferred();
    let error = wait(deferred.call(&LIST).decode_unit::<Untyped, ()>()).unwrap_err();
    assert_eq!(error.to_string(), "tags_list: the credential for Key cannot stand in a header");
}

/// `main` and tests print an error that they return by its `Debug`.
#[test]
fn an_error_that_main_returns_is_one_readable_line() {
    let answer =
        answer(404, "x-request-id: r2\r\nset-cookie: sid=sesame\r\n", "{\"detail\": \"no such\\ndataset\"}");
    let server = Server::answering(&[answer]);
    let error = wait(Tags { core: &core(&server) }.delete("x")).unwrap_err();
    assert_eq!(format!("{error:?}"), "delete_dataset: 404 Not Found: no such\\ndataset");
    let fields = format!("{error:#?}");
    assert!(fields.starts_with("ApiError {\n") && fields.contains("x-request-id"), "{fields}");
    assert!(!fields.contains("sesame"), "{fields}");
    let error = Builder::new("", SCHEMES).build().unwrap_err();
    assert_eq!(format!("{error:?}"), "the base URL is not set: name a server with `base_url`");
    assert!(format!("{error:#?}").starts_with("BuildError {\n"));
    let wrapped: Box<dyn std::error::Error> = Box::new(Error::from(error));
    assert_eq!(format!("{wrapped:?}"), "the base URL is not set: name a server with `base_url`");
}

#[test]
fn invalid_settings_are_errors() {
    for url in [
        "",
        "example.com",
        "ftp://example.com",
        "https://u:sesame@example.com",
        "https://example.com?x=1",
        "http://",
    ] {
        let error = Builder::new(url, SCHEMES).build().unwrap_err();
        assert!(
            error.to_string().starts_with("the base URL ") && !error.to_string().contains("sesame"),
            "{error}"
        );
    }
    assert!(Builder::new("http://x", SCHEMES).header("a b", "c").build().is_err());
    let core = Builder::new("nonsense", SCHEMES).build_deferred();
    assert!(matches!(wait(core.call(&OPEN).decode_unit::<Untyped, ()>()), Err(Error::Build(_))));
}

#[test]
fn api_errors_keep_everything() {
    let headers = "retry-after: 7\r\nx-request-id: r2\r\n";
    let server = Server::answering(&[answer(404, headers, "{\"detail\": \"no such dataset\"}")]);
    let error = wait(Tags { core: &core(&server) }.delete("x")).unwrap_err();
    let Error::Api(api) = &error else { panic!("{error:?}") };
    assert_eq!(api.body(), Some(ErrorResponse { detail: "no such dataset".into() }));
    assert_eq!((api.status(), api.bytes()), (404, &b"{\"detail\": \"no such dataset\"}"[..]));
    assert_eq!(api.headers()["retry-after"], "7");
    assert_eq!(
        (error.status(), error.request_id(), error.retry_after()),
        (Some(404), Some("r2"), Some(Duration::from_secs(7)))
    );
    assert_eq!(error.to_string(), "delete_dataset: 404 Not Found: no such dataset");
    assert!(!error.is_retryable());
}

#[test]
fn api_errors_of_another_shape() {
    let server = Server::answering(&[answer(500, "", "<html>"), answer(302, "location: /x\r\n", "")]);
    let core = core(&server);
    let error = wait(Tags { core: &core }.delete("x")).unwrap_err();
    let api = error.api().unwrap();
    assert_eq!((api.body::<ErrorResponse>(), api.text().as_ref(), api.json()), (None, "<html>", None));
    assert!(error.is_retryable());
    let error = wait(Tags { core: &core }.detach(&DetachTags { ids: None })).unwrap_err();
    assert_eq!((error.status(), error.is_retryable()), (Some(302), false));
    assert_eq!(error.to_string(), "tags_detach_create: 302 Found");
}

#[test]
fn api_errors_by_status() {
    let table = [
        (404, "{\"detail\":\"d\"}", Some(DeleteError::NotFound(ErrorResponse { detail: "d".into() }))),
        (404, "[1]", Some(DeleteError::Other(serde_json::json!([1])))),
        (410, "", Some(DeleteError::Gone)),
        (422, "{}", Some(DeleteError::Other(serde_json::json!({})))),
        (500, "oops", Some(DeleteError::Any("oops".into()))),
    ];
    for (status, body, expected) in table {
        let server = Server::json(status, body);
        let error = wait(Tags { core: &core(&server) }.delete_typed("x")).unwrap_err();
        assert_eq!(error.body(), expected, "{status} {body}");
    }
}

/// Operations with different documented bodies have the same error, which keeps bytes and headers.
#[test]
fn operations_have_one_error() {
    async fn both(core: &Core) -> Result<(), Error> {
        Tags { core }.detach(&DetachTags { ids: None }).await?;
        Tags { core }.delete("x").await?;
        Ok(())
    }
    fn good<T: std::error::Error + Send + Sync + 'static>(_: &T) {}
    let server = Server::answering(&[answer(200, "", "[]"), answer(409, "x-a: b\r\n", "{\"detail\":\"d\"}")]);
    let error = wait(both(&core(&server))).unwrap_err();
    good(&error);
    let api = error.api().unwrap();
    assert_eq!(
        (api.status(), api.json(), &api.headers()["x-a"]),
        (409, Some(serde_json::json!({"detail": "d"})), &http::HeaderValue::from_static("b"))
    );
}

#[test]
fn decode_errors_have_a_location() {
    let server = Server::json(200, "[{\"id\": 1},\n {\"id\": \"two\"}]");
    let error = wait(Tags { core: &core(&server) }.list()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "tags_list: the 200 response does not decode at /1/id: invalid type: string \"two\", expected an integer of \
         64 bits (27 bytes of application/json)"
    );
    let Error::Decode(decode) = &error else { panic!("{error:?}") };
    assert_eq!((decode.pointer(), decode.status(), decode.bytes().len()), ("/1/id", 200, 27));
}

#[test]
fn a_timeout_is_an_error() {
    let server = Server::answering(&[String::new(), String::new()]);
    let core = builder(&server).credential("Key", "s").timeout(Duration::from_millis(80)).build().unwrap();
    let error = wait(Tags { core: &core }.list()).unwrap_err();
    assert!(error.is_timeout() && error.is_retryable(), "{error:?}");
    assert!(error.to_string().starts_with("tags_list: no response in time"), "{error}");
    let core = self::core(&server);
    let call =
        core.call(&DETACH).decode_unit::<Untyped, ()>().timeout(Duration::from_millis(80)).with_response();
    let error = wait(call).map(|_| ()).unwrap_err();
    assert!(error.is_timeout() && !error.is_retryable(), "{error:?}");
}

#[test]
fn forms() {
    let server = Server::answering(&[answer(200, "", ""), answer(200, "", "")]);
    let core = core(&server);
    let body =
        serde_json::json!({"a": [1, 2], "b": {"c": [true]}, "d": [{"e": "x y"}], "n": null, "f": ["p", "q"]});
    let overrides = [Param::query("f").explode(false), Param::query("a").style(Style::DeepObject)];
    wait(core.call(&DETACH).form_with(&body, &overrides[..1]).decode_unit::<Untyped, ()>()).unwrap();
    let request = server.request();
    assert!(request.contains("content-type: application/x-www-form-urlencoded\r\n"));
    let expected = "a=1&a=2&b%5Bc%5D%5B0%5D=true&d%5B0%5D%5Be%5D=x%20y&f=p,q";
    assert_eq!(request.rsplit("\r\n").next(), Some(expected));
    // Lists in brackets, where the document's `encoding` says so.
    wait(core.call(&DETACH).form_with(&body, &overrides).decode_unit::<Untyped, ()>()).unwrap();
    let request = server.request();
    let expected = "a%5B0%5D=1&a%5B1%5D=2&b%5Bc%5D%5B0%5D=true&d%5B0%5D%5Be%5D=x%20y&f=p,q";
    assert_eq!(request.rsplit("\r\n").next(), Some(expected));
}

#[test]
fn multipart() {
    let form = Form::new()
        .part("note", "hi")
        .part("file", Part::bytes(&b"\x01\x02"[..]).filename("a\"b.bin").content_type("image/png"));
    let encoded = |form: &Form| {
        let (media_type, body) = form.encode().unwrap();
        (media_type, body.as_bytes().unwrap().clone())
    };
    let (media_type, body) = encoded(&form);
    assert_eq!((&media_type, &body), (&encoded(&form).0, &encoded(&form).1));
    let boundary = media_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    let expected = "--B\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhi\r\n\
        --B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a%22b.bin\"\r\n\
        Content-Type: image/png\r\n\r\n\u{1}\u{2}\r\n--B--\r\n";
    assert_eq!(String::from_utf8_lossy(&body), expected.replace("--B", &format!("--{boundary}")));
    let twice = Form::new().part("x", body.clone());
    assert!(!String::from_utf8_lossy(&body).contains(encoded(&twice).0.rsplit('=').next().unwrap()));
    let server = Server::json(200, "");
    wait(core(&server).call(&DETACH).multipart(&form).decode_unit::<Untyped, ()>()).unwrap();
    assert!(server.request().contains(&format!("content-type: {media_type}\r\n")));
}

#[test]
fn links_are_followed_on_the_own_server_only() {
    let server = Server::answering(&[answer(200, "", ""), answer(200, "", "")]);
    let core = core(&server);
    for link in [format!("{}/next/?cursor=a%2Fb", server.url), "/next/?cursor=a%2Fb".to_owned()] {
        let call = core.call(&LIST).query(&EXPAND, "not sent").follow(&link);
        wait(call.decode_unit::<Untyped, ()>()).unwrap();
        let request = server.request();
        assert!(
            request.starts_with("GET /next/?cursor=a%2Fb HTTP/1.1\r\n") && request.contains("sesame"),
            "{request}"
        );
    }
    let elsewhere = server.url.replace("http://", "http://x@");
    for link in [
        "https://127.0.0.1/",
        "http://example.com/",
        "//example.com/",
        "next",
        "http://127.0.0.1:1/",
        &elsewhere,
    ] {
        let error = wait(core.call(&LIST).follow(link).decode_unit::<Untyped, ()>()).unwrap_err();
        let said = error.to_string();
        let own = format!(" the client's own server, {}; nothing is sent elsewhere", server.url);
        assert!(said.starts_with("tags_list: the link ") && said.contains(&own), "{said}");
    }
}

#[test]
fn borrowed_values_are_sent() {
    let server = Server::json(200, "");
    let core = core(&server);
    let ids: &[&str] = &["a", "b"];
    let call = core.call(&DELETE).path(&DATASET_ID, "x").query(&EXPAND, ids).json(ids);
    wait(call.decode_unit::<Untyped, ()>()).unwrap();
    let request = server.request();
    assert!(request.starts_with("DELETE /datasets/x?expand%5B%5D=a&expand%5B%5D=b "), "{request}");
    assert!(request.ends_with("[\"a\",\"b\"]"), "{request}");
}

/// The default transport has its TLS: against a server that speaks none, the handshake fails and nothing panics.
#[test]
fn https_needs_no_setup() {
    let server = Server::json(200, "");
    let core = Builder::new("", &[]).base_url(server.url.replace("http://", "https://")).build().unwrap();
    let error = wait(core.call(&OPEN).decode_unit::<Untyped, ()>()).unwrap_err();
    assert!(matches!(error, Error::Network(_)), "{error}");
    assert!(error.to_string().contains("InvalidContentType"), "{error}");
}

struct Recorded;

impl Transport for Recorded {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        assert_eq!(request.uri().path(), "/v9/open");
        Box::pin(async { Ok(http::Response::new(Body::new(Pieces(vec!["c", "b", "a"])))) })
    }
}

struct Pieces(Vec<&'static str>);

impl futures_core::Stream for Pieces {
    type Item = Result<bytes::Bytes, TransportError>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(self.0.pop().map(|piece| Ok(bytes::Bytes::from(piece))))
    }
}

#[test]
fn another_transport() {
    let builder = Builder::new("https://api.example.com/v9", SCHEMES).transport(Recorded);
    let core = builder.timeout(Duration::from_secs(1)).build().unwrap();
    assert_eq!(wait(core.call(&OPEN).decode_text::<Untyped, ()>()).unwrap(), "abc");
}
