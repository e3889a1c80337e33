//! What becomes of each old item: it stays, has another path, or is gone. What belongs to an item with another path moves with
//! it, so that the two are compared with each other and a rename hides nothing.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::compile::NewSurface;
use super::renames::{Renames, required_struct, with_names};
use super::successors::{OF_OPERATIONS, Successors};
use crate::review::surface::{Form, Function, Item, ItemKind, Outcome, Returns, Surface};
use crate::rust::model::Argument;

/// The new paths of old items.
#[derive(Debug, Default)]
pub(super) struct Moved {
    /// By old path; that of an item that stays is the same, that of one that is gone is not here.
    paths: BTreeMap<String, String>,
    /// Those that differ.
    names: BTreeMap<String, String>,
}

impl Moved {
    pub(super) fn new(
        old: &Surface,
        new: &Surface,
        target: &NewSurface<'_>,
        successors: &Successors<'_>,
        renames: &Renames,
    ) -> Self {
        let mut by_parent = BTreeMap::new();
        for (path, item) in &new.items {
            by_parent.entry(key(item, item.parent.as_deref())).or_insert(path.as_str());
        }
        let mut finder = Finder {
            old,
            new,
            target,
            successors,
            renames,
            by_parent,
            known: BTreeMap::new(),
            taken: BTreeSet::new(),
            types: BTreeMap::new(),
        };
        // Paths of conversions name types.
        let (types, others): (Vec<_>, Vec<_>) =
            old.items.iter().partition(|(_, item)| item.kind == ItemKind::Type);
        for (path, _) in types {
            if let Some(now) = finder.find(path, 0).filter(|now| now != path) {
                finder.types.insert(path, now);
            }
        }
        others.into_iter().for_each(|(path, _)| drop(finder.find(path, 0)));
        let found = finder.known.into_iter();
        let paths: BTreeMap<String, String> =
            found.filter_map(|(path, now)| Some((path.to_owned(), now?))).collect();
        let names = paths.clone().into_iter().filter(|(path, now)| path != now).collect();
        Self { paths, names }
    }

    /// Returns where an item is now; `None` if it is gone.
    pub(super) fn now(&self, path: &str) -> Option<&str> {
        self.paths.get(path).map(String::as_str)
    }

    /// Returns the new path of every item that is still there.
    pub(super) fn all_now(&self) -> BTreeSet<&str> {
        self.paths.values().map(String::as_str).collect()
    }

    /// Returns the item whose rename implies that of this one: its parent, or a type that its path names.
    pub(super) fn implied_by<'a>(&'a self, path: &'a str, item: &'a Item) -> Option<&'a str> {
        let now = self.names.get(path)?;
        let parent = item.parent.as_deref().and_then(|parent| self.names.get_key_value(parent));
        let is_carried = |(was, _): (&'a String, &String)| {
            let is_below = path.strip_prefix(was.as_str()).is_some_and(|rest| rest.starts_with(':'));
            // What is beside its parent is named after it: a request builder, a setter.
            let is_carried = !is_below || self.text(own_name(path)) == own_name(now);
            is_carried.then_some(was.as_str())
        };
        parent.and_then(is_carried).or_else(|| {
            let text = self.text(path.split_once(": ")?.1);
            now.ends_with(&text).then(|| self.name_in(path)).flatten()
        })
    }

    /// Returns the first renamed item that a text names.
    fn name_in<'t>(&'t self, text: &'t str) -> Option<&'t str> {
        super::renames::paths(text).map(|(path, _)| path).find(|path| self.names.contains_key(*path))
    }

    /// Returns the first renamed item that a form names.
    pub(super) fn name_in_form(&self, form: &Form) -> Option<String> {
        let mut found = None;
        map_form(form, &mut |text| {
            found = found.take().or_else(|| self.name_in(text).map(str::to_owned));
            text.to_owned()
        });
        found
    }

    /// Returns a text with the new names.
    fn text(&self, text: &str) -> String {
        with_names(text, |path| self.names.get(path).map(String::as_str))
    }

    /// Returns an old item with the new names of what it names.
    pub(super) fn item<'a>(&self, was: &'a Item) -> Cow<'a, Item> {
        if self.names.is_empty() {
            return Cow::Borrowed(was);
        }
        let form = map_form(&was.form, &mut |text| self.text(text));
        let wire = was.wire.iter().map(|(aspect, value)| (*aspect, self.text(value))).collect();
        Cow::Owned(Item { form, wire, ..was.clone() })
    }
}

/// Returns the last part of a path: `name` of `types::Tag::name`, `Hash` of `types::Tag: Hash`.
fn own_name(path: &str) -> &str {
    match path.split_once(": ") {
        Some((_, name)) => name,
        None => path.rsplit("::").next().unwrap_or(path),
    }
}

/// What identifies an item among those of its parent.
type Key<'a> = (ItemKind, &'a str, Option<&'a str>);

fn key<'a>(item: &'a Item, parent: Option<&'a str>) -> Key<'a> {
    (item.kind, item.origin.as_str(), parent)
}

/// More parents than any item has.
const MAX_PARENTS: usize = 8;

/// Finds the new paths, those of parents first.
struct Finder<'a> {
    old: &'a Surface,
    new: &'a Surface,
    target: &'a NewSurface<'a>,
    successors: &'a Successors<'a>,
    renames: &'a Renames,
    by_parent: BTreeMap<Key<'a>, &'a str>,
    known: BTreeMap<&'a str, Option<String>>,
    taken: BTreeSet<String>,
    /// The new paths of renamed types.
    types: BTreeMap<&'a str, String>,
}

