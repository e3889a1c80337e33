//! The declaration of a parameter (OpenAPI 3.0, "Parameter Object"), as a constant in generated code.

/// The location of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterLocation {
    /// In place of `{name}` in the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In the `Cookie` header.
    Cookie,
}

/// The style of arrays and objects (OpenAPI 3.0, "Style Values", based on RFC 6570).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `a,b`: path and header.
    Simple,
    /// `a/b`: path, for `{+name}` in the template (RFC 6570, section 3.2.3).
    Reserved,
    /// Each property a header: the name of the parameter, then the property's.
    Prefix,
    /// The whole query string: a form, or with `json` one JSON text.
    Whole,
    /// `.a.b`: path.
    Label,
    /// `;name=a,b`: path.
    Matrix,
    /// `name=a,b`: query and cookie.
    Form,
    /// `name=a`, not encoded: cookie (OpenAPI 3.2).
    Cookie,
    /// `name=a%20b`: query.
    SpaceDelimited,
    /// `name=a%7Cb`: query.
    PipeDelimited,
    /// `name[key]=a`: query.
    DeepObject,
}

/// A parameter: its name, its location and how its value is written.
#[derive(Debug, Clone, Copy)]
pub struct Param {
    /// The name, not encoded.
    pub name: &'static str,
    /// Where it is sent.
    pub location: ParameterLocation,
    /// How arrays and objects are written.
    pub style: Style,
    /// Whether each element or property is written separately.
    pub explode: bool,
    /// Whether reserved characters of the value are sent unencoded.
    pub allow_reserved: bool,
    /// Whether the value is sent as JSON text (`content: application/json`).
    pub json: bool,
    /// What separates the elements of a list within the list (`collectionFormat` of Swagger 2.0, in `items`).
    pub within: Option<char>,
}

impl Param {
    const fn new(name: &'static str, location: ParameterLocation, style: Style, explode: bool) -> Self {
        Self { name, location, style, explode, allow_reserved: false, json: false, within: None }
    }

    /// In the path: `simple`, not exploded.
    pub const fn path(name: &'static str) -> Self {
        Self::new(name, ParameterLocation::Path, Style::Simple, false)
    }

    /// In the query: `form`, exploded.
    pub const fn query(name: &'static str) -> Self {
        Self::new(name, ParameterLocation::Query, Style::Form, true)
    }

    /// In a header: `simple`, not exploded.
    pub const fn header(name: &'static str) -> Self {
        Self::new(name, ParameterLocation::Header, Style::Simple, false)
    }

    /// In a cookie: `form`, exploded.
    pub const fn cookie(name: &'static str) -> Self {
        Self::new(name, ParameterLocation::Cookie, Style::Form, true)
    }

    /// Sets the style, and `explode` to its default: true for `form`, `cookie` and `deepObject`, as in OpenAPI.
    pub const fn style(mut self, style: Style) -> Self {
        self.style = style;
        self.explode = matches!(style, Style::Form | Style::Cookie | Style::DeepObject | Style::Whole);
        self
    }

    /// Sets whether each element or property is written separately. Call it after `style`.
    pub const fn explode(mut self, explode: bool) -> Self {
        self.explode = explode;
        self
    }

    /// Sends reserved characters unencoded, except those that would end the value.
    pub const fn allow_reserved(mut self) -> Self {
        self.allow_reserved = true;
        self
    }

    /// Separates the elements of lists within the list by this.
    pub const fn within(mut self, separator: char) -> Self {
        self.within = Some(separator);
        self
    }

    /// Sends the value as JSON text.
    pub const fn json(mut self) -> Self {
        self.json = true;
        self
    }
}
