//! Create, add, query, get, update, delete and the errors of a vector database, through the emitted client.
//! The server's address is the one argument.

use std::collections::BTreeMap;
use std::error::Error;

use chroma_client::Client;
use chroma_client::types::{
    AddCollectionRecordsPayload, Collection, CreateCollectionPayload, DeleteCollectionRecordsPayload,
    EmbeddingsPayload, ErrorResponse, GetRequestPayload, HashMap, HashMapItem, Include, QueryRequestPayload,
    UpdateCollectionRecordsPayload, UpdateEmbeddingsPayload,
};
use serde_json::json;

const TENANT: &str = "default_tenant";
const DATABASE: &str = "default_database";

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let url = std::env::args().nth(1).ok_or("the server's address is missing")?;
    // The server asks for no key; the document says that every operation needs one.
    let client = Client::builder().base_url(url).api_key("none").build()?;
    assert!(client.system().heartbeat().await?.nanosecond_heartbeat > 0);

    let collection = create(&client).await?;
    let id = collection.id.to_string();
    add(&client, &id).await?;
    query(&client, &id).await?;
    update(&client, &id).await?;
    get(&client, &id).await?;
    delete(&client, &id).await?;
    errors(&client, &id).await?;
    println!("chroma: created, added, queried, updated, read, deleted, refused: as documented");
    Ok(())
}

/// Metadata of every kind that the document allows.
fn metadata() -> HashMap {
    BTreeMap::from([
        ("flag".to_owned(), HashMapItem::Flag(true)),
        ("whole".to_owned(), HashMapItem::Integer(7)),
        ("fraction".to_owned(), HashMapItem::Number(0.5)),
        ("text".to_owned(), HashMapItem::Text("ä/ö \"quoted\"".to_owned())),
    ])
}

async fn create(client: &Client) -> Outcome<Collection> {
    let body = CreateCollectionPayload::new("truespec").metadata(metadata()).get_or_create(false);
    let collection = client.collection().create(TENANT, DATABASE, body).await?;
    assert_eq!((collection.name.as_str(), collection.tenant.as_str()), ("truespec", TENANT));
    assert_eq!(collection.metadata.as_ref(), Some(&metadata()));
    let listed = client.collection().list(TENANT, DATABASE).limit(10).await?;
    assert_eq!(listed.iter().map(|listed| listed.id).collect::<Vec<_>>(), [collection.id]);
    Ok(collection)
}

async fn add(client: &Client, id: &str) -> Outcome {
    let embeddings = vec![vec![1.0, 0.0, 0.0], vec![0.0, 1.0, 0.0], vec![0.0, 0.0, 1.0]];
    let body =
        AddCollectionRecordsPayload::new(["a", "b", "c"], EmbeddingsPayload::NumberListList(embeddings))
            .documents([Some("first".to_owned()), None, Some("third".to_owned())])
            .metadatas([Some(metadata()), None, Some(metadata())]);
    let added = client.record().collection_add(TENANT, DATABASE, id, body).with_response().await?;
    assert_eq!(added.status(), 201);
    assert_eq!(client.record().collection_count(TENANT, DATABASE, id).await?, 3);
    Ok(())
}

async fn query(client: &Client, id: &str) -> Outcome {
    let body = QueryRequestPayload::new([vec![1.0, 0.1, 0.0]]).n_results(2).include([
        Include::Documents,
        Include::Distances,
        Include::Metadatas,
    ]);
    let found = client.record().collection_query(TENANT, DATABASE, id, body).await?;
    assert_eq!(found.ids, [["a", "b"]]);
    assert_eq!(found.documents, Some(vec![vec![Some("first".to_owned()), None]]));
    assert_eq!(found.metadatas, Some(vec![vec![Some(metadata()), None]]));
    let distances = found.distances.ok_or("no distances")?;
    assert!(distances[0][0] < distances[0][1], "{distances:?}");
    Ok(())
}

async fn update(client: &Client, id: &str) -> Outcome {
    let moved = UpdateEmbeddingsPayload::NumberListList(vec![Some(vec![0.5, 0.5, 0.0])]);
    let body =
        UpdateCollectionRecordsPayload::new(["b"]).embeddings(moved).documents([Some("second".to_owned())]);
    client.record().collection_update(TENANT, DATABASE, id, body).await?;
    Ok(())
}

async fn get(client: &Client, id: &str) -> Outcome {
    let body = GetRequestPayload::default().ids(["b"]).include([Include::Embeddings, Include::Documents]);
    let got = client.record().collection_get(TENANT, DATABASE, id, body).await?;
    assert_eq!(got.ids, ["b"]);
    assert_eq!(got.documents, Some(vec![Some("second".to_owned())]));
    assert_eq!(got.embeddings, Some(vec![vec![0.5, 0.5, 0.0]]));
    let body =
        GetRequestPayload::default().r#where(json!({"whole": {"$gt": 6}})).include([Include::Documents]);
    let got = client.record().collection_get(TENANT, DATABASE, id, body).await?;
    assert_eq!(got.ids, ["a", "c"]);
    Ok(())
}

async fn delete(client: &Client, id: &str) -> Outcome {
    let body = DeleteCollectionRecordsPayload::default().ids(["a"]);
    client.record().collection_delete(TENANT, DATABASE, id, body).await?;
    assert_eq!(client.record().collection_count(TENANT, DATABASE, id).await?, 2);
    Ok(())
}

/// A name that is taken, a collection that is gone, a vector of another length: each by status and with its typed body.
async fn errors(client: &Client, id: &str) -> Outcome {
    let again = CreateCollectionPayload::new("truespec");
    let refused = client.collection().create(TENANT, DATABASE, again).await;
    let error = refused.expect_err("the name is taken");
    assert_eq!(error.status(), Some(409), "{error}");
    assert!(
        error.body().is_some_and(|body: ErrorResponse| body.message.contains("already exists"))
    );

    let short = QueryRequestPayload::new([vec![1.0]]);
    let error =
        client.record().collection_query(TENANT, DATABASE, id, short).await.expect_err("one of three");
    assert_eq!(error.status(), Some(400), "{error}");

    client.collection().delete(TENANT, DATABASE, "truespec").await?;
    let error =
        client.collection().get(TENANT, DATABASE, "truespec").await.expect_err("it is gone");
    assert_eq!(error.status(), Some(404), "{error}");
    let body: ErrorResponse = error.body().ok_or("no typed body")?;
    assert_eq!(body.error, "NotFoundError");
    Ok(())
}
