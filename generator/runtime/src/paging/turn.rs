//! The sequence of requests of a list: makes the request of the next page and detects the end. `pages` has the streams
//! on top of it.

use super::super::error::build::BuildError;
use super::super::request::builder::Request;
use super::super::response::decode::Parts;
use super::read::{count, last, link_next, read};
use super::rule::{Paging, Style};
use super::seen::{Seen, hash};
use bytes::Bytes;
use serde_json::Value;

/// The maximum number of pages of a list without a limit.
const MAX_PAGES: u64 = 10_000;
/// The maximum number of pages in a row without an item.
const MAX_EMPTY_PAGES: u64 = 1_000;
/// The maximum number of pages in a row that repeat items of earlier pages, in a list without a limit.
const MAX_REPEATED_PAGES: u64 = 3;

/// The sequence of requests of a list.
pub(crate) struct Pager {
    paging: Paging,
    /// The request of the next page; `None` after the last.
    next: Option<Request>,
    items_before: u64,
    asked: u64,
    /// The maximum number of pages, if the caller set one.
    pub(crate) limit: Option<u64>,
    /// Whether the caller limited the number of items.
    pub(crate) has_item_limit: bool,
    /// The cursors and links that the server returned.
    cursors: Seen,
    /// The pages that the server returned.
    pages: Seen,
    /// The number of pages in a row, up to now, without an item (`empty`), and with items of earlier pages
    /// (`repeated`).
    empty: u64,
    repeated: u64,
}

impl Pager {
    pub(crate) fn new(mut request: Request, paging: Paging) -> Self {
        if let Some((parameter, _, most)) = paging.size
            && paging.number(&request, parameter).is_some_and(|size| most > 0 && size > most)
        {
            paging.set(&mut request, parameter, &most.into());
        }
        Self {
            paging,
            next: Some(request),
            items_before: 0,
            asked: 0,
            limit: None,
            has_item_limit: false,
            cursors: Seen::default(),
            pages: Seen::default(),
            empty: 0,
            repeated: 0,
        }
    }

    /// The request of the next page; `None` after the last one.
    pub(crate) fn request(&mut self) -> Option<Result<Request, BuildError>> {
        if self.limit.is_some_and(|limit| self.asked >= limit) {
            self.next = None;
        }
        let next = self.next.as_ref()?;
        let operation = next.op;
        let refused = |reason: String| Some(Err(BuildError::new(reason).with_operation(operation)));
        if let Some(reason) = self.stop_reason() {
            self.next = None;
            return refused(reason);
        }
        let Some(request) = next.try_clone() else {
            self.next = None;
            return refused("a body that can be read only once cannot be sent for each page".to_owned());
        };
        self.asked += 1;
        Some(Ok(request))
    }

    /// The reason why no further page is requested although the server has one. A limit set by the caller lifts these
    /// rules.
    fn stop_reason(&self) -> Option<String> {
        let has_limit = self.has_item_limit || self.limit.is_some();
        match () {
            () if self.limit.is_none() && self.empty >= MAX_EMPTY_PAGES => Some(format!(
                "{MAX_EMPTY_PAGES} pages in a row have no items: `pages` with a `limit` reads on"
            )),
            () if !has_limit && self.repeated >= MAX_REPEATED_PAGES => Some(format!(
                "the server returned the same pages twice, {MAX_REPEATED_PAGES} in a row: `limit` reads on"
            )),
            () if !has_limit && self.asked >= MAX_PAGES => {
                Some(format!("more than {MAX_PAGES} pages: `limit` says how many are wanted"))
            }
            () => None,
        }
    }

    /// Ends the list after an error.
    pub(crate) fn stop(&mut self) {
        self.next = None;
    }

