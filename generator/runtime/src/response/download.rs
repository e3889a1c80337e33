//! A response of bytes that is read in pieces, so that it need not fit into memory.

use super::super::error::api::ApiError;
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

/// A response body of bytes, read in pieces; it is a `Stream` of `Bytes`. `call.stream().await?.save("file").await?`
/// writes it to a file.
#[must_use = "nothing comes until it is read"]
pub struct Download {
    parts: Parts,
    body: Body,
    /// The maximum size in bytes and how many of these are left; set by the call only.
    limit: Option<(u64, u64)>,
}

impl Download {
    /// Reads the next piece; `None` at the end.
    ///
    /// # Errors
    /// The connection failed before the end, or the body is larger than the call's `max_body_size`.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }

    /// Writes the whole body to `writer`, piece by piece, and returns the number of bytes. Each write blocks the task.
    ///
    /// # Errors
    /// Writing failed, or the connection failed before the end; the pieces that arrived before are written.
    pub async fn write_to(mut self, writer: &mut (impl Write + Send + ?Sized)) -> io::Result<u64> {
        let mut written = 0;
        while let Some(piece) = self.chunk().await.map_err(io::Error::other)? {
            writer.write_all(&piece)?;
            written += piece.len() as u64;
        }
        writer.flush()?;
        Ok(written)
    }

    /// Writes the whole body to a file, replacing an existing one, and returns the number of bytes. In a browser, which
    /// has no files, this method does not exist.
    ///
    /// # Errors
    /// Those of [`write_to`](Self::write_to), or the file cannot be created; a partial file is left behind.
    #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
    pub async fn save(self, path: impl AsRef<std::path::Path>) -> io::Result<u64> {
        let mut file = std::fs::File::create(path)?;
        self.write_to(&mut file).await
    }

    /// Reads the next piece and blocks the current thread until it arrives; `None` at the end.
    ///
    /// # Errors
    /// Those of [`chunk`](Self::chunk), or the thread for connections cannot start.
    #[cfg(feature = "blocking")]
    pub fn chunk_blocking(&mut self) -> Result<Option<Bytes>, Error> {
        super::super::request::blocking::wait(self.chunk())?
    }

    /// Writes the whole body to a file and blocks the current thread until it is done.
    ///
    /// # Errors
    /// Those of [`save`](Self::save), or the thread for connections cannot start.
    #[cfg(all(feature = "blocking", not(all(target_arch = "wasm32", target_os = "unknown"))))]
    pub fn save_blocking(self, path: impl AsRef<std::path::Path>) -> io::Result<u64> {
        super::super::request::blocking::wait(self.save(path)).map_err(io::Error::other)?
    }

    /// The size in bytes (`Content-Length`), if the server sent it.
    pub fn length(&self) -> Option<u64> {
        self.text(&CONTENT_LENGTH)?.parse().ok()
    }

    /// The media type (`Content-Type`), if the server sent it.
    pub fn content_type(&self) -> Option<&str> {
        self.text(&CONTENT_TYPE)
    }

    /// The file name from `Content-Disposition` (RFC 6266), made safe for every system: never a path or a device.
    /// `None` if the server sent none, or nothing usable is left of it.
    pub fn filename(&self) -> Option<String> {
        file_name::from_content_disposition(self.parts.headers.get(CONTENT_DISPOSITION)?.as_bytes())
    }

    /// The HTTP status, 200 to 299.
    pub fn status(&self) -> u16 {
        self.parts.status.as_u16()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    /// The request id that the server sent in a header.
    pub fn request_id(&self) -> Option<&str> {
        self.parts.request_id()
    }

    /// Returns the piece, or an error that ends the download if the limit is exceeded.
    fn within_limit(&mut self, piece: Bytes) -> Result<Bytes, Error> {
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
            Ok(piece) => self.within_limit(piece),
            Err(error) => {
                let error = ExchangeError::new(self.parts.operation, error.hiding(&self.parts.known));
                Err(error.repeatable(self.parts.repeatable).into())
            }
        }))
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download").field("operation", &self.parts.operation.id).finish_non_exhaustive()
    }
}

impl<E, O> Call<Bytes, E, O> {
    /// Sends the call and returns the body as a download, without collecting it. Its size is limited only by the call's
    /// own `max_body_size`, because the body is not held in memory.
    pub fn stream(self) -> BoxFuture<'static, Result<Download, Error>> {
        let request = self.request;
        let limit = request.limits.body;
        Box::pin(async move {
            let (parts, body) = open(request).await?;
            if !parts.status.is_success() {
                return Err(Error::Api(Box::new(ApiError::from_response(parts, &body))));
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
impl<E, O> Call<Bytes, E, O> {
    /// Sends the call as [`stream`](Self::stream) does, and blocks the current thread until the response begins.
    ///
    /// # Errors
    /// Those of the call, or the thread for connections cannot start.
    pub fn stream_blocking(self) -> Result<Download, Error> {
        super::super::request::blocking::wait(self.stream())?
    }
}
