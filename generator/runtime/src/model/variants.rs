//! Conversions of unions: from the value of a variant, and back to it.

/// Implements `From` for the values that only one variant of a union takes, and a method for each variant that returns
/// its value.
///
/// `variants!(To { Text(String): as_text from text, List(Vec<String>): as_list from value texts, Part(Part): as_part
/// from boxed });`: after `from` follow the kinds of values: `value` (the variant's own type), `boxed` (the type in its
/// box), `text` (`&str` and `String`), `texts` (a list or array of `&str`).
#[doc(hidden)]
#[macro_export]
macro_rules! __variants {
    ($ty:ident { $($variant:ident($of:ty): $get:ident $(from $($how:ident)+)?),* $(,)? }) => {
        impl $ty {
            $(
                #[doc = concat!("Returns the value of [`", stringify!($variant), "`](Self::", stringify!($variant), ").")]
                pub fn $get(&self) -> ::std::option::Option<&$of> {
                    if let Self::$variant(value) = self { ::std::option::Option::Some(value) } else { ::std::option::Option::None }
                }
            )*
        }
        $($($($crate::__variant_from!($how $ty $variant $of);)+)?)*
    };
}
#[doc(hidden)]
pub use crate::__variants as variants;

/// Implements `From` for one kind of value of a variant.
#[doc(hidden)]
#[macro_export]
macro_rules! __variant_from {
    (value $ty:ident $variant:ident $of:ty) => {
        impl ::std::convert::From<$of> for $ty {
            fn from(value: $of) -> Self {
                Self::$variant(value)
            }
        }
    };
    (boxed $ty:ident $variant:ident $of:ty) => {
        impl ::std::convert::From<$of> for $ty {
            fn from(value: $of) -> Self {
                Self::$variant(::std::boxed::Box::new(value))
            }
        }
    };
    (text $ty:ident $variant:ident $of:ty) => {
        impl ::std::convert::From<&str> for $ty {
            fn from(text: &str) -> Self {
                Self::$variant(::std::convert::From::from(text))
            }
        }

        impl ::std::convert::From<::std::string::String> for $ty {
            fn from(text: ::std::string::String) -> Self {
                Self::$variant(::std::convert::From::from(text))
            }
        }
    };
    (texts $ty:ident $variant:ident $of:ty) => {
        impl ::std::convert::From<::std::vec::Vec<&str>> for $ty {
            fn from(list: ::std::vec::Vec<&str>) -> Self {
                Self::$variant(list.into_iter().map(::std::convert::From::from).collect())
            }
        }

        impl<const N: usize> ::std::convert::From<[&str; N]> for $ty {
            fn from(list: [&str; N]) -> Self {
                Self::$variant(list.into_iter().map(::std::convert::From::from).collect())
            }
        }
    };
}
