//! Chooses values for examples: for each type a plausible one that compiles, from the document if it has one that fits.
//! Values that cannot be written in a few lines are `None`.

use std::cell::Cell;

use serde_json::Value;

use super::expression::{Code, Expression};
use crate::ir::{Doc, Enumeration, Object, Precision, Shape, TextFormat, Type, TypeId, Union, Width};
use crate::rust::facts::Side;
use crate::rust::model::{
    self, Argument, Conversion, DateTimes, Decimals, Field, RustType, SetBy, Struct, Within,
};
use crate::rust::names::ident::written;
use crate::rust::print::Context;
use crate::text::visible::escaped;

/// The deepest nesting of structs.
const MAX_DEPTH: usize = 3;

/// The most values that are tried for one example.
const MAX_VALUES: usize = 60;

/// The longest string of a document that is shown.
const MAX_TEXT_CHARACTERS: usize = 60;

/// The context of a value besides its type.
#[derive(Clone, Copy)]
pub(super) struct SampleContext<'a> {
    /// The name of the value.
    pub name: &'a str,
    /// An example or default from the document.
    pub value: Option<&'a Value>,
    /// The remaining depth of nested structs.
    depth: usize,
}

impl<'a> SampleContext<'a> {
    pub(super) fn new(name: &'a str, doc: &'a Doc) -> Self {
        Self { name, value: doc.example.as_ref().or(doc.default.as_ref()), depth: MAX_DEPTH }
    }

    fn of(self, value: Option<&'a Value>) -> Self {
        Self { value, ..self }
    }

    /// Returns one context for each item of a list: the items in the document, or one.
    fn items(self) -> Vec<Self> {
        match self.value.and_then(Value::as_array) {
            Some(items) if !items.is_empty() => {
                items.iter().take(3).map(|item| self.of(Some(item))).collect()
            }
            _ => vec![self.of(None)],
        }
    }
}

/// Writes the values of an example.
pub(super) struct Samples<'a> {
    context: &'a Context<'a>,
    library: &'a str,
    left: Cell<usize>,
}

impl<'a> Samples<'a> {
    /// For an example outside the crate, whose library is called `library`.
    pub(super) fn new(context: &'a Context<'a>, library: &'a str) -> Self {
        Self { context, library, left: Cell::new(MAX_VALUES) }
    }

    /// Returns a value as a caller passes it.
    pub(super) fn argument(
        &self,
        how: &Argument<RustType>,
        ty: &Type,
        place: SampleContext<'_>,
    ) -> Option<Expression> {
        match (how, self.context.tables.api.unalias(ty)) {
            (Argument::Plain(_) | Argument::Borrowed(_), _) => self.value(ty, place),
            (Argument::Object, _) => Some(free_form()),
            (Argument::Text, _) => Some(text(place)),
            (Argument::Into(_), ty) => self.into(ty, place),
            (Argument::Texts, _) => Some(list("[", place.items().into_iter().map(text).collect())),
            (Argument::Intos(_), Type::Array(part)) => {
                let part = self.context.tables.api.unalias(part);
                let items = place.items().into_iter().map(|item| self.into(part, item));
                Some(list("[", items.collect::<Option<_>>()?))
            }
            (Argument::List(_), Type::Array(part)) => Some(list("[", self.items(part, place))),
            _ => None,
        }
    }

    /// Returns content to upload, as a caller passes it.
    pub(super) fn upload(&self) -> Expression {
        Expression::leaf(format!("{}::Upload::path(\"file.pdf\")?", self.library))
    }

    /// Returns a value that converts into the type, which is not an alias.
    fn into(&self, ty: &Type, place: SampleContext<'_>) -> Option<Expression> {
        match ty {
            Type::Quoted(_) => Some(quoted(place)),
            Type::Format(TextFormat::Base64) => Some(Expression::leaf("b\"content\"")),
            Type::Format(TextFormat::Part) => Some(text(place)),
            Type::Named(id) => match &self.context.tables.api.type_def(*id).shape {
                Shape::Union(union) => self.converted(*id, union, place),
                _ => self.value(ty, place),
            },
            _ => self.value(ty, place),
        }
    }

    /// Returns a value that converts into a union: a text, or a value of a type that names itself; else a variant.
    fn converted(&self, id: TypeId, union: &Union, place: SampleContext<'_>) -> Option<Expression> {
        let (index, value) = self.variant(union, place)?;
        let model = model::Union::new(self.context.tables, id, union, Side::Request);
        let variant = model.variants.get(index)?;
        let has = |conversion: &Conversion| variant.conversions.contains(conversion);
        if has(&Conversion::Text) && !value.is_made() && !value.names_types() {
            return Some(text(place.of(None)));
        }
        let is_typed = value.names_types() && !matches!(value, Expression::Group { .. } if !value.is_made());
        if is_typed && (has(&Conversion::Value) || has(&Conversion::Boxed)) {
            return Some(value);
        }
        self.in_variant(id, (index, value))
    }

