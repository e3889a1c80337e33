//! Forms made from typed bodies: each member is a part, in the declared order. Files and texts are sent unchanged,
//! lists as one part per element and objects as JSON, unless the document's `encoding` says otherwise.

use super::super::error::build::BuildError;
use super::super::json::codec::{Wire, to_value};
use super::super::parameter::definition::Param;
use super::super::parameter::style::encode_pairs;
use super::super::response::charset::Charset;
use super::super::response::content_type::charset;
use super::multipart::{Form, Part};
use super::upload::Upload;
use percent_encoding::percent_decode_str;
use serde_json::Value;
use std::collections::BTreeMap;

/// The encoding of one part (OpenAPI, "Encoding Object"), as a constant in generated code.
#[derive(Debug, Clone, Copy)]
pub struct PartEncoding {
    name: &'static str,
    content_type: Option<&'static str>,
    style: Option<Param>,
}

impl PartEncoding {
    /// Creates the encoding of the part of this name.
    pub const fn new(name: &'static str) -> Self {
        Self { name, content_type: None, style: None }
    }

    /// Sets the media type.
    pub const fn content_type(mut self, media_type: &'static str) -> Self {
        self.content_type = Some(media_type);
        self
    }

    /// Writes lists and objects in the style of a query parameter.
    pub const fn style(mut self, style: Param) -> Self {
        self.style = Some(style);
        self
    }

    /// Returns true if the value, even a list, is sent as one JSON text.
    fn is_json(&self) -> bool {
        self.content_type.is_some_and(|media_type| {
            let essence = media_type.split(';').next().unwrap_or_default().trim();
            essence == "application/json" || essence.ends_with("+json")
        })
    }
}

/// A type that can be sent as a form: types that implement it by `form!`, and JSON objects.
pub trait ToForm {
    /// Converts the value to a form.
    ///
    /// # Errors
    /// A member cannot be sent.
    fn to_form(&self, encodings: &[PartEncoding]) -> Result<Form, BuildError>;
}

impl ToForm for Form {
    fn to_form(&self, _: &[PartEncoding]) -> Result<Form, BuildError> {
        Ok(self.clone())
    }
}

impl<T: Wire> ToForm for T {
    fn to_form(&self, encodings: &[PartEncoding]) -> Result<Form, BuildError> {
        let mut parts = Parts::new(encodings);
        match to_value(self).map_err(|error| BuildError::new(format!("the body: {error}")))? {
            Value::Object(members) => {
                members.into_iter().for_each(|(name, value)| parts.push_value(&name, value));
                Ok(parts.form)
            }
            _ => Err(BuildError::new("the body is no object, so no form can be made of it")),
        }
    }
}

/// A form under construction.
pub struct Parts<'a> {
    form: Form,
    encodings: &'a [PartEncoding],
}

impl<'a> Parts<'a> {
    /// Creates a form without parts.
    pub fn new(encodings: &'a [PartEncoding]) -> Self {
        Self { form: Form::new(), encodings }
    }

    /// Adds a member.
    ///
    /// # Errors
    /// The member cannot be sent.
    pub fn member<T: ToParts>(&mut self, name: &str, member: &T) -> Result<(), BuildError> {
        member.to_parts(name, self)
    }

    /// Adds members that the document does not declare.
    ///
    /// # Errors
    /// A member cannot be sent.
    pub fn members<T: ToParts>(&mut self, members: &BTreeMap<String, T>) -> Result<(), BuildError> {
        members.iter().try_for_each(|(name, member)| self.member(name, member))
    }

    /// Returns the form.
    pub fn form(self) -> Form {
        self.form
    }

    fn encoding(&self, name: &str) -> Option<PartEncoding> {
        self.encodings.iter().find(|encoding| encoding.name == name).copied()
    }

    /// Adds a part with its declared media type. If a range or list of media types is declared, the caller chooses one.
    fn push(&mut self, name: &str, part: Part) {
        let declared = self.encoding(name).and_then(|encoding| encoding.content_type);
        let part = match declared.filter(|declared| !declared.contains(['*', ','])) {
            Some(media_type) => part.or_content_type(media_type),
            None => part,
        };
        self.form.push(name, part);
    }

