//! Resolves references to records other than schemas. A record is read once, however many operations refer to it.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

use super::operation::{RequestBody, Response};
use super::parameter::{Header, Parameter};
use super::reference::{Record, Ref, read_valid};
use super::validate::Validate;
use crate::base::pointer::Pointer;

/// The maximum length of a chain of references.
const MAX_CHAIN: usize = 64;

/// A record: written in place, or the target of a reference.
#[derive(Debug)]
pub enum Resolved<'a, T> {
    /// Written in place.
    Own(&'a T),
    /// The target of a reference, which other references may share.
    Shared(Arc<T>),
}

impl<T> Deref for Resolved<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self {
            Self::Own(record) => record,
            Self::Shared(record) => record,
        }
    }
}

/// The targets of the references that were resolved so far.
#[derive(Debug, Default)]
pub(super) struct ReferenceCache {
    parameters: Cache<Parameter>,
    bodies: Cache<RequestBody>,
    responses: Cache<Response>,
    headers: Cache<Header>,
}

/// The resolved records of one type, by the pointer in the reference; `None` if there is no such record.
type Cache<T> = Mutex<BTreeMap<Pointer, Option<(Pointer, Arc<T>)>>>;

/// A record that a reference can point to.
pub(super) trait Referable: Record + Sized {
    fn cache(cache: &ReferenceCache) -> &Cache<Self>;
}

impl Referable for Parameter {
    fn cache(cache: &ReferenceCache) -> &Cache<Self> {
        &cache.parameters
    }
}

impl Referable for RequestBody {
    fn cache(cache: &ReferenceCache) -> &Cache<Self> {
        &cache.bodies
    }
}

impl Referable for Response {
    fn cache(cache: &ReferenceCache) -> &Cache<Self> {
        &cache.responses
    }
}

impl Referable for Header {
    fn cache(cache: &ReferenceCache) -> &Cache<Self> {
        &cache.headers
    }
}

impl ReferenceCache {
    /// Returns the record with its pointer; `None` if its reference cannot be resolved.
    pub(super) fn resolve<'a, T: Referable>(
        &self,
        document: &Value,
        at: &Pointer,
        record: &'a Ref<T>,
    ) -> Option<(Pointer, Resolved<'a, T>)>
    where
        Ref<T>: Validate,
    {
        let reference = match record {
            Ref::Own(own) => return Some((at.clone(), Resolved::Own(own))),
            Ref::Reference(reference) => reference,
        };
        let target = Pointer::from_fragment(reference.strip_prefix('#')?)?;
        let mut cache = T::cache(self).lock().unwrap_or_else(PoisonError::into_inner);
        let end = cache.entry(target).or_insert_with_key(|target| follow(document, target));
        end.clone().map(|(at, record)| (at, Resolved::Shared(record)))
    }
}

/// Follows a chain of references to the record at its end.
fn follow<T: Referable>(document: &Value, target: &Pointer) -> Option<(Pointer, Arc<T>)>
where
    Ref<T>: Validate,
{
    let mut pointer = target.clone();
    for _ in 0..MAX_CHAIN {
        match read_valid::<Ref<T>>(document.pointer(pointer.as_str())?)? {
            Ref::Own(own) => return Some((pointer, Arc::from(own))),
            Ref::Reference(reference) => pointer = Pointer::from_fragment(reference.strip_prefix('#')?)?,
        }
    }
    None
}
