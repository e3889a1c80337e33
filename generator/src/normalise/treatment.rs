//! The rules and checks that the walk applies to each object of the grammar. Rules change the object; checks only
//! report.

use super::context::{Context, Object};
use super::path::Path;
use super::shape::{document, media, operation, parameter, path_item, response, security, server};
use super::{check, fields, reference, v31, v32};
use crate::openapi::kind::ValueKind;
use crate::openapi::object::{self, ObjectId};

/// The rules and checks of an object.
pub struct Treatment {
    /// Checks that run before anything is changed.
    pub checks: &'static [Check],
    /// Rules that run before its members are normalised, in order.
    pub rules: &'static [Rule],
    /// Rules that run after that, to fill in missing fields where possible.
    pub after: &'static [Rule],
    /// Fields that the walk does not enter: a rule moves them, or nothing reads them.
    pub skipped: &'static [&'static str],
}

/// A named rule that repairs or rewrites an object.
pub struct Rule {
    /// The name under which its feature document in `tests/normalise` shows it.
    pub name: &'static str,
    /// Changes the object.
    pub apply: fn(&mut Object, &Path<'_>, &mut Context<'_>),
}

/// A check that no table can express. It changes nothing.
pub type Check = fn(&Object, &Path<'_>, &mut Context<'_>);

/// Returns the kind of the value under a key, for the walk.
pub fn member<'o>(object: &'o object::Object, treatment: &Treatment, key: &str) -> &'o ValueKind {
    if treatment.skipped.contains(&key) { &ValueKind::Any } else { object.member(key) }
}

/// Runs the checks of an object as published. Changes nothing.
pub fn run_checks(map: &Object, object: &object::Object, at: &Path<'_>, cx: &mut Context<'_>) {
    fields::check(map, object, at, cx);
    for check in of(object.id).checks {
        check(map, at, cx);
    }
}

/// Returns the treatment of an object.
pub fn of(id: ObjectId) -> &'static Treatment {
    match id {
        ObjectId::Document => &DOCUMENT,
        ObjectId::Info => &INFO,
        ObjectId::Server => &SERVER,
        ObjectId::ServerVariable => &SERVER_VARIABLE,
        ObjectId::Components => &COMPONENTS,
        ObjectId::Paths => &PATHS,
        ObjectId::PathItem => &PATH_ITEM,
        ObjectId::Operation => &OPERATION,
        ObjectId::Parameter => &PARAMETER,
        ObjectId::Querystring => &QUERYSTRING,
        ObjectId::Header => &HEADER,
        ObjectId::RequestBody => &REQUEST_BODY,
        ObjectId::Responses => &RESPONSES,
        ObjectId::Response => &RESPONSE,
        ObjectId::MediaType => &MEDIA_TYPE,
        ObjectId::Encoding => &ENCODING,
        ObjectId::Discriminator => &DISCRIMINATOR,
        ObjectId::SecurityScheme => &SECURITY_SCHEME,
        ObjectId::ImplicitFlow | ObjectId::TokenFlow | ObjectId::CodeFlow => &FLOW,
        ObjectId::Contact
        | ObjectId::License
        | ObjectId::Tag
        | ObjectId::ExternalDocs
        | ObjectId::Example
        | ObjectId::Link
        | ObjectId::Callback
        | ObjectId::Xml
        | ObjectId::Flows => &NONE,
    }
}

/// The empty treatment, as a base for the others.
const EMPTY: Treatment = Treatment { checks: &[], rules: &[], after: &[], skipped: &[] };

static NONE: Treatment = EMPTY;

static DOCUMENT: Treatment = Treatment {
    checks: &[check::name::tags],
    rules: &[
        Rule { name: "document_frame", apply: document::frame },
        Rule { name: "webhooks", apply: v31::webhooks },
        Rule { name: "reusable_of_3_2", apply: v32::reusable },
        Rule { name: "security_requirements", apply: security::requirements },
    ],
    skipped: &["webhooks"],
    ..EMPTY
};

static INFO: Treatment = Treatment { after: &[Rule { name: "info", apply: document::info }], ..EMPTY };

static SERVER: Treatment = Treatment { checks: &[check::server::address], ..EMPTY };

