//! A server that follows a script, on a port of loopback that the system chooses.

use crate::compare::{differences, same_operation};
use crate::request::{self, Request};
use crate::script::{Answer, Exchange, Script};
use std::io::{self, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How long one request may take to come: a program that hangs ends.
const PATIENCE: Duration = Duration::from_secs(30);

/// A server that has started.
pub struct Server {
    base: String,
    state: Arc<Mutex<State>>,
}

struct State {
    script: Script,
    next: usize,
    mismatches: Vec<String>,
}

impl Server {
    /// Starts to listen, in a thread that ends with the process.
    ///
    /// # Errors
    ///
    /// Loopback gives no port.
    pub fn start(script: Script) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let base = format!("http://{}", listener.local_addr()?);
        let state = Arc::new(Mutex::new(State { script, next: 0, mismatches: Vec::new() }));
        let server = Server { base, state };
        let (base, state) = (server.base.clone(), Arc::clone(&server.state));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                // Kept until the mismatch is recorded: a client that sees the end may ask at once.
                let Ok(mut stream) = stream else { continue };
                if let Err(error) = serve(&mut stream, &base, &state) {
                    lock(&state).mismatches.push(format!("a request did not come whole: {error}"));
                }
            }
        });
        Ok(server)
    }

    /// The address of the server.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// What was not as expected, and what was expected and did not come.
    pub fn mismatches(&self) -> Vec<String> {
        let state = lock(&self.state);
        let open = state.script.exchanges.iter().enumerate().skip(state.next);
        let missing = open.map(|(at, e)| format!("{at}: {} {} did not come", e.method, e.path));
        state.mismatches.iter().cloned().chain(missing).collect()
    }
}

fn lock(state: &Mutex<State>) -> std::sync::MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn serve(stream: &mut TcpStream, base: &str, state: &Mutex<State>) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let request = request::read(stream)?;
    let mut state = lock(state);
    match state.judge(&request) {
        Some(exchange) => write(stream, &exchange.answer, base),
        None => {
            stream.write_all(b"HTTP/1.1 500 Unexpected\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
        }
    }
}

impl State {
    /// The exchange that the request begins. One of another operation is not used up.
    fn judge(&mut self, request: &Request) -> Option<&Exchange> {
        let at = self.next;
        let expected = self.script.exchanges.get(at);
        let Some(expected) = expected.filter(|expected| same_operation(expected, request)) else {
            let wanted = expected.map_or("nothing more".into(), |e| format!("{} {}", e.method, e.path));
            self.mismatches
                .push(format!("{at}: expected {wanted}, came {} {}", request.method, request.path));
            return None;
        };
        let found = differences(self.script.auth, expected, request);
        let told = found
            .iter()
            .map(|difference| format!("{at}: {} {}: {difference}", expected.method, expected.path));
        self.mismatches.extend(told);
        self.next += 1;
        Some(expected)
    }
}

/// Closes the connection after each answer: nothing depends on which connection a client takes.
fn write(stream: &mut TcpStream, answer: &Answer, base: &str) -> io::Result<()> {
    let mut head = format!("HTTP/1.1 {} Scripted\r\nconnection: close\r\n", answer.status);
    for (name, value) in &answer.headers {
        head += &format!("{name}: {}\r\n", value.replace("{base}", base));
    }
    head += &format!("content-length: {}\r\n\r\n", answer.body.len());
    stream.write_all(head.as_bytes())?;
    stream.write_all(answer.body.as_bytes())
}
