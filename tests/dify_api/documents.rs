//! Documents.

use clients::dify::types::{
    BatchUpdateDocumentStatusAction, BatchUpdateDocumentStatusBody, CreateDatasetBody, DataSourceType,
    DisplayStatus, DownloadDocumentsZipBody, GetDocumentDetailMetadata, IndexingStatus, IndexingTechnique,
    ListDocumentsStatus, ProcessRule, ProcessRuleMode, ProcessRuleRules, ProcessRuleRulesParentMode,
    Segmentation, UpdateDocumentByTextBody,
};

use super::{NOTHING, base, document, failure, indexed, last, not_found, present, text_body};

#[tokio::test]
async fn create_from_text_and_follow() {
    let (mock, client) = present();
    let made = client.knowledge_bases().create_dataset(CreateDatasetBody::new("Docs")).await.unwrap();
    let body = text_body("a.txt", "one\ntwo");
    let answer = client.documents().create_from_text(made.id, body.clone()).await;
    assert_eq!(failure(answer), (400, "invalid_param".to_owned())); // the first has to name a technique

    let body = body.indexing_technique(IndexingTechnique::HighQuality);
    let made_document = client.documents().create_from_text(made.id, body).await.unwrap();
    assert_eq!(last(&mock).line(), format!("POST /v1/datasets/{}/document/create-by-text", made.id));
    assert_eq!(
        last(&mock).text(),
        r#"{"name":"a.txt","text":"one\ntwo","indexing_technique":"high_quality"}"#
    );
    assert_eq!(made_document.document.data_source_type, Some(DataSourceType::UploadFile));
    assert_eq!(made_document.document.tokens, None);

    let mut stages = Vec::new();
    loop {
        let progress = client.documents().get_indexing_status(made.id, &made_document.batch).await.unwrap();
        let [status] = progress.data.as_slice() else { panic!("{progress:?}") };
        stages.push(status.indexing_status.clone());
        if status.indexing_status == IndexingStatus::Completed {
            assert_eq!((status.completed_segments, status.total_segments), (Some(2), Some(2)));
            assert_eq!(status.completed_at, Some(1_741_267_200));
            break;
        }
        assert_eq!(status.completed_at, None);
    }
    assert_eq!(stages.len(), 6);
    let gone = client.documents().get_indexing_status(made.id, "0").await;
    assert_eq!(failure(gone), not_found());
}

