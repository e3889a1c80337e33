//! Request bodies: which media type is sent, and how.

use openapiv3::{MediaType, Operation as Published};

use super::{Lowering, doc};
use crate::diagnostic::code;
use crate::ir::{Body, BodyEncoding, Doc, Naming, Owner, Step, Type};
use crate::pointer::Pointer;

impl Lowering<'_> {
    /// What an operation sends.
    pub(super) fn body(&mut self, index: usize, operation: &Pointer, published: &Published) -> Option<Body> {
        let at = operation.join("requestBody");
        let (at, body) = match self.resolved.request_body(&at, published.request_body.as_ref()?) {
            Some(found) => found,
            None => {
                self.note(
                    &code::DANGLING,
                    &at,
                    "this request body's `$ref` points at nothing that can be used",
                );
                return None;
            }
        };
        // The first of those that carry most: a vendor who offers JSON means it.
        let (media, content) = body.content.iter().min_by_key(|(media, _)| rank(encoding(media)))?;
        let encoding = encoding(media);
        let others: Vec<&str> =
            body.content.keys().filter(|other| *other != media).map(String::as_str).collect();
        if !others.is_empty() {
            let message = format!("`{media}` is what is sent; `{}` are not offered", others.join("`, `"));
            self.note(&code::MEDIA_TYPE_UNUSED, &at.join("content"), message);
        }
        let naming = Naming::of(Owner::Operation(index)).step(Step::Body);
        let at = at.join("content").join(media).join("schema");
        let ty = self.body_type(&at, content, encoding, &naming);
        let of_schema = content.schema.as_ref().map(doc::of_schema).unwrap_or_default();
        let doc = Doc { description: body.description.clone().or(of_schema.description), ..Doc::default() };
        Some(Body { required: body.required, media_type: media.clone(), encoding, ty, doc })
    }

    fn body_type(
        &mut self,
        at: &Pointer,
        content: &MediaType,
        encoding: BodyEncoding,
        naming: &Naming,
    ) -> Type {
        match encoding {
            BodyEncoding::Text => Type::String,
            BodyEncoding::Bytes => Type::Format(crate::ir::Format::Binary),
            _ => {
                let ty = content.schema.as_ref().map_or(Type::Any, |schema| self.schema(at, schema, naming));
                ty.strip_null().0.clone()
            }
        }
    }
}

/// How a media type is written.
pub(super) fn encoding(media: &str) -> BodyEncoding {
    let essence = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match essence.as_str() {
        "application/x-www-form-urlencoded" => BodyEncoding::Form,
        _ if essence.starts_with("multipart/") => BodyEncoding::Multipart,
        _ if is_json(&essence) => BodyEncoding::Json,
        _ if essence.starts_with("text/") || essence.ends_with("xml") || essence.ends_with("yaml") => {
            BodyEncoding::Text
        }
        _ => BodyEncoding::Bytes,
    }
}

/// JSON by any of its names; a wildcard means the vendor never said, and JSON is what they mean.
pub(super) fn is_json(essence: &str) -> bool {
    essence == "application/json"
        || essence == "text/json"
        || essence == "*/*"
        || essence == "application/*"
        || essence.ends_with("+json")
}

fn rank(encoding: BodyEncoding) -> u8 {
    match encoding {
        BodyEncoding::Json => 0,
        BodyEncoding::Multipart => 1,
        BodyEncoding::Form => 2,
        BodyEncoding::Text => 3,
        BodyEncoding::Bytes => 4,
    }
}
