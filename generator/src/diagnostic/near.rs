//! The name that was most likely meant by one that is misspelt, for `did you mean …?`.

use serde_json::Value;

use crate::base::pointer::Pointer;

/// So many problems of a kind have a hint that takes a search for a name.
pub const HINTED: usize = 100;

/// So many keys of an object are compared.
pub const MOST_KEYS: usize = 10_000;

/// Names of more characters are not compared.
const LONGEST: usize = 80;

/// The known name that is nearest to `word`; `None` if none is near.
///
/// A name is near if at most a third of its letters, and at most two, were changed, left out, added or swapped with
/// their neighbour. Case does not count.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = letters(word)?;
    let most = (wanted.len().max(3) / 3).min(2);
    let near = known.into_iter().filter_map(|name| {
        let letters = letters(name).filter(|letters| letters.len().abs_diff(wanted.len()) <= most)?;
        let distance = distance(&wanted, &letters);
        // Of `post` and `put` the first is nearer to `pst`: letters are left out more often than mistaken.
        Some(((distance, !is_within(&wanted, &letters)), name)).filter(|_| distance <= most)
    });
    near.min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

/// The key that the first step of a pointer which is not in the document most likely means, if the rest of the pointer is
/// there then.
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

/// `nearest_key` for the text of a `$ref` within its document, as a hint.
pub fn reference_hint(document: &Value, reference: &str) -> Option<String> {
    let pointer = Pointer::from_fragment(reference.strip_prefix('#')?)?;
    nearest_key(document, &pointer).map(|name| format!("did you mean `{name}`? correct the `$ref`"))
}

/// The letters in lower case; `None` if there are too many, or none.
fn letters(word: &str) -> Option<Vec<char>> {
    // Bytes are no fewer than characters.
    let is_long = word.len() > LONGEST && word.chars().nth(LONGEST).is_some();
    let letters: Vec<char> =
        if is_long { Vec::new() } else { word.chars().flat_map(char::to_lowercase).collect() };
    (!letters.is_empty()).then_some(letters)
}

/// Whether the first are all among the others, in their order.
fn is_within(some: &[char], all: &[char]) -> bool {
    let mut all = all.iter();
    some.iter().all(|letter| all.any(|other| other == letter))
}

/// How many letters have to be changed, left out, added or swapped with their neighbour.
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
