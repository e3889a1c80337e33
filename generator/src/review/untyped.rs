//! Lists what has no type of its own in a client, with the reason and the place in the document.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde_json::{Value, json};

use crate::Built;
use crate::diagnostic::render::located;
use crate::diagnostic::{Files, Location};
use crate::ir::{OperationPart, Shape, Statuses, TypeId, Untyped, UntypedOwner};
use crate::rust::names::ident::written;
use crate::text::plural::counted;
use crate::text::print::escape_line;

/// A value without a type, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The module of the API; `None` if the API is the crate itself.
    pub module: Option<String>,
    /// What it is in the crate.
    pub rust: String,
    /// What it is instead of a type.
    pub form: &'static str,
    /// Why.
    pub reason: String,
    /// The code of the diagnostic that says so.
    pub code: Option<&'static str>,
    /// Its place in the document.
    pub pointer: String,
    /// File, line and column, where they are known.
    pub position: Option<(String, usize, usize)>,
}

/// Returns everything without a type in the clients that are generated.
pub fn list(built: &[Built], texts: &Files) -> Vec<Listed> {
    built.iter().flat_map(|built| of_api(built, texts)).collect()
}

fn of_api(built: &Built, texts: &Files) -> Vec<Listed> {
    let names = Names::new(built);
    let named = built.api.untyped.iter().filter_map(|one| Some((one, names.name(one)?)));
    let named: Vec<(&Untyped, String)> = named.collect();
    let locations: Vec<Location> = named
        .iter()
        .map(|(one, _)| {
            let (file, pointer) = built.provenance.origin(&one.pointer);
            Location::Source(file, pointer)
        })
        .collect();
    let positions = located(&locations.iter().collect::<Vec<_>>(), texts);
    let listed = named.into_iter().zip(positions).map(|((one, rust), position)| Listed {
        module: built.module.clone(),
        rust,
        form: one.form.word(),
        reason: one.reason.clone(),
        code: one.code,
        pointer: built.provenance.origin(&one.pointer).1.to_string(),
        position: position.map(|(file, line, column)| (file.to_owned(), line, column)),
    });
    listed.collect()
}

/// What is generated, by what owns a value.
struct Names<'a> {
    built: &'a Built,
    types: BTreeSet<TypeId>,
    /// `group().method()`, by operation.
    methods: BTreeMap<usize, String>,
}

impl<'a> Names<'a> {
    fn new(built: &'a Built) -> Self {
        let methods = built.names.groups.iter().flat_map(|group| {
            let method = move |method: &str| format!("{}().{}()", written(&group.module), written(method));
            group.operations.iter().map(move |own| (own.index, method(&own.method)))
        });
        Self { built, types: built.names.type_ids().collect(), methods: methods.collect() }
    }

    /// Returns what a value is called in the crate; `None` if it is not generated.
    fn name(&self, one: &Untyped) -> Option<String> {
        let member = |id: TypeId, index: usize| self.built.names.members.get(id.0)?.get(index);
        match &one.owner {
            UntypedOwner::Alias(id) => self.type_name(*id),
            UntypedOwner::Others(id) => Some(format!("{}, additional members", self.type_name(*id)?)),
            UntypedOwner::Member(id, index) => {
                let Shape::Object(object) = &self.built.api.type_def(*id).shape else { return None };
                let wire = &object.fields.get(*index)?.wire;
                let own = member(*id, *index).unwrap_or(wire);
                Some(format!("{}::{}", self.type_name(*id)?, written(own)))
            }
            UntypedOwner::Variant(id, index) => {
                Some(format!("{}::{}", self.type_name(*id)?, written(member(*id, *index)?)))
            }
            UntypedOwner::Operation(index, part) => {
                Some(format!("{}, {}", self.methods.get(index)?, part_name(part)))
            }
        }
    }

    fn type_name(&self, id: TypeId) -> Option<String> {
        let side = *self.built.facts.sides(id).first().filter(|_| self.types.contains(&id))?;
        Some(format!("types::{}", written(self.built.names.types.get(&(id, side))?)))
    }
}

fn part_name(part: &OperationPart) -> String {
    match part {
        OperationPart::Parameter(name) => format!("parameter `{}`", escape_line(name)),
        OperationPart::Body => "request body".to_owned(),
        OperationPart::Success => "response".to_owned(),
        OperationPart::Error(Statuses::Code(code)) => format!("error {code}"),
        OperationPart::Error(Statuses::Range(digit)) => format!("errors {digit}XX"),
        OperationPart::Error(Statuses::Default) => "other errors".to_owned(),
        OperationPart::Header(name) => format!("header `{}`", escape_line(name)),
    }
}

/// Returns one line for each value, as compilers write them, and their number.
pub fn text(listed: &[Listed]) -> String {
    let mut text = String::new();
    for one in listed {
        let place = match &one.position {
            Some((file, line, column)) => format!("{}:{line}:{column}", escape_line(file)),
            None => escape_line(&one.pointer),
        };
        let module = one.module.as_ref().map_or(String::new(), |module| format!("{module}::"));
        let code = one.code.map_or(String::new(), |code| format!(" [{code}]"));
        let _ =
            writeln!(text, "{place}: {module}{}: {}: {}{code}", one.rust, one.form, escape_line(&one.reason));
        if one.position.is_some() {
            let _ = writeln!(text, "    at {}", escape_line(&one.pointer));
        }
    }
    text + &format!("{} without a type\n", counted(listed.len(), "value"))
}

/// Returns them as JSON, one per line.
pub fn json_lines(listed: &[Listed]) -> Vec<String> {
    let values = json(listed);
    values.as_array().into_iter().flatten().map(|one| json!({"untyped": one}).to_string()).collect()
}

/// Returns them as a JSON array.
pub fn json(listed: &[Listed]) -> Value {
    let one = |one: &Listed| {
        let (file, line, column) = match &one.position {
            Some((file, line, column)) => (Some(file), Some(line), Some(column)),
            None => (None, None, None),
        };
        json!({
            "module": one.module,
            "rust": one.rust,
            "form": one.form,
            "reason": one.reason,
            "code": one.code,
            "pointer": one.pointer,
            "file": file,
            "line": line,
            "column": column,
        })
    };
    listed.iter().map(one).collect()
}
