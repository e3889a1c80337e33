//! Collects what has no type of its own in the client, with the reason: what the document does not describe, and what was
//! described in a way that no type has.

use std::collections::BTreeMap;

use crate::base::pointer::Pointer;
use crate::diagnostic::{Code, Location, Report, Severity, code};
use crate::document::{Document, Openness};
use crate::ir::{
    Api, BodyEncoding, Object, Operation, OperationPart, Shape, Statuses, Success, Type, TypeId, Untyped,
    UntypedForm, UntypedOwner,
};

/// Returns everything without a type, in the order of types and operations.
pub(super) fn collect(api: &Api, document: &Document, report: &Report) -> Vec<Untyped> {
    let mut collector = Collector { document, said: said(report), found: Vec::new() };
    for (id, def) in api.types() {
        collector.shape(id, &def.shape, &def.pointer);
    }
    for (index, operation) in api.operations.iter().enumerate().filter(|(_, one)| one.variant.is_none()) {
        collector.operation(index, operation);
    }
    collector.found
}

/// The diagnostics by their pointers; of several at one place, the most severe.
type Said<'r> = BTreeMap<&'r Pointer, (&'static Code, &'r str)>;

fn said(report: &Report) -> Said<'_> {
    let mut said = Said::new();
    let of_types = |code: &Code| {
        code.id.starts_with("TS4") || code.id.starts_with("TS5") || code == &code::SCHEMA_UNUSED
    };
    for found in report.diagnostics.iter().filter(|found| of_types(found.code)) {
        let Location::Normalised(at) = &found.location else { continue };
        let severity = |at: &Pointer| said.get(at).map(|(code, _)| code.severity);
        if severity(at).is_none_or(|known: Severity| known < found.code.severity) {
            said.insert(at, (found.code, &found.message));
        }
    }
    said
}

struct Collector<'a> {
    document: &'a Document,
    said: Said<'a>,
    found: Vec<Untyped>,
}

