//! Pipelines and models.

use serde_json::json;

use clients::dify::types::{
    CreateDatasetBody, DatasetProvider, DatasourceType, GetAvailableModelsModelType, RunDatasourceNodeBody,
    RunPipelineBody, RunPipelineBodyDatasourceInfoList, RunPipelineBodyDatasourceInfoListWebsiteCrawl,
};

use super::{base, failure, last, present};

#[tokio::test]
async fn models() {
    let (mock, client) = present();
    let models = client.models().get_available(GetAvailableModelsModelType::TextEmbedding).await.unwrap();
    assert_eq!(last(&mock).line(), "GET /v1/workspaces/current/models/model-types/text-embedding");
    let provider = &models.data[0];
    assert_eq!(provider.provider.as_deref(), Some("langgenius/openai/openai"));
    assert!(provider.icon_small.is_none());
    let model = &provider.models.as_ref().unwrap()[0];
    assert_eq!(model.features, None);
    assert_eq!(model.model_properties.as_ref().unwrap()["context_size"], 8191);
}

#[tokio::test]
async fn data_sources() {
    let (mock, client) = present();
    let id = base(&client, "Docs").await;
    let plugins = client.knowledge_pipeline().list_datasource_plugins(id).is_published(false).await.unwrap();
    assert_eq!(
        last(&mock).line(),
        format!("GET /v1/datasets/{id}/pipeline/datasource-plugins?is_published=false")
    );
    let [plugin] = plugins.as_slice() else { panic!("{plugins:?}") };
    assert_eq!((plugin.title.as_deref(), plugin.plugin_id.as_deref()), (Some("Draft"), None));
    assert_eq!(plugin.datasource_type, Some(DatasourceType::OnlineDocument));
    let body = CreateDatasetBody::new("Elsewhere").provider(DatasetProvider::External);
    let external = client.knowledge_bases().create_dataset(body).await.unwrap().id;
    let answer = client.knowledge_pipeline().list_datasource_plugins(external).await;
    assert_eq!(failure(answer), (400, "invalid_param".to_owned()));
}

#[tokio::test]
async fn run_a_data_source() {
    let (mock, client) = present();
    let id = base(&client, "Docs").await;
    let body = RunDatasourceNodeBody::new(json!({}), DatasourceType::WebsiteCrawl, true);
    let mut events = client.knowledge_pipeline().run_datasource_node(id, "1719/2", body).await.unwrap();
    let request = last(&mock);
    assert_eq!(request.line(), format!("POST /v1/datasets/{id}/pipeline/datasource/nodes/1719%2F2/run"));
    assert_eq!(request.text(), r#"{"inputs":{},"datasource_type":"website_crawl","is_published":true}"#);
    let event = events.next().await.unwrap().unwrap();
    assert!(event.data.contains("datasource_completed"), "{event:?}");
    assert!(events.next().await.is_none());
}

/// Q29: the answer of a run that blocks, and the events of one that does not; the method says which it is.
#[tokio::test]
async fn run_a_pipeline() {
    let (mock, client) = present();
    let id = base(&client, "Docs").await;
    let crawl = RunPipelineBodyDatasourceInfoListWebsiteCrawl::new("https://example.org");
    let sources = [RunPipelineBodyDatasourceInfoList::WebsiteCrawl(crawl)];
    let body = RunPipelineBody::new(json!({}), DatasourceType::WebsiteCrawl, sources, "1719", true);
    let sent = |mode: &str| {
        r#"{"inputs":{},"datasource_type":"website_crawl","datasource_info_list":[{"url":"https://example.org"}],"start_node_id":"1719","is_published":true,"response_mode":""#
            .to_owned()
            + mode
            + "\"}"
    };
    let answer = client.knowledge_pipeline().run(id, body.clone()).await.unwrap();
    assert_eq!(last(&mock).text(), sent("blocking"));
    assert_eq!(answer["data"]["status"], "succeeded");
    let mut events = client.knowledge_pipeline().run_stream(id, body).await.unwrap();
    assert_eq!(last(&mock).text(), sent("streaming"));
    let mut told = Vec::new();
    while let Some(event) = events.next().await {
        told.push(event.unwrap().data);
    }
    let [started, finished] = told.as_slice() else { panic!("{told:?}") };
    assert!(started.contains("workflow_started"), "{started}");
    assert!(finished.contains("workflow_finished") && finished.contains("succeeded"), "{finished}");
}
