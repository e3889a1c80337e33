//! What a server expects, in order, and what it answers.

use serde_json::Value;

/// The whole conversation of one program.
pub struct Script {
    /// The header that every request has, unless its exchange names another value.
    pub auth: (&'static str, &'static str),
    /// In the order in which the program calls.
    pub exchanges: Vec<Exchange>,
}

/// One expected request and its answer.
pub struct Exchange {
    /// Upper case.
    pub method: &'static str,
    /// Percent-decoded.
    pub path: &'static str,
    /// Every pair of the query, in any order, decoded.
    pub query: Vec<(&'static str, &'static str)>,
    /// Headers that the request must have; it may have others.
    pub headers: Vec<(&'static str, &'static str)>,
    /// The whole body.
    pub body: Body,
    /// Whether the API asks for no credential; one may come.
    pub public: bool,
    /// Members of a JSON body and pairs of a query that may come as well, with the value that the API assumes without.
    pub defaults: Vec<(&'static str, Value)>,
    /// What the server answers.
    pub answer: Answer,
}

/// An expected body.
pub enum Body {
    /// No bytes.
    Empty,
    /// JSON that is equal; the order of members is free.
    Json(Value),
    /// The parts of a form, in any order.
    Form(Vec<Part>),
}

/// An expected part of a form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// Name of the field.
    pub name: String,
    /// Only files have one.
    pub file_name: Option<String>,
    /// Checked for files only: that of a text may be left out.
    pub content_type: Option<String>,
    /// Everything that is sent here is text.
    pub content: String,
}

/// An answer. `{base}` in a header is the address of the server.
pub struct Answer {
    /// Status code.
    pub status: u16,
    /// Beside `content-length` and `connection`.
    pub headers: Vec<(&'static str, &'static str)>,
    /// Sent as it is.
    pub body: String,
}

impl Exchange {
    fn new(method: &'static str, path: &'static str, answer: Answer) -> Self {
        let (query, headers, defaults) = (Vec::new(), Vec::new(), Vec::new());
        Exchange { method, path, query, headers, body: Body::Empty, public: false, defaults, answer }
    }

    /// Expects the pairs of a query.
    #[must_use]
    pub fn query(mut self, pairs: &[(&'static str, &'static str)]) -> Self {
        self.query.extend_from_slice(pairs);
        self
    }

    /// Expects a header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.push((name, value));
        self
    }

    /// Expects JSON.
    #[must_use]
    pub fn json(mut self, body: Value) -> Self {
        self.body = Body::Json(body);
        self
    }

    /// Expects no credential.
    #[must_use]
    pub fn public(mut self) -> Self {
        self.public = true;
        self
    }

    /// Allows a member of the JSON body, or a pair of the query, that says what the API assumes without it.
    #[must_use]
    pub fn default(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.defaults.push((name, value.into()));
        self
    }

    /// Expects a form.
    #[must_use]
    pub fn form(mut self, parts: &[Part]) -> Self {
        self.body = Body::Form(parts.to_vec());
        self
    }
}

/// Expects a GET.
pub fn get(path: &'static str, answer: Answer) -> Exchange {
    Exchange::new("GET", path, answer)
}

/// Expects a POST.
pub fn post(path: &'static str, answer: Answer) -> Exchange {
    Exchange::new("POST", path, answer)
}

/// A text of a form.
pub fn text(name: &str, content: &str) -> Part {
    Part { name: name.into(), file_name: None, content_type: None, content: content.into() }
}

/// A file of a form.
pub fn file(name: &str, file_name: &str, content_type: &str, content: &str) -> Part {
    let (file_name, content_type) = (Some(file_name.into()), Some(content_type.into()));
    Part { name: name.into(), file_name, content_type, content: content.into() }
}

/// Answers JSON.
pub fn answer(status: u16, body: Value) -> Answer {
    Answer { status, headers: vec![("content-type", "application/json")], body: body.to_string() }
}

/// Answers 429 and asks to come again at once.
pub fn too_many(body: Value) -> Answer {
    answer(429, body).with("retry-after", "0")
}

/// Answers what a gateway answers where the API does not.
pub fn gateway() -> Answer {
    let body = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>nginx</body>\r\n</html>\r\n";
    Answer { status: 502, headers: vec![("content-type", "text/html")], body: body.into() }
}

/// Answers a status and nothing else.
pub fn empty(status: u16) -> Answer {
    Answer { status, headers: Vec::new(), body: String::new() }
}

/// Answers server-sent events, named as their `type`.
pub fn events(events: &[Value]) -> Answer {
    let event =
        |data: &Value| format!("event: {}\ndata: {data}\n\n", data["type"].as_str().unwrap_or_default());
    let body = events.iter().map(event).collect();
    Answer { status: 200, headers: vec![("content-type", "text/event-stream; charset=utf-8")], body }
}

impl Answer {
    /// Adds a header.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: &'static str) -> Self {
        self.headers.push((name, value));
        self
    }
}
