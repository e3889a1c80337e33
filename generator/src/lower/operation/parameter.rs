//! Parameters of the path item and of the operation, checked against the path template.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::base::pointer::Pointer;
use crate::diagnostic::code;
use crate::document::{
    Endpoint, Operation as Published, Parameter as PublishedParameter, Ref, SchemaRef, ValueFormat,
};
use crate::ir::{
    Doc, Naming, Owner, Parameter, ParameterEncoding, ParameterLocation, Rules, Style, Type, TypeStep,
};
use crate::lower::Lowering;
use crate::lower::schema::doc;
use crate::lower::schema::shape::operation_naming;
use crate::openapi::media_type::{essence, is_json};
use crate::openapi::normal;
use crate::openapi::template::{Placeholder, Template};
use crate::openapi::token::is_token;

/// Headers that OpenAPI excludes from parameters: the client sets them itself.
const RESERVED_HEADERS: [&str; 3] = ["accept", "content-type", "authorization"];

impl Lowering<'_> {
    /// Lowers the parameters of an operation. Also returns the path template with the names that the parameters have in
    /// it.
    pub(in crate::lower) fn lower_parameters(
        &mut self,
        index: usize,
        endpoint: &Endpoint,
        published: &Published,
    ) -> (Vec<Parameter>, Template) {
        let mut found: Vec<Parameter> = Vec::new();
        let own_at = endpoint.pointer.join("parameters");
        let own = published.parameters.iter().enumerate().map(|(i, parameter)| (own_at.join(i), parameter));
        let shared = endpoint.shared.iter().map(|(at, parameter)| (at.clone(), parameter));
        let mut places = ParameterIndex::default();
        for (at, parameter) in shared.chain(own) {
            let Some((target, parameter)) = self.document.parameter(&at, parameter) else {
                self.report_dangling(
                    &at,
                    "reference target of the parameter not found or unusable; the parameter is left out",
                );
                continue;
            };
            // No header can have this name, so that every call would fail; `normalise` reports it.
            if parameter.location == ParameterLocation::Header && !is_token(&parameter.wire) {
                continue;
            }
            if let Some(parameter) = self.lower_parameter(index, &target, &parameter) {
                self.add_parameter(&mut found, &mut places, parameter, &at);
            }
        }
        let declared: BTreeSet<&str> = found.iter().map(|parameter| parameter.wire.as_str()).collect();
        let template = Template::parse(&endpoint.path).with_names(|name| declared.contains(name));
        let template = template.with_spans(|name| {
            let spans =
                |parameter: &Parameter| parameter.encoding == style_encoding(Style::Reserved, false, false);
            found.iter().any(|parameter| parameter.wire == name && spans(parameter))
        });
        self.match_template(&mut found, &template, &endpoint.pointer);
        (found, template)
    }

    /// Adds the parameter of OpenAPI 3.2's `in: querystring`, an object whose members are the whole query.
    pub(in crate::lower) fn add_query_string(
        &mut self,
        index: usize,
        endpoint: &Endpoint,
        published: &Published,
        mut parameters: Vec<Parameter>,
    ) -> Vec<Parameter> {
        let Some(whole) = &published.query_string else { return parameters };
        let at = endpoint.pointer.join(normal::QUERYSTRING);
        let naming = Naming::of(Owner::Operation(index)).step(TypeStep::Parameter("query".to_owned()));
        let at_schema = at.join("content").join(&whole.media_type).join("schema");
        let ty =
            whole.schema.as_ref().map_or(Type::Any, |schema| self.lower_schema(&at_schema, schema, &naming));
        let json = is_json(&whole.media_type);
        let is_form = essence(&whole.media_type) == "application/x-www-form-urlencoded";
        let ty = if json || is_form { ty } else { self.text_type(&at_schema, &whole.media_type, ty) };
        let name = whole.wire.clone().unwrap_or_else(|| "query".to_owned());
        parameters.push(Parameter {
            pointer: at,
            wire: name,
            name: None,
            location: ParameterLocation::Query,
            ty: ty.strip_null().0.clone(),
            rules: Rules::default(),
            required: whole.required,
            only: None,
            encoding: ParameterEncoding::WholeQuery { json },
            inner_separator: None,
            doc: Doc { description: whole.description.clone(), ..Doc::default() },
        });
        parameters
    }

    /// Adds a parameter to `found`. An operation's own parameter replaces one of the path item; a duplicate in one list
    /// is reported. `places` records where each parameter is listed.
    fn add_parameter(
        &mut self,
        found: &mut Vec<Parameter>,
        places: &mut ParameterIndex,
        parameter: Parameter,
        at: &Pointer,
    ) {
        if parameter.location == ParameterLocation::Header
            && RESERVED_HEADERS.contains(&parameter.wire.to_ascii_lowercase().as_str())
        {
            let message = format!(
                "header `{}` declared as a parameter; ignored, as the client sets it",
                parameter.wire
            );
            self.report_once(&code::RESERVED_HEADER, at, message);
            return;
        }
        match places.0.entry(identity(&parameter)) {
            Entry::Occupied(mut place) => {
                let (known, listed) = place.get_mut();
                if listed.parent() == at.parent() {
                    let message = format!("duplicate parameter `{}`; the last one is used", parameter.wire);
                    self.report_once(&code::PARAMETER_DUPLICATE, at, message);
                }
                found[*known] = parameter;
                *listed = at.clone();
            }
            Entry::Vacant(place) => {
                place.insert((found.len(), at.clone()));
                found.push(parameter);
            }
        }
    }

    /// Matches path parameters with the placeholders of the path. Where they differ, the path is taken as correct.
    fn match_template(&mut self, found: &mut Vec<Parameter>, template: &Template, at: &Pointer) {
        let in_query: BTreeSet<&str> =
            template.query_placeholders().into_iter().map(|one| one.name.as_str()).collect();
        let in_path: BTreeMap<&str, &Placeholder> =
            template.placeholders().into_iter().map(|one| (one.name.as_str(), one)).collect();
        for parameter in found.iter_mut() {
            if parameter.location == ParameterLocation::Path && in_query.contains(parameter.wire.as_str()) {
                parameter.location = ParameterLocation::Query;
                parameter.encoding = style_encoding(Style::Form, true, false);
            }
        }
        for parameter in found.iter_mut().filter(|parameter| parameter.location == ParameterLocation::Path) {
            span_segments(parameter, &in_path);
        }
        let has_no_placeholder = |parameter: &Parameter| {
            parameter.location == ParameterLocation::Path && !in_path.contains_key(parameter.wire.as_str())
        };
        for parameter in found.iter().filter(|parameter| has_no_placeholder(parameter)) {
            let message =
                format!("the path has no placeholder `{{{}}}`; the parameter is left out", parameter.wire);
            self.report_once(&code::PATH_PARAMETER_SURPLUS, &parameter.pointer, message);
        }
        found.retain(|parameter| !has_no_placeholder(parameter));
        let path = template.placeholders().into_iter().map(|one| (&one.name, ParameterLocation::Path));
        let query =
            template.query_placeholders().into_iter().map(|one| (&one.name, ParameterLocation::Query));
        let mut declared: BTreeSet<(ParameterLocation, String)> =
            found.iter().map(|known| (known.location, known.wire.clone())).collect();
        for (name, location) in path.chain(query) {
            if declared.insert((location, name.clone())) {
                let message = format!("placeholder `{{{name}}}` in the path is not declared as a parameter");
                self.report_once(&code::PATH_PARAMETER_UNDECLARED, at, message);
                let mut parameter = undeclared_parameter(name, location, at);
                span_segments(&mut parameter, &in_path);
                found.push(parameter);
            }
        }
        in_template_order(found, template);
        use_query_keys(found, template);
    }

    /// Lowers a parameter. Returns `None` if its `content` is empty.
    fn lower_parameter(
        &mut self,
        index: usize,
        at: &Pointer,
        published: &PublishedParameter,
    ) -> Option<Parameter> {
        let naming = operation_naming(at, index, TypeStep::Parameter(published.wire.clone()));
        let (ty, rules, encoding) = match &published.value_format {
            ValueFormat::Schema(schema) => {
                let ty = self.lower_schema(&at.join("schema"), schema, &naming);
                (ty, self.rules(&at.join("schema"), schema.into()), encoding(published))
            }
            ValueFormat::Content(content) => {
                let (media, content) = content.first()?;
                let at = at.join("content").join(media).join("schema");
                let rules = content.schema.as_ref().map(|schema| self.rules(&at, schema.into()));
                let ty = content
                    .schema
                    .as_ref()
                    .map_or(Type::Any, |schema| self.lower_schema(&at, schema, &naming));
                match is_json(media) {
                    true => (ty, rules.unwrap_or_default(), ParameterEncoding::Json),
                    false => (self.text_type(&at, media, ty), rules.unwrap_or_default(), encoding(published)),
                }
            }
        };
        let location = published.location;
        let prefix = published.prefix.as_ref().filter(|_| location == ParameterLocation::Header);
        let (wire, ty, encoding) = match prefix {
            Some(prefix) => {
                (prefix, Type::Map(Box::new(Type::String)), style_encoding(Style::Prefix, false, false))
            }
            None => (&published.wire, ty, encoding),
        };
        self.check_style(at, location, &encoding, &ty);
        Some(Parameter {
            pointer: at.clone(),
            wire: wire.clone(),
            name: published.name.clone().or(prefix.map(|_| published.wire.clone())),
            location,
            ty: ty.strip_null().0.clone(),
            rules,
            required: published.required || location == ParameterLocation::Path,
            only: published
                .value_format
                .schema()
                .filter(|_| published.required)
                .and_then(|schema| self.only_boolean(schema)),
            encoding,
            inner_separator: published.inner_separator,
            doc: parameter_doc(published),
        })
    }
}

