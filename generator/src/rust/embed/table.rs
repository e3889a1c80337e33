//! Every file of the runtime, by room: when it is emitted, on which target, and what it offers.
//!
//! What follows `root` is for users and also at the root of the crate, what follows `shows` is for users, and what follows
//! `names` is for emitted code alone. `tests/runtime_layers.rs` holds the table against the files and their imports.

use super::{Need, Platform, Room, RuntimeFile, When};

macro_rules! target {
    () => {
        Platform::Any
    };
    ($target:ident) => {
        Platform::$target
    };
}

macro_rules! rooms {
    ($($(#[doc = $doc:literal])+ $room:ident { $(
        $module:ident $when:ident $([$($need:ident)*])? $(on $target:ident)?
            $(root[$($root:ident)*])? $(shows[$($shown:ident)*])? $(names[$($named:ident)*])?;
    )* })*) => {
        /// Every room, in order of name.
        pub static ROOMS: &[Room] = &[$(Room {
            name: stringify!($room),
            docs: &[$($doc),+],
            files: &[$(RuntimeFile {
                module: stringify!($module),
                text: include_str!(concat!("../../../runtime/src/", stringify!($room), "/", stringify!($module), ".rs")),
                when: When::$when $((&[$(Need::$need),*]))?,
                target: target!($($target)?),
                root: &[$($(stringify!($root)),*)?],
                shows: &[$($(stringify!($shown)),*)?],
                names: &[$($(stringify!($named)),*)?],
            }),*],
        }),*];
    };
}

