//! Compares the aspects that only the wire shows: code compiles but behaves differently.

use super::{Level, aspect_word};
use crate::review::surface::{Aspect, Item};

/// Returns the aspects in which two items differ, with the old and the new text.
pub(super) fn differences(was: &Item, now: &Item) -> Vec<(Aspect, Option<String>, Option<String>)> {
    let aspects: std::collections::BTreeSet<Aspect> =
        was.wire.keys().chain(now.wire.keys()).copied().collect();
    let text_of = |item: &Item, aspect: Aspect| {
        let value =
            item.wire.get(&aspect).map_or("none", |value| if value.is_empty() { "none" } else { value });
        Some(format!("{}: {value}", aspect_word(aspect)))
    };
    let differs = |aspect: &Aspect| text_of(was, *aspect) != text_of(now, *aspect);
    aspects
        .into_iter()
        .filter(differs)
        .map(|aspect| (aspect, text_of(was, aspect), text_of(now, aspect)))
        .collect()
}

/// Returns the effect of a difference on a caller that runs today.
pub(super) fn effect(aspect: Aspect) -> (Level, &'static str) {
    match aspect {
        Aspect::Key => (Level::Major, "compiles, but sends and reads another key"),
        Aspect::Literal => (Level::Major, "compiles, but has another value"),
        Aspect::Status => (Level::Major, "compiles, but means another status"),
        Aspect::Arguments => (Level::Major, "compiles, but sends the same arguments differently"),
        Aspect::Request => (Level::Major, "compiles, but makes another request"),
        Aspect::Server => (Level::Major, "compiles, but calls another server"),
        Aspect::Credential => (Level::Major, "compiles, but sends the credential differently"),
        Aspect::Absent => (Level::Minor, "compiles; a field without a value is sent differently"),
        Aspect::Paging => (Level::Minor, "compiles; the next page is requested differently"),
        Aspect::Guard => (Level::Minor, "compiles; values are matched to variants differently"),
        Aspect::Sends => (Level::Minor, "compiles; the body is sent as another media type"),
        Aspect::Decodes => (Level::Minor, "compiles; the response is read differently"),
        Aspect::Security => (Level::Minor, "compiles; other credentials are sent"),
        Aspect::Limits => (Level::Minor, "compiles; other values are accepted"),
    }
}