impl Lowering<'_> {
    /// Returns the type of a parameter whose media type is not JSON: the type of a single value, which has one text, or
    /// a string that the caller writes.
    fn text_type(&mut self, at: &Pointer, media: &str, ty: Type) -> Type {
        if ty != Type::Any && self.is_single(&ty) {
            return ty;
        }
        let message = format!(
            "a parameter of the media type `{media}` is a list, an object or any value; sent as a text"
        );
        self.report_once(&code::PARAMETER_TEXT, at, message);
        Type::String
    }

    /// Returns the only allowed value of a boolean, which no type expresses; `pass/constant.rs` finds those of
    /// enumerations.
    fn only_boolean(&self, schema: &SchemaRef) -> Option<Value> {
        let schema = match schema {
            Ref::Own(schema) => schema,
            Ref::Reference(reference) => self.document.follow(reference)?.1,
        };
        match schema.enumeration.as_slice() {
            [only @ Value::Bool(_)] if !schema.nullable => Some(only.clone()),
            _ => None,
        }
    }
}

/// Sends query parameters under the keys that the template gives them: `q` of `y={q}` under `y`. Their arguments keep the
/// name of the placeholder.
fn use_query_keys(found: &mut [Parameter], template: &Template) {
    for parameter in found.iter_mut().filter(|parameter| parameter.location == ParameterLocation::Query) {
        if let Some(key) = template.query_key(&parameter.wire).filter(|key| *key != parameter.wire) {
            let name = std::mem::replace(&mut parameter.wire, key.to_owned());
            parameter.name.get_or_insert(name);
        }
    }
}

