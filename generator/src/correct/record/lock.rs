//! One recorder at a time writes an archive: two would overwrite each other's entries.

use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::Path;

use fd_lock::RwLock;

/// A kernel lock, which ends with the process even if that is killed.
pub(super) struct Lock {
    /// Holds the lock as long as it is open.
    _file: RwLock<File>,
}

impl Lock {
    /// Locks an archive.
    ///
    /// # Errors
    /// Another recorder holds the lock.
    pub(super) fn new(path: &Path) -> io::Result<Self> {
        let mut file = RwLock::new(File::open(path)?);
        // Elsewhere than on Unix the lock would keep readers away too; there, writing notices other writers.
        if cfg!(unix) {
            match file.try_write() {
                Ok(held) => std::mem::forget(held),
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    return Err(io::Error::other("another recorder writes to the file"));
                }
                // A disk without locks.
                Err(_) => {}
            }
        }
        Ok(Self { _file: file })
    }
}
