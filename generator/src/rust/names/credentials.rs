//! Names the builder's methods for credentials: one per security scheme. The most needed scheme of a kind is named after the
//! kind, the others after themselves. Schemes of a kind that are mostly sent together are all named after themselves.

use std::cmp::Reverse;

use super::ident::{Case, alternatives, ident, words};
use super::record::{Book, Kind};
use super::scope::Claim;
use crate::ir::{Api, SchemeKind, SecurityScheme};

/// The names of a security scheme that a client can have a credential for.
#[derive(Debug, Clone)]
pub struct CredentialNames {
    /// Its index in the API.
    pub index: usize,
    /// The builder's method.
    pub method: String,
}

/// Names every security scheme that a client can have a credential for, the most needed first. A scheme that
/// joins for some operations, or as a further alternative, comes after those that were there.
pub(super) fn credentials(api: &Api, book: &Book<'_>) -> Vec<CredentialNames> {
    let schemes = api.schemes.iter().enumerate();
    let mut usable: Vec<(usize, &SecurityScheme)> =
        schemes.filter(|(_, scheme)| scheme.kind != SchemeKind::Transport).collect();
    usable.sort_by_cached_key(|(_, scheme)| (Need::of(api, scheme), scheme.name.as_str()));
    let claims = usable.iter().map(|(index, scheme)| {
        let of_kind = || usable.iter().filter(|(_, other)| kind(other) == kind(scheme));
        // The one that was named after the kind still is, whatever is needed more now.
        let had = |(_, other): &&(usize, &SecurityScheme)| {
            book.credentials.get(&other.name).is_some_and(|had| had == kind(other))
        };
        let first = of_kind().find(had).or_else(|| of_kind().next()).map(|(first, _)| first);
        let is_plain =
            first == Some(index) && (!is_sent_with_its_kind(api, scheme) || had(&&(*index, *scheme)));
        claim(scheme, is_plain).recorded(book.credentials.get(&scheme.name))
    });
    let keys = usable.iter().map(|(_, scheme)| scheme.name.clone());
    let methods = book.assign(Kind::Credential, "", keys, &claims.collect::<Vec<_>>(), &[]);
    usable.iter().zip(methods).map(|((index, _), method)| CredentialNames { index: *index, method }).collect()
}

/// What orders the schemes. It compares what lists and names say, so that a scheme that joins, or is taken by more
/// operations, hardly changes it.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Need {
    /// Whether no operation takes it by itself.
    never_alone: bool,
    /// The number of operations that list another of its kind before it.
    behind: usize,
    /// The number of operations that take it.
    operations: Reverse<usize>,
}

impl Need {
    fn of(api: &Api, scheme: &SecurityScheme) -> Self {
        let name = &scheme.name;
        let of_kind = |own: &String| {
            api.schemes.iter().any(|other| other.name == *own && own != name && kind(other) == kind(scheme))
        };
        let taking = || {
            let all = api.operations.iter().map(|operation| &operation.security);
            all.filter_map(|sets| Some((sets, sets.iter().position(|set| set.contains(name))?)))
        };
        let is_only = |set: &Vec<String>| matches!(set.as_slice(), [only] if only == name);
        Self {
            never_alone: !taking().any(|(sets, _)| sets.iter().any(is_only)),
            behind: taking().filter(|(sets, at)| sets[..*at].iter().flatten().any(of_kind)).count(),
            operations: Reverse(taking().count()),
        }
    }
}

fn kind(scheme: &SecurityScheme) -> &'static str {
    match scheme.kind {
        SchemeKind::Bearer => "bearer",
        SchemeKind::Basic => "basic",
        _ => "api_key",
    }
}

/// Returns true if most operations that take the scheme take it together with another of its kind.
fn is_sent_with_its_kind(api: &Api, scheme: &SecurityScheme) -> bool {
    let is_other = |name: &String| {
        let other = api.schemes.iter().find(|other| other.name == *name && other.name != scheme.name);
        other.is_some_and(|other| kind(other) == kind(scheme))
    };
    let sets = api.operations.iter().flat_map(|operation| &operation.security);
    let (together, alone): (Vec<&Vec<String>>, Vec<&Vec<String>>) =
        sets.filter(|set| set.contains(&scheme.name)).partition(|set| set.iter().any(is_other));
    together.len() > alone.len()
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
