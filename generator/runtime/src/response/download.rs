//! A response of bytes, piece by piece as it comes, so that none has to fit into memory.

use super::super::error::api::ApiError;
use super::super::error::body::ErrorBody;
use super::super::error::call::{Error, ExchangeError};
use super::super::error::too_large::{SizeLimit, TooLargeError};
use super::super::request::call::Call;
use super::super::request::execute::open;
use super::super::transport::body::Body;
use super::super::transport::interface::BoxFuture;
use super::decode::Parts;
use super::file_name;
use bytes::Bytes;
use futures_core::Stream;
use http::HeaderMap;
use http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, HeaderName};
use std::fmt;
use std::io::{self, Write};
use std::pin::Pin;
use std::task::{Context, Poll};

/// Bytes on their way; a `Stream` of their pieces.
#[must_use = "nothing comes until it is read"]
pub struct Download {
    parts: Parts,
    body: Body,
    /// How many bytes there may be, and how many of these are left; set by a call only.
    limit: Option<(u64, u64)>,
}

impl Download {
    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// The connection failed before all had come, or there is more than the call's `max_body_size`.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }

    /// Writes all of it to `writer`, piece by piece, and says how many bytes that were. Writing happens in place.
    ///
    /// # Errors
    /// Writing failed, or the connection before all had come; what came by then is written.
    pub async fn write_to(mut self, writer: &mut (impl Write + Send + ?Sized)) -> io::Result<u64> {
        let mut written = 0;
        while let Some(piece) = self.chunk().await.map_err(io::Error::other)? {
            writer.write_all(&piece)?;
            written += piece.len() as u64;
        }
        writer.flush()?;
        Ok(written)
    }

    /// Writes all of it to a file, in place of one that is there, and says how many bytes that were. In a browser,
    /// which has no files, there is no such method.
    ///
    /// # Errors
    /// As of [`write_to`](Self::write_to); half a file stays.
    #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
    pub async fn save(self, path: impl AsRef<std::path::Path>) -> io::Result<u64> {
        let mut file = std::fs::File::create(path)?;
        self.write_to(&mut file).await
    }

    /// The next piece, waited for on this thread; `None` at the end.
    ///
    /// # Errors
    /// Those of [`chunk`](Self::chunk); or there is no thread for connections.
    #[cfg(feature = "blocking")]
    pub fn chunk_blocking(&mut self) -> Result<Option<Bytes>, Error> {
        super::super::request::blocking::wait(self.chunk())?
    }

    /// Writes all of it to a file, waited for on this thread.
    ///
    /// # Errors
    /// Those of [`save`](Self::save); or there is no thread for connections.
    #[cfg(all(feature = "blocking", not(all(target_arch = "wasm32", target_os = "unknown"))))]
    pub fn save_blocking(self, path: impl AsRef<std::path::Path>) -> io::Result<u64> {
        super::super::request::blocking::wait(self.save(path)).map_err(io::Error::other)?
    }

    /// How many bytes there are, where the server says so.
    pub fn length(&self) -> Option<u64> {
        self.text(&CONTENT_LENGTH)?.parse().ok()
    }

    /// What it is, where the server says so.
    pub fn content_type(&self) -> Option<&str> {
        self.text(&CONTENT_TYPE)
    }

    /// What the server would call the file (RFC 6266): a name that a file can have on every system, never a path or a
    /// device; `None` where the server gives none, or nothing of it is left.
    pub fn filename(&self) -> Option<String> {
        file_name::of_disposition(self.parts.headers.get(CONTENT_DISPOSITION)?.as_bytes())
    }

    /// The HTTP status, 200 to 299.
    pub fn status(&self) -> u16 {
        self.parts.status.as_u16()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    /// The id under which the server knows the request.
    pub fn request_id(&self) -> Option<&str> {
        self.parts.request_id()
    }

    /// The same piece, unless it goes beyond the limit, which ends it all.
    fn counted(&mut self, piece: Bytes) -> Result<Bytes, Error> {
        if let Some((limit, left)) = &mut self.limit {
            let Some(after) = left.checked_sub(piece.len() as u64) else {
                self.body = Body::from(Bytes::new());
                let error = TooLargeError::new(self.parts.clone(), SizeLimit::Body, *limit);
                return Err(Error::TooLarge(Box::new(error)));
            };
            *left = after;
        }
        Ok(piece)
    }

    fn text(&self, name: &HeaderName) -> Option<&str> {
        self.parts.headers.get(name)?.to_str().ok()
    }
}

impl Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = std::task::ready!(Pin::new(&mut self.body).poll_next(cx));
        Poll::Ready(next.map(|piece| match piece {
            Ok(piece) => self.counted(piece),
            Err(error) => {
                Err(ExchangeError::new(self.parts.operation, error.hiding(&self.parts.known)).into())
            }
        }))
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download").field("operation", &self.parts.operation.id).finish_non_exhaustive()
    }
}

impl<'a, E: ErrorBody + 'a, O> Call<'a, Bytes, E, O> {
    /// Sends the call and gives the bytes as they come, instead of collecting them. How many there are is limited by the
    /// call's own `max_body_size` only, as they are not held.
    pub fn stream(self) -> BoxFuture<'a, Result<Download, Error<E>>> {
        let request = self.request;
        let limit = request.limits.body;
        Box::pin(async move {
            let (parts, body) = open(request).await?;
            if !parts.status.is_success() {
                return Err(Error::Api(Box::new(ApiError::of(parts, &body))));
            }
            match (limit, body.length()) {
                (Some(limit), Some(length)) if length > limit => {
                    let error = TooLargeError::new(parts, SizeLimit::Body, limit).announced_as(Some(length));
                    Err(Error::TooLarge(Box::new(error)))
                }
                _ => Ok(Download { parts, body, limit: limit.map(|limit| (limit, limit)) }),
            }
        })
    }
}

#[cfg(feature = "blocking")]
impl<'a, E: ErrorBody + 'a, O> Call<'a, Bytes, E, O> {
    /// The same, waited for on this thread until the server begins to answer.
    ///
    /// # Errors
    /// Those of the call; or there is no thread for connections.
    pub fn stream_blocking(self) -> Result<Download, Error<E>> {
        super::super::request::blocking::wait(self.stream())?
    }
}
