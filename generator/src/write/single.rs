//! Writes one file named by a person, completely or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use super::fault::{Blocked, Fault};
use super::stage::flush;
use super::{Options, Refused, lock};
use crate::input::file::kind;

/// Writes a file; an existing one is overwritten only with `options.force`.
///
/// # Errors
/// Something is in the way, or the disk reports an error. An existing file is then unchanged.
pub fn write_single(path: &Path, text: &str, options: &Options) -> Result<(), Refused> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default();
    let written =
        lock::with_lock(folder, options.patience, || write_locked(folder, Path::new(name), text, options));
    written.map_err(|fault| {
        let shown = folder.strip_prefix(".").unwrap_or(folder).to_string_lossy().into_owned();
        fault.into_refused(folder, &Options { name: Some(shown), ..options.clone() })
    })
}

fn write_locked(folder: &Path, name: &Path, text: &str, options: &Options) -> Result<(), Fault> {
    let path = folder.join(name);
    let blocked = |kind| Fault::Conflict(Vec::new(), vec![Blocked { path: name.to_owned(), kind }]);
    match path.symlink_metadata() {
        Ok(data) if !data.is_file() => return Err(blocked(kind(data.file_type()))),
        Ok(_) if !options.force => return Err(Fault::Conflict(vec![name.to_owned()], Vec::new())),
        _ => {}
    }
    // An interrupted run may have left one; whoever holds the lock may remove it.
    let temporary = folder.join(format!(".{}.truespec-tmp", name.to_string_lossy()));
    let is_left = temporary.symlink_metadata().is_ok_and(|data| data.is_file());
    let removed = if is_left { fs::remove_file(&temporary) } else { Ok(()) };
    // Anything else under that name is not ours, and stays.
    let file = removed.and_then(|()| File::options().write(true).create_new(true).open(&temporary));
    let file = file.map_err(|error| Fault::io(name, error))?;
    let written = write_and_sync(file, text)
        .and_then(|()| move_into_place(&temporary, &path, options))
        .and_then(|()| flush(folder));
    written.map_err(|error| {
        let _ = fs::remove_file(&temporary);
        Fault::io(name, error)
    })
}

fn write_and_sync(mut file: File, text: &str) -> io::Result<()> {
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Moves the file into place. If nothing may be overwritten, that includes a file created in the meantime, if the disk
/// supports hard links.
fn move_into_place(temporary: &Path, path: &Path, options: &Options) -> io::Result<()> {
    if options.force || cfg!(not(unix)) {
        return fs::rename(temporary, path);
    }
    match fs::hard_link(temporary, path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        Err(_) => fs::rename(temporary, path),
        Ok(()) => fs::remove_file(temporary),
    }
}
