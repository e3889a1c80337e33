//! A deserializer that looks for the wanted pointers: it enters only values that lead to one, and skips the rest.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, IgnoredAny, MapAccess, SeqAccess, VariantAccess, Visitor,
};

/// The wanted pointers as a tree of their tokens.
#[derive(Default)]
pub(super) struct Wanted {
    children: BTreeMap<String, Wanted>,
    /// The byte offset at which it was found.
    found: Option<usize>,
}

impl Wanted {
    /// Adds a pointer.
    pub(super) fn add(&mut self, tokens: impl Iterator<Item = String>) {
        tokens.fold(self, |node, token| node.children.entry(token).or_default());
    }

    /// Returns the offset of a pointer, or of its nearest ancestor that was found.
    pub(super) fn offset(&self, tokens: impl Iterator<Item = String>) -> usize {
        let (mut node, mut offset) = (self, 0);
        for token in tokens {
            let Some(child) = node.children.get(&token) else { break };
            offset = child.found.unwrap_or(offset);
            node = child;
        }
        offset
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Syntax {
    Json,
    /// `<<` merges.
    Yaml,
}

/// How the current node belongs to its parent.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// It is written in its parent.
    Written,
    /// It is the value of a `<<`: its members, or those of its elements, become members of the parent.
    MergeValue,
    /// It is below such a value: members that are written out take precedence.
    Merged,
}

/// Reads one node and returns the offset of the first key or string in it, if the parser borrowed one.
pub(super) struct Walk<'t, 'w> {
    text: &'t str,
    format: Syntax,
    role: Role,
    /// The pointers wanted below this node.
    wanted: Option<&'w mut Wanted>,
}

impl<'t, 'w> Walk<'t, 'w> {
    /// Starts at the root of a text.
    pub(super) fn new(text: &'t str, format: Syntax, wanted: &'w mut Wanted) -> Self {
        Self { text, format, role: Role::Written, wanted: Some(wanted) }
    }

    /// Continues one level down.
    fn below<'v>(&self, wanted: Option<&'v mut Wanted>) -> Walk<'t, 'v> {
        let role = if self.role == Role::Written { Role::Written } else { Role::Merged };
        Walk { text: self.text, format: self.format, role, wanted }
    }

    fn record(&self, node: &mut Wanted, offset: Option<usize>) {
        if self.role == Role::Written || node.found.is_none() {
            node.found = offset.or(node.found);
        }
    }
}

/// Returns the offset of a borrowed string, or of its quote if it has one.
fn offset_of(text: &str, lent: &str) -> Option<usize> {
    let offset = (lent.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    let before = offset.checked_sub(1).and_then(|at| text.as_bytes().get(at));
    let quoted = matches!(before, Some(b'"' | b'\''));
    (offset <= text.len()).then_some(offset - usize::from(quoted))
}

impl<'de> DeserializeSeed<'de> for Walk<'_, '_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<usize>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// Visits scalars that are not borrowed from the input, and so have no offset.
macro_rules! nowhere {
    ($($visit:ident: $of:ty),*) => {
        $(fn $visit<E>(self, _: $of) -> Result<Option<usize>, E> { Ok(None) })*
    };
}

impl<'de> Visitor<'de> for Walk<'_, '_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    nowhere!(visit_bool: bool, visit_u64: u64, visit_i64: i64, visit_u128: u128, visit_i128: i128, visit_f64: f64, visit_str: &str);

    fn visit_unit<E>(self) -> Result<Option<usize>, E> {
        Ok(None)
    }

    fn visit_none<E>(self) -> Result<Option<usize>, E> {
        Ok(None)
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Option<usize>, E> {
        Ok(offset_of(self.text, value))
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut access: A) -> Result<Option<usize>, A::Error> {
        let mut first = None;
        for index in 0_usize.. {
            let mut wanted = self.wanted.take();
            let child = match (&mut wanted, self.role) {
                (wanted, Role::MergeValue) => wanted.as_deref_mut(),
                (Some(wanted), _) => wanted.children.get_mut(&index.to_string()),
                (None, _) => None,
            };
            let more = match child {
                Some(child) => {
                    let offset = access.next_element_seed(self.below(Some(&mut *child)))?;
                    if self.role != Role::MergeValue {
                        self.record(child, offset.flatten());
                    }
                    offset
                }
                None if index == 0 => access.next_element_seed(self.below(None))?,
                None => access.next_element::<IgnoredAny>()?.map(|_| None),
            };
            self.wanted = wanted;
            let Some(offset) = more else { break };
            first = if index == 0 { offset } else { first };
        }
        Ok(first)
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut access: A) -> Result<Option<usize>, A::Error> {
        let mut first = None;
        while let Some((key, offset)) = access.next_key_seed(Key(self.text))? {
            first = first.or(offset);
            let mut wanted = self.wanted.take();
            if key == "<<" && self.format == Syntax::Yaml {
                let mut value = self.below(wanted.as_deref_mut());
                value.role = Role::MergeValue;
                access.next_value_seed(value)?;
            } else if let Some(child) = wanted.as_deref_mut().and_then(|it| it.children.get_mut(&*key)) {
                self.record(child, offset);
                let inner = access.next_value_seed(self.below(Some(&mut *child)))?;
                self.record(child, offset.or(inner));
            } else {
                access.next_value::<IgnoredAny>()?;
            }
            self.wanted = wanted;
        }
        Ok(first)
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Option<usize>, A::Error> {
        let (_, content) = access.variant::<IgnoredAny>()?;
        content.newtype_variant_seed(self)
    }
}

/// Reads a key and its offset.
struct Key<'t>(&'t str);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = (Cow<'de, str>, Option<usize>);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key<'_> {
    type Value = (Cow<'de, str>, Option<usize>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok((Cow::Owned(value.to_owned()), None))
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Self::Value, E> {
        Ok((Cow::Borrowed(value), offset_of(self.0, value)))
    }
}
