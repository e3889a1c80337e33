//! Open enums whose literals have several JSON types (`"auto"`, `1`, `false`, `null`): a value that is not in the
//! document is kept as JSON and is not an error.

use serde_json::Value;

/// Implements `Wire`, serde's traits and `to_value` for an open enum of mixed literals.
///
/// `value_enum!(Mixed { Auto: "auto", One: 1, Off: false, Nothing: null } else Unknown);` for
/// `pub enum Mixed { Auto, One, Off, Nothing, Unknown(serde_json::Value) }`.
#[doc(hidden)]
#[macro_export]
macro_rules! __value_enum {
    ($ty:ident { $($variant:ident : $($literal:literal)? $(null)?),* $(,)? } else $other:ident) => {
        impl $ty {
            /// The JSON of the value.
            pub fn to_value(&self) -> ::serde_json::Value {
                match self {
                    $(Self::$variant => ::serde_json::Value::from(
                        None::<::serde_json::Value>$(.or(Some(::serde_json::Value::from($literal))))?
                    ),)*
                    Self::$other(value) => value.clone(),
                }
            }
        }

        impl ::std::convert::From<::serde_json::Value> for $ty {
            fn from(value: ::serde_json::Value) -> Self {
                let known = [$(Self::$variant),*];
                let same = |other: &Self| $crate::runtime::model::literal::same(&other.to_value(), &value);
                known.into_iter().find(same).unwrap_or(Self::$other(value))
            }
        }

        impl ::std::str::FromStr for $ty {
            type Err = ::std::convert::Infallible;

            fn from_str(text: &str) -> ::std::result::Result<Self, ::std::convert::Infallible> {
                let known = [$(Self::$variant),*];
                let same = |other: &Self| other.to_string() == text;
                Ok(known.into_iter().find(same).unwrap_or_else(|| Self::$other(::serde_json::Value::from(text))))
            }
        }

        impl ::std::fmt::Display for $ty {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::runtime::model::literal::display(&self.to_value(), f)
            }
        }

        impl $crate::runtime::json::codec::Wire for $ty {
            fn blank() -> Self {
                Self::$other(::serde_json::Value::Null)
            }

            fn decode<'de, __D: ::serde::Deserializer<'de>>(d: __D) -> ::std::result::Result<Self, __D::Error> {
                <::serde_json::Value as $crate::runtime::json::codec::Wire>::decode(d)
                    .map(|value| $crate::runtime::model::enumeration::count_unknown(Self::from(value)))
            }

            fn encode<__S: ::serde::Serializer>(&self, s: __S) -> ::std::result::Result<__S::Ok, __S::Error> {
                $crate::runtime::json::codec::Wire::encode(&self.to_value(), s)
            }

            fn is_unknown(&self) -> bool {
                matches!(self, Self::$other(_))
            }
        }
        $crate::runtime::json::codec::serde_by_wire!($ty);
    };
}
#[doc(hidden)]
pub use crate::__value_enum as value_enum;

/// Returns true if two JSON values are equal; `1` and `1.0` are.
pub fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left == right || left.as_f64() == right.as_f64(),
        _ => left == right,
    }
}

/// Writes a string without quotes, and any other value as JSON.
///
/// # Errors
/// Those of the formatter.
pub fn display(value: &Value, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
    match value {
        Value::String(text) => f.pad(text),
        other => f.pad(&other.to_string()),
    }
}
