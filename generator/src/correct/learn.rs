//! Recorded exchanges against the document: what answers hold that it does not declare, and the overlay action that would
//! declare it. Of what was recorded only names, kinds and statuses are ever said; a value is said only where it is a word
//! that a new literal of an enum needs, and never under a name that speaks of secrets.

mod exchange;
mod members;
mod recording;
mod routes;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::base::parallel::with_stack;
use crate::base::pointer::Pointer;
use crate::correct::lint::{COSTLY, Difference, Findings, Listing, Matter, Schemas, brief, length, settle};
use crate::correct::propose::{Action, Proposal, path};
use crate::diagnostic::code::{LEARN_CONTRADICTION, LEARN_UNKNOWN, LINT_COSTLY};
use crate::diagnostic::{FileId, Location};

pub use exchange::Exchange;
pub use recording::{archive, pairs};
use routes::Routes;

/// Holds every exchange against a document as it was read.
pub fn learn(document: &Value, file: FileId, exchanges: &[Exchange]) -> Findings {
    with_stack(|| hold(document, file, exchanges)).unwrap_or_default()
}

fn hold(document: &Value, file: FileId, exchanges: &[Exchange]) -> Findings {
    let bytes =
        exchanges.iter().map(|exchange| exchange.path.len() + exchange.body.as_ref().map_or(0, length));
    let bytes = bytes.fold(0, usize::saturating_add);
    let (schemas, listing) = (Schemas::new(document, bytes), Listing::new(document, bytes));
    let routes = Routes::new(document, exchanges.len());
    let mut learning = Learning { document, routes, file, schemas, listing, told: BTreeMap::new() };
    let answers: Vec<Option<Answer<'_>>> =
        exchanges.iter().map(|exchange| learning.answer(exchange)).collect();
    // All at once: what several schemas reach is read once.
    learning.schemas.prepare(answers.iter().flatten().filter_map(|answer| answer.schema().cloned()));
    for (exchange, answer) in exchanges.iter().zip(&answers) {
        if let Some(answer) = answer
            && !learning.listing.is_full()
        {
            learning.exchange(exchange, answer);
        }
    }
    let Learning { schemas, routes, mut listing, .. } = learning;
    schemas.record(listing.report());
    routes.budget.record(listing.report());
    listing.finish()
}

/// So many bytes of pointers that are kept of an exchange count as a step: a document may have long names.
const KEPT_PER_STEP: usize = 64;

/// What the document says of the answer of an exchange.
struct Answer<'a> {
    operation: usize,
    /// The declared response, and where it stands; none if the status is not declared.
    response: Option<(Pointer, &'a Value)>,
    /// Where the media type and its schema are, if the response has JSON.
    json: Option<(Pointer, Pointer)>,
}

impl Answer<'_> {
    fn schema(&self) -> Option<&Pointer> {
        self.json.as_ref().map(|(_, schema)| schema)
    }
}

struct Learning<'a> {
    document: &'a Value,
    routes: Routes<'a>,
    file: FileId,
    schemas: Schemas,
    listing: Listing,
    told: BTreeMap<Pointer, BTreeSet<String>>,
}