    fn push_value(&mut self, name: &str, value: Value) {
        let encoding = self.encoding(name);
        if let Some(style) = encoding.and_then(|encoding| encoding.style) {
            return self.push_styled(&style, name, &value);
        }
        let is_json = encoding.is_some_and(|encoding| encoding.is_json());
        match value {
            Value::Null => {}
            value if is_json => self.push(name, Part::text(value.to_string())),
            Value::String(text) => self.text(name, text),
            Value::Array(elements) => elements.into_iter().for_each(|element| self.push_value(name, element)),
            object @ Value::Object(_) if encoding.is_some_and(|encoding| encoding.content_type.is_some()) => {
                self.push(name, Part::text(object.to_string()))
            }
            object @ Value::Object(_) => {
                self.push(name, Part::text(object.to_string()).content_type("application/json"));
            }
            scalar => self.push(name, Part::text(scalar.to_string())),
        }
    }

    /// A text in the charset that its media type says; where that has no bytes for it, the media type says none.
    fn text(&mut self, name: &str, text: String) {
        let declared = self.encoding(name).and_then(|encoding| encoding.content_type);
        let part = match declared.and_then(|media_type| Some((media_type, charset(media_type)?))) {
            None => Part::text(text),
            Some((media_type, label)) => {
                match Charset::of(label).and_then(|known| known.encode(&text).ok()) {
                    Some(bytes) => Part::bytes(bytes).content_type(media_type),
                    None => {
                        Part::text(text).content_type(media_type.split(';').next().unwrap_or_default().trim())
                    }
                }
            }
        };
        self.push(name, part);
    }

    /// The pairs that a query would have, without the encoding that only a query needs.
    fn push_styled(&mut self, style: &Param, name: &str, value: &Value) {
        for pair in encode_pairs(style, name, value) {
            let (name, value) = pair.split_once('=').unwrap_or((&pair, ""));
            let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
            self.form.push(decoded(name), Part::text(decoded(value)));
        }
    }
}

/// A type that can be a member of a form.
pub trait ToParts {
    /// Adds the parts of the member: none if it is absent, several for a list.
    ///
    /// # Errors
    /// The member cannot be sent.
    fn to_parts(&self, name: &str, parts: &mut Parts<'_>) -> Result<(), BuildError>;
}

impl<T: Wire> ToParts for T {
    fn to_parts(&self, name: &str, parts: &mut Parts<'_>) -> Result<(), BuildError> {
        let value = to_value(self).map_err(|error| BuildError::new(format!("the part {name}: {error}")))?;
        parts.push_value(name, value);
        Ok(())
    }
}

macro_rules! impl_to_parts {
    ($($ty:ty),*) => {$(
        impl ToParts for $ty {
            fn to_parts(&self, name: &str, parts: &mut Parts<'_>) -> Result<(), BuildError> {
                parts.push(name, Part::from(self.clone()));
                Ok(())
            }
        }

        impl ToParts for Vec<$ty> {
            fn to_parts(&self, name: &str, parts: &mut Parts<'_>) -> Result<(), BuildError> {
                self.iter().try_for_each(|one| one.to_parts(name, parts))
            }
        }

        impl ToParts for Option<$ty> {
            fn to_parts(&self, name: &str, parts: &mut Parts<'_>) -> Result<(), BuildError> {
                self.iter().try_for_each(|one| one.to_parts(name, parts))
            }
        }

        impl ToParts for Option<Vec<$ty>> {
            fn to_parts(&self, name: &str, parts: &mut Parts<'_>) -> Result<(), BuildError> {
                self.iter().try_for_each(|some| some.to_parts(name, parts))
            }
        }
    )*};
}

impl_to_parts!(Upload, Part);

/// Implements `ToForm` for a struct with files, with one line per member:
/// `form!(NewFile { file: "file", note: "note" } rest extra);`. It has no JSON form.
#[doc(hidden)]
#[macro_export]
macro_rules! __form {
    ($ty:ident { $($field:ident : $name:literal),* $(,)? } $(rest $rest:ident)?) => {
        impl $crate::runtime::body::fields::ToForm for $ty {
            fn to_form(
                &self,
                encodings: &[$crate::runtime::body::fields::PartEncoding],
            ) -> ::std::result::Result<
                $crate::runtime::body::multipart::Form,
                $crate::runtime::error::build::BuildError,
            > {
                let mut parts = $crate::runtime::body::fields::Parts::new(encodings);
                $(parts.member($name, &self.$field)?;)*
                $(parts.members(&self.$rest)?;)?
                Ok(parts.form())
            }
        }
    };
}
#[doc(hidden)]
pub use crate::__form as form;
