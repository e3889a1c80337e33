//! Names the builder's methods for credentials: one per security scheme. The first of a kind (of those that operations need,
//! if any) is named after the kind, further ones after themselves, so that a scheme that joins at the end renames none. Schemes of a kind that are sent together are
//! all named after themselves.

use super::ident::{Case, alternatives, ident, words};
use super::scope::{Claim, assign_names};
use crate::ir::{Api, SchemeKind, SecurityScheme};

/// The names of a security scheme that a client can have a credential for.
#[derive(Debug, Clone)]
pub struct CredentialNames {
    /// Its index in the API.
    pub index: usize,
    /// The builder's method.
    pub method: String,
}

/// Names every security scheme that a client can have a credential for.
pub(super) fn credentials(api: &Api) -> Vec<CredentialNames> {
    let schemes = api.schemes.iter().enumerate();
    let usable: Vec<(usize, &SecurityScheme)> =
        schemes.filter(|(_, scheme)| scheme.kind != SchemeKind::Transport).collect();
    let required = api.required_schemes();
    let claims = usable.iter().map(|(index, scheme)| {
        let of_kind = || usable.iter().filter(|(_, other)| kind(other) == kind(scheme));
        let needed = of_kind().find(|(_, other)| required.contains(other.name.as_str()));
        let first = needed.or_else(|| of_kind().next()).map(|(first, _)| first);
        let is_plain = first == Some(index) && !is_sent_with_its_kind(api, scheme);
        claim(scheme, is_plain)
    });
    let methods = assign_names(&claims.collect::<Vec<_>>(), &[]);
    usable.iter().zip(methods).map(|((index, _), method)| CredentialNames { index: *index, method }).collect()
}

fn kind(scheme: &SecurityScheme) -> &'static str {
    match scheme.kind {
        SchemeKind::Bearer => "bearer",
        SchemeKind::Basic => "basic",
        _ => "api_key",
    }
}

/// Returns true if some operation needs the scheme together with another of its kind.
fn is_sent_with_its_kind(api: &Api, scheme: &SecurityScheme) -> bool {
    let is_other = |name: &String| {
        let other = api.schemes.iter().find(|other| other.name == *name && other.name != scheme.name);
        other.is_some_and(|other| kind(other) == kind(scheme))
    };
    let mut sets = api.operations.iter().flat_map(|operation| &operation.security);
    sets.any(|set| set.contains(&scheme.name) && set.iter().any(is_other))
}

/// Claims the method of a scheme. Schemes whose names have the same words are distinguished by spelling.
fn claim(scheme: &SecurityScheme, is_plain: bool) -> Claim<'_> {
    let kind = kind(scheme);
    let own = ident(&words(&scheme.name), Case::Snake);
    let first = if is_plain || own == kind { kind.to_owned() } else { format!("{kind}_{own}") };
    Claim::new(first, 0, move || {
        alternatives(&scheme.name, Case::Snake).into_iter().map(|name| format!("{kind}_{name}")).collect()
    })
}
