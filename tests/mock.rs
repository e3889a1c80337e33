//! The server that a caller tests with: typed expectations of Nekt's and Dify's operations, and what is said when a call
//! is not as expected.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use clients::dify::types::ErrorResponse;
use clients::nekt::mock::Server;
use clients::nekt::types::{AttachTags, DetachTags};
use clients::{Error, dify};
use serde_json::json;
use uuid::{Uuid, uuid};

const ID: Uuid = uuid!("6f2a9c4b-2a10-4e7f-9c54-d2a9b1d28b0e");

#[tokio::test]
async fn what_is_expected_is_answered() {
    let server = Server::start().unwrap();
    let client = server.client().unwrap();
    let time = "2026-04-17T10:15:00-03:00";
    server
        .expect()
        .tags()
        .attach()
        .query("expand[]", "x")
        .body(&AttachTags::new(["a"]).tables([ID]))
        .reply_json(
            200,
            &json!([{"id": ID.to_string(), "name": "a", "created_at": time, "updated_at": time}]),
        );
    let tags = client.tags().attach(AttachTags::new(["a"]).tables([ID])).expand(["x"]).await.unwrap();
    assert_eq!(tags.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>(), ["a"]);
    // What was received once can be the answer another time.
    server.expect().tags().detach().reply(200, &tags);
    assert_eq!(client.tags().detach(DetachTags::new(["a"])).await.unwrap(), tags);
    server.verify().unwrap();
}

#[tokio::test]
async fn documented_errors_are_typed() {
    let server = dify::mock::Server::start().unwrap();
    let client = server.client().unwrap();
    let body = json!({"code": "dataset_in_use", "message": "In use.", "status": 409});
    server.expect().knowledge_bases().delete_dataset().path("dataset_id", ID).reply_error_json(409, &body);
    let Err(Error::Api(error)) = client.knowledge_bases().delete_dataset(ID).await else { unreachable!() };
    assert_eq!(error.body().map(|body: ErrorResponse| body.code).as_deref(), Some("dataset_in_use"));
    server.expect().knowledge_bases().delete_dataset().reply_empty(204);
    client.knowledge_bases().delete_dataset(ID).await.unwrap();
}

#[tokio::test]
async fn a_wrong_body_is_told_with_what_differs() {
    let server = Server::start().unwrap();
    let client = server.client().unwrap();
    server.expect().tags().detach().body(&DetachTags::new(["a"]).sources([ID])).reply(200, &vec![]);
    let error = client.tags().detach(DetachTags::new(["b"])).await.unwrap_err();
    assert_eq!(error.status(), Some(501));
    let said = server.verify().unwrap_err().to_string();
    assert!(
        said.contains("unexpected call POST /api/v1/tags/detach/\n  tags_detach_create: the body differs"),
        "{said}"
    );
    assert!(said.contains("/names/0: expected \"a\", sent \"b\""), "{said}");
    assert!(said.contains(&format!("/sources: expected [\"{ID}\"], sent nothing")), "{said}");
    assert!(said.contains("was called 0 times, expected 1"), "{said}");
}

#[tokio::test]
#[should_panic(
    expected = "unexpected call GET /api/v1/destinations/\n  tags_attach_create: expected POST /api/v1/tags/attach/"
)]
async fn an_unexpected_call_fails_the_test() {
    let server = Server::start().unwrap();
    server.expect().tags().attach().reply(200, &vec![]);
    drop(server.client().unwrap().destinations().list().await);
}
