//! Styles and types: what the specification defines for them together.

use crate::base::pointer::Pointer;
use crate::diagnostic::code;
use crate::ir::{ParameterEncoding, ParameterLocation, Shape, Style, Type};
use crate::lower::Lowering;
use crate::openapi::style::Value;

/// What is sent of a value for which its style is not defined.
fn sent_anyway(value: Value, is_cookie: bool) -> &'static str {
    match value {
        Value::Single => "sent as `name=value`",
        Value::List | Value::Object if is_cookie => "each pair is sent as a cookie of its own",
        Value::List | Value::Object => "sent with numbered elements, `name[0]=value`",
    }
}

/// Alternatives lie no deeper in each other than this, or are not looked at.
const DEEPEST: usize = 8;

impl Lowering<'_> {
    /// Says so where a parameter may hold what its style is not defined for.
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
        let mut kinds = Vec::new();
        self.kinds(ty, 0, &mut kinds);
        let is_cookie = location == ParameterLocation::Cookie;
        for (kind, what) in
            [(Value::Single, "single values"), (Value::List, "arrays"), (Value::Object, "objects")]
        {
            if kinds.contains(&kind) && !allowed.contains(&kind) {
                let cookie = if is_cookie { " of a cookie" } else { "" };
                let sent = sent_anyway(kind, is_cookie);
                let message = format!("`style: {name}`{cookie} is not defined for {what}; {sent}");
                self.group(&code::STYLE_TYPE, at, message);
            }
        }
    }

    /// Whether values of a type have a text of their own, whatever the style.
    pub(in crate::lower) fn is_single(&self, ty: &Type) -> bool {
        let mut kinds = Vec::new();
        self.kinds(ty, 0, &mut kinds);
        kinds.iter().all(|kind| *kind == Value::Single)
    }

    /// What values of a type may be; nothing for what may be anything.
    fn kinds(&self, ty: &Type, depth: usize, kinds: &mut Vec<Value>) {
        match ty {
            Type::Any => {}
            Type::Array(_) | Type::Tuple(_) => kinds.push(Value::List),
            Type::Map(_) => kinds.push(Value::Object),
            Type::Nullable(inner) => self.kinds(inner, depth, kinds),
            Type::Named(id) if depth < DEEPEST => match &self.types[id.0].shape {
                Shape::Alias(ty) => self.kinds(ty, depth + 1, kinds),
                Shape::Object(_) => kinds.push(Value::Object),
                Shape::Enum(_) => kinds.push(Value::Single),
                Shape::Union(union) => {
                    union.variants.iter().for_each(|variant| self.kinds(&variant.ty, depth + 1, kinds));
                }
                Shape::Merged => {}
            },
            Type::Named(_) => {}
            _ => kinds.push(Value::Single),
        }
    }
}
