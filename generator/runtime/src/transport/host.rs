//! What a client takes from where it runs: time, timers, chance, and the transport that it has by default. The one place
//! where a machine of its own and a JavaScript host (wasm32 in a browser, a worker, Node.js) are told apart.

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub use self::native::{Instant, SystemTime, random, sleep, transport};
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub use super::browser::{Instant, SystemTime, random, sleep, transport};

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
mod native {
    use super::super::interface::{BoxFuture, Transport};
    use super::super::reqwest::Reqwest;
    use std::collections::hash_map::RandomState;
    use std::hash::{BuildHasher, Hasher};
    use std::sync::Arc;
    use std::time::Duration;
    pub use std::time::{Instant, SystemTime};

    /// The transport of a client that is given none, with a limit to how long connecting may take.
    pub fn transport(connecting: Duration) -> Arc<dyn Transport> {
        Arc::new(Reqwest::connecting_within(connecting))
    }

    /// Ends when this time is over, by tokio's timer.
    pub fn sleep(duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }

    /// 64 bits from the keys that the standard library seeds its maps with; not for keys and passwords.
    pub fn random() -> u64 {
        RandomState::new().build_hasher().finish()
    }
}
