//! The types for values that the standard library has no type for.

/// The types of the emitted crate for values that the standard library has no type for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scalars {
    /// The types of dates and times.
    pub date_times: DateTimes,
    /// The types of exact numbers.
    pub decimals: Decimals,
}

/// The types of dates and times.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DateTimes {
    /// `chrono::DateTime<FixedOffset>`, `chrono::NaiveDate` and the like.
    #[default]
    Chrono,
    /// `time::OffsetDateTime`, `time::Date` and the like.
    Time,
    /// `String`.
    Text,
}

/// The type of exact numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Decimals {
    /// The runtime's own `Decimal`: keeps all digits, of any size, without arithmetic.
    #[default]
    Exact,
    /// `rust_decimal::Decimal`: 28 digits, with arithmetic.
    RustDecimal,
}
