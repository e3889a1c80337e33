//! Types with their fields, variants, constructors, setters and traits.

use std::collections::BTreeMap;

use super::{Aspect, Form, Function, Item, ItemKind, Place, Returns};
use crate::ir;
use crate::rust::facts::{Presence, Side};
use crate::rust::model::{
    self, Definition, Enum, Field, RustType, Struct, Tables, Traits, Union, Variant, Within,
};
use crate::rust::names::ident::written;
use crate::rust::print::variant_match;

type Items = BTreeMap<String, Item>;

/// Adds every type in each of its forms.
pub(super) fn types(tables: Tables<'_>, items: &mut Items) {
    for id in tables.names.type_ids() {
        let definition = Definition::new(tables, id);
        for form in &definition.forms {
            FormItems { definition: &definition, form, path: format!("types::{}", form.name) }.add(items);
        }
    }
}

/// Adds the module of the webhooks.
pub(super) fn webhooks(tables: Tables<'_>, items: &mut Items) {
    let Some(webhooks) = model::Webhooks::new(tables) else { return };
    let (module, event) = (&tables.names.webhooks, type_path(&webhooks.ty));
    let receiver = Form::Alias(format!("crate::runtime::webhook::Webhooks<{event}>"));
    for (name, form) in [("Event", Form::Alias(event)), ("Webhooks", receiver)] {
        items.insert(format!("{module}::{name}"), Item::new(ItemKind::Type, form, "webhooks"));
    }
    for event in &webhooks.events {
        let variant = format!("{}::{}", type_path(&webhooks.ty), written(event.variant));
        if let Some(item) = items.get_mut(&variant) {
            item.wire.insert(Aspect::Literal, event.data.names.join(", "));
        }
    }
}

/// One form of a type.
struct FormItems<'a> {
    definition: &'a Definition<'a>,
    form: &'a model::Form<'a>,
    path: String,
}

