//! Tuples as JSON arrays of fixed positions (`prefixItems`). Elements beyond the last position are ignored when
//! decoding, as unknown properties of an object are.

use super::codec::{Decode, Encode, Wire};
use super::location::in_element;
use serde::de::{Deserializer, Error, IgnoredAny, SeqAccess, Visitor};
use serde::ser::{SerializeTuple, Serializer};
use std::fmt;
use std::marker::PhantomData;

macro_rules! tuples {
    ($($len:literal ($($name:ident $position:tt),+);)*) => {$(
        impl<$($name: Wire),+> Wire for ($($name,)+) {
            fn blank() -> Self {
                ($($name::blank(),)+)
            }

            fn decode<'de, De: Deserializer<'de>>(d: De) -> Result<Self, De::Error> {
                struct Positions<T>(PhantomData<T>);
                impl<'de, $($name: Wire),+> Visitor<'de> for Positions<($($name,)+)> {
                    type Value = ($($name,)+);

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str(concat!("an array of ", $len))
                    }

                    fn visit_seq<Seq: SeqAccess<'de>>(self, mut seq: Seq) -> Result<Self::Value, Seq::Error> {
                        let elements = ($(
                            seq.next_element_seed(Decode::<$name>::new())
                                .map_err(|error| in_element($position, &error))?
                                .ok_or_else(|| Seq::Error::invalid_length($position, &self))?,
                        )+);
                        while seq.next_element::<IgnoredAny>()?.is_some() {}
                        Ok(elements)
                    }
                }
                d.deserialize_seq(Positions(PhantomData))
            }

            fn encode<Se: Serializer>(&self, s: Se) -> Result<Se::Ok, Se::Error> {
                let mut tuple = s.serialize_tuple($len)?;
                $(tuple.serialize_element(&Encode(&self.$position))?;)+
                tuple.end()
            }
        }
    )*};
}

tuples! {
    1 (A 0);
    2 (A 0, B 1);
    3 (A 0, B 1, C 2);
    4 (A 0, B 1, C 2, D 3);
    5 (A 0, B 1, C 2, D 3, E 4);
    6 (A 0, B 1, C 2, D 3, E 4, F 5);
    7 (A 0, B 1, C 2, D 3, E 4, F 5, G 6);
    8 (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
}
