//! Credentials: where they are sent, token sources, and that nothing shows a secret.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, reason = "shapes and helpers of tests")]

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use support::fake_clock::FakeClock;
use support::scripted::{Act, Scripted};
use support::{answer, wait};
use truespec_runtime::runtime::auth::{ClientCredentials, ClientCredentialsTokens, Scheme, TokenFn};
use truespec_runtime::runtime::client::{Builder, Core};
use truespec_runtime::runtime::error::{Error, Untyped};
use truespec_runtime::runtime::request::Operation;
use truespec_runtime::runtime::secret::Secret;
use truespec_runtime::runtime::transport::{Body, BoxFuture, Transport, TransportError};

const SCHEMES: &[Scheme] = &[
    Scheme::api_key_header("Key", "x-api-key"),
    Scheme::api_key_query("Query", "key"),
    Scheme::bearer("OAuth"),
];
const KEY: Operation = Operation::new("key", "GET", "/a").security(&[&["Key"]]);
const OAUTH: Operation = Operation::new("oauth", "GET", "/a").security(&[&["OAuth"]]);
const OPTIONAL: Operation = Operation::new("optional", "GET", "/a").security(&[&["Key"], &[]]);
const FILES: &str = "https://files.example.com/v1";

/// Answers everything and keeps what it was sent: URL and the names of headers that could hold a credential.
#[derive(Clone, Default)]
struct Recorder(Arc<std::sync::Mutex<Vec<String>>>);

impl Transport for Recorder {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let shown = |name: &str| {
            request
                .headers()
                .get(name)
                .map(|value| format!(" {name}={}", value.to_str().unwrap()))
                .unwrap_or_default()
        };
        let headers: String = ["x-api-key", "authorization", "x-trace"].map(shown).concat();
        self.0.lock().unwrap().push(format!("{}{headers}", request.uri()));
        Box::pin(async { Ok(http::Response::new(Body::from("fine"))) })
    }
}

fn send(core: &Core, op: &'static Operation) -> Result<String, Error> {
    wait(core.call(op).decode_text::<Untyped, ()>())
}

// --- Where a credential may go --------------------------------------------------------------------------------------

fn recorded(build: impl FnOnce(Builder) -> Builder) -> (Core, Recorder) {
    let recorder = Recorder::default();
    let builder = Builder::new("https://api.example.com/v1", SCHEMES).transport(recorder.clone());
    (build(builder.credential("Key", "sesame")).build().unwrap(), recorder)
}

#[test]
fn credentials_are_sent_to_the_clients_own_server_only() {
    const ELSEWHERE: Operation = KEY.server(FILES);
    let (core, recorder) = recorded(|builder| builder);
    let error = send(&core, &ELSEWHERE).unwrap_err();
    let expected = "key: no credential is sent to https://files.example.com unless `trust_origin` allows it";
    assert!(matches!(error, Error::Build(_)) && error.to_string() == expected, "{error}");
    assert!(recorder.0.lock().unwrap().is_empty());
    let (core, recorder) = recorded(|builder| builder.trust_origin("https://files.example.com"));
    send(&core, &ELSEWHERE).unwrap();
    assert_eq!(*recorder.0.lock().unwrap(), ["https://files.example.com/v1/a x-api-key=sesame"]);
}

#[test]
fn an_origin_is_scheme_host_and_port() {
    for trusted in ["https://files.example.com:8443", "http://files.example.com", "https://example.com"] {
        const ELSEWHERE: Operation = KEY.server(FILES);
        let (core, _) = recorded(|builder| builder.trust_origin(trusted));
        assert!(send(&core, &ELSEWHERE).is_err(), "{trusted}");
    }
    const SAME: Operation = KEY.server("https://API.example.com:443/v2");
    let (core, recorder) = recorded(|builder| builder);
    send(&core, &SAME).unwrap();
    assert_eq!(recorder.0.lock().unwrap().len(), 1);
    assert!(Builder::new("https://a.b", SCHEMES).trust_origin("files.example.com").build().is_err());
}

#[test]
fn optional_credentials_are_not_sent_to_other_servers() {
    const ELSEWHERE: Operation = OPTIONAL.server(FILES);
    const RELATIVE: Operation = OPTIONAL.server("/v9");
    let (core, recorder) =
        recorded(|builder| builder.header("Authorization", "by hand").header("x-trace", "1"));
    send(&core, &ELSEWHERE).unwrap();
    send(&core, &RELATIVE).unwrap();
    assert_eq!(
        *recorder.0.lock().unwrap(),
        [
            "https://files.example.com/v1/a x-trace=1",
            "https://api.example.com/v9/a x-api-key=sesame authorization=by hand x-trace=1"
        ]
    );
}

