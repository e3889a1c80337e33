//! Methods and paths in words.

use super::ident::snake_words;
use super::singular::{is_plural, singular};
use super::vocabulary::is_one_thing;
use crate::openapi::prefix::{SharedPrefix, is_technical};
use crate::openapi::template::{Template, plain};

/// A method and a path, in words.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The HTTP method in lower case.
    pub method: String,
    /// Every part of the path.
    all: Vec<Part>,
    /// The parts that tell something about this operation.
    own: Vec<Part>,
    /// How many of all parts are before a query.
    before_query: usize,
}

/// A part of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// Its words.
    pub words: Vec<String>,
    /// Whether it is a placeholder.
    pub is_placeholder: bool,
}

/// A noun of a path: a literal segment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Noun<'a> {
    /// Its words.
    pub words: &'a [String],
    /// Whether a placeholder follows it, which makes it one of several.
    pub is_one: bool,
}

impl Place {
    /// Reads a key of `paths`.
    pub(super) fn new(method: &str, key: &str, template: &Template, prefix: &SharedPrefix) -> Self {
        let shared = prefix.len_in(&template.segments());
        let key = plain(key);
        let segments: Vec<&str> = key.split(['/', '?', '&']).filter(|segment| !segment.is_empty()).collect();
        let all = segments.iter().flat_map(|segment| parts(segment)).collect();
        let own = segments.iter().skip(shared).filter(|segment| !is_technical(segment));
        let own = own.flat_map(|segment| parts(segment)).collect();
        let path = key.split('?').next().unwrap_or_default().split('/');
        let before_query = path.flat_map(parts).count();
        Self { method: method.to_lowercase(), all, own, before_query }
    }

    /// Returns the words of the whole path, with `by` before placeholders.
    pub(super) fn exact(&self) -> Vec<String> {
        std::iter::once(self.method.clone()).chain(self.all.iter().flat_map(Part::with_by)).collect()
    }

    /// Returns the words of the path as frameworks write them: all, without what tells nothing, or without a query;
    /// placeholders as their words, as the last of these (`id`), or left out.
    pub(super) fn written(&self) -> Vec<Vec<String>> {
        let path = self.all.get(..self.before_query).unwrap_or(&self.all);
        let forms = [usize::MAX, 1, 0].into_iter().flat_map(|most| {
            let words =
                |parts: &[Part]| parts.iter().flat_map(|part| part.last_words(most)).collect::<Vec<_>>();
            [words(&self.all), words(&self.own), words(path)]
        });
        forms.filter(|form| !form.is_empty()).collect()
    }

    /// Returns the nouns of the path.
    pub(super) fn nouns(&self) -> Vec<Noun<'_>> {
        let follows = |at: usize| self.own.get(at + 1).is_some_and(|part| part.is_placeholder);
        let literals = self.own.iter().enumerate().filter(|(_, part)| !part.is_placeholder);
        literals.map(|(at, part)| Noun { words: &part.words, is_one: follows(at) }).collect()
    }

    /// Returns the placeholders of the path.
    pub(super) fn placeholders(&self) -> Vec<&[String]> {
        self.own.iter().filter(|part| part.is_placeholder).map(|part| part.words.as_slice()).collect()
    }

    /// Returns true if the path ends with a literal that is a plural: it is a collection.
    pub(super) fn is_collection(&self) -> bool {
        let last = self.own.last().filter(|part| !part.is_placeholder).and_then(|part| part.words.last());
        last.is_some_and(|word| is_plural(word) && !is_one_thing(word))
    }

    /// Returns the verb for the method: what it does with a collection, with an element, or with anything else.
    pub(super) fn verb(&self) -> &str {
        let is_element = self.own.last().is_some_and(|part| part.is_placeholder) && self.own.len() > 1;
        match self.method.as_str() {
            "get" if self.is_collection() => "list",
            "post" if self.is_collection() => "create",
            "patch" if is_element => "update",
            "put" if is_element => "replace",
            other => other,
        }
    }

    /// Returns true if a literal of the path has a word.
    pub(super) fn has_word(&self, word: &str) -> bool {
        self.all.iter().any(|part| !part.is_placeholder && part.words.iter().any(|own| own == word))
    }

    /// Returns the number of parts of the path.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }
}

impl Part {
    /// Returns its words; of a placeholder the last ones, so many at most.
    fn last_words(&self, most: usize) -> Vec<String> {
        let start = if self.is_placeholder { self.words.len().saturating_sub(most) } else { 0 };
        self.words[start..].to_vec()
    }

    fn with_by(&self) -> Vec<String> {
        let by = self.is_placeholder.then(|| "by".to_owned());
        by.into_iter().chain(self.words.iter().cloned()).collect()
    }
}

/// Splits a segment into what is literal and what is a placeholder: `{id}.json` is both.
fn parts(segment: &str) -> Vec<Part> {
    // A pair of a query is its value: `name={name}` is the placeholder, `action=run` the text.
    let text = segment.split_once('=').map_or(segment, |(_, value)| value);
    let mut parts = Vec::new();
    for (at, piece) in text.split('{').enumerate() {
        let (placeholder, literal) = match piece.split_once('}') {
            Some((name, literal)) if at > 0 => (Some(name), literal),
            _ => (None, piece),
        };
        parts.extend(placeholder.map(|name| Part { words: snake_words(name), is_placeholder: true }));
        let literal = Some(literal).filter(|text| text.chars().any(char::is_alphanumeric));
        parts.extend(literal.map(|text| Part { words: snake_words(text), is_placeholder: false }));
    }
    parts
}

/// Returns the words of a noun, as one of several where it is.
pub(super) fn one_of(words: &[String]) -> Vec<String> {
    let mut words = words.to_vec();
    if let Some(last) = words.last_mut() {
        *last = singular(last);
    }
    words
}
