//! Tags.

use clients::dify::types::{
    BindTagsToDatasetBody, CreateKnowledgeTagBody, CreateKnowledgeTagResponseBindingCount,
    DeleteKnowledgeTagBody, GetKnowledgeTagsResponseBindingCount, UnbindTag, UpdateKnowledgeTagBody,
};

use super::{NOTHING, base, failure, last, not_found, present, served};
use crate::support::dify::Manner;

#[tokio::test]
async fn create_list_rename_and_delete() {
    let (mock, client) = present();
    let tag = client.tags().create_knowledge(CreateKnowledgeTagBody::new("t")).await.unwrap();
    assert_eq!(tag.binding_count, Some(CreateKnowledgeTagResponseBindingCount::Text("0".to_owned())));
    let again = client.tags().create_knowledge(CreateKnowledgeTagBody::new("t")).await;
    assert_eq!(failure(again), (400, "invalid_param".to_owned()));
    let renamed = client.tags().update_knowledge(UpdateKnowledgeTagBody::new(tag.id, "u")).await.unwrap();
    assert_eq!(last(&mock).line(), "PATCH /v1/datasets/tags");
    assert_eq!(renamed.name, "u");
    // Q32: a bare list.
    let all = client.tags().list_knowledge().await.unwrap();
    assert_eq!(all.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>(), ["u"]);
    // Q19: a DELETE with a body, and with its media type.
    client.tags().delete_knowledge(DeleteKnowledgeTagBody::new(tag.id)).await.unwrap();
    let request = last(&mock);
    assert_eq!(request.line(), "DELETE /v1/datasets/tags");
    assert_eq!(request.header("content-type"), ["application/json"]);
    assert_eq!(request.text(), format!(r#"{{"tag_id":"{}"}}"#, tag.id));
    assert_eq!(
        failure(client.tags().delete_knowledge(DeleteKnowledgeTagBody::new(tag.id)).await),
        not_found()
    );
}

#[tokio::test]
async fn bind_and_unbind() {
    let (mock, client) = present();
    let id = base(&client, "Docs").await;
    let tag = client.tags().create_knowledge(CreateKnowledgeTagBody::new("t")).await.unwrap().id;
    client.tags().bind_to_dataset(BindTagsToDatasetBody::new([tag, NOTHING], id)).await.unwrap();
    assert_eq!(last(&mock).text(), format!(r#"{{"tag_ids":["{tag}","{NOTHING}"],"target_id":"{id}"}}"#));
    let bound = client.tags().query_for_dataset(id).await.unwrap();
    assert_eq!((bound.total, bound.data[0].id, bound.data[0].name.as_str()), (1, tag, "t"));
    client.tags().unbind_from_dataset(UnbindTag::new(id).tag_ids([tag])).await.unwrap();
    assert_eq!(client.tags().query_for_dataset(id).await.unwrap().total, 0);
    let missing = client.tags().bind_to_dataset(BindTagsToDatasetBody::new([tag], NOTHING)).await;
    assert_eq!(failure(missing), not_found());
}

/// Q8: both keys reach a server of any version; one of them does not.
#[tokio::test]
async fn unbind_on_servers_of_both_kinds() {
    for old in [false, true] {
        let (_mock, client) = served(Manner { old, ..Manner::default() });
        let id = base(&client, "Docs").await;
        let tag = client.tags().create_knowledge(CreateKnowledgeTagBody::new("t")).await.unwrap().id;
        client.tags().bind_to_dataset(BindTagsToDatasetBody::new([tag], id)).await.unwrap();
        let list = client.tags().unbind_from_dataset(UnbindTag::new(id).tag_ids([tag])).await;
        assert_eq!(list.is_err(), old);
        client.tags().unbind_from_dataset(UnbindTag::new(id).tag_id(tag).tag_ids([tag])).await.unwrap();
        assert_eq!(client.tags().query_for_dataset(id).await.unwrap().total, 0);
    }
}

/// Q14: the count was an integer.
#[tokio::test]
async fn counts_of_an_old_server() {
    let (_mock, client) = served(Manner { old: true, ..Manner::default() });
    client.tags().create_knowledge(CreateKnowledgeTagBody::new("t")).await.unwrap();
    let all = client.tags().list_knowledge().await.unwrap();
    assert_eq!(all[0].binding_count, Some(GetKnowledgeTagsResponseBindingCount::Integer(0)));
}
