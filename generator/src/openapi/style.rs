//! The table of parameter styles: where each is allowed, since which version, and the values it is defined for. The
//! runtime serialises the values (`runtime/src/parameter/style.rs`).

use super::location::ParameterLocation::{self, Cookie, Header, Path, Query};
use super::version::Version::{self, Never, V2, V32};

/// The kinds of values that styles distinguish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// A string, a number or a boolean.
    Single,
    /// A list.
    List,
    /// An object.
    Object,
}

use Value::{List, Object, Single};

/// Whether elements and properties are serialised separately.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Explode {
    /// Regardless of `explode`.
    Always,
    /// Unless the document has `explode: false`.
    ByDefault,
    /// Only if the document has `explode: true`.
    IfSaid,
}

use Explode::{Always, ByDefault, IfSaid};

/// A row of the table of styles.
struct Entry {
    name: &'static str,
    locations: &'static [ParameterLocation],
    values: &'static [Value],
    explode: Explode,
    since: Version,
}

/// Declares the styles as an enum and as a table.
macro_rules! styles {
    ($($(#[$doc:meta])* $variant:ident $name:literal in $locations:expr, of $values:expr, $explode:expr, $since:expr;)*) => {
        /// How a parameter with a `schema` is serialised.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Style { $($(#[$doc])* $variant),* }

        const STYLES: &[(Style, Entry)] = &[$((
            Style::$variant,
            Entry { name: $name, locations: &$locations, values: &$values, explode: $explode, since: $since },
        )),*];
    };
}

const ANY: [Value; 3] = [Single, List, Object];

styles! {
    /// `;name=a,b`
    Matrix "matrix" in [Path], of ANY, IfSaid, V2;
    /// One header for each property; the name is the prefix of the header names. Not a value of `style`.
    Prefix "" in [], of [Object], IfSaid, Never;
    /// The whole query string. Not a value of `style`.
    Whole "" in [], of ANY, ByDefault, Never;
    /// `.a,b`
    Label "label" in [Path], of ANY, IfSaid, V2;
    /// `a,b`
    Simple "simple" in [Path, Header], of ANY, IfSaid, V2;
    /// Slashes are kept, for a placeholder that spans segments, `{+name}`. Not a value of `style`.
    Reserved "" in [], of ANY, IfSaid, Never;
    /// `name=a&name=b`
    Form "form" in [Query, Cookie], of ANY, ByDefault, V2;
    /// `name=a; name=b`, without percent-encoding.
    Cookie "cookie" in [Cookie], of ANY, ByDefault, V32;
    /// `name=a%20b`
    SpaceDelimited "spaceDelimited" in [Query], of [List, Object], IfSaid, V2;
    /// `name=a|b`
    PipeDelimited "pipeDelimited" in [Query], of [List, Object], IfSaid, V2;
    /// `name[a]=b`; defined only with `explode: true`.
    DeepObject "deepObject" in [Query], of [Object], Always, V2;
}

impl Style {
    /// The names of the styles of a query, which members of forms use as well.
    pub const IN_QUERY: &[&str] = &names::<{ count(ParameterLocation::Query) }>(ParameterLocation::Query);

    fn entry(self) -> &'static Entry {
        &STYLES[self as usize].1
    }

    /// Returns the style with a name, if the location allows it.
    pub fn of(name: &str, location: ParameterLocation) -> Option<Self> {
        let is_meant = |entry: &Entry| allows(entry, location) && entry.name.eq_ignore_ascii_case(name);
        STYLES.iter().find(|(_, entry)| is_meant(entry)).map(|(style, _)| *style)
    }

    /// Returns the default style of a location.
    pub fn by_default(location: ParameterLocation) -> Self {
        match location {
            Path | Header => Self::Simple,
            Query | Cookie => Self::Form,
        }
    }

    /// Returns its value of `style`.
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// Returns the names of the styles that a location allows.
    pub fn names(location: ParameterLocation) -> impl Iterator<Item = &'static str> {
        STYLES.iter().filter(move |(_, entry)| allows(entry, location)).map(|(_, entry)| entry.name)
    }

    /// Returns true if OpenAPI 3.0 has it. The normal form then keeps it under `style`.
    pub fn is_of_3_0(self) -> bool {
        self.entry().since <= Version::V30
    }

    /// Returns the values that it is defined for.
    pub fn values(self) -> &'static [Value] {
        self.entry().values
    }

    /// Returns true if `explode` defaults to `true`.
    pub fn explodes(self) -> bool {
        self.entry().explode != IfSaid
    }

    /// Returns true if it explodes with this value of `explode`.
    pub fn explodes_as(self, explode: Option<bool>) -> bool {
        match self.entry().explode {
            Always => true,
            _ => explode.unwrap_or(self.explodes()),
        }
    }
}

const fn allows(entry: &Entry, location: ParameterLocation) -> bool {
    let mut at = 0;
    while at < entry.locations.len() {
        if entry.locations[at] as u8 == location as u8 {
            return true;
        }
        at += 1;
    }
    false
}

const fn count(location: ParameterLocation) -> usize {
    let (mut count, mut at) = (0, 0);
    while at < STYLES.len() {
        count += allows(&STYLES[at].1, location) as usize;
        at += 1;
    }
    count
}

const fn names<const N: usize>(location: ParameterLocation) -> [&'static str; N] {
    let (mut names, mut count, mut at) = ([""; N], 0, 0);
    while at < STYLES.len() {
        if allows(&STYLES[at].1, location) {
            names[count] = STYLES[at].1.name;
            count += 1;
        }
        at += 1;
    }
    names
}
