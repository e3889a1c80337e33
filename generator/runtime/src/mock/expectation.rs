//! Expectations of a mock server, and the messages for calls that do not match.

use super::super::request::operation::Operation;
use super::super::secret::escape::Escaped;
use super::super::secret::names::{REDACTED, is_sensitive};
use super::content::{Content, RequestBody};
use super::difference::{differences, matches_media_type};
use super::http::{Answer, Incoming};
use super::template::capture_values;
use super::text::pairs;
use serde_json::Value;
use std::cmp::Reverse;

/// One expected call, or several equal ones.
pub(crate) struct Expectation {
    pub(crate) operation: &'static Operation,
    /// The media type that a body must have; empty for any.
    media_type: &'static str,
    /// A member of the body that the client sets itself, with its value.
    member: Option<(&'static str, Value)>,
    pub(crate) path: Vec<(String, String)>,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Option<Content>,
    pub(crate) answer: Answer,
    /// The minimum and maximum number of calls.
    pub(crate) times: (usize, usize),
    calls: usize,
}

/// The reason why an expectation does not match a call, and how close it is: greater is closer.
pub(crate) struct Mismatch {
    pub(crate) closeness: (MatchLevel, Reverse<usize>),
    pub(crate) text: String,
}

/// How closely a call matches an expectation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum MatchLevel {
    /// The call is another operation.
    OtherOperation,
    /// Only the path matches; the method differs.
    SamePath,
    /// The operation matches; parameters or body differ.
    SameOperation,
    /// Everything matches, but the maximum number of calls is reached.
    TooOften,
}

impl Expectation {
    pub(crate) fn new<B: ?Sized>(operation: &'static Operation, sends: RequestBody<B>) -> Self {
        let RequestBody { media_type, member, .. } = sends;
        let (path, headers, body) = (Vec::new(), Vec::new(), None);
        let query = operation.path.split_once('?').map(|(_, query)| pairs(query)).unwrap_or_default();
        let (answer, times, calls) = (Answer::default(), (1, 1), 0);
        Self { operation, media_type, member, path, query, headers, body, answer, times, calls }
    }

    /// Counts the call and returns its answer, if the call matches.
    pub(crate) fn try_match(&mut self, request: &Incoming) -> Result<Answer, Mismatch> {
        let Operation { id, method, path: template, .. } = self.operation;
        let mismatch = |stage, differences: &[String]| {
            let text = format!("{id}: {}", differences.join("\n"));
            Err(Mismatch { closeness: (stage, Reverse(differences.len())), text })
        };
        let path = request.target.split('?').next().unwrap_or_default();
        let expected = || [format!("expected {method} {template}")];
        let Some(values) = capture_values(template, path) else {
            return mismatch(MatchLevel::OtherOperation, &expected());
        };
        if *method != request.method {
            return mismatch(MatchLevel::SamePath, &expected());
        }
        let mut different = self.parameters_differ(request, &values);
        different.extend(self.body_differs(request));
        if !different.is_empty() {
            return mismatch(MatchLevel::SameOperation, &different);
        }
        if self.calls == self.times.1 {
            return mismatch(
                MatchLevel::TooOften,
                &[format!("was called {} times before, as expected", self.calls)],
            );
        }
        self.calls += 1;
        Ok(self.answer.clone())
    }

    fn parameters_differ(&self, request: &Incoming, values: &[(&str, String)]) -> Vec<String> {
        let mut different = Vec::new();
        for (name, expected) in &self.path {
            let value = values.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
            if value != Some(expected) && self.operation.hides(name) {
                different.push(format!("expected {{{name}}} to be {REDACTED}, not another"));
            } else if value != Some(expected) {
                different.push(format!("expected {{{name}}} to be {expected:?}, not {value:?}"));
            }
        }
        let sent = pairs(request.target.split_once('?').map_or("", |(_, query)| query));
        for (name, expected) in self.query.iter().filter(|pair| !sent.contains(pair)) {
            let hides = self.operation.hides(name) || is_sensitive(name);
            let values = sent.iter().filter(|(other, _)| other == name).map(|(_, value)| value.as_str());
            let expected = if hides { REDACTED } else { expected };
            different
                .push(format!("expected {name}={expected} in the query, {}", describe_sent(values, hides)));
        }
        for (name, expected) in &self.headers {
            if !request.header(name).any(|value| value == expected) {
                let hides = self.operation.hides(name) || is_sensitive(name);
                let (expected, sent) =
                    (if hides { REDACTED } else { expected }, describe_sent(request.header(name), hides));
                different.push(format!("expected the header {name}: {expected}, {sent}"));
            }
        }
        different
    }

    fn body_differs(&self, request: &Incoming) -> Vec<String> {
        let media_type = request.header("content-type").next().unwrap_or_default();
        let said = self.body.as_ref().map_or(self.media_type, |body| body.media_type.as_str());
        if !media_type.is_empty() && !said.is_empty() && !matches_media_type(said, media_type) {
            return vec![format!("expected a body of {said}, sent {media_type}")];
        }
        let different = match &self.body {
            Some(expected) => differences(self.operation, expected, media_type, &request.body),
            None => self.member_differs(&request.body).into_iter().collect(),
        };
        let headline = (!different.is_empty()).then(|| "the body differs".to_owned());
        headline.into_iter().chain(different).collect()
    }

    /// Compares the member that the client sets itself, which distinguishes two calls with the same request line.
    fn member_differs(&self, body: &[u8]) -> Option<String> {
        let (name, expected) = self.member.as_ref()?;
        let body: Value = serde_json::from_slice(body).unwrap_or_default();
        let sent = body.get(name).unwrap_or(&Value::Null);
        (sent != expected).then(|| format!("/{name}: expected {expected}, sent {sent}"))
    }

    /// Expects this body, with the member that the client sets itself.
    pub(crate) fn expect_body(&mut self, mut body: Content) {
        let members: Option<Value> = serde_json::from_slice(&body.body).ok();
        if let (Some((name, value)), Some(Value::Object(mut members))) = (&self.member, members) {
            members.insert((*name).to_owned(), value.clone());
            body.body = Value::Object(members).to_string().into_bytes();
        }
        self.body = Some(body);
    }

    /// Returns true if the maximum number of calls is not reached.
    pub(crate) fn has_calls_left(&self) -> bool {
        self.calls < self.times.1
    }

    /// The message if there were too few calls.
    pub(crate) fn too_few_calls(&self) -> Option<String> {
        let (Operation { id, method, path, .. }, (least, most)) = (self.operation, self.times);
        let expected = if most == least { least.to_string() } else { format!("at least {least}") };
        (self.calls < least)
            .then(|| format!("{id} ({method} {path}) was called {} times, expected {expected}", self.calls))
    }
}

fn describe_sent<'a>(values: impl Iterator<Item = &'a str>, hides: bool) -> String {
    let shown = |value: &'a str| if hides { "another".to_owned() } else { Escaped(value).to_string() };
    let values: Vec<String> = values.map(shown).collect();
    if values.is_empty() { "which was not sent".to_owned() } else { format!("sent {}", values.join(", ")) }
}
