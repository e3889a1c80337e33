//! Scalar types, and their names in overlays (`x-truespec-type`) and settings (`[crate.formats]`).

use super::Type;

/// The number of bits of an integer, and whether it is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Width {
    /// `format: int32` and narrower: an exactly fitting type would reject the first value out of its range.
    I32,
    /// Any other integer, also without a format.
    I64,
    /// Unsigned, 32 bits and narrower.
    U32,
    /// Unsigned, 64 bits.
    U64,
}

/// The precision of a float.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// 24 bits, about 7 digits.
    Single,
    /// 53 bits, about 16 digits.
    Double,
}

/// String formats with a Rust type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TextFormat {
    /// RFC 9562.
    Uuid,
    /// RFC 3339 date and time with an offset.
    DateTime,
    /// A date and time that never has an offset.
    LocalDateTime,
    /// RFC 3339 full-date.
    Date,
    /// A time of day.
    Time,
    /// Base64 (RFC 4648).
    Base64,
    /// Bytes outside JSON.
    Binary,
    /// A file in a form.
    File,
    /// A part of a form that may be a file or another value.
    Part,
    /// A form whose parts are not described.
    Form,
    /// A string that is a secret.
    Password,
    /// An IPv4 address.
    Ipv4,
    /// An IPv6 address.
    Ipv6,
    /// An IP address of either version.
    Ip,
}

/// The type names, in the order in which messages list them.
pub const TYPE_NAMES: [(&str, Type); 22] = [
    ("any", Type::Any),
    ("boolean", Type::Boolean),
    ("text", Type::String),
    ("i32", Type::Integer(Width::I32)),
    ("i64", Type::Integer(Width::I64)),
    ("u32", Type::Integer(Width::U32)),
    ("u64", Type::Integer(Width::U64)),
    ("f32", Type::Number(Precision::Single)),
    ("f64", Type::Number(Precision::Double)),
    ("decimal", Type::Decimal),
    ("big-integer", Type::BigInteger),
    ("uuid", Type::Format(TextFormat::Uuid)),
    ("date-time", Type::Format(TextFormat::DateTime)),
    ("local-date-time", Type::Format(TextFormat::LocalDateTime)),
    ("date", Type::Format(TextFormat::Date)),
    ("time", Type::Format(TextFormat::Time)),
    ("base64", Type::Format(TextFormat::Base64)),
    ("binary", Type::Format(TextFormat::Binary)),
    ("password", Type::Format(TextFormat::Password)),
    ("ipv4", Type::Format(TextFormat::Ipv4)),
    ("ipv6", Type::Format(TextFormat::Ipv6)),
    ("ip", Type::Format(TextFormat::Ip)),
];

impl Type {
    /// The type of a name. `quoted` before the name of a number means that the number is sent as a string.
    pub fn from_name(name: &str) -> Option<Self> {
        let (plain, quoted) = match name.strip_prefix("quoted ") {
            Some(rest) => (rest.trim_start(), true),
            None => (name, false),
        };
        let (_, ty) = TYPE_NAMES.iter().find(|(known, _)| *known == plain)?;
        let number = matches!(ty, Self::Integer(_) | Self::Number(_) | Self::Decimal | Self::BigInteger);
        match quoted {
            false => Some(ty.clone()),
            true => number.then(|| Self::Quoted(Box::new(ty.clone()))),
        }
    }

    /// The list of all type names, for a message.
    pub fn name_list() -> String {
        let names: Vec<&str> = TYPE_NAMES.iter().map(|(name, _)| *name).collect();
        format!("{}, or `quoted` before a number", names.join(", "))
    }
}
