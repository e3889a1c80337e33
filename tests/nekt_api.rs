//! Every operation of Nekt that is known, called against a server that behaves as the real one is known to or, where nothing
//! is known, as its framework does.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, in its helpers too")]

mod support;

use clients::Error;
use clients::nekt::Client;
use clients::nekt::types::{
    AttachTags, CancelRun, DetachTags, ErrorResponse, ExpandableConnectorVersion, ExpandableObject,
    ExpandableSource, ExpandableTag, ExpandableUser, RunCreditChargeStatus, RunStatus, SetupTokenInput,
    SetupTokens, SourceCreate, SourceCreateCallbackWebhook, SqlQuery, SqlQueryMode,
};
use support::Request;
use support::nekt::{KEY, Mock};
use uuid::{Uuid, uuid};

const NOTHING: Uuid = uuid!("0c4f1b57-6f7e-4b1c-9a53-30e3a5a1a3a5");

fn served() -> (Mock, Client) {
    let mock = Mock::start().unwrap();
    let client = Client::builder().api_key(KEY).base_url(mock.server.url()).build().unwrap();
    (mock, client)
}

fn last(mock: &Mock) -> Request {
    mock.server.requests().pop().unwrap()
}

/// Status and body of a failure.
fn failure<T>(answer: Result<T, Error>) -> (u16, ErrorResponse) {
    let Err(Error::Api(error)) = answer else { panic!("no failure of the server") };
    (error.status(), error.body().unwrap())
}

/// Status and sentence of a failure that has one.
fn detail<T>(answer: Result<T, Error>) -> (u16, String) {
    match failure(answer) {
        (status, ErrorResponse::ErrorDetail(body)) => (status, body.detail),
        (_, other) => panic!("{other:?}"),
    }
}

/// The first message about a field.
fn about<T>(answer: Result<T, Error>, field: &str) -> String {
    match failure(answer) {
        (400, ErrorResponse::FieldErrors(fields)) => fields[field][0].as_str().unwrap().to_owned(),
        other => panic!("{other:?}"),
    }
}

// --- Tags and destinations ------------------------------------------------------------------------------------------

