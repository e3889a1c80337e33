//! Which operations send or receive a type.

use std::collections::{BTreeMap, BTreeSet};

use crate::review::surface::{Form, Function, Item, ItemKind, Returns, Surface};

/// An operation that reaches a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Reached<'a> {
    /// The path of the operation.
    pub(super) operation: &'a str,
    /// True if requests hold the type.
    pub(super) sends: bool,
    /// True if responses hold it.
    pub(super) receives: bool,
}

/// The operations that reach each type of a surface.
pub(super) struct Reach<'a>(BTreeMap<&'a str, Vec<Reached<'a>>>);

/// A type or an operation, and the types that it names itself.
type Named<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

impl<'a> Reach<'a> {
    pub(super) fn new(surface: &'a Surface) -> Self {
        let (mut types, mut sent, mut received) = (Named::new(), Named::new(), Named::new());
        for (path, item) in &surface.items {
            let Some((owner, kind)) = owner(surface, path, item) else { continue };
            let (to_server, from_server) = match kind {
                ItemKind::Operation => (&mut sent, &mut received),
                _ => {
                    let texts = texts_sent(&item.form).into_iter().chain(texts_received(&item.form));
                    let named = texts.flat_map(paths).filter_map(|name| known(surface, name));
                    types.entry(owner).or_default().extend(named);
                    continue;
                }
            };
            for (named, texts) in
                [(to_server, texts_sent(&item.form)), (from_server, texts_received(&item.form))]
            {
                let paths = texts.into_iter().flat_map(paths).filter_map(|name| known(surface, name));
                named.entry(owner).or_default().extend(paths);
            }
        }
        let mut reach: BTreeMap<&str, BTreeMap<&str, (bool, bool)>> = BTreeMap::new();
        for (is_sent, named) in [(true, &sent), (false, &received)] {
            for (operation, first) in named {
                for ty in closure(first, &types) {
                    let (sends, receives) = reach.entry(ty).or_default().entry(operation).or_default();
                    *(if is_sent { sends } else { receives }) = true;
                }
            }
        }
        let list = |operations: BTreeMap<&'a str, (bool, bool)>| {
            let one = |(operation, (sends, receives))| Reached { operation, sends, receives };
            operations.into_iter().map(one).collect()
        };
        Self(reach.into_iter().map(|(ty, operations)| (ty, list(operations))).collect())
    }

    /// Returns the operations that reach a type, in order of path.
    pub(super) fn operations(&self, ty: &str) -> &[Reached<'a>] {
        self.0.get(ty).map(Vec::as_slice).unwrap_or_default()
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

/// Returns every type that some types reach, and they themselves.
fn closure<'a>(first: &BTreeSet<&'a str>, types: &Named<'a>) -> BTreeSet<&'a str> {
    let mut reached = first.clone();
    let mut open: Vec<&str> = first.iter().copied().collect();
    while let Some(ty) = open.pop() {
        let named = types.get(ty).into_iter().flatten();
        open.extend(named.copied().filter(|named| reached.insert(named)));
    }
    reached
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