impl FormItems<'_> {
    fn add(&self, items: &mut Items) {
        let form = match &self.form.kind {
            model::TypeKind::Alias(alias) => match &alias.newtype {
                Some(newtype) => {
                    self.traits(items, &newtype.traits);
                    Form::Newtype(type_path(&alias.target))
                }
                None => Form::Alias(type_path(&alias.target)),
            },
            model::TypeKind::Struct(structure) => {
                self.structure(structure, items);
                Form::Struct
            }
            model::TypeKind::Enum(enumeration) => self.enumeration(enumeration, items),
            model::TypeKind::Union(union) => {
                self.union(union, items);
                Form::Union
            }
        };
        let data = self.definition.data;
        let target = if let ir::Shape::Alias(target) = &data.shape { Some(target) } else { None };
        let origin = format!("{} {:?}", data.pointer, self.form.side);
        let item = Item::new(ItemKind::Type, form, origin).with_doc(&data.doc);
        let item = if self.form.side == Side::Response {
            item
        } else {
            item.with_sent("", &data.doc, &data.rules, target)
        };
        let item = item.with_location(&data.pointer);
        items.insert(self.path.clone(), item.with_place(Place::Schema(data.pointer.clone())));
    }

    fn member(&self, name: &str) -> String {
        format!("{}::{}", self.path, written(name))
    }

    fn insert(&self, items: &mut Items, path: String, item: Item) {
        let item = if item.parent.is_some() { item } else { item.with_parent(&self.path) };
        items.insert(path, item);
    }

    fn traits(&self, items: &mut Items, traits: &Traits) {
        for name in traits.distinctive().map(model::Trait::name) {
            let item = Item::new(ItemKind::Trait, Form::Trait(name), name);
            self.insert(items, format!("{}: {name}", self.path), item);
        }
    }

    fn structure(&self, structure: &Struct<'_>, items: &mut Items) {
        for field in &structure.fields {
            self.field(field, items);
        }
        if let Some(rest) = &structure.rest {
            let item = Item::new(ItemKind::Field, Form::Field(type_path(&rest.ty)), "additionalProperties");
            self.insert(items, self.member(rest.name), item);
        }
        self.traits(items, &structure.traits);
        self.constructor(structure, items);
        structure.settable().for_each(|field| self.setters(structure, field, items));
    }

    fn field(&self, field: &Field<'_>, items: &mut Items) {
        let absent = match field.presence {
            Presence::Required => "never",
            Presence::Optional => "left out",
            Presence::Nullable => "null",
            Presence::Tristate | Presence::Given => "left out or null",
        };
        let item = Item::new(ItemKind::Field, Form::Field(type_path(&field.ty())), &field.data.wire);
        let item = item.with_wire(Aspect::Key, &field.data.wire).with_wire(Aspect::Absent, absent);
        let item = if self.form.side == Side::Response {
            item
        } else {
            item.with_sent("", &field.data.doc, &field.data.rules, Some(&field.data.ty))
        };
        let item = item.with_doc(&field.data.doc).with_location(&field.data.pointer);
        self.insert(items, self.member(field.name), item);
    }

    fn constructor(&self, structure: &Struct<'_>, items: &mut Items) {
        let mut keys: Vec<&str> = structure.arguments().map(|field| field.data.wire.as_str()).collect();
        if structure.construction.struct_name().is_some() {
            // Given by name, in whatever order.
            keys.sort_unstable();
        }
        let new = match structure.construction.struct_name() {
            None => function(structure.arguments().map(argument).collect()),
            Some(name) => {
                let fields = structure.arguments().map(named_argument);
                let path = format!("types::{name}");
                let origin = format!("{} required", self.definition.data.pointer);
                self.insert(items, path.clone(), Item::new(ItemKind::Type, Form::Struct, origin));
                Form::Named(path, fields.collect())
            }
        };
        let mut item =
            Item::new(ItemKind::Constructor, new, "new").with_wire(Aspect::Arguments, keys.join(", "));
        let set: Vec<&str> = structure.constants().map(|(field, _)| field.data.wire.as_str()).collect();
        if !set.is_empty() {
            item = item.with_wire(Aspect::Literal, set.join(", "));
        }
        self.insert(items, format!("{}::new()", self.path), item);
    }

    fn setters(&self, structure: &Struct<'_>, field: &Field<'_>, items: &mut Items) {
        let home = self.member(field.name);
        let item =
            Item::new(ItemKind::Setter, function(vec![argument(field)]), &field.data.wire).with_parent(&home);
        self.insert(items, format!("{home}()"), item);
        if let Some(null) = structure.null_setter(field) {
            let origin = format!("{} null", field.data.wire);
            let item = Item::new(ItemKind::Setter, function(Vec::new()), origin).with_parent(&home);
            self.insert(items, format!("{}()", self.member(null)), item);
        }
    }

    fn enumeration(&self, enumeration: &Enum<'_>, items: &mut Items) -> Form {
        self.traits(items, &enumeration.traits);
        for variant in &enumeration.variants {
            let value = variant.value.to_string();
            let item = Item::new(ItemKind::Variant, Form::Variant(None), value.clone());
            self.insert(items, self.member(variant.name), item.with_wire(Aspect::Literal, value));
        }
        self.open_variant(enumeration.open, enumeration.kept.to_owned(), items);
        Form::Enumeration(enumeration.kept)
    }

    /// Adds the variant for unknown values.
    fn open_variant(&self, name: &str, kept: String, items: &mut Items) {
        let item = Item::new(ItemKind::Variant, Form::Variant(Some(kept)), "anything else");
        self.insert(items, self.member(name), item);
    }

    fn union(&self, union: &Union<'_>, items: &mut Items) {
        self.traits(items, &union.traits);
        let matches: Vec<String> =
            union.variants.iter().map(|variant| variant_match(union.data, variant.data)).collect();
        for (index, variant) in union.variants.iter().enumerate() {
            let held = Form::Variant(Some(type_path(&variant.ty)));
            let item = Item::new(ItemKind::Variant, held, variant.data.hint.clone());
            let item = item.with_wire(Aspect::Guard, self.guard(union, &matches, index));
            let ir::Variant { rules, ty, .. } = variant.data;
            let item = match self.form.side {
                Side::Response => item,
                _ => item.with_limits("", &rules.own, None, Some(ty)).with_inner("", rules, Some(ty)),
            };
            self.insert(items, self.member(variant.name), item);
            self.conversions(variant, items);
        }
        self.open_variant(union.open, type_path(&RustType::json()), items);
    }

    /// Returns what a value has to be for a variant, and those before it that take the same values first.
    fn guard(&self, union: &Union<'_>, matches: &[String], index: usize) -> String {
        let Some(own) = matches.get(index) else { return String::new() };
        let equal = matches.iter().zip(&union.variants).take(index).filter(|(other, _)| *other == own);
        let before: Vec<&str> = equal.map(|(_, variant)| variant.name).collect();
        if before.is_empty() { own.clone() } else { format!("{own}, after {}", before.join(", ")) }
    }

    /// Adds the values that convert into a variant.
    fn conversions(&self, variant: &Variant<'_>, items: &mut Items) {
        let held = type_path(&variant.inner);
        for source in variant.conversions.iter().flat_map(|conversion| conversion.sources(&held)) {
            let path = format!("{}: From<{source}>", self.path);
            let item = Item::new(ItemKind::Trait, Form::From(source.clone()), source);
            self.insert(items, path, item);
        }
    }
}

/// Returns the path of a type as callers write it.
fn type_path(ty: &RustType) -> String {
    ty.written(Within::Api)
}

/// Returns the argument for a field's value.
fn argument(field: &Field<'_>) -> (String, model::Argument) {
    (field.name.to_owned(), field.argument.within(Within::Api))
}

/// Returns the argument for a field's value where it is given by name: of another type only if that converts.
fn named_argument(field: &Field<'_>) -> (String, model::Argument) {
    match field.is_converted() {
        true => argument(field),
        false => (field.name.to_owned(), model::Argument::Plain(type_path(&field.ty()))),
    }
}

/// Creates a function that returns the type itself.
fn function(arguments: Vec<(String, model::Argument)>) -> Form {
    Form::Function(Function { arguments, returns: Returns::Itself })
}
