//! A case: what is published, what the server does, and what clients make of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Value, json};
use truespec::diagnostic::{Files, Report};
use truespec::input::load;

/// One kind of deviation.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// How the server deviates, in a sentence.
    pub lie: String,
    /// The document as published. Without `info` and `tags` it gets those of all cases; its tag is `api`.
    pub document: Value,
    /// What the corrected client is built with besides the URL, such as `.bearer("secret")`.
    #[serde(default)]
    pub then_with: String,
    /// What the server answers to any other request.
    #[serde(default = "Answer::refusal")]
    pub refuses: Answer,
    pub exchanges: Vec<Exchange>,
    /// The diagnostic that says it, where nothing is to be proposed; empty if nothing is to be said either.
    pub reported: Option<String>,
    /// Why the correction does not suffice yet.
    pub open: Option<String>,
}

/// What becomes of a case.
pub enum End {
    /// The corrected client reads all.
    Corrected,
    /// A diagnostic with this code, and no proposal.
    Reported(String),
    /// Some calls still fail.
    Open,
}

/// A request, its response, and a call that sends it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exchange {
    /// `GET /pets?limit=1`: method and target of the request, decoded.
    pub ask: String,
    /// What else the server asks of the request, which others send.
    #[serde(default)]
    pub with: With,
    #[serde(default = "Answer::empty")]
    pub answer: Answer,
    /// The call, of the group `api`; in one of the helpers of `program/main.rs` unless that is `value`.
    pub call: Option<String>,
    /// The same call of the corrected client, if its types differ.
    pub then: Option<String>,
    /// What the published client makes of it.
    pub published: Outcome,
    /// What the corrected client makes of it.
    #[serde(default)]
    pub corrected: Outcome,
    /// What is read; by default what was sent. Of a typed error, a part of what `Debug` shows.
    pub value: Option<Value>,
    /// Others, who know the server, send it too.
    #[serde(default)]
    pub others: bool,
    /// How often it is sent while it is recorded.
    #[serde(default = "once")]
    pub times: usize,
}

fn once() -> usize {
    1
}

/// What a client makes of a response.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// All of it is in the typed result.
    #[default]
    Reads,
    /// There is a result, but it lacks some of what was sent.
    Differs,
    /// The call fails; of an error response, the body is not typed.
    Fails,
    /// The client has no such call.
    Unable,
}

/// What a request has to have.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct With {
    #[serde(rename = "type")]
    pub media_type: Option<String>,
    /// By lower-case name; `*` is any value.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    pub body: Option<String>,
}

/// A response.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    #[serde(default = "ok")]
    pub status: u16,
    /// The media type; by default that of JSON if there is a body.
    #[serde(rename = "type")]
    pub media_type: Option<String>,
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    pub body: Option<String>,
    /// The body as hexadecimal digits, where it is no text.
    #[serde(default)]
    pub hex: String,
}

fn ok() -> u16 {
    200
}

impl Answer {
    fn empty() -> Self {
        Self { status: 204, media_type: None, headers: BTreeMap::new(), body: None, hex: String::new() }
    }

    fn refusal() -> Self {
        let media_type = Some("text/plain".to_owned());
        Self { status: 400, media_type, body: Some("not this".to_owned()), ..Self::empty() }
    }

    /// The body.
    pub fn bytes(&self) -> Vec<u8> {
        let digits: Vec<char> = self.hex.chars().collect();
        let byte = |pair: &[char]| u8::from_str_radix(&String::from_iter(pair), 16).unwrap();
        match &self.body {
            Some(text) => text.clone().into_bytes(),
            None => digits.chunks(2).map(byte).collect(),
        }
    }

    /// The body as JSON, else as text.
    pub fn value(&self) -> Value {
        match &self.body {
            None => Value::Null,
            Some(text) => serde_json::from_str(text).unwrap_or_else(|_| json!(text)),
        }
    }
}

impl Exchange {
    /// Whether others send it while it is recorded.
    pub fn is_by_others(&self) -> bool {
        self.others || self.published == Outcome::Unable
    }

    pub fn expected(&self) -> Value {
        self.value.clone().unwrap_or_else(|| self.answer.value())
    }

    /// The method and the target.
    pub fn asked(&self) -> (&str, &str) {
        self.ask.split_once(' ').unwrap_or_else(|| panic!("{} is no method and target", self.ask))
    }
}

impl Case {
    pub fn end(&self) -> End {
        match (&self.reported, &self.open) {
            (Some(code), _) => End::Reported(code.clone()),
            (None, Some(_)) => End::Open,
            (None, None) => End::Corrected,
        }
    }

    pub fn version(&self) -> &str {
        let version = self.document.get("swagger").or_else(|| self.document.get("openapi"));
        version.and_then(Value::as_str).unwrap()
    }

    /// The document with what all cases share.
    fn whole_document(&self) -> Value {
        let mut document = self.document.clone();
        let info = json!({"title": self.lie, "version": "1"});
        document.as_object_mut().unwrap().entry("info").or_insert(info);
        for operation in document["paths"].as_object_mut().unwrap().values_mut().flat_map(operations) {
            operation.entry("tags").or_insert_with(|| json!(["api"]));
        }
        document
    }
}

fn operations(path: &mut Value) -> impl Iterator<Item = &mut serde_json::Map<String, Value>> {
    let members = path.as_object_mut().unwrap().values_mut();
    members.filter_map(Value::as_object_mut).filter(|member| member.contains_key("operationId"))
}

/// A part of the names of the only cases to run, if not all are.
pub fn only() -> Option<String> {
    std::env::var("DEVIATION").ok()
}

/// All cases, by name; each file is a map of them.
pub fn all() -> BTreeMap<String, Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/deviations");
    let mut cases = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "yaml") {
            let shown = path.display();
            let (mut texts, mut report) = (Files::default(), Report::default());
            let file = texts.add("cases", std::fs::read_to_string(&path).unwrap());
            let value =
                load::load(&texts, file, &mut report).unwrap_or_else(|| panic!("{shown}: {report:?}"));
            assert!(report.diagnostics.is_empty(), "{shown}: {report:?}");
            for (name, case) in value.as_object().unwrap() {
                let case =
                    serde_json::from_value(case.clone()).unwrap_or_else(|error| panic!("{name}: {error}"));
                assert!(cases.insert(name.clone(), case).is_none(), "{name} is there twice");
            }
        }
    }
    let only = only();
    cases.retain(|name, _| only.as_ref().is_none_or(|only| name.contains(only.as_str())));
    cases
}

/// Writes the documents, and returns where each is.
pub fn write_documents(cases: &BTreeMap<String, Case>, folder: &Path) -> BTreeMap<String, PathBuf> {
    let write = |(name, case): (&String, &Case)| {
        let own = folder.join(name);
        std::fs::create_dir_all(&own).unwrap();
        let path = own.join("api.json");
        std::fs::write(&path, serde_json::to_string_pretty(&case.whole_document()).unwrap()).unwrap();
        (name.clone(), path)
    };
    cases.iter().map(write).collect()
}
