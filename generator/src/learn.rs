//! Recorded exchanges against the document: what answers hold that it does not declare, and the overlay action that would
//! declare it. Of what was recorded only names, kinds and statuses are ever said; a value is said only where it is a word
//! that a new literal of an enum needs, and never under a name that speaks of secrets.

mod exchange;
mod members;
mod recording;
mod routes;

use std::collections::BTreeSet;

use serde_json::Value;

use crate::diagnostic::code::{LEARN_DIFFERS, LEARN_UNKNOWN, LINT_COSTLY};
use crate::diagnostic::{FileId, Place};
use crate::lint::{COSTLY, Difference, Findings, Matter, Schemas, kind, settle};
use crate::parallel::with_stack;
use crate::pointer::Pointer;
use crate::propose::{Action, Proposal, path};

pub use exchange::Exchange;
pub use recording::{archive, pairs};
use routes::Routes;

/// Holds every exchange against a document as it was read.
pub fn learn(document: &Value, file: FileId, exchanges: &[Exchange]) -> Findings {
    with_stack(|| hold(document, file, exchanges)).unwrap_or_default()
}

fn hold(document: &Value, file: FileId, exchanges: &[Exchange]) -> Findings {
    let schemas = Schemas::new(document);
    let routes = Routes::new(document, exchanges.len());
    let (findings, told) = (Findings::default(), BTreeSet::new());
    let mut learning = Learning { document, routes, file, schemas, findings, told };
    for exchange in exchanges {
        learning.exchange(exchange);
    }
    learning.routes.budget.record(&mut learning.findings.report);
    learning.findings
}

struct Learning<'a> {
    document: &'a Value,
    routes: Routes<'a>,
    file: FileId,
    schemas: Schemas,
    findings: Findings,
    told: BTreeSet<(Pointer, String)>,
}