/// Q13: the rules for child chunks can be said.
#[tokio::test]
async fn hierarchical_rules_are_sent() {
    let (mock, client) = present();
    let id = base(&client, "Docs").await;
    let rules = ProcessRuleRules::new()
        .segmentation(Segmentation::new().separator("\n\n").max_tokens(500))
        .parent_mode(ProcessRuleRulesParentMode::FullDoc)
        .subchunk_segmentation(Segmentation::new().chunk_overlap(5));
    let rule = ProcessRule::new(ProcessRuleMode::Hierarchical).rules(rules);
    let body = text_body("a", "b").process_rule(rule);
    client.documents().create_from_text(id, body).await.unwrap();
    let rules = r#"{"parent_mode":"full-doc","segmentation":{"max_tokens":500,"separator":"\n\n"},"subchunk_segmentation":{"chunk_overlap":5}}"#;
    let sent =
        format!(r#"{{"name":"a","text":"b","process_rule":{{"mode":"hierarchical","rules":{rules}}}}}"#);
    assert_eq!(last(&mock).text(), sent);
}

#[tokio::test]
async fn list_by_status_and_keyword() {
    let (mock, client) = present();
    let id = base(&client, "Docs").await;
    document(&mock, &client, id, "one").await;
    client.documents().create_from_text(id, text_body("b", "two")).await.unwrap();
    let page =
        client.documents().list(id).status(ListDocumentsStatus::Available).keyword("guide").await.unwrap();
    assert_eq!(last(&mock).line(), format!("GET /v1/datasets/{id}/documents?status=available&keyword=guide"));
    assert_eq!((page.total, page.data[0].name.as_str()), (1, "guide.txt"));
    assert_eq!(page.data[0].display_status, Some(DisplayStatus::Available));
    assert_eq!(failure(client.documents().list(NOTHING).await), not_found());
}

/// Q16: one operation with three answers.
#[tokio::test]
async fn detail_whole_and_in_parts() {
    let (mock, client) = present();
    let id = base(&client, "Docs").await;
    let document = document(&mock, &client, id, "one\ntwo").await;
    let detail = |which| client.documents().get_detail(id, document).metadata(which);
    let all = client.documents().get_detail(id, document).await.unwrap();
    assert_eq!(all.id, document);
    assert_eq!((all.segment_count, all.average_segment_length), (Some(2), Some(0.0)));
    assert!(all.doc_metadata.is_some() && all.name.is_some());
    let only = detail(GetDocumentDetailMetadata::Only).await.unwrap();
    assert_eq!(last(&mock).line(), format!("GET /v1/datasets/{id}/documents/{document}?metadata=only"));
    assert!(only.doc_metadata.is_some() && only.name.is_none());
    let without = detail(GetDocumentDetailMetadata::Without).await.unwrap();
    assert!(without.doc_metadata.is_none() && without.name.is_some());
    let odd = detail(GetDocumentDetailMetadata::Unknown("some".to_owned())).await;
    assert_eq!(failure(odd), (400, "invalid_metadata".to_owned()));
}

#[tokio::test]
async fn update_by_text() {
    let (mock, client) = present();
    let id = base(&client, "Docs").await;
    let document = document(&mock, &client, id, "one").await;
    let update = |body| client.documents().update_by_text(id, document, body);
    let nameless = update(UpdateDocumentByTextBody::new().text("two")).await;
    assert_eq!(failure(nameless), (400, "invalid_param".to_owned()));
    let changed = update(UpdateDocumentByTextBody::new().name("b").text("two")).await.unwrap();
    assert_eq!(last(&mock).line(), format!("POST /v1/datasets/{id}/documents/{document}/update-by-text"));
    assert_eq!((changed.document.id, changed.document.name.as_str()), (document, "b"));
    let busy = update(UpdateDocumentByTextBody::new().name("c")).await;
    assert_eq!(failure(busy), (400, "invalid_param".to_owned()));
    assert_eq!(mock.state().bases[0].documents[0].text, "two");
}

#[tokio::test]
async fn status_of_several_and_delete() {
    let (mock, client) = present();
    let id = base(&client, "Docs").await;
    let document = document(&mock, &client, id, "one").await;
    let set = |action: BatchUpdateDocumentStatusAction| {
        client.documents().batch_update_status(id, action, BatchUpdateDocumentStatusBody::new([document]))
    };
    set(BatchUpdateDocumentStatusAction::Archive).await.unwrap();
    assert_eq!(last(&mock).line(), format!("PATCH /v1/datasets/{id}/documents/status/archive"));
    assert_eq!(last(&mock).text(), format!(r#"{{"document_ids":["{document}"]}}"#));
    let refused = client.documents().delete(id, document).await;
    assert_eq!(failure(refused), (403, "archived_document_immutable".to_owned()));
    set(BatchUpdateDocumentStatusAction::UnArchive).await.unwrap();
    let odd = set(BatchUpdateDocumentStatusAction::Unknown("burn".to_owned())).await;
    assert_eq!(failure(odd), (400, "invalid_action".to_owned()));
    client.documents().delete(id, document).await.unwrap();
    assert_eq!(failure(client.documents().delete(id, document).await), not_found());
}

#[tokio::test]
async fn download_one_and_several() {
    let (mock, client) = present();
    let id = base(&client, "Docs").await;
    let document = document(&mock, &client, id, "one").await;
    let textual = client.documents().download(id, document).await;
    assert_eq!(failure(textual), not_found());
    mock.state().bases[0].documents[0].file = true;
    let link = client.documents().download(id, document).await.unwrap();
    assert_eq!(link.url, "https://storage.example.org/guide.txt?sign=x%2Fy");
    let body = DownloadDocumentsZipBody::new([document]);
    let archive = client.documents().download_zip(id, body).await.unwrap();
    assert_eq!(last(&mock).line(), format!("POST /v1/datasets/{id}/documents/download-zip"));
    assert_eq!((archive.len(), &archive[..4]), (22, b"PK\x05\x06".as_slice()));
    indexed(&mock);
}
