//! Reading a value more than once, which serde's deserializers do not: the outermost union on the way reads the JSON
//! into a `Buffer`, and every union within reads from that one.

use super::buffer::{AGAIN, Again, Buffer, ENDLESS, Reader};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// What reads a value several times.
pub trait Reads: Sized {
    /// What it makes of it.
    type Value;

    /// Reads the value: each element of the sequence is the same value once more.
    ///
    /// # Errors
    /// The value cannot mean what is read.
    fn read<'de, A: SeqAccess<'de>>(self, again: &mut A) -> Result<Self::Value, A::Error>;
}

/// Has the value read that comes next.
///
/// # Errors
/// It is no JSON, or what the reader reports.
pub fn read<'de, R: Reads, D: Deserializer<'de>>(d: D, reads: R) -> Result<R::Value, D::Error> {
    d.deserialize_newtype_struct(AGAIN, Read(reads))
}

/// Reads the value once more.
///
/// # Errors
/// It cannot mean what the seed reads.
pub fn once<'de, A: SeqAccess<'de>, S: DeserializeSeed<'de>>(
    again: &mut A,
    seed: S,
) -> Result<S::Value, A::Error> {
    again.next_element_seed(seed)?.ok_or_else(|| A::Error::custom("a value that ends"))
}

struct Read<R>(R);

impl<R: Reads> Read<R> {
    fn buffered<E: Error>(self, buffer: &Buffer<'_>) -> Result<R::Value, E> {
        self.0.read(&mut Again(buffer)).map_err(E::custom)
    }
}

/// What is there once comes as whatever it is, and is buffered.
macro_rules! buffered {
    ($($method:ident($($value:ident: $ty:ty)?)),*) => {$(
        fn $method<E: Error>(self $(, $value: $ty)?) -> Result<R::Value, E> {
            self.buffered(&Reader.$method($($value)?)?)
        }
    )*};
}

impl<'de, R: Reads> Visitor<'de> for Read<R> {
    type Value = R::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Reader.expecting(f)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, d: D) -> Result<R::Value, D::Error> {
        self.buffered(&d.deserialize_any(Reader)?)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<R::Value, A::Error> {
        if seq.size_hint() == Some(ENDLESS) {
            return self.0.read(&mut seq);
        }
        self.buffered(&Reader.visit_seq(seq)?)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<R::Value, A::Error> {
        self.buffered(&Reader.visit_map(map)?)
    }

    buffered!(
        visit_unit(),
        visit_none(),
        visit_bool(value: bool),
        visit_i64(value: i64),
        visit_u64(value: u64),
        visit_f64(value: f64),
        visit_str(value: &str),
        visit_borrowed_str(value: &'de str)
    );
}
