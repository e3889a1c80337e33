//! The record of the names that an emitted crate has. Of two things whose first choice is the same name, the one that had it
//! keeps it, so that what joins renames nothing. It breaks ties only: what has another first choice than before, as by a
//! correction, takes that. Without a record, names follow from the document alone.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Names;
use super::scope::{Claim, assign_names};
use crate::ir::{
    Api, Field, Naming, Operation, Owner, Parameter, ParameterLocation, Server, Shape, TypeDef, TypeStep,
    Variant,
};
use crate::rust::facts::{Facts, Side};

/// The names of an API, each by what it names. A name that is written like what it names is left out, as nothing takes it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Record {
    /// The modules of groups, by tag.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) groups: Scope,
    /// The methods of operations, by method and path.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) methods: Scope,
    /// What the types of operations are named after, by method and path.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) bases: Scope,
    /// The arguments and setters of each operation, by location and name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    parameters: BTreeMap<String, Scope>,
    /// The types, by component or operation and the steps to them.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) types: Scope,
    /// The fields and variants of each type, by name or literal.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    members: BTreeMap<String, Scope>,
    /// The variant or field of each type for what is not listed, where it is not [`UNLISTED`], or nothing else
    /// says that the type was there.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    unlisted: Scope,
    /// The types of servers whose addresses have variables, by address, and the variants of these, by address and value.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) servers: Scope,
    /// The methods that take credentials, by security scheme.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) credentials: Scope,
}

/// What is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Group,
    Method,
    Base,
    Parameter,
    Type,
    Member,
    Unlisted,
    Server,
    Credential,
}

/// The entries of names that are not the first choice of what they name: by kind, what it is a part of, and key.
pub(super) type Displaced = BTreeMap<(Kind, String, String), String>;

/// The record of a crate that is there, and what of the new names is not the first choice.
pub(super) struct Book<'r> {
    record: &'r Record,
    displaced: RefCell<Displaced>,
}

impl<'r> Book<'r> {
    pub(super) fn new(record: &'r Record) -> Self {
        Self { record, displaced: RefCell::default() }
    }

    /// Chooses names as [`assign_names`] does, and notes which are not the first choice. Claims without a key come last.
    pub(super) fn assign(
        &self,
        kind: Kind,
        part_of: &str,
        keys: impl Iterator<Item = String>,
        claims: &[Claim<'_>],
        reserved: &[&str],
    ) -> Vec<String> {
        let names = assign_names(claims, reserved);
        for (key, (claim, name)) in keys.zip(claims.iter().zip(&names)) {
            self.note(kind, part_of, key, claim, name);
        }
        names
    }

    /// Notes a name if it is not the first choice.
    pub(super) fn note(&self, kind: Kind, part_of: &str, key: String, claim: &Claim<'_>, name: &str) {
        let entry = claim.entry(name);
        if entry != name {
            self.displaced.borrow_mut().insert((kind, part_of.to_owned(), key), entry);
        }
    }

    pub(super) fn displaced(&self) -> Displaced {
        self.displaced.take()
    }
}

impl Deref for Book<'_> {
    type Target = Record;

    fn deref(&self) -> &Record {
        self.record
    }
}

/// The module of the webhooks among the groups; no tag is written like this.
pub(super) const WEBHOOKS: &str = "(webhooks)";

/// The module of the mock server among the groups.
pub(super) const MOCK: &str = "(mock)";

/// Names by what they name. One that is not the first choice is followed by that: `delete_pet, not delete`.
pub(super) type Scope = BTreeMap<String, String>;

/// The variant of most enums for what is not listed.
pub(super) static UNLISTED: LazyLock<String> = LazyLock::new(|| "Unknown".to_owned());

/// A scope without names.
static NOTHING: Scope = Scope::new();