#[test]
fn plain_http_to_other_machines_has_to_be_allowed() {
    let build = |url: &str| Builder::new(url, SCHEMES).transport(Recorder::default());
    for url in [
        "http://localhost:1",
        "http://api.localhost",
        "http://127.0.0.1",
        "http://127.8.8.8/x",
        "http://[::1]:8",
    ] {
        build(url).build().unwrap();
    }
    for url in ["http://example.com", "http://localhost.example.com", "http://10.0.0.1", "http://[::2]"] {
        let error = build(url).build().unwrap_err();
        let expected = "the base URL is plain http beyond this machine: `allow_http` allows that";
        assert_eq!(error.to_string(), expected, "{url}");
        build(url).allow_http().build().unwrap();
    }
    const ELSEWHERE: Operation = OPTIONAL.server("http://files.example.com");
    let (core, recorder) = recorded(|builder| builder);
    let error = send(&core, &ELSEWHERE).unwrap_err();
    assert!(error.to_string().contains("plain http") && recorder.0.lock().unwrap().is_empty(), "{error}");
}

/// However a URL is written: what another reader of it could take for another host is none of this machine's.
#[test]
fn no_url_passes_another_host_as_this_machine() {
    let build =
        |url: &str| Builder::new(url, SCHEMES).transport(Recorder::default()).credential("Key", "s").build();
    for url in [
        "http://127.0.0.1.evil.com",
        "http://localhost.evil.com",
        "http://evillocalhost",
        "http://localhost@evil.com",
        "http://127.0.0.1@evil.com",
        "http://localhost:80@evil.com",
        "http://localhost%40evil.com",
        "http://evil.com%2f.localhost",
        "http://evil.com%23.localhost",
        "http://evil.com%3f.localhost",
        "http://evil.com;.localhost",
        "http://evil.com,.localhost",
        "http://evil.com\\.localhost",
        "http://evil.com#.localhost",
        "http://evil.com?.localhost",
        "http://evil.com/.localhost",
        "http://%6cocalhost",
        "http://localhost%00.evil.com",
        "http://[::ffff:8.8.8.8]",
        "http://[::ffff:127.0.0.1].evil.com",
        "http://[::1].evil.com",
        "http://[::1]evil.com",
        "http://[::1%25eth0]",
        "http://[127.0.0.1]",
        "http://::1",
        "http://2130706433",
        "http://0x7f000001",
        "http://0x7f.0.0.1",
        "http://0177.0.0.1",
        "http://127.1",
        "http://0",
        "http://0.0.0.0",
        "http://[::]",
        "http://127.0.0.1.",
        "http://localhost.",
        "http://10.0.0.1",
        "http://192.168.0.1",
        "http://169.254.169.254",
        "http://[fe80::1]",
        "http://\u{24db}ocalhost",
        "http://localhost\u{3002}evil.com",
        "http://xn--localhost-.evil.com",
        "http://localhost:99999",
        "http://localhost:8x",
        "HTTP://evil.com",
        "http:evil.com",
        "http:///localhost",
        "http://",
    ] {
        assert!(build(url).is_err(), "{url}");
    }
    for url in
        ["HTTP://LOCALHOST", "http://LocalHost:80", "http://127.0.0.1:8080/v1", "http://[0:0:0:0:0:0:0:1]"]
    {
        assert!(build(url).is_ok(), "{url}");
    }
}

#[test]
fn plain_http_links_behind_a_tls_proxy_are_followed() {
    let (core, recorder) = recorded(|builder| builder);
    for link in ["http://api.example.com/v1/a?page=2", "https://api.example.com/v1/a?page=2", "/v1/a?page=2"]
    {
        wait(core.call(&KEY).follow(link).decode_text::<Untyped, ()>()).unwrap();
    }
    let seen = recorder.0.lock().unwrap();
    assert_eq!(*seen, ["https://api.example.com/v1/a?page=2 x-api-key=sesame"; 3]);
    for link in ["http://api.example.com:8080/", "http://api.example.com.evil.org/", "https://evil.org/"] {
        assert!(wait(core.call(&KEY).follow(link).decode_text::<Untyped, ()>()).is_err(), "{link}");
    }
}

// --- Tokens ---------------------------------------------------------------------------------------------------------

#[test]
fn a_function_gives_the_token() {
    let server = Scripted::answers(&[answer(200, "", ""), answer(200, "", "")]);
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let source = TokenFn::new(move || {
        let n = count.fetch_add(1, Ordering::Relaxed);
        async move { Ok::<_, std::io::Error>(Secret::from(format!("t{n}"))) }
    });
    let core = Builder::new(&server.url, SCHEMES).token_source("OAuth", source).build().unwrap();
    for token in ["t0", "t1"] {
        send(&core, &OAUTH).unwrap();
        assert!(server.requests.recv().unwrap().contains(&format!("authorization: Bearer {token}\r\n")));
    }
}

