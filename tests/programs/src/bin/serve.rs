//! `serve NAME PROGRAM`: runs a program against the server of that name; fails if either does.
//!
//! The program finds the server in `BASE_URL` and its credential in `API_KEY`.

use programs::scripts;
use programs::server::Server;
use std::process::{Child, Command, ExitCode, ExitStatus};
use std::time::{Duration, Instant};

/// Far more than any program needs; one that hangs is ended.
const PATIENCE: Duration = Duration::from_secs(60);

fn main() -> ExitCode {
    match run() {
        Ok(failures) if failures.is_empty() => ExitCode::SUCCESS,
        Ok(failures) => {
            failures.iter().for_each(|failure| eprintln!("{failure}"));
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(name), Some(program)) = (arguments.next(), arguments.next()) else {
        return Err("usage: serve NAME PROGRAM".into());
    };
    let script = scripts::find(&name).ok_or_else(|| format!("no script is named {name}"))?;
    let server = Server::start(script)?;
    let mut child =
        Command::new(&program).env("BASE_URL", server.base()).env("API_KEY", scripts::API_KEY).spawn()?;
    let status = wait(&mut child)?;
    let mut failures = server.mismatches();
    if !status.is_some_and(|status| status.success()) {
        failures.push(format!(
            "{program}: {}",
            status.map_or("does not end".into(), |status| status.to_string())
        ));
    }
    Ok(failures)
}

fn wait(child: &mut Child) -> std::io::Result<Option<ExitStatus>> {
    let started = Instant::now();
    while started.elapsed() < PATIENCE {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill()?;
    child.wait()?;
    Ok(None)
}
