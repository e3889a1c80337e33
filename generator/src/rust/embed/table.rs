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
    /// Credentials and token sources.
    ///
    /// The client's builder has a method for each security scheme of the document. Tokens that have to be fetched come from
    /// a [`TokenSource`]; [`TokenFn`] makes one from an asynchronous function.
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
        member For[Stream PagingBody];
        multipart For[Multipart] root[Form Part];
        set_multipart For[Multipart];
        set_upload For[Upload];
        upload For[Upload] root[Upload];
    }
    /// The shared state of a client, and its builder.
    client {
        builder Always names[Builder];
        setters Always names[client_builder];
        settings Always;
        shared Always names[Core];
        variables For[Servers] names[server server_builder server_values];
    }
    /// Errors of calls and of client builders.
    ///
    /// A call fails with an [`Error`]. If the server answers with an error status, [`ApiError`] holds the status, the
    /// headers and the body. The body is typed if the document has a schema for it, and [`Untyped`] otherwise.
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
    /// The module `mock` of an API has a server with a method for each operation, which starts an expectation ([`Expect`]).
    mock {
        api Mock[] names[mock];
        content Mock[];
        difference Mock[];
        expect Mock[] shows[Expect Expected];
        expectation Mock[];
        form Mock[Form];
        http Mock[];
        multipart Mock[Multipart];
        parts Mock[];
        redact Mock[];
        server Mock[] shows[Server VerifyError];
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
    /// Paginated lists as streams of [`Pages`] or [`Items`].
    paging {
        body For[PagingBody];
        pages For[Paging] shows[Items Pages] names[paged];
        read For[Paging];
        rule For[Paging] names[Paging];
        seen For[Paging];
        turn For[Paging];
    }
    /// Parameters that a caller sets explicitly.
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
    /// underlying [`Request`], for settings that have no method on the call. [`Retry`] is the policy of retries. Hooks get
    /// [`Sending`] before each attempt and [`Sent`] after it.
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
    /// Types for values that have no type in the standard library.
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
    /// Secrets, which are never shown in messages.
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
    /// Streams of events and lines. A [`StreamCall`] opens a stream.
    stream {
        call For[Stream] shows[StreamCall];
        frame For[Stream];
        frames For[Stream];
        resume For[Stream];
        sse For[Stream];
        typed For[Stream] root[Event EventStream LineStream];
    }
    /// Transports, which send requests, and clocks.
    ///
    /// By default a client sends with `reqwest`, or with `fetch` in a browser, and uses the [`SystemClock`]. Its builder
    /// accepts any other [`Transport`] and [`Clock`]. `Reqwest::from(client)` makes a transport from a `reqwest::Client`
    /// with other settings, such as proxies and certificates.
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
    /// Constraints, which are checked before a value is sent.
    validate {
        check For[Validate] root[Invalid];
        declare For[Validate] names[check validate];
        keyword For[Validate];
        number For[Validate];
        pattern For[Pattern] names[pattern];
        rule For[Validate];
    }
}
