//! Styles and types: what the specification defines for them together.

use crate::base::pointer::Pointer;
use crate::diagnostic::code;
use crate::ir::{Location, ParameterEncoding, Shape, Style, Type};
use crate::lower::Lowering;

/// The kinds of value that styles are defined for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Single,
    List,
    Object,
}

impl Kind {
    /// What is sent of a value for which its style is not defined.
    fn sent_anyway(self, is_cookie: bool) -> &'static str {
        match self {
            Self::Single => "sent as `name=value`",
            Self::List | Self::Object if is_cookie => "each pair is sent as a cookie of its own",
            Self::List | Self::Object => "sent with numbered elements, `name[0]=value`",
        }
    }
}

/// Alternatives lie no deeper in each other than this, or are not looked at.
const DEEPEST: usize = 8;

impl Lowering<'_> {
    /// Says so where a parameter may hold what its style is not defined for.
    pub(in crate::lower) fn check_style(
        &mut self,
        at: &Pointer,
        location: Location,
        encoding: &ParameterEncoding,
        ty: &Type,
    ) {
        let ParameterEncoding::Style { style, explode, .. } = encoding else { return };
        let (name, allowed): (&str, &[Kind]) = match (location, style) {
            (_, Style::DeepObject) => ("deepObject", &[Kind::Object]),
            (_, Style::SpaceDelimited) => ("spaceDelimited", &[Kind::List, Kind::Object]),
            (_, Style::PipeDelimited) => ("pipeDelimited", &[Kind::List, Kind::Object]),
            (Location::Cookie, Style::Form) if *explode => ("form, explode: true", &[Kind::Single]),
            _ => return,
        };
        let mut kinds = Vec::new();
        self.kinds(ty, 0, &mut kinds);
        let is_cookie = location == Location::Cookie;
        for (kind, what) in
            [(Kind::Single, "single values"), (Kind::List, "arrays"), (Kind::Object, "objects")]
        {
            if kinds.contains(&kind) && !allowed.contains(&kind) {
                let cookie = if is_cookie { " of a cookie" } else { "" };
                let sent = kind.sent_anyway(is_cookie);
                let message = format!("`style: {name}`{cookie} is not defined for {what}; {sent}");
                self.group(&code::STYLE_TYPE, at, message);
            }
        }
    }

    /// What values of a type may be; nothing for what may be anything.
    fn kinds(&self, ty: &Type, depth: usize, kinds: &mut Vec<Kind>) {
        match ty {
            Type::Any => {}
            Type::Array(_) | Type::Tuple(_) => kinds.push(Kind::List),
            Type::Map(_) => kinds.push(Kind::Object),
            Type::Nullable(inner) => self.kinds(inner, depth, kinds),
            Type::Named(id) if depth < DEEPEST => match &self.types[id.0].shape {
                Shape::Alias(ty) => self.kinds(ty, depth + 1, kinds),
                Shape::Object(_) => kinds.push(Kind::Object),
                Shape::Enum(_) => kinds.push(Kind::Single),
                Shape::Union(union) => {
                    union.variants.iter().for_each(|variant| self.kinds(&variant.ty, depth + 1, kinds));
                }
                Shape::Folded => {}
            },
            Type::Named(_) => {}
            _ => kinds.push(Kind::Single),
        }
    }
}
