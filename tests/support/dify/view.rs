//! How the server shows what it holds.

use serde_json::{Map, Value, json};

use super::state::{Base, Chunk, Document, STAGES, State, Tag};

/// The account that everything is done by.
const ACCOUNT: &str = "ad313dd6-ef04-4dd1-a5b0-c0f0b9e2e7e4";
/// The one time that there is.
const TIME: i64 = 1_741_267_200;

/// Unix seconds, as this version writes them.
pub fn time(state: &State) -> Value {
    if state.manner.old { json!(1_741_267_200.0) } else { json!(TIME) }
}

/// A knowledge base. Where there is nothing, some fields are null, and some an object of nulls.
pub fn base(state: &State, base: &Base) -> Value {
    let tags: Vec<Value> = tags_of(state, base)
        .map(|tag| json!({ "id": tag.id, "name": tag.name, "type": "knowledge" }))
        .collect();
    let fields =
        base.fields.iter().map(|field| json!({ "id": field.id, "name": field.name, "type": field.kind }));
    let permission = if state.manner.ahead { "by_invitation" } else { &base.permission };
    let mut view = json!({
        "id": base.id, "name": base.name, "description": base.description,
        "provider": if base.external { "external" } else { "vendor" },
        "permission": permission, "data_source_type": null, "indexing_technique": base.technique,
        "app_count": base.apps, "document_count": base.documents.len(), "word_count": 0,
        "created_by": ACCOUNT, "author_name": "admin", "created_at": time(state),
        "updated_by": null, "updated_at": time(state),
        "embedding_model": null, "embedding_model_provider": null, "embedding_available": null,
        "retrieval_model_dict": {
            "search_method": "semantic_search", "reranking_enable": false, "reranking_mode": null,
            "reranking_model": { "reranking_provider_name": null, "reranking_model_name": null },
            "weights": null, "top_k": 3, "score_threshold_enabled": false, "score_threshold": null,
        },
        "summary_index_setting": nulls(["enable", "model_name", "model_provider_name", "summary_prompt"]),
        "tags": tags, "doc_form": null,
        "external_knowledge_info": nulls(["external_knowledge_id", "external_knowledge_api_id",
            "external_knowledge_api_name", "external_knowledge_api_endpoint"]),
        "external_retrieval_model": { "top_k": 2, "score_threshold": null, "score_threshold_enabled": null },
        "doc_metadata": fields.collect::<Vec<_>>(), "built_in_field_enabled": base.built_in,
        "pipeline_id": null, "runtime_mode": null, "chunk_structure": null,
        "icon_info": nulls(["icon_type", "icon", "icon_background", "icon_url"]),
        "is_published": false, "total_documents": base.documents.len(), "total_available_documents": 0,
        "enable_api": true, "is_multimodal": false, "maintainer": null,
    });
    if state.manner.ahead {
        drop_fields(&mut view, &["tags", "doc_metadata", "retrieval_model_dict", "maintainer"]);
        view["moon_phase"] = json!("waxing");
    }
    view
}

/// Tags that a knowledge base carries.
pub fn tags_of<'s>(state: &'s State, base: &'s Base) -> impl Iterator<Item = &'s Tag> {
    base.tags.iter().filter_map(|id| state.tags.iter().find(|tag| tag.id == *id))
}

fn nulls<const N: usize>(names: [&str; N]) -> Value {
    Value::Object(names.into_iter().map(|name| (name.to_owned(), Value::Null)).collect())
}

fn drop_fields(view: &mut Value, names: &[&str]) {
    if let Some(object) = view.as_object_mut() {
        object.retain(|name, _| !names.contains(&name.as_str()));
    }
}

/// How far a document is, as shown.
fn display(document: &Document) -> &'static str {
    match document {
        Document { archived: true, .. } => "archived",
        Document { disabled: true, .. } => "disabled",
        _ if document.indexed() => "available",
        Document { stage: 0, .. } => "queuing",
        _ => "indexing",
    }
}

