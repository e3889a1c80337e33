//! The code of a consumer, whole, as the README shows it: if this changes, every consumer has to.

mod support;

use std::error::Error as StdError;
use std::time::Duration;

use clients::dify::types::{ErrorResponse, UnbindTag};
use clients::nekt::types::{DetachTags, Tag};
use clients::{Error, dify, nekt};
use support::{Reply, Server};
use uuid::{Uuid, uuid};

const SOURCE: Uuid = uuid!("d2c1b472-902c-477a-b300-e7c3fd72609b");
const DATASET: Uuid = uuid!("0c4f1b57-6f7e-4b1c-9a53-30e3a5a1a3a5");
const TAG: Uuid = uuid!("6f2a9c4b-2a10-4e7f-9c54-d2a9b1d28b0e");

#[tokio::test]
async fn nekt_from_client_to_answer() -> Result<(), Box<dyn StdError>> {
    let server = Server::start([
        Reply::json(
            200,
            r#"[{"id":"6f2a9c4b-2a10-4e7f-9c54-d2a9b1d28b0e","name":"marketing",
                 "created_at":"2026-04-17T10:15:00.000000-03:00","updated_at":"2026-04-17T11:02:00.000000-03:00"}]"#,
        ),
        Reply::json(200, r#"{"count":0,"next":null,"previous":null,"results":[]}"#),
        Reply::new(200, &[("content-type", "application/json"), ("x-request-id", "r-1")], "[]"),
    ])?;
    let client = nekt::Client::builder()
        .api_key("key")
        .base_url(server.url())
        .timeout(Duration::from_secs(30))
        .build()?;

    let tags: Vec<Tag> = client.tags().detach(DetachTags::new(["marketing"]).sources([SOURCE])).await?;
    assert_eq!(tags.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>(), ["marketing"]);

    let destinations = client.destinations().list().expand(["tags"]).await?;
    assert_eq!(destinations.count, 0);

    let answer = client.tags().detach(DetachTags::new(["none"]).sources([SOURCE])).with_response().await?;
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["x-request-id"], "r-1");
    assert_eq!(answer.into_inner().len(), 0);
    Ok(())
}

#[tokio::test]
async fn dify_from_client_to_answer() -> Result<(), Box<dyn StdError>> {
    let server = Server::start([
        Reply::empty(204),
        Reply::json(409, r#"{"code":"dataset_in_use","message":"In use.","status":409}"#),
    ])?;
    let client = dify::Client::builder().bearer("key").base_url(format!("{}/v1", server.url())).build()?;

    client.tags().unbind_from_dataset(UnbindTag::new(DATASET).tag_id(TAG)).await?;

    match client.knowledge_bases().delete_dataset(DATASET).await {
        Err(Error::Api(error)) if error.status() == 409 => {
            assert_eq!(error.body().map(|body: ErrorResponse| body.code).as_deref(), Some("dataset_in_use"));
        }
        other => other?,
    }
    Ok(())
}

#[test]
fn a_key_is_all_that_a_client_needs() {
    nekt::Client::new("key");
}
