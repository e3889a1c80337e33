//! Response headers of an operation: each once, for all statuses that declare it.

use indexmap::IndexMap;

use crate::base::pointer::Pointer;
use crate::diagnostic::code;
use crate::document::{
    Header as Published, Operation, Ref, Resolved, Response, SchemaRef, SchemaType, ValueFormat,
};
use crate::ir::{Doc, Header, HeaderEncoding, Naming, Owner, Statuses, Type, TypeStep};
use crate::lower::Lowering;
use crate::lower::operation::status;
use crate::lower::schema::doc;
use crate::openapi::media_type::is_json;

/// Headers that are of no use to a caller: OpenAPI ignores the first ("Response Object"), the others belong to the
/// transport (RFC 9110, section 7.6.1) or to browsers (Fetch, section 3.3).
const IGNORED: [&str; 5] =
    ["content-type", "content-length", "connection", "keep-alive", "transfer-encoding"];
const BROWSER_PREFIX: &str = "access-control-";

/// A header as a response declares it.
struct Declared<'a> {
    wire: String,
    statuses: Statuses,
    at: Pointer,
    header: Resolved<'a, Published>,
}

/// A response with its statuses and its pointer.
type ResponseEntry<'a> = (Statuses, Pointer, Resolved<'a, Response>);

impl Lowering<'_> {
    /// Returns the response headers of an operation, those of successes first.
    pub(in crate::lower) fn lower_headers(
        &mut self,
        index: usize,
        operation: &Pointer,
        published: &Operation,
    ) -> Vec<Header> {
        let responses = self.sorted_responses(&operation.join("responses"), published);
        let declared = responses.iter().flat_map(|entry| self.declared_headers(entry));
        let mut by_name: IndexMap<String, Vec<Declared<'_>>> = IndexMap::new();
        for declared in declared {
            by_name.entry(declared.wire.to_ascii_lowercase()).or_default().push(declared);
        }
        by_name.retain(|_, all| !self.is_map(&all[0]));
        by_name.into_iter().map(|(name, all)| self.lower_header(index, &name, &all)).collect()
    }

    /// Returns true, and reports it, if a header stands for all headers with a prefix. No method reads those.
    fn is_map(&mut self, declared: &Declared<'_>) -> bool {
        let Some(prefix) = &declared.header.prefix else { return false };
        let message =
            format!("header `{}` stands for all that begin with `{prefix}`; it has no method", declared.wire);
        self.report_once(&code::HEADER_MAP, &declared.at, message);
        true
    }

    /// Returns every response, the narrowest success first.
    fn sorted_responses<'a>(&self, at: &Pointer, published: &'a Operation) -> Vec<ResponseEntry<'a>> {
        let all = published.responses.iter().map(|(status, response)| (status::statuses(*status), response));
        let mut responses: Vec<ResponseEntry<'a>> = Vec::new();
        for (statuses, response) in all.filter(|(statuses, _)| !status::is_informational(*statuses)) {
            let at = at.join(status::key(statuses));
            let found = self.document.response(&at, response);
            responses.extend(found.map(|(at, response)| (statuses, at, response)));
        }
        responses.sort_by_key(|(statuses, ..)| (!status::is_success(*statuses), *statuses));
        responses
    }

    /// Returns the headers of a response that get a method.
    fn declared_headers<'a>(&self, (statuses, at, response): &'a ResponseEntry<'_>) -> Vec<Declared<'a>> {
        let with_method = response.headers.iter().filter(|(wire, _)| has_method(wire));
        let declared = with_method.filter_map(|(wire, header)| {
            let (at, header) = self.document.header(&at.join("headers").join(wire), header)?;
            Some(Declared { wire: wire.clone(), statuses: *statuses, at, header })
        });
        declared.collect()
    }

    /// Lowers all declarations of one header: with the type of the first, or as text if they contradict each other.
    fn lower_header(&mut self, index: usize, name: &str, all: &[Declared<'_>]) -> Header {
        let first = &all[0];
        let with_success = all.iter().any(|declared| status::is_success(declared.statuses));
        let agree =
            all.iter().all(|other| self.schema_kind(&other.header) == self.schema_kind(&first.header));
        let (ty, encoding) = match name {
            "set-cookie" => (Type::Array(Box::new(Type::String)), HeaderEncoding::Lines),
            _ if agree => self.header_type(index, first),
            _ => (Type::String, HeaderEncoding::Simple),
        };
        let statuses = all.iter().map(|declared| declared.statuses).filter(|_| !with_success);
        Header {
            pointer: first.at.clone(),
            wire: first.wire.clone(),
            name: first.header.name.clone(),
            ty,
            encoding,
            only_with: statuses.collect(),
            doc: header_doc(&first.header),
        }
    }

    fn header_type(&mut self, index: usize, declared: &Declared<'_>) -> (Type, HeaderEncoding) {
        let Declared { wire, at, header, .. } = declared;
        let naming = Naming::of(Owner::Operation(index)).step(TypeStep::Header(wire.clone()));
        let (at, schema, encoding) = match &header.value_format {
            ValueFormat::Schema(schema) => {
                let encoding = if header.explode { HeaderEncoding::Exploded } else { HeaderEncoding::Simple };
                (at.join("schema"), Some(schema), encoding)
            }
            ValueFormat::Content(content) => {
                let media = content.keys().next().map(String::as_str).unwrap_or_default();
                let at = at.join("content").join(media).join("schema");
                let json = is_json(media);
                let schema = content.first().and_then(|(_, content)| content.schema.as_ref());
                let encoding = if json { HeaderEncoding::Json } else { HeaderEncoding::Simple };
                (at, schema.filter(|_| json), encoding)
            }
        };
        let ty = schema.map_or(Type::Any, |schema| self.lower_schema(&at, schema, &naming));
        match ty.strip_null().0 {
            // The text itself is more useful than text decoded as JSON.
            Type::Any if encoding != HeaderEncoding::Json => (Type::String, encoding),
            ty => (ty.clone(), encoding),
        }
    }

    /// Returns what distinguishes a number from a text, so that two declarations of a header can be compared.
    fn schema_kind(&self, header: &Published) -> Option<SchemaKind> {
        let schema = match header.value_format.schema()? {
            Ref::Own(schema) => schema,
            Ref::Reference(reference) => self.document.follow(reference)?.1,
        };
        let has = |branches: &[SchemaRef]| !branches.is_empty();
        let composed = [has(&schema.all_of), has(&schema.any_of), has(&schema.one_of)];
        Some(SchemaKind { of_type: schema.of_type, composed })
    }
}

/// The kind of a schema: its type, and which of `allOf`, `anyOf` and `oneOf` it has.
#[derive(PartialEq)]
struct SchemaKind {
    of_type: Option<SchemaType>,
    composed: [bool; 3],
}

/// Returns true if a method is generated for a header: its name is valid and of use to a caller.
fn has_method(wire: &str) -> bool {
    let name = wire.to_ascii_lowercase();
    let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte));
    is_name && !name.is_empty() && !IGNORED.contains(&name.as_str()) && !name.starts_with(BROWSER_PREFIX)
}

fn header_doc(header: &Published) -> Doc {
    let of_schema = header.value_format.schema().map(doc::of_schema_ref).unwrap_or_default();
    Doc {
        description: header.description.clone().or(of_schema.description),
        deprecated: header.deprecated,
        // Constraints are of no use to a reader of responses.
        ..Doc::default()
    }
}
