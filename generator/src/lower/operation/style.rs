//! Checks parameter styles against types: the specification defines each style for some kinds of value only.

use crate::base::pointer::Pointer;
use crate::diagnostic::code;
use crate::ir::{ParameterEncoding, ParameterLocation, Shape, Style, Type};
use crate::lower::Lowering;
use crate::openapi::style::Value;

/// Describes what is sent for a value that its style is not defined for.
fn fallback(value: Value, is_cookie: bool) -> &'static str {
    match value {
        Value::Single => "sent as `name=value`",
        Value::List | Value::Object if is_cookie => "each pair is sent as a cookie of its own",
        Value::List | Value::Object => "sent with numbered elements, `name[0]=value`",
    }
}

/// The maximum depth of nested alternatives that are searched.
const MAX_DEPTH: usize = 8;

impl Lowering<'_> {
    /// Reports a parameter that may hold a value that its style is not defined for.
    pub(in crate::lower) fn check_style(
        &mut self,
        at: &Pointer,
        location: ParameterLocation,
        encoding: &ParameterEncoding,
        ty: &Type,
    ) {
        let ParameterEncoding::Style { style, explode, .. } = encoding else { return };
        let (name, allowed) = match (location, style) {
            (ParameterLocation::Cookie, Style::Form) if *explode => {
                ("form, explode: true", &[Value::Single][..])
            }
            (_, style) => (style.name(), style.values()),
        };
        if *style != Style::DeepObject && self.holds_objects(ty) {
            let message =
                format!("`style: {name}` is not defined for objects in arrays; each is sent as JSON");
            self.report_grouped(&code::STYLE_TYPE, at, message);
        }
        let mut kinds = Vec::new();
        self.add_kinds(ty, 0, &mut kinds);
        let is_cookie = location == ParameterLocation::Cookie;
        for (kind, what) in
            [(Value::Single, "single values"), (Value::List, "arrays"), (Value::Object, "objects")]
        {
            if kinds.contains(&kind) && !allowed.contains(&kind) {
                let cookie = if is_cookie { " of a cookie" } else { "" };
                let sent = fallback(kind, is_cookie);
                let message = format!("`style: {name}`{cookie} is not defined for {what}; {sent}");
                self.report_grouped(&code::STYLE_TYPE, at, message);
            }
        }
    }

    /// Returns true if elements of a list can be objects.
    fn holds_objects(&self, ty: &Type) -> bool {
        let mut at = ty;
        for _ in 0..MAX_DEPTH {
            match at {
                Type::Nullable(inner) => at = inner,
                Type::Named(id) => match &self.types[id.0].shape {
                    Shape::Alias(inner) => at = inner,
                    _ => return false,
                },
                Type::Array(element) => {
                    let mut kinds = Vec::new();
                    self.add_kinds(element, 0, &mut kinds);
                    return kinds.contains(&Value::Object);
                }
                _ => return false,
            }
        }
        false
    }

    /// Returns true if values of a type have a text of their own, whatever the style.
    pub(in crate::lower) fn is_single(&self, ty: &Type) -> bool {
        let mut kinds = Vec::new();
        self.add_kinds(ty, 0, &mut kinds);
        kinds.iter().all(|kind| *kind == Value::Single)
    }

    /// Collects the kinds of value that a type can have; none for any value.
    fn add_kinds(&self, ty: &Type, depth: usize, kinds: &mut Vec<Value>) {
        match ty {
            Type::Any => {}
            Type::Array(_) | Type::Tuple(_) => kinds.push(Value::List),
            Type::Map(_) => kinds.push(Value::Object),
            Type::Nullable(inner) => self.add_kinds(inner, depth, kinds),
            Type::Named(id) if depth < MAX_DEPTH => match &self.types[id.0].shape {
                Shape::Alias(ty) => self.add_kinds(ty, depth + 1, kinds),
                Shape::Object(_) => kinds.push(Value::Object),
                Shape::Enum(_) => kinds.push(Value::Single),
                Shape::Union(union) => {
                    union.variants.iter().for_each(|variant| self.add_kinds(&variant.ty, depth + 1, kinds));
                }
                Shape::Merged => {}
            },
            Type::Named(_) => {}
            _ => kinds.push(Value::Single),
        }
    }
}
