//! Lowers the records of the document to the IR. Every decision about what a schema or an operation means is made here,
//! once; later stages never look at OpenAPI again.

mod limits;
mod open;
mod operation;
mod pass;
mod schema;
mod untyped;
mod webhook;

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use crate::base::pointer::Pointer;
use crate::diagnostic::{Code, Diagnostic, Location, Report, code, near};
use crate::document::Document;
use crate::ir::{Api, Doc, LeftOut, Naming, Owner, Rules, Shape, Type, TypeDef, TypeId};
use operation::{auth, server};
use pass::PassContext;
use schema::facets::Node;
use schema::{doc, family, inheritance, merge, null};

pub use schema::scalar::Formats;

/// The settings that decide what a document means.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// The types that the settings assign to formats.
    pub formats: &'a Formats,
    /// Whether the constraints of values are kept, to be checked.
    pub validate: bool,
    /// Whether request bodies are optional wherever the document does not require them.
    pub optional_bodies: bool,
}

/// Lowers a whole document.
pub fn lower<'d>(document: &'d Document, options: Options<'d>, report: &mut Report) -> Api {
    let mut lowering = Lowering::new(document, options);
    lowering.lower_components();
    let schemes = auth::security_schemes(document, &mut lowering.report);
    let operations = lowering.lower_operations(&schemes);
    let webhooks = lowering.lower_webhooks();
    lowering.break_alias_cycles();
    lowering.limit_aliases();
    auth::report_undeclared(&document.security, &mut lowering.report);
    auth::report_unused(document, &operations, &mut lowering.report);
    lowering.add_grouped();
    let api = Api {
        title: document.info.title.clone(),
        version: document.info.version.clone(),
        doc: Doc { description: document.info.description.clone(), ..Doc::default() },
        servers: document.servers.iter().map(server::server).collect(),
        schemes,
        types: lowering.types,
        operations,
        webhooks,
        left_out: lowering.left_out,
        untyped: Vec::new(),
    };
    let mut limits = lowering.limits;
    let mut context = PassContext { api, document, limits: &mut limits, report: &mut lowering.report };
    pass::run(&mut context);
    let mut api = context.api;
    api.untyped = open::collect(&api, document, &lowering.report);
    report.extend(lowering.report);
    limits.report_steps(report);
    api
}

/// The state of lowering a document.
struct Lowering<'d> {
    document: &'d Document,
    report: Report,
    reported: BTreeSet<(&'static str, Pointer)>,
    /// Diagnostics that many locations may have, with their locations.
    grouped: BTreeMap<(&'static str, String), (&'static Code, Vec<Pointer>)>,
    types: Vec<TypeDef>,
    /// The ids of the component schemas. All are assigned before any schema is lowered, so that references never
    /// recurse.
    components: IndexMap<&'d str, TypeId>,
    /// The types of inline schemas, which several references may reach.
    inline: BTreeMap<Pointer, Type>,
    merged: merge::Merged,
    inheritance: family::Inheritance<'d>,
    inheritance_cycles: inheritance::InheritanceCycles<'d>,
    nulls: null::Nulls,
    limits: limits::Limits,
    /// The number of alternatives merged so far with the keywords beside their union, for the current schema.
    distributed: usize,
    left_out: Vec<LeftOut>,
    formats: &'d Formats,
    /// Whether the constraints of values are kept, to be checked.
    validate: bool,
    /// Whether request bodies are optional wherever the document does not require them.
    optional_bodies: bool,
}

