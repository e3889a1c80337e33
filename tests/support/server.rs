//! The server: a listener thread, a thread a connection, and what answers: a script that they work through together, or
//! anything else that makes a reply of a request.

use std::collections::VecDeque;
use std::io::{self, BufReader, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use super::{Reply, Request};

/// A server on a free port of the loopback interface, gone with its threads when dropped.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    listening: Option<JoinHandle<()>>,
}

/// What makes a reply of a request.
type Answer = dyn FnMut(&Request) -> Reply + Send;

/// What all of its threads see.
struct Shared {
    answer: Mutex<Box<Answer>>,
    requests: Mutex<Vec<Request>>,
    /// The connections to end when the server goes; `None` once it goes, so that no new one is taken.
    open: Mutex<Option<Vec<TcpStream>>>,
}

impl Server {
    /// Starts a server that gives these replies, one a request, in order, and a 500 to what comes after them.
    pub fn start(script: impl IntoIterator<Item = Reply>) -> io::Result<Server> {
        let mut script: VecDeque<Reply> = script.into_iter().collect();
        let over = Reply::new(500, &[("content-type", "text/plain")], "not in the script");
        Server::answering(move |_| script.pop_front().unwrap_or_else(|| over.clone()))
    }

    /// Starts a server that answers each request as it is told; one at a time, whatever the connection.
    pub fn answering(answer: impl FnMut(&Request) -> Reply + Send + 'static) -> io::Result<Server> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            answer: Mutex::new(Box::new(answer)),
            requests: Mutex::default(),
            open: Mutex::new(Some(Vec::new())),
        });
        let listening = Some(thread::spawn({
            let shared = Arc::clone(&shared);
            move || listen(&listener, &shared)
        }));
        Ok(Server { address, shared, listening })
    }

    /// The root of what it serves, as in `http://127.0.0.1:49152`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What has come in so far.
    pub fn requests(&self) -> Vec<Request> {
        lock(&self.shared.requests).clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        for stream in lock(&self.shared.open).take().into_iter().flatten() {
            drop(stream.shutdown(Shutdown::Both));
        }
        drop(TcpStream::connect(self.address)); // wakes the listener, which then finds the server gone
        if let Some(listening) = self.listening.take() {
            drop(listening.join());
        }
    }
}

/// Takes connections until the server goes, then waits for theirs to end.
fn listen(listener: &TcpListener, shared: &Arc<Shared>) {
    let mut connections = Vec::new();
    for stream in listener.incoming().map_while(Result::ok) {
        match (lock(&shared.open).as_mut(), stream.try_clone()) {
            (Some(open), Ok(handle)) => open.push(handle),
            _ => break,
        }
        let shared = Arc::clone(shared);
        connections.push(thread::spawn(move || {
            drop(serve(&stream, &shared)); // a broken connection is for the client to report
            drop(stream.shutdown(Shutdown::Both));
        }));
    }
    for connection in connections {
        drop(connection.join());
    }
}

/// Answers the requests of one connection.
fn serve(mut stream: &TcpStream, shared: &Shared) -> io::Result<()> {
    let mut from = BufReader::new(stream);
    while let Some(request) = Request::read(&mut from)? {
        lock(&shared.requests).push(request.clone());
        let reply = (lock(&shared.answer))(&request);
        match reply {
            Reply::Send(bytes) => stream.write_all(&bytes)?,
            Reply::Stall => drop(from.read_to_end(&mut Vec::new())?),
            Reply::HangUp => return Ok(()),
        }
    }
    Ok(())
}

/// The content of a lock, also after a panic elsewhere: that one is reported by itself.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
