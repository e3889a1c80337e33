//! Whether a schema allows null. A component's type is made without it: each use of the type says so.

use openapiv3::{AnySchema, ReferenceOr, Schema, SchemaKind};

use super::{Lowering, doc};
use crate::pointer::Pointer;

impl Lowering<'_> {
    /// Whether null is a value of the schema: it says so itself, or an alternative or the schema it stands for does.
    pub(super) fn admits_null(&self, schema: &ReferenceOr<Schema>) -> bool {
        self.node_admits_null(schema, &mut Vec::new())
    }

    /// The same of a schema that is written out.
    pub(super) fn item_admits_null(&self, schema: &Schema) -> bool {
        self.schema_admits_null(schema, &mut Vec::new())
    }

    fn node_admits_null(&self, schema: &ReferenceOr<Schema>, seen: &mut Vec<Pointer>) -> bool {
        match schema {
            ReferenceOr::Item(schema) => self.schema_admits_null(schema, seen),
            ReferenceOr::Reference { reference } => self.reference_admits_null(reference, seen),
        }
    }

    fn reference_admits_null(&self, reference: &str, seen: &mut Vec<Pointer>) -> bool {
        let Some((target, schema)) = self.resolved.follow(reference) else { return false };
        if seen.contains(&target) {
            return false;
        }
        seen.push(target);
        self.schema_admits_null(schema, seen)
    }

    fn schema_admits_null(&self, schema: &Schema, seen: &mut Vec<Pointer>) -> bool {
        if schema.schema_data.nullable {
            return true;
        }
        if let Some(branch) = doc::only_branch(schema) {
            return self.node_admits_null(branch, seen);
        }
        let branches: &[ReferenceOr<Schema>] = match &schema.schema_kind {
            SchemaKind::OneOf { one_of } => one_of,
            SchemaKind::AnyOf { any_of } => any_of,
            SchemaKind::Any(AnySchema { typ: None, one_of, any_of, .. }) if any_of.is_empty() => one_of,
            SchemaKind::Any(AnySchema { typ: None, one_of, any_of, .. }) if one_of.is_empty() => any_of,
            _ => return false,
        };
        branches.iter().any(|branch| self.node_admits_null(branch, seen))
    }
}
