//! Calls the clients of all cases, and writes what each gave.

#![allow(clippy::unwrap_used)] // a test may fail loudly
#![allow(dead_code, unused_imports, unused_macros, unused_variables)] // each case uses a part

mod cases;

use std::collections::BTreeMap;
use std::fmt::Debug;

use clients::runtime::error::ErrorBody;
use clients::runtime::request::Call;
use clients::{ApiError, Bytes, Error};
use serde_json::{Value, json, to_value};

type Results = BTreeMap<&'static str, Vec<Given>>;

/// What one call gave.
enum Given {
    Read(Value),
    Refused(u16, String),
    Failed(String),
    Unable,
}

impl Given {
    fn written(&self) -> Value {
        match self {
            Self::Read(value) => json!({"read": value}),
            Self::Refused(status, shown) => json!({"refused": [status, shown]}),
            Self::Failed(why) => json!({"failed": why}),
            Self::Unable => json!("unable"),
        }
    }
}

/// Calls several times, and keeps what is given first.
fn repeat(times: usize, call: impl Fn() -> Given) -> Given {
    let first = call();
    (1..times).for_each(|_| drop(call()));
    first
}

/// A result that can be written again.
fn value<T: serde::Serialize + Send + 'static, E: ErrorBody + Debug, O>(call: Call<T, E, O>) -> Given {
    given(call, |value| to_value(value).unwrap())
}

/// A result as `Debug` shows it.
fn shown<T: Debug + Send + 'static, E: ErrorBody + Debug, O>(call: Call<T, E, O>) -> Given {
    given(call, |value| json!(format!("{value:?}")))
}

/// Bytes, which are text in these cases.
fn bytes<E: ErrorBody + Debug, O>(call: Call<Bytes, E, O>) -> Given {
    given(call, |bytes| json!(String::from_utf8_lossy(&bytes)))
}

fn given<T: Send + 'static, E: ErrorBody + Debug, O>(call: Call<T, E, O>, written: impl Fn(T) -> Value) -> Given {
    match call.send_blocking() {
        Ok(value) => Given::Read(written(value)),
        Err(Error::Api(error)) => refused::<E>(&error),
        Err(error) => Given::Failed(error.to_string()),
    }
}

fn refused<E: ErrorBody + Debug>(error: &ApiError) -> Given {
    match error.try_body::<E>() {
        Ok(body) => Given::Refused(error.status(), format!("{body:?}")),
        Err(why) => Given::Failed(format!("status {}: {why}", error.status())),
    }
}

/// All items of a list that is read page by page, or of a stream of lines.
macro_rules! items {
    ($items:expr) => {{
        let mut items = $items;
        let all: Result<Vec<_>, clients::Error> = std::iter::from_fn(|| items.next_blocking()).collect();
        all.map_or_else(|error| Given::Failed(error.to_string()), |all| Given::Read(to_value(all).unwrap()))
    }};
}
pub(crate) use items;

/// The lines of a stream.
macro_rules! lines {
    ($call:expr) => {
        match $call.send_blocking() {
            Ok(stream) => items!(stream),
            Err(error) => Given::Failed(error.to_string()),
        }
    };
}
pub(crate) use lines;

/// The data of the events of a stream.
macro_rules! events {
    ($call:expr) => {
        match $call.send_blocking() {
            Ok(mut stream) => {
                let next = || stream.next_blocking().map(|event| event.map(|event| event.data));
                let all: Result<Vec<_>, clients::Error> = std::iter::from_fn(next).collect();
                all.map_or_else(|error| Given::Failed(error.to_string()), |all| Given::Read(to_value(all).unwrap()))
            }
            Err(error) => Given::Failed(error.to_string()),
        }
    };
}
pub(crate) use events;

#[test]
fn calls() {
    let read = |name: &str| std::fs::read_to_string(name).unwrap();
    let urls: BTreeMap<String, String> = serde_json::from_str(&read("urls.json")).unwrap();
    let all = cases::all(|name| urls[name].clone());
    let written: BTreeMap<_, Vec<Value>> =
        all.iter().map(|(name, all)| (name, all.iter().map(Given::written).collect())).collect();
    std::fs::write("results.json", serde_json::to_string(&written).unwrap()).unwrap();
}
