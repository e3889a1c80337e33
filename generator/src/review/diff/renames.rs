//! Finds types, groups and security schemes that have another name: a type whose members are all equal, a group that has all
//! the operations, a scheme whose credential is sent the same way.

use std::collections::{BTreeMap, BTreeSet};

use crate::review::surface::{Aspect, EXCHANGED, Form, Item, ItemKind, Surface};

/// What has another name.
#[derive(Debug, Default)]
pub(super) struct Renames {
    /// The new paths of types, groups and methods of the builder, by their old ones.
    paths: BTreeMap<String, String>,
    /// The new names of security schemes, by their old ones.
    schemes: BTreeMap<String, String>,
}

/// The most types that are described. Types that name each other are recognised one after the other, and all that are left
/// are described again for each.
const MAX_DESCRIBED: usize = 500_000;

impl Renames {
    pub(super) fn new(old: &Surface, new: &Surface) -> Self {
        let mut renames = Self::default();
        let mut described = 0;
        while described < MAX_DESCRIBED {
            let more = renames.types(old, new, &mut described);
            if more.is_empty() {
                break;
            }
            renames.paths.extend(more);
        }
        renames.groups(old, new);
        renames.schemes(old, new);
        renames
    }

    pub(super) fn get(&self, path: &str) -> Option<&str> {
        self.paths.get(path).map(String::as_str)
    }

    /// Returns the new name of a security scheme that has another one.
    pub(super) fn scheme(&self, name: &str) -> Option<&str> {
        self.schemes.get(name).map(String::as_str)
    }

    /// Returns a text with the new names.
    fn renamed(&self, text: &str) -> String {
        with_names(text, |path| self.get(path))
    }

    /// Finds the types that only one new type equals.
    fn types(&self, old: &Surface, new: &Surface, described: &mut usize) -> Vec<(String, String)> {
        let known: BTreeSet<&String> = self.paths.values().collect();
        let gone =
            own_types(old).filter(|path| !new.items.contains_key(*path) && !self.paths.contains_key(*path));
        let come = own_types(new).filter(|path| !old.items.contains_key(*path) && !known.contains(path));
        let mut shape = |surface: &Surface, path: &String| {
            *described += 1;
            self.shape(surface, path)
        };
        let before = by_shape(gone.filter_map(|path| Some((shape(old, path)?, path))));
        let after = by_shape(come.filter_map(|path| Some((shape(new, path)?, path))));
        let pairs =
            before.iter().filter_map(|(shape, was)| match (was.as_slice(), after.get(shape)?.as_slice()) {
                ([was], [now]) => Some(((*was).clone(), (*now).clone())),
                _ => None,
            });
        pairs.flat_map(|(was, now)| with_companion(old, new, was, now)).collect()
    }

    /// Returns what a type is but for its name; `None` if it has no members.
    fn shape(&self, surface: &Surface, path: &str) -> Option<String> {
        let named = required_struct(surface, path);
        let own = |name: &str| match name {
            _ if name == path => Some("Self"),
            _ if Some(name) == named => Some("Required"),
            _ => None,
        };
        let member = |(rest, item): (&str, &Item)| {
            let text = format!("{rest} {:?} {:?} {:?}", item.form, item.wire, item.sent);
            self.renamed(&with_names(&text, own))
        };
        let members: Vec<String> = members(surface, path).map(member).collect();
        let form = &surface.items.get(path)?.form;
        (!members.is_empty()).then(|| format!("{form:?} {members:?}"))
    }

    /// Adds the groups whose operations are all in one new group.
    fn groups(&mut self, old: &Surface, new: &Surface) {
        let by_origin: BTreeMap<&str, &Item> =
            operations(new).map(|item| (item.origin.as_str(), item)).collect();
        let mut homes: BTreeMap<&String, BTreeSet<Option<&String>>> = BTreeMap::new();
        for item in operations(old) {
            let Some(home) = &item.parent else { continue };
            let now = by_origin.get(item.origin.as_str()).and_then(|now| now.parent.as_ref());
            homes.entry(home).or_default().insert(now);
        }
        for (home, now) in homes {
            let Some(Some(now)) = now.first().filter(|_| now.len() == 1) else { continue };
            if !new.items.contains_key(home) && !old.items.contains_key(*now) {
                self.group(old, new, home, now);
            }
        }
    }

    fn group(&mut self, old: &Surface, new: &Surface, home: &str, now: &str) {
        let parent =
            |surface: &Surface, path: &str| surface.items.get(path).and_then(|item| item.parent.clone());
        if let (Some(was), Some(now)) = (parent(old, home), parent(new, now)) {
            self.paths.insert(was, now);
        }
        self.paths.insert(home.to_owned(), now.to_owned());
    }

