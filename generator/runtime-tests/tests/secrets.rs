//! No credential is shown in anything that a program may log, however it is sent and whatever fails. (Traces are in
//! `trace.rs`, OAuth tokens in `auth.rs`.)
#![allow(missing_docs, clippy::unwrap_used, reason = "shapes and helpers of tests")]

mod support;

use std::sync::{Arc, Mutex};
use std::time::Duration;
use support::scripted::{Act, Scripted};
use support::{answer, wait};
use truespec_runtime::runtime::auth::Scheme;
use truespec_runtime::runtime::client::{Builder, Core};
use truespec_runtime::runtime::error::{Error, Untyped};
use truespec_runtime::runtime::request::{Call, Operation};
use truespec_runtime::runtime::secret::Secret;

const SCHEMES: &[Scheme] = &[
    Scheme::api_key_header("Header", "x-api-key"),
    Scheme::api_key_query("Query", "key"),
    Scheme::api_key_cookie("Cookie", "sid"),
    Scheme::bearer("Bearer"),
    Scheme::basic("Basic"),
];
const KEYS: Operation =
    Operation::new("keys", "GET", "/a").security(&[&["Header", "Query", "Cookie", "Bearer"]]);
const BASIC: Operation = Operation::new("basic", "GET", "/a").security(&[&["Basic"]]);

/// The secret, and what it becomes in `Authorization: Basic`.
const SHOWN: [&str; 2] = ["sesame", "dTpzZXNhbWU="];

/// Everything that hooks saw, as a program would log it.
type Log = Arc<Mutex<String>>;

fn client(url: &str) -> (Core, Log) {
    let log = Log::default();
    let (before, after) = (log.clone(), log.clone());
    let builder = Builder::new(url, SCHEMES)
        .credential("Header", "sesame")
        .credential("Query", "sesame")
        .credential("Cookie", "sesame")
        .credential("Bearer", "sesame")
        .basic("Basic", "u", "sesame")
        .before_send(move |sending| before.lock().unwrap().push_str(&format!("{sending:?}{sending:#?}")))
        .after_send(move |sent| after.lock().unwrap().push_str(&format!("{sent:?}{sent:#?}")));
    log.lock().unwrap().push_str(&format!("{builder:?}"));
    let core = builder.build().unwrap();
    log.lock().unwrap().push_str(&format!("{core:?}"));
    (core, log)
}

fn call(core: &Core, op: &'static Operation) -> Call<i64, Untyped> {
    core.call(op).decode_json::<i64, Untyped, ()>().read_timeout(Duration::from_secs(2))
}

/// An error with everything beneath it.
fn said(error: &Error) -> String {
    let causes = std::iter::successors(Some(error as &dyn std::error::Error), |error| error.source());
    causes.map(|error| format!("{error} {error:?} {error:#?}\n")).collect()
}

fn shows(text: &str) -> bool {
    SHOWN.iter().any(|secret| text.contains(secret))
}

#[test]
fn no_error_shows_a_credential() {
    let broken = "HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n4";
    let scripts: [(&str, Vec<Act>); 6] = [
        ("cut", vec![Act::Send(broken.to_owned())]),
        ("nothing", vec![]),
        ("no HTTP", vec![Act::Send("sesam\r\n\r\n".to_owned())]),
        ("silence", vec![Act::Wait(4000)]),
        ("no number", vec![Act::Send(answer(200, "", "\"x\""))]),
        ("failure", vec![Act::Send(answer(500, "", "down"))]),
    ];
    for (name, script) in scripts {
        for op in [&KEYS, &BASIC] {
            let server = Scripted::new(vec![script.clone()]);
            let (core, log) = client(&server.url);
            let call = call(&core, op);
            let mut seen = format!("{call:?}");
            seen += &said(&wait(call).unwrap_err());
            seen += &log.lock().unwrap();
            assert!(!shows(&seen), "{name}, {}: {seen}", op.id);
            // It was sent all the same: otherwise this would test nothing.
            let request = server.requests.recv_timeout(Duration::from_secs(5)).unwrap();
            assert!(shows(&request), "{name}, {}: {request}", op.id);
            assert!(seen.contains("Sending") && seen.contains("Sent"), "{seen}");
        }
    }
}

#[test]
fn errors_before_sending_show_no_credential() {
    // Nobody listens there any more.
    let gone = Scripted::new(Vec::new()).url;
    let (core, log) = client(&gone);
    for op in [&KEYS, &BASIC] {
        let link =
            core.call(op).follow("https://elsewhere.example.com/?key=x").decode_json::<i64, Untyped, ()>();
        let seen = said(&wait(call(&core, op)).unwrap_err()) + &said(&wait(link).unwrap_err());
        assert!(!shows(&seen), "{seen}");
    }
    assert!(!shows(&log.lock().unwrap()));
    let broken = Builder::new("https://a.example", SCHEMES).credential("Header", "sesame\n").build();
    let seen = format!("{:?}", broken.map(|_| ()).unwrap_err());
    assert!(!shows(&seen) && seen.contains("Header"), "{seen}");
}

#[test]
fn secrets_are_overwritten_on_drop() {
    fn overwritten<T: zeroize::ZeroizeOnDrop>() {}
    overwritten::<Secret>();
    let secret = Secret::from("sesame");
    assert_eq!((format!("{secret:?}"), secret.expose()), ("[redacted]".to_owned(), "sesame"));
}
