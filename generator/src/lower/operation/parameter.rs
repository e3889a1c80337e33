//! Parameters: those of the path item and of the operation, held against the path template.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use openapiv3::{
    Operation as Published, Parameter as PublishedParameter, ParameterData, ParameterSchemaOrContent,
    PathStyle, QueryStyle, ReferenceOr, Schema,
};
use serde::Deserialize;
use serde_json::Value;

use crate::diagnostic::code;
use crate::ir::{Doc, Location, Naming, Owner, Parameter, ParameterEncoding, Rules, Step, Style, Type};
use crate::lower::Lowering;
use crate::lower::schema::doc;
use crate::lower::schema::shape::naming;
use crate::openapi::normal;
use crate::openapi::template::{Placeholder, Template};
use crate::pointer::Pointer;
use crate::resolve::{Endpoint, members};

/// Headers that OpenAPI says are not parameters: the client sets them itself.
const RESERVED_HEADERS: [&str; 3] = ["accept", "content-type", "authorization"];

impl Lowering<'_> {
    /// The parameters of an operation, and its path with the names that they have in it.
    pub(in crate::lower) fn parameters(
        &mut self,
        index: usize,
        endpoint: &Endpoint,
        published: &Published,
    ) -> (Vec<Parameter>, Template) {
        let mut found: Vec<Parameter> = Vec::new();
        let own_at = endpoint.pointer.join("parameters");
        let own = published.parameters.iter().enumerate().map(|(i, parameter)| (own_at.join(i), parameter));
        let shared = endpoint.shared.iter().map(|(at, parameter)| (at.clone(), parameter));
        let mut places = Places::default();
        for (at, parameter) in shared.chain(own) {
            let Some((target, parameter)) = self.resolved.parameter(&at, parameter) else {
                self.dangling(&at, "this parameter's `$ref` points at nothing that can be used");
                continue;
            };
            if let Some(parameter) = self.parameter(index, &target, &parameter) {
                self.keep(&mut found, &mut places, parameter, &at);
            }
        }
        let declared: BTreeSet<&str> = found.iter().map(|parameter| parameter.wire.as_str()).collect();
        let template = Template::parse(&endpoint.path).with_names(|name| declared.contains(name));
        self.match_template(&mut found, &template, &endpoint.pointer);
        (found, template)
    }

    /// OpenAPI 3.2's `in: querystring`: the members of one object, each a parameter of its own.
    pub(in crate::lower) fn with_query_string(
        &mut self,
        index: usize,
        endpoint: &Endpoint,
        published: &Published,
        mut parameters: Vec<Parameter>,
    ) -> Vec<Parameter> {
        let Some(whole) = published.extensions.get("x-truespec-querystring") else { return parameters };
        let at = endpoint.pointer.join("x-truespec-querystring");
        let (media, content) = match members(whole.get("content")).next() {
            Some(found) => found,
            None => return parameters,
        };
        let naming = Naming::of(Owner::Operation(index)).step(Step::Parameter("query".to_owned()));
        let schema = content.get("schema").and_then(|schema| ReferenceOr::<Schema>::deserialize(schema).ok());
        let at_schema = at.join("content").join(media).join("schema");
        let ty = schema.map_or(Type::Any, |schema| self.schema(&at_schema, &schema, &naming));
        let name = whole.get("name").and_then(Value::as_str).unwrap_or("query").to_owned();
        parameters.push(Parameter {
            pointer: at,
            wire: name,
            name: None,
            location: Location::Query,
            ty: ty.strip_null().0.clone(),
            rules: Rules::default(),
            required: whole.get("required").and_then(Value::as_bool).unwrap_or_default(),
            encoding: style(Style::Form, true, false),
            doc: Doc {
                description: whole.get("description").and_then(Value::as_str).map(str::to_owned),
                ..Doc::default()
            },
        });
        parameters
    }

    /// An operation's own parameter replaces the path item's; the same one twice in one list is a mistake.
    /// `places` says where each that was found is listed.
    fn keep(&mut self, found: &mut Vec<Parameter>, places: &mut Places, parameter: Parameter, at: &Pointer) {
        if parameter.location == Location::Header
            && RESERVED_HEADERS.contains(&parameter.wire.to_ascii_lowercase().as_str())
        {
            let message = format!("the header `{}` is not a parameter: the client sets it", parameter.wire);
            self.note(&code::RESERVED_HEADER, at, message);
            return;
        }
        match places.0.entry(key(&parameter)) {
            Entry::Occupied(mut place) => {
                let (known, listed) = place.get_mut();
                if listed.parent() == at.parent() {
                    let message = format!("the parameter `{}` is given twice", parameter.wire);
                    self.note(&code::PARAMETER_DUPLICATE, at, message);
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

    /// Path parameters and the names in the path must be the same; the path is right.
    fn match_template(&mut self, found: &mut Vec<Parameter>, template: &Template, at: &Pointer) {
        let in_query: BTreeSet<&str> =
            template.query_placeholders().into_iter().map(|one| one.name.as_str()).collect();
        let in_path: BTreeMap<&str, &Placeholder> =
            template.placeholders().into_iter().map(|one| (one.name.as_str(), one)).collect();
        for parameter in found.iter_mut() {
            if parameter.location == Location::Path && in_query.contains(parameter.wire.as_str()) {
                parameter.location = Location::Query;
                parameter.encoding = style(Style::Form, true, false);
            }
        }
        for parameter in found.iter_mut().filter(|parameter| parameter.location == Location::Path) {
            spread(parameter, &in_path);
        }
        let surplus = |parameter: &Parameter| {
            parameter.location == Location::Path && !in_path.contains_key(parameter.wire.as_str())
        };
        for parameter in found.iter().filter(|parameter| surplus(parameter)) {
            let message = format!("the path has no `{{{}}}`", parameter.wire);
            self.note(&code::PATH_PARAMETER_SURPLUS, &parameter.pointer, message);
        }
        found.retain(|parameter| !surplus(parameter));
        let path = template.placeholders().into_iter().map(|one| (&one.name, Location::Path));
        let query = template.query_placeholders().into_iter().map(|one| (&one.name, Location::Query));
        let mut declared: BTreeSet<(Location, String)> =
            found.iter().map(|known| (known.location, known.wire.clone())).collect();
        for (name, location) in path.chain(query) {
            if declared.insert((location, name.clone())) {
                let message = format!("the path names `{{{name}}}`, which no parameter declares");
                self.note(&code::PATH_PARAMETER_UNDECLARED, at, message);
                let mut parameter = undeclared(name, location, at);
                spread(&mut parameter, &in_path);
                found.push(parameter);
            }
        }
    }

    fn parameter(&mut self, index: usize, at: &Pointer, published: &PublishedParameter) -> Option<Parameter> {
        let data = published.parameter_data_ref();
        let naming = naming(at, index, Step::Parameter(data.name.clone()));
        let (ty, rules, encoding) = match &data.format {
            ParameterSchemaOrContent::Schema(schema) => {
                let ty = self.schema(&at.join("schema"), schema, &naming);
                (ty, self.rules(&at.join("schema"), schema.into()), encoding(published))
            }
            ParameterSchemaOrContent::Content(content) => {
                let (media, content) = content.first()?;
                let at = at.join("content").join(media).join("schema");
                let rules = content.schema.as_ref().map(|schema| self.rules(&at, schema.into()));
                let ty =
                    content.schema.as_ref().map_or(Type::Any, |schema| self.schema(&at, schema, &naming));
                (ty, rules.unwrap_or_default(), ParameterEncoding::Json)
            }
        };
        let location = location(published);
        self.check_style(at, location, &encoding, &ty);
        Some(Parameter {
            pointer: at.clone(),
            wire: data.name.clone(),
            name: doc::extension_name(&data.extensions),
            location,
            ty: ty.strip_null().0.clone(),
            rules,
            required: data.required || location == Location::Path,
            encoding,
            doc: parameter_doc(data),
        })
    }
}

fn parameter_doc(data: &ParameterData) -> Doc {
    let of_schema = match &data.format {
        ParameterSchemaOrContent::Schema(schema) => doc::of_schema(schema),
        ParameterSchemaOrContent::Content(_) => Doc::default(),
    };
    Doc {
        description: data.description.clone().or(of_schema.description),
        deprecated: data.deprecated.unwrap_or_default() || of_schema.deprecated,
        example: data.example.clone().filter(doc::is_telling).or(of_schema.example),
        ..of_schema
    }
}

/// By what identifies a parameter: which of those found it is, and where it is listed.
#[derive(Default)]
struct Places(BTreeMap<(Location, String), (usize, Pointer)>);

/// Name and location identify a parameter; HTTP does not tell headers apart by case.
fn key(parameter: &Parameter) -> (Location, String) {
    let name = match parameter.location {
        Location::Header => parameter.wire.to_ascii_lowercase(),
        _ => parameter.wire.clone(),
    };
    (parameter.location, name)
}

/// Lets a parameter of the path that stands there as `{+name}` be several segments, whether it is declared with the plus or
/// without.
fn spread(parameter: &mut Parameter, in_path: &BTreeMap<&str, &Placeholder>) {
    let name = parameter.wire.strip_prefix('+').unwrap_or(&parameter.wire);
    let spans = in_path.get(name).is_some_and(|placeholder| placeholder.spans_segments);
    if parameter.location != Location::Path || !spans {
        return;
    }
    parameter.wire = name.to_owned();
    parameter.encoding = style(Style::Reserved, false, false);
}

/// A path parameter that only the path mentions.
fn undeclared(name: &str, location: Location, at: &Pointer) -> Parameter {
    Parameter {
        pointer: at.clone(),
        wire: name.to_owned(),
        name: None,
        location,
        ty: Type::String,
        rules: Rules::default(),
        required: true,
        encoding: style(if location == Location::Path { Style::Simple } else { Style::Form }, false, false),
        doc: Doc::default(),
    }
}

fn location(published: &PublishedParameter) -> Location {
    match published {
        PublishedParameter::Query { .. } => Location::Query,
        PublishedParameter::Header { .. } => Location::Header,
        PublishedParameter::Path { .. } => Location::Path,
        PublishedParameter::Cookie { .. } => Location::Cookie,
    }
}

fn style(style: Style, explode: bool, allow_reserved: bool) -> ParameterEncoding {
    ParameterEncoding::Style { style, explode, allow_reserved }
}

/// The style of a parameter; `explode` is true by default for `form` and `cookie` only.
fn encoding(published: &PublishedParameter) -> ParameterEncoding {
    let data = published.parameter_data_ref();
    let explode = |default: bool| data.explode.unwrap_or(default);
    let has = |key: &str| data.extensions.contains_key(key);
    let (as_it_is, reserved) = (has(normal::STYLE), has(normal::RESERVED));
    match published {
        PublishedParameter::Query { style: published, allow_reserved, .. } => match published {
            QueryStyle::Form => style(Style::Form, explode(true), *allow_reserved),
            QueryStyle::SpaceDelimited => style(Style::SpaceDelimited, explode(false), *allow_reserved),
            QueryStyle::PipeDelimited => style(Style::PipeDelimited, explode(false), *allow_reserved),
            QueryStyle::DeepObject => style(Style::DeepObject, true, *allow_reserved),
        },
        PublishedParameter::Path { style: published, .. } => match published {
            PathStyle::Simple => style(Style::Simple, explode(false), reserved),
            PathStyle::Label => style(Style::Label, explode(false), reserved),
            PathStyle::Matrix => style(Style::Matrix, explode(false), reserved),
        },
        PublishedParameter::Header { .. } => style(Style::Simple, explode(false), false),
        PublishedParameter::Cookie { .. } if as_it_is => style(Style::Cookie, explode(true), false),
        PublishedParameter::Cookie { .. } => style(Style::Form, explode(true), reserved),
    }
}
