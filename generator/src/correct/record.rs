//! Records exchanges with a server through a reverse proxy on this machine: what passes is passed on unchanged but for the
//! server's own URLs, and written to an HTTP archive without credentials.

mod lock;
mod mapping;
mod passing;
mod proxy;
mod upstream;

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::Notify;

use crate::correct::recorded::archive::Archive;
use crate::correct::recorded::entry::Captured;
use crate::correct::recorded::redact::Redactor;
use crate::correct::recording::{Exchange, Secrets, Skip, from_har};
use lock::Lock;
use proxy::{Out, Passed, Proxy};
use upstream::Upstream;

/// What to record.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The server, such as `https://api.example.com/v1`.
    pub to: String,
    /// Where to listen, on this machine only; port 0 is any free one.
    pub listen: SocketAddr,
    /// The HTTP archive that exchanges are appended to.
    pub out: PathBuf,
    /// The names of credentials.
    pub secrets: Secrets,
    /// The number of exchanges to end after; `None` to end at a signal.
    pub requests: Option<usize>,
}

/// What happens while exchanges are recorded.
#[derive(Debug)]
pub enum Event {
    /// The proxy accepts requests at this address.
    Listening(SocketAddr),
    /// An exchange was written.
    Exchange(Box<Exchange>),
    /// An exchange was written that is no call of an API.
    Other(Skip),
    /// Everything that passed was written.
    Idle,
    /// So many exchanges were not written, as earlier ones took too long.
    Lost(usize),
    /// The server did not answer; nothing was written.
    Failed {
        /// The method of the request.
        method: String,
        /// Why, without URLs of the request.
        reason: String,
    },
}

/// Why nothing can be recorded.
#[derive(Debug)]
pub enum Refused {
    /// The server's address is no URL of a server.
    Target,
    /// The address to listen at is not on this machine.
    Listen,
    /// The address cannot be listened at, or TLS cannot be set up.
    Start(io::Error),
    /// The archive cannot be written.
    Archive(io::Error),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Target => {
                f.write_str("`--to` is not an `http` or `https` URL without credentials and query")
            }
            Self::Listen => f.write_str("`--listen` is not an address of this machine, such as 127.0.0.1:0"),
            Self::Start(error) => write!(f, "the proxy cannot start: {error}"),
            Self::Archive(error) => write!(f, "the recording cannot be written: {error}"),
        }
    }
}

/// How many exchanges may wait to be written; further ones are lost.
const WAITING: usize = 1024;

/// How long the threads of the proxy may take to end.
const PAUSE: Duration = Duration::from_millis(200);

/// Records until a signal ends it (Ctrl-C or `SIGTERM`), or until as many requests were answered as the settings say.
///
/// # Errors
/// The settings do not allow it, or the archive cannot be written.
pub fn record(settings: Settings, on: &mut dyn FnMut(Event)) -> Result<(), Refused> {
    let upstream = Upstream::parse(&settings.to).ok_or(Refused::Target)?;
    if !settings.listen.ip().is_loopback() {
        return Err(Refused::Listen);
    }
    let archive = Archive::open(&settings.out, env!("CARGO_PKG_VERSION")).map_err(Refused::Archive)?;
    let _lock = Lock::new(&settings.out).map_err(Refused::Archive)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.map_err(Refused::Start)?;
    let listener = runtime.block_on(TcpListener::bind(settings.listen)).map_err(Refused::Start)?;
    let address = listener.local_addr().map_err(Refused::Start)?;
    let (sender, receiver) = sync_channel(WAITING);
    let lost = Arc::new(AtomicUsize::new(0));
    let out = Out { passed: sender, lost: lost.clone() };
    let proxy = Proxy::new(upstream, format!("http://{address}"), out).map_err(Refused::Start)?;
    let enough = Arc::new(Notify::new());
    let stop = ended(enough.clone());
    on(Event::Listening(address));
    let serving = runtime.spawn(proxy.serve(listener, stop));
    let mut writer =
        Writer { archive, redactor: Redactor::new(settings.secrets.clone()), settings, count: 0 };
    let written = writer.write_all(&receiver, &enough, &|| serving.is_finished(), on);
    let _ = runtime.block_on(serving);
    runtime.shutdown_timeout(PAUSE);
    written.and_then(|()| writer.write_rest(&receiver, on)).map_err(Refused::Archive)?;
    if let lost @ 1.. = lost.load(Ordering::Relaxed) {
        on(Event::Lost(lost));
    }
    Ok(())
}

/// Ends with a signal, or when enough was recorded.
async fn ended(enough: Arc<Notify>) {
    tokio::select! {
        () = signal() => {}
        () = enough.notified() => {}
    }
}

#[cfg(unix)]
async fn signal() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        },
        Err(_) => drop(tokio::signal::ctrl_c().await),
    }
}

#[cfg(not(unix))]
async fn signal() {
    let _ = tokio::signal::ctrl_c().await;
}

/// Writes exchanges as they end.
struct Writer {
    archive: Archive,
    redactor: Redactor,
    settings: Settings,
    count: usize,
}

impl Writer {
    /// Writes until the proxy ends. `is_over` tells that it accepts and waits for no more; a response that is still open
    /// then would keep the sender of its connection for ever.
    fn write_all(
        &mut self,
        passed: &Receiver<Passed>,
        enough: &Notify,
        is_over: &dyn Fn() -> bool,
        on: &mut dyn FnMut(Event),
    ) -> io::Result<()> {
        loop {
            let next = passed.try_recv().ok().or_else(|| {
                on(Event::Idle);
                next(passed, is_over)
            });
            let Some(passed) = next else { return Ok(()) };
            let written = self.write(passed, on);
            if written.is_err() || self.settings.requests.is_some_and(|most| self.count >= most) {
                enough.notify_one();
            }
            written?;
        }
    }

    /// Writes what ended with the proxy.
    fn write_rest(&mut self, passed: &Receiver<Passed>, on: &mut dyn FnMut(Event)) -> io::Result<()> {
        passed.try_iter().try_for_each(|passed| self.write(passed, on))
    }

    fn write(&mut self, passed: Passed, on: &mut dyn FnMut(Event)) -> io::Result<()> {
        match passed {
            Passed::Exchange(captured) => self.exchange(&captured, on),
            Passed::Failed { method, reason } => {
                on(Event::Failed { method, reason });
                Ok(())
            }
        }
    }

    fn exchange(&mut self, captured: &Captured, on: &mut dyn FnMut(Event)) -> io::Result<()> {
        let entry = captured.entry(&mut self.redactor);
        self.archive.append(&entry)?;
        self.count += 1;
        let place = format!("exchange {}", self.count);
        on(match from_har(entry, place, &self.settings.secrets) {
            Ok(exchange) => Event::Exchange(Box::new(exchange)),
            Err(reason) => Event::Other(reason),
        });
        Ok(())
    }
}

/// Waits for what passes next; `None` if there will be nothing more.
fn next(passed: &Receiver<Passed>, is_over: &dyn Fn() -> bool) -> Option<Passed> {
    loop {
        match passed.recv_timeout(PAUSE) {
            Ok(passed) => return Some(passed),
            Err(RecvTimeoutError::Timeout) if !is_over() => {}
            Err(_) => return None,
        }
    }
}