impl Record {
    /// Records the names of what is generated of an API.
    pub(crate) fn of(api: &Api, facts: &Facts, names: &Names) -> Self {
        let mut record = Self::default();
        let displaced = &names.displaced;
        let schemes = names.credentials.iter().map(|own| (&*api.schemes[own.index].name, &*own.method));
        let schemes = schemes.map(|(scheme, method)| (scheme.to_owned(), method));
        // Which of a kind is named after it is told by one that is called so, too.
        record.credentials = scope_of_all(displaced, Kind::Credential, "", schemes);
        // Tags that are spelled otherwise are one group, so that one which is written like its module counts, too.
        let groups = names.groups.iter().map(|group| (group.wire.clone(), &*group.module));
        let webhooks = Some(&*names.webhooks).filter(|module| !module.is_empty());
        let groups = groups.chain(webhooks.map(|module| (WEBHOOKS.to_owned(), module)));
        record.groups =
            scope_of_all(displaced, Kind::Group, "", groups.chain([(MOCK.to_owned(), &*names.mock)]));
        let servers = names.servers.iter().flat_map(|own| {
            let server = &api.servers[own.index];
            let variables = server.variables.iter().zip(&own.variables);
            let variants = variables.flat_map(|(variable, names)| {
                let keys = variable.values.iter().map(|value| value_key(server, &variable.name, value));
                keys.zip(names.variants.iter().map(String::as_str))
            });
            std::iter::once((server.template.clone(), &*own.ty)).chain(variants)
        });
        record.servers = scope(displaced, Kind::Server, "", servers);
        let operations = || names.groups.iter().flat_map(|group| &group.operations);
        let own = |index: usize| operation_key(&api.operations[index]);
        record.methods =
            scope(displaced, Kind::Method, "", operations().map(|of| (own(of.index), &*of.method)));
        let parameters = operations().map(|of| {
            let parameters = api.operations[of.index].parameters.iter().map(parameter_key);
            let (own, names) = (own(of.index), of.parameters.iter().map(String::as_str));
            let headers = api.operations[of.index].headers.iter();
            let headers = headers.map(|header| format!("response header {}", header.wire));
            let headers = headers.zip(of.headers.1.iter().map(String::as_str));
            let mut scope = scope(displaced, Kind::Parameter, &own, parameters.zip(names).chain(headers));
            // Nothing takes the name of a parameter of the path.
            scope.retain(|key, entry| key.trim_matches(['{', '}']) != entry);
            (own, scope)
        });
        record.parameters = parameters.filter(|(_, scope)| !scope.is_empty()).collect();
        record.add_types(api, facts, names);
        record
    }

    fn add_types(&mut self, api: &Api, facts: &Facts, names: &Names) {
        let kept: Vec<(_, &TypeDef)> = names.type_ids().map(|id| (id, api.type_def(id))).collect();
        let owners: BTreeSet<usize> = kept.iter().filter_map(|(_, def)| owner(&def.naming)).collect();
        let displaced = &names.displaced;
        let bases = owners.into_iter();
        let bases = bases.map(|index| (operation_key(&api.operations[index]), &*names.bases[index]));
        self.bases = scope(displaced, Kind::Base, "", bases);
        let forms = kept.iter().flat_map(|(id, def)| {
            let sides = facts.sides(*id).into_iter();
            sides.filter_map(|side| Some((type_key(api, def, side), names.types.get(&(*id, side))?.as_str())))
        });
        self.types = scope(displaced, Kind::Type, "", forms);
        let members = kept.iter().map(|(id, def)| {
            let own = names.members[id.0].iter().map(String::as_str);
            let key = type_key(api, def, Side::Both);
            let scope = scope(displaced, Kind::Member, &key, member_keys(def).into_iter().zip(own));
            (key, scope)
        });
        self.members = members.filter(|(_, scope)| !scope.is_empty()).collect();
        let has_own = |key: &String| self.members.contains_key(key);
        let unlisted = kept.iter().filter(|(id, def)| {
            let is_known = || has_own(&type_key(api, def, Side::Both));
            has_unlisted(def) && (names.open[id.0] != *UNLISTED || !is_known())
        });
        let unlisted = unlisted.map(|(id, def)| (type_key(api, def, Side::Both), &*names.open[id.0]));
        self.unlisted = scope(displaced, Kind::Unlisted, "", unlisted);
    }

    /// The names of the members of a type.
    pub(super) fn members_of(&self, key: &str) -> &Scope {
        self.members.get(key).unwrap_or(&NOTHING)
    }

    /// The name of the variant or field of a type for what is not listed.
    pub(super) fn unlisted_of(&self, key: &str) -> Option<&String> {
        self.unlisted.get(key).or_else(|| self.members.contains_key(key).then_some(&*UNLISTED))
    }

    /// The names of the parameters of an operation.
    pub(super) fn parameters_of(&self, operation: &Operation) -> &Scope {
        self.parameters.get(&operation_key(operation)).unwrap_or(&NOTHING)
    }
}

