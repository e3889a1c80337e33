//! An item of the public surface as Rust: a signature, or a type with its members.

use crate::review::surface::{Form, Function, Item, ItemKind, Outcome, Returns, Surface};
use crate::rust::model::Argument;

/// Writes an item; `None` if there is nothing to show.
pub(super) fn text(surface: &Surface, path: &str) -> Option<String> {
    let item = surface.items.get(path)?;
    let name = name(path);
    let text = match &item.form {
        Form::Struct if item.kind == ItemKind::Setting => return None,
        Form::Struct => block(&format!("pub struct {name}"), fields(surface, path)),
        Form::Enumeration(_) | Form::Union => block(&format!("pub enum {name}"), variants(surface, path)),
        Form::Alias(ty) => format!("pub type {name} = {ty};"),
        Form::Newtype(ty) => format!("pub struct {name}({ty});"),
        Form::Trait(of) => format!("impl {of} for {}", owner(path)),
        Form::From(ty) => format!("impl From<{ty}> for {}", owner(path)),
        Form::Field(ty) => format!("pub {name}: {ty},"),
        Form::Variant(held) => variant(name, held.as_deref(), item),
        Form::Handle => block(&format!("impl {name}"), functions(surface, path)),
        Form::Call(outcome) => format!("pub type {name} = {};", call(outcome)),
        Form::Function(function) => signature(name, function, item.kind),
        Form::Named(required, fields) => named(required, fields),
    };
    Some(if item.doc.deprecated { format!("#[deprecated]\n{text}") } else { text })
}

/// Writes the documentation of an item.
pub(super) fn documentation(item: &Item) -> String {
    let texts = [&item.doc.summary, &item.doc.description, &item.doc.remark];
    let lines = texts.into_iter().flatten().flat_map(|text| text.lines());
    lines.map(|line| format!("/// {line}").trim_end().to_owned() + "\n").collect()
}

/// `name` of `types::Tag::name` and `types::Tag::name()`.
fn name(path: &str) -> &str {
    path.trim_end_matches("()").rsplit("::").next().unwrap_or(path)
}

/// `types::Tag` of `types::Tag: Hash`.
fn owner(path: &str) -> &str {
    path.split(": ").next().unwrap_or(path)
}

fn block(head: &str, lines: Vec<String>) -> String {
    match lines.as_slice() {
        [] => format!("{head} {{}}"),
        lines => {
            let indented =
                |line: &String| line.lines().map(|line| format!("    {line}\n")).collect::<String>();
            format!("{head} {{\n{}}}", lines.iter().map(indented).collect::<String>())
        }
    }
}

fn fields(surface: &Surface, path: &str) -> Vec<String> {
    let field = |(path, item): (&String, &Item)| match &item.form {
        Form::Field(ty) => Some(format!("pub {}: {ty},", name(path))),
        _ => None,
    };
    members(surface, path).filter_map(field).collect()
}

fn variants(surface: &Surface, path: &str) -> Vec<String> {
    let variant = |(path, item): (&String, &Item)| match &item.form {
        Form::Variant(held) => Some(variant(name(path), held.as_deref(), item)),
        _ => None,
    };
    members(surface, path).filter_map(variant).collect()
}

fn functions(surface: &Surface, path: &str) -> Vec<String> {
    let function = |(path, item): (&String, &Item)| match &item.form {
        Form::Function(function) => Some(signature(name(path), function, item.kind)),
        _ => None,
    };
    members(surface, path).filter_map(function).collect()
}

fn variant(name: &str, held: Option<&str>, item: &Item) -> String {
    let literal = item.wire.get(&crate::review::surface::Aspect::Literal);
    let literal = literal.map(|literal| format!(" // {literal}")).unwrap_or_default();
    match held {
        Some(held) => format!("{name}({held}),{literal}"),
        None => format!("{name},{literal}"),
    }
}

/// Returns the items whose parent is at a path.
fn members<'a>(surface: &'a Surface, path: &'a str) -> impl Iterator<Item = (&'a String, &'a Item)> {
    let from = surface.items.range(path.to_owned()..).skip(1);
    let below = from.take_while(move |(at, _)| at.starts_with(path));
    below.filter(move |(_, item)| item.parent.as_deref() == Some(path))
}

/// Writes a function. Whether each argument has a line of its own depends on the kind of function alone, so that lines of
/// two versions can be compared.
fn signature(name: &str, function: &Function, kind: ItemKind) -> String {
    let arguments = function.arguments.iter().map(argument);
    let own = (kind != ItemKind::Constructor).then(|| receiver(function).to_owned());
    let has_lines = matches!(kind, ItemKind::Operation | ItemKind::Constructor) && arguments.len() > 0;
    let arguments: Vec<String> = own.into_iter().chain(arguments).collect();
    let (returns, after) = match &function.returns {
        Returns::Itself => ("Self".to_owned(), None),
        Returns::Handle(handle) => (handle.clone(), None),
        Returns::Option(ty) => (ty.clone(), None),
        Returns::Stream(stream, outcome) => {
            (format!("{stream}<{}, {}>", outcome.success, outcome.error), None)
        }
        Returns::Call(outcome, None) => (call(outcome), None),
        Returns::Call(outcome, Some(builder)) => {
            let builder = self::name(builder).to_owned();
            let after = format!("\n\npub type {builder} = {};", call(outcome));
            (builder, Some(after))
        }
    };
    written(name, &arguments, &returns, has_lines) + after.as_deref().unwrap_or_default()
}

/// The type of a request: awaiting it gives the success or an error, whose body may be of the other type.
fn call(outcome: &Outcome) -> String {
    format!("Call<{}, {}>", outcome.success, outcome.error)
}

fn written(name: &str, arguments: &[String], returns: &str, has_lines: bool) -> String {
    let arguments = match has_lines {
        true => format!("\n{}", arguments.iter().map(|one| format!("    {one},\n")).collect::<String>()),
        false => arguments.join(", "),
    };
    format!("pub fn {name}({arguments}) -> {returns}")
}

fn receiver(function: &Function) -> &'static str {
    match function.returns {
        Returns::Itself | Returns::Stream(..) => "self",
        _ => "&self",
    }
}

fn argument((name, argument): &(String, Argument)) -> String {
    format!("{name}: {}", argument.written())
}

fn named(required: &str, fields: &[(String, Argument)]) -> String {
    let fields: Vec<String> = fields.iter().map(|field| format!("{},", argument(field))).collect();
    let head = written("new", &[format!("required: {required}")], "Self", true);
    format!("{head}\n\n{}", block(&format!("pub struct {}", name(required)), fields))
}
