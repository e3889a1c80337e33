//! What differs by version of the server, and what only the wire shows.

use clients::dify::types::{
    CreateKnowledgeTagBody, DatasetPermission, DeleteKnowledgeTagBody, ErrorResponse, IndexingStatus,
    SegmentStatus, UnbindTag,
};
use clients::{Error, dify::Client};

use super::{NOTHING, base, document, failure, last, present, served};
use crate::support::dify::{Done, Manner};

/// Q9: all eight operations without content, in each of the three ways.
#[tokio::test]
async fn done_however_it_is_said() {
    for (done, status) in [(Done::NoContent, 204), (Done::Number, 200), (Done::Success, 200)] {
        let (mock, client) = served(Manner { done, ..Manner::default() });
        let id = base(&client, "Docs").await;
        let within = document(&mock, &client, id, "one").await;
        let chunk = client.chunks().list_segments(id, within).await.unwrap().data[0].id;
        let child = client.chunks().create_child(
            id,
            within,
            chunk,
            clients::dify::types::CreateChildChunkBody::new("c"),
        );
        let child = child.await.unwrap().data.id;
        let tag = client.tags().create_knowledge(CreateKnowledgeTagBody::new("t")).await.unwrap().id;
        let field = clients::dify::types::CreateMetadataFieldBody::new("string", "f");
        let field = client.metadata().create_field(id, field).await.unwrap().id;
        let bind = clients::dify::types::BindTagsToDatasetBody::new([tag], id);
        let calls = [
            client.tags().bind_to_dataset(bind),
            client.tags().unbind_from_dataset(UnbindTag::new(id).tag_id(tag)),
            client.tags().delete_knowledge(DeleteKnowledgeTagBody::new(tag)),
            client.metadata().delete_field(id, field),
            client.chunks().delete_child(id, within, chunk, child),
            client.chunks().delete_segment(id, within, chunk),
            client.documents().delete(id, within),
            client.knowledge_bases().delete_dataset(id),
        ];
        for call in calls {
            assert_eq!(call.with_response().await.unwrap().status(), status);
        }
        assert!(mock.state().bases.is_empty());
    }
}

/// Q6: older servers write whole seconds with a fraction.
#[tokio::test]
async fn times_of_an_old_server() {
    let (mock, client) = served(Manner { old: true, ..Manner::default() });
    let id = base(&client, "Docs").await;
    let within = document(&mock, &client, id, "one").await;
    assert_eq!(client.knowledge_bases().get_dataset_detail(id).await.unwrap().updated_at, 1_741_267_200);
    let chunk = client.chunks().list_segments(id, within).await.unwrap().data.remove(0);
    assert_eq!((chunk.created_at, chunk.indexing_at), (1_741_267_200, Some(1_741_267_200)));
}

/// Q33, Q21: values that nobody has heard of are kept, fields may come and go.
#[tokio::test]
async fn a_server_ahead_of_its_document() {
    let (mock, client) = served(Manner { ahead: true, ..Manner::default() });
    let id = base(&client, "Docs").await;
    let within = document(&mock, &client, id, "one").await;
    let seen = client.knowledge_bases().get_dataset_detail(id).await.unwrap();
    assert_eq!(seen.permission, DatasetPermission::Unknown("by_invitation".to_owned()));
    assert!(seen.tags.is_none() && seen.retrieval_model_dict.is_none());
    let seen = client.documents().list(id).await.unwrap().data.remove(0);
    assert_eq!(seen.indexing_status, Some(IndexingStatus::Unknown("dreaming".to_owned())));
    assert!(seen.created_at.is_none() && seen.position.is_none());
    let seen = client.chunks().list_segments(id, within).await.unwrap().data.remove(0);
    assert_eq!(seen.status, SegmentStatus::Unknown("re_segment".to_owned()));
}

/// Q3: 401 is listed nowhere.
#[tokio::test]
async fn a_wrong_key() {
    let (mock, _) = present();
    let client = Client::builder().bearer("wrong").base_url(mock.url()).build().unwrap();
    let answer = client.models().get_available("rerank").await;
    let Err(Error::Api(error)) = answer else { panic!("no failure") };
    assert_eq!((error.status(), error.body::<ErrorResponse>().unwrap().code.as_str()), (401, "unauthorized"));
    assert_eq!(error.headers()["www-authenticate"], r#"Bearer realm="api""#);
}

/// Q12: asked for more than 100, the server repeats the number and says that there is no more; the total is right.
#[tokio::test]
async fn has_more_is_wrong_and_the_total_is_right() {
    let (mock, client) = present();
    let id = base(&client, "Docs").await;
    let lines: Vec<String> = (0..120).map(|line| format!("line {line}")).collect();
    let within = document(&mock, &client, id, &lines.join("\n")).await;
    let page = client.chunks().list_segments(id, within).limit(500).await.unwrap();
    assert_eq!((page.data.len(), page.limit, page.has_more, page.total), (100, 500, false, 120));
    let page = client.chunks().list_segments(id, within).limit(60).page(2).await.unwrap();
    assert_eq!((page.data.len(), page.has_more, page.page * page.limit >= page.total), (60, true, true));
}

/// Q37: what is literal in a path comes before what is an id.
#[tokio::test]
async fn literal_paths_are_no_ids() {
    let (mock, client) = present();
    let id = base(&client, "Docs").await;
    assert_eq!(failure(client.documents().get_detail(id, NOTHING).await).0, 404);
    client.metadata().get_built_in_fields(id).await.unwrap();
    assert_eq!(last(&mock).line(), format!("GET /v1/datasets/{id}/metadata/built-in"));
}
