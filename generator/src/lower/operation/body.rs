//! Request bodies: types, encodings and parts.

use crate::base::pointer::Pointer;
use crate::diagnostic::code;
use crate::document::{Encoding, MediaType, Operation as Published};
use crate::ir::{
    Body, BodyEncoding, Doc, Naming, ParameterEncoding, PartEncoding, Rules, Style, TextFormat, Type,
    TypeStep,
};
use crate::lower::Lowering;
use crate::lower::operation::body_choice::Choice;
use crate::lower::operation::body_need;
use crate::lower::operation::stream::{framing, item_schema};
use crate::lower::schema::doc;
use crate::lower::schema::shape::operation_naming;
use crate::lower::untyped::Use;
use crate::openapi::charset::{charset, is_utf8};
use crate::openapi::media_type::{essence, is_json, is_text};

/// A body that an operation can be called with, and the word for its method.
pub(in crate::lower) struct BodyOption {
    pub word: String,
    pub body: Body,
}

impl Lowering<'_> {
    /// Returns the bodies that an operation can send. The first belongs to the operation itself, each other to an
    /// operation after it.
    pub(in crate::lower) fn lower_bodies(
        &mut self,
        index: usize,
        operation: &Pointer,
        published: &Published,
    ) -> Vec<BodyOption> {
        let at = operation.join("requestBody");
        let Some(published) = &published.request_body else { return Vec::new() };
        let Some((at, body)) = self.document.request_body(&at, published) else {
            self.report_dangling(
                &at,
                "reference target of the request body not found or unusable; the body is left out",
            );
            return Vec::new();
        };
        if body.content.is_empty() {
            self.report_once(&code::INCOMPLETE, &at, "request body without a media type; nothing is sent");
        }
        let choices = self.body_choices(&at, &body);
        let body_at = at.clone();
        let is_optional = body.optional || self.optional_bodies;
        let options = choices.into_iter().enumerate().map(|(offset, choice)| {
            let naming = operation_naming(&at, index + offset, TypeStep::Body);
            let at = at.join("content").join(choice.media);
            let ty = self.body_type(&at, &choice, &naming);
            let of_schema = choice.content.schema.as_ref().map(doc::of_schema_ref).unwrap_or_default();
            let description = body.description.clone().or(of_schema.description);
            let is_meant = offset == 0 && !body.required && !is_optional && self.is_meant(&choice, &ty);
            if is_meant {
                let message = "request body is not `required`, but its schema requires members; \
                               it is an argument of the method";
                self.report_grouped(&code::BODY_MEANT, &body_at, message.to_owned());
            }
            self.report_unwritten(&at, &choice);
            let sent = Body {
                required: body.required || is_meant,
                media_type: sendable(choice.media, choice.encoding),
                encoding: choice.encoding,
                ty,
                rules: self.body_rules(&at.join("schema"), &choice),
                member: None,
                empty_is_file: choice.content.empty_is_file,
                parts: self.part_encodings(&at.join("encoding"), &choice),
                doc: Doc { description, ..Doc::default() },
            };
            BodyOption { word: choice.word, body: sent }
        });
        options.collect()
    }

    /// Returns true if every value of a body has members, so that a request without a body is not meant.
    fn is_meant(&self, choice: &Choice<'_>, ty: &Type) -> bool {
        let is_form = matches!(choice.encoding, BodyEncoding::Form | BodyEncoding::Multipart);
        let null = choice.content.schema.as_ref().is_some_and(|schema| self.admits_null(schema));
        (is_form || choice.encoding == BodyEncoding::Json)
            && !null
            && body_need::requires_members(&self.types, ty)
    }

    /// Reports a schema of a body that the caller writes.
    fn report_unwritten(&mut self, at: &Pointer, choice: &Choice<'_>) {
        let content = (choice.media, choice.content);
        match (choice.encoding, framing(choice.media)) {
            (BodyEncoding::Text, Some(_)) if self.has_structure(choice.content) => {
                let message = "request body is an event stream; the method takes the text of the events";
                self.report_once(&code::EVENTS_TEXT, at, message);
            }
            // A form without properties has a diagnostic of its own.
            (BodyEncoding::Text, None) if encoding(choice.media) == BodyEncoding::Text => {
                self.report_untyped(at, content, Use::RequestBody, "a text");
            }
            (BodyEncoding::Bytes, _) => self.report_untyped(at, content, Use::RequestBody, "bytes"),
            // Only media types that consist of items have a schema of an item.
            (BodyEncoding::Json, _) if choice.content.schema.is_none() => {
                self.report_untyped(at, content, Use::RequestBody, "any JSON");
            }
            _ => {}
        }
    }

    /// Returns the type of a body.
    fn body_type(&mut self, at: &Pointer, choice: &Choice<'_>, naming: &Naming) -> Type {
        match choice.encoding {
            BodyEncoding::Text => Type::String,
            BodyEncoding::Bytes => Type::Format(TextFormat::File),
            BodyEncoding::Lines => {
                let item = framing(choice.media).and_then(|_| item_schema(at, choice.content));
                let item = item.map_or(Type::Any, |(at, schema)| self.lower_schema(&at, schema, naming));
                Type::Array(Box::new(item))
            }
            // Sequential parts: the caller builds the form, whatever the parts are.
            BodyEncoding::Multipart
                if choice.content.schema.is_none() && choice.content.item_schema.is_some() =>
            {
                Type::Array(Box::new(Type::Any))
            }
            _ => {
                let content: &MediaType = choice.content;
                let at = at.join("schema");
                let ty = content
                    .schema
                    .as_ref()
                    .map_or(Type::Any, |schema| self.lower_schema(&at, schema, naming));
                ty.strip_null().0.clone()
            }
        }
    }

    /// Returns the constraints of a body that is a value with a schema.
    fn body_rules(&mut self, at: &Pointer, choice: &Choice<'_>) -> Rules {
        match (choice.encoding, &choice.content.schema) {
            (BodyEncoding::Text | BodyEncoding::Bytes | BodyEncoding::Lines, _) | (_, None) => {
                Rules::default()
            }
            (_, Some(schema)) => self.rules(at, schema.into()),
        }
    }

    /// Returns the encodings that the document declares for the members of a form.
    fn part_encodings(&mut self, at: &Pointer, choice: &Choice<'_>) -> Vec<PartEncoding> {
        let encoding = choice.encoding;
        if !matches!(encoding, BodyEncoding::Form | BodyEncoding::Multipart) {
            return Vec::new();
        }
        self.report_encodings(at, choice);
        let parts = choice.content.encoding.iter().map(|(wire, declared)| {
            let content_type = declared.content_type.clone();
            let json = content_type.as_deref().is_some_and(is_json);
            let style = match (declared_style(declared), encoding) {
                (None, BodyEncoding::Form) if json => Some(ParameterEncoding::Json),
                (style, _) => style,
            };
            let headers =
                if encoding == BodyEncoding::Multipart { own_headers(declared) } else { Vec::new() };
            PartEncoding { wire: wire.clone(), content_type, style, headers }
        });
        let declared = |part: &PartEncoding| {
            part.content_type.is_some() || part.style.is_some() || !part.headers.is_empty()
        };
        let parts: Vec<PartEncoding> = parts.filter(declared).collect();
        for part in parts.iter().filter(|part| !part.headers.is_empty()) {
            let message =
                format!("form part `{}` has headers of its own: `{}`", part.wire, part.headers.join("`, `"));
            self.report_grouped(&code::PART_HEADERS, &at.join(&part.wire).join("headers"), message);
        }
        parts
    }
}

