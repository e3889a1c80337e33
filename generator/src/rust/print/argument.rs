//! Arguments as they are declared, typed and converted.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::tokens::tokens;
use crate::rust::model::Argument;

impl Argument {
    /// As the runtime's macros take it: a kind, and a type where it needs one.
    pub(super) fn declared(&self) -> String {
        match self {
            Self::Plain(ty) => format!("plain {ty}"),
            Self::Text => "text".to_owned(),
            Self::Into(ty) => format!("into {ty}"),
            Self::Texts => "texts".to_owned(),
            Self::Intos(ty) => format!("intos {ty}"),
            Self::List(ty) => format!("list {ty}"),
        }
    }

    /// The type of a method's argument.
    pub(super) fn parameter(&self) -> TokenStream {
        tokens(&self.written())
    }

    /// The value itself, from an argument of that name.
    pub(super) fn converted(&self, name: &Ident) -> TokenStream {
        match self {
            Self::Plain(_) => quote!(#name),
            Self::Text | Self::Into(_) => quote!(#name.into()),
            Self::Texts | Self::Intos(_) => quote!(#name.into_iter().map(Into::into).collect()),
            Self::List(_) => quote!(#name.into_iter().collect()),
        }
    }

    /// The type of the value itself.
    pub(super) fn value(&self) -> TokenStream {
        tokens(&match self {
            Self::Plain(ty) | Self::Into(ty) => ty.clone(),
            Self::Text => "String".to_owned(),
            Self::Texts => "Vec<String>".to_owned(),
            Self::Intos(ty) | Self::List(ty) => format!("Vec<{ty}>"),
        })
    }
}
