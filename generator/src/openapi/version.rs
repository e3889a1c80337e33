//! The versions of the specification that the tables distinguish.

use serde_json::Value;

/// The version that a document declares. A later version has everything that an earlier one has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// Swagger 2.0.
    V2,
    /// 3.0, or 3 without a minor version.
    V30,
    /// 3.1.
    V31,
    /// 3.2 and later.
    V32,
    /// No version: used for fields that other tools write and that are read anyway.
    Never,
}

impl Version {
    /// Reads the value of `openapi`; `None` for an unknown version.
    pub fn read(value: &Value) -> Option<Self> {
        let text = value.to_string();
        let text = text.trim_matches('"').trim();
        let (major, rest) = text.split_once('.').unwrap_or((text, ""));
        match (major, rest.split('.').next().unwrap_or_default().trim()) {
            ("2", _) => Some(Self::V2),
            ("3", "" | "0") => Some(Self::V30),
            ("3", "1") => Some(Self::V31),
            ("3", "2") => Some(Self::V32),
            _ => None,
        }
    }

    /// Returns the version number as text.
    pub fn name(self) -> &'static str {
        match self {
            Self::V2 => "2.0",
            Self::V30 => "3.0",
            Self::V31 => "3.1",
            Self::V32 => "3.2",
            Self::Never => "none",
        }
    }
}
