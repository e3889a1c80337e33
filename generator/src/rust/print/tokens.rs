//! Converts text to tokens.

use proc_macro2::TokenStream;
use quote::quote;

/// Converts printed code to tokens. It is always valid Rust; if it were not, compiling the emitted crate would report
/// it.
pub(super) fn tokens(code: &str) -> TokenStream {
    code.parse().unwrap_or_else(|_| {
        debug_assert!(false, "not Rust: {code}");
        let message = format!("truespec wrote what is not Rust: {code}");
        quote!(compile_error!(#message))
    })
}
