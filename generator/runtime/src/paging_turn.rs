//! The requests of a list, one after the other: where it ends, and what the next page is asked for with. `pages` are the
//! streams over it.

use super::error_build::BuildError;
use super::paging::{Paging, Style};
use super::paging_read::{count, link_next, read};
use super::request::Request;
use super::response::Parts;
use bytes::Bytes;
use serde_json::Value;

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
