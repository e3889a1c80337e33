//! Corrections that select another element in the new document than in the old one: by its index, or by a filter that
//! more than one element passes now. A guard that both elements fit does not tell.

use serde_json::Value;

use crate::base::pointer::Pointer;
use crate::correct::propose::json_path;
use crate::diagnostic::Location;
use crate::diagnostic::code::QUIRK_CHANGED;
use crate::input::overlay::{self, Action, Applier, Overlay};
use crate::review::quirks::{State, TriedAction};
use crate::text::plural::counted;

/// Makes corrections stale that select something else, and says why.
pub(super) fn check(tried: &mut [TriedAction], old: &Value, new: &Value) {
    let [before, after] = [old, new].map(|document| selections(tried, document));
    for ((one, before), after) in tried.iter_mut().zip(before).zip(after) {
        let (Some(before), Some(after)) = (before, after) else { continue };
        if one.listed.state != State::Holds {
            continue;
        }
        if let Some((message, hint)) = difference(&one.action, &before, &after, new) {
            let prefix = one.listed.id.as_ref().map(|id| format!("quirk {id}: ")).unwrap_or_default();
            let place = Location::Source(one.file, one.action.pointer.join("target"));
            one.listed.state = State::Stale;
            one.report.add_with_hint(&QUIRK_CHANGED, place, prefix + &message, hint);
        }
    }
}

/// What an action selects in a document, as the actions before it left that.
struct Selection {
    count: usize,
    /// The JSONPath of the only value, with names for indexes where it can.
    path: Option<String>,
    /// The elements of lists on the way to the only value that have a name: the index, the pointer and the name.
    named: Vec<(String, Pointer, String)>,
}

impl Selection {
    fn of(action: &Action, document: &Value) -> Self {
        let all = overlay::selected(&action.target.text, document);
        let [only] = all.as_slice() else {
            return Self { count: all.len(), path: None, named: Vec::new() };
        };
        let (mut here, mut named) = (Pointer::root(), Vec::new());
        for token in only.tokens() {
            let is_element = document.pointer(here.as_str()).is_some_and(Value::is_array);
            here = here.join(&token);
            let name = document.pointer(here.as_str()).filter(|_| is_element).and_then(element_name);
            named.extend(name.map(|name| (token, here.clone(), name)));
        }
        Self { count: 1, path: Some(json_path(document, only)), named }
    }
}

/// Names an element of a list: a parameter, a reference, or what has a title.
fn element_name(element: &Value) -> Option<String> {
    let text = |key: &str| element.get(key).and_then(Value::as_str).map(|text| format!("`{text}`"));
    overlay::name_of(element).or_else(|| text("$ref")).or_else(|| text("title"))
}

/// Returns what each action selects; `None` for those for other files, and once one does not apply.
fn selections(tried: &[TriedAction], document: &Value) -> Vec<Option<Selection>> {
    let Some(first) = tried.first() else { return Vec::new() };
    let actions = tried.iter().map(|one| one.action.clone()).collect();
    let (title, extends, lenient) = (String::new(), None, false);
    let overlay = Overlay { file: first.file, title, extends, actions, lenient };
    let mut value = document.clone();
    let mut applier = Applier::new(&value, document, first.file, &overlay);
    let select = |action: &Action| {
        if action.file.is_some() || applier.has_ended {
            return None;
        }
        let selection = Selection::of(action, &value);
        // Guards are of no interest here: they are about one document.
        applier.apply_action(action, &mut value, &mut Default::default());
        Some(selection)
    };
    overlay.actions.iter().map(select).collect()
}

/// Says what differs between what an action selected and what it selects.
fn difference(
    action: &Action,
    before: &Selection,
    after: &Selection,
    new: &Value,
) -> Option<(String, String)> {
    let target = &action.target.text;
    let path = before.path.as_ref()?;
    if after.count > 1 {
        // What stands for all values is meant to select more.
        let is_all = [".*", "[*]", ".."].iter().any(|all| target.contains(all));
        let count = counted(after.count, "value");
        let message =
            format!("`{target}` selected one value in the old document, and selects {count} in the new one");
        let hint = format!("select the one that is meant: in the old document it is `{path}`");
        return (!is_all && target.contains("[?")).then_some((message, hint));
    }
    let is_told = |at: &Pointer| {
        action.quirk.as_ref().is_some_and(|quirk| overlay::names_element(quirk, action, new, at))
    };
    let pairs = before.named.iter().zip(&after.named);
    let found = pairs.into_iter().find(|((index, _, one), (other, at, name))| {
        index == other && one != name && target.contains(&format!("[{index}]")) && !is_told(at)
    })?;
    let ((index, _, one), (_, _, name)) = found;
    let message =
        format!("`[{index}]` selected {one} in the old document, and selects {name} in the new one");
    let hint = format!("select {one} by its name: `{path}`; if it is gone, remove the action");
    Some((message, hint))
}
