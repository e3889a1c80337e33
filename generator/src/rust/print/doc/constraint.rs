//! Prints constraints, the default and the example of a value as sentences.

use serde_json::Value;

use crate::ir::{Constraint, Doc, Limit};
use crate::text::markdown::code;
use crate::text::plural::{counted, pluralize};

/// The longest example that is shown.
const MAX_EXAMPLE_CHARACTERS: usize = 60;

/// Returns one sentence for everything that constrains or illustrates a value.
pub(super) fn sentences(doc: &Doc) -> Vec<String> {
    let mut texts: Vec<String> = doc.remark.iter().cloned().collect();
    texts.extend(doc.constraints.iter().filter_map(|constraint| sentence(constraint, &doc.constraints)));
    let quoted = |value: &Value| Some(value.to_string()).filter(|text| is_plain(text));
    if let Some(default) = doc.default.as_ref().and_then(quoted) {
        texts.push(format!("Default: {}.", code(&default)));
    }
    let example = doc.example.as_ref().filter(|example| Some(*example) != doc.default.as_ref());
    if let Some(example) =
        example.and_then(quoted).filter(|text| text.chars().count() <= MAX_EXAMPLE_CHARACTERS)
    {
        texts.push(format!("Example: {}.", code(&example)));
    }
    texts
}

/// Returns the constraints of a value as sentences.
pub(crate) fn constraint_text(constraints: &[Constraint]) -> String {
    let texts = constraints.iter().filter_map(|constraint| sentence(constraint, constraints));
    texts.collect::<Vec<_>>().join(" ")
}

/// Returns the sentence of a constraint; a minimum and a maximum count share the sentence of the minimum.
fn sentence(constraint: &Constraint, stated: &[Constraint]) -> Option<String> {
    if let Some(count) = count(constraint) {
        return count_sentence(&count, stated);
    }
    match constraint {
        Constraint::Minimum(least) => Some(format!("At least {least}.")),
        Constraint::Maximum(most) => Some(format!("At most {most}.")),
        Constraint::ExclusiveMinimum(least) => Some(format!("Greater than {least}.")),
        Constraint::ExclusiveMaximum(most) => Some(format!("Less than {most}.")),
        Constraint::MultipleOf(unit) => Some(format!("A multiple of {unit}.")),
        Constraint::Pattern(pattern) => is_plain(pattern).then(|| format!("Pattern: {}.", code(pattern))),
        Constraint::Flag(keyword) => match keyword.entry().limit {
            Some(Limit::Asked(sentence)) => Some(sentence.to_owned()),
            _ => None,
        },
        _ => None,
    }
}

/// A limit on a count.
struct Count {
    of: &'static str,
    is_least: bool,
    number: usize,
}

fn count(constraint: &Constraint) -> Option<Count> {
    let Constraint::Count(keyword, number) = constraint else { return None };
    let (of, is_least) = match keyword.entry().limit? {
        Limit::Least(of) => (of, true),
        Limit::Most(of) => (of, false),
        Limit::Asked(_) => return None,
    };
    Some(Count { of, is_least, number: *number })
}

fn count_sentence(Count { of, is_least, number }: &Count, stated: &[Constraint]) -> Option<String> {
    let other = stated.iter().filter_map(count).find(|other| other.of == *of && other.is_least != *is_least);
    let text = match (is_least, other) {
        (true, Some(most)) if most.number == *number => format!("Exactly {}.", counted(*number, of)),
        (true, Some(most)) => format!("{number} to {}.", counted(most.number, of)),
        (true, None) => format!("At least {}.", counted(*number, of)),
        (false, Some(_)) => return None,
        (false, None) if *number == 0 => format!("No {}.", pluralize(of, 0)),
        (false, None) => format!("At most {}.", counted(*number, of)),
    };
    Some(text)
}

/// Returns true if a text can be between backticks on one line.
fn is_plain(text: &str) -> bool {
    !text.contains(['`', '\n', '\r'])
}
