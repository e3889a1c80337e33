//! Unpacks gzip piece by piece, so that neither a small body that unpacks to a large one nor a large one fills the memory.

use super::super::transport::body::Body;
use super::super::transport::failure::{Failure, TransportError};
use bytes::{Buf, Bytes};
use flate2::bufread::MultiGzDecoder;
use futures_core::Stream;
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, HeaderMap, HeaderValue, RANGE};
use std::io::{self, BufRead, ErrorKind, Read};
use std::pin::Pin;
use std::task::{Context, Poll};

/// The most that one piece unpacks to, in bytes.
const PIECE: usize = 32 << 10;

/// Asks for gzip, unless the request says which encodings it takes, or asks for a part, which would be one of the packed
/// body.
pub(crate) fn ask(headers: &mut HeaderMap) {
    if !headers.contains_key(RANGE) {
        headers.entry(ACCEPT_ENCODING).or_insert(HeaderValue::from_static("gzip"));
    }
}

/// Unpacks the body if the headers say that it is packed; they then say so no more.
pub(crate) fn unpacked(headers: &mut HeaderMap, body: Body) -> Body {
    let encoding = headers.get(CONTENT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_gzip = ["gzip", "x-gzip"].iter().any(|name| encoding.trim().eq_ignore_ascii_case(name));
    if !is_gzip || body.length() == Some(0) {
        return body;
    }
    headers.remove(CONTENT_ENCODING);
    headers.remove(CONTENT_LENGTH);
    let (decoder, piece) = (MultiGzDecoder::new(Feed::default()), vec![0; PIECE]);
    Body::new(Unpacking { body, decoder, piece, is_empty: true })
}

/// A body that is being unpacked.
struct Unpacking {
    body: Body,
    decoder: MultiGzDecoder<Feed>,
    /// What is unpacked next.
    piece: Vec<u8>,
    /// Nothing has come yet: an empty body is taken for an empty one, though it is not gzip.
    is_empty: bool,
}

impl Stream for Unpacking {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if this.decoder.get_ref().needs_more() {
                let next = std::task::ready!(Pin::new(&mut this.body).poll_next(context));
                match next.transpose() {
                    Ok(None) if this.is_empty => return Poll::Ready(None),
                    Ok(None) => this.decoder.get_mut().has_ended = true,
                    Ok(Some(piece)) => {
                        this.is_empty &= piece.is_empty();
                        this.decoder.get_mut().bytes = piece;
                    }
                    Err(error) => return Poll::Ready(Some(Err(error))),
                }
            }
            match this.decoder.read(&mut this.piece) {
                Ok(0) => return Poll::Ready(None),
                Ok(length) => {
                    let piece = this.piece.get(..length).unwrap_or_default();
                    return Poll::Ready(Some(Ok(Bytes::copy_from_slice(piece))));
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                Err(error) => {
                    let reason = format!("the gzip of the body is broken: {error}");
                    return Poll::Ready(Some(Err(TransportError::new(Failure::Exchange, reason))));
                }
            }
        }
    }
}

/// What the decoder reads: the piece that came last.
#[derive(Default)]
struct Feed {
    bytes: Bytes,
    has_ended: bool,
}

impl Feed {
    fn needs_more(&self) -> bool {
        self.bytes.is_empty() && !self.has_ended
    }
}

impl Read for Feed {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let length = self.fill_buf()?.read(into)?;
        self.consume(length);
        Ok(length)
    }
}

impl BufRead for Feed {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.needs_more() { Err(ErrorKind::WouldBlock.into()) } else { Ok(&self.bytes) }
    }

    fn consume(&mut self, length: usize) {
        self.bytes.advance(length.min(self.bytes.len()));
    }
}
