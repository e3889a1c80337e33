//! An object of the OpenAPI grammar: its fields, their versions, and the rules between them.

use super::kind::ValueKind;
use super::version::Version;

/// An object of the OpenAPI grammar.
pub struct Object {
    /// Its identity.
    pub id: ObjectId,
    /// Its name in diagnostics.
    pub name: &'static str,
    /// Its fields.
    pub fields: &'static [Field],
    /// The kind of values under keys that are not fields and do not begin with `x-`.
    pub others: ValueKind,
    /// The meaning of a `$ref` in its place.
    pub reference: Reference,
    /// The section of `components` that holds such objects.
    pub section: Option<&'static str>,
    /// Required fields. An object without one of them is left out.
    pub needs: &'static [&'static str],
    /// The field that receives a bare string in the place of the object.
    pub text: Option<&'static str>,
    /// Other required fields, with the first version that does not require them.
    pub required_until: &'static [(&'static str, Version)],
    /// Pairs of fields that exclude each other.
    pub exclusive: &'static [(&'static str, &'static str)],
}

/// A field of an object.
pub struct Field {
    /// Its key.
    pub key: &'static str,
    /// The kind of its value.
    pub kind: ValueKind,
    /// The versions that have it.
    pub versions: Versions,
}

/// The versions of OpenAPI that have a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Versions {
    /// All versions that have the object.
    All,
    /// Swagger 2.0 only.
    Only2,
    /// This version and all later ones. [`Version::Never`]: no version, but published documents have it.
    Since(Version),
    /// None: the normal form adds it to OpenAPI 3.0.
    NormalForm,
}

/// The meaning of a `$ref` in the place of an object.
#[derive(Debug, PartialEq, Eq)]
pub enum Reference {
    /// References are not allowed here.
    No,
    /// The target replaces this object.
    Whole,
    /// This object adds to the target.
    Part,
}

/// The objects of the grammar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each says its own name")]
pub enum ObjectId {
    Document,
    Info,
    Contact,
    License,
    Tag,
    ExternalDocs,
    Server,
    ServerVariable,
    Components,
    Paths,
    PathItem,
    Operation,
    Parameter,
    Querystring,
    Header,
    RequestBody,
    Responses,
    Response,
    MediaType,
    Encoding,
    Example,
    Link,
    Callback,
    Xml,
    Discriminator,
    SecurityScheme,
    Flows,
    ImplicitFlow,
    TokenFlow,
    CodeFlow,
}

impl Object {
    /// Returns the kind of the value under a key, in OpenAPI 3 or the normal form.
    pub fn member(&self, key: &str) -> &ValueKind {
        match self.field_kind(key) {
            Some(kind) => kind,
            None if key.starts_with("x-") => &ValueKind::Any,
            None => &self.others,
        }
    }

    /// Returns the keys of its fields in OpenAPI 3.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.fields.iter().filter(|field| field.versions != Versions::Only2).map(|field| field.key)
    }

    /// Returns the kind of a field of OpenAPI 3; `None` if the key is not a field.
    pub fn field_kind(&self, key: &str) -> Option<&ValueKind> {
        let mut fields = self.fields.iter().filter(|field| field.versions != Versions::Only2);
        fields.find(|field| field.key == key).map(|field| &field.kind)
    }

    /// Returns the field of a published document with a key. In a document of Swagger 2.0, fields of that version take
    /// precedence.
    pub fn published_field(&self, key: &str, swagger: bool) -> Option<&'static Field> {
        let of_2_0 = |field: &&Field| field.versions == Versions::Only2;
        let of_3 = |field: &&Field| !matches!(field.versions, Versions::Only2 | Versions::NormalForm);
        let fields: &'static [Field] = self.fields;
        let mut found = fields.iter().filter(|field| field.key == key);
        match found.clone().find(of_2_0) {
            Some(field) if swagger => Some(field),
            _ => found.find(of_3),
        }
    }
}

impl std::fmt::Debug for Object {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// Returns an object without fields, as a base for the others.
pub(super) const fn object(id: ObjectId, name: &'static str) -> Object {
    Object {
        id,
        name,
        fields: &[],
        others: ValueKind::Any,
        reference: Reference::No,
        section: None,
        needs: &[],
        text: None,
        required_until: &[],
        exclusive: &[],
    }
}

/// Returns a field of all versions.
pub(super) const fn always(key: &'static str, kind: ValueKind) -> Field {
    Field { key, kind, versions: Versions::All }
}

/// Returns a field of Swagger 2.0 only.
pub(super) const fn only_2_0(key: &'static str, kind: ValueKind) -> Field {
    Field { key, kind, versions: Versions::Only2 }
}

/// Returns a field of one version and all later ones.
pub(super) const fn since(version: Version, key: &'static str, kind: ValueKind) -> Field {
    Field { key, kind, versions: Versions::Since(version) }
}

/// Returns a field of the normal form.
pub(super) const fn of_normal_form(key: &'static str, kind: ValueKind) -> Field {
    Field { key, kind, versions: Versions::NormalForm }
}
