//! Connections as the transport sees them: TCP, a Unix socket, a tunnel, or TLS over one of these.

use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::client::legacy::connect::{Connected, Connection};
use std::error::Error;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Why there is no connection.
pub(crate) type Refused = Box<dyn Error + Send + Sync>;

/// What bytes go through.
pub(crate) trait Io: Read + Write + Send + Unpin {}

impl<T: Read + Write + Send + Unpin> Io for T {}

/// An open connection. One type for all kinds, so that the client is compiled once.
pub(crate) struct Stream {
    io: Box<dyn Io>,
    /// Whether both sides agreed on HTTP/2.
    http2: bool,
    /// Whether requests go to a proxy, which needs their whole URL.
    proxied: bool,
}

impl Stream {
    pub(crate) fn new(io: impl Io + 'static) -> Self {
        Self { io: Box::new(io), http2: false, proxied: false }
    }

    /// The same connection, with what TLS agreed on.
    #[cfg(feature = "rustls")]
    pub(crate) fn speaking_http2(self, http2: bool) -> Self {
        Self { http2, ..self }
    }

    /// The same connection, to a proxy.
    pub(crate) fn proxied(self) -> Self {
        Self { proxied: true, ..self }
    }
}

impl Connection for Stream {
    fn connected(&self) -> Connected {
        let connected = Connected::new().proxy(self.proxied);
        if self.http2 { connected.negotiated_h2() } else { connected }
    }
}

impl Read for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut *self.io).poll_read(context, into)
    }
}

impl Write for Stream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut *self.io).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut *self.io).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut *self.io).poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut *self.io).poll_write_vectored(context, slices)
    }
}
