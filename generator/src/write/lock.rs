//! Ensures that one run at a time writes a folder. The lock is a kernel lock on the open folder itself where that is
//! possible: it leaves no file behind and ends with its process, even if that is killed.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::time::Duration;

use super::fault::Fault;

/// The pause between two attempts to get the lock.
#[cfg(not(target_family = "wasm"))]
const PAUSE: Duration = Duration::from_millis(20);

/// Runs `work` while holding the lock of a folder. The folder is created if it does not exist.
pub(super) fn with_lock<R>(
    root: &Path,
    patience: Duration,
    work: impl FnOnce() -> Result<R, Fault>,
) -> Result<R, Fault> {
    fs::create_dir_all(root).map_err(|error| Fault::io("", error))?;
    let Ok(file) = open(root) else {
        // If there is nothing to lock, as on a read-only disk, there may be nothing to write either.
        return work();
    };
    while_locked(file, patience, work)
}

#[cfg(not(target_family = "wasm"))]
fn while_locked<R>(
    file: File,
    patience: Duration,
    work: impl FnOnce() -> Result<R, Fault>,
) -> Result<R, Fault> {
    use std::thread::sleep;
    use std::time::Instant;

    let mut lock = fd_lock::RwLock::new(file);
    let since = Instant::now();
    loop {
        match lock.try_write() {
            Ok(_held) => return work(),
            Err(error) if error.kind() != io::ErrorKind::WouldBlock => return work(), // a disk without locks
            Err(_) if since.elapsed() > patience => return Err(Fault::Busy),
            Err(_) => sleep(PAUSE),
        }
    }
}

/// A browser has neither folders nor locks.
#[cfg(target_family = "wasm")]
fn while_locked<R>(_: File, _: Duration, work: impl FnOnce() -> Result<R, Fault>) -> Result<R, Fault> {
    work()
}

#[cfg(unix)]
fn open(root: &Path) -> io::Result<File> {
    File::open(root)
}

/// Folders cannot be locked here: a file in the user's temporary folder stands in for it, and is not removed.
#[cfg(not(unix))]
fn open(root: &Path) -> io::Result<File> {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    root.canonicalize()?.hash(&mut hasher);
    let name = format!("truespec-{:016x}.lock", hasher.finish());
    File::options().write(true).create(true).truncate(false).open(std::env::temp_dir().join(name))
}
