//! Names of methods: what is left of an operation's id without what its framework added and what its group says.
//!
//! A name depends on the operation and its group alone. Where two of a group have the same, [`order`] decides which one
//! keeps it; it compares two operations alone, so others that are added change nothing. The other one keeps more of
//! its own words.

use super::framework::{Core, core, with_controller};
use super::group_words::GroupWords;
use super::ident::{Case, ident, is_keyword, snake_words, spelled};
use super::place::{Noun, Place, one_of};
use super::vocabulary::{is_action_phrase, is_article, is_conjunction, is_preposition, is_verb, is_version};

/// How many namespaces are put before a method, one after the other, until its name is its own.
const MAX_NAMESPACES: usize = 8;

/// What the name of a method is made from.
#[derive(Debug)]
pub(super) struct Subject<'a> {
    /// The id, if there is one.
    pub id: Option<&'a str>,
    /// Method and path.
    pub place: Place,
    /// Method and path as they are written.
    pub written: (&'a str, &'a str),
}

/// Which of two operations keeps a name that both have: the one with the lower key.
pub(super) type Order<'a> = (bool, bool, usize, &'a str, &'a str);

impl<'a> Subject<'a> {
    /// Returns the candidates for the name in a group, the shortest first. The last ones have the whole path.
    pub(super) fn candidates(&self, group: &GroupWords) -> Vec<String> {
        let id = self.id.map(snake_words).filter(|words| words.iter().any(|word| !word.is_empty()));
        let mut forms: Vec<Vec<String>> = self.namespaced(group);
        match id.as_ref().map(|words| (words, core(self.id.unwrap_or_default(), words, &self.place))) {
            Some((words, Core::Chosen(chosen))) => {
                let of_controller = with_controller(words, &chosen);
                for words in [&chosen, of_controller.as_ref().unwrap_or(words)] {
                    let cut = group.cut(words, &self.place);
                    // What a person wrote whole is a name: `by_page`. Without any word left, `login` says more than `post`.
                    let says_nothing =
                        cut.is_empty() && matches!(self.place.verb(), "post" | "put" | "patch");
                    forms.push(match () {
                        () if says_nothing => words.clone(),
                        () if cut == *words && is_started(&cut) => cut,
                        () => self.whole(cut),
                    });
                }
                forms.extend(group.member(&chosen).map(<[String]>::to_vec));
                forms.push(chosen);
                forms.extend(of_controller);
                forms.push(words.clone());
            }
            Some((words, Core::Path(verb))) => {
                forms.extend(self.placed(verb.as_deref(), group));
                forms.push(words.clone());
            }
            None => forms.extend(self.placed(None, group)),
        }
        let is_own = |form: &Vec<String>| Some(form) == id.as_ref() && is_started(form);
        forms.retain(|form| is_sensible(form) || is_own(form));
        let exact = self.place.exact();
        if self.written.1.len() > 1 && self.written.1.ends_with('/') {
            forms.extend(forms.first().map(|first| [first.as_slice(), &["slash".to_owned()]].concat()));
        }
        forms.push(exact.clone());
        forms.extend(id.map(|words| [words, exact].concat()));
        forms.push(snake_words(&spelled(&format!("{} {}", self.written.0, self.written.1))));
        let mut names: Vec<String> = Vec::new();
        for name in forms.into_iter().map(|form| ident(&form.join(" "), Case::Snake)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// Returns the forms of an id that names the method within namespaces, as `cloud.projects.keys.list` does: after the
    /// group's own, with the last namespace, with the last two, and so on.
    fn namespaced(&self, group: &GroupWords) -> Vec<Vec<String>> {
        let parts: Vec<&str> =
            self.id.unwrap_or_default().split('.').filter(|part| !part.is_empty()).collect();
        if parts.len() < 3 || parts.iter().any(|part| part.contains(char::is_whitespace)) {
            return Vec::new();
        }
        let parts: Vec<Vec<String>> = parts.into_iter().map(snake_words).collect();
        let last = parts.len() - 1;
        let last_own = parts[..last].iter().rposition(|part| group.covers_all(part));
        let own = &parts[last_own.map_or(0, |at| at + 1)..];
        // `ListUsers` is a name, `list` is one with what it lists.
        let is_whole = parts[last].len() > 1 && parts[last].first().is_some_and(|first| is_verb(first));
        let from = own.len().saturating_sub(if is_whole { 1 } else { 2 });
        let forms =
            (0..=from).rev().take(MAX_NAMESPACES).map(|from| group.cut(&own[from..].concat(), &self.place));
        forms.map(|form| self.whole(form)).collect()
    }

    /// Returns the key that decides who keeps a name.
    pub(super) fn order(&self, name: &str, group: &GroupWords) -> Order<'a> {
        let is_cut = self.id.is_none_or(|id| snake_words(id).join("_") != name);
        let is_others = !self.place.nouns().iter().all(|noun| group.covers_all(noun.words));
        (is_cut, is_others, self.place.len(), self.written.1, self.written.0)
    }

    /// Returns the forms of a name from method and path: without the placeholders, with the last one, with all; and the
    /// same with the words of the group.
    fn placed(&self, verb: Option<&[String]>, group: &GroupWords) -> Vec<Vec<String>> {
        let mut forms = Vec::new();
        let by = self.place.placeholders();
        for base in [self.verb_and_nouns(verb, Some(group)), self.verb_and_nouns(verb, None)] {
            forms.push(base.clone());
            forms.extend(by.last().map(|last| [base.as_slice(), &["by".to_owned()], last].concat()));
            if by.len() > 1 {
                forms.push([base.as_slice(), &["by".to_owned()], &by.join(&"and".to_owned())].concat());
            }
        }
        forms
    }

    /// Returns the verb, and the nouns of the path without those that the group says.
    fn verb_and_nouns(&self, verb: Option<&[String]>, group: Option<&GroupWords>) -> Vec<String> {
        let (mut name, nouns) = self.split_verb(verb);
        let creates = name == ["create"];
        let is_covered = |noun: &Noun<'_>| group.is_some_and(|group| group.covers_all(noun.words));
        let last = nouns.len().saturating_sub(1);
        let is_head_covered = nouns.last().is_some_and(is_covered);
        let is_owned = is_head_covered && nouns[..last].iter().any(|noun| noun.is_one && !is_covered(noun));
        name.extend(is_owned.then(|| "for".to_owned()));
        for (at, noun) in nouns.iter().enumerate().filter(|(_, noun)| !is_covered(noun)) {
            let is_one = noun.is_one || (creates && at == last);
            let words = if is_one { one_of(noun.words) } else { noun.words.to_vec() };
            name.extend(words.into_iter().filter(|word| !group.is_some_and(|group| group.covers(word))));
        }
        name
    }

    /// Returns the verb and the nouns of the path. A verb at its end is the verb, alone or with what it is done with:
    /// `/runs/{id}/cancel`, `/messages/count_tokens`.
    fn split_verb(&self, verb: Option<&[String]>) -> (Vec<String>, Vec<Noun<'_>>) {
        let mut nouns = self.place.nouns();
        let posts = self.place.method == "post" && verb.is_none_or(|verb| verb == ["create"]);
        let is_last = |noun: &Noun<'_>| !noun.is_one && is_action_phrase(noun.words);
        if posts
            && nouns.len() > 1
            && let Some(action) = nouns.pop_if(|noun| is_last(noun))
        {
            return (action.words.to_vec(), nouns);
        }
        (verb.map_or_else(|| vec![self.place.verb().to_owned()], <[String]>::to_vec), nouns)
    }

    /// Makes what is left of a name a whole one: nothing, or what begins with a preposition or a digit, gets the verb of
    /// its method.
    fn whole(&self, mut words: Vec<String>) -> Vec<String> {
        let needs_verb = words.first().is_none_or(|first| {
            is_preposition(first) || is_conjunction(first) || !first.starts_with(char::is_alphabetic)
        });
        if needs_verb {
            words.insert(0, self.place.verb().to_owned());
        }
        words
    }
}

/// Returns true for words that can begin an identifier.
fn is_started(words: &[String]) -> bool {
    words.first().is_some_and(|word| word.starts_with(char::is_alphabetic))
}

/// Returns true for words that are a name: not only what relates other words, no keyword, not one letter.
fn is_sensible(words: &[String]) -> bool {
    let is_loose = |word: &String| is_article(word) || is_conjunction(word) || is_version(word);
    let bare_end = words
        .last()
        .is_some_and(|word| matches!(word.as_str(), "for" | "of" | "by" | "from" | "with" | "and" | "or"));
    let letters: usize = words.iter().map(String::len).sum();
    is_started(words)
        && letters > 1
        && !bare_end
        && !words.iter().all(is_loose)
        && !(words.len() == 1 && is_keyword(&words[0]))
}