    /// Returns a value of exactly this type.
    fn value(&self, ty: &Type, place: SampleContext<'_>) -> Option<Expression> {
        self.left.set(self.left.get().checked_sub(1)?);
        let append = |value: Expression, end: &str| Expression::leaf(value.flat() + end);
        Some(match ty {
            Type::Any => Expression::leaf("serde_json::json!({})"),
            Type::Boolean => {
                let given = place.value.and_then(Value::as_bool).unwrap_or(true);
                Expression::leaf(given.to_string())
            }
            Type::Integer(width) => Expression::leaf(integer(*width, place)),
            Type::Number(precision) => Expression::leaf(number(*precision, place)),
            Type::Decimal | Type::BigInteger => Expression::leaf(self.exact(ty)),
            Type::Quoted(_) => append(quoted(place), ".into()"),
            Type::String => append(text(place), ".to_owned()"),
            Type::Format(format) => self.format(*format, place),
            Type::Array(part) => list("vec![", self.items(part, place)),
            Type::Tuple(parts) => {
                let values = parts.iter().map(|part| self.value(part, place.of(None)));
                let close = if parts.len() == 1 { ",)" } else { ")" };
                Expression::group("(", values.collect::<Option<_>>()?, close)
            }
            Type::Map(part) if *self.context.tables.api.unalias(part) == Type::Any => {
                Expression::group(format!("{}::JsonObject::of(", self.library), vec![free_form()], ")")
            }
            Type::Map(part) => match self.value(part, place.of(None)) {
                Some(value) => {
                    let entry =
                        Expression::group("(", vec![Expression::leaf("\"key\".to_owned()"), value], ")");
                    Expression::group("std::collections::BTreeMap::from([", vec![entry], "])")
                }
                None => Expression::leaf("std::collections::BTreeMap::new()"),
            },
            Type::Nullable(part) => match self.value(part, place) {
                Some(value) => Expression::group("Some(", vec![value], ")"),
                None => Expression::leaf("None"),
            },
            Type::Named(id) => return self.named(*id, place),
        })
    }

    /// Returns the items of a list; empty if they cannot be written.
    fn items(&self, part: &Type, place: SampleContext<'_>) -> Vec<Expression> {
        let items = place.items().into_iter().map(|item| self.value(part, item));
        items.collect::<Option<_>>().unwrap_or_default()
    }

    /// The path of an item of another crate: by way of the client, which re-exports the crate unless a group has its name.
    fn by(&self, path: &str) -> String {
        let name = path.split(':').next().unwrap_or(path);
        match self.context.tables.names.is_group(name) {
            true => path.to_owned(),
            false => format!("{}::{path}", self.library),
        }
    }

    fn exact(&self, ty: &Type) -> String {
        match (ty, self.context.tables.scalars.decimals) {
            (Type::Decimal, Decimals::RustDecimal) => self.by("rust_decimal::Decimal::ONE"),
            (Type::Decimal, Decimals::Exact) => format!("\"1.5\".parse::<{}::Decimal>()?", self.library),
            _ => format!("{}::Decimal::from(1)", self.library),
        }
    }

    fn format(&self, format: TextFormat, place: SampleContext<'_>) -> Expression {
        use DateTimes::{Chrono, Text, Time};
        let code = match (format, self.context.tables.scalars.date_times) {
            (TextFormat::Uuid, _) => return Expression::leaf(self.uuid(place)),
            (TextFormat::File, _) => return self.upload(),
            (TextFormat::Form, _) => {
                format!("{}::Form::new().part(\"file\", {})", self.library, self.upload().flat())
            }
            // What the document has as an example of a password is nobody's to copy.
            (TextFormat::Password, _) => text(place.of(None)).flat() + ".to_owned()",
            (TextFormat::Part, _) => text(place).flat() + ".into()",
            (TextFormat::Binary, _) | (_, Text) if self.is_text(format) => text(place).flat() + ".to_owned()",
            (TextFormat::DateTime, Chrono) => {
                self.by("chrono::DateTime::parse_from_rfc3339(\"2026-01-31T12:00:00Z\")?")
            }
            (TextFormat::LocalDateTime, Chrono) => {
                parsed("2026-01-31T12:00:00", &self.by("chrono::NaiveDateTime"))
            }
            (TextFormat::Date, Chrono) => parsed("2026-01-31", &self.by("chrono::NaiveDate")),
            (TextFormat::Time, Chrono) => parsed("12:00:00", &self.by("chrono::NaiveTime")),
            (TextFormat::DateTime, Time) => self.by("time::macros::datetime!(2026-01-31 12:00 UTC)"),
            (TextFormat::LocalDateTime, Time) => self.by("time::macros::datetime!(2026-01-31 12:00)"),
            (TextFormat::Date, Time) => self.by("time::macros::date!(2026-01-31)"),
            (TextFormat::Time, Time) => self.by("time::macros::time!(12:00)"),
            (TextFormat::Base64, _) => "b\"content\".into()".to_owned(),
            (TextFormat::Ipv6, _) => parsed("2001:db8::1", "std::net::Ipv6Addr"),
            (TextFormat::Ipv4, _) => parsed("192.0.2.1", "std::net::Ipv4Addr"),
            _ => parsed("192.0.2.1", "std::net::IpAddr"),
        };
        Expression::leaf(code)
    }

