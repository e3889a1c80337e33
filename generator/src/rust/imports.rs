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
    CALL = "call::Call",
    CHECK = "validate::check",
    CORE = "client::Core",
    ERROR_STATUSES = "error_body::error_statuses",
    EVENT_STREAM = "stream::EventStream",
    HEADERS = "headers::headers",
    LINE_STREAM = "stream::LineStream",
    OPERATION = "operation::Operation",
    PAGED = "pages::paged",
    PAGING = "paging::Paging",
    PARAM = "param::Param",
    PARAMETERS = "builder::parameters",
    PART_ENCODING = "multipart_of::PartEncoding",
    PATTERN = "validate_pattern::pattern",
    STREAM_CALL = "stream_call::StreamCall",
    STYLE = "param::Style",
    SUCCESS_STATUSES = "response::success_statuses",
    UNTYPED = "error_body::Untyped",
}

/// The types among them; macros have a namespace of their own.
pub fn types() -> impl Iterator<Item = &'static str> {
    let names = ALL.iter().filter_map(|path| path.rsplit("::").next());
    names.filter(|name| name.starts_with(|first: char| first.is_ascii_uppercase()))
}
