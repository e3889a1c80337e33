//! A server for the caller's tests, on loopback: it answers what it was told to expect. Whatever else comes is answered
//! with 501 and makes the test fail when the server is dropped, as does an expectation that nothing met.

use super::mock_http::{Answer, Incoming, listen};
use super::mock_match::{Expectation, NotMet};
use super::operation::Operation;
use super::wire::{self, Wire};
use serde_json::Value;
use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What a server was told and what it saw.
#[derive(Default)]
struct Script {
    expectations: Vec<Expectation>,
    /// What was wrong, in order.
    faults: Vec<String>,
}

/// The server beneath the typed one that a client's `mock` module has.
pub struct Server {
    url: String,
    script: Arc<Mutex<Script>>,
}

impl Server {
    /// Listens on a free port of this machine.
    ///
    /// # Errors
    /// There is no port.
    pub fn start() -> io::Result<Self> {
        let script = Arc::new(Mutex::new(Script::default()));
        let shared = Arc::clone(&script);
        let url = listen(move |request| answer(&mut lock(&shared), request))?;
        Ok(Self { url, script })
    }

    /// Where it listens, without a slash at the end.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Begins an expectation of the operation; a reply ends it.
    pub fn expect<B, T, E>(&self, operation: &Operation) -> Expect<'_, B, T, E> {
        Expect { server: self, expectation: Expectation::new(operation), types: PhantomData }
    }

    /// What is wrong so far, a line each: calls that nothing expected, expectations that were not met, replies that do
    /// not fit the document. Calling it settles them: what it tells is not told again when the server is dropped.
    pub fn verify(&self) -> Result<(), Unmet> {
        let mut script = lock(&self.script);
        let mut faults = std::mem::take(&mut script.faults);
        faults.extend(script.expectations.iter().filter_map(Expectation::unmet));
        script.expectations.clear();
        if faults.is_empty() { Ok(()) } else { Err(Unmet(faults)) }
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("url", &self.url).finish_non_exhaustive()
    }
}

/// Fails the test that forgot to ask.
impl Drop for Server {
    #[allow(clippy::panic, reason = "how a test fails; not while it fails already")]
    fn drop(&mut self) {
        if let Err(unmet) = self.verify()
            && !std::thread::panicking()
        {
            panic!("{unmet}");
        }
    }
}

/// Calls and expectations that did not find each other.
#[derive(Debug)]
pub struct Unmet(Vec<String>);

impl fmt::Display for Unmet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the mock server was not called as it should be:")?;
        self.0.iter().try_for_each(|fault| write!(f, "\n- {}", fault.replace('\n', "\n  ")))
    }
}

impl std::error::Error for Unmet {}

/// The first expectation that fits and has calls left; the one that comes nearest is named where none does.
fn answer(script: &mut Script, request: &Incoming) -> Answer {
    let mut nearest: Option<NotMet> = None;
    for expectation in &mut script.expectations {
        match expectation.meet(request) {
            Ok(answer) => return answer,
            Err(not_met) if nearest.as_ref().is_none_or(|known| not_met.nearness > known.nearness) => {
                nearest = Some(not_met);
            }
            Err(_) => {}
        }
    }
    let why = nearest.map_or_else(|| "nothing was expected".to_owned(), |not_met| not_met.text);
    let fault = format!("unexpected call {} {}\n{why}", request.method, request.target);
    script.faults.push(fault.clone());
    Answer::text(501, fault)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// An expectation in the making: a call with a body `B`, answered with a `T` or, as an error, an `E`. What is not said
/// is not compared.
#[must_use = "an expectation counts once it has a reply"]
pub struct Expect<'a, B, T, E> {
    server: &'a Server,
    expectation: Expectation,
    types: PhantomData<fn(B, T, E)>,
}

impl<'a, B, T, E> Expect<'a, B, T, E> {
    /// The path parameter of this name has this value.
    pub fn path(mut self, name: &str, value: impl ToString) -> Self {
        self.expectation.path.push((name.to_owned(), value.to_string()));
        self
    }

    /// The query has this parameter with this value, beside whatever else.
    pub fn query(mut self, name: &str, value: impl ToString) -> Self {
        self.expectation.query.push((name.to_owned(), value.to_string()));
        self
    }

    /// Answers with these bytes, whatever the document says.
    pub fn reply_bytes(self, status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Expected<'a> {
        self.reply_with(Answer { status, content_type: content_type.to_owned(), body: body.into() })
    }

    /// Answers with nothing.
    pub fn reply_empty(self, status: u16) -> Expected<'a> {
        self.reply_with(Answer { status, content_type: String::new(), body: Vec::new() })
    }

    fn reply_with(mut self, answer: Answer) -> Expected<'a> {
        self.expectation.answer = answer;
        let mut script = lock(&self.server.script);
        let index = script.expectations.len();
        script.expectations.push(self.expectation);
        drop(script);
        Expected { server: self.server, index }
    }

    fn reply_wire<V: Wire>(self, status: u16, value: Result<V, serde_json::Error>) -> Expected<'a> {
        let encoded = value.and_then(|value| wire::to_vec(&value));
        let body = encoded.unwrap_or_else(|error| {
            let fault = format!("the reply of {} is not what is documented: {error}", self.expectation.id);
            lock(&self.server.script).faults.push(fault);
            Vec::new()
        });
        self.reply_bytes(status, "application/json", body)
    }
}

