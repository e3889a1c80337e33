//! Open enums of texts: a text that is not in the document is kept and is not an error.

use super::super::json::codec::{Wire, decode_text};
use super::super::json::score;
use serde::Deserializer;
use std::cmp::Ordering;

/// Implements the methods and traits of an open enum of texts. The enum itself is written next to the macro call.
///
/// `string_enum!(Color { Red: "red", DarkBlue: "dark blue" } else Unknown);` for
/// `pub enum Color { Red, DarkBlue, Unknown(String) }`. A known text always becomes its own variant.
#[doc(hidden)]
#[macro_export]
macro_rules! __string_enum {
    ($ty:ident { $($variant:ident : $text:literal),* $(,)? } else $other:ident) => {
        impl $ty {
            /// The text of the value.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::$other(text) => text,
                }
            }

            /// The texts in the document, in its order.
            pub const fn known() -> &'static [&'static str] {
                &[$($text),*]
            }
        }

        impl ::std::convert::From<&str> for $ty {
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    other => Self::$other(other.to_owned()),
                }
            }
        }

        impl ::std::convert::From<::std::string::String> for $ty {
            fn from(text: ::std::string::String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl ::std::str::FromStr for $ty {
            type Err = ::std::convert::Infallible;

            fn from_str(text: &str) -> ::std::result::Result<Self, ::std::convert::Infallible> {
                Ok(Self::from(text))
            }
        }

        impl ::std::fmt::Display for $ty {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::std::convert::AsRef<str> for $ty {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        // The order is that of a derive, which takes four times as long to compile.
        impl ::std::cmp::Ord for $ty {
            fn cmp(&self, other: &Self) -> ::std::cmp::Ordering {
                let unknown = |it: &Self| matches!(it, Self::$other(_));
                $crate::runtime::model::enumeration::compare(
                    (unknown(self), self.as_str()), (unknown(other), other.as_str()), Self::known()
                )
            }
        }

        impl ::std::cmp::PartialOrd for $ty {
            fn partial_cmp(&self, other: &Self) -> ::std::option::Option<::std::cmp::Ordering> {
                Some(::std::cmp::Ord::cmp(self, other))
            }
        }

        impl $crate::runtime::json::codec::Wire for $ty {
            fn blank() -> Self {
                Self::$other(::std::string::String::new())
            }

            fn decode<'de, __D: ::serde::Deserializer<'de>>(d: __D) -> ::std::result::Result<Self, __D::Error> {
                $crate::runtime::model::enumeration::decode(d, concat!("a string (", stringify!($ty), ")"))
            }

            fn encode<__S: ::serde::Serializer>(&self, s: __S) -> ::std::result::Result<__S::Ok, __S::Error> {
                s.serialize_str(self.as_str())
            }

            fn is_unknown(&self) -> bool {
                matches!(self, Self::$other(_))
            }
        }
        $crate::runtime::json::codec::serde_by_wire!($ty);
    };
}
#[doc(hidden)]
pub use crate::__string_enum as string_enum;

/// Orders known texts as in the document, and unknown ones after them alphabetically.
pub fn compare(one: (bool, &str), other: (bool, &str), known: &[&str]) -> Ordering {
    let place = |(unknown, text)| match unknown {
        false => (known.iter().position(|known| *known == text), ""),
        true => (Some(known.len()), text),
    };
    place(one).cmp(&place(other))
}

/// Decodes a text.
///
/// # Errors
/// The JSON is not a string.
pub fn decode<'de, T: Wire + for<'a> From<&'a str>, D: Deserializer<'de>>(
    d: D,
    expected: &'static str,
) -> Result<T, D::Error> {
    decode_text(d, expected, |text| Some(count_unknown(T::from(text))))
}

/// Counts a value that is not in the document.
pub fn count_unknown<T: Wire>(value: T) -> T {
    if value.is_unknown() {
        score::unknown();
    }
    value
}
