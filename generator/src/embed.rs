//! The runtime's text: every file of `truespec-runtime` but its `lib.rs`, emitted verbatim into each client.

/// What an API may need beyond what all do: a crate, or a part of the runtime.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// UUIDs.
    Uuid,
    /// Dates and times.
    Chrono,
    /// Dates and times.
    Time,
    /// Base64 members.
    Base64,
    /// The part of the runtime that gets tokens for client credentials.
    OAuth,
    /// The part of the runtime that reads lists page by page.
    Paging,
    /// The same where the next page is asked for in the body of a request.
    PagingBody,
    /// The part of the runtime for servers whose URLs have variables.
    Servers,
    /// Numbers that travel as texts.
    Quoted,
    /// Numbers digit for digit, which JSON's raw text keeps.
    Decimal,
    /// The same with arithmetic.
    RustDecimal,
    /// Forms to send as texts: no crate, but a part of the runtime, as all that follow.
    Form,
    /// A user and a password as credentials.
    Basic,
    /// Types that are one of several.
    Union,
    /// The same, told by a tag.
    TaggedUnion,
    /// Types that are one of some numbers.
    IntEnum,
    /// Types that are one of literals of several kinds.
    ValueEnum,
    /// Arrays of fixed positions.
    Tuple,
    /// Bytes to send, as a body or as parts of one.
    Upload,
    /// Forms in parts to send.
    Multipart,
    /// Headers of answers to read.
    Headers,
    /// Bytes to receive piece by piece.
    Download,
    /// Events and lines to receive.
    Stream,
    /// Values that must not be shown.
    Redacted,
    /// What is checked before it is sent.
    Validate,
    /// Patterns among that.
    Pattern,
}

/// When a file of the runtime is emitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Always.
    Always,
    /// Always, behind the feature `blocking`.
    Blocking,
    /// Where an API needs one of these.
    For(&'static [Need]),
    /// Where the settings ask for servers for tests, behind the feature `mock`, and an API needs one of these, if any
    /// are named.
    Mock(&'static [Need]),
}

/// A file of the runtime.
#[derive(Debug, Clone, Copy)]
pub struct RuntimeFile {
    /// Its module.
    pub module: &'static str,
    /// Its text.
    pub text: &'static str,
    /// When it is emitted.
    pub when: When,
}

macro_rules! runtime {
    ($($module:ident $when:ident $([$($need:ident)*])?),* $(,)?) => {
        /// Every file, in order of module.
        pub static RUNTIME: &[RuntimeFile] = &[$(RuntimeFile {
            module: stringify!($module),
            text: include_str!(concat!("../runtime/src/", stringify!($module), ".rs")),
            when: When::$when $((&[$(Need::$need),*]))?,
        }),*];
    };
}

runtime! {
    again For[Union TaggedUnion],
    auth Always,
    auth_basic For[Basic],
    blocking Blocking,
    body Always,
    body_timed Always,
    buffer For[Union TaggedUnion],
    builder Always,
    call Always,
    client Always,
    client_builder Always,
    clock Always,
    download For[Download],
    enumeration Always,
    enumeration_int For[IntEnum],
    enumeration_value For[ValueEnum],
    error Always,
    error_api Always,
    error_body Always,
    error_build Always,
    error_decode Always,
    error_reason Always,
    error_large Always,
    execute Always,
    file_name For[Download],
    fit Always,
    follow Always,
    form For[Form],
    frames For[Stream],
    headers For[Headers],
    hook Always,
    host Always,
    // What is for some targets only leaves itself out on others.
    host_web Always,
    limits Always,
    mock Mock[],
    mock_api Mock[],
    mock_content Mock[],
    mock_differ Mock[],
    mock_expect Mock[],
    mock_form Mock[Form],
    mock_hide Mock[],
    mock_http Mock[],
    mock_match Mock[],
    mock_multipart Mock[Multipart],
    mock_parts Mock[],
    mock_stream Mock[Stream],
    mock_upload Mock[Upload],
    multipart For[Multipart],
    multipart_of For[Multipart],
    newtype Always,
    oauth For[OAuth],
    oauth_answer For[OAuth],
    object Always,
    operation Always,
    origin Always,
    outgoing Always,
    outline For[Union TaggedUnion],
    pages For[Paging],
    paging For[Paging],
    paging_body For[PagingBody],
    paging_read For[Paging],
    paging_seen For[Paging],
    paging_turn For[Paging],
    param Always,
    param_encode Always,
    param_path Always,
    param_style Always,
    place Always,
    redact Always,
    redacted For[Redacted],
    receive Always,
    request Always,
    request_member For[Stream PagingBody],
    request_multipart For[Multipart],
    request_upload For[Upload],
    response Always,
    retry Always,
    retry_after Always,
    scrub Always,
    secret Always,
    sensitive Always,
    server For[Servers],
    settings Always,
    shown Always,
    sse For[Stream],
    stream For[Stream],
    stream_call For[Stream],
    stream_resume For[Stream],
    token Always,
    trace Always,
    transport Always,
    transport_fetch Always,
    transport_reqwest Always,
    union For[Union],
    union_tagged For[TaggedUnion],
    upload For[Upload],
    upload_file For[Upload],
    upload_pace Always,
    validate For[Validate],
    validate_number For[Validate],
    validate_pattern For[Pattern],
    validate_rule For[Validate],
    wire Always,
    wire_base64 For[Base64],
    wire_chrono For[Chrono],
    wire_decimal For[Decimal RustDecimal],
    wire_number Always,
    wire_offset For[Chrono Time],
    wire_quoted For[Quoted],
    wire_rust_decimal For[RustDecimal],
    wire_send Always,
    wire_time For[Time],
    wire_tuple For[Tuple],
    wire_uuid For[Uuid],
}
