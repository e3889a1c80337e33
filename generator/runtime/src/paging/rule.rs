//! How a list is read page by page: what the corrections of a document say of it (`x-truespec-pagination`), and what a
//! request says of its page.

use super::super::parameter::definition::Param;
use super::super::request::builder::Request;
use serde_json::Value;

/// How a list is paged.
#[derive(Debug, Clone, Copy)]
pub struct Paging {
    pub(crate) style: Style,
    /// The JSON pointer of the list within an answer.
    pub(crate) items: &'static str,
    /// The parameter that says how many items a page holds, how many it does unasked, and how many at most; 0: unknown.
    pub(crate) size: Option<(&'static str, u64, u64)>,
    pub(crate) total: Option<&'static str>,
    pub(crate) pages: Option<&'static str>,
    pub(crate) more: Option<&'static str>,
    pub(crate) short: bool,
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
pub(crate) enum Style {
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
    pub(crate) fn number(&self, request: &Request<'_>, parameter: &str) -> Option<u64> {
        if let Some(body) = self.body_of(parameter) {
            return (body.number)(request, parameter);
        }
        let (_, pairs) = request.query.iter().find(|(name, _)| *name == parameter)?;
        pairs.first()?.rsplit_once('=')?.1.parse().ok()
    }

    /// Sets a parameter of the request.
    pub(crate) fn set(&self, request: &mut Request<'_>, parameter: &'static str, value: &Value) {
        match self.body_of(parameter) {
            Some(body) => (body.set)(request, body, parameter, value),
            None => request.set_value(&Param::query(parameter), value),
        }
    }
}
