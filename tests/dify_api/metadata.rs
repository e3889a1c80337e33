//! Metadata.

use clients::dify::types::{
    BatchUpdateDocumentMetadataBody, BatchUpdateDocumentMetadataBodyOperationData,
    BatchUpdateDocumentMetadataBodyOperationDataMetadataList,
    BatchUpdateDocumentMetadataBodyOperationDataMetadataListRequired, CreateMetadataFieldBody,
    GetDocumentDetailResponseDocMetadataValue, MetadataType, ToggleBuiltInMetadataFieldAction,
    UpdateMetadataFieldBody,
};
use serde_json::{Value, json};

use super::{NOTHING, base, document, failure, last, not_found, present};

#[tokio::test]
async fn fields() {
    let (mock, client) = present();
    let id = base(&client, "Docs").await;
    let make =
        || client.metadata().create_field(id, CreateMetadataFieldBody::new(MetadataType::Number, "year"));
    let field = make().await.unwrap();
    assert_eq!(last(&mock).text(), r#"{"type":"number","name":"year"}"#);
    assert_eq!((field.name.as_str(), &field.r#type), ("year", &MetadataType::Number));
    assert_eq!(failure(make().await), (400, "invalid_param".to_owned()));
    let body = UpdateMetadataFieldBody::new("when");
    let renamed = client.metadata().update_field(id, field.id, body).await.unwrap();
    assert_eq!((renamed.id, renamed.name.as_str()), (field.id, "when"));
    let listed = client.metadata().list_fields(id).await.unwrap();
    assert_eq!((listed.doc_metadata[0].count, listed.built_in_field_enabled), (Some(0), false));
    client.metadata().toggle_built_in_field(id, ToggleBuiltInMetadataFieldAction::Enable).await.unwrap();
    assert_eq!(last(&mock).line(), format!("POST /v1/datasets/{id}/metadata/built-in/enable"));
    assert_eq!((last(&mock).body.len(), last(&mock).header("content-type")), (0, Vec::new()));
    assert!(client.metadata().list_fields(id).await.unwrap().built_in_field_enabled);
    client.metadata().delete_field(id, field.id).await.unwrap();
    assert_eq!(failure(client.metadata().delete_field(id, NOTHING).await), not_found());
}

#[tokio::test]
async fn built_in_fields() {
    let (_mock, client) = present();
    let id = base(&client, "Docs").await;
    let fields = client.metadata().get_built_in_fields(id).await.unwrap().fields;
    assert_eq!((fields[2].name.as_str(), &fields[2].r#type), ("upload_date", &MetadataType::Time));
    assert_eq!(fields.len(), 5);
}

/// Q7: a value is a text, a number, a boolean or null.
#[tokio::test]
async fn values_of_every_kind() {
    let (mock, client) = present();
    let id = base(&client, "Docs").await;
    let document = document(&mock, &client, id, "one").await;
    let values = [json!("x"), json!(2026), json!(0.5), json!(true), Value::Null];
    let mut list = Vec::new();
    for (at, value) in values.into_iter().enumerate() {
        let name = format!("f{at}");
        let body = CreateMetadataFieldBody::new(MetadataType::String, &name);
        let field = client.metadata().create_field(id, body).await.unwrap();
        let id = field.id.to_string();
        let required = BatchUpdateDocumentMetadataBodyOperationDataMetadataListRequired { id, name };
        let item = BatchUpdateDocumentMetadataBodyOperationDataMetadataList::new(required);
        list.push(item.value(value));
    }
    let operation = BatchUpdateDocumentMetadataBodyOperationData::new(document, list);
    let body = BatchUpdateDocumentMetadataBody::new([operation]);
    client.metadata().batch_update_document(id, body).await.unwrap();
    assert_eq!(last(&mock).line(), format!("POST /v1/datasets/{id}/documents/metadata"));
    let sent: Value = serde_json::from_slice(&last(&mock).body).unwrap();
    assert_eq!(sent["operation_data"][0]["metadata_list"][4]["value"], Value::Null);
    assert!(sent["operation_data"][0]["metadata_list"][4].as_object().unwrap().contains_key("value"));

    client.metadata().toggle_built_in_field(id, "enable").await.unwrap();
    let detail = client.documents().get_detail(id, document).await.unwrap();
    let got: Vec<_> = detail.doc_metadata.unwrap().into_iter().map(|item| item.value).collect();
    use GetDocumentDetailResponseDocMetadataValue::{Flag, Number, Text};
    let text = |text: &str| Some(Text(text.to_owned()));
    let expected =
        [text("x"), Some(Number(2026.0)), Some(Number(0.5)), Some(Flag(true)), None, text("guide.txt")];
    assert_eq!(got, expected);

    let operation = BatchUpdateDocumentMetadataBodyOperationData::new(NOTHING, Vec::new());
    let body = BatchUpdateDocumentMetadataBody::new([operation]);
    let answer = client.metadata().batch_update_document(id, body).await;
    assert_eq!(failure(answer), (400, "invalid_param".to_owned()));
}
