//! Functions of a JavaScript host: `performance.now`, `setTimeout`, `crypto`, `fetch`. The standard library has no
//! clock there, and its hash seeds are the same each time a page is loaded.

use super::super::error::build::BuildError;
use super::fetch::Fetch;
use super::global::function;
use super::interface::{BoxFuture, Transport};
use send_wrapper::SendWrapper;
use std::sync::Arc;
use std::time::Duration;
use wasm_bindgen_futures::JsFuture;
use web_sys::js_sys::{self, Promise, Reflect};
use web_sys::wasm_bindgen::{JsCast, JsValue};
pub use web_time::{Instant, SystemTime};

/// The default transport. `fetch` has no time limit of its own for connecting.
///
/// # Errors
/// The base URL is a Unix socket.
pub(crate) fn transport(_: Duration, socket: Option<&str>) -> Result<Arc<dyn Transport>, BuildError> {
    match socket {
        None => Ok(Arc::new(Fetch)),
        Some(_) => Err(BuildError::new("the base URL is a Unix socket, which a browser does not have")),
    }
}

/// The default `User-Agent`: that of the host. Many browsers do not let a program set it.
pub fn user_agent() -> Option<String> {
    None
}

/// The longest wait of `setTimeout`; it treats a longer one as zero.
const LONGEST: Duration = Duration::from_millis(i32::MAX as u64 - 1);

/// Waits for this duration; returns at once if the host has no timers.
pub fn sleep(duration: Duration) -> BoxFuture<'static, ()> {
    let end = Instant::now().checked_add(duration);
    Box::pin(SendWrapper::new(async move {
        loop {
            let left = end.map_or(LONGEST, |end| end.saturating_duration_since(Instant::now()));
            let Some(timer) = Timer::start(left.min(LONGEST)).filter(|_| !left.is_zero()) else { return };
            // The timer is held until it fires, because dropping it cancels it.
            let _ = JsFuture::from(timer.rings.clone()).await;
        }
    }))
}

/// A running timer, which is cancelled on drop.
struct Timer {
    rings: Promise,
    id: JsValue,
}

impl Timer {
    fn start(duration: Duration) -> Option<Self> {
        let set = function("setTimeout")?;
        // `setTimeout` ignores fractions of a millisecond.
        let milliseconds = JsValue::from_f64((duration.as_secs_f64() * 1000.0).ceil());
        let mut id = Err(JsValue::UNDEFINED);
        let rings = Promise::new(&mut |ring, _| id = set.call2(&js_sys::global(), &ring, &milliseconds));
        Some(Self { rings, id: id.ok()? })
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(clear) = function("clearTimeout") {
            let _ = clear.call1(&js_sys::global(), &self.id);
        }
    }
}

/// 64 random bits of `crypto`, or of `Math.random` if there is no `crypto`; not for keys and passwords.
pub fn random() -> u64 {
    let crypto = Reflect::get(&js_sys::global(), &"crypto".into()).ok();
    let crypto = crypto.and_then(|crypto| crypto.dyn_into::<web_sys::Crypto>().ok());
    let mut bytes = [0; 8];
    match crypto.map(|crypto| crypto.get_random_values_with_u8_array(&mut bytes)) {
        Some(Ok(_)) => u64::from_le_bytes(bytes),
        _ => half() << 32 | half(),
    }
}

fn half() -> u64 {
    (js_sys::Math::random() * f64::from(u32::MAX)) as u64
}
