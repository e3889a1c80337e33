//! The keys of `responses`.

/// The status codes that a response is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// One code of three digits.
    Code(u16),
    /// All codes that begin with this digit: `2XX`.
    Range(u8),
    /// All codes without a response of their own.
    Default,
}

impl Status {
    /// Parses a key of `responses`; `None` if it is invalid.
    pub(super) fn of(key: &str) -> Option<Self> {
        if key == "default" {
            return Some(Self::Default);
        }
        match key.as_bytes() {
            [b'1'..=b'9', _, _] if key.bytes().all(|byte| byte.is_ascii_digit()) => {
                key.parse().ok().map(Self::Code)
            }
            [hundreds @ b'0'..=b'9', b'X' | b'x', b'X' | b'x'] => Some(Self::Range(hundreds - b'0')),
            _ => None,
        }
    }
}