impl<'d> Lowering<'d> {
    fn new(document: &'d Document, options: Options<'d>) -> Self {
        let components = document.schemas.keys().enumerate();
        let components: IndexMap<&str, TypeId> =
            components.map(|(index, name)| (name.as_str(), TypeId(index))).collect();
        let types = document.schemas.iter().map(|(name, schema)| {
            let given = schema.own().and_then(|schema| schema.name.clone());
            let named = given.unwrap_or_else(|| name.clone());
            TypeDef {
                pointer: Pointer::root().join_all(["components", "schemas", name]),
                naming: Naming::of(Owner::Component(named)),
                doc: Doc::default(),
                shape: Shape::Alias(Type::Any),
                nullable: false,
                rules: Rules::default(),
            }
        });
        let types = types.collect();
        let (report, inline, left_out) = (Report::default(), BTreeMap::new(), Vec::new());
        let (reported, grouped, merged) = (BTreeSet::new(), BTreeMap::new(), merge::Merged::default());
        Self {
            document,
            report,
            reported,
            grouped,
            types,
            components,
            inline,
            merged,
            inheritance: family::Inheritance::new(document),
            inheritance_cycles: inheritance::InheritanceCycles::new(document),
            nulls: null::Nulls::new(document),
            limits: limits::Limits::new(document),
            distributed: 0,
            left_out,
            formats: options.formats,
            validate: options.validate,
            optional_bodies: options.optional_bodies,
        }
    }

    /// Lowers every component schema into the type that its id was assigned to.
    fn lower_components(&mut self) {
        for (name, schema) in &self.document.schemas {
            let id = self.components[name.as_str()];
            let TypeDef { pointer, naming, .. } = self.types[id.0].clone();
            let lowered = self.lower_component(name, &pointer, schema, &naming);
            let nullable = self.admits_null(schema);
            let rules = self.rules(&pointer, Node::from(schema));
            let def = &mut self.types[id.0];
            def.doc = doc::of_schema_ref(schema);
            def.shape = match lowered.into_shape() {
                Shape::Alias(Type::Nullable(inner)) if nullable => Shape::Alias(*inner),
                shape => shape,
            };
            def.nullable = nullable;
            def.rules = rules;
        }
    }

    /// Reports a diagnostic at a location of the normalised document.
    fn report_once(&mut self, code: &'static Code, at: &Pointer, message: impl Into<String>) {
        // A schema may be lowered in several contexts; each of its diagnostics is reported once.
        if self.reported.insert((code.id, at.clone())) {
            self.report.add(code, Location::Normalised(at.clone()), message);
        }
    }

    /// Reports a reference whose target does not exist.
    fn report_dangling(&mut self, at: &Pointer, message: impl Into<String>) {
        let code = &code::DANGLING;
        if !self.reported.insert((code.id, at.clone())) {
            return;
        }
        let reported = self.reported.range((code.id, Pointer::root())..).take(near::MAX_HINTED);
        let is_hinted = reported.filter(|(id, _)| *id == code.id).count() < near::MAX_HINTED;
        let hint = if is_hinted { self.document.reference_hint(at) } else { None };
        let (place, message) = (Location::Normalised(at.clone()), message.into());
        self.report.diagnostics.push(Diagnostic { code, location: place, message, hint });
    }

    /// Reports a diagnostic that many locations may have; they become one when the report is complete.
    fn report_grouped(&mut self, code: &'static Code, at: &Pointer, message: String) {
        if self.reported.insert((code.id, at.clone())) {
            let (_, all) = self.grouped.entry((code.id, message)).or_insert_with(|| (code, Vec::new()));
            all.push(at.clone());
        }
    }

    /// Adds the grouped diagnostics to the report.
    fn add_grouped(&mut self) {
        for ((_, message), (code, all)) in std::mem::take(&mut self.grouped) {
            for at in all {
                self.report.add(code, Location::Normalised(at), message.as_str());
            }
        }
    }

    /// Adds a type for an inline shape to the table.
    fn define(&mut self, at: &Pointer, naming: &Naming, doc: Doc, shape: Shape) -> Type {
        let (pointer, naming) = (at.clone(), naming.clone());
        self.types.push(TypeDef { pointer, naming, doc, shape, nullable: false, rules: Rules::default() });
        Type::Named(TypeId(self.types.len() - 1))
    }
}

/// What a schema was lowered to: a shape that needs a type of its own, or a use of existing types.
enum Lowered {
    Shape(Shape),
    Type(Type),
}

impl Lowered {
    fn into_shape(self) -> Shape {
        match self {
            Self::Shape(shape) => shape,
            Self::Type(ty) => Shape::Alias(ty),
        }
    }
}
