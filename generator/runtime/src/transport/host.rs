//! The functions of the platform: time, timers, random numbers and the default transport. Only this file distinguishes
//! native platforms from a JavaScript host (wasm32 in a browser, a worker, Node.js).

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub(crate) use self::native::transport;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub use self::native::{Instant, SystemTime, random, sleep, user_agent};
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub(crate) use super::browser::transport;
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub use super::browser::{Instant, SystemTime, random, sleep, user_agent};

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
mod native {
    use super::super::super::error::build::BuildError;
    use super::super::super::network::client::{Hyper, HyperBuilder};
    use super::super::interface::{BoxFuture, Transport};
    use std::collections::hash_map::RandomState;
    use std::hash::{BuildHasher, Hasher};
    use std::sync::Arc;
    use std::time::Duration;
    pub use std::time::{Instant, SystemTime};

    /// The default transport, with a time limit for connecting; to a Unix socket if there is one.
    ///
    /// # Errors
    /// The system has no Unix sockets.
    pub(crate) fn transport(
        connecting: Duration,
        socket: Option<&str>,
    ) -> Result<Arc<dyn Transport>, BuildError> {
        let builder = Hyper::builder().connect_timeout(connecting);
        let builder = match socket {
            Some(path) => to_socket(builder, path)?,
            None => builder,
        };
        Ok(Arc::new(builder.build()?))
    }

    #[cfg(unix)]
    fn to_socket(builder: HyperBuilder, path: &str) -> Result<HyperBuilder, BuildError> {
        Ok(builder.unix_socket(path))
    }

    #[cfg(not(unix))]
    fn to_socket(_: HyperBuilder, _: &str) -> Result<HyperBuilder, BuildError> {
        Err(BuildError::new("the base URL is a Unix socket, which this system does not have"))
    }

    /// The default `User-Agent`: name and version of the crate that holds the client.
    pub fn user_agent() -> Option<String> {
        let (name, version) = (option_env!("CARGO_PKG_NAME"), option_env!("CARGO_PKG_VERSION"));
        Some(format!("{}/{} truespec", name.unwrap_or("client"), version.unwrap_or("0")))
    }

    /// Waits for this duration with tokio's timer.
    pub fn sleep(duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }

    /// 64 random bits from the standard library's hash seeds; not for keys and passwords.
    pub fn random() -> u64 {
        RandomState::new().build_hasher().finish()
    }
}
