//! `truespec record` between a client and the server of a case.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::Duration;

use super::case::Exchange;

/// A running recorder.
pub struct Recorder {
    child: Child,
    said: BufReader<ChildStderr>,
    folder: PathBuf,
    url: String,
}

/// What a recording taught.
pub struct Learned {
    /// The diagnostics.
    pub said: String,
    /// The proposed overlay, if anything is proposed.
    pub overlay: Option<PathBuf>,
    /// What `truespec learn` proposes of the same recording on top of it.
    pub again: String,
    /// The overlay that `truespec learn` proposes of what the client recorded itself.
    pub by_client: String,
}

impl Recorder {
    /// Starts one beside a document.
    pub fn start(document: &Path, to: &str) -> Self {
        let folder = document.parent().unwrap().to_owned();
        let mut command = truespec(&folder, &["record", "--document", "api.json", "--to", to]);
        command.args(["--out", "session.har", "--propose", "proposed.yaml"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut said = BufReader::new(child.stderr.take().unwrap());
        let mut first = String::new();
        said.read_line(&mut first).unwrap();
        let url = first.split(' ').next().unwrap().to_owned();
        assert!(url.starts_with("http://127.0.0.1:"), "{first}");
        Self { child, said, folder, url }
    }

    /// The address that clients are given.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Sends a request as others do, who know the server.
    pub fn ask(&self, exchange: &Exchange) {
        let (method, target) = exchange.asked();
        let target = target.replace(' ', "%20");
        let body = exchange.with.body.as_deref().unwrap_or_default();
        let mut head = format!("{method} {target} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n");
        head += &format!("content-length: {}\r\n", body.len());
        if let Some(media_type) = &exchange.with.media_type {
            head += &format!("content-type: {media_type}\r\n");
        }
        for (name, value) in &exchange.with.headers {
            head += &format!("{name}: {value}\r\n");
        }
        for _ in 0..exchange.times {
            let mut stream = TcpStream::connect(self.url.strip_prefix("http://").unwrap()).unwrap();
            stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
            write!(stream, "{head}\r\n{body}").unwrap();
            stream.read_to_end(&mut Vec::new()).unwrap();
        }
    }

    /// Ends the recording, as a service manager does, and learns from it.
    pub fn learned(mut self) -> Learned {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        let mut said = String::new();
        self.said.read_to_string(&mut said).unwrap();
        assert!(self.child.wait().unwrap().success(), "{said}");
        let overlay = Some(self.folder.join("proposed.yaml")).filter(|path| path.is_file());
        let again = if overlay.is_some() { again(&self.folder) } else { String::new() };
        let by_client = by_client(&self.folder, &self.url);
        Learned { said, overlay, again, by_client }
    }
}

/// A test that fails leaves no process behind.
impl Drop for Recorder {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn again(folder: &Path) -> String {
    let learn = ["learn", "session.har", "--document", "api.json", "--overlay", "proposed.yaml", "--quiet"];
    String::from_utf8(truespec(folder, &learn).output().unwrap().stdout).unwrap()
}

fn by_client(folder: &Path, url: &str) -> String {
    let learn = ["learn", "client.har", "--document", "api.json", "--host", url, "--quiet"];
    String::from_utf8(truespec(folder, &learn).output().unwrap().stdout).unwrap()
}

fn truespec(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_truespec"));
    command.args(arguments).current_dir(folder).env_remove("CLICOLOR_FORCE");
    command
}