    fn uuid(&self, place: SampleContext<'_>) -> String {
        let is_uuid = |text: &&str| {
            let dashes: Vec<usize> = text.match_indices('-').map(|(at, _)| at).collect();
            text.len() == 36
                && dashes == [8, 13, 18, 23]
                && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
        };
        match place.value.and_then(Value::as_str).filter(is_uuid) {
            Some(given) => parsed(given, &self.by("uuid::Uuid")),
            None => self.by("uuid::Uuid::nil()"),
        }
    }

    fn is_text(&self, format: TextFormat) -> bool {
        let how = Argument::of(self.context.tables, &Type::Format(format), Side::Request);
        how == Argument::Text
    }

    fn named(&self, id: TypeId, place: SampleContext<'_>) -> Option<Expression> {
        let def = self.context.tables.api.type_def(id);
        let code = |rest: &str| self.code(id, rest);
        match &def.shape {
            Shape::Merged => None,
            Shape::Alias(target) => {
                let is_newtype = self.context.tables.facts.newtypes.contains(&id);
                let depth = place.depth.checked_sub(usize::from(is_newtype))?;
                let inner = SampleContext { depth, value: place.value.or(def.doc.example.as_ref()), ..place };
                let value = self.value(target, inner)?;
                Some(if is_newtype { Expression::made(code("("), vec![value]) } else { value })
            }
            Shape::Enum(enumeration) => self.member(id, enumeration, place),
            Shape::Union(union) => self.union(id, union, place),
            Shape::Object(object) => self.object(id, object, place),
        }
    }

    /// Returns the name of a type, followed by `rest`.
    fn code(&self, id: TypeId, rest: &str) -> Code {
        let ty = RustType::Api(self.context.tables.type_name(id, Side::Request));
        Code::of_api(&ty, rest)
    }

    fn member(&self, id: TypeId, enumeration: &Enumeration, place: SampleContext<'_>) -> Option<Expression> {
        let given = place.value.and_then(|value| enumeration.values.iter().position(|known| known == value));
        let variant = self.context.tables.names.members[id.0].get(given.unwrap_or_default())?;
        Some(Expression::Leaf(self.code(id, &format!("::{}", written(variant)))))
    }

    /// Returns the first variant that can be written.
    fn union(&self, id: TypeId, union: &Union, place: SampleContext<'_>) -> Option<Expression> {
        let value = self.variant(union, place)?;
        self.in_variant(id, value)
    }

    /// Returns the index and the value of the first variant that can be written.
    fn variant(&self, union: &Union, place: SampleContext<'_>) -> Option<(usize, Expression)> {
        let inner = SampleContext { depth: place.depth.saturating_sub(1), value: None, ..place };
        // Deep inside, types that could contain the union again are skipped.
        let is_shallow = |ty: &Type| self.context.tables.api.unalias(ty).parts().is_empty();
        let variants = union.variants.iter().enumerate();
        let mut variants = variants.filter(|(_, data)| place.depth > 0 || is_shallow(&data.ty));
        variants.find_map(|(index, data)| Some((index, self.value(&data.ty, inner)?)))
    }

    /// Returns a variant with its value.
    fn in_variant(&self, id: TypeId, of: (usize, Expression)) -> Option<Expression> {
        let (index, value) = of;
        let variant = self.context.tables.names.members[id.0].get(index)?;
        let boxed = self.context.tables.facts.boxed.contains(&(id, index));
        let value = if boxed { Expression::group("Box::new(", vec![value], ")") } else { value };
        Some(Expression::made(self.code(id, &format!("::{}(", written(variant))), vec![value]))
    }

