//! Prints the declaration, type and conversion of arguments.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::tokens::tokens;
use crate::rust::model::Argument;

impl Argument {
    /// Returns the form for the runtime's macros: a kind, and a type if it needs one.
    pub(super) fn macro_form(&self) -> String {
        match self {
            Self::Plain(ty) => format!("plain {ty}"),
            Self::Text => "text".to_owned(),
            Self::Into(ty) => format!("into {ty}"),
            Self::Texts => "texts".to_owned(),
            Self::Intos(ty) => format!("intos {ty}"),
            Self::List(ty) => format!("list {ty}"),
        }
    }

    /// Returns the type of a method's argument.
    pub(super) fn parameter_type(&self) -> TokenStream {
        tokens(&self.written())
    }

    /// Converts an argument of that name to the value.
    pub(super) fn converted(&self, name: &Ident) -> TokenStream {
        match self {
            Self::Plain(_) => quote!(#name),
            Self::Text | Self::Into(_) => quote!(#name.into()),
            Self::Texts | Self::Intos(_) => quote!(#name.into_iter().map(Into::into).collect()),
            Self::List(_) => quote!(#name.into_iter().collect()),
        }
    }

    /// Returns the type of the value.
    pub(super) fn value_type(&self) -> TokenStream {
        tokens(&match self {
            Self::Plain(ty) | Self::Into(ty) => ty.clone(),
            Self::Text => "String".to_owned(),
            Self::Texts => "Vec<String>".to_owned(),
            Self::Intos(ty) | Self::List(ty) => format!("Vec<{ty}>"),
        })
    }
}
