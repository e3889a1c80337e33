//! Estimates the cost of a regular expression of `match` or `search` from its text. It is compiled for each value that
//! it is tried on, and compiling takes as long as the expansion of its counted repeats.

use std::str::Chars;

/// The size at which the engine refuses to compile: no expression costs more.
const MAX_COST: usize = 200_000;

/// `\w`, `\W`, `\p{…}` and `\P{…}`: hundreds of ranges of Unicode.
const LARGE_CLASS: usize = 800;

/// `\d` and `\D`.
const DIGITS: usize = 100;

/// `\s` and `\S`.
const SPACES: usize = 30;

/// `.` and `[…]`, besides its contents.
const ANY: usize = 10;

/// Returns the steps to compile an expression. `written` is the text of a string in a query, with its escapes.
pub(super) fn cost(written: &str) -> usize {
    let text = unescape(written);
    if has_extended_flag(&text) {
        return MAX_COST;
    }
    // The sum of each open group, and the cost of its last atom, which a repeat multiplies.
    let mut groups = vec![Group::default()];
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            '(' => groups.push(Group::default()),
            ')' => close_group(&mut groups),
            '[' => {
                let cost = class_cost(&mut rest);
                add_atom(&mut groups, |_| cost, true);
            }
            '{' => {
                let times = largest_repeat(&rest.by_ref().take_while(|c| *c != '}').collect::<String>());
                add_atom(&mut groups, |group| group.last.saturating_mul(times.saturating_sub(1)), false);
            }
            '*' | '+' | '?' => {}
            '\\' => {
                let cost = escape_cost(rest.next());
                add_atom(&mut groups, |_| cost, true);
            }
            '.' => add_atom(&mut groups, |_| ANY, true),
            _ => add_atom(&mut groups, |_| 1, true),
        }
    }
    groups.iter().fold(0, |sum: usize, group| sum.saturating_add(group.sum)).min(MAX_COST)
}

/// Returns true if the flag `x` is set: spaces and comments may then be anywhere, even within a repeat.
fn has_extended_flag(text: &str) -> bool {
    let flags = |group: &str| group.chars().take_while(char::is_ascii_alphabetic).any(|c| c == 'x');
    text.split("(?").skip(1).any(flags)
}

/// A group of an expression, as far as it has been read.
#[derive(Default)]
struct Group {
    sum: usize,
    last: usize,
}

/// Adds a cost to the innermost group, as a new atom or as part of the last one.
fn add_atom(groups: &mut [Group], cost: impl Fn(&Group) -> usize, own: bool) {
    if let Some(group) = groups.last_mut() {
        let cost = cost(group);
        group.last = if own { cost } else { group.last.saturating_add(cost) };
        group.sum = group.sum.saturating_add(cost);
    }
}

/// Closes the innermost group and makes it an atom of the one around it.
fn close_group(groups: &mut Vec<Group>) {
    let sum = if groups.len() > 1 { groups.pop().map_or(0, |group| group.sum) } else { 0 };
    add_atom(groups, |_| sum.saturating_add(1), true);
}

/// Returns the cost of a bracketed class whose `[` has been read. A `]` at its very beginning does not end it.
fn class_cost(rest: &mut Chars<'_>) -> usize {
    let (mut open, mut cost, mut first) = (1_usize, ANY, true);
    while open > 0 {
        let Some(c) = rest.next() else { break };
        match c {
            '[' => open += 1,
            ']' if !first => open -= 1,
            _ => {}
        }
        cost = cost.saturating_add(if c == '\\' { escape_cost(rest.next()) } else { 1 });
        first = c == '[' || first && c == '^';
    }
    cost
}

fn escape_cost(c: Option<char>) -> usize {
    match c {
        Some('w' | 'W' | 'p' | 'P') => LARGE_CLASS,
        Some('d' | 'D') => DIGITS,
        Some('s' | 'S') => SPACES,
        _ => 1,
    }
}

/// Returns the largest number between the braces of a repeat; 1 if there is none.
fn largest_repeat(inner: &str) -> usize {
    let numbers = inner.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    numbers.map(|digits| digits.parse().unwrap_or(MAX_COST)).max().unwrap_or(1).max(1)
}

/// Resolves the JSONPath escapes of a string of a query.
fn unescape(written: &str) -> String {
    let mut out = String::with_capacity(written.len());
    let mut rest = written.chars();
    while let Some(c) = rest.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match rest.next() {
            Some('u') => {
                let digits: String = rest.by_ref().take(4).collect();
                let code = u32::from_str_radix(&digits, 16).ok();
                out.push(code.and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            Some(c) => out.push(c),
            None => {}
        }
    }
    out
}
