//! Blocking calls: the same futures run on the calling thread, while a separate thread drives connections and timers.

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
compile_error!(
    "the feature `blocking` is not for wasm32-unknown-unknown: there is one thread, and it must not wait"
);

use super::super::error::build::BuildError;
use super::super::error::call::Error;
use super::super::response::decode::Response;
use super::call::Call;
use std::future::{Future, IntoFuture};
use std::pin::pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;
use tokio::runtime::Handle;

impl<T: 'static, E, O> Call<T, E, O> {
    /// Sends the call and blocks the current thread until it is done. Do not use it in asynchronous code.
    ///
    /// # Errors
    /// Those of the call, or the thread for connections cannot start.
    pub fn send_blocking(self) -> Result<T, Error> {
        wait(self.into_future())?
    }

    /// Sends the call, blocks the current thread, and returns the decoded body with status and headers.
    ///
    /// # Errors
    /// Those of the call, or the thread for connections cannot start.
    pub fn with_response_blocking(self) -> Result<Response<T>, Error> {
        wait(self.with_response())?
    }
}

/// Runs a future of a client on the current thread.
///
/// # Errors
/// The thread for connections cannot start.
pub fn wait<F: Future>(future: F) -> Result<F::Output, BuildError> {
    let handle = driver()?;
    // Connections and timers of the future belong to the driver. The future is polled here, so it need not be
    // `'static`.
    let _inside = handle.enter();
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(done) => return Ok(done),
            Poll::Pending => std::thread::park(),
        }
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// The tokio runtime of all clients of the process, on its own thread: a connection outlives the call that opened it.
fn driver() -> Result<&'static Handle, BuildError> {
    static DRIVER: OnceLock<Result<Handle, String>> = OnceLock::new();
    let driver = DRIVER.get_or_init(|| start().map_err(|error| error.to_string()));
    driver.as_ref().map_err(|error| BuildError::new(format!("no thread for connections: {error}")))
}

fn start() -> std::io::Result<Handle> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    let forever = move || runtime.block_on(std::future::pending::<()>());
    std::thread::Builder::new().name("truespec-connections".to_owned()).spawn(forever)?;
    Ok(handle)
}
