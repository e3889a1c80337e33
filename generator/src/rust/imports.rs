//! What the file of a group of operations may import of the runtime, once: the model says which of these a file needs, and
//! no name made from a document takes the place of one.

macro_rules! imports {
    ($($name:ident = $path:literal),* $(,)?) => {
        $(#[doc = concat!("`", $path, "`, below the runtime.")] pub const $name: &str = $path;)*

        /// All of them.
        const ALL: &[&str] = &[$($path),*];
    };
}

imports! {
    CALL = "request::Call",
    CHECK = "validate::check",
    CORE = "client::Core",
    ERROR_STATUSES = "error::error_statuses",
    EVENT_STREAM = "stream::EventStream",
    HEADERS = "response::headers",
    LINE_STREAM = "stream::LineStream",
    OPERATION = "request::Operation",
    PAGED = "paging::paged",
    PAGING = "paging::Paging",
    PARAM = "parameter::Param",
    PARAMETERS = "model::parameters",
    PART_ENCODING = "body::PartEncoding",
    PATTERN = "validate::pattern",
    STREAM_CALL = "stream::StreamCall",
    STYLE = "parameter::Style",
    SUCCESS_STATUSES = "response::success_statuses",
    UNTYPED = "error::Untyped",
}

/// The types among them; macros have a namespace of their own.
pub fn types() -> impl Iterator<Item = &'static str> {
    let names = ALL.iter().filter_map(|path| path.rsplit("::").next());
    names.filter(|name| name.starts_with(|first: char| first.is_ascii_uppercase()))
}
