//! Responses: what comes back when all is well, and what when it is not.

use crate::base::pointer::Pointer;
use crate::diagnostic::code;
use crate::document::{Operation as Published, Resolved, Response};
use crate::ir::{BodyEncoding, ErrorCase, Operation, Statuses, Success, Type, TypeStep, Variation};
use crate::lower::Lowering;
use crate::lower::operation::accept::Accept;
use crate::lower::operation::answer::{Kind, Offer};
use crate::lower::operation::body::encoding;
use crate::lower::operation::status::{self, is_informational, is_success, key, statuses};
use crate::lower::schema::shape::naming;

/// What an operation answers.
pub(in crate::lower) struct Answers<'p> {
    pub success: Success,
    pub errors: Vec<ErrorCase>,
    /// The header that asks for it.
    pub accept: Option<String>,
    successes: Vec<Documented<'p>>,
    refused: Accept,
}

/// A success of the document.
struct Documented<'p> {
    statuses: Statuses,
    at: Pointer,
    response: Resolved<'p, Response>,
    /// Whether HTTP lets it have content.
    has_content: bool,
    /// What the operation's own method gives of it.
    given: Success,
}

impl Documented<'_> {
    /// Whether its media types are asked for: those of `HEAD` are what `GET` would give.
    fn is_asked_for(&self) -> bool {
        status::has_content(self.statuses, "GET")
    }
}

