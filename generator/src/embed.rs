//! The runtime's text: every file of `truespec-runtime` but its `lib.rs`, emitted verbatim into each client.

/// When a file of the runtime is emitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Always.
    Always,
    /// Where a type is a UUID.
    Uuid,
    /// Where a type is a date or time of `chrono`.
    Chrono,
    /// Where a type is a date or time of `time`.
    Time,
    /// Where a type is a date or time of either; it holds what the settings say of those without an offset.
    Offset,
    /// Where a type is Base64 text.
    Base64,
    /// Where an application can get tokens by itself.
    OAuth,
    /// Where a list is read page by page.
    Paging,
    /// Where the URL of a server has variables.
    Servers,
    /// Where the settings ask for servers for tests, behind the feature `mock`.
    Mock,
    /// The same, where forms are sent as texts.
    MockForm,
    /// The same, where events or lines are answered.
    MockStream,
    /// The same, where files or forms are sent.
    MockUpload,
    /// Always, behind the feature `blocking`.
    Blocking,
    /// Where a type is a number in a text.
    Quoted,
    /// Where a type is an exact number.
    Decimal,
    /// Where a type is an exact number of `rust_decimal`.
    RustDecimal,
    /// Where files or forms are sent.
    Upload,
    /// Where an answer documents headers.
    Headers,
    /// Where forms are sent as texts.
    Form,
    /// Where a user and a password are credentials.
    Basic,
    /// Where a type is one of several.
    Union,
    /// Where a type is one of several, told by a tag.
    TaggedUnion,
    /// Where a type is one of some numbers.
    IntEnum,
    /// Where a type is one of literals of several kinds.
    ValueEnum,
    /// Where a type is an array of fixed positions.
    Tuple,
    /// Where bytes are answered.
    Download,
    /// Where events or lines are answered.
    Stream,
    /// Where something is asked of what is sent, and the settings want it checked.
    Validate,
    /// Where a pattern is among that.
    Pattern,
}

/// A file of the runtime.
#[derive(Debug, Clone, Copy)]
pub struct RuntimeFile {
    /// Its module.
    pub module: &'static str,
    /// Its text.
    pub text: &'static str,
    /// When it is emitted.
    pub need: Need,
}

macro_rules! runtime {
    ($($module:ident $need:ident),* $(,)?) => {
        /// Every file, in order of module.
        pub static RUNTIME: &[RuntimeFile] = &[$(RuntimeFile {
            module: stringify!($module),
            text: include_str!(concat!("../runtime/src/", stringify!($module), ".rs")),
            need: Need::$need,
        }),*];
    };
}

runtime! {
    auth Always,
    auth_basic Basic,
    blocking Blocking,
    body Always,
    body_timed Always,
    buffer Union,
    builder Always,
    call Always,
    client Always,
    client_builder Always,
    clock Always,
    download Download,
    enumeration Always,
    enumeration_int IntEnum,
    enumeration_value ValueEnum,
    error Always,
    error_api Always,
    error_body Always,
    error_build Always,
    error_decode Always,
    execute Always,
    fit Always,
    follow Always,
    form Form,
    frames Stream,
    headers Headers,
    hook Always,
    mock Mock,
    mock_api Mock,
    mock_content Mock,
    mock_differ Mock,
    mock_expect Mock,
    mock_form MockForm,
    mock_http Mock,
    mock_match Mock,
    mock_parts Mock,
    mock_stream MockStream,
    mock_upload MockUpload,
    multipart Upload,
    multipart_of Upload,
    newtype Always,
    oauth OAuth,
    object Always,
    operation Always,
    origin Always,
    outgoing Always,
    pages Paging,
    paging Paging,
    paging_read Paging,
    param Always,
    param_encode Always,
    param_path Always,
    param_style Always,
    place Always,
    request Always,
    request_member Stream,
    request_upload Upload,
    response Always,
    retry Always,
    retry_after Always,
    secret Always,
    server Servers,
    settings Always,
    sse Stream,
    stream Stream,
    stream_call Stream,
    stream_resume Stream,
    token Always,
    trace Always,
    transport Always,
    transport_reqwest Always,
    union Union,
    union_tagged TaggedUnion,
    upload Upload,
    upload_file Upload,
    validate Validate,
    validate_number Validate,
    validate_pattern Pattern,
    wire Always,
    wire_base64 Base64,
    wire_chrono Chrono,
    wire_decimal Decimal,
    wire_number Always,
    wire_offset Offset,
    wire_quoted Quoted,
    wire_rust_decimal RustDecimal,
    wire_send Always,
    wire_time Time,
    wire_tuple Tuple,
    wire_uuid Uuid,
}