    /// Records a response and prepares the request of the page after it.
    pub(crate) fn record_page(&mut self, parts: &Parts, body: &Bytes) {
        let Some(mut request) = self.next.take() else { return };
        let page = count(body, self.paging.items);
        let items = page.items;
        self.empty = if items == 0 { self.empty + 1 } else { 0 };
        let repeated = page.hash.is_some_and(|hash| self.pages.seen_before(hash));
        self.repeated = if repeated { self.repeated + 1 } else { 0 };
        if !self.is_last_page(&request, items, body) && self.advance(&mut request, items, parts, body) {
            self.next = Some(request);
        }
        self.items_before += items;
    }

    /// Returns true if the response is the last page according to the paging rules.
    fn is_last_page(&self, request: &Request, items: u64, body: &Bytes) -> bool {
        let paging = &self.paging;
        let amount = |pointer: Option<&'static str>| read(body, pointer?)?.as_u64();
        let size = self.page_size(request);
        let flag = |pointer: Option<&'static str>| read(body, pointer?)?.as_bool();
        flag(paging.more) == Some(false)
            || flag(paging.done) == Some(true)
            || amount(paging.total).is_some_and(|total| self.items_so_far(request, items, size) >= total)
            || amount(paging.pages).is_some_and(|pages| self.page_number(request) >= pages)
            || (paging.short && size.is_some_and(|size| items < size))
    }

    /// The number of items up to the end of this page.
    fn items_so_far(&self, request: &Request, items: u64, size: Option<u64>) -> u64 {
        let before = match (self.paging.style, size) {
            (Style::Page { .. }, Some(size)) => {
                self.page_number(request).saturating_sub(1).saturating_mul(size)
            }
            (Style::Offset { parameter }, _) => self.paging.number(request, parameter).unwrap_or(0),
            _ => self.items_before,
        };
        before.saturating_add(items)
    }

    /// The number of this page, counted from 1.
    fn page_number(&self, request: &Request) -> u64 {
        match self.paging.style {
            Style::Page { parameter, first } => {
                (self.paging.number(request, parameter).unwrap_or(first).saturating_add(1))
                    .saturating_sub(first)
            }
            _ => self.asked,
        }
    }

    fn page_size(&self, request: &Request) -> Option<u64> {
        let (parameter, unasked, _) = self.paging.size?;
        self.paging.number(request, parameter).or(Some(unasked)).filter(|size| *size > 0)
    }

    /// Changes the request to that of the next page; false if there is none.
    fn advance(&mut self, request: &mut Request, items: u64, parts: &Parts, body: &Bytes) -> bool {
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
            Style::Last { parameter, last: of } => {
                self.follow_cursor(request, parameter, last(body, self.paging.items, of))
            }
            Style::NextUrl { next } => self.follow_link(request, read(body, next)),
            Style::Link => self.follow_link(request, link_next(&parts.headers).map(Value::String)),
        }
    }

    fn follow_cursor(
        &mut self,
        request: &mut Request,
        parameter: &'static str,
        cursor: Option<Value>,
    ) -> bool {
        let Some(cursor) = cursor.filter(is_cursor) else { return false };
        self.paging.set(request, parameter, &cursor);
        self.check_cycle(request, &cursor.to_string(), "cursor")
    }

    fn follow_link(&mut self, request: &mut Request, link: Option<Value>) -> bool {
        let Some(Value::String(link)) = link.filter(is_cursor) else { return false };
        request.set_link(&link);
        self.check_cycle(request, &link, "link")
    }

    /// Makes the next request fail if the server returned the same cursor or link before.
    fn check_cycle(&mut self, request: &mut Request, to: &str, what: &str) -> bool {
        if self.cursors.seen_before(hash(to)) {
            request.fail(BuildError::new(format!("the server returned the same {what} twice")));
        }
        true
    }
}

/// Returns true if this is a cursor; null, a boolean, and empty values mark the end of the list.
fn is_cursor(cursor: &Value) -> bool {
    match cursor {
        Value::String(text) => !text.is_empty(),
        Value::Array(values) => !values.is_empty(),
        Value::Object(members) => !members.is_empty(),
        Value::Number(_) => true,
        Value::Null | Value::Bool(_) => false,
    }
}
