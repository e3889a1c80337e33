//! Finds the name that a misspelled name most likely means, for `did you mean …?`.

use serde_json::Value;

use crate::base::pointer::Pointer;

/// This many diagnostics of one code get a hint that requires a search for a name.
pub const MAX_HINTED: usize = 100;

/// The most keys of an object that are compared.
pub const MOST_KEYS: usize = 10_000;

/// Longer names (in characters) are not compared.
const MAX_NAME_CHARACTERS: usize = 80;

/// Returns the known name that is nearest to `word`; `None` if none is near.
///
/// A name is near if at most a third of its letters, and at most two, were changed, left out, added or swapped with
/// their neighbour. Case does not count.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = letters(word)?;
    let most = (wanted.len().max(3) / 3).min(2);
    let near = known.into_iter().filter_map(|name| {
        let letters = letters(name).filter(|letters| letters.len().abs_diff(wanted.len()) <= most)?;
        let distance = distance(&wanted, &letters);
        // For `pst`, `post` is nearer than `put`: letters are left out more often than mistaken.
        Some(((distance, !is_within(&wanted, &letters)), name)).filter(|_| distance <= most)
    });
    near.min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

/// Returns the key that the first unknown token of a pointer most likely means, if the rest of the pointer exists below
/// that key.
fn nearest_key(document: &Value, pointer: &Pointer) -> Option<String> {
    let (mut here, mut tokens) = (document, pointer.tokens());
    let lost = loop {
        let token = tokens.next()?;
        match here.get(&token).or_else(|| here.get(token.parse::<usize>().ok()?)) {
            Some(next) => here = next,
            None => break token,
        }
    };
    let keys = here.as_object()?.keys().take(MOST_KEYS).map(String::as_str);
    let name = nearest(&lost, keys)?;
    let rest = Pointer::root().join_all(tokens.collect::<Vec<_>>().iter().map(String::as_str));
    here.get(name)?.pointer(rest.as_str()).map(|_| name.to_owned())
}

/// Returns a hint for a misspelled `$ref` within its document.
pub fn reference_hint(document: &Value, reference: &str) -> Option<String> {
    let pointer = Pointer::from_fragment(reference.strip_prefix('#')?)?;
    nearest_key(document, &pointer).map(|name| format!("did you mean `{name}`? correct the `$ref`"))
}

/// Returns the letters in lower case; `None` if there are too many, or none.
fn letters(word: &str) -> Option<Vec<char>> {
    // A text has at least as many bytes as characters.
    let is_long = word.len() > MAX_NAME_CHARACTERS && word.chars().nth(MAX_NAME_CHARACTERS).is_some();
    let letters: Vec<char> =
        if is_long { Vec::new() } else { word.chars().flat_map(char::to_lowercase).collect() };
    (!letters.is_empty()).then_some(letters)
}

/// Returns true if `all` contains the letters of `some` in the same order.
fn is_within(some: &[char], all: &[char]) -> bool {
    let mut all = all.iter();
    some.iter().all(|letter| all.any(|other| other == letter))
}

/// Returns the number of letters to change, leave out, add or swap with their neighbour.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (row, a) in one.iter().enumerate() {
        let mut next = vec![row + 1];
        for (column, b) in other.iter().enumerate() {
            let changed = last[column] + usize::from(a != b);
            let least = changed.min(last[column + 1] + 1).min(next[column] + 1);
            let is_swap = row > 0 && column > 0 && *a == other[column - 1] && one[row - 1] == *b;
            next.push(if is_swap { least.min(before[column - 1] + 1) } else { least });
        }
        before = std::mem::replace(&mut last, next);
    }
    last[other.len()]
}
