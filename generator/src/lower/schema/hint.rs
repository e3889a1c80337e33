//! Name hints for the variants of a union: by what the variant is, or, if several are alike, by what distinguishes
//! them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::base::pointer::Pointer;
use crate::document::SchemaType;
use crate::lower::Lowering;
use crate::lower::schema::facets::{Facets, Node, PlacedSchema, Rest};
use crate::lower::schema::member_order::OrderedMember;

/// The maximum depth of lists and maps in a name.
const MAX_NAME_DEPTH: usize = 3;

impl<'d> Lowering<'d> {
    /// Returns a hint for each branch, all different.
    pub(in crate::lower) fn hints<'s>(&mut self, branches: &[PlacedSchema<'s>]) -> Vec<String>
    where
        'd: 's,
    {
        let facets: Vec<Option<Facets<'_>>> =
            branches.iter().map(|branch| self.inline_facets(branch)).collect();
        let branch_hints: Vec<String> = branches
            .iter()
            .zip(&facets)
            .map(|(branch, facets)| self.branch_hint(branch.node, facets.as_ref(), MAX_NAME_DEPTH))
            .collect();
        let shared = SharedHints::new(&branch_hints, &facets);
        let hints = branch_hints.iter().zip(&facets).map(|(hint, facets)| match facets {
            Some(own) if shared.is_shared(hint) => {
                shared.distinct_hint(hint, own, &self.ordered_members(own))
            }
            _ => hint.clone(),
        });
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let mut parts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let distinct = hints.zip(branches).map(|(hint, branch)| {
            let is_alone = shared.hints.len() == branches.len();
            let hint = if is_alone { hint } else { self.hint_by_content(hint, branch, &taken, &mut parts) };
            taken.insert(hint.clone());
            hint
        });
        distinct.collect()
    }

    /// Returns a hint that is not taken: with a part of the schema that those before it with the same hint lack.
    /// `parts` holds the parts of these, by hint.
    fn hint_by_content(
        &self,
        hint: String,
        branch: &PlacedSchema<'_>,
        taken: &BTreeSet<String>,
        parts: &mut BTreeMap<String, BTreeSet<String>>,
    ) -> String {
        let before = parts.entry(hint.clone()).or_default();
        let own = self.document.parts(&branch.at);
        let distinct = own.iter().find(|part| !before.contains(*part)).map(|part| last_words(part));
        before.extend(own.iter().cloned());
        match distinct.filter(|_| taken.contains(&hint)) {
            Some(words) => numbered(format!("{hint} {words}"), taken),
            None => numbered(hint, taken),
        }
    }

    /// Returns the facets of an inline branch; `None` for a reference.
    fn inline_facets<'s>(&mut self, branch: &PlacedSchema<'s>) -> Option<Facets<'s>>
    where
        'd: 's,
    {
        match branch.node {
            Node::Reference(_) => None,
            Node::Schema(schema) => Some(self.facets(&branch.at, schema, &branch.naming)),
        }
    }

    /// Returns the hint of a branch alone: from its reference, its title, its elements, its only value or its kind.
    fn branch_hint<'s>(&mut self, node: Node<'s>, facets: Option<&Facets<'s>>, nested: usize) -> String
    where
        'd: 's,
    {
        match (node, facets) {
            (Node::Reference(reference), _) => target_name(reference),
            (Node::Schema(schema), Some(facets)) => {
                if let Some(reference) = crate::lower::schema::doc::only_reference(schema) {
                    return target_name(reference);
                }
                let title =
                    schema.title.clone().filter(|title| (1..=4).contains(&title.split_whitespace().count()));
                title.unwrap_or_else(|| {
                    self.collection_hint(facets, nested)
                        .unwrap_or_else(|| kind_hint(facets, &self.ordered_members(facets)))
                })
            }
            (Node::Schema(_), None) => "Other".to_owned(),
        }
    }

    /// Returns `Text list`, `Tag map`: a collection is named after what it holds, so that another collection beside it
    /// does not change its name. `None` for anything else.
    fn collection_hint<'s>(&mut self, facets: &Facets<'s>, nested: usize) -> Option<String>
    where
        'd: 's,
    {
        let (held, word) =
            match (crate::lower::schema::shape::kind_of(facets), facets.items.last(), &facets.rest) {
                (Some(SchemaType::Array), Some(items), _) => (items, "list"),
                (Some(SchemaType::Object), _, Rest::Schema(value)) if facets.properties.is_empty() => {
                    (value, "map")
                }
                _ => return None,
            };
        let nested = nested.checked_sub(1)?;
        let inner = self.inline_facets(held);
        let hint = self.branch_hint(held.node, inner.as_ref(), nested);
        (hint != "Other").then(|| format!("{hint} {word}"))
    }
}

/// Returns the last token of a reference.
fn target_name(reference: &str) -> String {
    let target = Pointer::from_fragment(reference.trim_start_matches('#'));
    target.and_then(|target| target.last()).unwrap_or_else(|| "Other".to_owned())
}

