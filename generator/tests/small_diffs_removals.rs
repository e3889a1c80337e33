//! What is removed from a document goes from the client, and nothing else: an operation, a component schema that nothing
//! refers to, a property, each of those that documents of others have. Nothing is renamed by it, and what differs besides is
//! what the removed thing led to: a type that is now only sent or only received, a trait that nothing stands against any more,
//! a list that is not read page by page as its answers do not hold it.
//!
//! A type that is sent and received in forms that differ is `Pet` received and `PetInput` sent; where only one of the two is
//! left it is `Pet`. So with the last operation that answers a `Pet` gone, what took a `PetInput` takes a `Pet`: nobody wants
//! to write `PetCreateInput` for what is only ever sent. That change is let pass where the removal ends one form, and only it.
//!
//! Left alone: what others refer to, as the document would be broken without it, and operations that share an id. Such an id
//! is against OpenAPI (`TS718`) and names neither of the two, so with one of them gone it names the other: whichever way that
//! is decided, either adding or removing the second one has to change a name, and a valid document never comes there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may fail loudly

#[path = "support/edited.rs"]
mod edited;
#[path = "support/removed.rs"]
mod removed;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use edited::{Dice, documents, enough, made, read, rounds, seed};
use removed::{Removed, escaped, is_below, merged, reach};
use serde_json::{Map, Value};
use truespec::review::surface::{Form, Item, ItemKind, Surface};

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Removal {
    Operation,
    Component,
    Property,
}

/// What names another thing by going, and why: two things want one name, and only one can have it, or it was the name.
const COLLIDING: [(&str, &str, &str); 7] = [
    (
        "access.yaml",
        "/paths/~1users/post",
        "`User` has two forms only where it is sent and received: without it, one form has all required members",
    ),
    (
        "names_shared_responses.yaml",
        "/paths/~1items/get",
        "what is in `ListItems` is a `ListItemsResponse`, what is in `ListItemsResponse` only without it",
    ),
    (
        "operation_ids.yaml",
        "/paths/~1foo~12/get",
        "`get_foo` is itself, `getFoo` is `get_foo` only without it",
    ),
    ("names_schemas.yaml", "/components/schemas/FooBar", "`FooBar` is itself, `FOOBar` only without it"),
    (
        "names_properties.yaml",
        "/components/schemas/Properties/properties/links",
        "`links` is itself, `_links` only without it",
    ),
    (
        "response_headers.yaml",
        "/paths/~1listHeaders/get",
        "the call of `listHeaders` has the name that the headers of `list` have without it",
    ),
    (
        "notion.json",
        "/components/schemas/bulletedListItemBlockRequest/properties/type",
        "the variant is named after the value of this member, its tag",
    ),
];

#[test]
fn what_is_removed_goes_alone() {
    let mut table: BTreeMap<Removal, (usize, usize)> = BTreeMap::new();
    let mut ripples = Vec::new();
    let mut tried = Vec::new();
    for path in &documents() {
        let Some(value) = read(path) else { continue };
        let Some((_, before)) = made("small-removals", path, &value) else { continue };
        tried.push(path.clone());
        for (index, removal) in
            [Removal::Operation, Removal::Component, Removal::Property].into_iter().enumerate()
        {
            for round in 0..rounds() {
                let mut dice = Dice(seed(path, index, round));
                let mut edited = value.clone();
                let Some(removed) = remove(removal, &mut edited, &mut dice) else { continue };
                let Some((_, after)) = made("small-removals", path, &edited) else { continue };
                let entry = table.entry(removal).or_default();
                entry.0 += 1;
                let change = Change::new(&value, &before, &after, &removed);
                let found = complaint(path, &removed, change.ripple());
                if !found.is_empty() {
                    entry.1 += 1;
                    ripples.push(format!("{} without {}:\n{}", path.display(), removed.at, found.join("\n")));
                }
            }
        }
    }
    println!("{} documents; removals and those that ripple: {table:?}", tried.len());
    assert!(ripples.is_empty(), "{}\n{table:?}", ripples.join("\n\n"));
    assert!(table.values().all(|(tried, _)| *tried > 0), "{table:?}");
    enough(&tried);
}

