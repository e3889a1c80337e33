//! Files to upload: read piece by piece on a thread of their own, so that whatever drives the call never waits for
//! the disk. A few pieces are read ahead; the thread ends with the file or with the body that it reads for. In a browser
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

/// How many bytes a piece has.
const PIECE: usize = 64 * 1024;

/// How many pieces are read ahead.
const AHEAD: usize = 4;

impl Upload {
    /// A file, under its own name; it is opened now to see that it can be read, and read when it is sent. In a browser
    /// there is no such method.
    ///
    /// # Errors
    /// It cannot be opened, or is a folder.
    pub fn path(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref().to_owned();
        let about = File::open(&path)?.metadata()?;
        if about.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "a folder cannot be uploaded"));
        }
        let length = about.is_file().then_some(about.len());
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let upload = Self::again(move || pieces(path.clone()), length);
        Ok(match name {
            Some(name) => upload.filename(name),
            None => upload,
        })
    }
}

fn pieces(path: PathBuf) -> Pieces {
    let shared = Arc::new(Shared::default());
    let reader = shared.clone();
    let thread = std::thread::Builder::new().name("upload".to_owned());
    if let Err(error) = thread.spawn(move || reader.read(&path)) {
        shared.put(Some(Err(error)));
        shared.put(None);
    }
    Box::pin(FilePieces(shared))
}

/// What the thread and the body share.
#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    room: Condvar,
}

#[derive(Default)]
struct State {
    ready: VecDeque<io::Result<Bytes>>,
    /// Nothing more will be read.
    ended: bool,
    /// Nobody takes what is read.
    dropped: bool,
    waker: Option<Waker>,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The thread: reads until the end, an error, or until nobody wants it.
    fn read(&self, path: &Path) {
        if let Err(error) = self.read_all(path) {
            self.put(Some(Err(error)));
        }
        self.put(None);
    }

    fn read_all(&self, path: &Path) -> io::Result<()> {
        let mut file = File::open(path)?;
        loop {
            let mut piece = Vec::with_capacity(PIECE);
            let read = Read::by_ref(&mut file).take(PIECE as u64).read_to_end(&mut piece)?;
            if read == 0 || !self.put(Some(Ok(Bytes::from(piece)))) {
                return Ok(());
            }
        }
    }

    /// Hands over a piece, or the end, when there is room; whether more is wanted.
    fn put(&self, next: Option<io::Result<Bytes>>) -> bool {
        let mut state = self.lock();
        while next.is_some() && state.ready.len() >= AHEAD && !state.dropped {
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

/// The pieces of a file, as they are read.
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
