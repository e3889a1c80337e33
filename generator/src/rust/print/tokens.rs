//! Text as tokens.

use proc_macro2::TokenStream;
use quote::quote;

/// Written code as tokens. What is written here is always Rust; were it not, the emitted crate would say so where it is
/// compiled.
pub(super) fn tokens(code: &str) -> TokenStream {
    code.parse().unwrap_or_else(|_| {
        debug_assert!(false, "not Rust: {code}");
        let message = format!("truespec wrote what is not Rust: {code}");
        quote!(compile_error!(#message))
    })
}