    /// Returns `types::NewTag::new(types::NewTagRequired { name: … })`.
    fn by_name(
        &self,
        id: TypeId,
        required: &str,
        structure: &Struct<'_>,
        depth: usize,
    ) -> Option<Expression> {
        let field = |field: &Field<'_>| {
            let place = SampleContext { depth, ..SampleContext::new(&field.data.wire, &field.data.doc) };
            let value = match field.is_converted() {
                true => self.argument(&field.argument, &field.data.ty, place)?,
                false => self.value(&field.data.ty, place)?,
            };
            let is_boxed = field.boxed && !field.is_converted();
            let value = if is_boxed { Expression::group("Box::new(", vec![value], ")") } else { value };
            Some(Expression::group(format!("{}: ", written(field.name)), vec![value], ""))
        };
        let fields = structure.arguments().map(field).collect::<Option<_>>()?;
        let open = RustType::Api(required.to_owned()).written(Within::Api) + " {";
        Some(Expression::made(self.code(id, "::new("), vec![Expression::group(open, fields, "}")]))
    }

    /// Returns `types::NewTag::new("name")`; if nothing is required, with the first field that can be set.
    fn object(&self, id: TypeId, object: &Object, place: SampleContext<'_>) -> Option<Expression> {
        let depth = place.depth.checked_sub(1)?;
        let structure = Struct::new(self.context.tables, id, object, Side::Request);
        let handed = |field: &Field<'_>| {
            let ty = field.data.ty.strip_null().0;
            let place = SampleContext { depth, ..SampleContext::new(&field.data.wire, &field.data.doc) };
            self.argument(&field.argument, ty, place)
        };
        if let Some(required) = structure.construction.struct_name() {
            return self.by_name(id, required, &structure, depth);
        }
        let arguments: Vec<Expression> = structure.arguments().map(handed).collect::<Option<_>>()?;
        let is_settable = |field: &&Field<'_>| matches!(field.set_by, SetBy::Setter | SetBy::SetterOrNull(_));
        if !structure.fields.iter().all(|field| is_settable(&field)) || place.depth < MAX_DEPTH {
            return Some(Expression::made(self.code(id, "::new("), arguments));
        }
        let mut settable = structure.settable().filter(|field| !field.data.doc.deprecated);
        let set = settable.find_map(|field| {
            let open = self.code(id, &format!("::new().{}(", written(field.name)));
            Some(Expression::made(open, vec![handed(field)?]))
        });
        Some(set.unwrap_or_else(|| Expression::made(self.code(id, "::new("), Vec::new())))
    }
}

/// Returns a text that is parsed as a type, which a setter does not tell.
fn parsed(text: &str, ty: &str) -> String {
    format!("{text:?}.parse::<{ty}>()?")
}

/// Returns an object with any members, as a caller passes it.
fn free_form() -> Expression {
    Expression::leaf("serde_json::json!({\"key\": \"value\"})")
}

fn list(open: &str, items: Vec<Expression>) -> Expression {
    Expression::group(open, items, "]")
}

/// Returns the string of the document, or the name of the value.
fn text(place: SampleContext<'_>) -> Expression {
    let given = place.value.and_then(Value::as_str);
    let fits =
        |text: &&str| !text.is_empty() && text.chars().count() <= MAX_TEXT_CHARACTERS && !text.contains('\n');
    Expression::leaf(escaped(&format!("{:?}", given.filter(fits).unwrap_or(place.name))))
}

fn quoted(place: SampleContext<'_>) -> Expression {
    let given = place.value.and_then(Value::as_str).filter(|text| text.parse::<i64>().is_ok());
    Expression::leaf(format!("{:?}", given.unwrap_or("1")))
}

fn integer(width: Width, place: SampleContext<'_>) -> String {
    let given =
        place.value.and_then(|value| value.as_i64().map(i128::from).or(value.as_u64().map(i128::from)));
    let fits = |number: &i128| match width {
        Width::I32 => i32::try_from(*number).is_ok(),
        Width::I64 => i64::try_from(*number).is_ok(),
        Width::U32 => u32::try_from(*number).is_ok(),
        Width::U64 => u64::try_from(*number).is_ok(),
    };
    given.filter(fits).unwrap_or(1).to_string()
}

fn number(precision: Precision, place: SampleContext<'_>) -> String {
    let most = match precision {
        Precision::Single => f64::from(f32::MAX),
        Precision::Double => f64::MAX,
    };
    let given = place.value.and_then(Value::as_f64).filter(|number| number.abs() <= most);
    format!("{:?}", given.unwrap_or(1.5))
}
