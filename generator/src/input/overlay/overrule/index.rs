//! Targets that select an element by its index, which is another element once the vendor inserts one.

use serde_json::Value;

use super::Documents;
use crate::base::pointer::Pointer;
use crate::correct::propose::{has_own_name, json_path};
use crate::diagnostic::code::OVERLAY_INDEX;
use crate::diagnostic::{FileId, Location, Report};
use crate::input::overlay::failure::prefix;
use crate::input::overlay::{Action, Quirk};

/// Reports a target that selects an element by its index although its name selects it as well, unless the guard tells
/// which element is meant.
pub(in crate::input::overlay) fn check(
    action: &Action,
    overlay_file: FileId,
    documents: &Documents<'_>,
    matched: &[Pointer],
    report: &mut Report,
) {
    let ([at], Some(quirk)) = (matched, &action.quirk) else { return };
    let mut here = Pointer::root();
    for token in at.tokens() {
        let holder = documents.now.pointer(here.as_str());
        here = here.join(&token);
        let Some(name) = documents.now.pointer(here.as_str()).and_then(name_of) else { continue };
        let by_index = || action.target.text.contains(&format!("[{token}]"));
        let by_name = || holder.and_then(Value::as_array).is_some_and(|list| has_own_name(list, &token));
        if by_index() && by_name() && !names_element(quirk, action, documents.published, &here) {
            let message =
                format!("{}`[{token}]` is an index, which selects {name} in this document", prefix(action));
            let hint = format!(
                "if {name} is meant, select it by its name: `{}`; if not, the vendor inserted or removed an element: select the one that is meant by its name",
                json_path(documents.now, at)
            );
            let place = Location::Source(overlay_file, action.pointer.join("target"));
            return report.add_with_hint(&OVERLAY_INDEX, place, message, hint);
        }
    }
}

/// Names an element of a list: `` `limit` (in `query`) ``.
pub(crate) fn name_of(element: &Value) -> Option<String> {
    let text = |key: &str| element.get(key).and_then(Value::as_str);
    let name = text("name")?;
    Some(text("in").map_or_else(|| format!("`{name}`"), |place| format!("`{name}` (in `{place}`)")))
}

/// Returns true if a guard fails when another element stands there: it is the whole element, or its name.
pub(crate) fn names_element(quirk: &Quirk, action: &Action, published: &Value, element: &Pointer) -> bool {
    let guarded = quirk.at.as_ref().unwrap_or(&action.target);
    let is_element = |at: &Pointer| at == element && quirk.published.as_ref().is_some_and(has_name);
    let is_name = |at: &Pointer| *at == element.join("name");
    let found = guarded.find(published);
    let mut places = found.iter().map(|(steps, _)| super::super::direct::pointer(steps));
    quirk.published.is_some() && places.any(|at| is_element(&at) || is_name(&at))
}

fn has_name(value: &Value) -> bool {
    value.get("name").is_some_and(Value::is_string)
}