static SERVER_VARIABLE: Treatment = Treatment {
    checks: &[check::server::variable],
    after: &[Rule { name: "server_variable_default", apply: server::variable_default }],
    ..EMPTY
};

static COMPONENTS: Treatment = Treatment {
    checks: &[check::name::components],
    rules: &[Rule { name: "component_sections", apply: document::sections }],
    after: &[Rule { name: "security_schemes", apply: security::schemes }],
    ..EMPTY
};

static PATHS: Treatment = Treatment { checks: &[check::template::paths], ..EMPTY };

static PATH_ITEM: Treatment = Treatment {
    checks: &[check::operation::query_twice, check::operation::additional],
    rules: &[
        Rule { name: "method_case", apply: path_item::method_case },
        Rule { name: "shared_querystring", apply: v32::shared_querystring },
    ],
    ..EMPTY
};

static OPERATION: Treatment = Treatment {
    checks: &[check::operation::query_twice, check::operation::responses],
    rules: &[
        Rule { name: "callbacks_and_links", apply: operation::callbacks },
        Rule { name: "security_requirements", apply: security::requirements },
        Rule { name: "querystring", apply: v32::querystring },
    ],
    after: &[Rule { name: "operation_responses", apply: operation::responses }],
    skipped: &["callbacks"],
};

static PARAMETER: Treatment = Treatment {
    checks: &[check::parameter::name, check::parameter::reserved, check::media::types],
    rules: &[
        Rule { name: "parameter_payload", apply: parameter::payload },
        Rule { name: "parameter_reserved", apply: parameter::reserved },
        Rule { name: "parameter_style", apply: parameter::style },
        Rule { name: "path_parameter_required", apply: parameter::required },
        Rule { name: "example_lists", apply: media::examples },
    ],
    after: &[Rule { name: "parameter_payload", apply: parameter::fill_payload }],
    ..EMPTY
};

static QUERYSTRING: Treatment = Treatment {
    checks: &[check::parameter::querystring, check::media::types],
    rules: &[Rule { name: "parameter_payload", apply: parameter::payload }],
    after: &[Rule { name: "parameter_payload", apply: parameter::fill_payload }],
    ..EMPTY
};

static HEADER: Treatment = Treatment {
    checks: &[check::media::types],
    rules: &[
        Rule { name: "parameter_payload", apply: parameter::payload },
        Rule { name: "example_lists", apply: media::examples },
    ],
    after: &[Rule { name: "parameter_payload", apply: parameter::fill_payload }],
    ..EMPTY
};

static REQUEST_BODY: Treatment = Treatment {
    checks: &[check::media::types],
    rules: &[Rule { name: "schema_outside_content", apply: media::schema_outside_content }],
    ..EMPTY
};

static RESPONSES: Treatment =
    Treatment { rules: &[Rule { name: "status_keys", apply: response::status_keys }], ..EMPTY };

static RESPONSE: Treatment = Treatment {
    skipped: &["links"],
    checks: &[check::media::types, check::response::headers],
    rules: &[
        Rule { name: "schema_outside_content", apply: media::schema_outside_content },
        Rule { name: "callbacks_and_links", apply: response::links },
    ],
    after: &[Rule { name: "response_description", apply: response::description }],
};

static MEDIA_TYPE: Treatment = Treatment {
    checks: &[check::media::encodings],
    rules: &[
        Rule { name: "media_type_reference", apply: v32::media_type_reference },
        Rule { name: "item_schema", apply: v32::item_schema },
        Rule { name: "empty_parts", apply: media::empty_parts },
        Rule { name: "example_lists", apply: media::examples },
    ],
    skipped: &["itemSchema"],
    ..EMPTY
};

static ENCODING: Treatment = Treatment {
    checks: &[check::response::headers],
    rules: &[Rule { name: "parameter_style", apply: parameter::encoding_style }],
    ..EMPTY
};

static DISCRIMINATOR: Treatment =
    Treatment { rules: &[Rule { name: "discriminator_mapping", apply: reference::mapping }], ..EMPTY };

static SECURITY_SCHEME: Treatment = Treatment { checks: &[check::security::scheme], ..EMPTY };

static FLOW: Treatment = Treatment {
    checks: &[check::security::flow],
    rules: &[Rule { name: "scopes", apply: security::scopes }],
    ..EMPTY
};
