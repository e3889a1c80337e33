//! Streams over the pages and the items of a list. A page is requested when the one before is used up; nothing is
//! requested after the last.

use super::super::error::api::ApiError;
use super::super::error::body::Untyped;
use super::super::error::call::Error;
use super::super::error::decode::DecodeError;
use super::super::error::fault::Fault;
use super::super::json::codec::Wire;
use super::super::request::builder::Request;
use super::super::request::call::{Call, decode_response};
use super::super::request::execute::execute;
use super::super::response::decode::{Decoder, Parts, Response};
use super::super::transport::body::Body;
use super::super::transport::interface::BoxFuture;
use super::read;
use super::rule::Paging;
use super::turn::Pager;
use bytes::Bytes;
use futures_core::Stream;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// The responses of a list, not yet decoded.
struct Responses {
    pager: Pager,
    paging: Paging,
    pending: Option<BoxFuture<'static, Result<(Parts, Body), Fault>>>,
}

impl Responses {
    fn new(request: Request, paging: Paging) -> Self {
        Self { pager: Pager::new(request, paging), paging, pending: None }
    }

    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<(Parts, Body), Fault>>> {
        let pending = match &mut self.pending {
            Some(pending) => pending,
            None => match self.pager.request() {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(Fault::Build(error)))),
                Some(Ok(request)) => self.pending.insert(execute(request)),
            },
        };
        let answer = ready!(pending.as_mut().poll(context));
        self.pending = None;
        match &answer {
            Ok((parts, body)) if parts.status.is_success() => {
                self.pager.record_page(parts, body.as_bytes().unwrap_or(&Bytes::new()));
            }
            _ => self.pager.stop(),
        }
        Poll::Ready(Some(answer))
    }
}

/// The pages of a list; it is a `Stream`. Nothing follows an error.
#[must_use = "a stream does nothing until it is read"]
pub struct Pages<T, E = Untyped> {
    responses: Responses,
    decoder: Decoder<T>,
    error: PhantomData<fn() -> E>,
}

impl<T, E> Pages<T, E> {
    /// Limits the number of pages; no request is sent for more. Without a limit, a list ends with an error after 10,000
    /// pages, after 1,000 pages in a row without an item, and after 3 pages in a row whose items were all returned
    /// before. The last rule applies only if all items are objects.
    pub fn limit(mut self, pages: u64) -> Self {
        self.responses.pager.limit = Some(pages);
        self
    }

    /// Waits for the next page; `None` after the last.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Blocks the current thread until the next page arrives; `None` after the last.
    #[cfg(feature = "blocking")]
    pub fn next_blocking(&mut self) -> Option<Result<T, Error>> {
        super::super::request::blocking::wait(self.next()).unwrap_or_else(|error| Some(Err(error.into())))
    }
}

impl<T, E> Stream for Pages<T, E> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(answer) = ready!(self.responses.poll_next(context)) else { return Poll::Ready(None) };
        let page = decode_response(answer, self.decoder).map(Response::into_inner);
        if page.is_err() {
            self.responses.pager.stop();
        }
        Poll::Ready(Some(page))
    }
}

/// The items of a list, page after page; it is a `Stream`. Nothing follows an error.
#[must_use = "a stream does nothing until it is read"]
pub struct Items<I, E = Untyped> {
    responses: Responses,
    page: std::vec::IntoIter<I>,
    left: u64,
    error: PhantomData<fn() -> E>,
}

impl<I: Wire, E> Items<I, E> {
    /// Limits the number of items; no page is requested that is not needed. Without a limit, a list ends with an error
    /// after 10,000 pages, and after 3 pages in a row whose items were all returned before, if all items are objects.
    /// With or without a limit, it ends with an error after 1,000 pages in a row without an item.
    pub fn limit(mut self, items: u64) -> Self {
        self.left = items;
        self.responses.pager.has_item_limit = true;
        self
    }

    /// Waits for the next item; `None` after the last.
    pub async fn next(&mut self) -> Option<Result<I, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Blocks the current thread until the next item arrives; `None` after the last.
    #[cfg(feature = "blocking")]
    pub fn next_blocking(&mut self) -> Option<Result<I, Error>> {
        super::super::request::blocking::wait(self.next()).unwrap_or_else(|error| Some(Err(error.into())))
    }

    /// Collects all items.
    ///
    /// # Errors
    /// A page failed; the items before it are lost.
    pub async fn all(mut self) -> Result<Vec<I>, Error> {
        let mut all = Vec::new();
        while let Some(item) = self.next().await {
            all.push(item?);
        }
        Ok(all)
    }

    fn decode_page(&self, answer: Result<(Parts, Body), Fault>) -> Result<Vec<I>, Error> {
        let (parts, body) = answer?;
        if !parts.status.is_success() {
            return Err(Error::Api(Box::new(ApiError::from_response(parts, &body))));
        }
        let body = body.into_bytes();
        let decoded = read::items(&body, self.responses.paging.items);
        decoded.map_err(|error| Error::Decode(Box::new(DecodeError::new(parts, body, error))))
    }
}

/// Items are never pinned: `poll_next` moves them out.
impl<I, E> Unpin for Items<I, E> {}

impl<I: Wire, E> Stream for Items<I, E> {
    type Item = Result<I, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if this.left == 0 {
                return Poll::Ready(None);
            }
            if let Some(item) = this.page.next() {
                this.left -= 1;
                return Poll::Ready(Some(Ok(item)));
            }
            let Some(answer) = ready!(this.responses.poll_next(context)) else { return Poll::Ready(None) };
            match this.decode_page(answer) {
                Ok(page) => this.page = page.into_iter(),
                Err(error) => {
                    this.responses.pager.stop();
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }
}

/// The pages of a list, starting with the page that the call requests.
pub fn pages<T, E, O>(call: Call<T, E, O>, paging: Paging) -> Pages<T, E> {
    Pages { responses: Responses::new(call.request, paging), decoder: call.decoder, error: PhantomData }
}

/// The items of a list, starting with the page that the call requests.
pub fn items<T, I: Wire, E, O>(call: Call<T, E, O>, paging: Paging) -> Items<I, E> {
    let responses = Responses::new(call.request, paging);
    Items { responses, page: Vec::new().into_iter(), left: u64::MAX, error: PhantomData }
}

impl<T, E> fmt::Debug for Pages<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").finish_non_exhaustive()
    }
}

impl<I, E> fmt::Debug for Items<I, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").finish_non_exhaustive()
    }
}

/// Adds `pages` and `items` to a request builder:
/// `paged!(List => types::TagPage, types::Tag, Untyped = Paging::next_url("/next").items("/results"));`.
#[doc(hidden)]
#[macro_export]
macro_rules! __paged {
    ($ty:ident => $page:ty, $item:ty, $error:ty = $paging:expr) => {
        impl $ty {
            /// Streams this page and those after it. Each page is requested when the one before is used up.
            pub fn pages(self) -> $crate::runtime::paging::pages::Pages<$page, $error> {
                $crate::runtime::paging::pages::pages(self, $paging)
            }

            /// Streams the items of this page and of those after it.
            pub fn items(self) -> $crate::runtime::paging::pages::Items<$item, $error> {
                $crate::runtime::paging::pages::items(self, $paging)
            }
        }
    };
}
#[doc(hidden)]
pub use crate::__paged as paged;
