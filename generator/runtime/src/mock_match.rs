//! What a mock server expects of a call, and what is said of a call that is otherwise.

use super::mock_http::{Answer, Incoming};
use super::operation::Operation;
use percent_encoding::percent_decode_str;
use serde_json::Value;

/// One call, or several alike.
pub(super) struct Expectation {
    pub(super) id: &'static str,
    method: &'static str,
    template: &'static str,
    pub(super) path: Vec<(String, String)>,
    pub(super) query: Vec<(String, String)>,
    pub(super) body: Option<Value>,
    pub(super) answer: Answer,
    pub(super) times: usize,
    met: usize,
}

/// Why an expectation does not fit a call, and how near it comes.
pub(super) struct NotMet {
    pub(super) nearness: u8,
    pub(super) text: String,
}

impl Expectation {
    pub(super) fn new(operation: &Operation) -> Self {
        let answer = Answer { status: 200, content_type: String::new(), body: Vec::new() };
        let (path, query, body) = (Vec::new(), Vec::new(), None);
        let Operation { id, method, path: template, .. } = *operation;
        Self { id, method, template, path, query, body, answer, times: 1, met: 0 }
    }

    /// The answer, if the call is the one.
    pub(super) fn meet(&mut self, request: &Incoming) -> Result<Answer, NotMet> {
        let not_met = |nearness, text: String| Err(NotMet { nearness, text: format!("{}: {text}", self.id) });
        let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
        let Some(values) = captured(self.template, path).filter(|_| self.method == request.method) else {
            return not_met(0, format!("expected {} {}", self.method, self.template));
        };
        for (name, expected) in &self.path {
            let value = values.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
            if value != Some(expected) {
                return not_met(1, format!("expected {{{name}}} to be {expected:?}, not {value:?}"));
            }
        }
        let pairs = pairs(query);
        if let Some((name, value)) = self.query.iter().find(|pair| !pairs.contains(pair)) {
            return not_met(2, format!("expected {name}={value} in the query"));
        }
        if let Some(expected) = &self.body {
            let body = serde_json::from_slice(&request.body).unwrap_or(Value::Null);
            let mut different = Vec::new();
            differences(expected, &body, "", &mut different);
            if !different.is_empty() {
                return not_met(3, format!("the body differs\n{}", different.join("\n")));
            }
        }
        if self.met == self.times {
            return not_met(4, format!("was called {} times before, as expected", self.met));
        }
        self.met += 1;
        Ok(self.answer.clone())
    }

    /// What to say if it was called too seldom.
    pub(super) fn unmet(&self) -> Option<String> {
        let Self { id, method, template, times, met, .. } = self;
        (met < times).then(|| format!("{id} ({method} {template}) was called {met} times, expected {times}"))
    }
}

/// The values of a template's parameters, decoded, if the path fits it.
fn captured<'t>(template: &'t str, path: &str) -> Option<Vec<(&'t str, String)>> {
    let mut values = Vec::new();
    let mut rest = path;
    let mut template = template;
    while let Some((literal, after)) = template.split_once('{') {
        let (name, after) = after.split_once('}')?;
        rest = rest.strip_prefix(literal)?;
        let next = after.split('{').next().unwrap_or_default();
        let stop = next.chars().next().map_or(Some(rest.len()), |stop| rest.find(stop))?;
        let (value, later) = rest.split_at_checked(stop)?;
        if value.is_empty() || value.contains('/') {
            return None;
        }
        values.push((name, decoded(value)));
        (rest, template) = (later, after);
    }
    (rest == template).then_some(values)
}

fn pairs(query: &str) -> Vec<(String, String)> {
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decoded(name), decoded(value))
    };
    query.split('&').map(pair).collect()
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Where two values differ, by JSON pointer.
fn differences(expected: &Value, found: &Value, at: &str, into: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(left), Value::Object(right)) => {
            for (key, expected) in left {
                differences(expected, right.get(key).unwrap_or(&Value::Null), &format!("{at}/{key}"), into);
            }
            let more = right.iter().filter(|(key, _)| !left.contains_key(*key));
            into.extend(more.map(|(key, value)| format!("{at}/{key}: nothing expected, sent {value}")));
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            for (index, (expected, found)) in left.iter().zip(right).enumerate() {
                differences(expected, found, &format!("{at}/{index}"), into);
            }
        }
        _ if expected == found => {}
        _ => into.push(format!("{at}: expected {expected}, sent {found}")),
    }
}