/// N1, N2, N3, N4.
#[tokio::test]
async fn attach_and_detach() {
    let (mock, client) = served();
    let id: Uuid = mock.state().add_destination(&[]).parse().unwrap();
    let tags = client.tags().attach(AttachTags::new(["a", "b"]).destinations([id])).await.unwrap();
    assert_eq!(tags.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(mock.state().destinations[0].1.len(), 2);
    let nowhere = client.tags().attach(AttachTags::new(["a"])).await;
    assert_eq!(about(nowhere, "non_field_errors"), "At least one resource is required.");
    let tags = client.tags().detach(DetachTags::new(["b", "unheard-of"]).destinations([id])).await.unwrap();
    assert_eq!(tags.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>(), ["b"]);
    assert_eq!(mock.state().destinations[0].1.len(), 1);
    assert!(client.tags().detach(DetachTags::new(["a"])).await.is_ok());
}

/// N8, N9: what is expanded is whole, what is not asked for is absent.
#[tokio::test]
async fn destinations_by_page() {
    let (mock, client) = served();
    for names in [&["x"][..], &[], &["x", "y"]] {
        mock.state().add_destination(names);
    }
    let plain = client.destinations().list().await.unwrap();
    assert_eq!((plain.count, plain.results[0].tags.is_none()), (3, true));
    let page = client.destinations().list().expand(["tags"]).page(2).page_size(2).await.unwrap();
    assert_eq!(last(&mock).line(), "GET /api/v1/destinations/?expand%5B%5D=tags&page=2&page_size=2");
    let Some(ExpandableTag::Tag(tag)) = page.results[0].tags.as_ref().and_then(|tags| tags.last()) else {
        panic!("{page:?}")
    };
    assert_eq!((tag.name.as_str(), tag.created_at.offset().local_minus_utc()), ("y", -3 * 60 * 60));
    assert!(page.next.is_none() && page.previous.is_some());
    let beyond = client.destinations().list().page(9).await;
    assert_eq!(detail(beyond), (404, "Invalid page.".to_owned()));
}

/// All lists lead from page to page, with what was asked for kept.
#[tokio::test]
async fn lists_to_the_last_page() {
    let (mock, client) = served();
    for number in 0..5 {
        mock.state().add_destination(&["x"]);
        let id = mock.state().id();
        mock.state().sources.push((id.clone(), format!("s-{number}")));
        mock.state().transformations.push(id.clone());
        mock.state().runs.push((id, None, "success".to_owned()));
    }
    let found = client.destinations().list().expand(["tags"]).items().all().await.unwrap();
    assert_eq!(found.len(), 5);
    assert!(found.iter().all(|destination| destination.tags.as_ref().is_some_and(|tags| tags.len() == 1)));
    let found = client.sources().list().page_size(3).items().all().await.unwrap();
    assert_eq!(found.last().unwrap().slug.as_deref(), Some("s-4"));
    assert_eq!(last(&mock).line(), "GET /api/v1/sources/?page_size=3&page=2");
    assert_eq!(client.transformations().list().items().all().await.unwrap().len(), 5);
    assert_eq!(client.runs().list().items().all().await.unwrap().len(), 5);
}

// --- Sources --------------------------------------------------------------------------------------------------------

/// N16, N9, N13.
#[tokio::test]
async fn create_a_source() {
    let (mock, client) = served();
    let hook =
        SourceCreateCallbackWebhook::new("https://example.org/hook").header_name("x").header_value("y");
    let made =
        client.sources().create(SourceCreate::new("pg").draft(true).callback_webhook(hook)).await.unwrap();
    let sent = r#"{"connector_slug":"pg","callback_webhook":{"url":"https://example.org/hook","header_name":"x","header_value":"y"},"draft":true}"#;
    assert_eq!((last(&mock).line().as_str(), last(&mock).text()), ("POST /api/v1/sources/", sent));
    assert_eq!((made.slug.as_deref(), made.has_callback_webhook), (Some("pg-1"), Some(true)));
    assert_eq!(made.current_connector_config.unwrap()["host"], "db");
    assert!(matches!(made.connector_version, Some(ExpandableConnectorVersion::Uuid(_))));
    client.sources().create(SourceCreate::new("pg").null_callback_webhook()).await.unwrap();
    assert_eq!(last(&mock).text(), r#"{"connector_slug":"pg","callback_webhook":null}"#);
}

/// N20, N11: one list with commas, one that repeats its name, in one request.
#[tokio::test]
async fn list_sources() {
    let (mock, client) = served();
    for slug in ["a", "b", "c"] {
        let id = mock.state().id();
        mock.state().sources.push((id, slug.to_owned()));
    }
    for (slug, status) in [("a", "failed"), ("b", "success"), ("c", "pending_events")] {
        let id = mock.state().id();
        mock.state().runs.push((id, Some(slug.to_owned()), status.to_owned()));
    }
    let call = client.sources().list().last_run_status([RunStatus::Failed, RunStatus::PendingEvents]);
    let page = call.expand(["connector_version.connector", "tags"]).await.unwrap();
    let query =
        "last_run_status=failed,pending_events&expand%5B%5D=connector_version.connector&expand%5B%5D=tags";
    assert_eq!(last(&mock).line(), format!("GET /api/v1/sources/?{query}"));
    assert_eq!(
        page.results.iter().filter_map(|source| source.slug.as_deref()).collect::<Vec<_>>(),
        ["a", "c"]
    );
    let Some(ExpandableConnectorVersion::ConnectorVersion(version)) = &page.results[0].connector_version
    else {
        panic!("{page:?}")
    };
    assert_eq!(version.version.as_deref(), Some("1.2.0"));
    assert!(matches!(version.connector, Some(ExpandableObject::UndocumentedObject(_))));
}

/// N17: sources go by slug; N16: the token is told once.
#[tokio::test]
async fn setup_tokens() {
    let (mock, client) = served();
    let id = mock.state().id();
    mock.state().sources.push((id, "pg/1".to_owned()));
    let made = client
        .sources()
        .create_setup_token("pg/1")
        .body(SetupTokenInput::new().expires_in_seconds(60))
        .await
        .unwrap();
    assert_eq!(last(&mock).line(), "POST /api/v1/sources/pg%2F1/setup-tokens/");
    assert_eq!(last(&mock).text(), r#"{"expires_in_seconds":60}"#);
    assert_eq!(made.token.as_deref(), Some("secret-token"));
    assert_eq!(made.created_by, Some(ExpandableUser::Integer(14)));
    client.sources().create_setup_token("pg/1").await.unwrap();
    let SetupTokens::SetupTokenList(tokens) = client.sources().list_setup_tokens("pg/1").await.unwrap()
    else {
        panic!("no list")
    };
    assert_eq!((tokens.len(), tokens[0].token.as_deref()), (2, None));
    client.sources().delete_setup_token("pg/1", &made.id).await.unwrap();
    assert_eq!(last(&mock).line(), format!("DELETE /api/v1/sources/pg%2F1/setup-tokens/{}/", made.id));
    assert_eq!(
        detail(client.sources().delete_setup_token("pg/1", &made.id).await),
        (404, "Not found.".to_owned())
    );
    let short =
        client.sources().create_setup_token("pg/1").body(SetupTokenInput::new().expires_in_seconds(0)).await;
    assert_eq!(about(short, "expires_in_seconds"), "Ensure this value is greater than or equal to 1.");
}

// --- Transformations, runs, queries ---------------------------------------------------------------------------------

#[tokio::test]
async fn transformations() {
    let (mock, client) = served();
    let id = mock.state().id();
    mock.state().transformations.push(id.clone());
    let call = client.transformations().list().pipeline_current_status(["on", "off"]).output_table_name("t");
    let page = call.last_run_status([RunStatus::Canceled]).await.unwrap();
    let line = "GET /api/v1/transformations/?pipeline_current_status=on,off&output_table_name=t&last_run_status=canceled";
    assert_eq!(last(&mock).line(), line);
    assert_eq!(page.results[0].id.to_string(), id);
    let got = client.transformations().get(id.parse().unwrap()).await.unwrap();
    assert_eq!((got.delta_log_retention_duration, got.settings_number_of_retries), (Some(-1), Some(3)));
    assert_eq!(got.input_tables, Some(vec![ExpandableObject::Text("t".to_owned())]));
    assert_eq!(detail(client.transformations().get(NOTHING).await), (404, "Not found.".to_owned()));
}

/// N10, N12, N13, N14, N18.
#[tokio::test]
async fn runs() {
    let (mock, client) = served();
    let source = mock.state().id();
    let id = mock.state().id();
    mock.state().sources.push((source.clone(), "pg".to_owned()));
    mock.state().runs.push((id.clone(), Some("pg".to_owned()), "running".to_owned()));
    let id: Uuid = id.parse().unwrap();
    assert_eq!(client.runs().list().await.unwrap().count, 1);
    let run = client.runs().get(id).await.unwrap();
    assert_eq!(run.status, Some(RunStatus::Running));
    assert_eq!(run.source.as_deref(), Some(&ExpandableSource::Uuid(source.parse().unwrap())));
    assert!(run.destination.is_none() && run.triggered_by.is_none() && run.started_at.is_none());
    assert_eq!(run.credit_charge_status, None::<RunCreditChargeStatus>);
    assert_eq!(run.trigger.unwrap().cron_timezone.as_deref(), Some("America/Sao_Paulo"));
    assert_eq!(run.el_cost_usd, Some(serde_json::json!("0.12")));
    let run = client.runs().get(id).expand(["source"]).await.unwrap();
    let Some(ExpandableSource::Source(whole)) = run.source.as_deref() else { panic!("not expanded") };
    assert_eq!(whole.slug.as_deref(), Some("pg"));
    let run = client.runs().cancel(id, CancelRun::new()).await.unwrap();
    let request = last(&mock);
    assert_eq!(request.line(), format!("POST /api/v1/runs/{id}/cancel/"));
    assert_eq!((request.text(), request.header("content-type")), ("{}", vec!["application/json"]));
    assert_eq!(run.status, Some(RunStatus::Cancelling));
    assert_eq!(detail(client.runs().cancel(NOTHING, CancelRun::new()).await).0, 404);
}

/// N15, N11: fields come and go, and values nobody has heard of are kept.
#[tokio::test]
async fn a_server_ahead_of_its_pages() {
    let (mock, client) = served();
    let id = mock.state().id();
    mock.state().runs.push((id.clone(), None, "running".to_owned()));
    mock.state().transformations.push(id.clone());
    mock.state().ahead = true;
    let id = id.parse().unwrap();
    let run = client.runs().get(id).await.unwrap();
    assert_eq!(run.status, Some(RunStatus::Unknown("hibernating".to_owned())));
    assert!(run.created_at.is_none() && run.trigger.is_none());
    assert!(client.transformations().get(id).await.unwrap().slug.is_none());
}

/// N21: the field is `sql`.
#[tokio::test]
async fn query() {
    let (mock, client) = served();
    let options = serde_json::json!({"compression": "gzip"});
    let body = SqlQuery::new("select 1").mode(SqlQueryMode::Parquet).mode_options(options);
    let answer = client.sql_query().run(body).await.unwrap();
    let sent = r#"{"sql":"select 1","mode":"parquet","mode_options":{"compression":"gzip"}}"#;
    assert_eq!((last(&mock).line().as_str(), last(&mock).text()), ("POST /api/v1/sql-query/", sent));
    assert_eq!(answer.data_scanned_in_bytes, Some(5_000_000_000));
    assert_eq!(answer.presigned_urls.unwrap()[0].to_string(), "https://files.example.org/1.parquet?sign=x");
}

// --- Transport ------------------------------------------------------------------------------------------------------

/// N5: every path that is sent ends in a slash. Without it the server redirects a POST, which is not followed: as a GET
/// without its body it would be another request.
#[tokio::test]
async fn every_path_keeps_its_slash() {
    let (mock, client) = served();
    drop(client.tags().detach(DetachTags::new(["a"])).await);
    drop(client.runs().cancel(NOTHING, CancelRun::new()).await);
    drop(client.sources().create_setup_token("pg").await);
    for request in mock.server.requests() {
        assert!(request.target.ends_with('/'), "{}", request.target);
    }
}

/// N22: the key by itself, whatever the text about it says.
#[tokio::test]
async fn the_key_has_no_prefix() {
    let (mock, client) = served();
    client.runs().list().await.unwrap();
    assert_eq!(last(&mock).header("x-api-key"), [KEY]);
    let client = Client::builder().api_key("wrong").base_url(mock.server.url()).build().unwrap();
    let refused = detail(client.runs().list().await);
    assert_eq!(refused, (401, "Authentication credentials were not provided.".to_owned()));
}
