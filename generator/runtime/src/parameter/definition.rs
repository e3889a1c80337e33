//! A parameter as the document declares it (OpenAPI 3.0, "Parameter Object"), as a constant of the generated code.

/// Where a parameter goes.
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

/// How arrays and objects are written (OpenAPI 3.0, "Style Values"; RFC 6570 is what they come from).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `a,b`: path and header.
    Simple,
    /// `a/b`: path, where the template says `{+name}` (RFC 6570, section 3.2.3).
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
    /// `name=a`, as it is: cookie (OpenAPI 3.2).
    Cookie,
    /// `name=a%20b`: query.
    SpaceDelimited,
    /// `name=a%7Cb`: query.
    PipeDelimited,
    /// `name[key]=a`: query.
    DeepObject,
}

/// A parameter's name and how its value is written.
#[derive(Debug, Clone, Copy)]
pub struct Param {
    /// The name as sent, not encoded.
    pub name: &'static str,
    /// Where it goes.
    pub place: ParameterLocation,
    /// How arrays and objects are written.
    pub style: Style,
    /// Whether each element or property stands apart.
    pub explode: bool,
    /// Whether reserved characters of the value are sent as they are.
    pub allow_reserved: bool,
    /// Whether the value is sent as JSON text (`content: application/json`).
    pub json: bool,
    /// What separates the elements of a list within the list (`collectionFormat` of Swagger 2.0, in `items`).
    pub within: Option<char>,
}

impl Param {
    const fn new(name: &'static str, place: ParameterLocation, style: Style, explode: bool) -> Self {
        Self { name, place, style, explode, allow_reserved: false, json: false, within: None }
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

    /// Another style; as in the document, `form`, `cookie` and `deepObject` explode and the others do not until told.
    pub const fn style(mut self, style: Style) -> Self {
        self.style = style;
        self.explode = matches!(style, Style::Form | Style::Cookie | Style::DeepObject | Style::Whole);
        self
    }

    /// Whether each element or property stands apart. Goes after `style`.
    pub const fn explode(mut self, explode: bool) -> Self {
        self.explode = explode;
        self
    }

    /// Sends reserved characters as they are, save those that would end the value.
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
