//! Checks whether code that uses the old surface compiles against the new one: the rules of the compiler, as far as
//! emitted code can differ.

use crate::review::surface::{Form, Function, Item, Outcome, Returns, Surface};
use crate::rust::model::Argument;

/// The new surface, with checks of what it still accepts.
pub(super) struct NewSurface<'a> {
    surface: &'a Surface,
}

/// The longest chain of aliases that is followed.
const MAX_ALIASES: usize = 16;

impl<'a> NewSurface<'a> {
    pub(super) fn new(surface: &'a Surface) -> Self {
        Self { surface }
    }

    /// Returns the item at a path; the members of an alias are those of its target.
    pub(super) fn find(&self, path: &str) -> Option<&'a Item> {
        if let Some(item) = self.surface.items.get(path) {
            return Some(item);
        }
        let (owner, rest) = split(path)?;
        let target = self.target(owner)?;
        self.surface.items.get(&format!("{target}{rest}"))
    }

    /// Returns the final target of an alias, if that is a named type.
    fn target(&self, owner: &str) -> Option<String> {
        match self.surface.items.get(owner)?.form {
            Form::Alias(_) => {
                Some(self.expand(owner)?).filter(|target| self.surface.items.contains_key(target))
            }
            _ => None,
        }
    }

    /// Replaces every alias in a type by its target; `None` if it names an item that does not exist.
    fn expand(&self, ty: &str) -> Option<String> {
        let mut text = ty.to_owned();
        for _ in 0..MAX_ALIASES {
            let next = self.expand_once(&text)?;
            if next == text {
                break;
            }
            text = next;
        }
        Some(text)
    }

    fn expand_once(&self, ty: &str) -> Option<String> {
        let mut out = String::new();
        let mut rest = ty;
        while let Some(at) = rest.find("types::") {
            let (before, from) = rest.split_at(at);
            let end = from[7..]
                .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '#'))
                .map_or(from.len(), |end| end + 7);
            let (name, after) = from.split_at(end);
            out.push_str(before);
            match &self.surface.items.get(name)?.form {
                Form::Alias(target) => out.push_str(target),
                _ => out.push_str(name),
            }
            rest = after;
        }
        Some(out + rest)
    }

    /// Returns true if an old type means the same as a new one.
    fn is_same_type(&self, was: &str, now: &str) -> bool {
        self.expand(was).is_some_and(|was| Some(was) == self.expand(now))
    }

    /// Returns true for the conversion of a type into itself, which every type has.
    pub(super) fn is_reflexive(&self, owner: Option<&str>, form: &Form) -> bool {
        match (owner, form) {
            (Some(owner), Form::From(source)) => self.is_same_type(owner, source),
            _ => false,
        }
    }

    /// Returns what the documented body of an operation's errors was and is, if that is another type.
    pub(super) fn other_error<'t>(&self, was: &'t Form, now: &'t Form) -> Option<(&'t str, &'t str)> {
        let outcome = |form: &'t Form| match form {
            Form::Function(Function { returns: Returns::Call(outcome, _), .. }) => Some(&outcome.error),
            _ => None,
        };
        let (was, now) = (outcome(was)?, outcome(now)?);
        (!self.is_same_type(was, now)).then_some((was, now))
    }

    /// Returns true if code that used the old form still compiles.
    pub(super) fn accepts(&self, path: &str, was: &Form, now: &Form) -> bool {
        match (was, now) {
            (Form::Alias(was), Form::Alias(now)) => self.is_same_type(was, now),
            (Form::Alias(was), _) => self.is_same_type(was, path),
            (_, Form::Alias(target)) => {
                let target = self.expand(target).and_then(|target| self.surface.items.get(&target));
                target.is_some_and(|target| {
                    !matches!(target.form, Form::Alias(_)) && self.accepts(path, was, &target.form)
                })
            }
            (Form::Newtype(was), Form::Newtype(now)) | (Form::Field(was), Form::Field(now)) => {
                self.is_same_type(was, now)
            }
            (Form::Variant(Some(was)), Form::Variant(Some(now))) => self.is_same_type(was, now),
            // Its type does not name the body of its errors.
            (Form::Call(was), Form::Call(now)) => self.is_same_type(&was.success, &now.success),
            (Form::Function(was), Form::Function(now)) => self.same_function(was, now),
            (Form::Named(was, fields), Form::Named(now, others)) => {
                was == now && self.same_fields(fields, others)
            }
            (was, now) => was == now,
        }
    }

    /// Returns true if a struct literal with the old fields is one of the new: their order does not matter.
    fn same_fields(&self, was: &[(String, Argument)], now: &[(String, Argument)]) -> bool {
        let has = |(name, was): &(String, Argument)| {
            now.iter().any(|(other, now)| name == other && self.accepts_argument(was, now))
        };
        was.len() == now.len() && was.iter().all(has)
    }

    fn same_outcome(&self, was: &Outcome, now: &Outcome) -> bool {
        self.is_same_type(&was.success, &now.success) && self.is_same_type(&was.error, &now.error)
    }

    fn same_function(&self, was: &Function, now: &Function) -> bool {
        let returns = match (&was.returns, &now.returns) {
            (Returns::Call(was, Some(_)), Returns::Call(now, Some(_))) => {
                self.is_same_type(&was.success, &now.success)
            }
            (Returns::Call(was, _), Returns::Call(now, _)) => self.same_outcome(was, now),
            (Returns::Stream(was, one), Returns::Stream(now, other)) => {
                was == now && self.same_outcome(one, other)
            }
            (Returns::Option(was), Returns::Option(now)) => self.is_same_type(was, now),
            (was, now) => was == now,
        };
        let arguments = was.arguments.iter().zip(&now.arguments);
        returns
            && was.arguments.len() == now.arguments.len()
            && arguments.into_iter().all(|((_, was), (_, now))| self.accepts_argument(was, now))
    }

    /// Returns true if a union has a variant that takes values of another type.
    fn converts(&self, from: &str, into: &str) -> bool {
        let into = self.expand(into).unwrap_or_default();
        let sources = self.surface.items.range(format!("{into}: From<")..);
        let mut sources = sources.take_while(|(path, _)| path.starts_with(&format!("{into}: From<")));
        sources.any(|(_, item)| matches!(&item.form, Form::From(source) if self.is_same_type(from, source)))
    }

    /// Returns true for types that can be made from any string: open enums of strings, JSON, and unions with a variant
    /// for text. Types of bytes can be made from none, or only from `'static` ones.
    fn takes_text(&self, ty: &str) -> bool {
        let ty = self.expand(ty).unwrap_or_default();
        match self.surface.items.get(&ty).map(|item| &item.form) {
            Some(Form::Enumeration(kept)) => *kept == "String",
            Some(Form::Union) => self.converts("String", &ty),
            _ => !["crate::Upload", "crate::Base64Bytes"].contains(&ty.as_str()),
        }
    }

    /// Returns true if an argument still accepts what callers pass: a value of the same type, or one that converts into
    /// it.
    fn accepts_argument(&self, was: &Argument, now: &Argument) -> bool {
        let is = |ty: &str, text: &str| self.expand(ty).is_some_and(|ty| ty == text);
        // The types that convert into `serde_json::Value`.
        let is_json = |ty: &str| {
            ["bool", "i32", "i64", "u32", "u64", "f32", "f64", "String", "serde_json::Value"]
                .iter()
                .any(|json| is(ty, json))
        };
        match (was, now) {
            (Argument::Plain(was) | Argument::Borrowed(was), Argument::Borrowed(now))
            | (Argument::Plain(was), Argument::Plain(now)) => self.is_same_type(was, now),
            (Argument::Object, Argument::Object) => true,
            // Everything that is not a file is something that serialises.
            (was, Argument::Object) => was.ty().is_none_or(|ty| !is_file(ty)),
            (Argument::Plain(was), Argument::Into(now)) => {
                self.is_same_type(was, now)
                    || is(now, "serde_json::Value") && is_json(was)
                    || self.converts(was, now)
            }
            // A UUID converts into a string.
            (Argument::Plain(was), Argument::Text) | (Argument::List(was), Argument::Texts) => {
                is(was, "uuid::Uuid")
            }
            (Argument::Text, Argument::Text) | (Argument::Texts, Argument::Texts) => true,
            (Argument::Text, Argument::Into(now)) | (Argument::Texts, Argument::Intos(now)) => {
                self.takes_text(now)
            }
            (Argument::Texts, Argument::Into(now)) => is(now, "serde_json::Value"),
            (Argument::List(was), Argument::Into(now)) => is(now, "serde_json::Value") && is_json(was),
            (Argument::Into(was), Argument::Into(now))
            | (Argument::Intos(was), Argument::Intos(now))
            | (Argument::List(was), Argument::List(now)) => self.is_same_type(was, now),
            _ => false,
        }
    }
}

