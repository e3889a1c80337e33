//! Compares what only the wire shows: code compiles, but behaves differently.

use std::collections::BTreeSet;

use super::effect::Effect;
use super::renames::Renames;
use super::{Level, aspect_word, credentials, sent, template};
use crate::review::surface::{Aspect, Item};

/// Returns the differences of an item on the wire.
pub(super) fn differences(was: &Item, now: &Item, renames: &Renames) -> Vec<Effect> {
    let mut effects = aspects(was, now);
    effects.extend(credentials::difference(was, now, renames));
    effects.extend(sent::differences(was, now));
    effects
}

fn aspects(was: &Item, now: &Item) -> Vec<Effect> {
    let aspects: BTreeSet<Aspect> = was.wire.keys().chain(now.wire.keys()).copied().collect();
    let renamed = template::renamed(was, now);
    let value = |item: &Item, aspect| item.wire.get(&aspect).cloned().unwrap_or_default();
    let difference = |aspect: Aspect| {
        let (was, now) = (value(was, aspect), value(now, aspect));
        let is_same = was == now
            || is_same_header(aspect, &was, &now)
            || renamed.as_ref().is_some_and(|renamed| renamed.is_same(aspect, &was, &now));
        let (level, why) = effect(aspect, &was, &now);
        let shown = |value: &str| Some(format!("{}: {}", aspect_word(aspect), or_none(aspect, value)));
        (!is_same).then(|| Effect { before: shown(&was), after: shown(&now), level, why })
    };
    aspects.into_iter().filter_map(difference).collect()
}

/// Returns true for credentials in one header: its name has no case.
fn is_same_header(aspect: Aspect, was: &str, now: &str) -> bool {
    aspect == Aspect::Credential && was.starts_with("header ") && was.eq_ignore_ascii_case(now)
}

/// Returns a value; nothing is the usual media type of the response for `Accept`.
fn or_none(aspect: Aspect, value: &str) -> &str {
    match (value, aspect) {
        ("", Aspect::Accepts) => "the usual media type",
        ("", _) => "none",
        (value, _) => value,
    }
}

/// Returns the effect of a difference on a caller that runs today.
fn effect(aspect: Aspect, was: &str, now: &str) -> (Level, &'static str) {
    let has_all = |some: &str, of: &str| of.split(", ").all(|one| some.split(", ").any(|other| one == other));
    match aspect {
        Aspect::Variables if has_all(now, was) => (Level::Minor, "compiles; further variables are read"),
        Aspect::Variables if has_all(was, now) => (Level::Minor, "compiles; fewer variables are read"),
        Aspect::Variables => (Level::Major, "compiles, but other variables are read"),
        Aspect::Key => (Level::Major, "compiles, but sends and reads another key"),
        Aspect::Literal => (Level::Major, "compiles, but has another value"),
        Aspect::Status => (Level::Major, "compiles, but means another status"),
        Aspect::Arguments => (Level::Major, "compiles, but sends the same arguments differently"),
        Aspect::Request => (Level::Major, "compiles, but makes another request"),
        Aspect::Server => (Level::Major, "compiles, but calls another server"),
        Aspect::Credential => (Level::Major, "compiles, but sends the credential differently"),
        Aspect::Parts => (Level::Major, "compiles, but encodes the parts of the body differently"),
        Aspect::Absent => (Level::Minor, "compiles; a field without a value is sent differently"),
        Aspect::Paging => (Level::Minor, "compiles; the next page is requested differently"),
        Aspect::Guard => (Level::Minor, "compiles; values are matched to variants differently"),
        Aspect::Sends => (Level::Minor, "compiles; the body is sent as another media type"),
        Aspect::Decodes => (Level::Minor, "compiles; the response is read differently"),
        Aspect::Accepts => (Level::Minor, "compiles; other media types of responses are asked for"),
        Aspect::Retries if now == "yes" => (Level::Minor, "compiles; a failed request is repeated"),
        Aspect::Retries => (Level::Minor, "compiles; a failed request is no longer repeated"),
        Aspect::IdempotencyKey => (Level::Minor, "compiles; the idempotency key is sent differently"),
    }
}