    /// Returns the new origin of a method for a scheme that has another name.
    fn origin_now(&self, origin: &str) -> Option<String> {
        let exchanged = origin.strip_suffix(EXCHANGED);
        let name = self.scheme(exchanged.unwrap_or(origin))?;
        Some(if exchanged.is_some() { format!("{name}{EXCHANGED}") } else { name.to_owned() })
    }

    /// Adds the schemes that only one new one sends like, with their methods of the builder.
    fn schemes(&mut self, old: &Surface, new: &Surface) {
        let (before, after) = (schemes(old), schemes(new));
        let by_credential = |own: &BTreeMap<String, &Item>, other: &BTreeMap<String, &Item>| {
            let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
            for (name, item) in own.iter().filter(|(name, _)| !other.contains_key(*name)) {
                let sent = format!("{:?} {:?}", item.wire.get(&Aspect::Credential), item.form);
                found.entry(sent).or_default().push(name.clone());
            }
            found
        };
        let come = by_credential(&after, &before);
        for (sent, gone) in by_credential(&before, &after) {
            if let ([was], Some([now])) = (gone.as_slice(), come.get(&sent).map(Vec::as_slice)) {
                self.schemes.insert(was.clone(), now.clone());
            }
        }
        let builder = settings(old).filter_map(|(path, item)| {
            let now = self.origin_now(&item.origin)?;
            let (found, _) = settings(new).find(|(_, other)| other.origin == now)?;
            let is_free = !new.items.contains_key(path) && !old.items.contains_key(found);
            is_free.then(|| (path.clone(), found.clone()))
        });
        let builder: Vec<(String, String)> = builder.collect();
        self.paths.extend(builder);
    }
}

/// Returns the methods of the builder and of the client.
fn settings(surface: &Surface) -> impl Iterator<Item = (&String, &Item)> {
    surface.items.iter().filter(|(_, item)| item.kind == ItemKind::Setting)
}

/// Returns the security schemes by name.
fn schemes(surface: &Surface) -> BTreeMap<String, &Item> {
    let is_scheme = |item: &Item| item.wire.contains_key(&Aspect::Credential);
    settings(surface)
        .filter(|(_, item)| is_scheme(item))
        .map(|(_, item)| (item.origin.clone(), item))
        .collect()
}

fn own_types(surface: &Surface) -> impl Iterator<Item = &String> {
    surface.items.iter().filter(|(_, item)| item.kind == ItemKind::Type).map(|(path, _)| path)
}

fn operations(surface: &Surface) -> impl Iterator<Item = &Item> {
    surface.items.values().filter(|item| item.kind == ItemKind::Operation)
}

fn by_shape<'a>(shapes: impl Iterator<Item = (String, &'a String)>) -> BTreeMap<String, Vec<&'a String>> {
    let mut types: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    shapes.for_each(|(shape, path)| types.entry(shape).or_default().push(path));
    types
}

/// Returns the members and traits of a type, each with the rest of its path.
fn members<'a>(surface: &'a Surface, path: &str) -> impl Iterator<Item = (&'a str, &'a Item)> {
    let path = path.to_owned();
    let from = surface.items.range(path.clone()..);
    let rest = move |(at, item): (&'a String, &'a Item)| {
        let rest = at.strip_prefix(path.as_str())?;
        Some((rest, item))
    };
    from.map_while(rest).filter(|(rest, _)| rest.starts_with(':'))
}

/// The struct of its required fields, if its constructor takes one.
pub(super) fn required_struct<'a>(surface: &'a Surface, path: &str) -> Option<&'a str> {
    match &surface.items.get(&format!("{path}::new()"))?.form {
        Form::Named(named, _) => Some(named),
        _ => None,
    }
}

/// Returns a rename with that of the struct of its required fields.
fn with_companion(old: &Surface, new: &Surface, was: String, now: String) -> Vec<(String, String)> {
    let pair = required_struct(old, &was).zip(required_struct(new, &now));
    let companion = pair.map(|(was, now)| (was.to_owned(), now.to_owned()));
    companion.into_iter().chain([(was, now)]).collect()
}

/// Returns the paths in a text, each with where it ends.
pub(super) fn paths(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let is_path = |c: char| c.is_alphanumeric() || ['_', ':', '#'].contains(&c);
    let mut end = 0;
    std::iter::from_fn(move || {
        let start = end + text.get(end..)?.find(is_path)?;
        end = start + text.get(start..)?.find(|c| !is_path(c)).unwrap_or(text.len() - start);
        Some((text.get(start..end)?, end))
    })
}

/// Returns a text with other names in place of some of its paths.
pub(super) fn with_names<'a>(text: &str, name: impl Fn(&str) -> Option<&'a str>) -> String {
    let mut out = String::new();
    let mut kept = 0;
    for (path, end) in paths(text) {
        let start = end - path.len();
        if let Some(name) = name(path) {
            out.push_str(text.get(kept..start).unwrap_or_default());
            out.push_str(name);
            kept = end;
        }
    }
    out + text.get(kept..).unwrap_or_default()
}