/// Returns true for a type without a JSON form.
fn is_file(ty: &str) -> bool {
    ["crate::Upload", "crate::Part", "crate::Form"].contains(&ty)
}

/// Splits `types::Tag::name` into `types::Tag` and `::name`, and the path of a trait into its owner and `: Hash`.
fn split(path: &str) -> Option<(&str, &str)> {
    match path.find(": ") {
        Some(at) => Some(path.split_at(at)),
        None => path.rfind("::").map(|at| path.split_at(at)),
    }
}

/// Returns what a difference in form means for a caller.
pub(super) fn reason(was: &Form, now: &Form) -> &'static str {
    match (was, now) {
        (Form::Field(was), Form::Field(now)) if *now == format!("Option<{was}>") => {
            "it is optional now: code that reads it must handle `None`"
        }
        (Form::Field(was), Form::Field(now)) if *was == format!("Option<{now}>") => {
            "it is always present now: code that unwraps the `Option` no longer compiles"
        }
        (Form::Field(_), Form::Field(_)) | (Form::Variant(_), Form::Variant(_)) => {
            "code that reads it gets another type"
        }
        (Form::Alias(_), _) | (_, Form::Alias(_)) => "the alias names another type",
        (Form::Function(was), Form::Function(now)) if was.arguments.len() < now.arguments.len() => {
            "more arguments: callers must pass them"
        }
        (Form::Function(was), Form::Function(now)) if was.arguments.len() > now.arguments.len() => {
            "fewer arguments: callers pass too many"
        }
        (Form::Function(was), Form::Function(now)) if was.arguments == now.arguments => {
            "callers get another type"
        }
        (Form::Call(_), Form::Call(_)) => "code that awaits it gets another type",
        (Form::Function(_), Form::Function(_)) => "an argument has another type",
        (Form::Named(..), Form::Named(..)) => "other fields are required",
        (Form::Function(_), Form::Named(..)) => "the required fields are given by name now",
        (Form::Named(..), Form::Function(_)) => "the required fields are arguments now",
        _ => "it is another kind of type",
    }
}
