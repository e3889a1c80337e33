//! The paging rules of a list (`x-truespec-pagination`), and access to the page parameters of a request.

use super::super::parameter::definition::Param;
use super::super::request::builder::Request;
use serde_json::Value;

/// The paging rules of a list.
#[derive(Debug, Clone, Copy)]
pub struct Paging {
    pub(crate) style: Style,
    /// The JSON pointer of the list in a response.
    pub(crate) items: &'static str,
    /// The page size parameter, the default page size and the maximum page size; 0 means unknown.
    pub(crate) size: Option<(&'static str, u64, u64)>,
    pub(crate) total: Option<&'static str>,
    pub(crate) pages: Option<&'static str>,
    pub(crate) more: Option<&'static str>,
    pub(crate) done: Option<&'static str>,
    pub(crate) short: bool,
    in_body: Option<InBody>,
}

/// Access to page parameters in the request body.
#[derive(Debug, Clone, Copy)]
pub struct InBody {
    /// The media type of the body.
    pub media_type: &'static str,
    /// Reads the number at a pointer.
    pub number: fn(&Request, &str) -> Option<u64>,
    /// Sets the value at a pointer.
    pub set: fn(&mut Request, &Self, &str, &Value),
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
        let (size, total, pages, more, done, in_body) = (None, None, None, None, None, None);
        Self { style, items: "", size, total, pages, more, done, short: false, in_body }
    }

    /// Pages by page number, starting with `first`.
    pub const fn page(parameter: &'static str, first: u64) -> Self {
        Self::new(Style::Page { parameter, first })
    }

    /// Pages by the number of items to skip.
    pub const fn offset(parameter: &'static str) -> Self {
        Self::new(Style::Offset { parameter })
    }

    /// Pages by a cursor at the JSON pointer `next` of each response, until there is none.
    pub const fn cursor(parameter: &'static str, next: &'static str) -> Self {
        Self::new(Style::Cursor { parameter, next })
    }

    /// Pages by the value at the JSON pointer `last` in the last item.
    pub const fn last(parameter: &'static str, last: &'static str) -> Self {
        Self::new(Style::Last { parameter, last })
    }

    /// Pages by a URL at the JSON pointer `next` of each response, until there is none.
    pub const fn next_url(next: &'static str) -> Self {
        Self::new(Style::NextUrl { next })
    }

    /// Pages by the header `Link` with `rel="next"` (RFC 8288).
    pub const fn link() -> Self {
        Self::new(Style::Link)
    }

    /// Sets the JSON pointer of the list in a response; by default the response is the list.
    pub const fn items(mut self, pointer: &'static str) -> Self {
        self.items = pointer;
        self
    }

    /// Sets the page size parameter, the default page size (`unasked`) and the maximum page size (`most`); a greater
    /// number is not sent. 0 means unknown.
    pub const fn size(mut self, parameter: &'static str, unasked: u64, most: u64) -> Self {
        self.size = Some((parameter, unasked, most));
        self
    }

    /// Ends the list when the number of items at this JSON pointer of the response is reached.
    pub const fn total(mut self, pointer: &'static str) -> Self {
        self.total = Some(pointer);
        self
    }

    /// Ends the list when the number of pages at this JSON pointer of the response is reached.
    pub const fn pages(mut self, pointer: &'static str) -> Self {
        self.pages = Some(pointer);
        self
    }

    /// Ends the list when the value at this JSON pointer of the response is false.
    pub const fn more(mut self, pointer: &'static str) -> Self {
        self.more = Some(pointer);
        self
    }

    /// Ends the list when the value at this JSON pointer of the response is true.
    pub const fn done(mut self, pointer: &'static str) -> Self {
        self.done = Some(pointer);
        self
    }

    /// Ends the list with a page that holds fewer items than the page size.
    pub const fn short(mut self) -> Self {
        self.short = true;
        self
    }

    /// Treats parameters that begin with `/` as members of the body.
    pub const fn in_body(mut self, body: InBody) -> Self {
        self.in_body = Some(body);
        self
    }

    /// Access to the body if the parameter is in it; `None` for a query parameter.
    fn body_access(&self, parameter: &str) -> Option<&InBody> {
        self.in_body.as_ref().filter(|_| parameter.starts_with('/'))
    }

    /// The current number of a parameter of the request.
    pub(crate) fn number(&self, request: &Request, parameter: &str) -> Option<u64> {
        if let Some(body) = self.body_access(parameter) {
            return (body.number)(request, parameter);
        }
        let (_, pairs) = request.query.iter().find(|(name, _)| *name == parameter)?;
        pairs.first()?.rsplit_once('=')?.1.parse().ok()
    }

    /// Sets a parameter of the request.
    pub(crate) fn set(&self, request: &mut Request, parameter: &'static str, value: &Value) {
        match self.body_access(parameter) {
            Some(body) => (body.set)(request, body, parameter, value),
            None => request.set_value(&Param::query(parameter), value),
        }
    }
}
