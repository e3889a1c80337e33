//! The traits of the standard library that a type has, and who implements them.

/// A trait, in the order in which traits are derived.
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

    /// Whether it says nothing of a type: every one has it, or it comes with another.
    fn is_common(self) -> bool {
        matches!(self, Self::Debug | Self::Clone | Self::PartialEq | Self::PartialOrd)
    }
}

/// The traits of a type.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Traits {
    /// Those that are derived.
    pub derived: Vec<Trait>,
    /// Those that are implemented beside the type: by hand or by a macro of the runtime.
    pub beside: Vec<Trait>,
}

impl Traits {
    /// All that hold; those of `beside` are not derived.
    pub(super) fn new(hold: &[(Trait, bool)], beside: &[Trait]) -> Self {
        let all = hold.iter().filter(|(_, holds)| *holds).map(|(name, _)| *name);
        let (beside, derived) = all.partition(|name| beside.contains(name));
        Self { derived, beside }
    }

    /// Those that tell a type from others.
    pub fn beyond_common(&self) -> impl Iterator<Item = Trait> + '_ {
        self.derived.iter().chain(&self.beside).copied().filter(|name| !name.is_common())
    }
}