#[test]
fn a_failed_token_source_is_an_error() {
    let server = Scripted::answers(&[]);
    let source = TokenFn::new(|| async { Err::<Secret, _>(std::io::Error::other("the vault is shut")) });
    let core = Builder::new(&server.url, SCHEMES).token_source("OAuth", source).build().unwrap();
    let error = send(&core, &OAUTH).unwrap_err();
    assert_eq!(error.to_string(), "oauth: no token for OAuth: the vault is shut");
    assert!(matches!(error, Error::Auth(_)) && error.operation() == Some("oauth"));
    let unknown = Builder::new(&server.url, SCHEMES).credential("Nobody", "x").build().unwrap_err();
    assert_eq!(unknown.to_string(), "there is no security scheme \"Nobody\"");
}

fn token(text: &str, lifetime: u64) -> String {
    answer(
        200,
        "",
        &format!("{{\"access_token\":\"{text}\",\"token_type\":\"Bearer\",\"expires_in\":{lifetime}}}"),
    )
}

struct Both {
    api: Scripted,
    tokens: Scripted,
    clock: FakeClock,
    core: Core,
}

impl Both {
    fn new(api: &[String], tokens: &[String], with: fn(ClientCredentials) -> ClientCredentials) -> Self {
        let (api, tokens) = (Scripted::answers(api), Scripted::answers(tokens));
        Self::over(api, tokens, with, FakeClock::still())
    }

    fn over(
        api: Scripted,
        tokens: Scripted,
        with: fn(ClientCredentials) -> ClientCredentials,
        clock: FakeClock,
    ) -> Self {
        let credentials =
            ClientCredentials::new("my app", "open:sesame").token_url(format!("{}/token", tokens.url));
        let source = ClientCredentialsTokens::new(with(credentials), "https://elsewhere.example.com/token");
        let core = Builder::new(&api.url, SCHEMES).token_source("OAuth", source).clock(clock.clone());
        Self { api, tokens, clock, core: core.build().unwrap() }
    }

    fn sent(&self) -> Vec<String> {
        let bearer = |request: String| {
            let line = request.lines().find_map(|line| line.strip_prefix("authorization: Bearer "));
            line.unwrap_or("none").to_owned()
        };
        self.api.requests.try_iter().map(bearer).collect()
    }
}

fn fine(times: usize) -> Vec<String> {
    vec![answer(200, "", ""); times]
}

#[test]
fn client_credentials_are_exchanged_for_a_cached_token() {
    let both = Both::new(&fine(2), &[token("t1", 3600)], |credentials| {
        credentials.scope("read write").parameter("audience", "https://api/")
    });
    send(&both.core, &OAUTH).unwrap();
    send(&both.core, &OAUTH).unwrap();
    assert_eq!(both.sent(), ["t1", "t1"]);
    let request = both.tokens.requests.recv().unwrap();
    assert!(request.starts_with("POST /token HTTP/1.1\r\n"), "{request}");
    // base64 of `my%20app:open%3Asesame`, each half encoded first (RFC 6749, section 2.3.1)
    assert!(request.contains("authorization: Basic bXklMjBhcHA6b3BlbiUzQXNlc2FtZQ==\r\n"), "{request}");
    let body = "grant_type=client_credentials&scope=read%20write&audience=https%3A%2F%2Fapi%2F";
    assert!(request.ends_with(&format!("\r\n\r\n{body}")), "{request}");
}

#[test]
fn client_credentials_in_the_body() {
    let both = Both::new(&fine(1), &[token("t1", 3600)], ClientCredentials::in_body);
    send(&both.core, &OAUTH).unwrap();
    let request = both.tokens.requests.recv().unwrap();
    let body = "grant_type=client_credentials&client_id=my%20app&client_secret=open%3Asesame";
    assert!(request.ends_with(body) && !request.contains("authorization"), "{request}");
}

#[test]
fn a_token_is_refreshed_before_it_expires() {
    let both = Both::new(&fine(4), &[token("t1", 600), token("t2", 600)], |credentials| credentials);
    for seconds in [0, 530, 15, 10] {
        both.clock.pass(Duration::from_secs(seconds));
        send(&both.core, &OAUTH).unwrap();
    }
    // 600 s less the minute ahead: fresh at 530, not at 545.
    assert_eq!(both.sent(), ["t1", "t1", "t2", "t2"]);
}

#[test]
fn a_failed_refresh_keeps_the_last_token_until_it_expires() {
    let both = Both::new(&fine(2), &[token("t1", 600), answer(503, "", "")], |credentials| credentials);
    send(&both.core, &OAUTH).unwrap();
    both.clock.pass(Duration::from_secs(550));
    send(&both.core, &OAUTH).unwrap();
    assert_eq!(both.sent(), ["t1", "t1"]);
    both.clock.pass(Duration::from_secs(60));
    assert!(matches!(send(&both.core, &OAUTH), Err(Error::Auth(_))));
}

