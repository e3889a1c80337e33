//! Content that no type is generated from: an object or a list in a media type that the client neither reads nor writes.

use crate::base::pointer::Pointer;
use crate::diagnostic::code;
use crate::document::{MediaType, Schema, SchemaRef, SchemaType};
use crate::lower::Lowering;
use crate::openapi::media_type::essence;

/// What the content is.
#[derive(Debug, Clone, Copy)]
pub(in crate::lower) enum Use {
    RequestBody,
    Response,
    Error,
}

impl Lowering<'_> {
    /// Reports content whose schema describes more than a single value, as its schema is not used. `form` is what the
    /// caller gets or gives.
    pub(in crate::lower) fn report_untyped(
        &mut self,
        at: &Pointer,
        (media, content): (&str, &MediaType),
        what: Use,
        form: &str,
    ) {
        if !self.has_structure(content) {
            return;
        }
        let what = match what {
            Use::RequestBody => "request body",
            Use::Response => "response",
            Use::Error => "error body",
        };
        let message = format!("`{}` {what} is {form}; its schema is not used", essence(media));
        self.report_grouped(&code::SCHEMA_UNUSED, at, message);
    }

    /// Returns true if the schema of a content describes an object, a list or a sequence.
    pub(in crate::lower) fn has_structure(&self, content: &MediaType) -> bool {
        content.item_schema.is_some()
            || content.schema.as_ref().is_some_and(|schema| self.is_structured(schema))
    }

    /// Returns true if values of a schema are objects or lists, some of them at least.
    pub(in crate::lower) fn is_structured(&self, schema: &SchemaRef) -> bool {
        let Some(own) = self.resolve_schema(schema) else { return false };
        let mut branches = own.all_of.iter().chain(&own.any_of).chain(&own.one_of);
        is_collection(own) || branches.any(|branch| self.resolve_schema(branch).is_some_and(is_collection))
    }
}

fn is_collection(schema: &Schema) -> bool {
    matches!(schema.of_type, Some(SchemaType::Object | SchemaType::Array)) || !schema.properties.is_empty()
}
