//! Types with their fields, variants, constructors, setters and traits.

use std::collections::BTreeMap;

use super::{Aspect, Form, Function, Item, Kind, Returns};
use crate::emit::{Argument, Context, From, Printed, argument, means, only_value, printed, traits, ty};
use crate::facts::{Presence, Side};
use crate::ir::{Enumeration, Literal, Object, Shape, Type, TypeDef, TypeId, Union};
use crate::names::ident::written;

type Items = BTreeMap<String, Item>;

/// Every type in each of its forms.
pub(super) fn types(context: &Context<'_>, items: &mut Items) {
    for (id, def) in context.api.types() {
        for side in context.facts.sides(id) {
            Forms { context, id, def, side, path: format!("types::{}", name(context, id, side)) }.add(items);
        }
    }
}

fn name(context: &Context<'_>, id: TypeId, side: Side) -> String {
    written(&context.names.types[&(id, side)])
}

/// One form of a type.
struct Forms<'a> {
    context: &'a Context<'a>,
    id: TypeId,
    def: &'a TypeDef,
    side: Side,
    path: String,
}

impl Forms<'_> {
    fn add(&self, items: &mut Items) {
        let form = match &self.def.shape {
            Shape::Folded => return,
            Shape::Alias(target) if self.context.facts.newtypes.contains(&self.id) => {
                let derives = self.context.facts.derives[self.id.0];
                self.traits(items, &[("Eq", derives.eq), ("Hash", derives.hash)]);
                Form::Newtype(self.written(target))
            }
            Shape::Alias(target) => Form::Alias(self.written(target)),
            Shape::Object(object) => {
                self.object(object, items);
                Form::Struct
            }
            Shape::Enum(enumeration) => self.enumeration(enumeration, items),
            Shape::Union(union) => {
                self.union(union, items);
                Form::Union
            }
        };
        let origin = format!("{} {:?}", self.def.pointer, self.side);
        items.insert(self.path.clone(), Item::new(Kind::Type, form, origin).documented(&self.def.doc));
    }

    fn written(&self, part: &Type) -> String {
        ty(self.context, part, self.side, From::Operations)
    }

    fn member(&self, name: &str) -> String {
        format!("{}::{}", self.path, written(name))
    }

    fn put(&self, items: &mut Items, path: String, item: Item) {
        let item = if item.parent.is_some() { item } else { item.within(&self.path) };
        items.insert(path, item);
    }

    fn traits(&self, items: &mut Items, traits: &[(&'static str, bool)]) {
        for (name, _) in traits.iter().filter(|(_, holds)| *holds) {
            self.put(
                items,
                format!("{}: {name}", self.path),
                Item::new(Kind::Trait, Form::Trait(name), *name),
            );
        }
    }

    fn object(&self, object: &Object, items: &mut Items) {
        let fields = printed(self.context, self.id, object, self.side);
        for field in &fields {
            let item = Item::new(Kind::Field, Form::Field(beside(&field.ty())), &field.field.wire);
            let absent = match field.presence {
                Presence::Required => "never",
                Presence::Optional => "left out",
                Presence::Nullable => "null",
                Presence::Tristate | Presence::Given => "left out or null",
            };
            let item = item.on_wire(Aspect::Key, &field.field.wire).on_wire(Aspect::Absent, absent);
            let item = if self.side == Side::Response { item } else { item.limited(&field.field.doc) };
            self.put(items, self.member(&field.name), item.documented(&field.field.doc));
        }
        if let Some(rest) = &object.rest {
            let held = format!("std::collections::BTreeMap<String, {}>", self.written(rest));
            let path = self.member(&self.context.names.open[self.id.0]);
            self.put(items, path, Item::new(Kind::Field, Form::Field(held), "additionalProperties"));
        }
        let traits = traits(self.context, self.id, &fields, self.side);
        let beyond: Vec<_> =
            traits.into_iter().filter(|name| ["Default", "Eq", "Hash"].contains(name)).collect();
        self.traits(items, &beyond.into_iter().map(|name| (name, true)).collect::<Vec<_>>());
        if self.side != Side::Response {
            self.builder(&fields, items);
        }
    }

    fn builder(&self, fields: &[Printed<'_>], items: &mut Items) {
        let (required, optional): (Vec<&Printed<'_>>, Vec<&Printed<'_>>) =
            fields.iter().partition(|field| field.presence == Presence::Required);
        let (constant, required): (Vec<&Printed<'_>>, Vec<&Printed<'_>>) =
            required.into_iter().partition(|field| only_value(self.context, field, self.side).is_some());
        let arguments = required.iter().map(|field| (field.name.clone(), self.argument(field))).collect();
        let keys: Vec<&str> = required.iter().map(|field| field.field.wire.as_str()).collect();
        let new = Form::Function(Function { arguments, returns: Returns::Itself });
        let mut item = Item::new(Kind::Constructor, new, "new").on_wire(Aspect::Arguments, keys.join(", "));
        if !constant.is_empty() {
            let set = constant.iter().map(|field| field.field.wire.as_str()).collect::<Vec<_>>();
            item = item.on_wire(Aspect::Literal, set.join(", "));
        }
        self.put(items, format!("{}::new()", self.path), item);
        for field in optional {
            let home = self.member(&field.name);
            let arguments = vec![(field.name.clone(), self.argument(field))];
            let set = Form::Function(Function { arguments, returns: Returns::Itself });
            let item = Item::new(Kind::Setter, set, &field.field.wire).within(&home);
            self.put(items, format!("{home}()"), item);
            if field.presence == Presence::Tristate {
                let null = Form::Function(Function { arguments: Vec::new(), returns: Returns::Itself });
                let item = Item::new(Kind::Setter, null, format!("{} null", field.field.wire)).within(&home);
                self.put(items, format!("{}()", self.member(&field.null)), item);
            }
        }
    }

    fn argument(&self, field: &Printed<'_>) -> Argument {
        argument(self.context, field.field.ty.strip_null().0, self.side, From::Operations)
    }

    fn enumeration(&self, enumeration: &Enumeration, items: &mut Items) -> Form {
        let (kept, traits): (&'static str, &[(&'static str, bool)]) = match enumeration.kind {
            Literal::String => ("String", &[("Eq", true), ("Hash", true), ("Ord", true)]),
            Literal::Integer => ("i64", &[("Eq", true), ("Hash", true), ("Ord", true), ("Copy", true)]),
            Literal::Mixed => ("serde_json::Value", &[("Eq", true)]),
        };
        self.traits(items, traits);
        for (name, value) in self.context.names.members[self.id.0].iter().zip(&enumeration.values) {
            let item = Item::new(Kind::Variant, Form::Variant(None), value.to_string());
            self.put(items, self.member(name), item.on_wire(Aspect::Literal, value.to_string()));
        }
        self.open(kept, items);
        Form::Enumeration(kept)
    }

    /// The variant that keeps what is not known.
    fn open(&self, kept: &str, items: &mut Items) {
        let path = self.member(&self.context.names.open[self.id.0]);
        self.put(
            items,
            path,
            Item::new(Kind::Variant, Form::Variant(Some(kept.to_owned())), "anything else"),
        );
    }

    fn union(&self, union: &Union, items: &mut Items) {
        self.traits(items, &[("Eq", self.context.facts.derives[self.id.0].eq)]);
        for (index, variant) in union.variants.iter().enumerate() {
            let inner = self.written(&variant.ty);
            let boxed = self.context.facts.boxed.contains(&(self.id, index));
            let held = if boxed { format!("Box<{inner}>") } else { inner };
            let item = Item::new(Kind::Variant, Form::Variant(Some(held)), variant.hint.clone());
            let item = item.on_wire(Aspect::Guard, means(union, variant));
            self.put(items, self.member(&self.context.names.members[self.id.0][index]), item);
        }
        self.open("serde_json::Value", items);
    }
}

/// A type as it is written beside `types`.
fn beside(ty: &str) -> String {
    ty.replace("super::", "types::")
}
