//! Uploads: as the client sends them, and, where the server's refusals are shown, forms put together part by part.

use clients::dify::types::{
    CreateDocumentFromFileBody, CreateDocumentFromFileResponse, DocumentFileSettings, ErrorResponse,
    UpdateDocumentBody, UpdateDocumentByFileBody, UploadPipelineFileBody,
};
use clients::{Error, Upload, dify::Client};
use uuid::Uuid;

use super::{base, document, failure, indexed, last, present};
use crate::support::{Incoming, Part};

const MEDIA: &str = "multipart/form-data; boundary=b";
const SETTINGS: &str = r#"{"indexing_technique":"economy","process_rule":{"mode":"automatic"}}"#;

/// A part to send: name, file name, content.
type Sent<'a> = (&'a str, Option<&'a str>, &'a str);

/// A form of parts.
fn form(parts: &[Sent<'_>]) -> String {
    let parts = parts.iter().map(|(name, file, content)| {
        let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{content}\r\n")
    });
    format!("{}--b--\r\n", parts.collect::<String>())
}

async fn create(
    client: &Client,
    base: Uuid,
    parts: &[Sent<'_>],
) -> Result<CreateDocumentFromFileResponse, Error> {
    let mut call = client.documents().create_from_file(base, CreateDocumentFromFileBody::new(""));
    call.request().set_bytes(MEDIA, form(parts));
    call.await
}

/// Q17: a file has a file name, and settings have none.
#[tokio::test]
async fn create_from_a_file() {
    let (mock, client) = present();
    let id = base(&client, "Docs").await;
    let file = Upload::bytes("one\ntwo").filename("a.txt");
    let body = CreateDocumentFromFileBody::new(file)
        .data(serde_json::from_str::<DocumentFileSettings>(SETTINGS).unwrap());
    let made = client.documents().create_from_file(id, body).await.unwrap();
    let request = last(&mock);
    assert_eq!(request.line(), format!("POST /v1/datasets/{id}/document/create-by-file"));
    let parts = Incoming::new(&request, "/v1").form().unwrap();
    let file = |part: &Part| (part.name.clone(), part.file_name.clone());
    assert_eq!(file(&parts[0]), ("data".to_owned(), None));
    assert_eq!(file(&parts[1]), ("file".to_owned(), Some("a.txt".to_owned())));
    assert_eq!(made.document.name, "a.txt");
    assert_eq!(mock.state().bases[0].documents[0].chunks.len(), 2);
}

/// Q17, Q18, Q35: what is wrong with a form, and how it is said.
#[tokio::test]
async fn what_create_refuses() {
    let (_mock, client) = present();
    let id = base(&client, "Docs").await;
    let settings = ("data", None, SETTINGS);
    let large = "x".repeat(70_000);
    let cases: [(&[Sent<'_>], &str); 7] = [
        (&[settings], "no_file_uploaded"),
        (&[settings, ("file", None, "x")], "no_file_uploaded"),
        (&[("data", Some("data.json"), SETTINGS), ("file", Some("a.txt"), "x")], "too_many_files"),
        (&[settings, ("file", Some(""), "x")], "filename_not_exists_error"),
        (&[settings, ("file", Some("a.exe"), "x")], "invalid_param"),
        (&[settings, ("file", Some("a.txt"), &large)], "invalid_param"),
        (&[("file", Some("a.txt"), "x")], "invalid_param"), // the first needs a rule
    ];
    for (parts, code) in cases {
        assert_eq!(failure(create(&client, id, parts).await), (400, code.to_owned()), "{parts:?}");
    }
    // A provider without its model is not caught: what comes has no envelope.
    let settings = r#"{"embedding_model_provider":"p"}"#;
    let answer = create(&client, id, &[("data", None, settings), ("file", Some("a.txt"), "x")]).await;
    let Err(Error::Api(error)) = answer else { panic!("no failure") };
    assert_eq!((error.status(), error.body::<ErrorResponse>().is_none()), (500, true));
}

#[tokio::test]
async fn change_by_a_file() {
    let (mock, client) = present();
    let id = base(&client, "Docs").await;
    let within = document(&mock, &client, id, "one").await;
    let body = UpdateDocumentBody::new().file(Upload::bytes("two").filename("b.md"));
    let changed = client.documents().update(id, within, body).await.unwrap();
    assert_eq!(last(&mock).line(), format!("PATCH /v1/datasets/{id}/documents/{within}"));
    assert_eq!(changed.document.name, "b.md");
    indexed(&mock);

    // Q35: here the status tells what is wrong with the file.
    for (name, content, code) in [
        ("b.exe", "x".to_owned(), (415, "unsupported_file_type")),
        ("b.md", "x".repeat(70_000), (413, "file_too_large")),
    ] {
        #[allow(deprecated, reason = "the older form is served, too")]
        let call = {
            let body = UpdateDocumentByFileBody::new().file(Upload::bytes(content).filename(name));
            client.documents().update_by_file(id, within, body)
        };
        assert_eq!(failure(call.await), (code.0, code.1.to_owned()));
        assert_eq!(last(&mock).line(), format!("POST /v1/datasets/{id}/documents/{within}/update-by-file"));
    }
}

/// Q28: this one time is a text, without an offset.
#[tokio::test]
async fn a_file_for_a_pipeline() {
    let (mock, client) = present();
    let body = UploadPipelineFileBody::new(Upload::bytes("pdf").filename("r.pdf"));
    let file = client.knowledge_pipeline().upload_file(body).await.unwrap();
    assert_eq!(last(&mock).line(), "POST /v1/datasets/pipeline/file-upload");
    let kind = file.mime_type.as_deref();
    assert_eq!((file.name.as_str(), file.size, kind), ("r.pdf", 3, Some("application/octet-stream")));
    assert_eq!(file.created_at.unwrap().to_rfc3339(), "2025-03-06T12:00:00+00:00");
}
