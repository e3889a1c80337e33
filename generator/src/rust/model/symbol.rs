//! The Rust types of the scalars of the IR, each with the crates and parts of the runtime that it needs.

use std::collections::BTreeSet;

use super::{DateTimes, Decimals, Scalars};
use crate::ir::{Precision, TextFormat, Type, Width};
use crate::rust::embed::Need;

/// A type with a path that is valid in every file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Symbol {
    pub path: &'static str,
    pub needs: &'static [Need],
}

const fn plain(path: &'static str) -> Symbol {
    Symbol { path, needs: &[] }
}

const fn needing(path: &'static str, needs: &'static [Need]) -> Symbol {
    Symbol { path, needs }
}

/// A string.
pub(super) const TEXT: &str = "String";

/// Any JSON value.
pub(super) const JSON: &str = "serde_json::Value";

/// A number that is sent as a string, generic over the number.
pub(super) const QUOTED: Symbol = needing("crate::Quoted", &[Need::Quoted]);

/// A tuple. It is a type of Rust, but its JSON encoding is part of the runtime.
pub(super) const TUPLE: &[Need] = &[Need::Tuple];

/// The type of a scalar; `None` for a type that consists of others.
pub(super) fn of_scalar(scalars: Scalars, ty: &Type) -> Option<Symbol> {
    let symbol = match ty {
        Type::Any => plain(JSON),
        Type::Boolean => plain("bool"),
        Type::Integer(Width::I32) => plain("i32"),
        Type::Integer(Width::I64) => plain("i64"),
        Type::Integer(Width::U32) => plain("u32"),
        Type::Integer(Width::U64) => plain("u64"),
        Type::Number(Precision::Single) => plain("f32"),
        Type::Number(Precision::Double) => plain("f64"),
        Type::BigInteger => EXACT,
        Type::Decimal => match scalars.decimals {
            Decimals::Exact => EXACT,
            Decimals::RustDecimal => needing("rust_decimal::Decimal", &[Need::Quoted, Need::RustDecimal]),
        },
        Type::String => plain(TEXT),
        Type::Format(format) => of_format(scalars.date_times, *format),
        Type::Quoted(_)
        | Type::Array(_)
        | Type::Tuple(_)
        | Type::Map(_)
        | Type::Nullable(_)
        | Type::Named(_) => return None,
    };
    Some(symbol)
}

const EXACT: Symbol = needing("crate::Decimal", &[Need::Quoted, Need::Decimal]);

/// The type of a string format.
pub(super) fn of_format(date_times: DateTimes, format: TextFormat) -> Symbol {
    use DateTimes::{Chrono, Text, Time};
    match (format, date_times) {
        (TextFormat::Uuid, _) => needing("uuid::Uuid", &[Need::Uuid]),
        (TextFormat::DateTime, Chrono) => needing("chrono::DateTime<chrono::FixedOffset>", &[Need::Chrono]),
        (TextFormat::LocalDateTime, Chrono) => needing("chrono::NaiveDateTime", &[Need::Chrono]),
        (TextFormat::Date, Chrono) => needing("chrono::NaiveDate", &[Need::Chrono]),
        (TextFormat::Time, Chrono) => needing("chrono::NaiveTime", &[Need::Chrono]),
        (TextFormat::DateTime, Time) => needing("time::OffsetDateTime", &[Need::Time]),
        (TextFormat::LocalDateTime, Time) => needing("time::PrimitiveDateTime", &[Need::Time]),
        (TextFormat::Date, Time) => needing("time::Date", &[Need::Time]),
        (TextFormat::Time, Time) => needing("time::Time", &[Need::Time]),
        (TextFormat::Base64, _) => needing("crate::Base64Bytes", &[Need::Base64]),
        (TextFormat::Ipv4, _) => plain("std::net::Ipv4Addr"),
        (TextFormat::Ipv6, _) => plain("std::net::Ipv6Addr"),
        (TextFormat::Ip, _) => plain("std::net::IpAddr"),
        (TextFormat::DateTime | TextFormat::LocalDateTime | TextFormat::Date | TextFormat::Time, Text) => {
            plain(TEXT)
        }
        (TextFormat::Binary | TextFormat::Password, _) => plain(TEXT),
        // The body that contains them adds the needs.
        (TextFormat::File, _) => plain("crate::Upload"),
        (TextFormat::Part, _) => plain("crate::Part"),
        (TextFormat::Form, _) => plain("crate::Form"),
    }
}

/// Adds the needs of a type.
pub(super) fn needs(scalars: Scalars, ty: &Type, needed: &mut BTreeSet<Need>) {
    needed.extend(match ty {
        Type::Quoted(_) => QUOTED.needs,
        Type::Tuple(_) => TUPLE,
        _ => of_scalar(scalars, ty).map_or(&[][..], |symbol| symbol.needs),
    });
    ty.parts().into_iter().for_each(|part| needs(scalars, part, needed));
}
