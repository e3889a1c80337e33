//! Named types with the JSON form of another type.

/// Implements `Wire`, serde's traits and the conversions of a tuple struct with one field. The struct is written next
/// to the macro call.
///
/// `newtype!(DatasetId(Uuid));` for `pub struct DatasetId(pub Uuid);`.
#[doc(hidden)]
#[macro_export]
macro_rules! __newtype {
    ($ty:ident($inner:ty)) => {
        impl ::std::convert::From<$inner> for $ty {
            fn from(inner: $inner) -> Self {
                Self(inner)
            }
        }

        impl ::std::convert::From<$ty> for $inner {
            fn from(outer: $ty) -> Self {
                outer.0
            }
        }

        impl $crate::runtime::json::codec::Wire for $ty {
            fn blank() -> Self {
                Self($crate::runtime::json::codec::Wire::blank())
            }

            fn decode<'de, __D: ::serde::Deserializer<'de>>(
                d: __D,
            ) -> ::std::result::Result<Self, __D::Error> {
                <$inner as $crate::runtime::json::codec::Wire>::decode(d).map(Self)
            }

            fn encode<__S: ::serde::Serializer>(&self, s: __S) -> ::std::result::Result<__S::Ok, __S::Error> {
                $crate::runtime::json::codec::Wire::encode(&self.0, s)
            }

            fn from_text_body(text: &str) -> ::std::option::Option<Self> {
                <$inner as $crate::runtime::json::codec::Wire>::from_text_body(text).map(Self)
            }

            fn from_bytes_body(bytes: &[u8]) -> ::std::option::Option<Self> {
                <$inner as $crate::runtime::json::codec::Wire>::from_bytes_body(bytes).map(Self)
            }
        }
        $crate::runtime::json::codec::serde_by_wire!($ty);
    };
}
#[doc(hidden)]
pub use crate::__newtype as newtype;
