//! Scalars, and the words by which overlays (`x-truespec-type`) and settings (`[crate.formats]`) call for them.

use super::Type;

/// How many bits a whole number has, and whether it may be negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Width {
    /// `format: int32` and narrower: a type that just fits would refuse the first value that does not.
    I32,
    /// Without a format.
    I64,
    /// Unsigned, 32 bits and narrower.
    U32,
    /// Unsigned, 64 bits.
    U64,
}

/// How exactly a float holds a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// 24 bits, about 7 digits.
    Single,
    /// 53 bits, about 16 digits.
    Double,
}

/// Texts with a meaning that Rust has a type for.
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
    /// Base64 text (RFC 4648).
    Base64,
    /// Bytes outside JSON.
    Binary,
    /// A file in a form.
    File,
    /// A part of a form that may be a file or something else.
    Part,
    /// A form whose parts only the caller knows.
    Form,
    /// A text that must not be shown.
    Password,
    /// An IPv4 address.
    Ipv4,
    /// An IPv6 address.
    Ipv6,
    /// An IP address of either version.
    Ip,
}

/// The words that stand for a type by themselves, in the order in which they are listed to people.
pub const WORDS: [(&str, Type); 22] = [
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
    /// The type that a word stands for; `quoted` before a number says that it travels as a text.
    pub fn of_word(word: &str) -> Option<Self> {
        let (plain, quoted) = match word.strip_prefix("quoted ") {
            Some(rest) => (rest.trim_start(), true),
            None => (word, false),
        };
        let (_, ty) = WORDS.iter().find(|(known, _)| *known == plain)?;
        let number = matches!(ty, Self::Integer(_) | Self::Number(_) | Self::Decimal | Self::BigInteger);
        match quoted {
            false => Some(ty.clone()),
            true => number.then(|| Self::Quoted(Box::new(ty.clone()))),
        }
    }

    /// All words, for a message.
    pub fn words() -> String {
        let words: Vec<&str> = WORDS.iter().map(|(word, _)| *word).collect();
        format!("{}, or `quoted` before a number", words.join(", "))
    }
}
