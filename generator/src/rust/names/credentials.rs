//! Names the builder's methods for credentials: one per security scheme, named after its kind; several schemes of a
//! kind are named after themselves.

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
    let claims = usable.iter().map(|(_, scheme)| {
        let alone = usable.iter().filter(|(_, other)| kind(other) == kind(scheme)).count() == 1;
        claim(scheme, alone)
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

/// Claims the method of a scheme. Schemes whose names have the same words are distinguished by spelling.
fn claim(scheme: &SecurityScheme, alone: bool) -> Claim<'_> {
    let kind = kind(scheme);
    let own = ident(&words(&scheme.name), Case::Snake);
    let first = if alone || own == kind { kind.to_owned() } else { format!("{kind}_{own}") };
    Claim::new(first, 0, move || {
        alternatives(&scheme.name, Case::Snake).into_iter().map(|name| format!("{kind}_{name}")).collect()
    })
}
