//! Prints aliases, and newtypes for aliases that need a type of their own.

use super::{self as types, redacted};
use crate::rust::model::{Alias, Definition, Form, Newtype, Within};
use crate::rust::print::{Context, Item};

/// Prints the items of an alias.
pub(super) fn items(
    context: &Context<'_>,
    definition: &Definition<'_>,
    form: &Form<'_>,
    alias: &Alias,
) -> Vec<Item> {
    let title = format!("{}.", types::title(context, definition.data));
    let docs = types::form_docs(context, definition, form, &title);
    let (name, target) = (&form.name, alias.target.written(Within::Types));
    let items = match &alias.newtype {
        None => vec![format!("{docs}pub type {name} = {target};")],
        Some(newtype) => self::newtype(&docs, name, &target, newtype),
    };
    items.into_iter().map(Item::Text).collect()
}

fn newtype(docs: &str, name: &str, target: &str, newtype: &Newtype) -> Vec<String> {
    let derive = types::derive(&newtype.traits);
    let redacted = newtype.secret.then(|| redacted::of_newtype(name));
    let declared = format!("{docs}{derive}pub struct {name}(pub {target});");
    [declared].into_iter().chain(redacted).chain([format!("newtype!({name}({target}));")]).collect()
}