/// What is wrong with a removal, by what it rippled to.
fn complaint(path: &Path, removed: &Removed, found: Vec<String>) -> Vec<String> {
    let is_it = |(file, at, _): &&(&str, &str, &str)| path.ends_with(file) && *at == removed.at;
    match COLLIDING.iter().find(is_it) {
        Some((_, _, why)) if found.is_empty() => vec![format!("  nothing is renamed any more though {why}")],
        Some(_) => Vec::new(),
        None => found,
    }
}

fn remove(removal: Removal, document: &mut Value, dice: &mut Dice) -> Option<Removed> {
    let places: Vec<(String, String)> = match removal {
        Removal::Operation => operations(document),
        Removal::Component => {
            let text = unquoted(document);
            let unused = |name: &String| {
                let to = format!("#/components/schemas/{}", escaped(name));
                let named = [format!("{to}\""), format!("{to}/"), format!(":\"{name}\"")];
                !named.iter().any(|named| text.contains(named))
            };
            // What extends another may be one of its kinds without being named.
            let all = schemas(document)?
                .iter()
                .filter(|(name, schema)| unused(name) && schema.get("allOf").is_none());
            all.map(|(name, _)| ("/components/schemas".to_owned(), name.clone())).collect()
        }
        Removal::Property => {
            schemas(document)?.iter().flat_map(|(name, schema)| properties(name, schema)).collect()
        }
    };
    let (within, key) = dice.pick(&places)?.clone();
    let value = document.pointer_mut(&within)?.as_object_mut()?.shift_remove(&key)?;
    if let Removal::Property = removal {
        let schema = document.pointer_mut(within.strip_suffix("/properties")?)?;
        // What is not there cannot be required.
        if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
            required.retain(|name| *name != key);
            if required.is_empty() {
                schema.as_object_mut()?.shift_remove("required");
            }
        }
    }
    Some(Removed { at: format!("{within}/{}", escaped(&key)), value })
}

fn operations(document: &Value) -> Vec<(String, String)> {
    let items = document["paths"].as_object().into_iter().flatten();
    let text = unquoted(document);
    let is_alone = |within: &str, method: &str, operation: &Value| {
        let id = &operation["operationId"];
        let shared = id.is_string() && text.matches(&format!("\"operationId\":{id}")).count() > 1;
        !shared && !text.contains(&format!("#{within}/{method}"))
    };
    let of = |(path, item): (&String, &Value)| {
        let within = format!("/paths/{}", escaped(path));
        let members = item.as_object().into_iter().flatten();
        let own = members.filter(|(method, operation)| {
            METHODS.contains(&method.as_str()) && is_alone(&within, method, operation)
        });
        own.map(|(method, _)| (within.clone(), method.clone())).collect::<Vec<_>>()
    };
    items.flat_map(of).collect()
}

/// A document as text; its references may write braces and spaces as a URL does.
fn unquoted(document: &Value) -> String {
    document.to_string().replace("%7B", "{").replace("%7D", "}").replace("%20", " ")
}

fn properties(name: &str, schema: &Value) -> Vec<(String, String)> {
    let within = format!("/components/schemas/{}/properties", escaped(name));
    let is_plain = schema["type"] == "object" && schema.get("discriminator").is_none();
    let names = schema["properties"].as_object().filter(|names| is_plain && names.len() > 1);
    names.into_iter().flat_map(Map::keys).map(|name| (within.clone(), name.clone())).collect()
}

fn schemas(document: &Value) -> Option<&Map<String, Value>> {
    document.get("components")?.get("schemas")?.as_object()
}

/// A removal, and what can be named before and after it.
struct Change<'a> {
    before: &'a Surface,
    after: &'a Surface,
    removed: &'a Removed,
    /// The places that the removed thing led to.
    led_to: BTreeSet<String>,
    /// The plain names of types that had two forms, by the names that are gone.
    merged: BTreeMap<String, String>,
}

impl<'a> Change<'a> {
    fn new(document: &Value, before: &'a Surface, after: &'a Surface, removed: &'a Removed) -> Self {
        let led_to = reach(document, removed);
        let merged = merged(document, (before, after), removed, &led_to);
        Self { before, after, removed, led_to, merged }
    }