fn parameter_doc(published: &PublishedParameter) -> Doc {
    let of_schema = published.value_format.schema().map(doc::of_schema_ref).unwrap_or_default();
    Doc {
        description: published.description.clone().or(of_schema.description),
        deprecated: published.deprecated || of_schema.deprecated,
        example: published.example.clone().filter(doc::is_shown).or(of_schema.example),
        ..of_schema
    }
}

/// The index in the found parameters and the pointer of each parameter, by its location and name.
#[derive(Default)]
struct ParameterIndex(BTreeMap<(ParameterLocation, String), (usize, Pointer)>);

/// Returns the location and name that identify a parameter; header names are case-insensitive in HTTP.
fn identity(parameter: &Parameter) -> (ParameterLocation, String) {
    let name = match parameter.location {
        ParameterLocation::Header => parameter.wire.to_ascii_lowercase(),
        _ => parameter.wire.clone(),
    };
    (parameter.location, name)
}

/// Orders the path parameters, where they stand among the others, as the path has them: so are they read in the URL, and
/// the order of a list in the document changes no call.
fn in_template_order(found: &mut [Parameter], template: &Template) {
    let placeholders = template.placeholders();
    let place = |parameter: &Parameter| placeholders.iter().position(|one| one.name == parameter.wire);
    let is_path = |parameter: &Parameter| parameter.location == ParameterLocation::Path;
    let slots: Vec<usize> =
        found.iter().enumerate().filter(|(_, one)| is_path(one)).map(|(at, _)| at).collect();
    let mut ordered: Vec<Parameter> = found.iter().filter(|one| is_path(one)).cloned().collect();
    ordered.sort_by_key(place);
    for (slot, parameter) in slots.into_iter().zip(ordered) {
        if let Some(into) = found.get_mut(slot) {
            *into = parameter;
        }
    }
}

/// Lets a path parameter with the placeholder `{+name}` span several segments, whether its declared name has the plus
/// or not.
fn span_segments(parameter: &mut Parameter, in_path: &BTreeMap<&str, &Placeholder>) {
    let name = parameter.wire.strip_prefix('+').unwrap_or(&parameter.wire);
    let spans = in_path.get(name).is_some_and(|placeholder| placeholder.spans_segments);
    if parameter.location != ParameterLocation::Path || !spans {
        return;
    }
    parameter.wire = name.to_owned();
    parameter.encoding = style_encoding(Style::Reserved, false, false);
}

/// Returns a parameter for a placeholder that is not declared.
fn undeclared_parameter(name: &str, location: ParameterLocation, at: &Pointer) -> Parameter {
    Parameter {
        pointer: at.clone(),
        wire: name.to_owned(),
        name: None,
        location,
        ty: Type::String,
        rules: Rules::default(),
        required: true,
        only: None,
        encoding: style_encoding(Style::by_default(location), false, false),
        inner_separator: None,
        doc: Doc::default(),
    }
}

fn style_encoding(style: Style, explode: bool, allow_reserved: bool) -> ParameterEncoding {
    ParameterEncoding::Style { style, explode, allow_reserved }
}

/// Returns the encoding of a parameter. The `cookie` style never encodes, so `allowReserved` is not set for it.
fn encoding(published: &PublishedParameter) -> ParameterEncoding {
    let of = match published.location {
        ParameterLocation::Path if published.spans_segments => {
            return style_encoding(Style::Reserved, false, false);
        }
        _ => published.style,
    };
    let reserved =
        published.reserved || published.location == ParameterLocation::Query && published.spans_segments;
    style_encoding(of, of.explodes_as(published.explode), reserved && of != Style::Cookie)
}