impl Lowering<'_> {
    /// Reports encodings of a form that are not applied.
    fn report_encodings(&mut self, at: &Pointer, choice: &Choice<'_>) {
        if choice.content.has_positions {
            let message = format!("parts of the `{}` body are not encoded by their position", choice.media);
            self.report_once(&code::PART_ENCODING, &at.parent().unwrap_or_default(), message);
        }
        let schema = choice.content.schema.as_ref().and_then(|schema| self.resolve_schema(schema));
        let is_structured = |wire: &String| {
            let property = schema.and_then(|schema| schema.properties.get(wire));
            property.is_some_and(|property| self.is_structured(property))
        };
        let mut unapplied = Vec::new();
        for (wire, declared) in &choice.content.encoding {
            let media = declared.content_type.as_deref().unwrap_or_default();
            if is_written_by_hand(declared) && is_structured(wire) {
                let how = match choice.encoding {
                    BodyEncoding::Multipart => "its type is a `Part`, which the caller writes",
                    _ => "it is sent in brackets",
                };
                unapplied.push((wire, format!("`{wire}` is not written as `{media}`; {how}")));
            } else if declared.is_nested {
                unapplied.push((wire, format!("parts within the part `{wire}` are not encoded")));
            }
        }
        for (wire, message) in unapplied {
            self.report_once(&code::PART_ENCODING, &at.join(wire), message);
        }
    }
}