    /// What came, went or changed though it is not about what was removed.
    fn ripple(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (path, item) in &self.after.items {
            match self.before.items.get(path) {
                // Nothing stands against a trait any more.
                None if item.kind == ItemKind::Trait => {}
                None if self.may_come(path, item) => {}
                None => found.push(format!("  + {path} ({})", item.origin)),
                Some(was) if place(was) != place(item) => {
                    found.push(format!("  ~ {path}: was {}, is {}", was.origin, item.origin));
                }
                Some(was) if !self.is_same(was, item) && !self.is_affected(path) => {
                    found.push(format!("  ~ {path} ({}): {:?} → {:?}", item.origin, was.form, item.form));
                }
                Some(_) => {}
            }
        }
        let gone = self.before.items.iter().filter(|(path, _)| !self.after.items.contains_key(*path));
        let alien = gone.filter(|(path, _)| !self.may_go(path));
        found.extend(alien.map(|(path, item)| format!("  - {path} ({})", item.origin)));
        found
    }

    /// Whether two items are the same to the compiler, but for forms that became one.
    fn is_same(&self, was: &Item, now: &Item) -> bool {
        was.form == now.form || {
            let renamed = |text: String, (gone, plain): (&String, &String)| {
                text.replace(&format!("{gone}\""), &format!("{plain}\""))
                    .replace(&format!("{gone}>"), &format!("{plain}>"))
            };
            let expected = self.merged.iter().fold(format!("{:?}", was.form), renamed);
            !self.merged.is_empty() && expected == format!("{:?}", now.form)
        }
    }

    /// A type that is only sent now is put together by callers, and one that nothing sends or receives any more has the
    /// members of both ways. A member of another name is neither.
    fn may_come(&self, path: &str, item: &Item) -> bool {
        let Some(owner) = owner(path) else { return false };
        let is_merged = self.merged.values().any(|plain| plain == owner);
        let travels_less = is_merged || (self.is_affected(owner) && self.removed.is_operation());
        let is_renamed = self.before.items.iter().any(|(other, was)| {
            was.kind == item.kind
                && was.origin == item.origin
                && self::owner(other) == Some(owner)
                && !self.after.items.contains_key(other)
        });
        match item.kind {
            ItemKind::Constructor | ItemKind::Setter => (is_merged || self.is_affected(owner)) && !is_renamed,
            ItemKind::Field => travels_less && !is_renamed,
            _ => false,
        }
    }

    fn may_go(&self, path: &str) -> bool {
        let is_merged = |path| self.merged.contains_key(path);
        // `types::PetInput: Hash` is a trait of it.
        let bare = path.split_once(": ").map_or(path, |(of, _)| of);
        is_merged(bare)
            || owner(path).is_some_and(is_merged)
            || self.is_affected(path)
            || self.is_empty_group(path)
    }

    /// Whether a group had no other operation than the one that was removed.
    fn is_empty_group(&self, path: &str) -> bool {
        let items = &self.before.items;
        let group = &items[path];
        let handle = items.iter().find(|(_, item)| {
            item.kind == ItemKind::Group && item.origin == group.origin && matches!(item.form, Form::Handle)
        });
        let mut operations = items.values().filter(|item| {
            item.kind == ItemKind::Operation && item.parent.as_ref() == handle.map(|(path, _)| path)
        });
        group.kind == ItemKind::Group
            && operations.all(|operation| is_operation(&operation.origin, &self.removed.at))
    }

    /// Whether a thing that was there, or what it was in, came from one of the places.
    fn is_affected(&self, path: &str) -> bool {
        let mut at = Some(path.to_owned());
        while let Some(path) = at {
            let Some(item) = self.before.items.get(&path) else { return false };
            if is_below(place(item), &self.led_to)
                || self.led_to.iter().any(|place| is_operation(&item.origin, place))
            {
                return true;
            }
            at = item.parent.clone();
        }
        false
    }
}

/// Where a thing comes from, whichever form of it this is.
fn place(item: &Item) -> &str {
    let form = [" Both", " Request", " Response"].iter().find_map(|form| item.origin.strip_suffix(form));
    form.unwrap_or(&item.origin)
}

/// The type that a member is of.
fn owner(path: &str) -> Option<&str> {
    path.rsplit_once("::").map(|(owner, _)| owner)
}

/// Whether something is of the operation at a place: `GET /pets` of `/paths/~1pets/get`.
fn is_operation(origin: &str, at: &str) -> bool {
    let place = at.strip_prefix("/paths/").and_then(|rest| rest.rsplit_once('/'));
    place.is_some_and(|(path, method)| {
        let path = path.replace("~1", "/").replace("~0", "~");
        let own = format!("{} {path}", method.to_uppercase());
        origin == own || origin.strip_prefix(&own).is_some_and(|rest| rest.starts_with(' '))
    })
}
