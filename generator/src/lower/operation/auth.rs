//! Security schemes and requirements.

use std::collections::BTreeSet;

use crate::base::pointer::Pointer;
use crate::diagnostic::{Location, Report, code};
use crate::document::{
    self, Document, Endpoint, Requirement, Requirements, Security, SecurityScheme as Published, vocabulary,
};
use crate::ir::{Operation, SchemeKind, SecurityScheme, SecuritySet};
use crate::lower::Lowering;

/// Returns the document's security schemes.
pub(in crate::lower) fn security_schemes(document: &Document, report: &mut Report) -> Vec<SecurityScheme> {
    let security = &document.security;
    let named = named(document);
    let mut found = Vec::new();
    for scheme in security.schemes.iter().filter(|scheme| !is_definition(scheme, &named)) {
        let Some(kind) = scheme_kind(scheme) else {
            let message =
                format!("security scheme `{}` is not of a type that OpenAPI defines; left out", scheme.name);
            report.add(&code::SCHEME_UNKNOWN, Location::Normalised(scheme.pointer.clone()), message);
            continue;
        };
        let prefix = prefix(scheme, &kind, report);
        if prefix.is_none() {
            report_by_hand(scheme, &kind, report);
        }
        found.push(SecurityScheme {
            name: scheme.name.clone(),
            kind,
            prefix,
            description: scheme.description.clone(),
            token_url: token_url(scheme),
        });
    }
    found.extend(transport_schemes(security));
    found
}

/// Returns the schemes that requirements name.
fn named(document: &Document) -> BTreeSet<&str> {
    let own = document.endpoints.iter().filter_map(|endpoint| endpoint.operation.as_ref()?.security.as_ref());
    let all = own.chain([&document.security.required]).flatten().flatten();
    all.map(|one| one.scheme.as_str()).collect()
}

/// Returns true if a scheme only defines what others refer to: theirs is the credential.
fn is_definition(scheme: &Published, named: &BTreeSet<&str>) -> bool {
    scheme.is_referred_to && scheme.of_type.is_some() && !named.contains(scheme.name.as_str())
}

/// Reports an HTTP scheme whose credential the client does not compute.
fn report_by_hand(scheme: &Published, kind: &SchemeKind, report: &mut Report) {
    let name = scheme.scheme.as_deref().filter(|_| scheme.of_type.as_deref() == Some("http"));
    let (Some(name), SchemeKind::Header(_)) = (name, kind) else { return };
    let message = format!(
        "credentials of the HTTP scheme `{name}` are not computed; the caller gives the whole header"
    );
    report.add(&code::SCHEME_BY_HAND, Location::Normalised(scheme.pointer.clone()), message);
}

/// Returns what stands before the credential in its header, a word with the space after it.
fn prefix(scheme: &Published, kind: &SchemeKind, report: &mut Report) -> Option<String> {
    let declared = scheme.prefix.as_ref()?;
    let is_header = matches!(kind, SchemeKind::Header(_));
    let text = declared.as_str().filter(|text| is_header && is_header_text(text));
    let Some(text) = text else {
        let why = if is_header { "is not text for a header" } else { "is for a credential in a header" };
        let message = format!("`{}` {declared} {why}; ignored", vocabulary::PREFIX);
        report.add(
            &code::SCHEME_PREFIX,
            Location::Normalised(scheme.pointer.join(vocabulary::PREFIX)),
            message,
        );
        return None;
    };
    let is_word = text.ends_with(|last: char| last.is_ascii_alphanumeric());
    Some(if is_word { format!("{text} ") } else { text.to_owned() })
}

/// Returns true for the beginning of a header's value (RFC 9110, section 5.5): visible ASCII, and spaces within.
fn is_header_text(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_graphic())
        && text.chars().all(|c| c.is_ascii_graphic() || c == ' ')
}

/// Returns the security schemes that work below HTTP (mutual TLS), which 3.0 does not have.
fn transport_schemes(security: &Security) -> Vec<SecurityScheme> {
    let mutual = security.transport.iter().filter(|scheme| scheme.of_type.as_deref() == Some("mutualTLS"));
    let scheme = |scheme: &Published| SecurityScheme {
        name: scheme.name.clone(),
        kind: SchemeKind::Transport,
        prefix: None,
        description: scheme.description.clone(),
        token_url: None,
    };
    mutual.map(scheme).collect()
}

/// Returns the URL for OAuth 2 tokens by client credentials.
fn token_url(scheme: &Published) -> Option<String> {
    let is_oauth = scheme.of_type.as_deref() == Some("oauth2");
    scheme.token_url.clone().filter(|url| is_oauth && !url.is_empty())
}

