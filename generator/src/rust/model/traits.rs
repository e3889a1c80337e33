//! The traits of the standard library that a type implements, derived or not.

/// A trait; the order is that of derives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trait {
    /// `Debug`
    Debug,
    /// `Clone`
    Clone,
    /// `Copy`
    Copy,
    /// `Default`
    Default,
    /// `PartialEq`
    PartialEq,
    /// `Eq`
    Eq,
    /// `Hash`
    Hash,
    /// `PartialOrd`
    PartialOrd,
    /// `Ord`
    Ord,
}

impl Trait {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Debug => "Debug",
            Self::Clone => "Clone",
            Self::Copy => "Copy",
            Self::Default => "Default",
            Self::PartialEq => "PartialEq",
            Self::Eq => "Eq",
            Self::Hash => "Hash",
            Self::PartialOrd => "PartialOrd",
            Self::Ord => "Ord",
        }
    }

    /// Returns true for a trait that does not distinguish types: all have it, or another trait implies it.
    fn is_common(self) -> bool {
        matches!(self, Self::Debug | Self::Clone | Self::PartialEq | Self::PartialOrd)
    }
}

/// The traits of a type.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Traits {
    /// The derived traits.
    pub derived: Vec<Trait>,
    /// The traits that are not derived: implemented by emitted code or by a macro of the runtime.
    pub implemented: Vec<Trait>,
}

impl Traits {
    /// The traits that hold; those in `beside` are not derived.
    pub(super) fn new(hold: &[(Trait, bool)], beside: &[Trait]) -> Self {
        let all = hold.iter().filter(|(_, holds)| *holds).map(|(name, _)| *name);
        let (implemented, derived) = all.partition(|name| beside.contains(name));
        Self { derived, implemented }
    }

    /// The traits that not all types have.
    pub fn distinctive(&self) -> impl Iterator<Item = Trait> + '_ {
        self.derived.iter().chain(&self.implemented).copied().filter(|name| !name.is_common())
    }
}
