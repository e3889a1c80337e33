//! What a target visits at most, told from its text before it is run: a query cannot be stopped once it runs.

use std::str::CharIndices;

use serde_json::Value;

use super::failure::Failure;
use super::{Target, expression};
use crate::diagnostic::budget::{Budget, VISITED};

/// How many values one query may collect; `$..*..*` collects each value once for each that it lies in.
const MOST_COLLECTED: usize = 5_000_000;

/// What compiling an expression for `match` or `search` counts as, besides what stands in it; it is done for each value
/// that it is tried on.
const EXPRESSION: usize = 50;

/// How many characters are searched in a step, for each step that compiling the expression takes.
const SEARCHED: usize = 1_000;

/// How many values the targets of an overlay may still visit.
pub(super) struct Visits {
    budget: Budget,
    /// How many values the document has.
    values: usize,
    /// How deep they lie.
    depth: usize,
    /// How long its texts are.
    texts: Texts,
}

/// How long the texts of a document are, in bytes.
#[derive(Default)]
struct Texts {
    all: usize,
    longest: usize,
}

impl Texts {
    fn add(&mut self, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.add(item)),
            Value::Object(members) => members.values().for_each(|member| self.add(member)),
            Value::String(text) => {
                self.all = self.all.saturating_add(text.len());
                self.longest = self.longest.max(text.len());
            }
            _ => {}
        }
    }
}

impl Visits {
    /// Those of an overlay of a document.
    pub(super) fn new(document: &Value) -> Self {
        let super::merge::Weight { values, depth, .. } = super::merge::weigh(document);
        let mut texts = Texts::default();
        texts.add(document);
        Self { budget: Budget::new(&VISITED, values), values, depth: depth.max(1), texts }
    }

    /// The budget, for the report.
    pub(super) fn budget(&self) -> &Budget {
        &self.budget
    }

    /// Takes what a target visits.
    pub(super) fn spend(&mut self, target: &Target, field: &'static str) -> Result<(), Failure> {
        let cost = Cost::of(&target.text);
        let levels = |count: u32| self.depth.saturating_pow(count.saturating_sub(1));
        let collected = self.values.saturating_mul(levels(cost.collecting));
        let fits = cost.collecting < 2 || collected <= MOST_COLLECTED;
        if cost.computed {
            let message = format!(
                "`{}` takes the regular expression of `match` or `search` from a value of the document",
                target.text
            );
            let hint = Some("write the regular expression into the target, as a string".to_owned());
            return Err(Failure { code: self.budget.code(), field, message, hint });
        }
        if fits && self.budget.spend(self.visited(&cost)) {
            return Ok(());
        }
        let message = match fits {
            true => format!("`{}` exceeds the limit: {}", target.text, self.budget.message()),
            false => format!("`{}` may select more than {MOST_COLLECTED} values", target.text),
        };
        Err(Failure { code: self.budget.code(), field, message, hint: None })
    }

    /// Whether there is enough left to look for the longest part of a target that selects something.
    pub(super) fn can_look_closer(&mut self, target: &Target) -> bool {
        let cost = Cost::of(&target.text);
        self.budget.spend(self.visited(&cost).saturating_mul(cost.segments))
    }

    fn visited(&self, cost: &Cost) -> usize {
        if cost.descending == 0 && cost.filters == 0 {
            return cost.segments;
        }
        let walked = self.values.saturating_mul(self.depth.saturating_pow(cost.descending.saturating_sub(1)));
        let searched = self.values.saturating_pow(cost.searching).saturating_mul(1 + cost.filters);
        let compiled = 1 + cost.expressions.saturating_mul(EXPRESSION + cost.expression_length);
        let searches = walked.saturating_mul(searched);
        let text = match cost.absolute {
            true => searches.saturating_mul(self.texts.longest),
            false => (searches / self.values.max(1)).saturating_mul(self.texts.all),
        };
        let read = (text / SEARCHED).saturating_mul(compiled - 1);
        searches.saturating_mul(compiled).saturating_add(read)
    }
}

/// What of a query costs more than a step.
#[derive(Debug, Default, PartialEq, Eq)]
struct Cost {
    segments: usize,
    /// Segments `..` outside of filters.
    descending: u32,
    /// Those of them that take every value.
    collecting: u32,
    filters: usize,
    /// Segments `..` inside of filters.
    searching: u32,
    /// Uses of `match` and `search`.
    expressions: usize,
    /// What compiling all texts inside of filters takes, any of which may be an expression.
    expression_length: usize,
    /// Whether an expression is not written out, so that nothing is known of it.
    computed: bool,
    /// Whether a filter begins at the root, so that it reads the same text for each value.
    absolute: bool,
}

impl Cost {
    fn of(text: &str) -> Self {
        let mut cost = Self::default();
        // How many parentheses and brackets are open where the outermost filter began, and each `match` and `search`.
        let (mut open, mut filter, mut calls) = (0_usize, None, Vec::new());
        let (mut chars, mut previous) = (text.char_indices(), ' ');
        while let Some((at, c)) = chars.next() {
            let rest = text.get(at..).unwrap_or_default();
            match c {
                '"' | '\'' => {
                    let string = string(&mut chars, text, c);
                    cost.expression_length += if filter.is_some() { expression::cost(string) } else { 0 };
                }
                '[' | '(' => open += 1,
                ']' | ')' => {
                    cost.computed |= calls.last() == Some(&open) && !matches!(previous, '"' | '\'');
                    calls.retain(|call| *call < open);
                    open = open.saturating_sub(1);
                    filter = filter.filter(|begun| open >= *begun);
                }
                '?' => {
                    cost.filters += 1;
                    filter = filter.or(Some(open));
                }
                '$' => cost.absolute |= filter.is_some(),
                '.' if rest.starts_with("..") => cost.descend(rest, filter.is_some()),
                'm' | 's' if rest.starts_with("match(") || rest.starts_with("search(") => {
                    cost.expressions += 1;
                    calls.push(open + 1);
                }
                _ => {}
            }
            cost.segments += usize::from(matches!(c, '.' | '['));
            previous = if c.is_whitespace() { previous } else { c };
        }
        cost
    }

    fn descend(&mut self, rest: &str, in_filter: bool) {
        if in_filter {
            self.searching += 1;
            return;
        }
        self.descending += 1;
        let selector = rest.trim_start_matches('.').trim_start_matches(['[', ' ']);
        self.collecting += u32::from(selector.starts_with(['*', '?']));
    }
}

/// Reads a string of a query whose quote has been read, without its quotes.
fn string<'t>(chars: &mut CharIndices<'_>, text: &'t str, quote: char) -> &'t str {
    let begin = chars.offset();
    let mut escaped = false;
    for (at, c) in chars {
        if c == quote && !escaped {
            return text.get(begin..at).unwrap_or_default();
        }
        escaped = !escaped && c == '\\';
    }
    text.get(begin..).unwrap_or_default()
}
