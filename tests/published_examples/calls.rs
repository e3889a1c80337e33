//! A call of each operation, for an answer that is known beforehand: what is sent is of no account.

use std::fmt::Debug;
use std::future::IntoFuture;

use clients::Error;
use clients::dify::Client;
use clients::dify::chunks::CreateSegmentsError;
use clients::dify::types::{
    BatchUpdateDocumentMetadataBody, BatchUpdateDocumentStatusBody, BindTagsToDatasetBody,
    CreateChildChunkBody, CreateDatasetBody, CreateDocumentFromFileBody, CreateDocumentFromTextBody,
    CreateDocumentFromTextBodyRequired, CreateKnowledgeTagBody, CreateMetadataFieldBody, CreateSegmentsBody,
    DeleteKnowledgeTagBody, DownloadDocumentsZipBody, ErrorResponse, RetrieveSegmentsBody,
    RunDatasourceNodeBody, RunPipelineBody, UnbindTag, UpdateChildChunkBody, UpdateDatasetBody,
    UpdateDocumentBody, UpdateDocumentByFileBody, UpdateDocumentByTextBody, UpdateKnowledgeTagBody,
    UpdateMetadataFieldBody, UpdateSegmentBody, UpdateSegmentBodySegment, UploadPipelineFileBody,
};
use clients::runtime::error::ErrorBody;
use uuid::Uuid;

/// What a call came to, as `Debug` shows it.
#[derive(Debug)]
pub enum Outcome {
    /// What was decoded.
    Success(String),
    /// The status, and the body if it was decoded.
    Failure(u16, Option<String>),
    /// Neither: the text of the error.
    #[allow(dead_code, reason = "shown by a test that fails")]
    Other(String),
}

/// The outcome of a call whose errors have the body of most operations.
async fn outcome<T: Debug>(call: impl IntoFuture<Output = Result<T, Error>>) -> Outcome {
    outcome_with::<ErrorResponse, T>(call).await
}

async fn outcome_with<E: ErrorBody + Debug, T: Debug>(
    call: impl IntoFuture<Output = Result<T, Error>>,
) -> Outcome {
    match call.await {
        Ok(value) => Outcome::Success(format!("{value:?}")),
        Err(Error::Api(error)) => {
            let body = error.body::<E>();
            Outcome::Failure(error.status(), body.map(|body| format!("{body:?}")))
        }
        Err(other) => Outcome::Other(other.to_string()),
    }
}

