//! Prints the declaration, type and conversion of arguments.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::tokens::tokens;
use crate::rust::model::Argument;

impl Argument {
    /// Returns the type of a method's argument.
    pub(super) fn parameter_type(&self) -> TokenStream {
        tokens(&self.written())
    }

    /// Converts an argument of that name to the value.
    pub(super) fn converted(&self, name: &Ident) -> TokenStream {
        match self {
            Self::Plain(_) | Self::Borrowed(_) => quote!(#name),
            Self::Object => quote!(crate::JsonObject::of(#name)),
            Self::Text | Self::Into(_) => quote!(#name.into()),
            Self::Texts | Self::Intos(_) => quote!(#name.into_iter().map(Into::into).collect()),
            Self::List(_) => quote!(#name.into_iter().collect()),
        }
    }

    /// Returns the conversion of the runtime that `builder!` calls for an argument of `new`.
    pub(super) fn conversion(&self) -> Option<&'static str> {
        match self {
            Self::Plain(_) | Self::Borrowed(_) => None,
            Self::Text | Self::Into(_) => Some("into"),
            Self::Texts | Self::Intos(_) | Self::List(_) => Some("list"),
            Self::Object => Some("object"),
        }
    }

    /// Returns the type of the value.
    pub(super) fn value_type(&self) -> TokenStream {
        tokens(&match self {
            Self::Plain(ty) | Self::Into(ty) | Self::Borrowed(ty) => ty.clone(),
            Self::Object => "crate::JsonObject".to_owned(),
            Self::Text => "String".to_owned(),
            Self::Texts => "Vec<String>".to_owned(),
            Self::Intos(ty) | Self::List(ty) => format!("Vec<{ty}>"),
        })
    }
}
