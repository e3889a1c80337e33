//! Types that only wrap another: their JSON is that of what they hold.

/// Implements `Wire` and serde's traits for `pub struct Tree(pub Vec<Tree>);`.
#[doc(hidden)]
#[macro_export]
macro_rules! __newtype {
    ($ty:ident) => {
        impl $crate::runtime::wire::Wire for $ty {
            fn decode<'de, D: ::serde::Deserializer<'de>>(d: D) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::wire::Wire::decode(d).map(Self)
            }

            fn encode<S: ::serde::Serializer>(&self, s: S) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::runtime::wire::Wire::encode(&self.0, s)
            }
        }
        $crate::runtime::wire::serde_by_wire!($ty);
    };
}
#[doc(hidden)]
pub use crate::__newtype as newtype;
