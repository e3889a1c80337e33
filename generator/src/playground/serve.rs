//! Serves the page of the playground on this machine, over the files of a workspace. Everything is read-only but one
//! thing: an overlay that the settings name is written when its author saves it.
//!
//! ```text
//! request → guard (who asks) → a file of the page
//!                            → POST /api, with the token → workspace (files) or the generator
//! ```

mod guard;
mod page;
mod server;
mod workspace;

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use guard::Guard;
use server::Server;

/// Why the page is not served.
#[derive(Debug)]
pub enum Refused {
    /// Other machines could reach the address.
    NotLoopback(SocketAddr),
    /// The system refuses to listen at the address.
    Io(SocketAddr, io::Error),
    /// There is no source of random bytes for the token.
    NoRandom,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotLoopback(address) => {
                write!(f, "{address} can be reached by other machines: listen at 127.0.0.1 or [::1]")
            }
            Self::Io(address, error) => write!(f, "{address}: {error}"),
            Self::NoRandom => f.write_str("the system has no random bytes for a token"),
        }
    }
}

/// Serves the page of a workspace until the process is interrupted. `listening` is told the address to open, which holds
/// the token.
///
/// # Errors
/// The address is not one of this machine alone, or cannot be listened at.
pub fn serve(root: PathBuf, listen: SocketAddr, listening: impl FnOnce(&str)) -> Result<(), Refused> {
    if !listen.ip().is_loopback() {
        return Err(Refused::NotLoopback(listen));
    }
    let io = |error| Refused::Io(listen, error);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.map_err(io)?.block_on(async {
        let listener = tokio::net::TcpListener::bind(listen).await.map_err(io)?;
        let own = listener.local_addr().map_err(io)?;
        let guard = Guard::new(own).ok_or(Refused::NoRandom)?;
        listening(&format!("http://{own}/?token={}", guard.token()));
        Server::new(guard, root).serve(listener).await;
        Ok(())
    })
}
