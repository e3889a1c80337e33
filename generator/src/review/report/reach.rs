//! Which operations send or receive a type.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::version::ApiVersion;
use crate::review::surface::{Form, Function, Item, ItemKind, Place, Returns, Surface};

/// An operation that reaches a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Reached<'a> {
    /// The path of the operation.
    pub(super) operation: &'a str,
    /// Its method and path.
    pub(super) endpoint: Option<&'a str>,
    /// True if requests hold the type.
    pub(super) sends: bool,
    /// True if responses hold it.
    pub(super) receives: bool,
}

/// What a change of an item affects.
#[derive(Debug, Default)]
pub(super) struct Affected<'a> {
    /// The operations that reach the type, in order of path; none if the item is not part of a type.
    pub(super) operations: Vec<Reached<'a>>,
    /// The groups of these operations, or that of the item.
    pub(super) groups: BTreeSet<String>,
}

/// The group of what belongs to no operation.
const CLIENT: &str = "client";

/// What a change of each type of an API affects, found when it is asked for.
pub(super) struct Reach<'a> {
    api: ApiVersion<'a>,
    /// Who names a type: types, operations that send it, and operations that receive it.
    named_by: BTreeMap<&'a str, [BTreeSet<&'a str>; 3]>,
    endpoints: BTreeMap<&'a str, &'a str>,
    known: RefCell<BTreeMap<&'a str, Rc<Affected<'a>>>>,
}

impl<'a> Reach<'a> {
    pub(super) fn new(api: ApiVersion<'a>) -> Self {
        let surface = api.surface;
        let mut named_by: BTreeMap<&str, [BTreeSet<&str>; 3]> = BTreeMap::new();
        for (path, item) in &surface.items {
            let Some((owner, kind)) = owner(surface, path, item) else { continue };
            let [sends, receives] = if kind == ItemKind::Operation { [1, 2] } else { [0, 0] };
            let sent = texts_sent(&item.form).into_iter().map(|text| (sends, text));
            let received = texts_received(&item.form).into_iter().map(|text| (receives, text));
            for (role, text) in sent.chain(received) {
                for named in paths(text).filter_map(|path| known(surface, path)) {
                    named_by.entry(named).or_default()[role].insert(owner);
                }
            }
        }
        let endpoint = |(path, item): (&'a String, &'a Item)| match item.place.as_ref()? {
            Place::Operation(place) => Some((path.as_str(), place.as_str())),
            Place::Schema(_) => None,
        };
        let endpoints = surface.items.iter().filter_map(endpoint).collect();
        Self { api, named_by, endpoints, known: RefCell::default() }
    }

    /// Returns what a change of an item affects.
    pub(super) fn affected(&self, path: &str) -> Rc<Affected<'a>> {
        let owner = self.api.owner(path).filter(|(_, item)| item.kind == ItemKind::Type);
        let ty = owner.and_then(|(ty, _)| known(self.api.surface, ty));
        match ty {
            Some(ty) => {
                let mut known = self.known.borrow_mut();
                Rc::clone(known.entry(ty).or_insert_with(|| Rc::new(self.find(ty))))
            }
            None => {
                let groups = BTreeSet::from([self.group(path)]);
                Rc::new(Affected { operations: Vec::new(), groups })
            }
        }
    }

    /// Returns the group of an item that is not part of a type.
    fn group(&self, path: &str) -> String {
        let inner = path.strip_prefix("Client::").and_then(|rest| rest.strip_suffix("()")).unwrap_or(path);
        let name = inner.split("::").next().unwrap_or(inner);
        let is_group = self.api.surface.items.contains_key(&format!("Client::{name}()"));
        let name = if is_group { name } else { CLIENT };
        self.api.module.map_or(name.to_owned(), |module| format!("{module}::{name}"))
    }

    fn find(&self, ty: &'a str) -> Affected<'a> {
        let mut found: BTreeMap<&str, (bool, bool)> = BTreeMap::new();
        let (mut seen, mut open) = (BTreeSet::from([ty]), vec![ty]);
        while let Some(ty) = open.pop() {
            let Some([types, senders, receivers]) = self.named_by.get(ty) else { continue };
            open.extend(types.iter().copied().filter(|holder| seen.insert(holder)));
            senders.iter().for_each(|operation| found.entry(operation).or_default().0 = true);
            receivers.iter().for_each(|operation| found.entry(operation).or_default().1 = true);
        }
        let one = |(operation, (sends, receives))| {
            let endpoint = self.endpoints.get(operation).copied();
            Reached { operation, endpoint, sends, receives }
        };
        let operations: Vec<Reached<'_>> = found.into_iter().map(one).collect();
        let groups = operations.iter().map(|reached| self.group(reached.operation)).collect();
        Affected { operations, groups }
    }
}

/// Returns the path of the type or the operation that an item belongs to.
fn owner<'a>(surface: &'a Surface, path: &'a str, item: &'a Item) -> Option<(&'a str, ItemKind)> {
    let (mut path, mut item) = (path, item);
    while !matches!(item.kind, ItemKind::Type | ItemKind::Operation) {
        path = item.parent.as_deref()?;
        item = surface.items.get(path)?;
    }
    Some((path, item.kind))
}

/// Returns the texts of a form that name what callers give.
fn texts_sent(form: &Form) -> Vec<&str> {
    let arguments = match form {
        Form::Function(Function { arguments, .. }) => arguments.as_slice(),
        Form::Named(_, fields) => fields.as_slice(),
        _ => &[],
    };
    let required = match form {
        Form::Named(required, _) => Some(required.as_str()),
        _ => None,
    };
    let types = arguments.iter().filter_map(|(_, argument)| argument.ty()).map(String::as_str);
    types.chain(required).collect()
}

/// Returns the texts of a form that name what callers get.
fn texts_received(form: &Form) -> Vec<&str> {
    match form {
        Form::Alias(ty) | Form::Newtype(ty) | Form::From(ty) | Form::Field(ty) | Form::Variant(Some(ty)) => {
            vec![ty]
        }
        Form::Call(outcome) => vec![&outcome.success, &outcome.error],
        Form::Function(function) => match &function.returns {
            Returns::Stream(_, outcome) | Returns::Call(outcome, _) => vec![&outcome.success, &outcome.error],
            Returns::Option(ty) => vec![ty],
            Returns::Itself | Returns::Handle(_) => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// Returns a path as the surface has it, if it is that of a type.
fn known<'a>(surface: &'a Surface, path: &str) -> Option<&'a str> {
    let (path, item) = surface.items.get_key_value(path)?;
    (item.kind == ItemKind::Type).then_some(path.as_str())
}

/// Returns the paths in the text of a type.
fn paths(text: &str) -> impl Iterator<Item = &str> {
    let is_path = |c: char| c.is_alphanumeric() || ['_', ':', '#'].contains(&c);
    text.split(move |c| !is_path(c)).filter(|path| path.contains("::"))
}
