//! Compares what a value that is sent may be: a limit that became narrower refuses values that callers send today, and
//! another default changes what callers get that send none.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Level;
use super::effect::Effect;
use crate::ir::{Constraint, Keyword, Limit};
use crate::review::surface::{Item, Sent};
use crate::rust::print::constraint_text;

/// Returns what other limits and defaults mean, for each argument.
pub(super) fn differences(was: &Item, now: &Item) -> Vec<Effect> {
    let none = Sent::default();
    let names: BTreeSet<&String> = was.sent.keys().chain(now.sent.keys()).collect();
    let mut effects = Vec::new();
    for name in names {
        let (was, now) = (was.sent.get(name).unwrap_or(&none), now.sent.get(name).unwrap_or(&none));
        effects.extend(limits(name, &was.limits, &now.limits));
        effects.extend(default(name, was, now));
    }
    effects
}

fn limits(name: &str, was: &[Constraint], now: &[Constraint]) -> Option<Effect> {
    let (level, why) = match moved(was, now) {
        Moved { narrower: true, .. } => (Level::Major, "narrower: the server may refuse values that it took"),
        Moved { wider: true, .. } => (Level::Minor, "wider: more values are accepted"),
        _ => return None,
    };
    let shown = |limits: &[Constraint]| {
        let text = constraint_text(limits);
        Some(of("limits", name, if text.is_empty() { "none" } else { text.trim_end_matches('.') }))
    };
    Some(Effect { before: shown(was), after: shown(now), level, why })
}

fn default(name: &str, was: &Sent, now: &Sent) -> Option<Effect> {
    let why = "compiles; where it is left out, the server takes another value";
    let shown = |sent: &Sent| {
        let value = sent.default.as_ref().map_or("none".to_owned(), ToString::to_string);
        Some(of("default", name, &value))
    };
    let number = |sent: &Sent| sent.default.as_ref().and_then(Value::as_f64);
    // `3` is `3.0`.
    let is_same_number = number(was).is_some() && number(was) == number(now);
    let is_other = was.default != now.default && !is_same_number;
    is_other.then(|| Effect { before: shown(was), after: shown(now), level: Level::Minor, why })
}

fn of(what: &str, name: &str, value: &str) -> String {
    if name.is_empty() { format!("{what}: {value}") } else { format!("{what} of {name}: {value}") }
}

/// In which ways limits moved: both, if one became narrower and another wider.
#[derive(Default)]
struct Moved {
    narrower: bool,
    wider: bool,
}

fn moved(was: &[Constraint], now: &[Constraint]) -> Moved {
    let before = |limit| was.iter().find(|before| kind(before) == kind(limit));
    let after = |limit| now.iter().find(|after| kind(after) == kind(limit));
    let excludes = |limit, other: Option<&Constraint>| other.is_none_or(|other| is_narrower(limit, other));
    Moved {
        narrower: now.iter().any(|limit| excludes(limit, before(limit))),
        wider: was.iter().any(|limit| excludes(limit, after(limit))),
    }
}

/// What a limit is of: of two limits of one kind, one takes the place of the other.
#[derive(PartialEq, Eq)]
enum Kind {
    Least,
    Most,
    Multiple,
    Pattern,
    Count(Keyword),
    Flag(Keyword),
}

fn kind(limit: &Constraint) -> Kind {
    match limit {
        Constraint::Minimum(_) | Constraint::ExclusiveMinimum(_) => Kind::Least,
        Constraint::Maximum(_) | Constraint::ExclusiveMaximum(_) => Kind::Most,
        Constraint::MultipleOf(_) => Kind::Multiple,
        Constraint::Pattern(_) => Kind::Pattern,
        Constraint::Count(keyword, _) => Kind::Count(*keyword),
        Constraint::Flag(keyword) => Kind::Flag(*keyword),
    }
}

/// Returns true if a limit excludes a value that another of its kind allows.
fn is_narrower(limit: &Constraint, than: &Constraint) -> bool {
    match (limit, than) {
        (Constraint::Count(keyword, number), Constraint::Count(_, than)) => match keyword.entry().limit {
            Some(Limit::Most(_)) => number < than,
            _ => number > than,
        },
        (Constraint::MultipleOf(unit), Constraint::MultipleOf(than)) => number(than) % number(unit) != 0.0,
        _ => match (bound(limit), bound(than)) {
            (Some((least, is_exclusive)), Some((than, was_exclusive))) => {
                least > than || least == than && is_exclusive && !was_exclusive
            }
            _ => limit != than,
        },
    }
}

/// Returns the number of a bound, larger for a narrower one, and whether it is excluded itself.
fn bound(limit: &Constraint) -> Option<(f64, bool)> {
    match limit {
        Constraint::Minimum(least) => Some((number(least), false)),
        Constraint::ExclusiveMinimum(least) => Some((number(least), true)),
        Constraint::Maximum(most) => Some((-number(most), false)),
        Constraint::ExclusiveMaximum(most) => Some((-number(most), true)),
        _ => None,
    }
}

fn number(text: &str) -> f64 {
    text.parse().unwrap_or_default()
}
