//! Prints how each call of a program ended, a line each: its name, `works` or `fails`, and why it failed.
//!
//! A program has to compile against a client before and after its document is corrected. It therefore names no type that
//! a correction may change, and asks of an answer that it can be read as what the document says: a value that the client
//! could only keep as it came (`Unknown`) is a failure.

use std::error::Error;
use std::fmt::Debug;

/// What a program does with the address of a server.
pub async fn run<F: Future<Output = Result<(), Box<dyn Error>>>>(
    calls: impl FnOnce(String) -> F,
) -> Result<(), Box<dyn Error>> {
    calls(std::env::args().nth(1).ok_or("the server's address is missing")?).await
}

/// A call that the server grants.
pub fn granted<T: Debug, E: Error>(name: &str, outcome: Result<T, E>) {
    let failure = match outcome {
        Ok(answer) => unknown(&format!("{answer:?}")),
        Err(error) => Some(reason(&error)),
    };
    print(name, failure);
}

/// The first part of an answer that is of no documented type.
fn unknown(answer: &str) -> Option<String> {
    let (_, value) = answer.split_once("Unknown(")?;
    Some(format!("not of a documented type: {}", value.chars().take(60).collect::<String>()))
}

/// A call that the server refuses with a status, which the client's error has.
pub fn refused<T, E: Error>(
    name: &str,
    status: u16,
    outcome: Result<T, E>,
    seen: impl Fn(&E) -> Option<u16>,
) {
    let failure = match &outcome {
        Ok(_) => Some("it was not refused".to_owned()),
        Err(error) if seen(error) == Some(status) => None,
        Err(error) => Some(reason(error)),
    };
    print(name, failure);
}

fn print(name: &str, failure: Option<String>) {
    match failure {
        None => println!("{name}\tworks\t"),
        Some(reason) => println!("{name}\tfails\t{reason}"),
    }
}

/// An error with its causes, as one line.
fn reason(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let more = error.to_string();
        if !text.contains(&more) {
            text = format!("{text}: {more}");
        }
        cause = error.source();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
