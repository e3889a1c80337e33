//! How a list is read page by page: what the corrections of a document say of it (`x-truespec-pagination`), and which
//! request comes next. `pages` and `items` are the streams over it.

use super::error_build::BuildError;
use super::paging_read::{count, link_next, read};
use super::param::Param;
use super::request::Request;
use super::response::Parts;
use bytes::Bytes;
use serde_json::Value;

/// How a list is paged.
#[derive(Debug, Clone, Copy)]
pub struct Paging {
    style: Style,
    /// The JSON pointer of the list within an answer.
    pub(super) items: &'static str,
    /// The parameter that says how many items a page holds, how many it does unasked, and how many at most; 0: unknown.
    size: Option<(&'static str, u64, u64)>,
    total: Option<&'static str>,
    pages: Option<&'static str>,
    more: Option<&'static str>,
    short: bool,
    in_body: Option<InBody>,
}

/// How a request says in its body which page it asks for.
#[derive(Debug, Clone, Copy)]
pub struct InBody {
    /// That of the body.
    pub media_type: &'static str,
    /// The number at a pointer.
    pub number: fn(&Request<'_>, &str) -> Option<u64>,
    /// Sets what is at a pointer.
    pub set: fn(&mut Request<'_>, &Self, &str, &Value),
}

#[derive(Debug, Clone, Copy)]
enum Style {
    Page { parameter: &'static str, first: u64 },
    Offset { parameter: &'static str },
    Cursor { parameter: &'static str, next: &'static str },
    Last { parameter: &'static str, last: &'static str },
    NextUrl { next: &'static str },
    Link,
}

impl Paging {
    const fn new(style: Style) -> Self {
        let (size, total, pages, more, in_body) = (None, None, None, None, None);
        Self { style, items: "", size, total, pages, more, short: false, in_body }
    }

    /// By the number of the page, from `first`.
    pub const fn page(parameter: &'static str, first: u64) -> Self {
        Self::new(Style::Page { parameter, first })
    }

    /// By how many items to leave out.
    pub const fn offset(parameter: &'static str) -> Self {
        Self::new(Style::Offset { parameter })
    }

    /// By a cursor that each answer has at this JSON pointer, until it has none.
    pub const fn cursor(parameter: &'static str, next: &'static str) -> Self {
        Self::new(Style::Cursor { parameter, next })
    }

    /// By what the last item has at this JSON pointer.
    pub const fn last(parameter: &'static str, last: &'static str) -> Self {
        Self::new(Style::Last { parameter, last })
    }

    /// By a URL that each answer has at this JSON pointer, until it has none.
    pub const fn next_url(next: &'static str) -> Self {
        Self::new(Style::NextUrl { next })
    }

    /// By the header `Link` with `rel="next"` (RFC 8288).
    pub const fn link() -> Self {
        Self::new(Style::Link)
    }

    /// Sets the JSON pointer of the list within an answer; by default the answer is the list.
    pub const fn items(mut self, pointer: &'static str) -> Self {
        self.items = pointer;
        self
    }

    /// Sets the parameter that says how many items a page holds, how many it does unasked, and how many at most: a
    /// greater number is not sent. 0 for what is not known.
    pub const fn size(mut self, parameter: &'static str, unasked: u64, most: u64) -> Self {
        self.size = Some((parameter, unasked, most));
        self
    }

    /// The list ends when this number of items, at a JSON pointer of the answer, is reached.
    pub const fn total(mut self, pointer: &'static str) -> Self {
        self.total = Some(pointer);
        self
    }

    /// The list ends when this number of pages, at a JSON pointer of the answer, is reached.
    pub const fn pages(mut self, pointer: &'static str) -> Self {
        self.pages = Some(pointer);
        self
    }

    /// The list ends when this, at a JSON pointer of the answer, is false.
    pub const fn more(mut self, pointer: &'static str) -> Self {
        self.more = Some(pointer);
        self
    }

    /// The list ends with a page that holds fewer items than it could.
    pub const fn short(mut self) -> Self {
        self.short = true;
        self
    }

    /// Parameters that begin with `/` are in the body.
    pub const fn in_body(mut self, body: InBody) -> Self {
        self.in_body = Some(body);
        self
    }

    /// What holds a parameter, if that is the body.
    fn body_of(&self, parameter: &str) -> Option<&InBody> {
        self.in_body.as_ref().filter(|_| parameter.starts_with('/'))
    }

    /// The number that a parameter of the request is set to.
    fn number(&self, request: &Request<'_>, parameter: &str) -> Option<u64> {
        if let Some(body) = self.body_of(parameter) {
            return (body.number)(request, parameter);
        }
        let (_, pairs) = request.query.iter().find(|(name, _)| *name == parameter)?;
        pairs.first()?.rsplit_once('=')?.1.parse().ok()
    }

    fn set(&self, request: &mut Request<'_>, parameter: &'static str, value: &Value) {
        match self.body_of(parameter) {
            Some(body) => (body.set)(request, body, parameter, value),
            None => request.set_value(&Param::query(parameter), value),
        }
    }
}

/// How many pages are read of a list for which nobody said how many are wanted.
const MOST: u64 = 10_000;

/// The requests of a list, one after the other.
pub(super) struct Turner<'a> {
    paging: Paging,
    /// What the next page is asked for with; `None` after the last.
    next: Option<Request<'a>>,
    items_before: u64,
    asked: u64,
    pub(super) limit: Option<u64>,
    /// The cursor or link of the page that came last: to come across it twice is to go in circles.
    at: Option<Value>,
}

impl<'a> Turner<'a> {
    pub(super) fn new(mut request: Request<'a>, paging: Paging) -> Self {
        if let Some((parameter, _, most)) = paging.size
            && paging.number(&request, parameter).is_some_and(|size| most > 0 && size > most)
        {
            paging.set(&mut request, parameter, &most.into());
        }
        Self { paging, next: Some(request), items_before: 0, asked: 0, limit: None, at: None }
    }

    /// The request of the next page; `None` after the last one.
    pub(super) fn request(&mut self) -> Option<Result<Request<'a>, BuildError>> {
        if self.limit.is_some_and(|limit| self.asked >= limit) {
            self.next = None;
        }
        let next = self.next.as_ref()?;
        let operation = next.op;
        let refused = |reason: String| Some(Err(BuildError::new(reason).of(operation)));
        if self.limit.is_none() && self.asked >= MOST {
            self.next = None;
            return refused(format!("more than {MOST} pages: `limit` says how many are wanted"));
        }
        let Some(request) = next.again() else {
            self.next = None;
            return refused("a body that can be read only once cannot be sent for each page".to_owned());
        };
        self.asked += 1;
        Some(Ok(request))
    }

    /// Nothing more, after an error.
    pub(super) fn stop(&mut self) {
        self.next = None;
    }

    /// Takes in an answer and turns to the page after it.
    pub(super) fn received(&mut self, parts: &Parts, body: &Bytes) {
        let Some(mut request) = self.next.take() else { return };
        let last = if let Style::Last { last, .. } = self.paging.style { Some(last) } else { None };
        let (items, last) = count(body, self.paging.items, last);
        if !self.said_to_end(&request, items, body) && self.turn(&mut request, items, last, parts, body) {
            self.next = Some(request);
        }
        self.items_before += items;
    }

    /// Whether the answer says, one way or another, that it is the last.
    fn said_to_end(&self, request: &Request<'_>, items: u64, body: &Bytes) -> bool {
        let paging = &self.paging;
        let amount = |pointer: Option<&'static str>| read(body, pointer?)?.as_u64();
        let size = self.page_size(request);
        let more = paging.more.and_then(|pointer| read(body, pointer));
        more == Some(Value::Bool(false))
            || amount(paging.total).is_some_and(|total| self.reached(request, items, size) >= total)
            || amount(paging.pages).is_some_and(|pages| self.page_of(request) >= pages)
            || (paging.short && size.is_some_and(|size| items < size))
    }

    /// How many items there are up to the end of this page.
    fn reached(&self, request: &Request<'_>, items: u64, size: Option<u64>) -> u64 {
        let before = match (self.paging.style, size) {
            (Style::Page { .. }, Some(size)) => self.page_of(request).saturating_sub(1).saturating_mul(size),
            (Style::Offset { parameter }, _) => self.paging.number(request, parameter).unwrap_or(0),
            _ => self.items_before,
        };
        before.saturating_add(items)
    }

    /// Which page this is, from 1.
    fn page_of(&self, request: &Request<'_>) -> u64 {
        match self.paging.style {
            Style::Page { parameter, first } => {
                (self.paging.number(request, parameter).unwrap_or(first).saturating_add(1))
                    .saturating_sub(first)
            }
            _ => self.asked,
        }
    }

    fn page_size(&self, request: &Request<'_>) -> Option<u64> {
        let (parameter, unasked, _) = self.paging.size?;
        self.paging.number(request, parameter).or(Some(unasked)).filter(|size| *size > 0)
    }

    /// Turns the request to the next page; false where there is none.
    fn turn(
        &mut self,
        request: &mut Request<'_>,
        items: u64,
        last: Option<Value>,
        parts: &Parts,
        body: &Bytes,
    ) -> bool {
        match self.paging.style {
            Style::Page { parameter, first } => {
                let next = self.paging.number(request, parameter).unwrap_or(first).saturating_add(1);
                self.paging.set(request, parameter, &next.into());
                items > 0
            }
            Style::Offset { parameter } => {
                let next = self.paging.number(request, parameter).unwrap_or(0).saturating_add(items);
                self.paging.set(request, parameter, &next.into());
                items > 0
            }
            Style::Cursor { parameter, next } => self.follow_cursor(request, parameter, read(body, next)),
            Style::Last { parameter, .. } => self.follow_cursor(request, parameter, last),
            Style::NextUrl { next } => self.follow_link(request, read(body, next)),
            Style::Link => self.follow_link(request, link_next(&parts.headers).map(Value::String)),
        }
    }

    fn follow_cursor(
        &mut self,
        request: &mut Request<'_>,
        parameter: &'static str,
        cursor: Option<Value>,
    ) -> bool {
        let Some(cursor) = cursor.filter(leads_on) else { return false };
        self.paging.set(request, parameter, &cursor);
        self.moved(request, cursor)
    }

    fn follow_link(&mut self, request: &mut Request<'_>, link: Option<Value>) -> bool {
        let Some(Value::String(link)) = link.filter(leads_on) else { return false };
        request.set_link(&link);
        self.moved(request, Value::String(link))
    }

    /// Where the server leads to the page that it just gave, the next request says so instead of being sent.
    fn moved(&mut self, request: &mut Request<'_>, to: Value) -> bool {
        if self.at.as_ref() == Some(&to) {
            request.fail(BuildError::new("the list goes in circles: the page after this one is itself"));
        }
        self.at = Some(to);
        true
    }
}

/// Whether a cursor is one, and not the end, in whatever way that is said.
fn leads_on(cursor: &Value) -> bool {
    match cursor {
        Value::String(text) => !text.is_empty(),
        Value::Array(values) => !values.is_empty(),
        Value::Object(members) => !members.is_empty(),
        Value::Number(_) => true,
        Value::Null | Value::Bool(_) => false,
    }
}
