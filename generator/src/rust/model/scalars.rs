//! Which types stand for values that Rust itself has no type for.

/// What the emitted crate has for values that Rust itself has no type for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scalars {
    /// Dates and times.
    pub date_times: DateTimes,
    /// Exact numbers.
    pub decimals: Decimals,
}

/// What dates and times are.
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

/// What exact numbers are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Decimals {
    /// The runtime's own `Decimal`: digits as they came, of any size, without arithmetic.
    #[default]
    Exact,
    /// `rust_decimal::Decimal`: arithmetic, 28 digits.
    RustDecimal,
}
