//! Estimates from its text how many values a target visits at most, before it runs: a running query cannot be stopped.

use std::str::CharIndices;

use serde_json::Value;

use super::failure::Failure;
use super::{Target, expression};
use crate::diagnostic::budget::{Budget, VISITED};

/// The most values that one query may collect; `$..*..*` collects each value once for each value that contains it.
const MOST_COLLECTED: usize = 5_000_000;

/// The base cost of compiling a regular expression for `match` or `search`, which is done for each value that it is
/// tried on.
const EXPRESSION: usize = 50;

/// The number of characters searched in one step, for each step that compiling the expression takes.
const SEARCHED: usize = 1_000;

/// Limits the values that the targets of an overlay visit.
pub(super) struct Visits {
    budget: Budget,
    /// The number of values of the document.
    values: usize,
    /// The depth of the document.
    depth: usize,
    /// The length of its strings.
    texts: Texts,
}

/// The length of the strings of a document, in bytes.
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
    /// Creates the budget for an overlay of a document.
    pub(super) fn new(document: &Value) -> Self {
        let super::merge::Weight { values, depth, .. } = super::merge::measure(document);
        let mut texts = Texts::default();
        texts.add(document);
        Self { budget: Budget::new(&VISITED, values), values, depth: depth.max(1), texts }
    }

    /// Returns the budget, for the report.
    pub(super) fn budget(&self) -> &Budget {
        &self.budget
    }

    /// Spends the visits of a target in a document.
    pub(super) fn spend(
        &mut self,
        target: &Target,
        document: &Value,
        field: &'static str,
    ) -> Result<(), Failure> {
        if let Some(direct) = &target.direct {
            let fits = self.budget.spend(direct.visited(document));
            return if fits { Ok(()) } else { Err(self.exceeded(target, field)) };
        }
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
        if !fits {
            let message = format!("`{}` may select more than {MOST_COLLECTED} values", target.text);
            return Err(Failure { code: self.budget.code(), field, message, hint: None });
        }
        if self.budget.spend(self.visited(&cost)) { Ok(()) } else { Err(self.exceeded(target, field)) }
    }

    fn exceeded(&self, target: &Target, field: &'static str) -> Failure {
        let message = format!("`{}` exceeds the limit: {}", target.text, self.budget.message());
        Failure { code: self.budget.code(), field, message, hint: None }
    }

    /// Spends the visits to search for the longest part of a target that selects something; false if they exceed the
    /// budget.
    pub(super) fn can_search_prefixes(&mut self, target: &Target) -> bool {
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

/// The parts of a query that determine its cost.
#[derive(Debug, Default, PartialEq, Eq)]
struct Cost {
    segments: usize,
    /// Segments `..` outside of filters.
    descending: u32,
    /// Those of them that select every value.
    collecting: u32,
    filters: usize,
    /// Segments `..` inside of filters.
    searching: u32,
    /// Uses of `match` and `search`.
    expressions: usize,
    /// The cost of compiling all strings inside of filters, any of which may be an expression.
    expression_length: usize,
    /// True if an expression is not a literal, so that its cost is unknown.
    computed: bool,
    /// True if a filter starts at the root, so that it reads the same text for each value.
    absolute: bool,
}

impl Cost {
    fn of(text: &str) -> Self {
        let mut cost = Self::default();
        // The number of parentheses and brackets open at the start of the outermost filter, and at each `match` and
        // `search`.
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

/// Reads a string of a query after its opening quote, and returns it without quotes.
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