/// Collects names, without those that are written like their keys.
fn scope<'a>(
    displaced: &Displaced,
    kind: Kind,
    part_of: &str,
    names: impl Iterator<Item = (String, &'a str)>,
) -> Scope {
    let mut scope = scope_of_all(displaced, kind, part_of, names);
    scope.retain(|key, entry| key != entry);
    scope
}

/// Collects names. What has no key of its own is left out.
fn scope_of_all<'a>(
    displaced: &Displaced,
    kind: Kind,
    part_of: &str,
    names: impl Iterator<Item = (String, &'a str)>,
) -> Scope {
    let mut by_key: BTreeMap<String, Option<&str>> = BTreeMap::new();
    for (key, name) in names {
        by_key.entry(key).and_modify(|name| *name = None).or_insert(Some(name));
    }
    let entries = by_key.into_iter().filter_map(|(key, name)| {
        let place = (kind, part_of.to_owned(), key);
        let entry = displaced.get(&place).map_or(name?, String::as_str).to_owned();
        Some((place.2, entry))
    });
    entries.collect()
}

/// What names an operation: its method and its key in `paths`, and its word if it is a variant.
pub(super) fn operation_key(operation: &Operation) -> String {
    let word = operation.variant.as_ref().map(|variant| format!(" ({})", variant.word)).unwrap_or_default();
    format!("{} {}{word}", operation.method, operation.key)
}

pub(super) fn parameter_key(parameter: &Parameter) -> String {
    match parameter.location {
        ParameterLocation::Query => parameter.wire.clone(),
        ParameterLocation::Path => format!("{{{}}}", parameter.wire),
        location => format!("{} {}", location.name(), parameter.wire),
    }
}

/// What names a type: its component or operation, the steps to it, and whether the form is only sent.
pub(super) fn type_key(api: &Api, def: &TypeDef, side: Side) -> String {
    let mut key = match (&def.naming.owner, def.naming.steps.as_slice()) {
        (Owner::Component(name), []) => def.pointer.last().unwrap_or_else(|| name.clone()),
        (Owner::Component(name), _) => name.clone(),
        (Owner::Operation(index), _) => operation_key(&api.operations[*index]),
    };
    def.naming.steps.iter().for_each(|step| key += &step_text(step));
    key + if side == Side::Request { " (sent)" } else { "" }
}

/// What names a value of a variable in the address of a server.
pub(super) fn value_key(server: &Server, variable: &str, value: &str) -> String {
    format!("{} {variable}={value}", server.template)
}

fn step_text(step: &TypeStep) -> String {
    match step {
        TypeStep::Property(name) => format!(".{name}"),
        TypeStep::Item => "[]".to_owned(),
        TypeStep::Value => "{}".to_owned(),
        TypeStep::Variant(hint) => format!("|{hint}"),
        TypeStep::Body => " body".to_owned(),
        TypeStep::Response => " response".to_owned(),
        TypeStep::Status(status) => format!(" {status}"),
        TypeStep::Parameter(name) => format!(" parameter {name}"),
        TypeStep::Header(name) => format!(" header {name}"),
        TypeStep::Form => " form".to_owned(),
    }
}

fn owner(naming: &Naming) -> Option<usize> {
    match naming.owner {
        Owner::Operation(index) => Some(index),
        Owner::Component(_) => None,
    }
}

/// Returns true for a type with a variant or field for what is not listed.
fn has_unlisted(def: &TypeDef) -> bool {
    match &def.shape {
        Shape::Object(object) => object.rest.is_some(),
        Shape::Enum(_) | Shape::Union(_) => true,
        Shape::Alias(_) | Shape::Merged => false,
    }
}

/// What names the members of a type, in their order.
pub(super) fn member_keys(def: &TypeDef) -> Vec<String> {
    match &def.shape {
        Shape::Object(object) => object.fields.iter().map(|field: &Field| field.wire.clone()).collect(),
        Shape::Enum(enumeration) => enumeration.values.iter().map(literal_key).collect(),
        Shape::Union(union) => union.variants.iter().map(variant_key).collect(),
        Shape::Alias(_) | Shape::Merged => Vec::new(),
    }
}

fn literal_key(literal: &Value) -> String {
    literal.as_str().map_or_else(|| format!("({literal})"), str::to_owned)
}

fn variant_key(variant: &Variant) -> String {
    match variant.tags.is_empty() {
        true => variant.hint.clone(),
        false => format!("{} {}", variant.hint, variant.tags.join(" ")),
    }
}
