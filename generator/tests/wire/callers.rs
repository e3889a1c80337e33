//! Errors in the caller's hands, retries of a `POST`, credentials of a client and of a call, requests beyond the document.

use std::fmt;

use crate::support::{Answer, Server};
use wire::Error;
use wire::callers::Client;
use wire::callers::things::{GetAError, GetBError};
use wire::callers::types::{Problem, Thing};

fn client(server: &Server) -> Client {
    Client::builder().base_url(server.url()).bearer("t-1").build().unwrap()
}

fn json(status: u16, body: &str) -> Answer {
    Answer::of("application/json", body).status(status)
}

/// A caller's own error, as `thiserror` derives it.
#[derive(Debug)]
enum Own {
    Api(Error),
}

impl From<Error> for Own {
    fn from(error: Error) -> Self {
        Self::Api(error)
    }
}

impl fmt::Display for Own {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Api(error) = self;
        error.fmt(f)
    }
}

fn both(client: &Client) -> Result<(), Own> {
    client.things().get_a().send_blocking()?;
    client.things().get_b().send_blocking()?;
    Ok(())
}

#[test]
fn operations_have_one_error_and_typed_bodies() {
    let gone = json(404, r#"{"message":"gone"}"#);
    let wrong = json(422, r#"{"fields":["a"]}"#);
    let server = Server::start([json(200, "[]"), gone, wrong]);
    let Own::Api(error) = both(&client(&server)).unwrap_err();
    assert_eq!(error.to_string(), "getB: 404 Not Found: gone");
    match error.body::<GetBError>() {
        Some(GetBError::NotFound(problem)) => assert_eq!(problem.message, "gone"),
        other => unreachable!("{other:?}"),
    }
    // Any documented body can be asked for by its own type.
    assert_eq!(error.body::<Problem>().map(|problem| problem.message).as_deref(), Some("gone"));
    let error = client(&server).things().get_a().send_blocking().unwrap_err();
    let Some(GetAError::UnprocessableContent(invalid)) = error.body() else { unreachable!("{error}") };
    assert_eq!(invalid.fields, ["a"]);
}

#[test]
fn a_post_that_is_asked_to_wait_is_sent_again() {
    let busy = || Answer::new(429).header("retry-after", "0");
    let server = Server::start([busy(), json(201, "{}"), Answer::new(500), json(201, "{}"), Answer::new(500)]);
    let client = client(&server);
    let post = || client.things().make(Thing::new().a("x")).retry(1);
    post().send_blocking().unwrap();
    post().idempotency_key("k-1").send_blocking().unwrap();
    let error = post().send_blocking().unwrap_err();
    assert!(error.status() == Some(500) && !error.is_retryable());
    let keys: Vec<Option<String>> =
        (0..5).map(|_| server.request().header("idempotency-key").map(str::to_owned)).collect();
    let key = || Some("k-1".to_owned());
    assert_eq!(keys, [None, None, key(), key(), None]);
}

#[test]
fn credentials_are_sent_or_refused() {
    let server = Server::start([json(200, "[]"), json(200, "[]"), json(200, "[]")]);
    let client = client(&server);
    client.things().get_a().send_blocking().unwrap();
    client.things().get_a().bearer("t-2").send_blocking().unwrap();
    client.request("GET", "/preview").query("n", 1).send_blocking().unwrap();
    let sent = server.request();
    assert_eq!(sent.header("authorization"), Some("Bearer t-1"));
    assert_eq!(sent.header("user-agent"), Some("wire/0.1.0 truespec"));
    assert_eq!(server.request().header("authorization"), Some("Bearer t-2"));
    let other = server.request();
    assert_eq!((other.line(), other.header("authorization")), ("GET /preview?n=1", Some("Bearer t-1")));
    let unset = Client::builder().base_url(server.url()).build().unwrap();
    let error = unset.things().get_a().send_blocking().unwrap_err();
    let missing = "getA: no credential for Token: set it on the client's builder, or for one call with `credential_for`";
    assert_eq!(error.to_string(), missing);
    let unused = Client::builder().base_url(server.url()).api_key("k").build().unwrap_err();
    assert!(unused.to_string().starts_with("the credential for Unused would never be sent"), "{unused}");
    let variables = Client::builder().base_url(server.url()).from_env().build().unwrap_err();
    assert_eq!(variables.to_string(), "the environment variable CALLERS_TOKEN is not set");
}
