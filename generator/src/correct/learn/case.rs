//! An exchange with its operation, and how the document describes it.

use std::collections::BTreeSet;

use serde_json::Value;

use super::events;
use super::media::{self, Class, Declared};
use super::parameter::queries;
use super::path::PathValue;
use super::sent;
use super::trouble::{Finding, Side, Trouble};
use crate::base::pointer::Pointer;
use crate::correct::judge::{Direction, Judge, MAX_POINTER, POINTER_PER_STEP, resolve};
use crate::correct::recording::{Body, Exchange, Message};
use crate::diagnostic::budget::Budget;

/// An exchange that belongs to an operation.
pub(super) struct Case<'e> {
    pub exchange: &'e Exchange,
    /// The JSON items of the response, if it is a stream.
    pub items: &'e [Value],
    /// The Operation Object.
    pub operation: Pointer,
    /// The method and path, for messages.
    pub label: String,
    /// The values in the path.
    pub path: Vec<PathValue>,
}

/// What was found in one exchange.
#[derive(Default)]
pub(super) struct Judged<'e> {
    pub findings: Vec<Finding<'e>>,
    /// Values at the places that were asked for.
    pub values: Vec<(Pointer, &'e Value)>,
    pub is_cut: bool,
}

impl<'e> Case<'e> {
    /// Returns true if the request was accepted.
    pub(super) fn is_success(&self) -> bool {
        (200..300).contains(&self.exchange.status)
    }

    /// Returns the pointer of the response that the document declares for the status.
    pub(super) fn response<'d>(&self, document: &'d Value) -> Option<(Pointer, &'d Value)> {
        let at = self.operation.join("responses");
        let status = self.exchange.status.to_string();
        let hundreds = status.get(..1).unwrap_or_default();
        let keys = [status.clone(), format!("{hundreds}XX"), format!("{hundreds}xx"), "default".to_owned()];
        let responses = document.pointer(at.as_str())?;
        let key = keys.into_iter().find(|key| responses.get(key).is_some())?;
        resolve(document, &at.join(key))
    }

    /// Judges the response, and the request if it was accepted, by a document.
    pub(super) fn judge(
        &self,
        document: &Value,
        budget: &mut Budget,
        wanted: &BTreeSet<Pointer>,
    ) -> Judged<'e> {
        let mut judged = Judged::default();
        if !budget.spend(1) {
            judged.is_cut = true;
            return judged;
        }
        let mut judging = Judging { document, budget, wanted, items: self.items, judged: &mut judged };
        self.judge_response(&mut judging);
        if self.is_success() {
            self.judge_request(&mut judging);
        }
        judged
    }

    fn judge_response(&self, judging: &mut Judging<'_, '_, 'e>) {
        let message = &self.exchange.response;
        let has_content = !matches!(self.exchange.status, 204 | 205 | 304) && self.exchange.method != "HEAD";
        let Some((at, response)) = self.response(judging.document) else {
            if !self.decodes_as_success(judging) {
                judging.add(Trouble::Status(self.exchange.status), self.operation.join("responses"));
            }
            return;
        };
        // Long names of components make long pointers.
        let length = at.as_str().len();
        if !judging.budget.spend(length / POINTER_PER_STEP) || length > MAX_POINTER {
            judging.judged.is_cut = true;
        } else if has_content {
            let declared = media::of_response(judging.document, &at, response, &self.operation);
            judging.message(Side::Response, &at, declared, message, self.is_success());
        }
    }

    /// A success status that is not declared is read as the documented success.
    fn decodes_as_success(&self, judging: &mut Judging<'_, '_, 'e>) -> bool {
        if !self.is_success() {
            return false;
        }
        let at = self.operation.join("responses");
        let responses = judging.document.pointer(at.as_str()).and_then(Value::as_object);
        let success = responses.and_then(|all| all.keys().find(|key| key.starts_with('2')));
        let declared = success.and_then(|status| resolve(judging.document, &at.join(status)));
        let Some((at, response)) = declared else { return false };
        let mut judged = Judged::default();
        let wanted = BTreeSet::new();
        let mut inner = Judging {
            document: judging.document,
            budget: &mut *judging.budget,
            wanted: &wanted,
            items: self.items,
            judged: &mut judged,
        };
        let declared = media::of_response(inner.document, &at, response, &self.operation);
        inner.message(Side::Response, &at, declared, &self.exchange.response, true);
        // A body that nothing declares is lost, which the success that has none does not say.
        let is_lost = |finding: &Finding<'_>| matches!(finding.trouble, Trouble::Content(Side::Response));
        judged.findings.iter().all(|finding| !finding.is_hard() && !is_lost(finding))
    }

    fn judge_request(&self, judging: &mut Judging<'_, '_, 'e>) {
        if !self.exchange.query.is_empty() {
            let queries = queries(judging.document, &self.operation);
            for name in queries.undeclared(self.exchange) {
                judging.add(Trouble::Query(name), self.operation.clone());
            }
        }
        for (trouble, at) in sent::troubles(judging.document, &self.operation, self.exchange, &self.path) {
            judging.add(trouble, at);
        }
        let message = &self.exchange.request;
        match media::of_request(judging.document, &self.operation) {
            Some((at, declared)) => judging.message(Side::Request, &at, declared, message, true),
            None if matches!(message.body, Body::Empty | Body::Unknown) => {}
            None => judging.add(Trouble::Content(Side::Request), self.operation.clone()),
        }
    }
}

