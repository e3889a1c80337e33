//! Knowledge bases.

use clients::dify::types::{
    CreateDatasetBody, DatasetPermission, DatasetProvider, IndexingTechnique, RetrieveSegmentsBody,
    UpdateDatasetBody, UpdateDatasetBodyPartialMemberList,
};

use super::{NOTHING, base, document, failure, last, not_found, present};

#[tokio::test]
async fn create_get_and_change() {
    let (mock, client) = present();
    let body = CreateDatasetBody::new("Docs").description("d").permission(DatasetPermission::AllTeamMembers);
    let made = client.knowledge_bases().create_dataset(body).await.unwrap();
    assert_eq!(last(&mock).text(), r#"{"name":"Docs","description":"d","permission":"all_team_members"}"#);
    assert_eq!((made.name.as_str(), made.description.as_deref()), ("Docs", Some("d")));
    assert_eq!(made.permission, DatasetPermission::AllTeamMembers);
    assert_eq!(made.provider, DatasetProvider::Vendor);
    assert_eq!(made.indexing_technique, None);
    assert_eq!(made.created_at, 1_741_267_200);
    // Q5: what is null, and what is an object of nulls.
    assert_eq!(made.data_source_type, None);
    assert_eq!(made.external_knowledge_info.unwrap().external_knowledge_id, None);
    assert_eq!(made.retrieval_model_dict.unwrap().score_threshold, None);
    assert_eq!(made.partial_member_list, None);

    let seen = client.knowledge_bases().get_dataset_detail(made.id).await.unwrap();
    assert_eq!(seen.id, made.id);
    assert_eq!(seen.partial_member_list, None);

    // Q31: asked for as objects, answered as ids.
    let body = UpdateDatasetBody::new()
        .permission(DatasetPermission::PartialMembers)
        .partial_member_list([UpdateDatasetBodyPartialMemberList::new().user_id("u-1")]);
    let changed = client.knowledge_bases().update_dataset(made.id, body).await.unwrap();
    let sent = r#"{"partial_member_list":[{"user_id":"u-1"}],"permission":"partial_members"}"#;
    assert_eq!(last(&mock).line(), format!("PATCH /v1/datasets/{}", made.id));
    assert_eq!(last(&mock).text(), sent);
    assert_eq!(changed.partial_member_list, Some(vec!["u-1".to_owned()]));
    assert_eq!(changed.name, "Docs");
}

#[tokio::test]
async fn what_create_refuses() {
    let (_mock, client) = present();
    base(&client, "Docs").await;
    let again = client.knowledge_bases().create_dataset(CreateDatasetBody::new("Docs")).await;
    assert_eq!(failure(again), (409, "dataset_name_duplicate".to_owned()));
    let long = client.knowledge_bases().create_dataset(CreateDatasetBody::new("x".repeat(41))).await;
    assert_eq!(failure(long), (400, "invalid_param".to_owned()));
}

/// Q26: ids are repeated; a list with commas would be one id that nothing has.
#[tokio::test]
async fn list_by_keyword_and_by_tags() {
    let (mock, client) = present();
    for name in ["a1", "a2", "b"] {
        base(&client, name).await;
    }
    for (at, tag) in [(0, "t-1"), (2, "t-2")] {
        mock.state().bases[at].tags.push(tag.to_owned());
    }
    let page = client.knowledge_bases().list_datasets().keyword("a").limit(1).page(2).await.unwrap();
    assert_eq!(last(&mock).line(), "GET /v1/datasets?keyword=a&limit=1&page=2");
    assert_eq!((page.total, page.page, page.limit, page.has_more), (2, 2, 1, false));
    assert_eq!(page.data[0].name, "a2");
    let page =
        client.knowledge_bases().list_datasets().tag_ids(["t-1", "t-2"]).include_all(true).await.unwrap();
    assert_eq!(last(&mock).line(), "GET /v1/datasets?tag_ids=t-1&tag_ids=t-2&include_all=true");
    assert_eq!(page.data.iter().map(|base| base.name.as_str()).collect::<Vec<_>>(), ["a1", "b"]);
}

#[tokio::test]
async fn delete_and_why_not() {
    let (mock, client) = present();
    let id = base(&client, "Docs").await;
    mock.state().bases[0].apps = 1;
    let answer = client.knowledge_bases().delete_dataset(id).await;
    assert_eq!(failure(answer), (409, "dataset_in_use".to_owned()));
    mock.state().bases[0].apps = 0;
    document(&mock, &client, id, "text").await;
    mock.state().bases[0].documents[0].stage = 2;
    let answer = client.knowledge_bases().delete_dataset(id).await;
    assert_eq!(failure(answer), (409, "dataset_indexing_in_progress".to_owned()));
    mock.state().bases[0].documents.clear();
    client.knowledge_bases().delete_dataset(id).await.unwrap();
    assert_eq!(failure(client.knowledge_bases().delete_dataset(id).await), not_found());
    assert_eq!(failure(client.knowledge_bases().get_dataset_detail(NOTHING).await), not_found());
}

#[tokio::test]
async fn retrieve_chunks() {
    let (mock, client) = present();
    let id = base(&client, "Docs").await;
    let within = document(&mock, &client, id, "one whale\ntwo fish").await;
    let body = RetrieveSegmentsBody::new("whale");
    let found = client.knowledge_bases().retrieve_segments(id, body).await.unwrap();
    assert_eq!(last(&mock).text(), r#"{"query":"whale"}"#);
    assert_eq!(found.query.content.as_deref(), Some("whale"));
    let [record] = found.records.as_slice() else { panic!("{found:?}") };
    let segment = record.segment.as_ref().unwrap();
    assert_eq!(segment.document_id, Some(within));
    assert_eq!(segment.content.as_deref(), Some("one whale"));
    assert_eq!((record.score, record.content.as_deref()), (None, None));
    let answer =
        client.knowledge_bases().retrieve_segments(id, RetrieveSegmentsBody::new("x".repeat(251))).await;
    assert_eq!(failure(answer), (400, "invalid_param".to_owned()));
}

/// Q15: what an external service finds has no chunk.
#[tokio::test]
async fn retrieve_from_an_external_base() {
    let (_mock, client) = present();
    let body = CreateDatasetBody::new("Elsewhere").provider(DatasetProvider::External);
    let id = client.knowledge_bases().create_dataset(body).await.unwrap().id;
    let found = client.knowledge_bases().retrieve_segments(id, RetrieveSegmentsBody::new("q")).await.unwrap();
    let [record] = found.records.as_slice() else { panic!("{found:?}") };
    assert!(record.segment.is_none());
    assert_eq!(record.title.as_deref(), Some("elsewhere.md"));
    assert_eq!((record.content.as_deref(), record.score), (Some("q"), Some(0.5)));
    assert_eq!(record.metadata.as_ref().unwrap()["page"], 3);
}

/// Q25: what is sent and what is answered are two shapes, and stay two.
#[tokio::test]
async fn retrieval_settings_are_two_types() {
    use clients::dify::types::{
        DatasetRetrievalModelDict, RetrievalModel, RetrievalModelRequired, SearchMethod,
    };
    let (mock, client) = present();
    let settings = RetrievalModel::new(RetrievalModelRequired {
        search_method: SearchMethod::HybridSearch,
        reranking_enable: false,
        top_k: 3,
        score_threshold_enabled: true,
    });
    let settings = settings.score_threshold(0.5);
    let body = CreateDatasetBody::new("Docs")
        .indexing_technique(IndexingTechnique::HighQuality)
        .retrieval_model(settings);
    let made = client.knowledge_bases().create_dataset(body).await.unwrap();
    let sent = r#""retrieval_model":{"search_method":"hybrid_search","reranking_enable":false,"top_k":3,"score_threshold_enabled":true,"score_threshold":0.5}"#;
    assert!(last(&mock).text().contains(sent), "{}", last(&mock).text());
    let answered: DatasetRetrievalModelDict = made.retrieval_model_dict.unwrap();
    assert_eq!(answered.search_method, Some(SearchMethod::SemanticSearch));
}
