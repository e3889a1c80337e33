//! TLS, or the refusal of `https` where the crate was built without it.

#[cfg(not(feature = "rustls"))]
pub(crate) use self::without::Tls;
#[cfg(feature = "rustls")]
pub(crate) use super::tls::Tls;

#[cfg(not(feature = "rustls"))]
mod without {
    use super::super::stream::{Refused, Stream};
    use http::Uri;

    /// No TLS.
    #[derive(Default)]
    pub(crate) struct Tls;

    impl Tls {
        pub(crate) async fn to_server(&self, _: Stream, _: &Uri) -> Result<Stream, Refused> {
            Err("this crate was built without TLS: turn on its feature `rustls`, or set a transport".into())
        }

        pub(crate) async fn to_proxy(&self, stream: Stream, url: &Uri) -> Result<Stream, Refused> {
            self.to_server(stream, url).await
        }
    }
}
