//! Dify against a scripted server: what is sent, byte for byte, and what is made of each documented answer.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, in its helpers too")]

mod support;

use clients::Error;
use clients::dify::Client;
use clients::dify::types::{ErrorResponse, RunDatasourceNodeBody, UnbindTag, UploadPipelineFileBody};
use support::{Reply, Request, Server};
use uuid::{Uuid, uuid};

const KEY: &str = "dataset-sekrit-0451";
const DATASET: Uuid = uuid!("0c4f1b57-6f7e-4b1c-9a53-30e3a5a1a3a5");
const TAG: Uuid = uuid!("6f2a9c4b-2a10-4e7f-9c54-d2a9b1d28b0e");
const OTHER_TAG: Uuid = uuid!("3c90c3cc-0d44-4b50-8888-8dd25736052a");

/// A server with a script, and a client of it whose base URL has a path, as all of Dify's do.
fn scripted(script: impl IntoIterator<Item = Reply>) -> (Server, Client) {
    let server = Server::start(script).unwrap();
    let client = Client::builder().bearer(KEY).base_url(format!("{}/v1", server.url())).build().unwrap();
    (server, client)
}

/// The one request that was made.
fn only_request(server: &Server) -> Request {
    let [request] = server.requests().try_into().unwrap();
    request
}

// --- What is sent ---------------------------------------------------------------------------------------------------

/// What `unbind_tag_from_dataset` puts on the wire beside its body.
fn assert_unbound(request: &Request, body: &str) {
    assert_eq!(request.line(), "POST /v1/datasets/tags/unbinding");
    assert_eq!(request.header("authorization"), [format!("Bearer {KEY}")]);
    assert_eq!(request.header("content-type"), ["application/json"]);
    assert_eq!(request.header("content-length"), [body.len().to_string()]);
    assert_eq!(request.text(), body);
}

