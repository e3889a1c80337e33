//! Responses: successes, errors and the `Accept` header.

use crate::base::pointer::Pointer;
use crate::diagnostic::code;
use crate::document::{Operation as Published, Resolved, Response};
use crate::ir::{BodyEncoding, ErrorCase, Operation, Statuses, Success, Type, TypeStep, Variation};
use crate::lower::Lowering;
use crate::lower::operation::accept::Accept;
use crate::lower::operation::answer::{ClientMethod, ResponseKind, ResponseMedia};
use crate::lower::operation::body::encoding;
use crate::lower::operation::status::{self, is_informational, is_success, key, statuses};
use crate::lower::schema::shape::operation_naming;
use crate::lower::untyped::Use;
use crate::openapi::media_type::preference;

/// The responses of an operation.
pub(in crate::lower) struct Responses<'p> {
    pub success: Success,
    pub errors: Vec<ErrorCase>,
    /// The `Accept` header.
    pub accept: Option<String>,
    successes: Vec<SuccessResponse<'p>>,
    error_accept: Accept,
}

/// A success response of the document.
struct SuccessResponse<'p> {
    statuses: Statuses,
    at: Pointer,
    response: Resolved<'p, Response>,
    /// Whether HTTP allows it to have content.
    has_content: bool,
    /// The success type of the operation's own method.
    returned: Success,
}

impl SuccessResponse<'_> {
    /// Returns true if its media types are listed in `Accept`: for `HEAD`, those that `GET` would return.
    fn is_asked_for(&self) -> bool {
        status::has_content(self.statuses, "GET")
    }
}

