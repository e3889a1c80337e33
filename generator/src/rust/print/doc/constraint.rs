//! Constraints as sentences: what a value may be, what it is by default, and how it may look.

use serde_json::Value;

use crate::ir::{Constraint, Doc};
use crate::text::markdown::code;
use crate::text::plural::{counted, plural};

/// The longest example that is told.
const EXAMPLE: usize = 60;

/// Everything that limits or illustrates a value, a sentence each.
pub(super) fn sentences(doc: &Doc) -> Vec<String> {
    let mut said: Vec<String> = doc.remark.iter().cloned().collect();
    said.extend(doc.constraints.iter().filter_map(|constraint| sentence(constraint, &doc.constraints)));
    let quoted = |value: &Value| Some(value.to_string()).filter(|text| is_plain(text));
    if let Some(default) = doc.default.as_ref().and_then(quoted) {
        said.push(format!("Default: {}.", code(&default)));
    }
    let example = doc.example.as_ref().filter(|example| Some(*example) != doc.default.as_ref());
    if let Some(example) = example.and_then(quoted).filter(|text| text.chars().count() <= EXAMPLE) {
        said.push(format!("Example: {}.", code(&example)));
    }
    said
}

/// What is asked of a value beyond its type.
pub(crate) fn limits(doc: &Doc) -> String {
    let said = doc.constraints.iter().filter_map(|constraint| sentence(constraint, &doc.constraints));
    said.collect::<Vec<_>>().join(" ")
}

/// The sentence of a constraint; a least and a most count share that of the least.
fn sentence(constraint: &Constraint, stated: &[Constraint]) -> Option<String> {
    if let Some(count) = count(constraint) {
        return count_said(&count, stated);
    }
    match constraint {
        Constraint::Minimum(least) => Some(format!("At least {least}.")),
        Constraint::Maximum(most) => Some(format!("At most {most}.")),
        Constraint::ExclusiveMinimum(least) => Some(format!("Greater than {least}.")),
        Constraint::ExclusiveMaximum(most) => Some(format!("Less than {most}.")),
        Constraint::MultipleOf(unit) => Some(format!("A multiple of {unit}.")),
        Constraint::Pattern(pattern) => is_plain(pattern).then(|| format!("Pattern: {}.", code(pattern))),
        Constraint::UniqueItems => Some("All items are unique.".to_owned()),
        _ => None,
    }
}

/// A limit of how many there are.
struct Count {
    of: &'static str,
    is_least: bool,
    number: usize,
}

fn count(constraint: &Constraint) -> Option<Count> {
    let (of, is_least, number) = match constraint {
        Constraint::MinLength(number) => ("character", true, *number),
        Constraint::MaxLength(number) => ("character", false, *number),
        Constraint::MinItems(number) => ("item", true, *number),
        Constraint::MaxItems(number) => ("item", false, *number),
        Constraint::MinProperties(number) => ("member", true, *number),
        Constraint::MaxProperties(number) => ("member", false, *number),
        _ => return None,
    };
    Some(Count { of, is_least, number })
}

fn count_said(Count { of, is_least, number }: &Count, stated: &[Constraint]) -> Option<String> {
    let other = stated.iter().filter_map(count).find(|other| other.of == *of && other.is_least != *is_least);
    let said = match (is_least, other) {
        (true, Some(most)) if most.number == *number => format!("Exactly {}.", counted(*number, of)),
        (true, Some(most)) => format!("{number} to {}.", counted(most.number, of)),
        (true, None) => format!("At least {}.", counted(*number, of)),
        (false, Some(_)) => return None,
        (false, None) if *number == 0 => format!("No {}.", plural(of, 0)),
        (false, None) => format!("At most {}.", counted(*number, of)),
    };
    Some(said)
}

/// Whether a text can stand between backticks on a line.
fn is_plain(text: &str) -> bool {
    !text.contains(['`', '\n', '\r'])
}
