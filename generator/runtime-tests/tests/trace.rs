//! The contents of spans, without secrets.
#![allow(missing_docs, clippy::unwrap_used, reason = "shapes and helpers of tests")]

mod support;

use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use support::fake_clock::FakeClock;
use support::scripted::Scripted;
use support::{answer, wait};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};
use truespec_runtime::runtime::auth::Scheme;
use truespec_runtime::runtime::client::Builder;
use truespec_runtime::runtime::error::Untyped;
use truespec_runtime::runtime::parameter::Param;
use truespec_runtime::runtime::request::Operation;

/// Writes down everything that is said by this project.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

struct Fields<'a>(&'a mut String);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.push_str(&format!(" {}={value:?}", field.name()));
    }
}

impl Log {
    fn say(&self, what: &str, visit: impl FnOnce(&mut Fields<'_>)) {
        let mut line = what.to_owned();
        visit(&mut Fields(&mut line));
        self.0.lock().unwrap().push(line);
    }
}

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("truespec_runtime")
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.say(span.metadata().name(), |fields| span.record(fields));
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, values: &Record<'_>) {
        self.say("span", |fields| values.record(fields));
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        self.say("event", |fields| event.record(fields));
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[test]
fn a_call_has_a_span_without_secrets() {
    const SCHEMES: &[Scheme] = &[Scheme::api_key_query("Key", "key")];
    const GET: Operation = Operation::new("get_tag", "GET", "/tags/{id}").security(&[&["Key"]]);
    let server =
        Scripted::answers(&[answer(503, "", "sesame"), answer(404, "set-cookie: a=sesame\r\n", "sesame")]);
    let builder = Builder::new(&server.url, SCHEMES).credential("Key", "sesame").retry(3);
    let core = builder.clock(FakeClock::throwing(0.0)).build().unwrap();
    let log = Log::default();
    tracing::subscriber::with_default(log.clone(), || {
        let call = core.call(&GET).path(&Param::path("id"), "sesame").decode_text::<Untyped, ()>();
        wait(call).unwrap_err();
    });
    let lines = log.0.lock().unwrap().clone();
    let url = format!("span url.full=\"{}/tags/[redacted]?key=[redacted]\"", server.url);
    let port = format!("span server.port={}", server.url.rsplit(':').next().unwrap());
    let expected = [
        "call otel.kind=\"client\" operation=\"get_tag\" http.request.method=\"GET\" url.template=\"/tags/{id}\"",
        "span otel.name=\"GET /tags/{id}\"",
        &url,
        "span server.address=\"127.0.0.1\"",
        &port,
        "event message=answered http.response.status_code=503 http.request.resend_count=0",
        &url,
        "span server.address=\"127.0.0.1\"",
        &port,
        "event message=answered http.response.status_code=404 http.request.resend_count=1",
        "span http.request.resend_count=1",
        "span http.response.status_code=404",
        "span error.type=\"404\"",
        "span otel.status_code=\"ERROR\"",
    ];
    assert_eq!(lines, expected);
}