/// Returns the hint of a branch without a name; `members` are its members in their order.
fn kind_hint(facets: &Facets<'_>, members: &[OrderedMember<'_, '_>]) -> String {
    if let Some([Value::String(only)]) = facets.enumeration.as_deref() {
        return only.clone();
    }
    // An object is best named after a member with only one possible value, else after its first required member.
    let mut places = members.iter().flat_map(|(_, places)| *places);
    if let Some(constant) = places.find_map(|place| constant(place.node)) {
        return constant;
    }
    match crate::lower::schema::shape::kind_of(facets) {
        Some(SchemaType::Array) => "List".to_owned(),
        Some(SchemaType::Object) => {
            facets.required.first().map_or_else(|| "Object".to_owned(), |first| format!("With {first}"))
        }
        Some(SchemaType::String) => match facets.format {
            Some(format) => format.to_owned(),
            None if facets.enumeration.is_some() => "Known".to_owned(),
            None => "Text".to_owned(),
        },
        Some(SchemaType::Integer) => "Integer".to_owned(),
        Some(SchemaType::Number) => "Number".to_owned(),
        Some(SchemaType::Boolean) => "Flag".to_owned(),
        None => "Other".to_owned(),
    }
}

/// Counts what branches with the same hint have in common.
#[derive(Default)]
struct SharedHints<'a> {
    /// The number of branches by hint.
    hints: BTreeMap<&'a str, usize>,
    /// The number of inline branches that have a member, by hint.
    members: BTreeMap<(&'a str, &'a str), usize>,
    /// The number of inline branches that require exactly these members, by hint.
    required: BTreeMap<(&'a str, Vec<&'a str>), usize>,
    /// The number of inline branches that have a member of a kind, by hint.
    kinds: BTreeMap<(&'a str, &'a str, String), usize>,
}

impl<'a> SharedHints<'a> {
    fn new(hints: &'a [String], facets: &'a [Option<Facets<'_>>]) -> Self {
        let mut shared = Self::default();
        hints.iter().for_each(|hint| *shared.hints.entry(hint).or_default() += 1);
        for (hint, facets) in hints.iter().zip(facets) {
            let Some(facets) = facets.as_ref().filter(|_| shared.is_shared(hint)) else { continue };
            for (member, places) in &facets.properties {
                *shared.members.entry((hint, member)).or_default() += 1;
                if let Some(kind) = kind_word(places) {
                    *shared.kinds.entry((hint, member, kind)).or_default() += 1;
                }
            }
            *shared.required.entry((hint, facets.required.iter().copied().collect())).or_default() += 1;
        }
        shared
    }

    fn is_shared(&self, hint: &str) -> bool {
        self.hints.get(hint).is_some_and(|count| *count > 1)
    }

    /// Returns a hint from a member that no other branch has, or else from the branch's own set of required members.
    fn distinct_hint(&self, hint: &str, own: &Facets<'_>, members: &[OrderedMember<'_, '_>]) -> String {
        let is_own = |name: &&str| self.members.get(&(hint, *name)) == Some(&1);
        if let Some(name) = members.iter().map(|(name, _)| *name).find(is_own) {
            return format!("With {name}");
        }
        let required: Vec<&str> = own.required.iter().copied().collect();
        if (1..=4).contains(&required.len()) && self.required.get(&(hint, required.clone())) == Some(&1) {
            return format!("With {}", required.join(" and "));
        }
        match own.enumeration.as_deref() {
            Some([Value::String(first), ..]) => format!("{hint} {first}"),
            _ => match own.format {
                Some(format) => format!("{hint} {format}"),
                None => self.member_kind_hint(hint, members).unwrap_or_else(|| hint.to_owned()),
            },
        }
    }

    /// Returns a hint from a member that the other branches have with another kind: `With x Integer a`.
    fn member_kind_hint(&self, hint: &str, members: &[OrderedMember<'_, '_>]) -> Option<String> {
        members.iter().find_map(|(name, places)| {
            let kind = kind_word(places)?;
            let is_own = self.kinds.get(&(hint, *name, kind.clone())) == Some(&1);
            is_own.then(|| format!("{hint} {kind} {name}"))
        })
    }
}

/// Returns the last words of a part, which say most.
fn last_words(part: &str) -> String {
    let words: Vec<&str> = part.split_whitespace().collect();
    words[words.len().saturating_sub(3)..].join(" ")
}

/// Returns the hint, with a number if branches differ only in prose.
fn numbered(hint: String, taken: &BTreeSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{hint} {number}"));
    let mut forms = std::iter::once(hint.clone()).chain(numbered);
    // There are more forms than taken hints, so one is free.
    forms.find(|form| !taken.contains(form)).unwrap_or(hint)
}

/// Returns a word for the kind of a member: the name of its reference target, or its type.
fn kind_word(places: &[PlacedSchema<'_>]) -> Option<String> {
    let schema = match places.last()?.node {
        Node::Reference(reference) => return Some(target_name(reference)),
        Node::Schema(schema) => schema,
    };
    let word = match schema.of_type? {
        SchemaType::String => "Text",
        SchemaType::Number => "Number",
        SchemaType::Integer => "Integer",
        SchemaType::Object => "Object",
        SchemaType::Array => "List",
        SchemaType::Boolean => "Flag",
    };
    Some(word.to_owned())
}

/// Returns the only string that a schema allows.
fn constant(node: Node<'_>) -> Option<String> {
    let Node::Schema(schema) = node else { return None };
    match schema.enumeration.as_slice() {
        [Value::String(only)] => Some(only.clone()),
        _ => None,
    }
}