/// Calls an operation by its id.
pub async fn call(client: &Client, operation: &str) -> Outcome {
    let (id, inputs) = (Uuid::nil(), serde_json::json!({}));
    let (bases, documents, chunks) = (client.knowledge_bases(), client.documents(), client.chunks());
    let (metadata, tags, pipeline) = (client.metadata(), client.tags(), client.knowledge_pipeline());
    match operation {
        "createDataset" => outcome(bases.create_dataset(CreateDatasetBody::new("x"))).await,
        "listDatasets" => outcome(bases.list_datasets()).await,
        "getDatasetDetail" => outcome(bases.get_dataset_detail(id)).await,
        "updateDataset" => outcome(bases.update_dataset(id, UpdateDatasetBody::new())).await,
        "deleteDataset" => outcome(bases.delete_dataset(id)).await,
        "retrieveSegments" => outcome(bases.retrieve_segments(id, RetrieveSegmentsBody::new("x"))).await,
        "createDocumentFromText" => outcome(documents.create_from_text(id, text_body())).await,
        "createDocumentFromFile" => {
            outcome(documents.create_from_file(id, CreateDocumentFromFileBody::new("x"))).await
        }
        "listDocuments" => outcome(documents.list(id)).await,
        "getDocumentDetail" => outcome(documents.get_detail(id, id)).await,
        "deleteDocument" => outcome(documents.delete(id, id)).await,
        "updateDocument" => outcome(documents.update(id, id, UpdateDocumentBody::new())).await,
        "downloadDocument" => outcome(documents.download(id, id)).await,
        "getDocumentIndexingStatus" => outcome(documents.get_indexing_status(id, "x")).await,
        "updateDocumentByText" => {
            outcome(documents.update_by_text(id, id, UpdateDocumentByTextBody::new())).await
        }
        #[allow(deprecated, reason = "deprecated operations have examples, too")]
        "updateDocumentByFile" => {
            outcome(documents.update_by_file(id, id, UpdateDocumentByFileBody::new())).await
        }
        "downloadDocumentsZip" => {
            outcome(documents.download_zip(id, DownloadDocumentsZipBody::new([id]))).await
        }
        "batchUpdateDocumentStatus" => {
            let body = BatchUpdateDocumentStatusBody::new([id]);
            outcome(documents.batch_update_status(id, "enable", body)).await
        }
        "createSegments" => {
            let call = chunks.create_segments(id, id, CreateSegmentsBody::new([]));
            outcome_with::<CreateSegmentsError, _>(call).await
        }
        "listSegments" => outcome(chunks.list_segments(id, id)).await,
        "getSegmentDetail" => outcome(chunks.get_segment_detail(id, id, id)).await,
        "updateSegment" => {
            let body = UpdateSegmentBody::new(UpdateSegmentBodySegment::new());
            outcome(chunks.update_segment(id, id, id, body)).await
        }
        "deleteSegment" => outcome(chunks.delete_segment(id, id, id)).await,
        "createChildChunk" => outcome(chunks.create_child(id, id, id, CreateChildChunkBody::new("x"))).await,
        "getChildChunks" => outcome(chunks.list_child(id, id, id)).await,
        "updateChildChunk" => {
            outcome(chunks.update_child(id, id, id, id, UpdateChildChunkBody::new("x"))).await
        }
        "deleteChildChunk" => outcome(chunks.delete_child(id, id, id, id)).await,
        "createMetadataField" => {
            outcome(metadata.create_field(id, CreateMetadataFieldBody::new("string", "x"))).await
        }
        "listMetadataFields" => outcome(metadata.list_fields(id)).await,
        "updateMetadataField" => {
            outcome(metadata.update_field(id, id, UpdateMetadataFieldBody::new("x"))).await
        }
        "deleteMetadataField" => outcome(metadata.delete_field(id, id)).await,
        "getBuiltInMetadataFields" => outcome(metadata.get_built_in_fields(id)).await,
        "toggleBuiltInMetadataField" => outcome(metadata.toggle_built_in_field(id, "enable")).await,
        "batchUpdateDocumentMetadata" => {
            let body = BatchUpdateDocumentMetadataBody::new([]);
            outcome(metadata.batch_update_document(id, body)).await
        }
        "createKnowledgeTag" => outcome(tags.create_knowledge(CreateKnowledgeTagBody::new("x"))).await,
        "getKnowledgeTags" => outcome(tags.list_knowledge()).await,
        "updateKnowledgeTag" => outcome(tags.update_knowledge(UpdateKnowledgeTagBody::new(id, "x"))).await,
        "deleteKnowledgeTag" => outcome(tags.delete_knowledge(DeleteKnowledgeTagBody::new(id))).await,
        "bindTagsToDataset" => outcome(tags.bind_to_dataset(BindTagsToDatasetBody::new([id], id))).await,
        "unbindTagFromDataset" => outcome(tags.unbind_from_dataset(UnbindTag::new(id).tag_id(id))).await,
        "queryDatasetTags" => outcome(tags.query_for_dataset(id)).await,
        "getAvailableModels" => outcome(client.models().get_available("rerank")).await,
        "uploadPipelineFile" => outcome(pipeline.upload_file(UploadPipelineFileBody::new("x"))).await,
        "listDatasourcePlugins" => outcome(pipeline.list_datasource_plugins(id)).await,
        "runDatasourceNode" => {
            let body = RunDatasourceNodeBody::new(inputs, "local_file", true);
            outcome(pipeline.run_datasource_node(id, "x", body)).await
        }
        "runPipeline" => {
            let body = RunPipelineBody::new(inputs, "local_file", [], "x", true);
            outcome(pipeline.run(id, body)).await
        }
        other => Outcome::Other(format!("there is no operation {other}")),
    }
}

fn text_body() -> CreateDocumentFromTextBody {
    let (name, text) = ("x".to_owned(), "x".to_owned());
    CreateDocumentFromTextBody::new(CreateDocumentFromTextBodyRequired { name, text })
}
