//! Writes the exchanges of clients to an HTTP archive, on a thread of its own.

#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
compile_error!("the feature `record` is not for wasm32-unknown-unknown: there is no file to write to");

use super::archive::Archive;
use super::entry::Captured;
use super::names::Secrets;
use super::redact::Redactor;
use std::fmt;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

/// Records the calls of clients to an HTTP archive (HAR 1.2), without credentials. A clone records to the same file.
///
/// `truespec learn calls.har --document api.yaml` proposes corrections of the document from it. Each exchange is written
/// when its response was read or dropped; a response that is a stream or a download passes piece by piece. Of a body, at
/// most 4 MiB of text are written, and nothing of files.
///
/// Left out are: values of headers, queries, cookies and members that look like credentials by name or content, or that
/// the document says to be secret; cookies; user information; and the client's own credentials wherever a server repeats
/// them. What a body holds otherwise is written, so that the file is as private as the data of the API.
#[derive(Clone)]
pub struct Recorder(Arc<Inner>);

struct Inner {
    /// `None` while it is dropped.
    jobs: Option<SyncSender<Job>>,
    writer: Option<JoinHandle<()>>,
}

/// What the thread is given.
enum Job {
    Write(Box<Recorded>),
    /// Answers when everything before is written.
    Flush(SyncSender<io::Result<()>>),
}

/// An exchange with what must not be written of it.
pub(crate) struct Recorded {
    pub(crate) captured: Captured,
    /// Names of credentials.
    pub(crate) names: Vec<&'static str>,
    /// Credentials.
    pub(crate) secrets: Vec<String>,
}

/// How many exchanges may wait to be written; calls wait for them.
const WAITING: usize = 16;

/// The writer, as the archive names it.
const VERSION: &str = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));

impl Recorder {
    /// Records to a new file, which only its owner can read, or goes on with a recording of a client or of
    /// `truespec record`.
    ///
    /// # Errors
    /// The file cannot be written, is no such recording, or is being written.
    pub fn to_file(path: impl AsRef<Path>) -> io::Result<Self> {
        let archive = Archive::open(path.as_ref(), VERSION)?;
        let (jobs, waiting) = sync_channel(WAITING);
        let writer = std::thread::Builder::new().name("truespec-recorder".to_owned());
        let writer = writer.spawn(move || write(&waiting, archive))?;
        Ok(Self(Arc::new(Inner { jobs: Some(jobs), writer: Some(writer) })))
    }

    /// Waits until every exchange whose response was read or dropped is in the file. The last clone, and the last client
    /// with it, do so when they are dropped.
    ///
    /// # Errors
    /// An exchange could not be written, as the disk is full or another program writes to the file; neither were those
    /// after it.
    pub fn flush(&self) -> io::Result<()> {
        let (done, answer) = sync_channel(1);
        self.send(Job::Flush(done));
        answer.recv().unwrap_or_else(|_| Err(io::Error::other("the recorder has ended")))
    }

    pub(crate) fn write(&self, recorded: Recorded) {
        self.send(Job::Write(Box::new(recorded)));
    }

    fn send(&self, job: Job) {
        // The thread ends only after this.
        let _ = self.0.jobs.as_ref().map(|jobs| jobs.send(job));
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        drop(self.jobs.take());
        let _ = self.writer.take().map(JoinHandle::join);
    }
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder").finish_non_exhaustive()
    }
}

/// Writes exchanges until there are no more.
fn write(jobs: &Receiver<Job>, mut archive: Archive) {
    let (mut redactor, mut failure) = (Redactor::new(Secrets::default()), None);
    for job in jobs {
        match job {
            Job::Write(recorded) if failure.is_none() => {
                let Recorded { captured, names, secrets } = *recorded;
                redactor.declare(names, secrets.iter().map(String::as_str));
                failure = archive.append(&captured.entry(&mut redactor)).err();
            }
            Job::Write(_) => {}
            Job::Flush(done) => {
                let failed = failure.as_ref().map(|error| io::Error::new(error.kind(), error.to_string()));
                let _ = done.send(failed.map_or(Ok(()), Err));
            }
        }
    }
}
