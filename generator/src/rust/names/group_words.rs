//! Cuts from the name of an operation what its group already says.

use std::collections::BTreeSet;

use super::ident::snake_words;
use super::place::{Noun, Place, one_of};
use super::singular::{is_plural, singular};
use super::vocabulary::{is_article, is_conjunction, is_never_cut, is_one_thing, is_preposition, is_verb};

/// The words that a group says.
#[derive(Debug, Clone)]
pub(super) struct GroupWords {
    /// All of them, as singulars, in order.
    phrase: Vec<String>,
    /// Those that are cut wherever they stand.
    words: BTreeSet<String>,
}

impl GroupWords {
    /// Reads the name of a group.
    pub(super) fn new(group: &str) -> Self {
        let phrase: Vec<String> = snake_words(group).iter().map(|word| singular(word)).collect();
        let words = phrase.iter().filter(|word| !is_never_cut(word)).cloned().collect();
        Self { phrase, words }
    }

    /// Returns what follows the name of the group at the beginning of a name, `Users_GetUser`, if that is a whole name.
    pub(super) fn member<'w>(&self, words: &'w [String]) -> Option<&'w [String]> {
        let rest = words.get(self.phrase.len()..).filter(|rest| rest.len() > 1 && is_verb(&rest[0]))?;
        self.is_phrase(words).then_some(rest)
    }

    /// Returns true if words begin with the whole name of the group.
    fn is_phrase(&self, words: &[String]) -> bool {
        words.len() >= self.phrase.len()
            && self.phrase.iter().zip(words).all(|(own, word)| *own == singular(word))
    }

    /// Returns true if the group says a word, in the singular or plural.
    pub(super) fn covers(&self, word: &str) -> bool {
        self.words.contains(word) || self.words.contains(&singular(word))
    }

    /// Returns true if the group says every word.
    pub(super) fn covers_all(&self, words: &[String]) -> bool {
        words.iter().all(|word| self.covers(word))
    }

    /// Cuts the words of the group from the name of an operation.
    pub(super) fn cut(&self, words: &[String], place: &Place) -> Vec<String> {
        let start = if self.phrase.len() > 1 && words.len() > self.phrase.len() && self.is_phrase(words) {
            self.phrase.len()
        } else {
            0
        };
        let words = &words[start..];
        let kept: Vec<Option<&str>> = words
            .iter()
            .enumerate()
            .map(|(at, word)| (!self.is_cut(words, at, place)).then_some(word.as_str()))
            .collect();
        if kept.iter().all(Option::is_some) {
            return words.to_vec();
        }
        let list = lists(words, &kept, place);
        let mut name: Vec<String> = without_loose_ends(&kept).into_iter().map(str::to_owned).collect();
        if list && let Some(first) = name.first_mut() {
            *first = "list".to_owned();
        }
        let cut = kept.iter().rev().take_while(|word| word.is_none()).count();
        let before = words.len().checked_sub(cut + 1).map(|at| words[at].as_str());
        let is_head = cut > 0 && before.is_some_and(|before| !is_preposition(before) && !is_article(before));
        if is_head { self.with_owner(name, place) } else { name }
    }

    /// Returns true if the word at a position is cut. A verb at the beginning is not, and neither is one of two things
    /// with `and` between them.
    fn is_cut(&self, words: &[String], at: usize, place: &Place) -> bool {
        let word = words[at].as_str();
        let is_verb =
            at == 0 && words.len() > 1 && is_verb(word) && (word != "post" || place.method == "post");
        let near =
            |at: Option<usize>| at.and_then(|at| words.get(at)).is_some_and(|word| is_conjunction(word));
        !is_never_cut(word)
            && !is_verb
            && self.covers(word)
            && !near(at.checked_sub(1))
            && !near(Some(at + 1))
    }

    /// Adds `for` before what the path has before the thing that was cut: of `list_user_posts`, `list_for_user` is left in
    /// the group `posts`, because `list_user` would be a list of users.
    fn with_owner(&self, mut name: Vec<String>, place: &Place) -> Vec<String> {
        let ends_with = |noun: &Noun<'_>| {
            let start = name.len().checked_sub(noun.words.len()).filter(|start| *start > 0)?;
            let same = one_of(&name[start..]) == one_of(noun.words);
            (same && noun.is_one && !is_preposition(&name[start - 1])).then_some(start)
        };
        let nouns = place.nouns();
        let start = nouns.iter().filter(|noun| !self.covers_all(noun.words)).find_map(ends_with);
        if let Some(start) = start {
            name.insert(start, "for".to_owned());
        }
        name
    }
}

/// Returns true if `get_users` is a list: what it gets is a plural that was cut, and the path is no single element's.
fn lists(words: &[String], kept: &[Option<&str>], place: &Place) -> bool {
    let gets = matches!(words.first().map(String::as_str), Some("get" | "fetch")) && place.method == "get";
    let end = words.iter().position(|word| is_preposition(word)).unwrap_or(words.len());
    let noun = end.checked_sub(1).filter(|at| *at > 0 && kept[*at].is_none()).map(|at| &words[at]);
    gets && place.is_collection() && noun.is_some_and(|noun| is_plural(noun) && !is_one_thing(noun))
}

/// Returns the words that are left, without prepositions and articles whose noun was cut.
fn without_loose_ends<'w>(kept: &[Option<&'w str>]) -> Vec<&'w str> {
    let mut name: Vec<&str> = Vec::new();
    for (at, word) in kept.iter().enumerate() {
        let Some(word) = *word else { continue };
        let mut rest = kept[at + 1..].iter().skip_while(|next| next.is_some_and(is_article));
        let noun_is_cut = rest.next() == Some(&None);
        let next = rest.find_map(|next| *next);
        let ends = next.is_none_or(|next| is_preposition(next) || is_conjunction(next));
        // `sign in`, `opt out`: a particle of its verb.
        let is_particle = matches!(word, "in" | "on" | "out") && name.len() == 1 && !is_verb(name[0]);
        if !(noun_is_cut && ends && (is_preposition(word) && !is_particle || is_article(word))) {
            name.push(word);
        }
    }
    name
}