impl Lowering<'_> {
    /// What an operation answers.
    pub(in crate::lower) fn responses<'p>(
        &mut self,
        index: usize,
        operation: &Pointer,
        published: &'p Published,
        method: &str,
    ) -> Answers<'p> {
        let at = operation.join("responses");
        let (mut successes, mut errors, mut refused) = (Vec::new(), Vec::new(), Accept::default());
        let has_success = published.responses.iter().any(|(status, _)| is_success(statuses(*status)));
        for (status, response) in &published.responses {
            let status = statuses(*status);
            let at = at.join(key(status));
            let Some((at, response)) = self.document.response(&at, response) else {
                self.dangling(
                    &at,
                    "reference target of the response not found or unusable; the response is left out",
                );
                continue;
            };
            if is_informational(status) {
                continue;
            }
            let has_content = self.has_content(status, method, &at, &response);
            // A lone `default` describes the success as well: there is nothing else it could be about.
            let is_success = is_success(status) || (status == Statuses::Default && !has_success);
            if !is_success || status == Statuses::Default {
                refused.add_error(&response.content);
                errors.push(self.error(index, status, &at, &response, has_content));
            }
            if is_success {
                let given = Success::Unit;
                successes.push(Documented { statuses: status, at, response, has_content, given });
            }
        }
        if !has_success && successes.iter().any(|success| success.statuses == Statuses::Default) {
            let message = "no success response documented; `default` is read as one".to_owned();
            self.group(&code::NO_SUCCESS, &at.join("default"), message);
        }
        errors.sort_by_key(|case: &ErrorCase| case.statuses);
        successes.sort_by_key(|success| success.statuses);
        for success in &mut successes {
            success.given = self.success(index, success, None).unwrap_or(Success::Unit);
        }
        let accept = self.accept(&successes, &refused, None);
        let given = successes.iter().map(|success| (success.statuses, success.given.clone()));
        Answers { success: one_of(given.collect()), errors, accept, successes, refused }
    }

    /// Whether a response can have content; documented content that cannot come is said.
    fn has_content(&mut self, status: Statuses, method: &str, at: &Pointer, response: &Response) -> bool {
        let has_content = status::has_content(status, method);
        if !has_content && !response.content.is_empty() {
            let what = match status::has_content(status, "GET") {
                true => format!("to `{method}`"),
                false => format!("with status {}", key(status)),
            };
            let message = format!("response {what} has no content; the documented content is ignored");
            self.group(&code::NO_CONTENT, &at.join("content"), message);
        }
        has_content
    }

    /// What a method gives of a response: the one of a word, or the operation's own. `None` where it has no such content.
    fn success(&mut self, index: usize, success: &Documented<'_>, word: Option<&str>) -> Option<Success> {
        let offers = self.offers_of(success);
        let offer = chosen(&offers, word)?;
        let step = match success.statuses {
            Statuses::Code(200) | Statuses::Default | Statuses::Range(_) => TypeStep::Response,
            Statuses::Code(code) => TypeStep::Status(code.to_string()),
        };
        let naming = naming(&success.at, index, step);
        self.unread(success, offer);
        Some(self.answered(offer.way, &success.at, &naming))
    }

    /// Says which media types of an answer nothing reads.
    fn unread(&mut self, success: &Documented<'_>, offer: &Offer<'_>) {
        if !offer.unread.is_empty() {
            let message = format!(
                "response is read as `{}`; other serializations of it are not read: `{}`",
                offer.way.media,
                offer.unread.join("`, `")
            );
            self.group(&code::ANSWER_UNUSED, &success.at.join("content").join(offer.way.media), message);
        }
    }

    /// What asks for the answers that a method gives.
    fn accept(&self, successes: &[Documented<'_>], refused: &Accept, word: Option<&str>) -> Option<String> {
        let mut accept = Accept::default();
        let own = |success: &Documented<'_>| word.is_some() && self.has(success, word);
        // What the method is there for comes first.
        let (first, rest): (Vec<_>, Vec<_>) = successes.iter().partition(|success| own(success));
        for success in first.into_iter().chain(rest).filter(|success| success.is_asked_for()) {
            let offers = self.offers(&success.response.content);
            if let Some(offer) = chosen(&offers, word).or_else(|| chosen(&offers, None)) {
                // A server that finds JSON named beside a stream may take it for what is wanted.
                if matches!(offer.way.kind, Kind::Stream(_)) && successes.len() == 1 {
                    return None;
                }
                self.accepts(&mut accept, offer);
            }
        }
        accept.or_json().with(refused).header()
    }

    fn has(&self, success: &Documented<'_>, word: Option<&str>) -> bool {
        chosen(&self.offers_of(success), word).is_some()
    }

    fn offers_of<'s>(&self, success: &'s Documented<'_>) -> Vec<Offer<'s>> {
        let content = Some(&success.response.content).filter(|_| success.has_content);
        content.map(|content| self.offers(content)).unwrap_or_default()
    }

    /// The methods for what else an operation answers, each with a media type of its own.
    pub(in crate::lower) fn other_answers(
        &mut self,
        base: &Operation,
        (of, first): (usize, usize),
        answers: &Answers<'_>,
    ) -> Vec<Operation> {
        // A stream beside the whole is mostly chosen by a member of what is sent, which `x-truespec-stream` names.
        let by_member = base.body.as_ref().is_some_and(|body| body.encoding == BodyEncoding::Json)
            && !matches!(base.success.only(), Some(Success::Stream(_)));
        let words = self.words(&answers.successes, by_member);
        let others = words.into_iter().enumerate().map(|(way, word)| {
            let given = answers.successes.iter().map(|success| {
                let given = self.success(first + way, success, Some(&word));
                (success.statuses, given.unwrap_or_else(|| success.given.clone()))
            });
            let success = one_of(given.collect());
            let accept = self.accept(&answers.successes, &answers.refused, Some(&word));
            Operation { variant: Some(Variation { of, word }), success, accept, ..base.clone() }
        });
        others.collect()
    }

    /// What names the methods beside the operation's own, in the document's order.
    fn words(&self, successes: &[Documented<'_>], by_member: bool) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        for success in successes {
            for offer in self.offers_of(success).iter().skip(1) {
                let (word, is_stream) = (offer.way.word(), matches!(offer.way.kind, Kind::Stream(_)));
                let is_chosen_otherwise = is_stream && by_member;
                if !is_chosen_otherwise && !words.contains(&word) {
                    words.push(word);
                }
            }
        }
        words
    }

    /// An error; its body where it has one.
    fn error(
        &mut self,
        index: usize,
        statuses: Statuses,
        at: &Pointer,
        response: &Response,
        has_content: bool,
    ) -> ErrorCase {
        let naming = naming(at, index, TypeStep::Status(key(statuses)));
        let mut json = response.content.iter().filter(|(media, _)| encoding(media) == BodyEncoding::Json);
        let ty = json.next().filter(|_| has_content).and_then(|(media, content)| {
            let at = at.join("content").join(media).join("schema");
            let ty = self.schema(&at, content.schema.as_ref()?, &naming);
            Some(ty.strip_null().0.clone()).filter(|ty| *ty != Type::Any)
        });
        let description = Some(response.description.clone()).filter(|text| !text.is_empty());
        ErrorCase { statuses, ty, description }
    }
}

/// The offer of a word, which the first has none of.
fn chosen<'o, 'c>(offers: &'o [Offer<'c>], word: Option<&str>) -> Option<&'o Offer<'c>> {
    match word {
        None => offers.first(),
        Some(word) => offers.iter().skip(1).find(|offer| offer.way.word() == word),
    }
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
