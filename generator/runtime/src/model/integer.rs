//! Open enums of integers: a number that is not in the document is kept and is not an error.

/// Implements the methods and traits of an open enum of integers. The enum itself is written next to the macro call.
///
/// `int_enum!(Level: i64 { One: 1, Two: 2 } else Unknown);` for `pub enum Level { One, Two, Unknown(i64) }`; the
/// integer is `i32`, `u32` or `i64`. A known number always becomes its own variant.
#[doc(hidden)]
#[macro_export]
macro_rules! __int_enum {
    ($ty:ident : $int:ident { $($variant:ident : $number:literal),* $(,)? } else $other:ident) => {
        impl $ty {
            /// The number of the value.
            pub fn as_i64(&self) -> i64 {
                ::std::convert::Into::into(<$int as ::std::convert::From<&Self>>::from(self))
            }

            /// The numbers in the document, in its order.
            pub const fn known() -> &'static [$int] {
                &[$($number),*]
            }
        }

        impl ::std::convert::From<$int> for $ty {
            fn from(number: $int) -> Self {
                match number {
                    $($number => Self::$variant,)*
                    other => Self::$other(other),
                }
            }
        }

        impl ::std::convert::From<&$ty> for $int {
            fn from(value: &$ty) -> Self {
                match value {
                    $($ty::$variant => $number,)*
                    $ty::$other(number) => *number,
                }
            }
        }

        impl ::std::str::FromStr for $ty {
            type Err = ::std::num::ParseIntError;

            fn from_str(text: &str) -> ::std::result::Result<Self, ::std::num::ParseIntError> {
                text.parse::<$int>().map(Self::from)
            }
        }

        impl ::std::fmt::Display for $ty {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.as_i64(), f)
            }
        }

        impl $crate::runtime::json::codec::Wire for $ty {
            fn blank() -> Self {
                Self::$other(0)
            }

            fn decode<'de, __D: ::serde::Deserializer<'de>>(d: __D) -> ::std::result::Result<Self, __D::Error> {
                <$int as $crate::runtime::json::codec::Wire>::decode(d)
                    .map(|value| $crate::runtime::model::enumeration::count_unknown(Self::from(value)))
            }

            fn encode<__S: ::serde::Serializer>(&self, s: __S) -> ::std::result::Result<__S::Ok, __S::Error> {
                $crate::runtime::json::codec::Wire::encode(&<$int>::from(self), s)
            }

            fn is_unknown(&self) -> bool {
                matches!(self, Self::$other(_))
            }
        }
        $crate::runtime::json::codec::serde_by_wire!($ty);
    };
}
#[doc(hidden)]
pub use crate::__int_enum as int_enum;
