//! Event streams: whether the schema describes the data of each event or whole events.

use crate::base::pointer::Pointer;
use crate::document::{Ref, Schema, SchemaRef, SchemaType};
use crate::lower::Lowering;

/// The fields of an event.
const FIELDS: [&str; 4] = ["data", "event", "id", "retry"];

/// The content that the schema of an event stream describes.
pub(in crate::lower) enum EventSchema<'c> {
    /// The data of each event.
    Data(Pointer, &'c SchemaRef),
    /// Each event has text as its data.
    Text,
    /// Whole events, distinguished by their names.
    Whole(Pointer, &'c SchemaRef),
}

impl<'d> Lowering<'d> {
    /// Returns the content that a schema describes. The schema of a whole response may be a list of events.
    pub(in crate::lower) fn event_schema<'c>(
        &self,
        at: Pointer,
        schema: &'c SchemaRef,
        is_response: bool,
    ) -> EventSchema<'c>
    where
        'd: 'c,
    {
        let Some((end, own)) = self.resolve(&at, schema) else { return EventSchema::Data(at, schema) };
        if is_response && let Some(items) = &own.items {
            let of_items = self.event_schema(end.join("items"), items, false);
            let is_plain = matches!(&of_items, EventSchema::Data(_, data) if std::ptr::eq(*data, items));
            // If the elements of a component that is a list are not events, each event holds the whole list.
            return if is_plain && schema.reference().is_some() {
                EventSchema::Data(at, schema)
            } else {
                of_items
            };
        }
        let alternatives = [own.one_of.as_slice(), own.any_of.as_slice()].concat();
        if !alternatives.is_empty() && alternatives.iter().all(|one| self.is_named_event(&end, one, own)) {
            return EventSchema::Whole(at, schema);
        }
        event_data(&end, own).unwrap_or(EventSchema::Data(at, schema))
    }

    /// Returns true if an alternative is an event with a name; fields may be declared beside the alternatives.
    fn is_named_event(&self, at: &Pointer, schema: &SchemaRef, beside: &Schema) -> bool {
        let mut open = vec![schema];
        let mut left = MAX_ALTERNATIVES;
        while let Some(schema) = open.pop() {
            let Some((_, own)) = self.resolve(at, schema) else { return false };
            let nested = || own.one_of.iter().chain(&own.any_of);
            let has =
                |field: &str| own.properties.contains_key(field) || beside.properties.contains_key(field);
            let is_event = has("data") && has("event") && is_event(own) && is_event(beside);
            left -= 1;
            if left == 0 || !(is_event || own.properties.is_empty() && nested().next().is_some()) {
                return false;
            }
            if !is_event {
                open.extend(nested());
            }
        }
        true
    }

    /// Resolves a schema that may be a reference.
    fn resolve<'c>(&self, at: &Pointer, schema: &'c SchemaRef) -> Option<(Pointer, &'c Schema)>
    where
        'd: 'c,
    {
        match schema {
            Ref::Own(own) => Some((at.clone(), own)),
            Ref::Reference(reference) => self.document.follow(reference),
        }
    }
}

/// The maximum number of nested alternatives that are searched.
const MAX_ALTERNATIVES: usize = 1_000;

/// Returns true if an object has no members other than the fields of an event.
fn is_event(schema: &Schema) -> bool {
    schema.properties.keys().all(|key| FIELDS.contains(&key.as_str()))
}

/// Returns the data of a schema that describes a whole event (`data` beside `event`, `id` or `retry`): text, unless the
/// schema describes JSON. Returns `None` for any other schema.
fn event_data<'c>(at: &Pointer, schema: &'c Schema) -> Option<EventSchema<'c>> {
    let data = schema.properties.get("data")?;
    if !is_event(schema) {
        return None;
    }
    let at = at.join("properties").join("data");
    let own = data.own();
    if let Some(inner) = own.and_then(|own| own.content_schema.as_ref()) {
        return Some(EventSchema::Data(at.join("contentSchema"), inner));
    }
    let is_text = own.is_some_and(|own| own.of_type == Some(SchemaType::String));
    Some(if is_text { EventSchema::Text } else { EventSchema::Data(at, data) })
}