#[test]
fn a_rejected_token_is_not_reused() {
    let api = [answer(401, "", ""), answer(200, "", "")];
    let both = Both::new(&api, &[token("t1", 3600), token("t2", 3600)], |credentials| credentials);
    assert_eq!(send(&both.core, &OAUTH).unwrap_err().status(), Some(401));
    send(&both.core, &OAUTH).unwrap();
    assert_eq!(both.sent(), ["t1", "t2"]);
}

/// Many calls at once while the token endpoint follows a script.
fn at_once(tokens: Vec<Vec<Act>>, calls: usize) -> (Both, Vec<Result<String, Error>>) {
    let (api, tokens) = (Scripted::answers(&fine(calls)), Scripted::new(tokens));
    let both = Both::over(api, tokens, |credentials| credentials, FakeClock::still());
    let results = wait(async {
        let calls = (0..calls).map(|_| {
            let core = both.core.clone();
            tokio::spawn(async move { core.call(&OAUTH).decode_text::<Untyped, ()>().await })
        });
        let mut results = Vec::new();
        for call in calls.collect::<Vec<_>>() {
            results.push(call.await.unwrap());
        }
        results
    });
    (both, results)
}

#[test]
fn concurrent_callers_share_one_exchange() {
    let (both, results) = at_once(vec![vec![Act::Wait(150), Act::Send(token("t1", 3600))]], 8);
    assert!(results.iter().all(Result::is_ok), "{results:?}");
    assert_eq!((both.tokens.seen().len(), both.sent()), (1, vec!["t1".to_owned(); 8]));
}

#[test]
fn concurrent_callers_share_one_failure() {
    let refused =
        answer(401, "", "{\"error\":\"invalid_client\",\"error_description\":\"open:sesame is wrong\"}");
    let (both, results) = at_once(vec![vec![Act::Wait(150), Act::Send(refused)], vec![], vec![]], 8);
    let expected = "oauth: no token for OAuth: the token endpoint answered 401 Unauthorized without a token: \
         invalid_client: [redacted] is wrong";
    assert!(results.iter().all(|result| result.as_ref().unwrap_err().to_string() == expected), "{results:?}");
    assert_eq!(both.tokens.seen().len(), 1);
}

#[test]
fn token_endpoints_are_private() {
    let credentials = || ClientCredentials::new("a", "b");
    let build = |source| Builder::new("https://api.example.com", SCHEMES).token_source("OAuth", source);
    let plain = ClientCredentialsTokens::new(credentials(), "http://login.example.com/token");
    let error = send(&build(plain).transport(Recorder::default()).build().unwrap(), &OAUTH).unwrap_err();
    assert!(error.to_string().contains("plain http"), "{error}");
    let (recorder, relative) =
        (Recorder::default(), ClientCredentialsTokens::new(credentials(), "/oauth/token"));
    let error = send(&build(relative).transport(recorder.clone()).build().unwrap(), &OAUTH).unwrap_err();
    assert!(error.to_string().ends_with("answered 200 OK without a token"), "{error}");
    assert_eq!(*recorder.0.lock().unwrap(), ["https://api.example.com/oauth/token authorization=Basic YTpi"]);
}

// --- What must not show ---------------------------------------------------------------------------------------------

#[test]
fn nothing_shows_a_secret() {
    let both = Both::new(
        &[answer(500, "set-cookie: session=sesame\r\n", "")],
        &[token("sesame-token", 600)],
        |credentials| credentials,
    );
    let credentials = ClientCredentials::new("a", "open:sesame").parameter("assertion", "sesame");
    let mut seen = format!("{credentials:?}{:?}", both.core);
    let error = send(&both.core, &OAUTH).unwrap_err();
    let causes = std::iter::successors(Some(&error as &dyn std::error::Error), |error| error.source());
    seen += &causes.map(|error| format!("{error} {error:?} {error:#?}")).collect::<String>();
    let builder = Builder::new("https://a.b", SCHEMES).credential("Query", "sesame");
    seen += &format!("{builder:?}");
    seen += &format!("{:?}", builder.build().unwrap());
    assert!(!seen.contains("sesame"), "{seen}");
    assert!(seen.contains("set-cookie"), "{seen}");
}

#[test]
fn errors_are_small_and_send() {
    fn travels<T: std::error::Error + Send + Sync + 'static>() {}
    travels::<Error>();
    travels::<Error>();
    assert!(size_of::<Error>() <= 64, "{}", size_of::<Error>());
}
