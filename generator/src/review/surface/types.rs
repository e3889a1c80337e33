//! Types with their fields, variants, constructors, setters and traits.

use std::collections::BTreeMap;

use super::{Aspect, Form, Function, Item, ItemKind, Returns};
use crate::rust::facts::{Presence, Side};
use crate::rust::model::{
    self, Definition, Enum, Field, RustType, SetBy, Struct, Tables, Traits, Union, Within,
};
use crate::rust::names::ident::written;
use crate::rust::print::means;

type Items = BTreeMap<String, Item>;

/// Every type in each of its forms.
pub(super) fn types(tables: Tables<'_>, items: &mut Items) {
    for (id, _) in tables.api.types() {
        let definition = Definition::new(tables, id);
        for form in &definition.forms {
            Forms { definition: &definition, form, path: format!("types::{}", form.name) }.add(items);
        }
    }
}

/// One form of a type.
struct Forms<'a> {
    definition: &'a Definition<'a>,
    form: &'a model::Form<'a>,
    path: String,
}

impl Forms<'_> {
    fn add(&self, items: &mut Items) {
        let form = match &self.form.kind {
            model::TypeKind::Alias(alias) => match &alias.newtype {
                Some(newtype) => {
                    self.traits(items, &newtype.traits);
                    Form::Newtype(named(&alias.target))
                }
                None => Form::Alias(named(&alias.target)),
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
        let origin = format!("{} {:?}", data.pointer, self.form.side);
        items.insert(self.path.clone(), Item::new(ItemKind::Type, form, origin).documented(&data.doc));
    }

    fn member(&self, name: &str) -> String {
        format!("{}::{}", self.path, written(name))
    }

    fn put(&self, items: &mut Items, path: String, item: Item) {
        let item = if item.parent.is_some() { item } else { item.within(&self.path) };
        items.insert(path, item);
    }

    fn traits(&self, items: &mut Items, traits: &Traits) {
        for name in traits.beyond_common().map(model::Trait::name) {
            let item = Item::new(ItemKind::Trait, Form::Trait(name), name);
            self.put(items, format!("{}: {name}", self.path), item);
        }
    }

    fn structure(&self, structure: &Struct<'_>, items: &mut Items) {
        for field in &structure.fields {
            self.field(field, items);
        }
        if let Some(rest) = &structure.rest {
            let item = Item::new(ItemKind::Field, Form::Field(named(&rest.ty)), "additionalProperties");
            self.put(items, self.member(rest.name), item);
        }
        self.traits(items, &structure.traits);
        if structure.has_builder {
            self.constructor(structure, items);
            structure.settable().for_each(|field| self.setters(field, items));
        }
    }

    fn field(&self, field: &Field<'_>, items: &mut Items) {
        let absent = match field.presence {
            Presence::Required => "never",
            Presence::Optional => "left out",
            Presence::Nullable => "null",
            Presence::Tristate | Presence::Given => "left out or null",
        };
        let item = Item::new(ItemKind::Field, Form::Field(named(&field.ty())), &field.data.wire);
        let item = item.on_wire(Aspect::Key, &field.data.wire).on_wire(Aspect::Absent, absent);
        let item = if self.form.side == Side::Response { item } else { item.limited(&field.data.doc) };
        self.put(items, self.member(field.name), item.documented(&field.data.doc));
    }

    fn constructor(&self, structure: &Struct<'_>, items: &mut Items) {
        let keys: Vec<&str> = structure.arguments().map(|field| field.data.wire.as_str()).collect();
        let new = function(structure.arguments().map(argument).collect());
        let mut item =
            Item::new(ItemKind::Constructor, new, "new").on_wire(Aspect::Arguments, keys.join(", "));
        let set: Vec<&str> = structure.constants().map(|(field, _)| field.data.wire.as_str()).collect();
        if !set.is_empty() {
            item = item.on_wire(Aspect::Literal, set.join(", "));
        }
        self.put(items, format!("{}::new()", self.path), item);
    }

    fn setters(&self, field: &Field<'_>, items: &mut Items) {
        let home = self.member(field.name);
        let item =
            Item::new(ItemKind::Setter, function(vec![argument(field)]), &field.data.wire).within(&home);
        self.put(items, format!("{home}()"), item);
        if let SetBy::SetterOrNull(null) = field.set_by {
            let origin = format!("{} null", field.data.wire);
            let item = Item::new(ItemKind::Setter, function(Vec::new()), origin).within(&home);
            self.put(items, format!("{}()", self.member(null)), item);
        }
    }

    fn enumeration(&self, enumeration: &Enum<'_>, items: &mut Items) -> Form {
        self.traits(items, &enumeration.traits);
        for variant in &enumeration.variants {
            let value = variant.value.to_string();
            let item = Item::new(ItemKind::Variant, Form::Variant(None), value.clone());
            self.put(items, self.member(variant.name), item.on_wire(Aspect::Literal, value));
        }
        self.open(enumeration.open, enumeration.kept.to_owned(), items);
        Form::Enumeration(enumeration.kept)
    }

    /// The variant that keeps what is not known.
    fn open(&self, name: &str, kept: String, items: &mut Items) {
        let item = Item::new(ItemKind::Variant, Form::Variant(Some(kept)), "anything else");
        self.put(items, self.member(name), item);
    }

    fn union(&self, union: &Union<'_>, items: &mut Items) {
        self.traits(items, &union.traits);
        for variant in &union.variants {
            let held = Form::Variant(Some(named(&variant.ty)));
            let item = Item::new(ItemKind::Variant, held, variant.data.hint.clone());
            let item = item.on_wire(Aspect::Guard, means(union.data, variant.data));
            self.put(items, self.member(variant.name), item);
        }
        self.open(union.open, named(&RustType::json()), items);
    }
}

/// A type as callers name it.
fn named(ty: &RustType) -> String {
    ty.written(Within::Api)
}

/// How a field's value is handed in.
fn argument(field: &Field<'_>) -> (String, model::Argument) {
    (field.name.to_owned(), field.argument.within(Within::Api))
}

/// Something that gives the type itself.
fn function(arguments: Vec<(String, model::Argument)>) -> Form {
    Form::Function(Function { arguments, returns: Returns::Itself })
}
