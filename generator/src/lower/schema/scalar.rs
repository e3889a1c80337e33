//! The types of `type` and `format` together: a table, and the overrides of overlays and settings.

use std::collections::BTreeMap;

use crate::diagnostic::code;
use crate::document::SchemaType;
use crate::ir::{Precision, Type, Width};
use crate::lower::Lowering;
use crate::lower::schema::facets::Facets;

/// The types that the settings assign to formats, by the name of the format. They take precedence over `FORMATS`.
pub type Formats = BTreeMap<String, Type>;

/// A JSON type, formats of it, and the word for the type that they become.
///
/// `time` and `duration` are not listed and become strings: vendors write hours and minutes with and without an offset,
/// and durations in the formats of ISO 8601, Go and protobuf. The settings can assign a type to each. A quoted number
/// keeps its text, so that a text that is not a number does not fail decoding.
const FORMATS: [(SchemaType, &[&str], &str); 19] = [
    (SchemaType::String, &["uuid", "UUID", "guid", "uuid1", "uuid3", "uuid4", "uuid5"], "uuid"),
    (SchemaType::String, &["date-time"], "date-time"),
    (SchemaType::String, &["date"], "date"),
    (SchemaType::String, &["byte", "base64"], "base64"),
    (SchemaType::String, &["binary"], "binary"),
    (SchemaType::String, &["password"], "password"),
    (SchemaType::String, &["ipv4"], "ipv4"),
    (SchemaType::String, &["ipv6"], "ipv6"),
    (SchemaType::String, &["ip"], "ip"),
    (SchemaType::String, &["decimal"], "quoted decimal"),
    (SchemaType::String, &["int8", "int16", "int32"], "quoted i32"),
    (SchemaType::String, &["int64"], "quoted i64"),
    (SchemaType::String, &["uint8", "uint16", "uint32"], "quoted u32"),
    (SchemaType::String, &["uint64"], "quoted u64"),
    (SchemaType::Integer, &["bigint", "int128", "uint128", "int256", "uint256"], "big-integer"),
    (SchemaType::Integer, &["decimal"], "decimal"),
    (SchemaType::Number, &["decimal"], "decimal"),
    (SchemaType::Number, &["int32"], "i32"),
    (SchemaType::Number, &["int64"], "i64"),
];

impl Lowering<'_> {
    /// Returns the type that an overlay sets, whatever the schema describes.
    pub(in crate::lower) fn overridden_type(&mut self, facets: &Facets<'_>) -> Option<Type> {
        let (at, value) = facets.type_override.as_ref()?;
        let given = value.as_str().and_then(Type::from_name);
        if given.is_none() {
            let message = format!("unknown type name {value}; expected one of {}", Type::name_list());
            self.report_once(&code::TYPE_WORD, at, message);
        }
        given
    }

    /// Returns the type of a scalar.
    pub(in crate::lower) fn lower_scalar(&self, kind: SchemaType, facets: &Facets<'_>) -> Type {
        let format = facets.format.unwrap_or_default();
        let listed = || {
            let row = FORMATS.iter().find(|(of, formats, _)| *of == kind && formats.contains(&format));
            row.and_then(|(_, _, word)| Type::from_name(word))
        };
        match self.formats.get(format).cloned().or_else(listed) {
            Some(Type::Integer(width)) => integer_type(width, facets),
            Some(ty) => ty,
            None if kind == SchemaType::Integer => integer_type(width(format), facets),
            // A float of single precision loses digits that JSON has and every server's double keeps.
            None if kind == SchemaType::Number => Type::Number(Precision::Double),
            None => Type::String,
        }
    }
}

/// Returns the integer width of a format: 64 bits unless the format is smaller.
fn width(format: &str) -> Width {
    match format {
        "int32" | "int16" | "int8" => Width::I32,
        "uint8" | "uint16" | "uint32" => Width::U32,
        "uint64" | "uint" => Width::U64,
        _ => Width::I64,
    }
}

/// Returns the first type, starting with `width`, that holds the bounds of the schema.
fn integer_type(width: Width, facets: &Facets<'_>) -> Type {
    let holds = |width: &Width| {
        let (least, most) = bounds(*width);
        facets.minimum.is_none_or(|minimum| minimum >= least)
            && facets.maximum.is_none_or(|maximum| maximum <= most)
    };
    let width = [width, Width::I64, Width::U64].into_iter().find(holds);
    width.map_or(Type::BigInteger, Type::Integer)
}

/// Returns the range of a width as documents write it: JavaScript rounds the bounds of 64 bits to powers of two.
fn bounds(width: Width) -> (f64, f64) {
    match width {
        Width::I32 => (f64::from(i32::MIN), f64::from(i32::MAX)),
        Width::I64 => (i64::MIN as f64, i64::MAX as f64),
        Width::U32 => (0.0, f64::from(u32::MAX)),
        Width::U64 => (0.0, u64::MAX as f64),
    }
}
