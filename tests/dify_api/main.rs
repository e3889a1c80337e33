//! Every operation of Dify's Knowledge API, called against a server that behaves as the real ones are known to.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, in its helpers too")]

#[path = "../support/mod.rs"]
mod support;

mod bases;
mod chunks;
mod documents;
mod manners;
mod metadata;
mod pages;
mod pipeline;
mod tags;
mod uploads;

use clients::Error;
use clients::dify::Client;
use clients::dify::types::{
    CreateDatasetBody, CreateDocumentFromTextBody, CreateDocumentFromTextBodyRequired, ErrorResponse,
    IndexingTechnique,
};
use support::Request;
use support::dify::{KEY, Manner, Mock};
use uuid::{Uuid, uuid};

/// An id that nothing has.
const NOTHING: Uuid = uuid!("0c4f1b57-6f7e-4b1c-9a53-30e3a5a1a3a5");

/// A server and a client of it.
fn served(manner: Manner) -> (Mock, Client) {
    let mock = Mock::start(manner).unwrap();
    let client = Client::builder().bearer(KEY).base_url(mock.url()).build().unwrap();
    (mock, client)
}

/// One of the present version.
fn present() -> (Mock, Client) {
    served(Manner::default())
}

/// A new knowledge base.
async fn base(client: &Client, name: &str) -> Uuid {
    let body = CreateDatasetBody::new(name).indexing_technique(IndexingTechnique::Economy);
    client.knowledge_bases().create_dataset(body).await.unwrap().id
}

/// A document of a text.
fn text_body(name: &str, text: &str) -> CreateDocumentFromTextBody {
    let (name, text) = (name.to_owned(), text.to_owned());
    CreateDocumentFromTextBody::new(CreateDocumentFromTextBodyRequired { name, text })
}

/// A new document, a chunk a line, indexed.
async fn document(mock: &Mock, client: &Client, base: Uuid, text: &str) -> Uuid {
    let body = text_body("guide.txt", text);
    let made = client.documents().create_from_text(base, body).await.unwrap();
    indexed(mock);
    made.document.id
}

/// Indexes every document at once.
fn indexed(mock: &Mock) {
    for base in &mut mock.state().bases {
        base.documents.iter_mut().for_each(|document| document.stage = support::dify::STAGES.len() - 1);
    }
}

/// The last request.
fn last(mock: &Mock) -> Request {
    mock.server.requests().pop().unwrap()
}

/// Status and code of a failure, which has to have the envelope.
fn failure<T>(answer: Result<T, Error>) -> (u16, String) {
    let Err(Error::Api(error)) = answer else { panic!("no failure of the server") };
    let body: ErrorResponse = error.body().unwrap();
    assert_eq!(body.status, i64::from(error.status()));
    (error.status(), body.code)
}

/// What `failure` gives for something that is not there.
fn not_found() -> (u16, String) {
    (404, "not_found".to_owned())
}
