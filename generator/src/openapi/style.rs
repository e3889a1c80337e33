//! The one table of parameter styles: where each is allowed, since which version, and which values it is defined for. How
//! its values are written is the runtime's (`runtime/src/parameter/style.rs`).

use super::location::ParameterLocation::{self, Cookie, Header, Path, Query};
use super::version::Version::{self, Never, V2, V32};

/// What a value is, as far as styles tell values apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text, a number, a boolean.
    Single,
    /// A list.
    List,
    /// An object.
    Object,
}

use Value::{List, Object, Single};

/// Whether elements and properties are written apart.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Explode {
    /// Whatever the document says.
    Always,
    /// Unless the document says otherwise.
    ByDefault,
    /// Only where the document says so.
    IfSaid,
}

use Explode::{Always, ByDefault, IfSaid};

/// What is known of a style.
struct Entry {
    name: &'static str,
    locations: &'static [ParameterLocation],
    values: &'static [Value],
    explode: Explode,
    since: Version,
}

/// Declares the styles as an enum and as the table of what is known of each.
macro_rules! styles {
    ($($(#[$doc:meta])* $variant:ident $name:literal in $locations:expr, of $values:expr, $explode:expr, $since:expr;)*) => {
        /// How a parameter that has a `schema` is written.
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
    /// The name is what names of headers begin with, each property a header. No document names it.
    Prefix "" in [], of [Object], IfSaid, Never;
    /// The whole query string. No document names it.
    Whole "" in [], of ANY, ByDefault, Never;
    /// `.a,b`
    Label "label" in [Path], of ANY, IfSaid, V2;
    /// `a,b`
    Simple "simple" in [Path, Header], of ANY, IfSaid, V2;
    /// Slashes stay: of a placeholder that spans segments, `{+name}`. No document names it.
    Reserved "" in [], of ANY, IfSaid, Never;
    /// `name=a&name=b`
    Form "form" in [Query, Cookie], of ANY, ByDefault, V2;
    /// `name=a; name=b`, nothing of it encoded.
    Cookie "cookie" in [Cookie], of ANY, ByDefault, V32;
    /// `name=a%20b`
    SpaceDelimited "spaceDelimited" in [Query], of [List, Object], IfSaid, V2;
    /// `name=a|b`
    PipeDelimited "pipeDelimited" in [Query], of [List, Object], IfSaid, V2;
    /// `name[a]=b`; not exploded it is not defined.
    DeepObject "deepObject" in [Query], of [Object], Always, V2;
}

impl Style {
    /// The names of those of a query, which members of forms are written in as well.
    pub const IN_QUERY: &[&str] = &names::<{ count(ParameterLocation::Query) }>(ParameterLocation::Query);

    fn entry(self) -> &'static Entry {
        &STYLES[self as usize].1
    }

    /// Those that a location allows, by name.
    pub fn of(name: &str, location: ParameterLocation) -> Option<Self> {
        let is_meant = |entry: &Entry| allows(entry, location) && entry.name.eq_ignore_ascii_case(name);
        STYLES.iter().find(|(_, entry)| is_meant(entry)).map(|(style, _)| *style)
    }

    /// The style of a parameter that names none.
    pub fn by_default(location: ParameterLocation) -> Self {
        match location {
            Path | Header => Self::Simple,
            Query | Cookie => Self::Form,
        }
    }

    /// How `style` names it.
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// The names of those that a location allows.
    pub fn names(location: ParameterLocation) -> impl Iterator<Item = &'static str> {
        STYLES.iter().filter(move |(_, entry)| allows(entry, location)).map(|(_, entry)| entry.name)
    }

    /// Whether OpenAPI 3.0 has it, and so the normal form a name for it.
    pub fn is_of_3_0(self) -> bool {
        self.entry().since <= Version::V30
    }

    /// Which values it is defined for.
    pub fn values(self) -> &'static [Value] {
        self.entry().values
    }

    /// Whether it explodes without a word of the document.
    pub fn explodes(self) -> bool {
        self.entry().explode != IfSaid
    }

    /// Whether it explodes where the document says that.
    pub fn explodes_as(self, said: Option<bool>) -> bool {
        match self.entry().explode {
            Always => true,
            _ => said.unwrap_or(self.explodes()),
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