/// Returns how a scheme sends its credential; `None` if OpenAPI does not define its type.
fn scheme_kind(scheme: &Published) -> Option<SchemeKind> {
    let wire = || scheme.wire.clone();
    Some(match (scheme.of_type.as_deref()?, scheme.location.as_deref()) {
        ("apiKey", Some("header")) => SchemeKind::Header(wire()?),
        ("apiKey", Some("query")) => SchemeKind::Query(wire()?),
        ("apiKey", Some("cookie")) => SchemeKind::Cookie(wire()?),
        ("oauth2" | "openIdConnect", _) => SchemeKind::Bearer,
        ("mutualTLS", _) => SchemeKind::Transport,
        ("http", _) => match scheme.scheme.as_deref()?.to_ascii_lowercase().as_str() {
            "basic" => SchemeKind::Basic,
            "bearer" => SchemeKind::Bearer,
            // Digest, Hawk and similar schemes need an exchange that one header value cannot express.
            _ => SchemeKind::Header("Authorization".to_owned()),
        },
        _ => return None,
    })
}

/// Reports requirements of the whole document that name an undeclared scheme.
pub(in crate::lower) fn report_undeclared(security: &Security, report: &mut Report) {
    for (index, set) in security.required.iter().enumerate() {
        for name in set.iter().map(|one| &one.scheme).filter(|name| !security.declares(name)) {
            let at = Pointer::root().join("security").join(index).join(name);
            let message = format!("security scheme `{name}` is required but not declared");
            report.add(&code::SCHEME_UNDECLARED, Location::Normalised(at), message);
        }
    }
}

/// Reports schemes that no operation requires: a client would never send their credentials.
pub(in crate::lower) fn report_unused(document: &Document, operations: &[Operation], report: &mut Report) {
    let named = named(document);
    let required: BTreeSet<&str> = operations
        .iter()
        .flat_map(|operation| operation.security.iter().flatten())
        .map(String::as_str)
        .collect();
    let is_unused = |scheme: &&Published| {
        let is_known = scheme_kind(scheme).is_some() && !is_definition(scheme, &named);
        is_known && !required.contains(scheme.name.as_str())
    };
    for scheme in document.security.schemes.iter().filter(is_unused).filter(|_| !operations.is_empty()) {
        let name = serde_json::Value::from(scheme.name.as_str());
        let message = format!("no operation requires the security scheme `{}`", scheme.name);
        let hint = format!(
            "if all operations take it, require it with `security = [{name}]` in `truespec.toml`, or with an overlay \
             action: {{target: $, update: {{security: [{{{name}: []}}]}}}}"
        );
        report.add_with_hint(
            &code::SCHEME_UNUSED,
            Location::Normalised(scheme.pointer.clone()),
            message,
            hint,
        );
    }
}

impl Lowering<'_> {
    /// Reports requirements of an operation that name an undeclared scheme.
    pub(in crate::lower) fn report_undeclared_schemes(
        &mut self,
        endpoint: &Endpoint,
        published: &document::Operation,
    ) {
        let security = &self.document.security;
        let named = published.security.iter().flatten().flatten();
        for name in named.map(|one| &one.scheme).filter(|name| !security.declares(name)) {
            let message = format!("security scheme `{name}` is required but not declared");
            self.report_once(&code::SCHEME_UNDECLARED, &endpoint.pointer.join("security"), message);
        }
    }
}

/// Returns the requirements that a client can meet: those of the operation, or else those of the document.
pub(in crate::lower) fn requirements(
    own: Option<&Requirements>,
    security: &Security,
    schemes: &BTreeSet<String>,
) -> Vec<SecuritySet> {
    // An alternative without a usable scheme is dropped: it must not mean "no credential needed".
    let usable = |set: &Vec<Requirement>| {
        let known = set.iter().filter(|one| schemes.contains(&one.scheme));
        let known: SecuritySet = known.map(|one| (one.scheme.clone(), one.scopes.clone())).collect();
        let is_transport = set.iter().all(|one| security.is_transport(&one.scheme));
        (is_transport || !known.is_empty()).then_some(known)
    };
    own.unwrap_or(&security.required).iter().filter_map(usable).collect()
}

/// Returns the names of the schemes of each alternative, in the document's order, each set once.
pub(in crate::lower) fn scheme_names(sets: &[SecuritySet]) -> Vec<Vec<String>> {
    let mut known = BTreeSet::new();
    let names = sets.iter().map(|set| set.iter().map(|(scheme, _)| scheme.clone()).collect::<Vec<String>>());
    names.filter(|set| known.insert(set.clone())).collect()
}
