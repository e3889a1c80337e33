//! Credentials that were sent although no operation requires them: schemes by their kinds, never by values.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::cases::Cases;
use crate::base::pointer::Pointer;
use crate::correct::draft::{Draft, Reason};
use crate::correct::judge::resolve;
use crate::correct::propose::Proposal;
use crate::correct::recording::SeenCredential;
use crate::openapi::section;
use crate::text::plural::counted;

/// Headers that are known to hold keys, and become schemes of their own.
const KEY_HEADERS: [&str; 6] =
    ["x-api-key", "api-key", "apikey", "x-auth-token", "x-access-token", "authorization"];

/// What is proposed about credentials.
pub(super) struct Missing {
    /// Where: the document, or an operation.
    pub at: Pointer,
    pub message: String,
    pub actions: Vec<Proposal>,
}

/// Returns what requires the credentials that all accepted requests had; `None` if the document requires any, or they
/// had none.
pub(super) fn missing(cases: &Cases<'_>, draft: Draft<'_>) -> Option<Missing> {
    let document = draft.document;
    let requires = |case: &super::case::Case<'_>| {
        document.pointer(case.operation.as_str()).is_some_and(|operation| operation.get("security").is_some())
    };
    let accepted: Vec<_> = cases.iter().filter(|case| case.is_success()).collect();
    if accepted.is_empty() || document.get("security").is_some() || accepted.iter().any(|case| requires(case))
    {
        return None;
    }
    let sets: BTreeSet<Vec<&SeenCredential>> =
        accepted.iter().map(|case| case.exchange.credentials.iter().collect()).collect();
    let schemes = Schemes { document };
    let mut added = Map::new();
    let mut required = Vec::new();
    for set in &sets {
        let names: Vec<String> = set.iter().filter_map(|one| schemes.name(one, &mut added)).collect();
        if names.is_empty() {
            return None;
        }
        let of = |name: String| (name, json!([]));
        let requirement = Value::Object(names.into_iter().map(of).collect());
        if !required.contains(&requirement) {
            required.push(requirement);
        }
    }
    let source = format!("credentials in {}, by kind", counted(accepted.len(), "recorded request"));
    let why = "Every accepted request had credentials, and no operation requires any.".to_owned();
    let reason = Reason { why: why.clone(), source };
    let mut actions = Vec::new();
    let section = section::pointer("securitySchemes", document.get("swagger").is_some())?;
    for (name, scheme) in added {
        actions.push(draft.insert(&section, &name, scheme, &reason));
    }
    actions.push(draft.insert(&Pointer::root(), "security", Value::Array(required), &reason));
    Some(Missing { at: Pointer::root(), message: why.trim_end_matches('.').to_owned(), actions })
}

struct Schemes<'d> {
    document: &'d Value,
}

impl Schemes<'_> {
    /// Returns the name of the declared scheme of a kind of credentials, or adds one. `None` if it may be none at all.
    fn name(&self, seen: &SeenCredential, added: &mut Map<String, Value>) -> Option<String> {
        let swagger = self.document.get("swagger").is_some();
        let section = section::pointer("securitySchemes", swagger)?;
        let declared = self.document.pointer(section.as_str()).and_then(Value::as_object);
        // One that is a reference is another name of its target.
        let is_own = |name: &&String| {
            let scheme = resolve(self.document, &section.join(name));
            scheme.is_some_and(|(_, scheme)| is_of(scheme, seen))
        };
        if let Some(name) = declared.and_then(|all| all.keys().find(is_own)) {
            return Some(name.clone());
        }
        let (name, scheme) = new_scheme(seen, swagger)?;
        added.insert(name.to_owned(), scheme);
        Some(name.to_owned())
    }
}

/// Returns true if a security scheme is of a kind of credentials.
fn is_of(scheme: &Value, seen: &SeenCredential) -> bool {
    let text = |key: &str| scheme.get(key).and_then(Value::as_str).unwrap_or_default().to_ascii_lowercase();
    let key = |place: &str, name: &str| {
        text("type") == "apikey" && text("in") == place && text("name") == name.to_ascii_lowercase()
    };
    match seen {
        SeenCredential::Authorization(own) => {
            text("type") == "http" && text("scheme") == *own
                || text("type") == *own
                || own == "bearer" && ["oauth2", "openidconnect"].contains(&text("type").as_str())
                || key("header", "authorization")
        }
        SeenCredential::Header(name) => key("header", name),
        SeenCredential::Query(name) => key("query", name),
        SeenCredential::Cookie(name) => key("cookie", name),
    }
}

/// Returns a scheme for a kind of credentials that is common enough to be one.
fn new_scheme(seen: &SeenCredential, swagger: bool) -> Option<(&'static str, Value)> {
    match seen {
        SeenCredential::Authorization(scheme) if !swagger && scheme == "bearer" => {
            Some(("bearer", json!({"type": "http", "scheme": "bearer"})))
        }
        SeenCredential::Authorization(scheme) if scheme == "basic" => Some(match swagger {
            true => ("basic", json!({"type": "basic"})),
            false => ("basic", json!({"type": "http", "scheme": "basic"})),
        }),
        SeenCredential::Authorization(_) => {
            Some(("authorization", json!({"type": "apiKey", "in": "header", "name": "Authorization"})))
        }
        SeenCredential::Header(name) if KEY_HEADERS.contains(&name.as_str()) => {
            Some(("key", json!({"type": "apiKey", "in": "header", "name": name})))
        }
        _ => None,
    }
}
