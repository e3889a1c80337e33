//! What the server holds.

use std::collections::BTreeMap;

use serde_json::Value;

use super::super::Reply;
use super::Manner;
use super::reply::not_found;

/// Everything.
#[derive(Debug)]
pub struct State {
    /// How this version behaves.
    pub manner: Manner,
    /// The knowledge bases, the oldest first.
    pub bases: Vec<Base>,
    /// The tags.
    pub tags: Vec<Tag>,
    made: u64,
}

/// A knowledge base.
#[derive(Debug, Default)]
pub struct Base {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is about.
    pub description: Option<String>,
    /// Who can see it.
    pub permission: String,
    /// Whether another service holds it.
    pub external: bool,
    /// How it is indexed; nothing before its first document.
    pub technique: Option<String>,
    /// How many applications use it.
    pub apps: u64,
    /// Who can see it, if only some can.
    pub members: Vec<String>,
    /// Ids of its tags.
    pub tags: Vec<String>,
    /// Its metadata fields.
    pub fields: Vec<Field>,
    /// Whether the fields of the server itself are on.
    pub built_in: bool,
    /// Its documents.
    pub documents: Vec<Document>,
}

/// A metadata field.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The kind of its values.
    pub kind: String,
}

/// A document.
#[derive(Debug, Default)]
pub struct Document {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Which batch it is indexed in.
    pub batch: String,
    /// How far indexing is: an index into [`STAGES`].
    pub stage: usize,
    /// Whether it is not found in searches.
    pub disabled: bool,
    /// Whether it is put away.
    pub archived: bool,
    /// Whether it was made from a file.
    pub file: bool,
    /// Its metadata, by the id of the field.
    pub metadata: BTreeMap<String, Value>,
    /// Its chunks.
    pub chunks: Vec<Chunk>,
}

/// A chunk, or the child of one.
#[derive(Debug, Default)]
pub struct Chunk {
    /// Its id.
    pub id: String,
    /// Its text.
    pub content: String,
    /// The answer to it.
    pub answer: Option<String>,
    /// Its keywords.
    pub keywords: Option<Vec<String>>,
    /// Its children.
    pub children: Vec<Chunk>,
}

/// A tag.
#[derive(Debug, Clone)]
pub struct Tag {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// What a document goes through; a look at its progress takes it one further.
pub const STAGES: [&str; 6] = ["waiting", "parsing", "cleaning", "splitting", "indexing", "completed"];

impl Document {
    /// Whether it is indexed.
    pub fn indexed(&self) -> bool {
        self.stage + 1 == STAGES.len()
    }
}

impl State {
    /// Nothing at all.
    pub fn new(manner: Manner) -> State {
        State { manner, bases: Vec::new(), tags: Vec::new(), made: 0 }
    }

    /// An id that nothing has yet.
    pub fn id(&mut self) -> String {
        self.made += 1;
        format!("00000000-0000-4000-8000-{:012x}", self.made)
    }

    /// A batch that nothing is in yet: digits, and no UUID.
    pub fn batch(&mut self) -> String {
        self.made += 1;
        format!("20250306150245{:06}", self.made)
    }

    /// Adds a knowledge base behind the back of the API.
    pub fn add_base(&mut self, name: &str) -> &mut Base {
        let id = self.id();
        let permission = "only_me".to_owned();
        self.bases.push(Base { id, name: name.to_owned(), permission, ..Base::default() });
        let last = self.bases.len() - 1;
        &mut self.bases[last]
    }

    /// Where a knowledge base stands.
    pub fn base_index(&self, id: &str) -> Result<usize, Reply> {
        self.bases.iter().position(|base| base.id == id).ok_or_else(|| not_found("Dataset not found."))
    }

    /// A document.
    pub fn document(&mut self, (base, id): (usize, &str)) -> Result<&mut Document, Reply> {
        let mut documents = self.bases[base].documents.iter_mut();
        documents.find(|document| document.id == id).ok_or_else(|| not_found("Document not found."))
    }

    /// A chunk.
    pub fn chunk(&mut self, document: (usize, &str), id: &str) -> Result<&mut Chunk, Reply> {
        let mut chunks = self.document(document)?.chunks.iter_mut();
        chunks.find(|chunk| chunk.id == id).ok_or_else(|| not_found("Segment not found."))
    }
}
