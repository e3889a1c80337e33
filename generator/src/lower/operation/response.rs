//! Responses: what comes back when all is well, and what when it is not.

use crate::base::pointer::Pointer;
use crate::diagnostic::code;
use crate::document::{Content, MediaType, Operation as Published, Response};
use crate::ir::{BodyEncoding, ErrorCase, Naming, Statuses, Success, TextFormat, Type, TypeStep};
use crate::lower::Lowering;
use crate::lower::operation::body::encoding;
use crate::lower::operation::status::{is_informational, is_success, key, statuses};
use crate::lower::operation::stream;
use crate::lower::schema::shape::naming;
use crate::openapi::media_type::is_json;

impl Lowering<'_> {
    /// What an operation answers.
    pub(in crate::lower) fn responses(
        &mut self,
        index: usize,
        operation: &Pointer,
        published: &Published,
    ) -> (Success, Vec<ErrorCase>) {
        let at = operation.join("responses");
        let mut successes = Vec::new();
        let mut errors = Vec::new();
        let has_success = published.responses.iter().any(|(status, _)| is_success(statuses(*status)));
        for (status, response) in &published.responses {
            let status = statuses(*status);
            let at = at.join(key(status));
            let Some((target, response)) = self.document.response(&at, response) else {
                self.dangling(
                    &at,
                    "reference target of the response not found or unusable; the response is left out",
                );
                continue;
            };
            // A lone `default` describes the success as well: there is nothing else it could be about.
            if is_success(status) || (status == Statuses::Default && !has_success) {
                successes.push((status, self.success(index, status, &target, &response)));
                if status == Statuses::Default {
                    errors.push(self.error(index, status, &target, &response));
                }
            } else if !is_informational(status) {
                errors.push(self.error(index, status, &target, &response));
            }
        }
        if !has_success && successes.iter().any(|(status, _)| *status == Statuses::Default) {
            let message = "no success response documented; `default` is read as one".to_owned();
            self.group(&code::NO_SUCCESS, &at.join("default"), message);
        }
        errors.sort_by_key(|case: &ErrorCase| case.statuses);
        (one_of(successes), errors)
    }

    fn success(&mut self, index: usize, status: Statuses, at: &Pointer, response: &Response) -> Success {
        let Some((media, content)) = preferred(&response.content) else { return Success::Unit };
        let step = match status {
            Statuses::Code(200) | Statuses::Default | Statuses::Range(_) => TypeStep::Response,
            Statuses::Code(code) => TypeStep::Status(code.to_string()),
        };
        let naming = naming(at, index, step);
        if let Some(framing) = stream::framing(media) {
            return Success::Stream(self.streamed(
                framing,
                &at.join("content").join(media),
                content,
                &naming,
            ));
        }
        match encoding(media) {
            BodyEncoding::Json => self.json(&at.join("content").join(media), content, &naming),
            BodyEncoding::Text => Success::Text,
            _ => Success::Bytes,
        }
    }

    fn json(&mut self, at: &Pointer, content: &MediaType, naming: &Naming) -> Success {
        let Some(schema) = &content.schema else { return Success::Json(Type::Any) };
        match self.schema(&at.join("schema"), schema, naming) {
            Type::Format(TextFormat::Binary) => Success::Bytes,
            ty => Success::Json(ty),
        }
    }

    fn error(&mut self, index: usize, statuses: Statuses, at: &Pointer, response: &Response) -> ErrorCase {
        let naming = naming(at, index, TypeStep::Status(key(statuses)));
        let json = response.content.iter().find(|(media, _)| encoding(media) == BodyEncoding::Json);
        let ty = json.and_then(|(media, content)| {
            let at = at.join("content").join(media).join("schema");
            let ty = self.schema(&at, content.schema.as_ref()?, &naming);
            Some(ty.strip_null().0.clone()).filter(|ty| *ty != Type::Any)
        });
        ErrorCase {
            statuses,
            ty,
            description: Some(response.description.clone()).filter(|text| !text.is_empty()),
        }
    }
}

/// JSON where there is any, else what comes first.
fn preferred(content: &Content) -> Option<(&String, &MediaType)> {
    content.iter().find(|(media, _)| is_json(media)).or_else(|| content.first())
}

/// One success where all agree; `Unit` beside something else only says that the body may be missing.
fn one_of(mut successes: Vec<(Statuses, Success)>) -> Success {
    successes.sort_by_key(|(status, _)| *status);
    let mut kinds: Vec<&Success> = Vec::new();
    for (_, success) in &successes {
        if !kinds.contains(&success) {
            kinds.push(success);
        }
    }
    match kinds.as_slice() {
        [] => Success::Unit,
        [one] => (*one).clone(),
        _ => Success::Several(successes),
    }
}
