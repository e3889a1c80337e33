//! Prints objects: a plain struct, its JSON form with one line per field, and its builder.

use super::{self as types, redacted};
use crate::rust::facts::Presence;
use crate::rust::model::{Argument, Constant, Definition, Field, Form, Struct, Within};
use crate::rust::names::ident::written;
use crate::rust::print::{Context, Item, doc};

/// The attribute of the constructor of a type that is only received.
pub(super) const CONSTRUCTORS: &str = "#[cfg(feature = \"constructors\")]\n";

/// Prints the items of an object in one of its forms.
pub(super) fn items(
    context: &Context<'_>,
    definition: &Definition<'_>,
    form: &Form<'_>,
    structure: &Struct<'_>,
) -> Vec<Item> {
    let name = &form.name;
    let mut items = vec![declaration(context, definition, form, structure)];
    if structure.secret {
        items.push(redacted::of_struct(name, structure));
    }
    items.push(json_form(name, structure));
    items.extend(
        structure.construction.struct_name().map(|required| required_struct(name, required, structure)),
    );
    items.push(builder(name, structure));
    items.into_iter().map(Item::Text).collect()
}

fn declaration(
    context: &Context<'_>,
    definition: &Definition<'_>,
    form: &Form<'_>,
    structure: &Struct<'_>,
) -> String {
    let title = format!("{}.", types::title(context, definition.data));
    let mut text = types::form_docs(context, definition, form, &title);
    text += &types::derive(&structure.traits);
    text += &format!("#[non_exhaustive]\npub struct {} {{\n", form.name);
    for field in &structure.fields {
        let names = (field.data.wire.as_str(), field.name);
        text += &doc::member_docs(&field.data.doc, context.notes.get(&field.data.pointer), names, "    ");
        text += &format!("    pub {}: {},\n", written(field.name), field.ty().written(Within::Types));
    }
    if let Some(rest) = &structure.rest {
        text += "    /// Members that are not in the document.\n";
        text += &format!("    pub {}: {},\n", written(rest.name), rest.ty.written(Within::Types));
    }
    text.extend(
        structure.nulls.iter().map(|nulls| format!("    {nulls}: crate::runtime::json::object::Nulls,\n")),
    );
    text + "}"
}

/// Prints the struct with which `new` takes the required fields by name. A field that others convert into has a type
/// parameter, which is the type of the field where nothing says otherwise.
fn required_struct(name: &str, required: &str, structure: &Struct<'_>) -> String {
    let parameters = type_parameters(structure);
    let defaults = parameters.iter().flatten().map(|one| format!("{} = {}", one.name, one.ty));
    let (mut about, mut fields) = (String::new(), String::new());
    for (field, parameter) in structure.arguments().zip(&parameters) {
        let ty = field.ty().written(Within::Types);
        let ty = parameter.as_ref().map_or(ty, |parameter| parameter.name.clone());
        fields += &format!("    pub {}: {ty},\n", written(field.name));
    }
    if parameters.iter().any(Option::is_some) {
        about += "\n///\n/// A field with a type parameter takes what converts into it, such as a `&str`.";
    }
    let generics = generics(defaults.collect());
    let gate = if structure.is_received { CONSTRUCTORS } else { "" };
    format!(
        "/// The required fields of [`{name}`], for [`{name}::new`].{about}\n{gate}pub struct {required}{generics} {{\n{fields}}}"
    )
}

/// A type parameter of the struct with the required fields.
struct TypeParameter {
    name: String,
    /// The type that it converts into, without a box.
    ty: String,
}

/// Returns the type parameter of each required field, if it has one.
fn type_parameters(structure: &Struct<'_>) -> Vec<Option<TypeParameter>> {
    let mut count = 0;
    let parameters = structure.arguments().map(|field| {
        field.is_converted().then(|| {
            count += 1;
            TypeParameter { name: format!("T{count}"), ty: field.inner.written(Within::Types) }
        })
    });
    parameters.collect()
}

fn generics(parameters: Vec<String>) -> String {
    if parameters.is_empty() { String::new() } else { format!("<{}>", parameters.join(", ")) }
}

/// Prints `object!(Tag { id: "id" required, … });`. A form with files has no kinds: `form!(NewFile { file: "file", …
/// });`.
fn json_form(name: &str, structure: &Struct<'_>) -> String {
    let lines = structure.sent().into_iter().map(|field| {
        let kind = match field.presence {
            _ if structure.is_form => "",
            Presence::Required => " required",
            Presence::Optional => " optional",
            Presence::Nullable => " nullable",
            Presence::Given => " given",
            // Null and absent differ where something is sent.
            Presence::Tristate => " tristate",
        };
        format!("    {}: {:?}{kind},\n", written(field.name), field.data.wire)
    });
    let body = braced(lines.collect());
    let way = if structure.is_form { "form" } else { "object" };
    let debug = if structure.is_form || structure.secret { "" } else { ": Debug" };
    format!("{way}!({name}{debug} {body}{});", tail_of(structure))
}

