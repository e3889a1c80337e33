//! Finds values that must not be shown: strings of the format `password`, and write-only members.

use std::collections::BTreeSet;

use super::Facts;
use crate::base::graph::propagate;
use crate::ir::{Access, Api, Field, Operation, Shape, TextFormat, Type, TypeId};

impl Facts {
    /// Returns true if values of a type are secrets, or lists and maps of secrets. Secrets inside a named type are
    /// handled by its own `Debug`.
    pub fn is_secret(&self, api: &Api, ty: &Type) -> bool {
        is_secret(api, &self.newtypes, ty)
    }

    /// Returns true if a member must not be shown.
    pub fn is_hidden(&self, api: &Api, field: &Field) -> bool {
        field.access == Access::WriteOnly || self.is_secret(api, &field.ty)
    }

    /// Returns the names of parameters and members, at any depth of what an operation sends and receives, that must not
    /// be shown; `*` if a secret has no name in the document.
    pub fn secret_names<'a>(&self, api: &'a Api, operation: &'a Operation) -> BTreeSet<&'a str> {
        let mut names = BTreeSet::new();
        let secret = operation.parameters.iter().filter(|parameter| self.is_secret(api, &parameter.ty));
        names.extend(secret.map(|parameter| parameter.wire.as_str()));
        let whole = |ty: &&Type| self.is_secret(api, ty) || self.is_one_of_secrets(api, ty);
        let failed = operation.errors.iter().filter_map(|case| case.ty.as_ref());
        let answered = operation.success.types().into_iter().chain(failed);
        let mut bodies = operation.body.iter().map(|body| &body.ty).chain(answered);
        names.extend(bodies.any(|ty| whole(&ty)).then_some("*"));
        let mut queue: Vec<TypeId> = operation.types().into_iter().flat_map(Type::named).collect();
        let mut seen = BTreeSet::new();
        while let Some(id) = queue.pop() {
            if !self.secret[id.0] || !seen.insert(id) {
                continue;
            }
            let shape = &api.type_def(id).shape;
            if let Shape::Object(object) = shape {
                let hidden = object
                    .fields
                    .iter()
                    .filter(|field| self.is_hidden(api, field) || self.is_one_of_secrets(api, &field.ty));
                names.extend(hidden.map(|field| field.wire.as_str()));
                let rest = object.rest.as_ref().filter(|rest| whole(rest));
                names.extend(rest.map(|_| "*"));
            }
            queue.extend(shape.types().into_iter().flat_map(Type::named));
        }
        names
    }

    /// Returns true if a value can be a secret although its type also has other values.
    fn is_one_of_secrets(&self, api: &Api, ty: &Type) -> bool {
        let Type::Named(id) = ty else {
            return ty.parts().into_iter().any(|part| self.is_one_of_secrets(api, part));
        };
        match &api.type_def(*id).shape {
            Shape::Union(union) => union.variants.iter().any(|variant| self.is_secret(api, &variant.ty)),
            // A cycle of aliases contains a type of its own, and ends there.
            Shape::Alias(target) if self.newtypes.contains(id) => self.is_secret(api, target),
            Shape::Alias(target) => self.is_secret(api, target) || self.is_one_of_secrets(api, target),
            _ => false,
        }
    }
}

fn is_secret(api: &Api, newtypes: &BTreeSet<TypeId>, ty: &Type) -> bool {
    match ty {
        Type::Format(TextFormat::Password) => true,
        Type::Named(id) if newtypes.contains(id) => false,
        Type::Named(id) => match &api.type_def(*id).shape {
            Shape::Alias(target) => is_secret(api, newtypes, target),
            _ => false,
        },
        other => other.parts().into_iter().any(|part| is_secret(api, newtypes, part)),
    }
}

/// Returns, by type, whether its values contain a secret at any depth.
pub(super) fn secret(api: &Api, graph: &[Vec<usize>]) -> Vec<bool> {
    let holds = api.types.iter().map(|def| {
        let hidden = match &def.shape {
            Shape::Object(object) => object.fields.iter().any(|field| field.access == Access::WriteOnly),
            _ => false,
        };
        // An alias that is a type of its own contains its target, too.
        hidden || def.shape.types().into_iter().any(is_password)
    });
    propagate(graph, holds.collect())
}

fn is_password(ty: &Type) -> bool {
    *ty == Type::Format(TextFormat::Password) || ty.parts().into_iter().any(is_password)
}