/// A document in a list.
pub fn document(state: &State, base: &Base, document: &Document) -> Value {
    let place = base.documents.iter().position(|other| other.id == document.id).unwrap_or_default();
    let mut view = json!({
        "id": document.id, "position": place + 1, "data_source_type": "upload_file",
        "data_source_info": { "upload_file_id": document.id }, "data_source_detail_dict": null,
        "dataset_process_rule_id": null, "name": document.name, "created_from": "api", "created_by": ACCOUNT,
        "created_at": time(state), "tokens": null,
        "indexing_status": if state.manner.ahead { "dreaming" } else { STAGES[document.stage] },
        "error": null, "enabled": !document.disabled, "disabled_at": null, "disabled_by": null,
        "archived": document.archived, "display_status": display(document), "word_count": null, "hit_count": 0,
        "doc_form": "text_model", "doc_metadata": metadata(base, document), "summary_index_status": null,
        "need_summary": null,
    });
    if state.manner.ahead {
        drop_fields(&mut view, &["tokens", "position", "created_at", "doc_metadata", "created_by"]);
    }
    view
}

/// The metadata of a document, the fields of the server itself included.
pub fn metadata(base: &Base, document: &Document) -> Value {
    let own = base.fields.iter().filter_map(|field| {
        let value = document.metadata.get(&field.id)?;
        Some(json!({ "id": field.id, "name": field.name, "type": field.kind, "value": value }))
    });
    let built_in = base.built_in.then(
        || json!({ "id": "built-in", "name": "document_name", "type": "string", "value": document.name }),
    );
    own.chain(built_in).collect()
}

/// A document by itself: all of it, its metadata alone, or all but that.
pub fn detail(state: &State, base: &Base, document: &Document, which: &str) -> Value {
    let mut all = self::document(state, base, document);
    let object = all.as_object_mut().map(std::mem::take).unwrap_or_default();
    let mut view: Map<String, Value> = object
        .into_iter()
        .filter(|(name, _)| name != "data_source_detail_dict" && name != "word_count")
        .collect();
    view.insert("dataset_process_rule".to_owned(), json!({}));
    view.insert("document_process_rule".to_owned(), json!({ "mode": "automatic" }));
    view.insert("doc_language".to_owned(), Value::Null);
    view.insert("doc_type".to_owned(), Value::Null);
    view.insert("doc_metadata".to_owned(), metadata(base, document));
    view.insert("completed_at".to_owned(), if document.indexed() { time(state) } else { Value::Null });
    view.insert("updated_at".to_owned(), Value::Null);
    view.insert("indexing_latency".to_owned(), Value::Null);
    view.insert("segment_count".to_owned(), json!(document.chunks.len()));
    view.insert("average_segment_length".to_owned(), json!(0));
    let only = ["doc_type", "doc_metadata"];
    view.retain(|name, _| match which {
        "only" => name == "id" || only.contains(&name.as_str()),
        "without" => !only.contains(&name.as_str()),
        _ => true,
    });
    Value::Object(view)
}

/// A chunk.
pub fn chunk(state: &State, document: &str, place: usize, chunk: &Chunk) -> Value {
    let children = chunk.children.iter().enumerate();
    json!({
        "id": chunk.id, "position": place + 1, "document_id": document, "content": chunk.content,
        "sign_content": chunk.content, "answer": chunk.answer, "word_count": chunk.content.len(), "tokens": 7,
        "keywords": chunk.keywords, "index_node_id": null, "index_node_hash": null, "hit_count": 0, "enabled": true,
        "disabled_at": null, "disabled_by": null,
        "status": if state.manner.ahead { "re_segment" } else { "completed" },
        "created_by": ACCOUNT, "created_at": time(state), "updated_at": time(state), "updated_by": null,
        "indexing_at": time(state), "completed_at": time(state), "error": null, "stopped_at": null,
        "child_chunks": children.map(|(at, child)| self::child(state, &chunk.id, at, child)).collect::<Vec<_>>(),
        "attachments": [{ "id": "a", "name": "a.png", "size": 1, "extension": "png", "mime_type": null,
            "source_url": "https://files.example.org/a.png" }],
        "summary": null,
    })
}

/// The child of a chunk.
pub fn child(state: &State, parent: &str, place: usize, child: &Chunk) -> Value {
    json!({
        "id": child.id, "segment_id": parent, "content": child.content, "position": place + 1,
        "word_count": child.content.len(), "type": "customized", "created_at": time(state), "updated_at": time(state),
    })
}

/// A tag; the count is a text, and was an integer.
pub fn tag(state: &State, tag: &Tag) -> Value {
    let bound = state.bases.iter().filter(|base| base.tags.contains(&tag.id)).count();
    let count = if state.manner.old { json!(bound) } else { json!(bound.to_string()) };
    json!({ "id": tag.id, "name": tag.name, "type": "knowledge", "binding_count": count })
}
