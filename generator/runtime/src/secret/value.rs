//! A secret text, which is not shown in logs and is overwritten in memory on drop.

use std::fmt;
use zeroize::{ZeroizeOnDrop, Zeroizing};

/// A secret text. `Debug` shows `[redacted]`, there is no `Display`, and the memory is overwritten on drop. The copy in
/// a request is not overwritten.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl ZeroizeOnDrop for Secret {}

impl Secret {
    /// The secret text. Use it only to send it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(Zeroizing::new(text.to_owned()))
    }
}

impl From<&String> for Secret {
    fn from(text: &String) -> Self {
        Self(Zeroizing::new(text.clone()))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
