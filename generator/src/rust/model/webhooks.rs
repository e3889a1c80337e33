//! The webhooks of an API: its events, and how requests are verified.

use super::{RustType, Tables};
use crate::ir::{self, Shape};
use crate::rust::facts::Side;

/// The webhooks.
#[derive(Debug)]
pub struct Webhooks<'a> {
    /// Their IR.
    pub data: &'a ir::Webhooks,
    /// The type of the events, a union.
    pub ty: RustType,
    /// The variant that keeps other events.
    pub open: &'a str,
    /// The events.
    pub events: Vec<Event<'a>>,
}

/// An event.
#[derive(Debug)]
pub struct Event<'a> {
    /// Its IR.
    pub data: &'a ir::WebhookEvent,
    /// Its variant.
    pub variant: &'a str,
    /// The type of its body.
    pub ty: RustType,
}

impl<'a> Webhooks<'a> {
    /// The webhooks of an API; `None` if it has none.
    pub fn new(tables: Tables<'a>) -> Option<Self> {
        let data = tables.api.webhooks.as_ref()?;
        let id = data.union;
        let Shape::Union(union) = &tables.api.type_def(id).shape else { return None };
        let variants = union.variants.iter().zip(&tables.names.members[id.0]);
        let events = data.events.iter().zip(variants).map(|(data, (variant, name))| Event {
            data,
            variant: name,
            ty: RustType::of(tables, &variant.ty, Side::Response),
        });
        let ty = RustType::Api(tables.type_name(id, Side::Response));
        Some(Self { data, ty, open: &tables.names.open[id.0], events: events.collect() })
    }
}
