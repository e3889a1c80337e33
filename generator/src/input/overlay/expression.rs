//! What an expression of `match` or `search` costs, told from its text. It is compiled for each value that it is tried
//! on, and compiling takes as long as what the counted repeats in it expand to.

use std::str::Chars;

/// Where the engine refuses to compile: no expression costs more.
const MOST: usize = 200_000;

/// `\w`, `\W`, `\p{…}` and `\P{…}`: hundreds of ranges of Unicode.
const LARGE_CLASS: usize = 800;

/// `\d` and `\D`.
const DIGITS: usize = 100;

/// `\s` and `\S`.
const SPACES: usize = 30;

/// `.` and `[…]`, besides what stands in it.
const ANY: usize = 10;

/// The steps that compiling an expression takes; its text is that of a string in a query, with its escapes.
pub(super) fn cost(written: &str) -> usize {
    let text = unescape(written);
    if is_spaced(&text) {
        return MOST;
    }
    // What has been added in each open group, and the last atom of each, which a repeat multiplies.
    let mut groups = vec![Group::default()];
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            '(' => groups.push(Group::default()),
            ')' => close(&mut groups),
            '[' => {
                let cost = class(&mut rest);
                atom(&mut groups, |_| cost, true);
            }
            '{' => {
                let times = repeat(&rest.by_ref().take_while(|c| *c != '}').collect::<String>());
                atom(&mut groups, |group| group.last.saturating_mul(times.saturating_sub(1)), false);
            }
            '*' | '+' | '?' => {}
            '\\' => {
                let cost = escaped(rest.next());
                atom(&mut groups, |_| cost, true);
            }
            '.' => atom(&mut groups, |_| ANY, true),
            _ => atom(&mut groups, |_| 1, true),
        }
    }
    groups.iter().fold(0, |sum: usize, group| sum.saturating_add(group.sum)).min(MOST)
}

/// Whether the flag `x` is set: spaces and comments may stand anywhere then, even within a repeat.
fn is_spaced(text: &str) -> bool {
    let flags = |group: &str| group.chars().take_while(char::is_ascii_alphabetic).any(|c| c == 'x');
    text.split("(?").skip(1).any(flags)
}

/// A group of an expression as far as it has been read.
#[derive(Default)]
struct Group {
    sum: usize,
    last: usize,
}

/// Adds to the innermost group, as an atom of its own or as more of the last one.
fn atom(groups: &mut [Group], cost: impl Fn(&Group) -> usize, own: bool) {
    if let Some(group) = groups.last_mut() {
        let cost = cost(group);
        group.last = if own { cost } else { group.last.saturating_add(cost) };
        group.sum = group.sum.saturating_add(cost);
    }
}

/// Makes the innermost group an atom of the one around it.
fn close(groups: &mut Vec<Group>) {
    let sum = if groups.len() > 1 { groups.pop().map_or(0, |group| group.sum) } else { 0 };
    atom(groups, |_| sum.saturating_add(1), true);
}

/// The cost of what stands in brackets, which begin before the text; a `]` right behind them is no end.
fn class(rest: &mut Chars<'_>) -> usize {
    let (mut open, mut cost, mut first) = (1_usize, ANY, true);
    while open > 0 {
        let Some(c) = rest.next() else { break };
        match c {
            '[' => open += 1,
            ']' if !first => open -= 1,
            _ => {}
        }
        cost = cost.saturating_add(if c == '\\' { escaped(rest.next()) } else { 1 });
        first = c == '[' || first && c == '^';
    }
    cost
}

fn escaped(c: Option<char>) -> usize {
    match c {
        Some('w' | 'W' | 'p' | 'P') => LARGE_CLASS,
        Some('d' | 'D') => DIGITS,
        Some('s' | 'S') => SPACES,
        _ => 1,
    }
}

/// The largest number between the braces of a repeat; 1 where there is none.
fn repeat(inner: &str) -> usize {
    let numbers = inner.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    numbers.map(|digits| digits.parse().unwrap_or(MOST)).max().unwrap_or(1).max(1)
}

/// A string of a query without the escapes of JSONPath.
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
