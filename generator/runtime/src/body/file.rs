//! Uploads of files. Each file is read in pieces on its own thread, so that the task of the call never waits for the
//! disk. A few pieces are read ahead. The thread ends at the end of the file, or when the body is dropped. In a browser
//! there are neither files nor threads.

use super::super::transport::body::Pieces;
use super::super::transport::failure::{Failure, TransportError};
use super::upload::Upload;
use bytes::Bytes;
use futures_core::Stream;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

/// The size of a piece in bytes.
const PIECE: usize = 64 * 1024;

/// The number of pieces that are read ahead.
const READ_AHEAD: usize = 4;

impl Upload {
    /// Uploads a file under its own name. The file is opened now to check that it can be read, and read when it is
    /// sent. In a browser this method does not exist.
    ///
    /// # Errors
    /// The file cannot be opened, or is a folder.
    pub fn path(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref().to_owned();
        let about = File::open(&path).and_then(|file| file.metadata());
        let about = about.map_err(|error| at(&path, &error))?;
        if about.is_dir() {
            let folder = io::Error::new(io::ErrorKind::IsADirectory, "a folder cannot be uploaded");
            return Err(at(&path, &folder));
        }
        let length = about.is_file().then_some(about.len());
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let upload = Self::repeatable(move || pieces(path.clone()), length);
        Ok(match name {
            Some(name) => upload.filename(name),
            None => upload,
        })
    }
}

/// The error with the file's path, which an error of the system does not have.
fn at(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

fn pieces(path: PathBuf) -> Pieces {
    let shared = Arc::new(Shared::default());
    let reader = shared.clone();
    let thread = std::thread::Builder::new().name("upload".to_owned());
    if let Err(error) = thread.spawn(move || reader.read(&path)) {
        shared.push(Some(Err(error)));
        shared.push(None);
    }
    Box::pin(FilePieces(shared))
}

/// The state shared by the thread and the body.
#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    room: Condvar,
}

#[derive(Default)]
struct State {
    ready: VecDeque<io::Result<Bytes>>,
    /// The thread reads nothing more.
    ended: bool,
    /// The body has been dropped.
    dropped: bool,
    waker: Option<Waker>,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs the thread: reads until the end of the file, an error, or until the body is dropped.
    fn read(&self, path: &Path) {
        if let Err(error) = self.read_all(path) {
            self.push(Some(Err(at(path, &error))));
        }
        self.push(None);
    }

    fn read_all(&self, path: &Path) -> io::Result<()> {
        let mut file = File::open(path)?;
        loop {
            let mut piece = Vec::with_capacity(PIECE);
            let read = Read::by_ref(&mut file).take(PIECE as u64).read_to_end(&mut piece)?;
            if read == 0 || !self.push(Some(Ok(Bytes::from(piece)))) {
                return Ok(());
            }
        }
    }

    /// Waits for room and passes a piece, or the end, to the body. Returns false if the body has been dropped.
    fn push(&self, next: Option<io::Result<Bytes>>) -> bool {
        let mut state = self.lock();
        while next.is_some() && state.ready.len() >= READ_AHEAD && !state.dropped {
            state = self.room.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        match next {
            Some(next) => state.ready.push_back(next),
            None => state.ended = true,
        }
        if let Some(waker) = state.waker.take() {
            waker.wake();
        }
        !state.dropped
    }
}

/// The stream of the pieces of a file.
struct FilePieces(Arc<Shared>);

impl Stream for FilePieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut state = self.0.lock();
        match state.ready.pop_front() {
            Some(piece) => {
                self.0.room.notify_one();
                Poll::Ready(Some(piece.map_err(|error| TransportError::new(Failure::Body, error))))
            }
            None if state.ended => Poll::Ready(None),
            None => {
                state.waker = Some(cx.waker().clone());
                Poll::Pending
            }
        }
    }
}

impl Drop for FilePieces {
    fn drop(&mut self) {
        self.0.lock().dropped = true;
        self.0.room.notify_one();
    }
}