impl Lowering<'_> {
    /// Lowers the responses of an operation.
    pub(in crate::lower) fn lower_responses<'p>(
        &mut self,
        index: usize,
        operation: &Pointer,
        published: &'p Published,
        method: &str,
    ) -> Responses<'p> {
        let at = operation.join("responses");
        let (mut successes, mut errors, mut error_accept) = (Vec::new(), Vec::new(), Accept::default());
        let has_success = published.responses.iter().any(|(status, _)| is_success(statuses(*status)));
        for (status, response) in &published.responses {
            let status = statuses(*status);
            let at = at.join(key(status));
            let Some((at, response)) = self.document.response(&at, response) else {
                self.report_dangling(
                    &at,
                    "reference target of the response not found or unusable; the response is left out",
                );
                continue;
            };
            if is_informational(status) {
                continue;
            }
            let has_content = self.has_content(status, method, &at, &response);
            // A lone `default` describes the success as well: no other response could.
            let is_success = is_success(status) || (status == Statuses::Default && !has_success);
            if !is_success || status == Statuses::Default {
                error_accept.add_error(&response.content);
                errors.push(self.lower_error(index, status, &at, &response, has_content));
            }
            if is_success {
                let returned = Success::Unit;
                successes.push(SuccessResponse { statuses: status, at, response, has_content, returned });
            }
        }
        if !has_success && successes.iter().any(|success| success.statuses == Statuses::Default) {
            let message = "no success response documented; `default` is read as one".to_owned();
            self.report_grouped(&code::NO_SUCCESS, &at.join("default"), message);
        }
        errors.sort_by_key(|case: &ErrorCase| case.statuses);
        successes.sort_by_key(|success| success.statuses);
        for success in &mut successes {
            success.returned = self.success_of(index, success, None).unwrap_or(Success::Unit);
        }
        let accept = self.accept_header(&successes, &error_accept, None);
        let returned = successes.iter().map(|success| (success.statuses, success.returned.clone()));
        let success = combine_successes(returned.collect());
        self.report_whole_streams(&at, &success);
        Responses { success, errors, accept, successes, error_accept }
    }

    /// Reports streams that are read as a whole, because other statuses return something else.
    fn report_whole_streams(&mut self, at: &Pointer, success: &Success) {
        let Success::Several(cases) = success else { return };
        if matches!(success.only(), Some(Success::Stream(_))) {
            return;
        }
        for (status, case) in cases {
            if let Success::Stream(streamed) = case {
                let media = &streamed.media_type;
                let message = format!(
                    "`{media}` is returned as bytes, not as a stream, as other statuses return something else"
                );
                self.report_once(&code::STREAM_WHOLE, &at.join(key(*status)), message);
            }
        }
    }

    /// Returns true if a response can have content; reports documented content that is impossible.
    fn has_content(&mut self, status: Statuses, method: &str, at: &Pointer, response: &Response) -> bool {
        let has_content = status::has_content(status, method);
        if !has_content && !response.content.is_empty() {
            let what = match status::has_content(status, "GET") {
                true => format!("to `{method}`"),
                false => format!("with status {}", key(status)),
            };
            let message = format!("response {what} has no content; the documented content is ignored");
            self.report_grouped(&code::NO_CONTENT, &at.join("content"), message);
        }
        has_content
    }

    /// Lowers a response to the success type of a method: the one with the given word, or the operation's own. Returns
    /// `None` if the response has no such content.
    fn success_of(
        &mut self,
        index: usize,
        success: &SuccessResponse<'_>,
        word: Option<&str>,
    ) -> Option<Success> {
        let client_methods = self.client_methods_of(success);
        let method = find_client_method(&client_methods, word)?;
        let step = match success.statuses {
            Statuses::Code(200) | Statuses::Default | Statuses::Range(_) => TypeStep::Response,
            Statuses::Code(code) => TypeStep::Status(code.to_string()),
        };
        let naming = operation_naming(&success.at, index, step);
        self.report_unread(success, method);
        self.report_unused_schema(success, method.main);
        Some(self.lower_success(method.main, &success.at, &naming))
    }

    /// Reports a schema of a response that decides no type.
    fn report_unused_schema(&mut self, success: &SuccessResponse<'_>, entry: ResponseMedia<'_>) {
        let form = match entry.kind {
            ResponseKind::Text => "a text",
            ResponseKind::Bytes => "bytes",
            // Only media types that consist of items have a schema of an item.
            ResponseKind::Json if entry.content.schema.is_none() => "any JSON",
            ResponseKind::Json | ResponseKind::Stream(_) => return,
        };
        let at = success.at.join("content").join(entry.media);
        self.report_untyped(&at, (entry.media, entry.content), Use::Response, form);
    }

    /// Reports the media types of a response that no method reads.
    fn report_unread(&mut self, success: &SuccessResponse<'_>, method: &ClientMethod<'_>) {
        if !method.unread.is_empty() {
            let message = format!(
                "response is read as `{}`; these media types of it are not read: `{}`",
                method.main.media,
                method.unread.join("`, `")
            );
            self.report_grouped(
                &code::ANSWER_UNUSED,
                &success.at.join("content").join(method.main.media),
                message,
            );
        }
    }

    /// Returns the `Accept` header of a method.
    fn accept_header(
        &self,
        successes: &[SuccessResponse<'_>],
        error_accept: &Accept,
        word: Option<&str>,
    ) -> Option<String> {
        let mut accept = Accept::default();
        let own = |success: &SuccessResponse<'_>| word.is_some() && self.has_client_method(success, word);
        // The media type that the method exists for comes first.
        let (first, rest): (Vec<_>, Vec<_>) = successes.iter().partition(|success| own(success));
        for success in first.into_iter().chain(rest).filter(|success| success.is_asked_for()) {
            let client_methods = self.client_methods(&success.response.content);
            if let Some(method) = find_client_method(&client_methods, word)
                .or_else(|| find_client_method(&client_methods, None))
            {
                // A server may prefer JSON if it is listed beside a stream.
                if matches!(method.main.kind, ResponseKind::Stream(_)) && successes.len() == 1 {
                    return None;
                }
                self.add_accepted(&mut accept, method);
            }
        }
        accept.or_json().with(error_accept).header()
    }

    fn has_client_method(&self, success: &SuccessResponse<'_>, word: Option<&str>) -> bool {
        find_client_method(&self.client_methods_of(success), word).is_some()
    }

    fn client_methods_of<'s>(&self, success: &'s SuccessResponse<'_>) -> Vec<ClientMethod<'s>> {
        let content = Some(&success.response.content).filter(|_| success.has_content);
        content.map(|content| self.client_methods(content)).unwrap_or_default()
    }

    /// Returns the operations for further media types of the responses, one for each.
    pub(in crate::lower) fn other_media_operations(
        &mut self,
        base: &Operation,
        (of, first): (usize, usize),
        responses: &Responses<'_>,
    ) -> Vec<Operation> {
        // A stream beside a whole response is mostly chosen by a member of the request body, which `x-truespec-stream`
        // names.
        let by_member = base.body.as_ref().is_some_and(|body| body.encoding == BodyEncoding::Json)
            && !matches!(base.success.only(), Some(Success::Stream(_)));
        let words = self.method_words(&responses.successes, by_member);
        let others = words.into_iter().enumerate().map(|(offset, word)| {
            let returned = responses.successes.iter().map(|success| {
                let returned = self.success_of(first + offset, success, Some(&word));
                (success.statuses, returned.unwrap_or_else(|| success.returned.clone()))
            });
            let success = combine_successes(returned.collect());
            self.report_whole_streams(&base.pointer.join("responses"), &success);
            let accept = self.accept_header(&responses.successes, &responses.error_accept, Some(&word));
            Operation { variant: Some(Variation { of, word }), success, accept, ..base.clone() }
        });
        others.collect()
    }

    /// Returns the words that name the methods besides the operation's own, in the document's order.
    fn method_words(&self, successes: &[SuccessResponse<'_>], by_member: bool) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        for success in successes {
            for method in self.client_methods_of(success).iter().skip(1) {
                let (word, is_stream) =
                    (method.main.word(), matches!(method.main.kind, ResponseKind::Stream(_)));
                let is_chosen_otherwise = is_stream && by_member;
                if !is_chosen_otherwise && !words.contains(&word) {
                    words.push(word);
                }
            }
        }
        words
    }

    /// Lowers an error response, with the type of its body if it has one.
    fn lower_error(
        &mut self,
        index: usize,
        statuses: Statuses,
        at: &Pointer,
        response: &Response,
        has_content: bool,
    ) -> ErrorCase {
        let naming = operation_naming(at, index, TypeStep::Status(key(statuses)));
        let json = || response.content.iter().filter(|(media, _)| encoding(media) == BodyEncoding::Json);
        let ty = json().min_by_key(|(media, _)| preference(media)).filter(|_| has_content).and_then(
            |(media, content)| {
                let at = at.join("content").join(media).join("schema");
                let ty = self.lower_schema(&at, content.schema.as_ref()?, &naming);
                Some(ty.strip_null().0.clone()).filter(|ty| *ty != Type::Any)
            },
        );
        if has_content {
            self.report_untyped_error(at, response);
        }
        let description = Some(response.description.clone()).filter(|text| !text.is_empty());
        ErrorCase { statuses, ty, description }
    }

    /// Reports what the document describes of an error body beyond its first JSON media type.
    fn report_untyped_error(&mut self, at: &Pointer, response: &Response) {
        let at = at.join("content");
        let (mut json, others): (Vec<_>, Vec<_>) =
            response.content.iter().partition(|(media, _)| encoding(media) == BodyEncoding::Json);
        json.sort_by_key(|(media, _)| preference(media));
        let Some((first, content)) = json.first() else {
            if let Some((media, content)) =
                others.into_iter().find(|(_, content)| self.has_structure(content))
            {
                self.report_untyped(&at.join(media), (media, content), Use::Error, "not decoded");
            }
            return;
        };
        let unread = json.iter().skip(1).filter(|(_, other)| other.schema != content.schema);
        let unread: Vec<&str> = unread.map(|(media, _)| media.as_str()).collect();
        if !unread.is_empty() {
            let message = format!(
                "error is read as `{first}`; these media types of it are not read: `{}`",
                unread.join("`, `")
            );
            self.report_grouped(&code::ANSWER_UNUSED, &at.join(first), message);
        }
    }
}

/// Returns the method with a word; without a word, the first method.
fn find_client_method<'o, 'c>(
    client_methods: &'o [ClientMethod<'c>],
    word: Option<&str>,
) -> Option<&'o ClientMethod<'c>> {
    match word {
        None => client_methods.first(),
        Some(word) => client_methods.iter().skip(1).find(|method| method.main.word() == word),
    }
}

/// Combines the successes into one if all are alike.
fn combine_successes(mut successes: Vec<(Statuses, Success)>) -> Success {
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