impl<'a> Finder<'a> {
    fn find(&mut self, path: &'a str, depth: usize) -> Option<String> {
        if let Some(known) = self.known.get(path) {
            return known.clone();
        }
        let item = self.old.items.get(path)?;
        let parent = item.parent.as_deref().filter(|_| depth < MAX_PARENTS);
        let home = parent.and_then(|parent| Some((parent, self.find(parent, depth + 1)?)));
        let found = match &home {
            Some((parent, now)) if parent != now => self.carried(path, item, parent, now),
            _ => self.elsewhere(path, item),
        };
        let found = found.filter(|now| self.taken.insert(now.clone()));
        self.known.insert(path, found.clone());
        found
    }

    /// Returns the new path of an item whose parent has none or stays.
    fn elsewhere(&self, path: &str, item: &Item) -> Option<String> {
        let is_there = |path: &&str| self.is_at(path, item);
        let renamed = with_names(path, |name| self.types.get(name).map(String::as_str));
        Some(path)
            .filter(is_there)
            .map(str::to_owned)
            .or_else(|| self.successors.find(path, item))
            .or_else(|| (item.kind == ItemKind::Trait && self.is_at(&renamed, item)).then_some(renamed))
    }

    /// Returns the new path of an item whose parent has another one.
    fn carried(&self, path: &str, item: &Item, parent: &str, home: &str) -> Option<String> {
        let rest = path.strip_prefix(parent).filter(|rest| rest.starts_with([':', '(']));
        let beside = rest.map(|rest| {
            format!("{home}{}", with_names(rest, |name| self.types.get(name).map(String::as_str)))
        });
        let of_operation = || match OF_OPERATIONS.contains(&item.kind) {
            true => self.successors.find(path, item),
            false => self.renames.get(path).map(str::to_owned),
        };
        of_operation()
            .or_else(|| beside.filter(|beside| self.is_at(beside, item)))
            .or_else(|| self.required(path, item, parent, home))
            .or_else(|| self.of_origin(item, parent, home))
    }

    /// Returns true if an item is at a path now.
    fn is_at(&self, path: &str, item: &Item) -> bool {
        self.target.find(path).is_some_and(|now| self.successors.is_same(item, now))
    }

    /// Returns the struct of required fields of a type that has another name.
    fn required(&self, path: &str, item: &Item, parent: &str, home: &str) -> Option<String> {
        let is_required = item.kind == ItemKind::Type && required_struct(self.old, parent) == Some(path);
        required_struct(self.new, home).filter(|_| is_required).map(str::to_owned)
    }

    /// Returns the item of the new parent that is the same part of the document, unless that is what another one of the old
    /// parent became.
    fn of_origin(&self, item: &Item, parent: &str, home: &str) -> Option<String> {
        let found = *self.by_parent.get(&key(item, Some(home)))?;
        let rest = found.strip_prefix(home).filter(|rest| rest.starts_with(':'));
        let is_free = rest.is_none_or(|rest| !self.old.items.contains_key(&format!("{parent}{rest}")));
        is_free.then(|| found.to_owned())
    }
}

/// Returns a form with other texts in place of those of its types.
fn map_form(form: &Form, text: &mut dyn FnMut(&str) -> String) -> Form {
    match form {
        Form::Struct
        | Form::Enumeration(_)
        | Form::Union
        | Form::Trait(_)
        | Form::Variant(None)
        | Form::Handle => form.clone(),
        Form::Alias(ty) => Form::Alias(text(ty)),
        Form::Newtype(ty) => Form::Newtype(text(ty)),
        Form::From(ty) => Form::From(text(ty)),
        Form::Field(ty) => Form::Field(text(ty)),
        Form::Variant(Some(ty)) => Form::Variant(Some(text(ty))),
        Form::Call(outcome) => Form::Call(map_outcome(outcome, text)),
        Form::Function(function) => Form::Function(Function {
            arguments: map_arguments(&function.arguments, text),
            returns: map_returns(&function.returns, text),
        }),
        Form::Named(required, fields) => Form::Named(text(required), map_arguments(fields, text)),
    }
}

fn map_outcome(outcome: &Outcome, text: &mut dyn FnMut(&str) -> String) -> Outcome {
    Outcome { success: text(&outcome.success), error: text(&outcome.error) }
}

fn map_arguments(
    arguments: &[(String, Argument)],
    text: &mut dyn FnMut(&str) -> String,
) -> Vec<(String, Argument)> {
    let mut one = |(name, argument): &(String, Argument)| {
        let ty = argument.ty().map(|ty| text(ty)).unwrap_or_default();
        (name.clone(), argument.map(|_| ty.clone()))
    };
    arguments.iter().map(&mut one).collect()
}

fn map_returns(returns: &Returns, text: &mut dyn FnMut(&str) -> String) -> Returns {
    match returns {
        Returns::Itself => Returns::Itself,
        Returns::Handle(handle) => Returns::Handle(text(handle)),
        Returns::Option(ty) => Returns::Option(text(ty)),
        Returns::Stream(stream, outcome) => Returns::Stream(stream, map_outcome(outcome, text)),
        Returns::Call(outcome, call) => Returns::Call(map_outcome(outcome, text), call.as_deref().map(text)),
    }
}
