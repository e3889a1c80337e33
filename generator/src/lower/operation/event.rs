//! Event streams: whether the schema describes the data of each event or whole events.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::base::pointer::Pointer;
use crate::document::{Ref, Schema, SchemaRef, SchemaType};
use crate::lower::Lowering;

/// The fields of an event.
const FIELDS: [&str; 4] = ["data", "event", "id", "retry"];

/// The maximum number of nested alternatives that are searched.
const MAX_ALTERNATIVES: usize = 1_000;

/// The deepest nesting of `allOf` that is searched.
const MAX_DEPTH: usize = 64;

/// The content that the schema of an event stream describes.
pub(in crate::lower) enum EventSchema<'c> {
    /// The data of each event.
    Data(Pointer, Cow<'c, SchemaRef>),
    /// Each event has text as its data.
    Text,
    /// Whole events, distinguished by their names or by their data.
    Whole(Pointer, Cow<'c, SchemaRef>),
}

/// The fields of an event with their schemas.
type Fields<'c> = BTreeMap<&'c str, (Pointer, &'c SchemaRef)>;

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
        let Some((end, own)) = self.resolve(&at, schema) else { return data(at, schema) };
        if is_response && let Some(items) = &own.items {
            let of_items = self.event_schema(end.join("items"), items, false);
            let is_plain = matches!(&of_items, EventSchema::Data(_, data) if std::ptr::eq(&**data, items));
            // If the elements of a component that is a list are not events, each event holds the whole list.
            return if is_plain && schema.reference().is_some() { data(at, schema) } else { of_items };
        }
        let mut alternatives = own.one_of.iter().chain(&own.any_of).peekable();
        if alternatives.peek().is_some() && alternatives.all(|one| self.is_event_of_union(&end, one, own)) {
            if let Some(union) = self.union_of_data(&end, own) {
                return EventSchema::Data(at, Cow::Owned(union));
            }
            let decoded = self.with_decoded_data(&end, own);
            return EventSchema::Whole(at, decoded.map_or(Cow::Borrowed(schema), Cow::Owned));
        }
        self.event_data(&end, own).unwrap_or_else(|| data(at, schema))
    }

    /// Returns true if an alternative is an event with data; fields may be declared beside the alternatives.
    fn is_event_of_union(&self, at: &Pointer, schema: &SchemaRef, beside: &Schema) -> bool {
        let mut open = vec![schema];
        let mut left = MAX_ALTERNATIVES;
        while let Some(schema) = open.pop() {
            let Some((end, own)) = self.resolve(at, schema) else { return false };
            let has_data = |fields: &Fields<'_>| {
                fields.contains_key("data") || beside.properties.contains_key("data") && !fields.is_empty()
            };
            let is_event = self.fields(&end, own).is_some_and(|fields| has_data(&fields))
                && beside.properties.keys().all(|key| FIELDS.contains(&key.as_str()));
            let nested = || own.one_of.iter().chain(&own.any_of);
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

    /// Returns the fields that a schema declares, also in its `allOf`; `None` if it declares other members.
    fn fields<'c>(&self, at: &Pointer, schema: &'c Schema) -> Option<Fields<'c>>
    where
        'd: 'c,
    {
        self.fields_within(at, schema, MAX_DEPTH, &mut BTreeSet::new())
    }

    /// Each schema is visited once (`seen`): schemas that include the same ones would take exponential time.
    fn fields_within<'c>(
        &self,
        at: &Pointer,
        schema: &'c Schema,
        depth: usize,
        seen: &mut BTreeSet<Pointer>,
    ) -> Option<Fields<'c>>
    where
        'd: 'c,
    {
        let depth = depth.checked_sub(1)?;
        let mut fields = Fields::new();
        for (index, branch) in schema.all_of.iter().enumerate() {
            let (end, own) = self.resolve(&at.join("allOf").join(index), branch)?;
            if seen.insert(end.clone()) {
                fields.extend(self.fields_within(&end, own, depth, seen)?);
            }
        }
        for (name, field) in &schema.properties {
            fields.insert(name, (at.join("properties").join(name), field));
        }
        fields.keys().all(|name| FIELDS.contains(name)).then_some(fields)
    }

    /// Returns the data of a schema that describes a whole event: text, unless the schema describes JSON. Returns `None`
    /// for any other schema.
    fn event_data<'c>(&self, at: &Pointer, schema: &'c Schema) -> Option<EventSchema<'c>>
    where
        'd: 'c,
    {
        let (at, data) = self.fields(at, schema)?.remove("data")?;
        let (end, own) = self.resolve(&at, data)?;
        if let Some(inner) = &own.content_schema {
            return Some(self::data(end.join("contentSchema"), inner));
        }
        let is_text = data.own().is_some() && own.of_type == Some(SchemaType::String);
        Some(if is_text { EventSchema::Text } else { self::data(at, data) })
    }

    /// Returns the union of the data of events without names, which only their data tells apart.
    fn union_of_data(&self, at: &Pointer, union: &Schema) -> Option<SchemaRef> {
        let mut alternatives = Vec::new();
        for branch in union.one_of.iter().chain(&union.any_of) {
            let (end, own) = self.resolve(at, branch)?;
            let fields = self.fields(&end, own)?;
            let is_named = fields.get("event").is_some_and(|event| self.is_constant(event));
            let (end, data) = fields.get("data").filter(|_| !is_named)?;
            let (_, own) = self.resolve(end, data)?;
            alternatives.push(own.content_schema.clone().unwrap_or_else(|| (*data).clone()));
        }
        Some(Ref::Own(Box::new(Schema { one_of: alternatives, ..Schema::default() })))
    }

    /// Returns true for a field with a fixed set of values.
    fn is_constant(&self, (at, field): &(Pointer, &SchemaRef)) -> bool {
        self.resolve(at, field).is_some_and(|(_, own)| !own.enumeration.is_empty())
    }

    /// Returns a union of events in which data that is JSON within a text (`contentSchema`) has the schema of the JSON;
    /// `None` if there is no such data.
    fn with_decoded_data(&self, at: &Pointer, union: &Schema) -> Option<SchemaRef> {
        let mut decoded = union.clone();
        let mut is_changed = self.decode_data(at, &mut decoded);
        // Beside the alternatives it would contradict the data that one of them declares.
        let beside = decoded.properties.shift_remove("data");
        for branch in decoded.one_of.iter_mut().chain(&mut decoded.any_of) {
            let Some((end, own)) = self.resolve(at, branch) else { continue };
            let mut own = own.clone();
            is_changed |= self.decode_data(&end, &mut own);
            if let Some(beside) = beside.as_ref().filter(|_| !own.properties.contains_key("data")) {
                own.properties.insert("data".to_owned(), beside.clone());
            }
            *branch = Ref::Own(Box::new(own));
        }
        is_changed.then(|| Ref::Own(Box::new(decoded)))
    }

    /// Gives the data of an event the schema of the JSON in it, and returns true if there is one.
    fn decode_data(&self, at: &Pointer, event: &mut Schema) -> bool {
        let Some(data) = event.properties.get_mut("data") else { return false };
        let inner = self.resolve(at, data).and_then(|(_, own)| own.content_schema.clone());
        let is_json = inner.is_some();
        inner.into_iter().for_each(|inner| *data = inner);
        is_json
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

/// The data of each event as it is in the document.
fn data<'c>(at: Pointer, schema: &'c SchemaRef) -> EventSchema<'c> {
    EventSchema::Data(at, Cow::Borrowed(schema))
}