impl Learning<'_> {
    fn exchange(&mut self, exchange: &Exchange) {
        let Some(index) = self.operation(exchange) else { return };
        let operation = self.routes.operation(index);
        let said = format!("`{} {}`", operation.method.to_uppercase(), operation.path);
        let declares = operation.at.clone();
        let status = exchange.status.to_string();
        let range = format!("{}XX", status.get(..1).unwrap_or_default());
        let found = self.routes.response(self.document, index, [&status, &range, "default"]);
        let Some((at, response)) = found else {
            self.other_status(&declares, &said, exchange);
            return;
        };
        let Some(body) = &exchange.body else { return };
        match crate::lint::json_of(&at, response) {
            Some((media, schema)) if self.document.pointer(schema.as_str()).is_some() => {
                self.body(&media, &schema, body, &format!("{said} {status}"));
            }
            Some((media, _)) => self.untyped(&media, body, &format!("{said} {status}")),
            None => {}
        }
    }

    /// The operation of an exchange; says so where there is none, or where looking for it takes too many steps.
    fn operation(&mut self, exchange: &Exchange) -> Option<usize> {
        let paths = Place::Source(self.file, Pointer::root().join("paths"));
        match self.routes.find(exchange) {
            Ok(Some(index)) => return Some(index),
            Ok(None) => {
                let message = format!("`{}` of a path that fits no operation", exchange.method);
                self.findings.report.add(&LEARN_UNKNOWN, paths, message);
            }
            Err(()) => {
                let message = self.routes.budget.message();
                if self.told.insert((Pointer::root(), message.clone())) {
                    self.findings.report.add(self.routes.budget.code(), paths, message);
                }
            }
        }
        None
    }

    /// Says something once, whatever the number of exchanges that show it.
    fn tell(&mut self, at: &Pointer, message: String) -> bool {
        let new = self.told.insert((at.clone(), message.clone()));
        if new {
            self.findings.report.add(&LEARN_DIFFERS, Place::Source(self.file, at.clone()), message);
        }
        new
    }

    fn other_status(&mut self, operation: &Pointer, said: &str, exchange: &Exchange) {
        let at = operation.join("responses");
        if !self.tell(&at, format!("{said} answered {}, which is not declared", exchange.status)) {
            return;
        }
        let mut response = serde_json::json!({"description": "As it was answered."});
        if let Some(body) = &exchange.body {
            response["content"]["application/json"]["schema"] = members::shape(body);
        }
        let why = format!("Answered {} in truth.", exchange.status);
        let status = exchange.status.to_string();
        // An action has to match: where there are no responses at all, they are what is added.
        let proposal = match self.document.pointer(at.as_str()) {
            Some(_) => Proposal::set(self.document, &at, &status, response, why, source(said)),
            None => {
                let mut responses = serde_json::json!({});
                responses[&status] = response;
                Proposal::set(self.document, operation, "responses", responses, why, source(said))
            }
        };
        self.findings.proposals.push(proposal);
    }

    fn untyped(&mut self, media: &Pointer, body: &Value, said: &str) {
        if self.tell(media, format!("{said} has a body and no schema")) {
            let why = "Published without a schema; this is the shape of what was answered.".to_owned();
            let proposal =
                Proposal::set(self.document, media, "schema", members::shape(body), why, source(said));
            self.findings.proposals.push(proposal);
        }
    }

    fn body(&mut self, media: &Pointer, schema: &Pointer, body: &Value, said: &str) {
        if !self.schemas.affords(schema, body) {
            let at = Place::Source(self.file, schema.clone());
            return self.findings.report.add(&LINT_COSTLY, at, COSTLY);
        }
        for difference in self.schemas.differences(schema, body) {
            let list =
                difference.instance == Pointer::root() && body.is_array() && difference.kind == Matter::Type;
            if list {
                self.list_for_one(media, schema, said);
                return;
            }
            self.difference(&difference, said);
        }
        for undeclared in members::undeclared(self.document, schema, body) {
            let message = format!("{said} has a member `{}` that is not declared", undeclared.name);
            if self.tell(&undeclared.at, message) {
                let mut members = serde_json::json!({});
                members[&undeclared.name] = undeclared.schema;
                self.findings.proposals.push(Proposal {
                    target: path(self.document, &undeclared.at),
                    description: format!("`{}` is there in truth and not declared.", undeclared.name),
                    source: source(said),
                    guard: None,
                    action: Action::Update(serde_json::json!({"properties": members})),
                });
            }
        }
    }

    fn difference(&mut self, difference: &Difference, said: &str) {
        let member = difference.instance.as_str();
        let word = match &difference.kind {
            Matter::Null => "is null, which is not declared".to_owned(),
            Matter::Type => format!("is of kind {}, which is not declared", kind(&difference.value)),
            Matter::Literal => "has a value that the enum does not list".to_owned(),
            Matter::Missing(name) => format!("has no `{name}`, which is required"),
            Matter::Limit(word) => format!("breaks `{word}`"),
            Matter::Alternative => "is none of the alternatives, or more than one".to_owned(),
        };
        let place =
            if member.is_empty() { "the answer".to_owned() } else { format!("`{}`", generic(member)) };
        if !self.tell(&difference.schema, format!("{said}: {place} {word}")) {
            return;
        }
        // A value may be a secret: a new literal is proposed only if it is a plain word under a harmless name.
        let harmless =
            difference.kind != Matter::Literal || members::is_plain_word(&difference.value, member);
        if harmless {
            self.findings.proposals.extend(settle(self.document, difference, &source(said)));
        }
    }

    fn list_for_one(&mut self, media: &Pointer, schema: &Pointer, said: &str) {
        if self.tell(schema, format!("{said} is a list, published as one element")) {
            let why = "One element as published, a list in truth.".to_owned();
            let element = self.document.pointer(schema.as_str()).cloned().unwrap_or_default();
            let list = serde_json::json!({"type": "array", "items": element});
            self.findings.proposals.push(Proposal::remove(self.document, schema, why.clone(), source(said)));
            let set = Proposal::set(self.document, media, "schema", list, why, source(said));
            self.findings.proposals.push(Proposal { guard: None, ..set });
        }
    }
}

fn source(said: &str) -> String {
    format!("a recorded answer of {said}")
}

/// Elements of lists are alike: `/data/17/name` is `/data/*/name`.
fn generic(at: &str) -> String {
    let token = |token: &str| {
        if !token.is_empty() && token.chars().all(|c| c.is_ascii_digit()) {
            "*".to_owned()
        } else {
            token.to_owned()
        }
    };
    at.split('/').map(token).collect::<Vec<_>>().join("/")
}
