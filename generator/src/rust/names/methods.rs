//! Names of the methods of a group, and the names that the types of operations are based on.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::files::fit_type;
use super::framework;
use super::group_words::GroupWords;
use super::ident::{Case, alternatives, ident, natural, snake_words};
use super::method::{Order, Subject};
use super::place::Place;
use super::record::{Book, Kind, Scope, operation_key};
use super::scope::Claim;
use super::vocabulary::is_verb;
use crate::ir::{Api, Operation};
use crate::openapi::prefix::{SharedPrefix, is_technical};
use crate::openapi::template::Segment;

/// Names that methods of handles cannot have; with two of them, the prelude's conversions would be called instead.
pub(super) const RESERVED: [&str; 5] = ["self", "super", "crate", "into", "try_into"];

/// The group of operations whose path tells nothing.
pub(super) const ROOT: &str = "root";

/// What the methods of an API are named after.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MethodNames {
    /// Their ids, without what their framework added and what their group says.
    #[default]
    Short,
    /// Their ids, as they are.
    OperationId,
}

/// The operations of an API, read for naming.
pub(super) struct Subjects<'a> {
    all: Vec<Subject<'a>>,
    prefix: SharedPrefix,
}

impl<'a> Subjects<'a> {
    /// Reads the ids and places of all operations.
    pub(super) fn new(api: &'a Api) -> Self {
        let prefix = SharedPrefix::new(api.operations.iter().map(|operation| &operation.path));
        let subject = |operation: &'a Operation| Subject {
            id: operation.id.as_deref().map(framework::without_index),
            place: Place::new(&operation.method, &operation.key, &operation.path, &prefix),
            written: (&operation.method, &operation.key),
        };
        Self { all: api.operations.iter().map(subject).collect(), prefix }
    }

    /// Returns the group of an operation: without a tag, the first segment of its path that tells something. What all
    /// paths begin with does not, and neither does an action (`/listUsers`).
    pub(super) fn group<'o>(&self, operation: &'o Operation) -> Cow<'o, str> {
        if let Some(group) = &operation.group {
            return Cow::Borrowed(group);
        }
        let segments = operation.path.segments();
        let own = &segments[self.prefix.len_in(&segments)..];
        let thing = |segments: &[Segment]| {
            segments.iter().find_map(|segment| match segment {
                Segment::Literal(text) if !is_technical(text) && !is_verb_phrase(text) => Some(text.clone()),
                _ => None,
            })
        };
        Cow::Owned(thing(own).or_else(|| thing(&segments)).unwrap_or_else(|| ROOT.to_owned()))
    }

    /// Names the methods of a group. Each variant of an operation has the name of that operation and its own word.
    pub(super) fn methods(&self, api: &Api, indices: &[usize], group: &str, book: &Book<'_>) -> Vec<String> {
        let group = GroupWords::new(group);
        let is_own = |index: &&usize| api.operations[**index].variant.is_none();
        let own: Vec<usize> = indices.iter().filter(is_own).copied().collect();
        let forms = own.iter().map(|index| self.candidates(*index, &api.operations[*index], &group));
        let claims = with_record(self.ranked(&own, api, forms.collect(), &group), api, &own, &book.methods);
        let mut names = book.assign(Kind::Method, "", keys(api, &own), &claims, &RESERVED);
        let variants: Vec<usize> = indices.iter().filter(|index| !is_own(index)).copied().collect();
        let claims = variants.iter().filter_map(|index| {
            let variant = api.operations[*index].variant.as_ref()?;
            let base = own.binary_search(&variant.of).ok().map(|at| names[at].as_str());
            let forms = self.candidates(*index, &api.operations[*index], &group);
            let with_word = |name: &str| ident(&format!("{name} {}", variant.word), Case::Snake);
            let all = base.into_iter().chain(forms.iter().map(String::as_str)).map(with_word);
            let had = book.methods.get(&operation_key(&api.operations[*index]));
            Some(Claim::ranked(all.collect(), *index).recorded(had))
        });
        let taken: Vec<&str> = names.iter().map(String::as_str).chain(RESERVED).collect();
        let claims: Vec<Claim<'_>> = claims.collect();
        let of_variants = book.assign(Kind::Method, "", keys(api, &variants), &claims, &taken);
        names.extend(of_variants);
        let places = own.into_iter().chain(variants).zip(names).collect::<BTreeMap<usize, String>>();
        indices.iter().filter_map(|index| places.get(index).cloned()).collect()
    }

    fn candidates(&self, index: usize, operation: &Operation, group: &GroupWords) -> Vec<String> {
        let mut names = self.all[index].candidates(group);
        if let Some(given) = &operation.name {
            let exact = Some(format!("{given} {}", self.all[index].place.exact().join(" ")));
            names = std::iter::once(natural(given, Case::Snake))
                .chain(exact.map(|exact| ident(&exact, Case::Snake)))
                .chain(alternatives(given, Case::Snake))
                .collect();
        }
        names
    }

    /// Ranks claims: a name from an overlay before all others, then by [`Subject::order`].
    fn ranked(
        &self,
        own: &[usize],
        api: &Api,
        forms: Vec<Vec<String>>,
        group: &GroupWords,
    ) -> Vec<Claim<'a>> {
        let order = |at: usize| -> (bool, Order<'_>) {
            let first = forms[at].first().map(String::as_str).unwrap_or_default();
            (api.operations[own[at]].name.is_none(), self.all[own[at]].order(first, group))
        };
        let mut sorted: Vec<(_, usize)> = (0..own.len()).map(|at| (order(at), at)).collect();
        sorted.sort();
        let mut ranks = vec![0; own.len()];
        sorted.iter().enumerate().for_each(|(rank, (_, at))| ranks[*at] = rank);
        forms.into_iter().zip(ranks).map(|(forms, rank)| Claim::ranked(forms, rank)).collect()
    }

    /// Returns the names on which the types of each operation are based. They share one scope, so nothing that a group
    /// says is cut.
    pub(super) fn bases(&self, api: &Api, book: &Book<'_>) -> Vec<String> {
        let whole = GroupWords::new("");
        let all: Vec<usize> = (0..self.all.len()).collect();
        let forms = all.iter().map(|index| self.base(*index, &api.operations[*index]));
        let claims = self.ranked(&all, api, forms.collect(), &whole).into_iter().map(fit_type).collect();
        let claims = with_record(claims, api, &all, &book.bases);
        book.assign(Kind::Base, "", keys(api, &all), &claims, &[])
    }

    fn base(&self, index: usize, operation: &Operation) -> Vec<String> {
        let subject = &self.all[index];
        let word = operation.variant.as_ref().map(|variant| format!(" {}", variant.word)).unwrap_or_default();
        let upper = |text: &str| ident(&format!("{text}{word}"), Case::Upper);
        let mut forms = Vec::new();
        if let Some(id) = subject.id {
            let words = snake_words(id);
            let trimmed = framework::trimmed(&words, &subject.place);
            forms.extend((trimmed != words).then(|| upper(&trimmed.join(" "))));
            forms.push(natural(&format!("{id}{}", word.replace(' ', "_")), Case::Upper));
        }
        forms.extend(
            subject.candidates(&GroupWords::new("")).iter().map(|name| upper(&name.replace('_', " "))),
        );
        forms
    }
}

/// What names operations in the record.
fn keys(api: &Api, indices: &[usize]) -> impl Iterator<Item = String> {
    indices.iter().map(|index| operation_key(&api.operations[*index]))
}

/// Sets the names that operations had.
fn with_record<'a>(claims: Vec<Claim<'a>>, api: &Api, indices: &[usize], had: &Scope) -> Vec<Claim<'a>> {
    let given = indices.iter().map(|index| api.operations[*index].name.is_some());
    let keys = keys(api, indices).zip(given);
    claims.into_iter().zip(keys).map(|(claim, (key, is))| claim.recorded(had.get(&key)).given(is)).collect()
}

/// Returns true for a segment that is a verb and what it is done with.
fn is_verb_phrase(segment: &str) -> bool {
    let words = snake_words(segment);
    words.len() > 1 && is_verb(&words[0])
}
