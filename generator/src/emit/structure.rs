//! Objects: a plain struct, its JSON form a line a field, and its builder.

use super::ty::{Argument, From, argument, ty};
use super::{Context, Item, doc, redacted};
use crate::facts::{Presence, Side};
use crate::ir::{Field, Object, Shape, Type, TypeDef, TypeId};
use crate::names::ident::written;

/// A field as it is printed.
pub(crate) struct Printed<'a> {
    pub field: &'a Field,
    pub name: String,
    /// What the setter is called that sends `null`.
    pub null: String,
    pub presence: Presence,
    /// Its type without what `presence` adds and without a box.
    pub inner: String,
    pub boxed: bool,
    /// Whether it must not be shown.
    pub secret: bool,
}

impl Printed<'_> {
    /// Its whole type.
    pub fn ty(&self) -> String {
        let inner = if self.boxed { format!("Box<{}>", self.inner) } else { self.inner.clone() };
        match self.presence {
            Presence::Required => inner,
            Presence::Optional | Presence::Nullable | Presence::Given => format!("Option<{inner}>"),
            Presence::Tristate => format!("Option<Option<{inner}>>"),
        }
    }
}

/// The items of an object in one of its forms.
pub(super) fn items(
    context: &Context<'_>,
    id: TypeId,
    def: &TypeDef,
    object: &Object,
    side: Side,
) -> Vec<Item> {
    let fields = printed(context, id, object, side);
    let rest = object.rest.as_ref().map(|_| context.names.open[id.0].as_str());
    let traits = traits(context, id, &fields, side);
    let by_hand = if redacted::is_needed(context, &fields, object) { [EQ, DEBUG].as_slice() } else { &[EQ] };
    let derived: Vec<&str> = traits.iter().copied().filter(|name| !by_hand.contains(name)).collect();
    let mut items = vec![Item::Text(structure(context, id, def, &fields, object, side, &derived))];
    let name = context.type_name(id, side).to_string();
    if traits.contains(&EQ) {
        items.push(Item::Text(format!("impl std::cmp::{EQ} for {name} {{}}")));
    }
    if by_hand.contains(&DEBUG) {
        items.push(Item::Text(redacted::of_object(context, &name, &fields, object, rest)));
    }
    items.push(Item::Text(form(context, id, object, &fields, rest, side)));
    if side != Side::Response {
        items.push(Item::Text(builder(context, id, &fields, rest, side)));
    }
    items
}

/// The fields of an object in one of its forms.
pub(crate) fn printed<'a>(
    context: &Context<'_>,
    id: TypeId,
    object: &'a Object,
    side: Side,
) -> Vec<Printed<'a>> {
    let fields = context.facts.fields(object, side).into_iter().map(|(index, field)| Printed {
        field,
        name: context.names.members[id.0][index].clone(),
        null: context.names.nulls[id.0][index].clone(),
        presence: context.facts.presence(field, side),
        inner: ty(context, field.ty.strip_null().0, side, From::Types),
        boxed: context.facts.boxed.contains(&(id, index)),
        secret: context.facts.hides(context.api, field),
    });
    fields.collect()
}

fn structure(
    context: &Context<'_>,
    id: TypeId,
    def: &TypeDef,
    fields: &[Printed<'_>],
    object: &Object,
    side: Side,
    derived: &[&str],
) -> String {
    let title = format!("{}.", super::types::said(context, def));
    let mut text = super::types::before(context, id, def, &title, side);
    text += &format!("#[derive({})]\n", derived.join(", "));
    text += &format!("#[non_exhaustive]\npub struct {} {{\n", context.type_name(id, side));
    for printed in fields {
        let wire = format!("{}.", doc::code(&printed.field.wire));
        text += &doc::before(&printed.field.doc, context.notes.get(&printed.field.pointer), &wire, "    ");
        text += &format!("    pub {}: {},\n", written(&printed.name), printed.ty());
    }
    if let Some(rest) = &object.rest {
        let (name, ty) = (written(&context.names.open[id.0]), ty(context, rest, side, From::Types));
        text += "    /// Members that the document does not name.\n";
        text += &format!("    pub {name}: std::collections::BTreeMap<String, {ty}>,\n");
    }
    text + "}"
}

/// A derive of it asserts the same of each field, which costs 2 % of a crate's compile time to find what `facts` knows.
const EQ: &str = "Eq";

/// Not derived where a member must not be shown.
const DEBUG: &str = "Debug";

/// The traits that a struct has of the standard library.
pub(crate) fn traits(
    context: &Context<'_>,
    id: TypeId,
    fields: &[Printed<'_>],
    side: Side,
) -> Vec<&'static str> {
    let derives = context.facts.derives[id.0];
    let unset = |printed: &Printed<'_>| {
        matches!(printed.presence, Presence::Optional | Presence::Tristate | Presence::Given)
    };
    let default = side != Side::Response && fields.iter().all(unset);
    let list = [
        (DEBUG, true),
        ("Clone", true),
        ("Default", default),
        ("PartialEq", true),
        (EQ, derives.eq),
        ("Hash", derives.hash),
    ];
    list.iter().filter(|(_, holds)| *holds).map(|(name, _)| *name).collect()
}