/// Returns true if the client does not write objects and lists in the media type of a part. JSON under the names of
/// plain text and of any bytes is common.
pub(in crate::lower) fn is_written_by_hand(declared: &Encoding) -> bool {
    declared.style.is_none() && declared.content_type.as_deref().is_some_and(is_foreign)
}

/// Returns true for one media type that is not JSON, plain text or any bytes.
pub(in crate::lower) fn is_foreign(media: &str) -> bool {
    !media.contains([',', '*'])
        && !is_json(media)
        && !["text/plain", "application/octet-stream"].contains(&essence(media).as_str())
}

/// Returns the headers that an Encoding Object declares, without those that every part has.
fn own_headers(declared: &Encoding) -> Vec<String> {
    let is_own = |name: &str| {
        !["content-type", "content-disposition"].iter().any(|known| name.eq_ignore_ascii_case(known))
    };
    declared.headers.iter().filter(|name| is_own(name)).cloned().collect()
}

/// Returns the style of an Encoding Object if it declares one; `explode` is true by default for `form` only.
fn declared_style(declared: &Encoding) -> Option<ParameterEncoding> {
    let is_form = declared.explode == Some(false) || declared.reserved.is_some();
    let style = declared.style.or(is_form.then_some(Style::Form))?;
    let explode = style.explodes_as(declared.explode);
    Some(ParameterEncoding::Style { style, explode, allow_reserved: declared.reserved.unwrap_or_default() })
}

/// Returns a media type as a header value: a range is replaced by the media type of the encoding, parameters follow
/// semicolons, and of several media types in one key the first is used.
pub(in crate::lower) fn sendable(media: &str, encoding: BodyEncoding) -> String {
    let media = match charset(media) {
        // JSON (RFC 8259, section 8.1) and forms are always UTF-8, so another charset is dropped.
        Some(label) if matches!(encoding, BodyEncoding::Json | BodyEncoding::Form) && !is_utf8(&label) => {
            &without_charset(media)
        }
        _ => media,
    };
    let essence = essence(media);
    let is_whole = media.contains([';', ',']) || essence.eq_ignore_ascii_case(media);
    let media = if is_whole { media } else { &essence };
    let any = media.contains('*');
    match (encoding, media.split_once(',')) {
        (BodyEncoding::Json, _) if any => "application/json".to_owned(),
        (BodyEncoding::Text, _) if any => "text/plain".to_owned(),
        (BodyEncoding::Multipart, _) if any => "multipart/form-data".to_owned(),
        // A comma in a parameter is part of it.
        (_, Some((first, rest))) if !first.contains(';') => {
            let is_parameter = rest.contains('=') && !rest.contains('/');
            if is_parameter { format!("{first};{rest}") } else { first.trim().to_owned() }
        }
        _ => media.to_owned(),
    }
}

fn without_charset(media: &str) -> String {
    let kept = media.split(';').filter(|part| !part.trim().to_ascii_lowercase().starts_with("charset"));
    kept.collect::<Vec<_>>().join(";")
}

/// Returns how a body of a media type is written.
pub(in crate::lower) fn encoding(media: &str) -> BodyEncoding {
    let essence = essence(media);
    match essence.as_str() {
        "application/x-www-form-urlencoded" => BodyEncoding::Form,
        _ if essence.starts_with("multipart/") => BodyEncoding::Multipart,
        _ if is_json(media) => BodyEncoding::Json,
        _ if is_text(media) => BodyEncoding::Text,
        _ => BodyEncoding::Bytes,
    }
}
