//! Security schemes and their flows.

use crate::openapi::kind::ValueKind::{self, Any, Object as Nested, Text, Word};
use crate::openapi::object::{Field, Object, ObjectId, Reference, always, object, since};
use crate::openapi::version::Version::{Never, V32};

/// The Security Scheme Object.
pub static SECURITY_SCHEME: Object = Object {
    fields: &[
        since(V32, "oauth2MetadataUrl", Any),
        since(V32, "deprecated", Any),
        always("type", Text),
        always("description", Text),
        always("name", Text),
        always("in", Word(&["query", "header", "cookie"])),
        always("scheme", Text),
        always("bearerFormat", Text),
        always("openIdConnectUrl", Text),
        always("flows", Nested(&FLOWS)),
    ],
    reference: Reference::Whole,
    section: Some("securitySchemes"),
    ..object(ObjectId::SecurityScheme, "security scheme")
};

/// The OAuth Flows Object.
pub static FLOWS: Object = Object {
    fields: &[
        since(V32, "deviceAuthorization", Any),
        always("implicit", Nested(&IMPLICIT)),
        always("password", Nested(&TOKEN)),
        always("clientCredentials", Nested(&TOKEN)),
        always("authorizationCode", Nested(&CODE)),
    ],
    ..object(ObjectId::Flows, "flows")
};

/// The fields of every flow.
const FLOW: &[Field] = &[
    always("deviceAuthorizationUrl", Any),
    always("authorizationUrl", Text),
    always("tokenUrl", Text),
    always("refreshUrl", Text),
    always("scopes", ValueKind::Map(&Text)),
];

/// The implicit flow.
pub static IMPLICIT: Object = Object {
    fields: FLOW,
    needs: &["authorizationUrl"],
    required_until: &[("scopes", Never)],
    ..object(ObjectId::ImplicitFlow, "implicit flow")
};

/// A flow with a token URL only: `password` and `clientCredentials`.
pub static TOKEN: Object = Object {
    fields: FLOW,
    needs: &["tokenUrl"],
    required_until: &[("scopes", Never)],
    ..object(ObjectId::TokenFlow, "flow")
};

/// The authorization code flow.
pub static CODE: Object = Object {
    fields: FLOW,
    needs: &["authorizationUrl", "tokenUrl"],
    required_until: &[("scopes", Never)],
    ..object(ObjectId::CodeFlow, "authorization code flow")
};
