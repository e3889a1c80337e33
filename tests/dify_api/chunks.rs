//! Chunks and their children.

use clients::Error;
use clients::dify::chunks::CreateSegmentsError;
use clients::dify::types::{
    ChildChunkType, CreateChildChunkBody, CreateSegmentsBody, CreateSegmentsBodySegment,
    CreateSegmentsStatus400, DocForm, SegmentStatus, UpdateChildChunkBody, UpdateSegmentBody,
    UpdateSegmentBodySegment,
};

use super::{NOTHING, base, document, failure, last, not_found, present};

#[tokio::test]
async fn create_list_get_change_and_delete() {
    let (mock, client) = present();
    let id = base(&client, "Docs").await;
    let within = document(&mock, &client, id, "one").await;
    let body = CreateSegmentsBody::new([CreateSegmentsBodySegment::new("two").keywords(["k"]).answer("a")]);
    let made = client.chunks().create_segments(id, within, body).await.unwrap();
    assert_eq!(last(&mock).text(), r#"{"segments":[{"content":"two","answer":"a","keywords":["k"]}]}"#);
    assert_eq!(made.doc_form, DocForm::TextModel);
    let chunk = &made.data[0];
    assert_eq!((chunk.content.as_str(), chunk.answer.as_deref(), chunk.position), ("two", Some("a"), 2));
    assert_eq!((chunk.document_id, &chunk.status), (within, &SegmentStatus::Completed));

    let page =
        client.chunks().list_segments(id, within).status(["completed", "error"]).keyword("tw").await.unwrap();
    let line =
        format!("GET /v1/datasets/{id}/documents/{within}/segments?status=completed&status=error&keyword=tw");
    assert_eq!(last(&mock).line(), line);
    assert_eq!((page.total, page.data.len()), (1, 1));

    let got = client.chunks().get_segment_detail(id, within, chunk.id).await.unwrap();
    assert_eq!(got.data.keywords, Some(vec!["k".to_owned()]));
    assert_eq!(got.data.attachments.unwrap()[0].mime_type, None);

    // Q36: nothing but what is to change has to be there.
    let body = UpdateSegmentBody::new(UpdateSegmentBodySegment::new().keywords(["l"]));
    let changed = client.chunks().update_segment(id, within, chunk.id, body).await.unwrap();
    assert_eq!(last(&mock).text(), r#"{"segment":{"keywords":["l"]}}"#);
    assert_eq!((changed.data.content.as_str(), changed.data.keywords), ("two", Some(vec!["l".to_owned()])));

    client.chunks().delete_segment(id, within, chunk.id).await.unwrap();
    assert_eq!(failure(client.chunks().get_segment_detail(id, within, chunk.id).await), not_found());
}

/// Q4: two shapes behind one status.
#[tokio::test]
async fn create_is_refused_in_two_shapes() {
    let (mock, client) = present();
    let id = base(&client, "Docs").await;
    let within = document(&mock, &client, id, "one").await;
    let create = |count: usize, text: &str| {
        let segments = vec![CreateSegmentsBodySegment::new(text); count];
        client.chunks().create_segments(id, within, CreateSegmentsBody::new(segments))
    };
    let Err(Error::Api(error)) = create(1, "").await else { panic!("no failure") };
    let Some(CreateSegmentsError::BadRequest(CreateSegmentsStatus400::BareErrorResponse(body))) =
        error.body()
    else {
        panic!("{error:?}")
    };
    assert!(body.error.starts_with("1 validation error for SegmentCreatePayload\nsegments.0.content"));
    let Err(Error::Api(error)) = create(1001, "x").await else { panic!("no failure") };
    let Some(CreateSegmentsError::BadRequest(CreateSegmentsStatus400::ErrorResponse(body))) = error.body()
    else {
        panic!("{error:?}")
    };
    assert_eq!(body.code, "invalid_param");
    let Err(Error::Api(error)) = client
        .chunks()
        .create_segments(id, NOTHING, CreateSegmentsBody::new([CreateSegmentsBodySegment::new("x")]))
        .await
    else {
        panic!("no failure")
    };
    assert_eq!(error.status(), 404);
    assert!(error.body::<CreateSegmentsError>().is_some());
}

#[tokio::test]
async fn children() {
    let (mock, client) = present();
    let id = base(&client, "Docs").await;
    let within = document(&mock, &client, id, "one").await;
    let chunk = client.chunks().list_segments(id, within).await.unwrap().data[0].id;
    let made =
        client.chunks().create_child(id, within, chunk, CreateChildChunkBody::new("a")).await.unwrap().data;
    assert_eq!((made.segment_id, &made.r#type), (chunk, &Some(ChildChunkType::Customized)));
    client.chunks().create_child(id, within, chunk, CreateChildChunkBody::new("b")).await.unwrap();
    let page = client.chunks().list_child(id, within, chunk).limit(1).page(2).await.unwrap();
    assert_eq!((page.total, page.total_pages, page.data[0].content.as_str()), (2, 2, "b"));
    let body = UpdateChildChunkBody::new("c");
    let changed = client.chunks().update_child(id, within, chunk, made.id, body).await.unwrap();
    let line =
        format!("PATCH /v1/datasets/{id}/documents/{within}/segments/{chunk}/child_chunks/{}", made.id);
    assert_eq!(last(&mock).line(), line);
    assert_eq!(changed.data.content, "c");
    client.chunks().delete_child(id, within, chunk, made.id).await.unwrap();
    assert_eq!(failure(client.chunks().delete_child(id, within, chunk, made.id).await), not_found());
}