/// `object!(Tag { id: "id" required, … });`
/// A form with files has no kinds: `form!(NewFile { file: "file", … });`.
fn form(
    context: &Context<'_>,
    id: TypeId,
    object: &Object,
    fields: &[Printed<'_>],
    rest: Option<&str>,
    side: Side,
) -> String {
    let name = context.type_name(id, side);
    let lines = fields.iter().map(|printed| {
        if object.form {
            return format!("    {}: {:?},\n", written(&printed.name), printed.field.wire);
        }
        let kind = match printed.presence {
            Presence::Required => "required",
            Presence::Optional => "optional",
            Presence::Nullable => "nullable",
            Presence::Tristate | Presence::Given => "tristate",
        };
        format!("    {}: {:?} {kind},\n", written(&printed.name), printed.field.wire)
    });
    let lines: String = lines.collect();
    let body = if lines.is_empty() { "{}".to_owned() } else { format!("{{\n{lines}}}") };
    let way = if object.form { "form" } else { "object" };
    format!("{way}!({name} {body}{});", rest_of(rest))
}

fn rest_of(rest: Option<&str>) -> String {
    rest.map(|rest| format!(" rest {}", written(rest))).unwrap_or_default()
}

/// `builder!(DetachTags(names: texts) { sources: list uuid::Uuid, … });`
fn builder(
    context: &Context<'_>,
    id: TypeId,
    fields: &[Printed<'_>],
    rest: Option<&str>,
    side: Side,
) -> String {
    let name = context.type_name(id, side);
    let declared = |printed: &Printed<'_>| {
        let ty = printed.field.ty.strip_null().0;
        let argument = match argument(context, ty, side, From::Types) {
            Argument::Plain(_) | Argument::Into(_) if printed.boxed => format!("boxed {}", printed.inner),
            argument => argument.declared(),
        };
        (written(&printed.name), argument)
    };
    let (required, optional): (Vec<&Printed<'_>>, Vec<&Printed<'_>>) =
        fields.iter().partition(|printed| matches!(printed.presence, Presence::Required));
    let (constant, required): (Vec<&Printed<'_>>, Vec<&Printed<'_>>) =
        required.into_iter().partition(|printed| only_value(context, printed, side).is_some());
    let constants: Vec<String> = constant
        .into_iter()
        .filter_map(|printed| {
            Some(format!("{} = {}", written(&printed.name), only_value(context, printed, side)?))
        })
        .collect();
    let constants =
        if constants.is_empty() { String::new() } else { format!(" with ({})", constants.join(", ")) };
    let required = required.into_iter().map(&declared).map(|(name, kind)| format!("{name}: {kind}"));
    let required = required.collect::<Vec<_>>().join(", ");
    let lines = optional.into_iter().map(|printed| {
        let (name, kind) = declared(printed);
        let deprecated = doc::deprecated(&printed.field.doc, "    ");
        match printed.presence {
            Presence::Tristate => {
                format!("{deprecated}    {name} or {}: {kind},\n", written(&printed.null))
            }
            _ => format!("{deprecated}    {name}: {kind},\n"),
        }
    });
    let lines: String = lines.collect();
    let body = if lines.is_empty() { "{}".to_owned() } else { format!("{{\n{lines}}}") };
    format!("builder!({name}({required}){constants} {body}{});", rest_of(rest))
}

/// The one value that a field can have, as an expression.
pub(crate) fn only_value(context: &Context<'_>, printed: &Printed<'_>, side: Side) -> Option<String> {
    if let Some(only) = &printed.field.only {
        return Some(format!("{only:?}.to_owned()"));
    }
    let ty = &printed.field.ty;
    let Type::Named(id) = context.api.unalias(ty) else { return None };
    let Shape::Enum(enumeration) = &context.api.type_def(*id).shape else { return None };
    let ([_], [variant]) = (enumeration.values.as_slice(), context.names.members[id.0].as_slice()) else {
        return None;
    };
    Some(format!("{}::{}", self::ty(context, &Type::Named(*id), side, From::Types), written(variant)))
}