/// The judging of one exchange.
struct Judging<'j, 'd, 'e> {
    document: &'d Value,
    budget: &'j mut Budget,
    wanted: &'j BTreeSet<Pointer>,
    items: &'e [Value],
    judged: &'j mut Judged<'e>,
}

impl<'e> Judging<'_, '_, 'e> {
    fn add(&mut self, trouble: Trouble<'e>, at: Pointer) {
        self.judged.findings.push(Finding { trouble, at });
    }

    /// Judges a body by the media types that are declared for it.
    fn message(
        &mut self,
        side: Side,
        at: &Pointer,
        declared: Vec<Declared>,
        message: &'e Message,
        is_success: bool,
    ) {
        let Some(found) = media::class_of(message) else {
            let needs_body = declared.first().is_some_and(Declared::is_json) && is_success;
            let is_optional = side == Side::Request;
            if matches!(message.body, Body::Empty) && needs_body && !is_optional {
                self.add(Trouble::Empty(side), at.clone());
            }
            return;
        };
        if declared.is_empty() {
            return self.add(Trouble::Content(side), at.clone());
        }
        let Some(declared) = media::matching(self.document, &declared, message, found) else {
            let name = message.media_type.clone().unwrap_or_else(|| found.default_name().to_owned());
            return self.add(Trouble::Media(side, name), at.clone());
        };
        if let Body::Json(value) = &message.body
            && declared.is_json()
        {
            self.json(side, declared, value);
        }
        if found == Class::Sequence && side == Side::Response {
            self.sequence(declared);
        }
    }

    /// Judges the items of a stream by their schema.
    fn sequence(&mut self, declared: &Declared) {
        let Some(schema) = events::schema(self.document, declared) else { return };
        for item in self.items {
            self.value(Side::Response, &schema.at, schema.data_of(item));
        }
    }

    fn json(&mut self, side: Side, declared: &Declared, value: &'e Value) {
        let Some(schema) = &declared.schema else {
            return self.add(Trouble::NoSchema(side), declared.at.clone());
        };
        self.value(side, schema, value);
    }

    fn value(&mut self, side: Side, schema: &Pointer, value: &'e Value) {
        let direction = if side == Side::Request { Direction::Sent } else { Direction::Received };
        let judge = Judge::new(self.document, direction, self.budget);
        let verdict = judge.collecting(self.wanted).judge(schema, value);
        self.judged.is_cut |= verdict.is_cut;
        self.judged.values.extend(verdict.values);
        let faults = verdict.faults.into_iter();
        self.judged.findings.extend(
            faults.map(|fault| Finding { at: fault.at.clone(), trouble: Trouble::Body(side, fault) }),
        );
    }
}