rooms! {
    /// Credentials, and sources of tokens.
    ///
    /// The builder of a client has a method for each security scheme of the document. Tokens that have to be fetched come
    /// from a [`TokenSource`]: [`TokenFn`] makes one from a function.
    auth {
        authorize Always;
        basic For[Basic];
        client_credentials For[OAuth] root[ClientCredentials] names[ClientCredentialsTokens];
        credentials Always;
        scheme Always names[Scheme];
        token Always root[AuthError TokenFn] shows[TokenContext TokenError TokenSource];
        token_response For[OAuth];
    }
    /// Request bodies that are not JSON: forms, multipart forms and uploads.
    body {
        fields For[Multipart] names[PartEncoding form];
        file For[Upload] on Native;
        form For[Form];
        lines For[Lines];
        member For[Stream PagingBody];
        multipart For[Multipart] root[Form Part];
        set_multipart For[Multipart];
        set_upload For[Upload];
        upload For[Upload] root[Upload];
    }
    /// The inside of a client, and its builder.
    client {
        builder Always names[Builder];
        setters Always names[client_builder];
        settings Always;
        shared Always names[Core];
        variables For[Servers] names[server server_builder server_values];
    }
    /// Errors of calls and of building clients.
    ///
    /// A call fails with an [`Error`]. Where the server answers with an error status, [`ApiError`] has its status, headers
    /// and body; the body is typed where the document has a schema for it, and [`Untyped`] otherwise.
    error {
        api Always root[ApiError];
        body Always root[Untyped] shows[ErrorBody TypedBody] names[error_body error_statuses];
        build Always root[BuildError];
        call Always root[Error] shows[ExchangeError];
        decode Always root[DecodeError];
        fault Always;
        reason Always;
        too_large Always root[SizeLimit TooLargeError];
    }
    /// Decoding and encoding of JSON.
    json {
        buffer For[Union TaggedUnion];
        codec Always;
        location Always;
        number Always;
        object Always names[object];
        replay For[Union TaggedUnion];
        score Always;
        send Always;
        tuple For[Tuple];
    }
    /// Mock servers for tests.
    ///
    /// The module `mock` of an API has a server with a method for each operation, which begins an [`Expect`].
    mock {
        api Mock[] names[mock];
        content Mock[];
        difference Mock[];
        expect Mock[] shows[Expect Expected];
        expectation Mock[];
        form Mock[Form];
        http Mock[];
        lines Mock[Lines];
        multipart Mock[Multipart];
        parts Mock[];
        redact Mock[];
        server Mock[] shows[Server Unmet];
        stream Mock[Stream];
        template Mock[];
        text Mock[];
        upload Mock[Upload];
    }
    /// The macros that define types of an API: setters, enumerations, unions.
    model {
        enumeration Always names[string_enum];
        integer For[IntEnum] names[int_enum];
        literal For[ValueEnum] names[value_enum];
        newtype Always names[newtype];
        setters Always names[builder parameters];
        shape For[Union TaggedUnion];
        tagged For[TaggedUnion] names[tagged_union];
        union For[Union] names[union];
    }
    /// Lists that are read page by page, as streams of [`Pages`] or of [`Items`].
    paging {
        body For[PagingBody];
        pages For[Paging] shows[Items Pages] names[paged];
        read For[Paging];
        rule For[Paging] names[Paging];
        seen For[Paging];
        turn For[Paging];
    }
    /// Parameters that a call sets by hand.
    ///
    /// `call.request().set_value(&Param::query("name"), &"value".into())` sends a parameter that the document does not
    /// list. A [`Param`] has a [`ParameterLocation`] and a [`Style`].
    parameter {
        definition Always shows[Param ParameterLocation Style];
        path Always;
        percent Always;
        style Always;
    }
    /// Request builders, hooks and retries.
    ///
    /// Each method of a client returns a [`Call`], a request builder; `.await` sends it. [`Call::request`] returns the
    /// [`Request`] beneath, for what the call has no method for. [`Retry`] decides when a request is sent again. Hooks get
    /// [`Sending`] before each request and [`Sent`] after it.
    request {
        blocking Blocking;
        builder Always shows[Request];
        call Always shows[Call];
        decode Always;
        execute Always;
        hook Always shows[Sending Sent];
        limits Always;
        link Always;
        operation Always shows[Operation];
        outgoing Always;
        retry Always root[Retry];
        trace Always;
    }
    /// Responses with status and headers, and downloads.
    response {
        decode Always root[Response] names[success_statuses];
        download For[Download] root[Download];
        file_name For[Download];
        header For[Headers] names[headers];
        receive Always;
        retry_after Always;
    }
    /// Types of values that the standard library has no type for.
    scalar {
        base64 For[Base64] root[Base64Bytes];
        chrono For[Chrono];
        decimal For[Decimal] root[Decimal];
        digits For[Decimal RustDecimal];
        offset For[Chrono Time];
        quoted For[Quoted] root[Quoted];
        rust_decimal For[RustDecimal];
        time For[Time];
        uuid For[Uuid];
    }
    /// Secrets, which are never shown.
    secret {
        causes Always;
        debug For[Redacted] names[redacted];
        escape Always;
        headers Always;
        known Always;
        names Always;
        scrub Always;
        value Always root[Secret];
    }
    /// Streams of events and lines; a [`StreamCall`] opens one.
    stream {
        call For[Stream] shows[StreamCall];
        frame For[Stream];
        frames For[Stream];
        resume For[Stream];
        sse For[Stream];
        typed For[Stream] root[Event EventStream LineStream];
    }
    /// The transport that sends requests, and the clock.
    ///
    /// By default a client sends with `reqwest`, in a browser with `fetch`, and uses the [`SystemClock`]; its builder takes
    /// any other [`Transport`] and [`Clock`]. `Reqwest::from(client)` makes a transport from a `reqwest::Client` with settings
    /// of its own, such as proxies and certificates.
    transport {
        body Always shows[Body Pieces];
        browser Always on Browser;
        clock Always shows[Clock SystemClock];
        failure Always shows[Failure TransportError];
        fetch Always on Browser shows[Fetch];
        global Always on Browser;
        host Always shows[Instant];
        interface Always shows[BoxFuture Transport];
        origin Always;
        pace Always;
        reqwest Always on Native shows[Reqwest];
        timed Always;
    }
    /// Constraints that are checked before a value is sent.
    validate {
        check For[Validate] root[Invalid];
        declare For[Validate] names[check validate];
        keyword For[Validate];
        number For[Validate];
        pattern For[Pattern] names[pattern];
        rule For[Validate];
    }
}
