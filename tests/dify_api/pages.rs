//! Lists, read to their end page by page.

use clients::dify::types::CreateChildChunkBody;

use super::{base, document, present, text_body};
use crate::support::Request;

/// Q12, Q11: whatever is asked for, no more than 100 are, and nothing is missed for what `has_more` says.
#[tokio::test]
async fn chunks_to_the_last() {
    let (mock, client) = present();
    let id = base(&client, "Docs").await;
    let lines: Vec<String> = (0..250).map(|line| format!("line {line}")).collect();
    let within = document(&mock, &client, id, &lines.join("\n")).await;
    let before = mock.server.requests().len();
    let chunks = client.chunks().list_segments(id, within).limit(500).items().all().await.unwrap();
    assert_eq!(chunks.into_iter().map(|chunk| chunk.content).collect::<Vec<_>>(), lines);
    let asked: Vec<String> = mock.server.requests()[before..].iter().map(Request::line).collect();
    let path = format!("GET /v1/datasets/{id}/documents/{within}/segments");
    assert_eq!(asked, ["", "&page=2", "&page=3"].map(|page| format!("{path}?limit=100{page}")));
}

/// A last page that is full is no reason to ask for another.
#[tokio::test]
async fn bases_documents_and_children() {
    let (mock, client) = present();
    let mut names: Vec<String> = (0..4).map(|number| format!("base {number}")).collect();
    for name in &names {
        base(&client, name).await;
    }
    let before = mock.server.requests().len();
    let found = client.knowledge_bases().list_datasets().limit(2).items().all().await.unwrap();
    assert_eq!(found.iter().map(|base| base.name.clone()).collect::<Vec<_>>(), names);
    assert_eq!(mock.server.requests().len() - before, 2);

    let id = found[0].id;
    for name in &mut names {
        let body = text_body(name, "text");
        client.documents().create_from_text(id, body).await.unwrap();
    }
    let found = client.documents().list(id).limit(3).items().all().await.unwrap();
    assert_eq!(found.iter().map(|document| document.name.clone()).collect::<Vec<_>>(), names);

    let within = found[0].id;
    let chunk = client.chunks().list_segments(id, within).await.unwrap().data[0].id;
    for name in &names {
        let body = CreateChildChunkBody::new(name.as_str());
        client.chunks().create_child(id, within, chunk, body).await.unwrap();
    }
    let found = client.chunks().list_child(id, within, chunk).limit(3).items().all().await.unwrap();
    assert_eq!(found.into_iter().map(|child| child.content).collect::<Vec<_>>(), names);
}