impl Collector<'_> {
    fn shape(&mut self, id: TypeId, shape: &Shape, at: &Pointer) {
        match shape {
            Shape::Alias(ty) => self.of_schema(UntypedOwner::Alias(id), ty, at),
            Shape::Object(object) => self.object(id, object, at),
            Shape::Union(union) => {
                for (index, variant) in union.variants.iter().enumerate() {
                    self.of_schema(UntypedOwner::Variant(id, index), &variant.ty, at);
                }
            }
            Shape::Enum(_) | Shape::Merged => {}
        }
    }

    fn object(&mut self, id: TypeId, object: &Object, at: &Pointer) {
        for (index, field) in object.fields.iter().enumerate() {
            self.of_schema(UntypedOwner::Member(id, index), &field.ty, &field.pointer);
        }
        if let Some(form) = object.rest.as_ref().and_then(form) {
            self.found.push(Untyped {
                owner: UntypedOwner::Others(id),
                pointer: at.join("additionalProperties"),
                form,
                reason: "additional members may have any value".to_owned(),
                code: None,
            });
        }
    }

    fn operation(&mut self, index: usize, operation: &Operation) {
        let owner = |part: OperationPart| UntypedOwner::Operation(index, part);
        for parameter in &operation.parameters {
            let part = OperationPart::Parameter(parameter.wire.clone());
            self.of_schema(owner(part), &parameter.ty, &self.document.schema_place(&parameter.pointer));
        }
        for header in &operation.headers {
            let part = OperationPart::Header(header.wire.clone());
            self.of_schema(owner(part), &header.ty, &self.document.schema_place(&header.pointer));
        }
        if let Some(body) = &operation.body {
            let raw = match body.encoding {
                BodyEncoding::Text => Some(UntypedForm::Text),
                BodyEncoding::Bytes => Some(UntypedForm::Bytes),
                _ => None,
            };
            let at = operation.pointer.join("requestBody");
            self.of_content(owner(OperationPart::Body), form(&body.ty), raw, &at);
        }
        let at = self.document.success_place(&operation.pointer);
        self.success(&owner(OperationPart::Success), &operation.success, &at);
        for case in &operation.errors {
            let at = operation.pointer.join_all(["responses", &status_key(case.statuses)]);
            let own = case.ty.as_ref().and_then(form);
            self.of_content(owner(OperationPart::Error(case.statuses)), own, None, &at);
        }
    }

    fn success(&mut self, owner: &UntypedOwner, success: &Success, at: &Pointer) {
        let (own, raw) = match success {
            Success::Unit => return,
            Success::Several(cases) => {
                for (statuses, success) in cases {
                    let at = at.parent().unwrap_or_default().join(status_key(*statuses));
                    self.success(owner, success, &at);
                }
                return;
            }
            Success::Json(ty) => (form(ty), None),
            Success::Stream(streamed) => (streamed.item.as_ref().and_then(form), None),
            Success::Text => (None, Some(UntypedForm::Text)),
            Success::Bytes => (None, Some(UntypedForm::Bytes)),
        };
        self.of_content(owner.clone(), own, raw, at);
    }

    /// Adds a value with a schema of its own, if its type is none.
    fn of_schema(&mut self, owner: UntypedOwner, ty: &Type, at: &Pointer) {
        let Some(form) = form(ty) else { return };
        if at.last().as_deref() == Some("required") {
            return self.add(owner, at, form, "required, but nowhere described");
        }
        let (inner, openness) = self.document.openness(at);
        self.add(owner, &inner, form, reason(openness));
    }

    /// Adds a body: JSON without a type, or text and bytes whose schema describes more than that.
    fn of_content(
        &mut self,
        owner: UntypedOwner,
        own: Option<UntypedForm>,
        raw: Option<UntypedForm>,
        at: &Pointer,
    ) {
        let (at, openness) = self.document.content_openness(at);
        match (own, raw) {
            (Some(form), _) => self.add(owner, &at, form, reason(openness)),
            (None, Some(form)) if openness.is_described() => {
                let reason = "the client neither reads nor writes the schema of this media type";
                self.found.push(Untyped {
                    owner,
                    pointer: at,
                    form,
                    reason: reason.to_owned(),
                    code: Some(code::SCHEMA_UNUSED.id),
                });
            }
            _ => {}
        }
    }

    /// Adds a value with the diagnostic at its place or below it, if there is one, else with a reason.
    fn add(&mut self, owner: UntypedOwner, at: &Pointer, form: UntypedForm, reason: &str) {
        let first_below = at.join("");
        let mut below = self.said.range::<&Pointer, _>(&first_below..);
        let below =
            || below.next().filter(|(pointer, _)| pointer.strip_prefix(at).is_some()).map(|(_, said)| said);
        let (reason, code) = match self.said.get(&at).or_else(below) {
            Some((code, message)) => ((*message).to_owned(), Some(code.id)),
            None => (reason.to_owned(), None),
        };
        self.found.push(Untyped { owner, pointer: at.clone(), form, reason, code });
    }
}

/// Returns what a type is that is any value, or that holds such values.
fn form(ty: &Type) -> Option<UntypedForm> {
    match ty {
        Type::Any => Some(UntypedForm::Any),
        other => other.parts().into_iter().any(|part| form(part).is_some()).then_some(UntypedForm::Holds),
    }
}

fn reason(openness: Openness) -> &'static str {
    match openness {
        Openness::Absent => "the document has no schema here",
        Openness::Anything => "its schema allows any value",
        Openness::Given => "`x-truespec-type` says so",
        Openness::Object => "an object whose members are not declared",
        Openness::List => "a list whose elements are not declared",
        Openness::Structure | Openness::Other => "its keywords describe no single type",
    }
}

/// Returns the key of a response.
fn status_key(statuses: Statuses) -> String {
    match statuses {
        Statuses::Code(code) => code.to_string(),
        Statuses::Range(digit) => format!("{digit}XX"),
        Statuses::Default => "default".to_owned(),
    }
}
