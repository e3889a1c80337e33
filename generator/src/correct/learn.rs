//! Compares recorded exchanges with the document: reports what responses hold but the document does not declare, and
//! proposes overlay actions that declare it. Diagnostics show names, types and statuses only. A recorded value is shown
//! only if it is a plain word that an enum lacks, and never under a name that suggests a secret.

mod members;
mod routes;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::base::parallel::with_stack;
use crate::base::pointer::Pointer;
use crate::correct::lint::{
    Difference, DifferenceKind, Findings, Listing, NOT_CHECKED, Schemas, corrections, json_length, shorten,
};
use crate::correct::propose::{Action, Proposal, json_path};
use crate::correct::recording::Exchange;
use crate::diagnostic::code::{LEARN_CONTRADICTION, LEARN_UNKNOWN, LINT_COSTLY};
use crate::diagnostic::{FileId, Location};

use routes::Routes;

/// Compares every exchange with a document as it was read.
pub fn learn(document: &Value, file: FileId, exchanges: &[Exchange]) -> Findings {
    with_stack(|| compare(document, file, exchanges)).unwrap_or_default()
}

fn compare(document: &Value, file: FileId, exchanges: &[Exchange]) -> Findings {
    let bytes = exchanges
        .iter()
        .map(|exchange| exchange.path.len() + exchange.response.body.json().map_or(0, json_length));
    let bytes = bytes.fold(0, usize::saturating_add);
    let (schemas, listing) = (Schemas::new(document, bytes), Listing::new(document, bytes));
    let routes = Routes::new(document, exchanges.len());
    let mut learner = Learner { document, routes, file, schemas, listing, reported: BTreeMap::new() };
    let answers: Vec<Option<DeclaredResponse<'_>>> =
        exchanges.iter().map(|exchange| learner.declared_response(exchange)).collect();
    // All at once, so that schemas that several of them reach are read only once.
    learner.schemas.prepare(answers.iter().flatten().filter_map(|answer| answer.schema().cloned()));
    for (exchange, answer) in exchanges.iter().zip(&answers) {
        if let Some(answer) = answer
            && !learner.listing.is_full()
        {
            learner.compare_exchange(exchange, answer);
        }
    }
    let Learner { schemas, routes, mut listing, .. } = learner;
    schemas.report_steps(listing.report());
    routes.budget.report_steps(listing.report());
    listing.finish()
}

/// This many bytes of the pointers kept for an exchange count as one step, because a document may have long names.
const KEPT_PER_STEP: usize = 64;

/// The parts of the document that describe the response of an exchange.
struct DeclaredResponse<'a> {
    operation: usize,
    /// The declared response and its pointer; `None` if the status is not declared.
    response: Option<(Pointer, &'a Value)>,
    /// The pointers of the media type and its schema, if the response has JSON.
    json: Option<(Pointer, Pointer)>,
}

impl DeclaredResponse<'_> {
    fn schema(&self) -> Option<&Pointer> {
        self.json.as_ref().map(|(_, schema)| schema)
    }
}

struct Learner<'a> {
    document: &'a Value,
    routes: Routes<'a>,
    file: FileId,
    schemas: Schemas,
    listing: Listing,
    reported: BTreeMap<Pointer, BTreeSet<String>>,
}

