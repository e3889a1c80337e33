//! What a target visits at most, told from its text before it is run: a query cannot be stopped once it runs.

use serde_json::Value;

use super::Target;
use super::apply::Failure;
use crate::budget::{Budget, VISITED};

/// How many values one query may collect; `$..*..*` collects each value once for each that it lies in.
const MOST_COLLECTED: usize = 5_000_000;

/// What compiling an expression for `match` or `search` counts as, which is done for each value that it is tried on.
const EXPRESSION: usize = 50;

/// How many values the targets of an overlay may still visit.
pub(super) struct Visits {
    budget: Budget,
    /// How many values the document has.
    values: usize,
    /// How deep they lie.
    depth: usize,
}

impl Visits {
    /// Those of an overlay of a document.
    pub(super) fn new(document: &Value) -> Self {
        let (values, depth) = super::merge::weigh(document);
        Self { budget: Budget::new(&VISITED, values), values, depth: depth.max(1) }
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
        if fits && self.budget.spend(self.visited(&cost)) {
            return Ok(());
        }
        let message = match fits {
            true => format!("`{}` is beyond the limit: {}", target.text, self.budget.message()),
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
        let matched = 1 + cost.expressions.saturating_mul(EXPRESSION + cost.expression_length);
        walked.saturating_mul(searched).saturating_mul(matched)
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
    /// How long all texts inside of filters are.
    expression_length: usize,
}

impl Cost {
    fn of(text: &str) -> Self {
        let mut cost = Self::default();
        // How many parentheses and brackets are open where the outermost filter began.
        let (mut open, mut filter, mut quote, mut escaped) = (0_usize, None, None, false);
        for (at, c) in text.char_indices() {
            let rest = text.get(at..).unwrap_or_default();
            if let Some(end) = quote {
                cost.expression_length += usize::from(filter.is_some());
                quote = Some(end).filter(|end| escaped || c != *end);
                escaped = !escaped && c == '\\';
                continue;
            }
            match c {
                '"' | '\'' => quote = Some(c),
                '[' | '(' => open += 1,
                ']' | ')' => {
                    open = open.saturating_sub(1);
                    filter = filter.filter(|begun| open >= *begun);
                }
                '?' => {
                    cost.filters += 1;
                    filter = filter.or(Some(open));
                }
                '.' if rest.starts_with("..") => cost.descend(rest, filter.is_some()),
                'm' if rest.starts_with("match(") => cost.expressions += 1,
                's' if rest.starts_with("search(") => cost.expressions += 1,
                _ => {}
            }
            cost.segments += usize::from(matches!(c, '.' | '['));
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