impl<B: Wire, T, E> Expect<'_, B, T, E> {
    /// The body is this, as JSON.
    pub fn body(mut self, body: &B) -> Self {
        match wire::to_value(body) {
            Ok(body) => self.expectation.body = Some(body),
            Err(error) => lock(&self.server.script).faults.push(format!("the expected body: {error}")),
        }
        self
    }
}

impl<'a, B, T: Wire, E> Expect<'a, B, T, E> {
    /// Answers with the documented success.
    pub fn reply(self, status: u16, value: &T) -> Expected<'a> {
        // Through the tree, as a value that is borrowed cannot be moved out of.
        let value = wire::to_value(value).and_then(|value| wire::from_value::<T>(&value));
        self.reply_wire(status, value)
    }

    /// Answers with JSON that must fit the documented success.
    pub fn reply_json(self, status: u16, value: &Value) -> Expected<'a> {
        let value = wire::from_value::<T>(value);
        self.reply_wire(status, value)
    }
}

impl<'a, B, T, E: Wire> Expect<'a, B, T, E> {
    /// Answers with JSON that must fit the documented error.
    pub fn reply_error(self, status: u16, value: &Value) -> Expected<'a> {
        let value = wire::from_value::<E>(value);
        self.reply_wire(status, value)
    }
}

/// An expectation that counts: of one call, unless it is told otherwise.
pub struct Expected<'a> {
    server: &'a Server,
    index: usize,
}

impl Expected<'_> {
    /// Of as many calls.
    pub fn times(self, times: usize) {
        if let Some(expectation) = lock(&self.server.script).expectations.get_mut(self.index) {
            expectation.times = times;
        }
    }
}

/// Makes the typed server of an API, a line an operation.
///
/// `mock!(Client { api_key("mock") } tags Tags { attach(AttachTags) -> Vec<Tag>, Untyped = "attach" "POST" "/tags"; });`
/// for the client's builder with dummy credentials, and groups with their handles; `Untyped` stands for what is not JSON.
#[doc(hidden)]
#[macro_export]
macro_rules! __mock {
    ($client:ident { $($credential:ident($($word:literal),*))* } $($group:ident $handle:ident {
        $($method:ident($body:ty) -> $success:ty, $error:ty = $id:literal $verb:literal $path:literal;)*
    })*) => {
        /// A server on loopback that answers what it was told to expect. When it is dropped, it fails the test that it
        /// was not called as it should be in; `verify` tells the same without failing.
        #[derive(Debug)]
        pub struct Server {
            server: $crate::runtime::mock::Server,
        }

        impl Server {
            /// Listens on a free port of this machine.
            ///
            /// # Errors
            /// There is no port.
            pub fn start() -> ::std::io::Result<Self> {
                $crate::runtime::mock::Server::start().map(|server| Self { server })
            }

            /// Where it listens, without a slash at the end.
            pub fn url(&self) -> &str {
                self.server.url()
            }

            /// A client of it, with credentials that mean nothing.
            ///
            /// # Errors
            /// As of the client's own builder.
            pub fn client(
                &self,
            ) -> ::std::result::Result<super::$client, $crate::runtime::error_build::BuildError> {
                super::$client::builder().base_url(self.url())$(.$credential($($word),*))*.build()
            }

            /// What the next call is, by its group.
            pub fn expect(&self) -> Groups<'_> {
                Groups { server: &self.server }
            }

            /// What is wrong so far; what is told here is not told again when the server is dropped.
            ///
            /// # Errors
            /// Calls that nothing expected, expectations that were not met, replies that do not fit the document.
            pub fn verify(&self) -> ::std::result::Result<(), $crate::runtime::mock::Unmet> {
                self.server.verify()
            }
        }

        /// The groups of operations.
        #[derive(Debug, Clone, Copy)]
        pub struct Groups<'a> {
            #[allow(dead_code, reason = "an API need not have operations")]
            server: &'a $crate::runtime::mock::Server,
        }

        impl<'a> Groups<'a> {
            $(
                #[doc = concat!("Expects an operation of the group `", stringify!($group), "`.")]
                pub fn $group(self) -> groups::$handle<'a> {
                    groups::$handle { server: self.server }
                }
            )*
        }

        /// The operations of each group.
        pub mod groups {
            #[allow(unused_imports, reason = "an API need not have types")]
            use super::*;

            $(
                #[doc = concat!("Operations of the group `", stringify!($group), "`.")]
                #[derive(Debug, Clone, Copy)]
                pub struct $handle<'a> {
                    pub(super) server: &'a $crate::runtime::mock::Server,
                }

                impl<'a> $handle<'a> {
                    $(
                        #[doc = concat!("Expects `", $verb, " ", $path, "`.")]
                        pub fn $method(self) -> $crate::runtime::mock::Expect<'a, $body, $success, $error> {
                            self.server.expect(&$crate::runtime::operation::Operation::new($id, $verb, $path))
                        }
                    )*
                }
            )*
        }
    };
}
#[doc(hidden)]
pub use crate::__mock as mock;