impl<'a> Learner<'a> {
    /// Finds what the document declares for the response of an exchange; `None` if it matches no operation.
    fn declared_response(&mut self, exchange: &Exchange) -> Option<DeclaredResponse<'a>> {
        let operation = self.find_operation(exchange)?;
        let status = exchange.status.to_string();
        let range = format!("{}XX", status.get(..1).unwrap_or_default());
        let response = self.routes.response(self.document, operation, [&status, &range, "default"]);
        let json =
            response.as_ref().and_then(|(at, response)| crate::correct::lint::json_media_type(at, response));
        let kept = [response.as_ref().map(|(at, _)| at), json.as_ref().map(|(at, _)| at)];
        let kept: usize = kept.into_iter().flatten().map(|at| at.as_str().len()).sum();
        if !self.routes.budget.spend(kept / KEPT_PER_STEP) {
            self.report_exceeded_budget();
            return None;
        }
        Some(DeclaredResponse { operation, response, json })
    }

    fn compare_exchange(&mut self, exchange: &Exchange, answer: &DeclaredResponse<'_>) {
        let operation = self.routes.operation(answer.operation);
        let label = format!("`{} {}`", operation.method.to_uppercase(), shorten(&operation.path));
        if answer.response.is_none() {
            let declares = operation.at.clone();
            self.undeclared_status(&declares, &label, exchange);
            return;
        }
        let (Some(body), Some((media, schema))) = (exchange.response.body.json(), &answer.json) else {
            return;
        };
        let label = format!("{label} {}", exchange.status);
        match self.document.pointer(schema.as_str()) {
            Some(_) => self.compare_body(media, schema, body, &label),
            None => self.body_without_schema(media, body, &label),
        }
    }

    /// Finds the operation of an exchange. Reports it if there is none, or if the search exceeds the limit.
    fn find_operation(&mut self, exchange: &Exchange) -> Option<usize> {
        let paths = Location::Source(self.file, Pointer::root().join("paths"));
        match self.routes.find(exchange) {
            Ok(Some(index)) => return Some(index),
            Ok(None) => {
                let message = format!(
                    "`{} {}` request that matches no operation",
                    shorten(&exchange.method),
                    shorten(&exchange.template())
                );
                self.listing.add(&LEARN_UNKNOWN, paths, message);
            }
            Err(()) => self.report_exceeded_budget(),
        }
        None
    }

    /// Reports, once, that the search for operations exceeded its limit.
    fn report_exceeded_budget(&mut self) {
        let message = self.routes.budget.message();
        if self.is_first_report(&Pointer::root(), &message) {
            let paths = Location::Source(self.file, Pointer::root().join("paths"));
            self.listing.add(self.routes.budget.code(), paths, message);
        }
    }

    /// Returns true the first time that a message is about to be reported at a location.
    fn is_first_report(&mut self, at: &Pointer, message: &str) -> bool {
        match self.reported.get_mut(at) {
            Some(reported) => reported.insert(message.to_owned()),
            None => self.reported.insert(at.clone(), BTreeSet::from([message.to_owned()])).is_none(),
        }
    }

    /// Reports a contradiction once, however many exchanges show it; returns true if it is new.
    fn report(&mut self, at: &Pointer, message: String) -> bool {
        let new = self.is_first_report(at, &message);
        if new {
            self.listing.add(&LEARN_CONTRADICTION, Location::Source(self.file, at.clone()), message);
        }
        new
    }

    fn undeclared_status(&mut self, operation: &Pointer, label: &str, exchange: &Exchange) {
        let at = operation.join("responses");
        if !self.report(&at, format!("{label} returned status {}, which is not declared", exchange.status)) {
            return;
        }
        let mut response = serde_json::json!({"description": "Recorded response."});
        if let Some(body) = exchange.response.body.json() {
            response["content"]["application/json"]["schema"] = members::shape(body);
        }
        let why = format!("The server returned {}.", exchange.status);
        let status = exchange.status.to_string();
        // An action has to match something: without `responses`, the action adds them.
        let proposal = match self.document.pointer(at.as_str()) {
            Some(_) => Proposal::set(self.document, &at, &status, response, why, source(label)),
            None => {
                let mut responses = serde_json::json!({});
                responses[&status] = response;
                Proposal::set(self.document, operation, "responses", responses, why, source(label))
            }
        };
        self.listing.propose(proposal);
    }

    fn body_without_schema(&mut self, media: &Pointer, body: &Value, label: &str) {
        if self.report(media, format!("{label} has a body but no schema")) {
            let why = "Published without a schema; this schema is made from a recorded response.".to_owned();
            let proposal =
                Proposal::set(self.document, media, "schema", members::shape(body), why, source(label));
            self.listing.propose(proposal);
        }
    }

    fn compare_body(&mut self, media: &Pointer, schema: &Pointer, body: &Value, label: &str) {
        if !self.schemas.spend_validation(schema, body) {
            let at = Location::Source(self.file, schema.clone());
            return self.listing.add(&LINT_COSTLY, at, NOT_CHECKED);
        }
        for difference in self.schemas.differences(schema, body) {
            let list = difference.instance == Pointer::root()
                && body.is_array()
                && difference.kind == DifferenceKind::Type;
            if list {
                self.report_list_for_element(media, schema, label);
                return;
            }
            self.report_difference(&difference, label);
        }
        for (at, members) in members::undeclared(self.document, schema, body) {
            for (name, schema) in members {
                self.undeclared_member(&at, &name, schema, label);
            }
        }
    }

    fn undeclared_member(&mut self, at: &Pointer, name: &str, schema: Value, label: &str) {
        let shown = shorten(&name);
        if self.report(at, format!("{label} has an undeclared property `{shown}`")) {
            let mut members = serde_json::json!({});
            members[name] = schema;
            self.listing.propose(Proposal {
                target: json_path(self.document, at),
                description: format!("The server returns `{shown}`, which is not declared."),
                source: source(label),
                guard: None,
                action: Action::Update(serde_json::json!({"properties": members})),
            });
        }
    }

    fn report_difference(&mut self, difference: &Difference, label: &str) {
        let member = difference.instance.as_str();
        let word = match &difference.kind {
            DifferenceKind::Null => "is null, which is not declared".to_owned(),
            DifferenceKind::Type => format!("is of type {}, which is not declared", difference.found),
            DifferenceKind::Literal => "has a value that is not in the enum".to_owned(),
            DifferenceKind::Missing(name) => format!("has no `{}`, which is required", shorten(name)),
            DifferenceKind::Limit(word) => format!("violates `{word}`"),
            DifferenceKind::Alternative => "matches none of the alternatives, or more than one".to_owned(),
        };
        let place = if member.is_empty() {
            "the response".to_owned()
        } else {
            format!("`{}`", shorten(&without_indexes(member)))
        };
        if !self.report(&difference.schema, format!("{label}: {place} {word}")) {
            return;
        }
        // A value may be a secret: a new enum value is proposed only if it is a plain word under a harmless name.
        let is_word = |value: &Value| members::is_plain_word(value, member);
        let harmless =
            difference.kind != DifferenceKind::Literal || difference.value.as_ref().is_some_and(is_word);
        if harmless {
            let actions = corrections(self.document, difference, &source(label));
            actions.into_iter().for_each(|action| self.listing.propose(action));
        }
    }

    fn report_list_for_element(&mut self, media: &Pointer, schema: &Pointer, label: &str) {
        if self.report(schema, format!("{label} is a list, but published as a single element")) {
            let why = "Published as a single element, but the server returns a list.".to_owned();
            let element = self.document.pointer(schema.as_str()).cloned().unwrap_or_default();
            let list = serde_json::json!({"type": "array", "items": element});
            self.listing.propose(Proposal::remove(self.document, schema, why.clone(), source(label)));
            let set = Proposal::set(self.document, media, "schema", list, why, source(label));
            self.listing.propose(Proposal { guard: None, ..set });
        }
    }
}

fn source(label: &str) -> String {
    format!("a recorded response of {label}")
}

/// Replaces the indexes of a pointer by `*`: `/data/17/name` becomes `/data/*/name`.
fn without_indexes(at: &str) -> String {
    let token = |token: &str| {
        if !token.is_empty() && token.chars().all(|c| c.is_ascii_digit()) {
            "*".to_owned()
        } else {
            token.to_owned()
        }
    };
    at.split('/').map(token).collect::<Vec<_>>().join("/")
}
