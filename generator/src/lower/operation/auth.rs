//! Security schemes and requirements.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::lower::Lowering;

use crate::diagnostic::{Place, Report, code};
use crate::ir::{SchemeKind, SecurityScheme};
use crate::pointer::Pointer;
use crate::resolve::{Endpoint, members};

/// The document's security schemes.
pub(in crate::lower) fn schemes(document: &Value, report: &mut Report) -> Vec<SecurityScheme> {
    let at = Pointer::root().join_all(["components", "securitySchemes"]);
    let mut found = Vec::new();
    for (name, value) in members(document.pointer(at.as_str())) {
        let value = referred(document, value);
        let text = |key: &str| value.get(key).and_then(Value::as_str);
        let kind = kind(text("type"), text("in"), text("name"), text("scheme"));
        let Some(kind) = kind else {
            let message = format!("the security scheme `{name}` is of no kind that OpenAPI knows");
            report.add(&code::SCHEME_UNKNOWN, Place::Normalised(at.join(name)), message);
            continue;
        };
        found.push(SecurityScheme {
            name: name.clone(),
            kind,
            description: text("description").map(str::to_owned),
            token_url: token_url(value),
        });
    }
    found.extend(below(document));
    found
}

/// Schemes that are settled below HTTP, which 3.0 does not know.
fn below(document: &Value) -> Vec<SecurityScheme> {
    let aside = members(document.pointer("/components/x-truespec-security-schemes"));
    let mutual = aside.filter(|(_, value)| value.get("type").and_then(Value::as_str) == Some("mutualTLS"));
    let scheme = |(name, value): (&String, &Value)| SecurityScheme {
        name: name.clone(),
        kind: SchemeKind::Transport,
        description: value.get("description").and_then(Value::as_str).map(str::to_owned),
        token_url: None,
    };
    mutual.map(scheme).collect()
}

/// Where OAuth 2 gives tokens for client credentials.
fn token_url(scheme: &Value) -> Option<String> {
    let oauth = scheme.get("type").and_then(Value::as_str) == Some("oauth2");
    let url = scheme.pointer("/flows/clientCredentials/tokenUrl").and_then(Value::as_str);
    url.filter(|url| oauth && !url.is_empty()).map(str::to_owned)
}

/// What a `$ref` leads to, if it is one.
fn referred<'v>(document: &'v Value, value: &'v Value) -> &'v Value {
    let reference = value.get("$ref").and_then(Value::as_str).and_then(|text| text.strip_prefix('#'));
    let target = reference.and_then(Pointer::from_fragment);
    target.and_then(|target| document.pointer(target.as_str())).unwrap_or(value)
}

fn kind(
    kind: Option<&str>,
    location: Option<&str>,
    name: Option<&str>,
    scheme: Option<&str>,
) -> Option<SchemeKind> {
    Some(match (kind?, location, name) {
        ("apiKey", Some("header"), Some(name)) => SchemeKind::Header(name.to_owned()),
        ("apiKey", Some("query"), Some(name)) => SchemeKind::Query(name.to_owned()),
        ("apiKey", Some("cookie"), Some(name)) => SchemeKind::Cookie(name.to_owned()),
        ("oauth2" | "openIdConnect", _, _) => SchemeKind::Bearer,
        ("mutualTLS", _, _) => SchemeKind::Transport,
        ("http", _, _) => match scheme?.to_ascii_lowercase().as_str() {
            "basic" => SchemeKind::Basic,
            "bearer" => SchemeKind::Bearer,
            // Digest, Hawk and their like need a dialogue that a header value cannot hold.
            _ => SchemeKind::Header("Authorization".to_owned()),
        },
        _ => return None,
    })
}

/// Requirements of the whole document that name a scheme which is not declared.
pub(in crate::lower) fn undeclared(document: &Value, report: &mut Report) {
    let sets = document.get("security").and_then(Value::as_array).into_iter().flatten();
    for (index, set) in sets.enumerate() {
        for (name, _) in members(Some(set)).filter(|(name, _)| !is_declared(document, name)) {
            let at = Pointer::root().join("security").join(index).join(name);
            let message = format!("`{name}` is required but not declared");
            report.add(&code::SCHEME_UNDECLARED, Place::Normalised(at), message);
        }
    }
}

/// Whether a scheme has an entry, usable or not.
fn is_declared(document: &Value, name: &str) -> bool {
    let sections = ["/components/securitySchemes", "/components/x-truespec-security-schemes"];
    sections.iter().any(|at| document.pointer(at).is_some_and(|all| all.get(name).is_some()))
}

impl Lowering<'_> {
    /// Requirements that name a scheme which is not declared.
    pub(in crate::lower) fn unknown_schemes(
        &mut self,
        endpoint: &Endpoint,
        published: &openapiv3::Operation,
    ) {
        let named = published.security.iter().flatten().flat_map(|set| set.keys());
        let document = &self.resolved.document;
        let unknown: Vec<&String> = named.filter(|name| !is_declared(document, name)).collect();
        for name in unknown {
            let message = format!("`{name}` is required but not declared");
            self.note(&code::SCHEME_UNDECLARED, &endpoint.pointer.join("security"), message);
        }
    }
}

/// Requirements as sets of scheme names: those of the operation, else those of the document.
pub(in crate::lower) fn requirements(
    own: Option<&Vec<openapiv3::SecurityRequirement>>,
    document: &Value,
    schemes: &BTreeSet<String>,
) -> Vec<Vec<String>> {
    let keys: Vec<Vec<String>> = match own {
        Some(own) => own.iter().map(|set| set.keys().cloned().collect()).collect(),
        None => {
            let root = document.get("security").and_then(Value::as_array);
            let sets = root.into_iter().flatten().filter_map(Value::as_object);
            sets.map(|set| set.keys().cloned().collect()).collect()
        }
    };
    let below = document.pointer("/components/x-truespec-security-schemes");
    // An alternative of which nothing can be sent is none: it must not read as "no credential needed".
    let usable = |set: Vec<String>| {
        let known: Vec<String> = set.iter().filter(|name| schemes.contains(*name)).cloned().collect();
        let settled_below = set.iter().all(|name| below.is_some_and(|below| below.get(name).is_some()));
        (settled_below || !known.is_empty()).then_some(known)
    };
    let mut known = BTreeSet::new();
    keys.into_iter().filter_map(usable).filter(|set| known.insert(set.clone())).collect()
}