#[tokio::test]
async fn unbind_sends_the_one_tag() {
    let (server, client) = scripted([Reply::empty(204)]);
    client.tags().unbind_from_dataset(UnbindTag::new(DATASET).tag_id(TAG)).await.unwrap();
    let body = format!(r#"{{"target_id":"{DATASET}","tag_id":"{TAG}"}}"#);
    assert_unbound(&only_request(&server), &body);
}

#[tokio::test]
async fn unbind_sends_a_list() {
    let (server, client) = scripted([Reply::empty(204)]);
    client.tags().unbind_from_dataset(UnbindTag::new(DATASET).tag_ids([TAG, OTHER_TAG])).await.unwrap();
    let body = format!(r#"{{"target_id":"{DATASET}","tag_ids":["{TAG}","{OTHER_TAG}"]}}"#);
    assert_unbound(&only_request(&server), &body);
}

#[tokio::test]
async fn unbind_sends_both_for_servers_of_any_age() {
    let (server, client) = scripted([Reply::empty(204)]);
    let body = UnbindTag::new(DATASET).tag_id(TAG).tag_ids([TAG]);
    client.tags().unbind_from_dataset(body).await.unwrap();
    let body = format!(r#"{{"target_id":"{DATASET}","tag_id":"{TAG}","tag_ids":["{TAG}"]}}"#);
    assert_unbound(&only_request(&server), &body);
}

/// A form with a file: named, typed and in the declared order.
#[tokio::test]
async fn a_file_is_uploaded() {
    let (server, client) = scripted([Reply::json(201, "{}")]);
    let file = clients::Upload::from("a,b").filename("t\u{e9}st.csv").content_type("text/csv");
    // What the server answers is of no interest here.
    _ = client.knowledge_pipeline().upload_file(UploadPipelineFileBody::new(file)).await;
    let request = only_request(&server);
    assert_eq!(request.line(), "POST /v1/datasets/pipeline/file-upload");
    let [media_type] = request.header("content-type").try_into().unwrap();
    let boundary = media_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    let expected = "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"t\u{e9}st.csv\"\r\n\
        Content-Type: text/csv\r\n\r\na,b\r\n--B--\r\n";
    assert_eq!(request.text(), expected.replace("--B", &format!("--{boundary}")));
}

/// Events one by one, and the failure that comes as one.
#[tokio::test]
async fn a_node_answers_events() {
    let events = "event: workflow_started\ndata: {\"x\": 1}\n\nevent: error\ndata: {\"code\": \"c\"}\n\n";
    let (server, client) = scripted([Reply::new(200, &[("content-type", "text/event-stream")], events)]);
    let body = RunDatasourceNodeBody::new(serde_json::json!({}), "local_file", true);
    let mut stream = client.knowledge_pipeline().run_datasource_node(DATASET, "n", body).await.unwrap();
    let first = stream.next().await.unwrap().unwrap();
    assert_eq!((first.event.as_deref(), first.data.as_str()), (Some("workflow_started"), "{\"x\": 1}"));
    let Some(Err(Error::Api(error))) = stream.next().await else { panic!("no error") };
    assert_eq!((error.status(), error.bytes()), (200, &b"{\"code\": \"c\"}"[..]));
    assert!(stream.next().await.is_none());
    assert_eq!(only_request(&server).header("accept"), ["text/event-stream"]);
}

#[tokio::test]
async fn delete_sends_no_body() {
    let (server, client) = scripted([Reply::empty(204)]);
    client.knowledge_bases().delete_dataset(DATASET).await.unwrap();
    let request = only_request(&server);
    assert_eq!(request.line(), format!("DELETE /v1/datasets/{DATASET}"));
    assert_eq!(request.header("authorization"), [format!("Bearer {KEY}")]);
    assert_eq!(request.header("content-type"), [""; 0]);
    assert_eq!(request.body, b"");
}

#[tokio::test]
async fn a_slash_at_the_end_of_the_base_url_is_not_doubled() {
    let server = Server::start([Reply::empty(204)]).unwrap();
    let client = Client::builder().bearer(KEY).base_url(format!("{}/v1/", server.url())).build().unwrap();
    client.knowledge_bases().delete_dataset(DATASET).await.unwrap();
    assert_eq!(only_request(&server).line(), format!("DELETE /v1/datasets/{DATASET}"));
}

// --- What is made of success ----------------------------------------------------------------------------------------

/// The three ways to say that it worked, by version of the server.
fn successes() -> [Reply; 3] {
    [Reply::json(200, r#"{"result":"success"}"#), Reply::json(200, "204\n"), Reply::empty(204)]
}

#[tokio::test]
async fn unbind_succeeds_however_it_is_said() {
    let (_server, client) = scripted(successes());
    for _ in 0..3 {
        let () = client.tags().unbind_from_dataset(UnbindTag::new(DATASET).tag_id(TAG)).await.unwrap();
    }
}

#[tokio::test]
async fn delete_succeeds_however_it_is_said() {
    let (_server, client) = scripted(successes());
    for status in [200, 200, 204] {
        let answer = client.knowledge_bases().delete_dataset(DATASET).with_response().await.unwrap();
        assert_eq!(answer.status(), status);
    }
}

/// A page of child chunks that says there is no more, as servers do when they gave fewer than were asked for.
fn chunks(ids: &[Uuid], total: usize) -> Reply {
    let chunk = |id: &Uuid| {
        format!(r#"{{"id":"{id}","segment_id":"{TAG}","content":"c","word_count":1,"created_at":1}}"#)
    };
    let data: Vec<String> = ids.iter().map(chunk).collect();
    let data = data.join(",");
    Reply::json(
        200,
        &format!(
            r#"{{"data":[{data}],"total":{total},"total_pages":1,"page":1,"limit":500,"has_more":false}}"#
        ),
    )
}

#[tokio::test]
async fn lists_end_with_their_total_and_not_where_they_say() {
    let (server, client) = scripted([chunks(&[TAG, OTHER_TAG], 101), chunks(&[DATASET], 101)]);
    let list = client.chunks().list_child(DATASET, TAG, OTHER_TAG).limit(500);
    let ids: Vec<Uuid> = list.items().all().await.unwrap().iter().map(|chunk| chunk.id).collect();
    assert_eq!(ids, [TAG, OTHER_TAG, DATASET]);
    let target = format!("GET /v1/datasets/{DATASET}/documents/{TAG}/segments/{OTHER_TAG}/child_chunks");
    let lines: Vec<_> = server.requests().iter().map(Request::line).collect();
    assert_eq!(lines, [format!("{target}?limit=100"), format!("{target}?limit=100&page=2")]);
}

// --- What is made of failure ----------------------------------------------------------------------------------------

/// The envelope that all errors share.
fn envelope(status: u16, code: &str, message: &str) -> String {
    format!(r#"{{"code":"{code}","message":"{message}","status":{status}}}"#)
}

#[tokio::test]
async fn every_failure_of_delete_is_typed() {
    let in_use =
        "The dataset is being used by some apps. Please remove the dataset from the apps before deleting it.";
    let failures = [
        (401, "unauthorized", "Access token is invalid"),
        (403, "forbidden", "Dataset api access is not enabled."),
        (404, "not_found", "Dataset not found."),
        (409, "dataset_in_use", in_use),
        (409, "dataset_indexing_in_progress", "Indexing."),
    ];
    let (_server, client) = scripted(
        failures.map(|(status, code, message)| Reply::json(status, &envelope(status, code, message))),
    );
    for (status, code, message) in failures {
        let Err(Error::Api(error)) = client.knowledge_bases().delete_dataset(DATASET).await else {
            panic!("{status} is no error")
        };
        assert_eq!(error.status(), status);
        assert_eq!(error.bytes(), envelope(status, code, message).as_bytes());
        let body: ErrorResponse = error.body().unwrap();
        assert_eq!((body.code.as_str(), body.message.as_str()), (code, message));
        assert_eq!(body.status, i64::from(status));
        assert_eq!(body.params, None);
    }
}

#[tokio::test]
async fn a_failure_of_unbind_is_typed_with_its_parameter() {
    let body = r#"{"code":"invalid_param","message":"Tag IDs is required.","params":"tag_ids","status":400}"#;
    let (_server, client) = scripted([Reply::json(400, body)]);
    let Err(Error::Api(error)) = client.tags().unbind_from_dataset(UnbindTag::new(DATASET)).await else {
        panic!("no error")
    };
    assert_eq!(error.status(), 400);
    assert_eq!(error.body().and_then(|body: ErrorResponse| body.params).as_deref(), Some("tag_ids"));
}

#[tokio::test]
async fn an_error_keeps_its_headers() {
    let headers = [("content-type", "application/json"), ("www-authenticate", r#"Bearer realm="api""#)];
    let (_server, client) = scripted([Reply::new(401, &headers, &envelope(401, "unauthorized", "No."))]);
    let Err(Error::Api(error)) = client.knowledge_bases().delete_dataset(DATASET).await else {
        panic!("no error")
    };
    assert_eq!(error.headers()["www-authenticate"], r#"Bearer realm="api""#);
}

#[tokio::test]
async fn what_a_proxy_says_is_kept_untyped() {
    let page = "<html>Bad gateway</html>";
    let (server, client) = scripted([Reply::new(502, &[("content-type", "text/html")], page)]);
    let Err(Error::Api(error)) = client.tags().unbind_from_dataset(UnbindTag::new(DATASET).tag_id(TAG)).await
    else {
        panic!("no error")
    };
    assert_eq!(error.status(), 502);
    assert!(error.body::<ErrorResponse>().is_none());
    assert_eq!(error.bytes(), page.as_bytes());
    assert_eq!(server.requests().len(), 1, "a POST is not repeated");
}

// --- What must not show ---------------------------------------------------------------------------------------------

#[tokio::test]
async fn the_key_shows_nowhere() {
    let server =
        Server::start([Reply::json(401, &envelope(401, "unauthorized", "No.")), Reply::HangUp]).unwrap();
    let builder = Client::builder().bearer(KEY).base_url(server.url());
    let mut shown = vec![format!("{builder:?} {builder:#?}"), format!("{:?}", Client::new(KEY))];
    let client = builder.build().unwrap();
    shown.push(format!("{client:?} {client:#?}"));
    for _ in 0..2 {
        let unbind = client.tags().unbind_from_dataset(UnbindTag::new(DATASET).tag_id(TAG));
        shown.push(said(&unbind.await.unwrap_err()));
    }
    let unsendable = Client::builder().bearer(format!("{KEY}\n")).base_url(server.url()).build();
    shown.push(said(&unsendable.unwrap_err()));
    for text in shown {
        assert!(!text.contains(KEY), "{text}");
    }
}

/// Everything that an error says about itself and its causes.
fn said(error: &(dyn std::error::Error + 'static)) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(|error| format!("{error} {error:?} {error:#?}\n")).collect()
}
