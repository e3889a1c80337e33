//! An object of the OpenAPI grammar: its fields, since when each is there, and what they ask of each other.

use super::kind::ValueKind;
use super::version::Version;

/// An object of the OpenAPI grammar.
pub struct Object {
    /// Which it is.
    pub id: ObjectId,
    /// What it is called in a message.
    pub name: &'static str,
    /// Its fields.
    pub fields: &'static [Field],
    /// What stands under a key that is no field and does not begin with `x-`.
    pub others: ValueKind,
    /// What a `$ref` in its place means.
    pub reference: Reference,
    /// The section of `components` that holds such objects.
    pub section: Option<&'static str>,
    /// The fields without which it cannot be understood.
    pub needs: &'static [&'static str],
    /// The field that a bare text in its place stands for.
    pub text: Option<&'static str>,
    /// Other required fields, with the first version that does not require them.
    pub required_until: &'static [(&'static str, Version)],
    /// Pairs of fields of which only one may be there.
    pub exclusive: &'static [(&'static str, &'static str)],
}

/// A field of an object.
pub struct Field {
    /// Its key.
    pub key: &'static str,
    /// What stands under it.
    pub kind: ValueKind,
    /// Which versions have it.
    pub versions: Versions,
}

/// Which versions of OpenAPI have a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Versions {
    /// All that have the object.
    All,
    /// Swagger 2.0 alone.
    Only2,
    /// This one and all later ones; of [`Version::Never`] none, but documents have it.
    Since(Version),
    /// None: the normal form has it for what OpenAPI 3.0, whose shape it has, has no field for.
    NormalForm,
}

/// What a `$ref` in the place of an object means.
#[derive(Debug, PartialEq, Eq)]
pub enum Reference {
    /// Nothing: there is no such thing in this place.
    No,
    /// Another object of the kind, which stands in for this one.
    Whole,
    /// Another object of the kind, to which this one adds.
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
    /// What stands under a key of a document of OpenAPI 3 or of the normal form.
    pub fn member(&self, key: &str) -> &ValueKind {
        match self.listed(key) {
            Some(kind) => kind,
            None if key.starts_with("x-") => &ValueKind::Any,
            None => &self.others,
        }
    }

    /// The keys of its fields in OpenAPI 3.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.fields.iter().filter(|field| field.versions != Versions::Only2).map(|field| field.key)
    }

    /// What stands under a key that is one of its fields in OpenAPI 3.
    pub fn listed(&self, key: &str) -> Option<&ValueKind> {
        let mut fields = self.fields.iter().filter(|field| field.versions != Versions::Only2);
        fields.find(|field| field.key == key).map(|field| &field.kind)
    }

    /// The field of that key in a published document; what Swagger 2.0 alone has goes first in one of that version.
    pub fn published(&self, key: &str, swagger: bool) -> Option<&'static Field> {
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

/// An object without fields, to write the others from.
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

/// A field of all versions.
pub(super) const fn always(key: &'static str, kind: ValueKind) -> Field {
    Field { key, kind, versions: Versions::All }
}

/// A field of Swagger 2.0 alone.
pub(super) const fn only_2_0(key: &'static str, kind: ValueKind) -> Field {
    Field { key, kind, versions: Versions::Only2 }
}

/// A field of one version and all later ones.
pub(super) const fn since(version: Version, key: &'static str, kind: ValueKind) -> Field {
    Field { key, kind, versions: Versions::Since(version) }
}

/// A field of the normal form.
pub(super) const fn of_normal_form(key: &'static str, kind: ValueKind) -> Field {
    Field { key, kind, versions: Versions::NormalForm }
}
