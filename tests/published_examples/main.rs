//! The examples that Dify publishes: which of them contradict their schemas as published, that none does once the document is
//! corrected, and that each decodes, through the call that it is an example for.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, in its helpers too")]

mod calls;
mod schema;
#[path = "../support/mod.rs"]
mod support;

use std::path::Path;

use calls::{Outcome, call};
use clients::dify::Client;
use serde_json::Value;
use support::{Reply, Server};
use truespec::diagnostic::{Files, Report};
use truespec::source::ApiSource;

/// What is wrong with the published examples by the published schemas: null where none is published (quirk Q5).
const PUBLISHED: [&str; 9] = [
    "createDataset success: /data_source_type is null",
    "createDataset success: /retrieval_model_dict/score_threshold is null",
    "listDatasets success: /data/0/data_source_type is null",
    "listDatasets success: /data/0/retrieval_model_dict/score_threshold is null",
    "getDatasetDetail success: /data_source_type is null",
    "getDatasetDetail success: /retrieval_model_dict/score_threshold is null",
    "updateDataset success: /data_source_type is null",
    "updateDataset success: /retrieval_model_dict/score_threshold is null",
    "getAvailableModels success: /data/0/icon_small_dark is null",
];

/// An example of an answer.
struct Example {
    operation: String,
    status: u16,
    media: String,
    name: String,
    value: Value,
    schema: Option<Value>,
}

/// The document of Dify, with or without what corrects it.
fn document(corrected: bool) -> Value {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("specs");
    let overlays = if corrected { vec![specs.join("dify-knowledge.overlay.yaml")] } else { Vec::new() };
    let source = ApiSource {
        module: None,
        document: specs.join("dify-knowledge.yaml"),
        overlays,
        root: None,
        lenient: false,
        shown_from: specs,
        ..ApiSource::default()
    };
    let (_, document) =
        truespec::corrected(&source, &Default::default(), &mut Files::default(), &mut Report::default())
            .unwrap();
    document
}

/// Every published example of an answer.
fn examples(document: &Value) -> Vec<Example> {
    let mut found = Vec::new();
    let operations =
        document["paths"].as_object().unwrap().values().flat_map(|item| item.as_object().unwrap().values());
    for operation in operations {
        for (status, response) in operation["responses"].as_object().unwrap() {
            for (media, content) in response.get("content").and_then(Value::as_object).into_iter().flatten() {
                for (name, example) in
                    content.get("examples").and_then(Value::as_object).into_iter().flatten()
                {
                    found.push(Example {
                        operation: operation["operationId"].as_str().unwrap().to_owned(),
                        status: status.parse().unwrap(),
                        media: media.clone(),
                        name: name.clone(),
                        value: example["value"].clone(),
                        schema: content.get("schema").cloned(),
                    });
                }
            }
        }
    }
    found
}

/// What is wrong with the examples that have a schema.
fn disagreements(document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for example in examples(document) {
        let Some(schema) = &example.schema else { continue };
        let wrong = schema::wrong(document, schema, &example.value);
        found.extend(wrong.iter().map(|wrong| format!("{} {}: {wrong}", example.operation, example.name)));
    }
    found
}

#[test]
fn what_the_published_examples_contradict() {
    assert_eq!(disagreements(&document(false)), PUBLISHED);
}

/// Of the errors, none has a schema as published; corrected, all have.
#[test]
fn no_example_contradicts_the_corrected_document() {
    let bare =
        |document: &Value| examples(document).iter().filter(|example| example.schema.is_none()).count();
    assert_eq!((bare(&document(false)), bare(&document(true))), (209, 0));
    assert_eq!(disagreements(&document(true)), [""; 0]);
}

#[tokio::test]
async fn every_example_decodes() {
    let examples = examples(&document(false));
    assert_eq!(examples.iter().filter(|example| example.status >= 400).count(), 209);
    let replies: Vec<Reply> = examples.iter().map(reply).collect();
    let server = Server::start(replies).unwrap();
    let client = Client::builder().bearer("key").base_url(server.url()).build().unwrap();
    for example in examples {
        let at = format!("{} {} {}", example.operation, example.status, example.name);
        match call(&client, &example.operation).await {
            // `Unknown` holds what no documented value or shape is.
            Outcome::Success(seen) if example.status < 300 => {
                assert!(!seen.contains("Unknown("), "{at}: {seen}")
            }
            Outcome::Failure(status, Some(seen)) if status == example.status => {
                let said = example.value.get("code").or(example.value.get("error")).unwrap();
                let said = format!("{:?}", said.as_str().unwrap());
                assert!(seen.contains(&said) && !seen.contains("Unknown("), "{at}: {seen}");
            }
            other => panic!("{at}: {other:?}"),
        }
    }
}

/// The answer that an example shows.
fn reply(example: &Example) -> Reply {
    Reply::new(example.status, &[("content-type", &example.media)], &example.value.to_string())
}
