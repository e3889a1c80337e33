//! The functions of the platform: time, timers, random numbers and the default transport. Only this file distinguishes
//! native platforms from a JavaScript host (wasm32 in a browser, a worker, Node.js).

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub use self::native::{Instant, SystemTime, random, sleep, transport, user_agent};
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub use super::browser::{Instant, SystemTime, random, sleep, transport, user_agent};

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
mod native {
    use super::super::interface::{BoxFuture, Transport};
    use super::super::reqwest::Reqwest;
    use std::collections::hash_map::RandomState;
    use std::hash::{BuildHasher, Hasher};
    use std::sync::Arc;
    use std::time::Duration;
    pub use std::time::{Instant, SystemTime};

    /// The default transport, with a time limit for connecting.
    pub fn transport(connecting: Duration) -> Arc<dyn Transport> {
        Arc::new(Reqwest::with_connect_timeout(connecting))
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
