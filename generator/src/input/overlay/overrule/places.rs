//! Targets that select parameters by their name alone, which meet another parameter once the vendor declares one of the
//! same name in another place.

use serde_json::Value;

use super::Documents;
use crate::base::pointer::Pointer;
use crate::correct::propose::json_path;
use crate::diagnostic::code::OVERLAY_PLACES;
use crate::diagnostic::{FileId, Location, Report};
use crate::input::overlay::Action;
use crate::input::overlay::failure::prefix;

/// Reports a target that selects two parameters of one list which differ in their place only.
pub(in crate::input::overlay) fn check(
    action: &Action,
    overlay_file: FileId,
    documents: &Documents<'_>,
    matched: &[Pointer],
    report: &mut Report,
) {
    if action.quirk.is_none() || !selects_by_name(&action.target.text) {
        return;
    }
    let twins = matched.windows(2).find_map(|pair| match pair {
        [one, other] => twins(documents.now, one, other).map(|found| (one, found)),
        _ => None,
    });
    let Some((at, (name, [first, second]))) = twins else { return };
    let message = format!(
        "{}the target selects two parameters `{name}`, in `{first}` and in `{second}`",
        prefix(action)
    );
    let hint = format!(
        "select the one that is meant by its place as well: `{}`; if both are, correct each by an action of its own",
        json_path(documents.now, at)
    );
    let place = Location::Source(overlay_file, action.pointer.join("target"));
    report.add_with_hint(&OVERLAY_PLACES, place, message, hint);
}

/// Returns true if a query compares names, and no places.
fn selects_by_name(query: &str) -> bool {
    let has = |member: &str| {
        [format!("@.{member}"), format!("@['{member}']"), format!("@[\"{member}\"]")]
            .iter()
            .any(|text| query.contains(text.as_str()))
    };
    has("name") && !has("in")
}

/// Returns the name and the places of two parameters of one list, if these pointers lead to or below them.
fn twins<'d>(document: &'d Value, one: &Pointer, other: &Pointer) -> Option<(&'d str, [&'d str; 2])> {
    let mut holder = Pointer::root();
    let (first, second) = one.tokens().zip(other.tokens()).find(|(first, second)| {
        let differs = first != second;
        if !differs {
            holder = holder.join(first);
        }
        differs
    })?;
    let list = document.pointer(holder.as_str()).filter(|value| value.is_array())?;
    let parameter = |index: &str| {
        let element = list.get(index.parse::<usize>().ok()?)?;
        let text = |key: &str| element.get(key).and_then(Value::as_str);
        Some((text("name")?, text("in")?))
    };
    let ((name, place), (other_name, other_place)) = (parameter(&first)?, parameter(&second)?);
    (name == other_name && place != other_place).then_some((name, [place, other_place]))
}