fn braced(lines: String) -> String {
    if lines.is_empty() { "{}".to_owned() } else { format!("{{\n{lines}}}") }
}

/// Prints the names of the fields that are no members of the document.
fn tail_of(structure: &Struct<'_>) -> String {
    let rest = structure.rest.as_ref().map(|rest| format!(" rest {}", written(rest.name)));
    let nulls = structure.nulls.as_ref().map(|nulls| format!(" nulls {nulls}"));
    rest.into_iter().chain(nulls).collect()
}

/// Prints `builder!(DetachTags new(names: impl IntoIterator<…> as list) { sources<M>: impl crate::MaybeList<…>, … });`.
fn builder(name: &str, structure: &Struct<'_>) -> String {
    let constants = structure
        .constants()
        .map(|(field, constant)| format!("{} = {}", written(field.name), self::constant(constant)));
    let constants = constants.collect::<Vec<_>>().join(", ");
    let constants = if constants.is_empty() { constants } else { format!(" with ({constants})") };
    let setters = braced(structure.settable().map(|field| setter(structure, field)).collect());
    let unset = structure.unset().map(|field| written(field.name)).collect::<Vec<_>>().join(", ");
    let unset = if unset.is_empty() { unset } else { format!(" unset({unset})") };
    let (arguments, tail) = (arguments(structure), tail_of(structure));
    let path =
        if structure.is_received { format!("{CONSTRUCTORS}crate::runtime::model::") } else { String::new() };
    format!("{path}builder!({name} new{arguments}{constants} {setters}{unset}{tail});")
}

/// Prints the type parameters and the arguments of `new`: `(name: impl Into<String> as into)`, or the struct that holds
/// them: `<T1: Into<String>>(required: NewTagRequired<T1> { name as into })`.
fn arguments(structure: &Struct<'_>) -> String {
    if let Some(required) = structure.construction.struct_name() {
        return by_name(required, structure);
    }
    let arguments = structure.arguments().map(|field| {
        let (argument, via) = match &field.argument {
            Argument::Plain(_) if field.boxed => (field.inner.written(Within::Types), Some("boxed")),
            Argument::Into(_) if field.boxed => {
                (format!("impl Into<{}>", field.inner.written(Within::Types)), Some("boxed_into"))
            }
            argument => {
                (argument.within(Within::Types).written(), argument.within(Within::Types).conversion())
            }
        };
        let via = via.map(|via| format!(" as {via}")).unwrap_or_default();
        format!("{}: {argument}{via}", written(field.name))
    });
    format!("({})", arguments.collect::<Vec<_>>().join(", "))
}

fn by_name(required: &str, structure: &Struct<'_>) -> String {
    let parameters = type_parameters(structure);
    let fields = structure.arguments().map(|field| {
        let via = match (field.is_converted(), field.boxed) {
            (false, _) => "",
            (true, false) => " as into",
            (true, true) => " as boxed_into",
        };
        format!("{}{via}", written(field.name))
    });
    let fields: Vec<String> = fields.collect();
    let bounds = parameters.iter().flatten().map(|one| format!("{}: Into<{}>", one.name, one.ty));
    let names = parameters.iter().flatten().map(|one| one.name.clone());
    let (bounds, names) = (generics(bounds.collect()), generics(names.collect()));
    format!("{bounds}(required: {required}{names} {{ {} }})", fields.join(", "))
}

/// Prints the line of a setter: `note<M> or null_note(nulls "note"): impl crate::MaybeInto<String, M>,`.
fn setter(structure: &Struct<'_>, field: &Field<'_>) -> String {
    let (ty, generic) = match &field.argument {
        Argument::Plain(_) if field.boxed => {
            (format!("impl crate::MaybeBoxed<{}>", field.inner.written(Within::Types)), "")
        }
        Argument::Into(_) if field.boxed => {
            (format!("impl crate::MaybeBoxedInto<{}, M>", field.inner.written(Within::Types)), "<M>")
        }
        argument => argument.within(Within::Types).written_optional(),
    };
    let deprecated = doc::deprecated(&field.data.doc, "    ");
    let null = structure.nulls.as_ref().zip(structure.null_setter(field));
    let null = null.map(|(nulls, name)| format!(" or {}({nulls} {:?})", written(name), field.data.wire));
    format!("{deprecated}    {}{generic}{}: {ty},\n", written(field.name), null.unwrap_or_default())
}

/// Prints the only value that a field can have, as an expression.
fn constant(constant: &Constant<'_>) -> String {
    match constant {
        Constant::Text(text) => format!("{text:?}.to_owned()"),
        Constant::Variant(ty, variant) => format!("{}::{}", ty.written(Within::Types), written(variant)),
    }
}
