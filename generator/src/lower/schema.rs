//! Lowering of schemas to types.

pub(in crate::lower) mod alias;
pub(in crate::lower) mod conditional;
pub(in crate::lower) mod constraint;
pub(in crate::lower) mod doc;
pub(in crate::lower) mod enumeration;
pub(in crate::lower) mod facets;
pub(in crate::lower) mod family;
pub(in crate::lower) mod hint;
pub(in crate::lower) mod include;
pub(in crate::lower) mod inheritance;
pub(in crate::lower) mod literal;
pub(in crate::lower) mod mapping;
mod member_order;
pub(in crate::lower) mod merge;
pub(in crate::lower) mod null;
pub(in crate::lower) mod object;
pub(in crate::lower) mod quoted;
pub(in crate::lower) mod scalar;
pub(in crate::lower) mod shape;
pub(in crate::lower) mod union;