impl<'a> Learning<'a> {
    /// What the document says of the answer of an exchange; nothing if it is of no operation.
    fn answer(&mut self, exchange: &Exchange) -> Option<Answer<'a>> {
        let operation = self.operation(exchange)?;
        let status = exchange.status.to_string();
        let range = format!("{}XX", status.get(..1).unwrap_or_default());
        let response = self.routes.response(self.document, operation, [&status, &range, "default"]);
        let json = response.as_ref().and_then(|(at, response)| crate::correct::lint::json_of(at, response));
        let kept = [response.as_ref().map(|(at, _)| at), json.as_ref().map(|(at, _)| at)];
        let kept: usize = kept.into_iter().flatten().map(|at| at.as_str().len()).sum();
        if !self.routes.budget.spend(kept / KEPT_PER_STEP) {
            self.too_many();
            return None;
        }
        Some(Answer { operation, response, json })
    }

    fn exchange(&mut self, exchange: &Exchange, answer: &Answer<'_>) {
        let operation = self.routes.operation(answer.operation);
        let said = format!("`{} {}`", operation.method.to_uppercase(), brief(&operation.path));
        if answer.response.is_none() {
            let declares = operation.at.clone();
            self.other_status(&declares, &said, exchange);
            return;
        }
        let (Some(body), Some((media, schema))) = (&exchange.body, &answer.json) else { return };
        let said = format!("{said} {}", exchange.status);
        match self.document.pointer(schema.as_str()) {
            Some(_) => self.body(media, schema, body, &said),
            None => self.untyped(media, body, &said),
        }
    }

    /// The operation of an exchange; says so where there is none, or where looking for it takes too many steps.
    fn operation(&mut self, exchange: &Exchange) -> Option<usize> {
        let paths = Location::Source(self.file, Pointer::root().join("paths"));
        match self.routes.find(exchange) {
            Ok(Some(index)) => return Some(index),
            Ok(None) => {
                let message = format!(
                    "`{} {}` request that matches no operation",
                    brief(&exchange.method),
                    brief(&exchange.template())
                );
                self.listing.find(&LEARN_UNKNOWN, paths, message);
            }
            Err(()) => self.too_many(),
        }
        None
    }

    /// Says once that the steps to find operations do not suffice.
    fn too_many(&mut self) {
        let message = self.routes.budget.message();
        if self.is_new(&Pointer::root(), &message) {
            let paths = Location::Source(self.file, Pointer::root().join("paths"));
            self.listing.find(self.routes.budget.code(), paths, message);
        }
    }

    /// Whether something was not told of a place before.
    fn is_new(&mut self, at: &Pointer, message: &str) -> bool {
        match self.told.get_mut(at) {
            Some(told) => told.insert(message.to_owned()),
            None => self.told.insert(at.clone(), BTreeSet::from([message.to_owned()])).is_none(),
        }
    }

    /// Says something once, whatever the number of exchanges that show it.
    fn tell(&mut self, at: &Pointer, message: String) -> bool {
        let new = self.is_new(at, &message);
        if new {
            self.listing.find(&LEARN_CONTRADICTION, Location::Source(self.file, at.clone()), message);
        }
        new
    }

    fn other_status(&mut self, operation: &Pointer, said: &str, exchange: &Exchange) {
        let at = operation.join("responses");
        if !self.tell(&at, format!("{said} returned status {}, which is not declared", exchange.status)) {
            return;
        }
        let mut response = serde_json::json!({"description": "Recorded response."});
        if let Some(body) = &exchange.body {
            response["content"]["application/json"]["schema"] = members::shape(body);
        }
        let why = format!("The server returned {}.", exchange.status);
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
        self.listing.propose(proposal);
    }

    fn untyped(&mut self, media: &Pointer, body: &Value, said: &str) {
        if self.tell(media, format!("{said} has a body but no schema")) {
            let why = "Published without a schema; this schema is made from a recorded response.".to_owned();
            let proposal =
                Proposal::set(self.document, media, "schema", members::shape(body), why, source(said));
            self.listing.propose(proposal);
        }
    }

    fn body(&mut self, media: &Pointer, schema: &Pointer, body: &Value, said: &str) {
        if !self.schemas.affords(schema, body) {
            let at = Location::Source(self.file, schema.clone());
            return self.listing.find(&LINT_COSTLY, at, COSTLY);
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
        for (at, members) in members::undeclared(self.document, schema, body) {
            for (name, schema) in members {
                self.undeclared(&at, &name, schema, said);
            }
        }
    }

    fn undeclared(&mut self, at: &Pointer, name: &str, schema: Value, said: &str) {
        let shown = brief(&name);
        if self.tell(at, format!("{said} has an undeclared property `{shown}`")) {
            let mut members = serde_json::json!({});
            members[name] = schema;
            self.listing.propose(Proposal {
                target: path(self.document, at),
                description: format!("The server returns `{shown}`, which is not declared."),
                source: source(said),
                guard: None,
                action: Action::Update(serde_json::json!({"properties": members})),
            });
        }
    }

    fn difference(&mut self, difference: &Difference, said: &str) {
        let member = difference.instance.as_str();
        let word = match &difference.kind {
            Matter::Null => "is null, which is not declared".to_owned(),
            Matter::Type => format!("is of type {}, which is not declared", difference.found),
            Matter::Literal => "has a value that is not in the enum".to_owned(),
            Matter::Missing(name) => format!("has no `{}`, which is required", brief(name)),
            Matter::Limit(word) => format!("violates `{word}`"),
            Matter::Alternative => "matches none of the alternatives, or more than one".to_owned(),
        };
        let place = if member.is_empty() {
            "the response".to_owned()
        } else {
            format!("`{}`", brief(&generic(member)))
        };
        if !self.tell(&difference.schema, format!("{said}: {place} {word}")) {
            return;
        }
        // A value may be a secret: a new literal is proposed only if it is a plain word under a harmless name.
        let is_word = |value: &Value| members::is_plain_word(value, member);
        let harmless = difference.kind != Matter::Literal || difference.value.as_ref().is_some_and(is_word);
        if harmless {
            let actions = settle(self.document, difference, &source(said));
            actions.into_iter().for_each(|action| self.listing.propose(action));
        }
    }

    fn list_for_one(&mut self, media: &Pointer, schema: &Pointer, said: &str) {
        if self.tell(schema, format!("{said} is a list, but published as a single element")) {
            let why = "Published as a single element, but the server returns a list.".to_owned();
            let element = self.document.pointer(schema.as_str()).cloned().unwrap_or_default();
            let list = serde_json::json!({"type": "array", "items": element});
            self.listing.propose(Proposal::remove(self.document, schema, why.clone(), source(said)));
            let set = Proposal::set(self.document, media, "schema", list, why, source(said));
            self.listing.propose(Proposal { guard: None, ..set });
        }
    }
}

fn source(said: &str) -> String {
    format!("a recorded response of {said}")
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
