//! Replay: decodes a value more than once, which serde's deserializers cannot do. The outermost union reads the JSON
//! into a `Buffer`, and all unions within it read from that buffer.

use super::buffer::{Buffer, REPLAY, REPLAY_LEN, Reader, Replay};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// A reader that decodes a value several times.
pub trait ReplayReader: Sized {
    /// The result.
    type Value;

    /// Reads the value. Each element of the sequence is the same value.
    ///
    /// # Errors
    /// The value does not decode.
    fn read<'de, A: SeqAccess<'de>>(self, replay: &mut A) -> Result<Self::Value, A::Error>;
}

/// Runs the reader on the next value of `d`.
///
/// # Errors
/// The value is not JSON, or the reader failed.
pub fn read<'de, R: ReplayReader, D: Deserializer<'de>>(d: D, reader: R) -> Result<R::Value, D::Error> {
    d.deserialize_newtype_struct(REPLAY, Read(reader))
}

/// Decodes the value once more.
///
/// # Errors
/// The seed failed.
pub fn decode_once<'de, A: SeqAccess<'de>, S: DeserializeSeed<'de>>(
    replay: &mut A,
    seed: S,
) -> Result<S::Value, A::Error> {
    replay.next_element_seed(seed)?.ok_or_else(|| A::Error::custom("a value that ends"))
}

struct Read<R>(R);

impl<R: ReplayReader> Read<R> {
    fn buffered<E: Error>(self, buffer: &Buffer<'_>) -> Result<R::Value, E> {
        self.0.read(&mut Replay(buffer)).map_err(E::custom)
    }
}

/// Buffers a value of a deserializer that cannot replay.
macro_rules! buffered {
    ($($method:ident($($value:ident: $ty:ty)?)),*) => {$(
        fn $method<E: Error>(self $(, $value: $ty)?) -> Result<R::Value, E> {
            self.buffered(&Reader.$method($($value)?)?)
        }
    )*};
}

impl<'de, R: ReplayReader> Visitor<'de> for Read<R> {
    type Value = R::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Reader.expecting(f)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, d: D) -> Result<R::Value, D::Error> {
        self.buffered(&d.deserialize_any(Reader)?)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<R::Value, A::Error> {
        if seq.size_hint() == Some(REPLAY_LEN) {
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
