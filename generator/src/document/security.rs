//! Security schemes and security requirements.

use std::collections::BTreeSet;

use serde_json::Value;

use super::value::{members, text};
use super::vocabulary;
use crate::base::pointer::Pointer;
use crate::openapi::normal;

/// Alternatives, each a set of schemes that are required together.
pub type Requirements = Vec<Vec<Requirement>>;

/// A scheme that a Security Requirement Object names.
#[derive(Clone, Debug, PartialEq)]
pub struct Requirement {
    /// The name of the scheme.
    pub scheme: String,
    /// The scopes that a token of it needs.
    pub scopes: BTreeSet<String>,
}

/// The Security Scheme Object.
#[derive(Clone, Debug, PartialEq)]
pub struct SecurityScheme {
    /// Pointer to it in the normalised document.
    pub pointer: Pointer,
    /// Its key.
    pub name: String,
    /// `type`.
    pub of_type: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `in` of `apiKey`.
    pub location: Option<String>,
    /// `name` of `apiKey`.
    pub wire: Option<String>,
    /// `scheme` of `http`.
    pub scheme: Option<String>,
    /// `x-truespec-prefix`.
    pub prefix: Option<Value>,
    /// `flows/clientCredentials/tokenUrl` of `oauth2`.
    pub token_url: Option<String>,
    /// True if another scheme is a reference to it.
    pub is_referred_to: bool,
}

/// The security schemes and the security requirements of a document.
#[derive(Debug, Default)]
pub struct Security {
    /// The schemes that a client may be able to use.
    pub schemes: Vec<SecurityScheme>,
    /// The schemes that OpenAPI 3.0 does not know, because they work below HTTP, in the transport.
    pub transport: Vec<SecurityScheme>,
    /// The requirements of operations without `security` of their own.
    pub required: Requirements,
}

impl Security {
    /// Returns true if a scheme is declared, usable or not.
    pub fn declares(&self, name: &str) -> bool {
        self.schemes.iter().chain(&self.transport).any(|scheme| scheme.name == name)
    }

    /// The names of the declared schemes.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.schemes.iter().chain(&self.transport).map(|scheme| scheme.name.as_str())
    }

    /// Returns true if a scheme works below HTTP.
    pub fn is_transport(&self, name: &str) -> bool {
        self.transport.iter().any(|scheme| scheme.name == name)
    }

    /// Requires these schemes of operations that have no requirements of their own. Returns those that are not declared.
    pub fn require<'n>(&mut self, names: &'n [String]) -> Vec<&'n String> {
        let (known, unknown): (Vec<&String>, Vec<&String>) =
            names.iter().partition(|name| self.declares(name));
        if !known.is_empty() {
            let requirement = |name: &String| Requirement { scheme: name.clone(), scopes: BTreeSet::new() };
            self.required = vec![known.into_iter().map(requirement).collect()];
        }
        unknown
    }

    pub(super) fn read(document: &Value) -> Self {
        // A reference among the schemes of HTTP may lead to one of the transport.
        let (below, schemes) = section(document, "securitySchemes")
            .into_iter()
            .partition(|scheme| scheme.of_type.as_deref() == Some("mutualTLS"));
        let transport = [section(document, normal::SECURITY_SCHEMES), below].concat();
        let targets = targets(document);
        let marked = |scheme: SecurityScheme| {
            let is_referred_to = targets.contains(&scheme.name);
            SecurityScheme { is_referred_to, ..scheme }
        };
        Self {
            schemes: schemes.into_iter().map(marked).collect(),
            transport,
            required: document.get("security").and_then(requirements).unwrap_or_default(),
        }
    }
}

/// The schemes of a section of `components`.
fn section(document: &Value, name: &str) -> Vec<SecurityScheme> {
    let at = Pointer::root().join_all(["components", name]);
    let schemes = members(document.pointer(at.as_str()));
    schemes.map(|(name, value)| scheme(at.join(name), name, resolve(document, value))).collect()
}

fn scheme(pointer: Pointer, name: &str, value: &Value) -> SecurityScheme {
    SecurityScheme {
        pointer,
        name: name.to_owned(),
        of_type: text(value.get("type")),
        description: text(value.get("description")),
        location: text(value.get("in")),
        wire: text(value.get("name")),
        scheme: text(value.get("scheme")),
        prefix: value.get(vocabulary::PREFIX).cloned(),
        token_url: text(value.pointer("/flows/clientCredentials/tokenUrl")),
        is_referred_to: false,
    }
}

/// The names of the schemes that other schemes are references to.
fn targets(document: &Value) -> BTreeSet<String> {
    let schemes = members(document.pointer("/components/securitySchemes"));
    let target = |(_, value): (&String, &Value)| {
        let pointer = Pointer::from_fragment(value.get("$ref")?.as_str()?.strip_prefix('#')?)?;
        let is_scheme = pointer.parent()?.as_str() == "/components/securitySchemes";
        pointer.last().filter(|_| is_scheme)
    };
    schemes.filter_map(target).collect()
}

/// How many references are followed to a scheme; a cycle leads nowhere.
const MAX_REFERENCES: usize = 32;

/// The target of a `$ref`, through other references; any other value is returned as it is.
fn resolve<'v>(document: &'v Value, value: &'v Value) -> &'v Value {
    let mut value = value;
    for _ in 0..MAX_REFERENCES {
        match target(document, value) {
            Some(next) => value = next,
            None => break,
        }
    }
    value
}

/// The target of one reference. Schemes of the transport stand in a section of their own in the normal form.
fn target<'v>(document: &'v Value, value: &Value) -> Option<&'v Value> {
    let reference = value.get("$ref")?.as_str()?.strip_prefix('#')?;
    let pointer = Pointer::from_fragment(reference)?;
    document.pointer(pointer.as_str()).or_else(|| {
        let name = pointer.as_str().strip_prefix("/components/securitySchemes/")?;
        document.pointer(&format!("/components/{}/{name}", normal::SECURITY_SCHEMES))
    })
}

/// The alternatives of `security`; `None` if it is not a list.
pub(super) fn requirements(value: &Value) -> Option<Requirements> {
    let sets = value.as_array()?.iter().filter_map(Value::as_object);
    let requirement = |(scheme, scopes): (&String, &Value)| Requirement {
        scheme: scheme.clone(),
        scopes: scopes.as_array().into_iter().flatten().filter_map(|scope| text(Some(scope))).collect(),
    };
    Some(sets.map(|set| set.iter().map(requirement).collect()).collect())
}
