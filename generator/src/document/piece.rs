//! Records that are not schemas, each read once however many operations refer to it.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

use super::fit::Fit;
use super::operation::{RequestBody, Response};
use super::parameter::{Header, Parameter};
use super::reference::{Record, Ref, fitting};
use crate::base::pointer::Pointer;

/// How many references may lead to each other.
const CHAIN: usize = 64;

/// A piece: an operation's own, or one that a reference leads to.
#[derive(Debug)]
pub enum Piece<'a, T> {
    /// Where it is used.
    Own(&'a T),
    /// Elsewhere, where others may use it too.
    Shared(Arc<T>),
}

impl<T> Deref for Piece<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self {
            Self::Own(piece) => piece,
            Self::Shared(piece) => piece,
        }
    }
}

/// What references led to so far.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    parameters: Found<Parameter>,
    bodies: Found<RequestBody>,
    responses: Found<Response>,
    headers: Found<Header>,
}

/// The pieces of one kind that references led to, by the place that they name; `None` where there is no such piece.
type Found<T> = Mutex<BTreeMap<Pointer, Option<(Pointer, Arc<T>)>>>;

/// A piece that references can lead to.
pub(super) trait Referable: Record + Sized {
    fn found(pieces: &Pieces) -> &Found<Self>;
}

impl Referable for Parameter {
    fn found(pieces: &Pieces) -> &Found<Self> {
        &pieces.parameters
    }
}

impl Referable for RequestBody {
    fn found(pieces: &Pieces) -> &Found<Self> {
        &pieces.bodies
    }
}

impl Referable for Response {
    fn found(pieces: &Pieces) -> &Found<Self> {
        &pieces.responses
    }
}

impl Referable for Header {
    fn found(pieces: &Pieces) -> &Found<Self> {
        &pieces.headers
    }
}

impl Pieces {
    /// The piece itself with its place, if it is no reference to nothing.
    pub(super) fn piece<'a, T: Referable>(
        &self,
        document: &Value,
        at: &Pointer,
        piece: &'a Ref<T>,
    ) -> Option<(Pointer, Piece<'a, T>)>
    where
        Ref<T>: Fit,
    {
        let reference = match piece {
            Ref::Own(own) => return Some((at.clone(), Piece::Own(own))),
            Ref::Reference(reference) => reference,
        };
        let target = Pointer::from_fragment(reference.strip_prefix('#')?)?;
        let mut found = T::found(self).lock().unwrap_or_else(PoisonError::into_inner);
        let end = found.entry(target).or_insert_with_key(|target| follow(document, target));
        end.clone().map(|(at, piece)| (at, Piece::Shared(piece)))
    }
}

/// Follows references to what is none.
fn follow<T: Referable>(document: &Value, target: &Pointer) -> Option<(Pointer, Arc<T>)>
where
    Ref<T>: Fit,
{
    let mut pointer = target.clone();
    for _ in 0..CHAIN {
        match fitting::<Ref<T>>(document.pointer(pointer.as_str())?)? {
            Ref::Own(own) => return Some((pointer, Arc::from(own))),
            Ref::Reference(reference) => pointer = Pointer::from_fragment(reference.strip_prefix('#')?)?,
        }
    }
    None
}
