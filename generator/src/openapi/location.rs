//! Where a parameter is sent: the values of `in`.

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ParameterLocation {
    /// In the path template.
    Path,
    /// After the `?`.
    Query,
    /// As a header.
    Header,
    /// In the header `Cookie`.
    Cookie,
}

impl ParameterLocation {
    const ALL: [Self; 4] = [Self::Path, Self::Query, Self::Header, Self::Cookie];

    /// All values of `in`.
    pub const NAMES: &[&str] =
        &[Self::Path.name(), Self::Query.name(), Self::Header.name(), Self::Cookie.name()];

    /// Returns its value of `in`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }

    /// Returns the location with a name, in any letter case.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|location| location.name().eq_ignore_ascii_case(name))
    }
}
