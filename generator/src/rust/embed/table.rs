//! Every file of the runtime, by room: when it is emitted, on which platform it compiles, and what it exports.
//!
//! `root` lists items for users that the crate root re-exports too, `shows` other items for users, and `names` items
//! for emitted code only. `crates` lists the crates that the file uses, and their features. `tests/runtime_layers.rs`
//! checks the table against the files and their imports.

use super::{Dependency, Exported, Feature, Need, Platform, Room, RuntimeFile, When};

macro_rules! target {
    () => {
        Platform::Any
    };
    ($target:ident) => {
        Platform::$target
    };
}

macro_rules! feature {
    () => {
        None
    };
    ($feature:ident) => {
        Some(stringify!($feature))
    };
}

macro_rules! rooms {
    ($($(#[doc = $doc:literal])+ $room:ident { $(
        $module:ident $when:ident $([$($need:ident)*])? $(on $target:ident)? $(behind $feature:ident)?
            $(root[$($root:ident)*])? $(shows[$($shown:ident)*])? $(names[$($named:ident)*])?
            $(crates[$($crate_name:literal)*])?;
    )* })*) => {
        /// Every room, sorted by name.
        pub static ROOMS: &[Room] = &[$(Room {
            name: stringify!($room),
            docs: &[$($doc),+],
            files: &[$(RuntimeFile {
                module: stringify!($module),
                text: include_str!(concat!("../../../runtime/src/", stringify!($room), "/", stringify!($module), ".rs")),
                when: When::$when $((&[$(Need::$need),*]))?,
                target: target!($($target)?),
                feature: feature!($($feature)?),
                root: &[$($(stringify!($root)),*)?],
                shows: &[$($(stringify!($shown)),*)?],
                names: &[$($(stringify!($named)),*)?],
                crates: &[$($($crate_name),*)?],
            }),*],
        }),*];
    };
}

macro_rules! crates {
    ($($name:literal $source:literal $why:literal $(with $feature:literal $more:literal)?;)*) => {
        /// The crates that the files use, sorted by name. The runtime is tested with these versions and features.
        pub static CRATES: &[Dependency] = &[$(Dependency {
            name: $name,
            source: $source,
            why: $why,
            more: &[$(($feature, $more))?],
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
        basic For[Basic] crates["base64"];
        client_credentials For[OAuth] root[ClientCredentials] names[ClientCredentialsTokens] crates["base64" "bytes" "http" "tokio"];
        credentials Always crates["http"];
        scheme Always names[Scheme];
        token Always root[AuthError TokenFn] shows[TokenContext TokenError TokenSource];
        token_response For[OAuth] crates["http" "serde_json"];
    }
    /// Request bodies that are not JSON: forms, multipart forms and uploads.
    body {
        charset For[Charset];
        fields For[Multipart] names[PartEncoding form] crates["percent-encoding" "serde_json"];
        file For[Upload] on Native crates["bytes" "futures-core"];
        form For[Form] crates["serde_json"];
        lines For[Lines];
        member Always crates["serde" "serde_json"];
        multipart For[Multipart] root[Form Part] crates["bytes" "futures-core" "http"];
        set_multipart For[Multipart];
        set_upload For[Upload];
        upload For[Upload] root[Upload] crates["bytes" "futures-core"];
    }
    /// The shared state of a client, and its builder.
    client {
        base_url Always crates["http"];
        builder Always names[Builder] crates["http"];
        environment Always;
        setters Always names[client_builder];
        settings Always crates["http"];
        shared Always names[Core] crates["http"];
        variables For[Servers] names[server server_builder server_values];
    }
    /// Errors of calls and of client builders.
    ///
    /// A call fails with an [`Error`], the same type for all operations. If the server answers with an error status,
    /// [`ApiError`] holds the status, the headers and the body. [`Error::body`] decodes the body as the type that the
    /// document has for it: `match error.body::<DeleteTagError>() { Some(DeleteTagError::NotFound(problem)) => …, _ => … }`.
    error {
        api Always root[ApiError] crates["bytes" "http" "serde_json"];
        body Always root[Untyped] shows[BodyError ErrorBody] names[error_body error_statuses] crates["serde_json"];
        build Always root[BuildError];
        call Always root[Error] shows[ExchangeError];
        decode Always root[DecodeError] crates["bytes" "http" "serde" "serde_json"];
        excerpt Always crates["serde_json"];
        fault Always;
        reason Always crates["serde_json"];
        status Always crates["http"];
        too_large Always root[SizeLimit TooLargeError] crates["http"];
    }
    /// Decoding and encoding of JSON.
    json {
        buffer For[Union TaggedUnion] crates["serde" "serde_json"];
        codec Always crates["serde" "serde_json"];
        location Always crates["serde" "serde_json"];
        number Always crates["serde"];
        object Always names[object] crates["serde"];
        replay For[Union TaggedUnion] crates["serde"];
        score Always;
        send Always crates["serde" "serde_json"];
        tuple For[Tuple] crates["serde"];
    }
    /// Mock servers for tests.
    ///
    /// The module `mock` of an API has a server with a method for each operation, which starts an expectation ([`Expect`]).
    mock {
        api Mock[] names[mock];
        content Mock[] crates["bytes" "serde_json"];
        difference Mock[] crates["serde_json"];
        expect Mock[] shows[Expect Expected] crates["bytes" "http" "serde_json"];
        expectation Mock[] crates["serde_json"];
        form Mock[Form];
        http Mock[];
        lines Mock[Lines];
        multipart Mock[Multipart];
        parts Mock[];
        redact Mock[] crates["serde_json"];
        server Mock[] shows[Server VerifyError];
        stream Mock[Stream] crates["serde_json"];
        template Mock[];
        text Mock[] crates["percent-encoding"];
        upload Mock[Upload];
    }
    /// The macros that define types of an API (setters, enumerations, unions), and what setters take: [`Maybe`] and its like.
    model {
        convert Always crates["serde"];
        enumeration Always names[string_enum] crates["serde"];
        free_form Always root[JsonObject] crates["serde" "serde_json"];
        integer For[IntEnum] names[int_enum] crates["serde"];
        literal For[ValueEnum] names[value_enum] crates["serde" "serde_json"];
        newtype Always names[newtype] crates["serde"];
        optional Always root[Maybe MaybeBoxed MaybeBoxedInto MaybeInto MaybeList MaybeListInto MaybeObject] crates["serde"];
        setters Always names[builder parameters];
        shape For[Union TaggedUnion] crates["serde" "serde_json"];
        tagged For[TaggedUnion] names[tagged_union] crates["serde" "serde_json"];
        union For[Union] names[union] crates["serde" "serde_json"];
        variants For[Union TaggedUnion] names[variants];
    }
    /// The default transport: connections with TLS, proxies and Unix sockets, by hyper.
    ///
    /// [`Hyper`] is what a client sends with unless its builder is given another transport. In a browser it is `fetch`.
    network {
        client Always on Native shows[Hyper HyperBuilder] crates["http" "hyper-util" "tokio"];
        connect Always on Native crates["http" "tokio" "tower-service"];
        direct Always on Native crates["http" "hyper-util" "tokio" "tower-service"];
        exchange Always on Native crates["bytes" "futures-core" "hyper" "hyper-util"];
        proxy Always on Native crates["http" "hyper-util" "tower-service"];
        secure Always on Native crates["http"];
        stream Always on Native crates["hyper" "hyper-util"];
        tls Always on Native behind rustls crates["http" "hyper-util" "rustls" "rustls-platform-verifier" "tokio-rustls"];
        unpack Always on Native crates["bytes" "flate2" "futures-core" "http"];
    }
    /// Paginated lists as streams of [`Pages`] or [`Items`].
    paging {
        body For[PagingBody] crates["http" "serde_json"];
        pages For[Paging] shows[Items Pages] names[paged] crates["bytes" "futures-core"];
        read For[Paging] crates["http" "serde" "serde_json"];
        rule For[Paging] names[Paging] crates["serde_json"];
        seen For[Paging] crates["serde"];
        turn For[Paging] crates["bytes" "serde_json"];
    }
    /// Parameters that a caller sets explicitly.
    ///
    /// `call.request().set_value(&Param::query("name"), &"value".into())` sends a parameter that the document does not
    /// list. A [`Param`] has a [`ParameterLocation`] and a [`Style`].
    parameter {
        definition Always shows[Param ParameterLocation Style];
        path Always;
        percent Always crates["percent-encoding"];
        style Always crates["serde_json"];
    }
    /// Recordings of calls, which `truespec learn` reads.
    ///
    /// A [`Recorder`], which the client's builder takes, writes them without credentials.
    record {
        archive Always behind record crates["serde" "serde_json"];
        copy Always behind record;
        entry Always behind record crates["serde_json"];
        form Always behind record;
        host Always behind record;
        known Always behind record crates["percent-encoding" "serde_json"];
        link Always behind record crates["percent-encoding"];
        media Always behind record;
        names Always behind record;
        personal Always behind record;
        recorder Always behind record root[Recorder];
        redact Always behind record crates["serde_json"];
        scan Always behind record;
        tape Always behind record crates["bytes" "futures-core" "http"];
    }
    /// Request builders, hooks and retries.
    ///
    /// Each method of a client returns a request builder, a [`Call`]; `.await` sends it. That of an operation with optional
    /// parts has a name of its own, whose page shows a setter for each part. [`Call::request`] returns the underlying
    /// [`Request`], for settings that have no method on the call. [`Retry`] is the policy of retries. Hooks get
    /// [`Sending`] before each attempt and [`Sent`] after it.
    request {
        beyond Always crates["bytes" "serde" "serde_json"];
        blocking Always behind blocking crates["tokio"];
        body Always root[AsBody];
        builder Always shows[Request] crates["bytes" "http" "serde_json"];
        call Always shows[Call];
        custom Always shows[Custom] crates["bytes" "serde" "serde_json"];
        decode Always crates["bytes"];
        execute Always crates["bytes" "http"];
        extras Always crates["serde_json"];
        hook Always shows[Sending Sent] crates["bytes" "http"];
        limits Always;
        link Always;
        operation Always shows[Operation];
        outgoing Always crates["http"];
        redirect Always crates["bytes" "http"];
        retry Always root[Retry];
        settings Always crates["serde"];
        trace Always crates["http" "tracing"];
    }
    /// Responses with status and headers, and downloads.
    response {
        charset Always crates["serde"];
        content_type Always crates["http"];
        decode Always root[Response] names[success_statuses] crates["bytes" "http" "serde" "serde_json"];
        download For[Download] root[Download] crates["bytes" "futures-core" "http"];
        file_name For[Download] crates["percent-encoding"];
        header For[Headers] names[headers] crates["http" "serde"];
        receive Always crates["http"];
        retry_after Always crates["http"];
    }
    /// Types for values that have no type in the standard library.
    scalar {
        base64 For[Base64] root[Base64Bytes] crates["base64" "serde"];
        chrono For[Chrono] crates["chrono" "serde"];
        decimal For[Decimal] root[Decimal] crates["serde"];
        digits For[Decimal RustDecimal] crates["serde" "serde_json" "serde_json/raw_value"];
        offset For[Chrono Time];
        quoted For[Quoted] root[Quoted] crates["serde"];
        rust_decimal For[RustDecimal] crates["rust_decimal" "serde"];
        time For[Time] crates["serde" "time"];
        uuid For[Uuid] crates["serde" "uuid"];
    }
    /// Secrets, which are never shown in messages.
    secret {
        causes Always;
        debug For[Redacted] names[redacted];
        escape Always;
        headers Always crates["http"];
        known Always crates["http" "serde_json"];
        names Always crates["http"];
        scrub Always crates["percent-encoding"];
        value Always root[Secret] crates["zeroize"];
    }
    /// Streams of events and lines. A [`StreamCall`] opens a stream.
    stream {
        call For[Stream] shows[StreamCall];
        frame For[Stream];
        frames For[Stream] crates["bytes" "futures-core"];
        resume For[Stream] crates["http"];
        sse For[Stream];
        typed For[Stream] root[Event EventStream LineStream] crates["bytes" "futures-core" "http" "serde" "serde_json"];
        whole For[Stream] crates["serde" "serde_json"];
    }
    /// Transports, which send requests, and clocks.
    ///
    /// By default a client sends with [`Hyper`](super::network), or with `fetch` in a browser, and uses the [`SystemClock`].
    /// Its builder accepts any other [`Transport`] and [`Clock`]; with the feature `reqwest`, `Reqwest::from(client)` makes a
    /// transport from a `reqwest::Client`.
    transport {
        body Always shows[Body Pieces] crates["bytes" "futures-core"];
        browser Always on Browser crates["send_wrapper" "wasm-bindgen-futures" "web-sys" "web-time"];
        clock Always shows[Clock SystemClock];
        failure Always shows[Failure TransportError];
        fetch Always on Browser shows[Fetch] crates["bytes" "futures-core" "http" "send_wrapper" "wasm-bindgen-futures" "web-sys"];
        global Always on Browser crates["web-sys"];
        host Always shows[Instant] crates["tokio"];
        interface Always shows[BoxFuture Transport] crates["http"];
        origin Always crates["http"];
        pace Always crates["bytes" "futures-core"];
        reqwest Always on Native behind reqwest shows[Reqwest] crates["bytes" "futures-core" "http" "hyper" "reqwest"];
        timed Always crates["bytes" "futures-core"];
    }
    /// Constraints, which are checked before a value is sent.
    validate {
        check For[Validate] root[Invalid];
        declare For[Validate] names[check validate];
        keyword For[Validate];
        number For[Validate];
        pattern For[Pattern] names[pattern] crates["regex-lite"];
        rule For[Validate] crates["serde_json"];
    }
    /// Webhooks: requests that the server sends, which are verified before their events are decoded.
    ///
    /// The module of an API for its webhooks has the receiver, `Webhooks`, and the events. A [`SignatureScheme`] says how
    /// requests are signed.
    webhook {
        encoding For[Webhooks] behind webhooks shows[Algorithm SecretEncoding SignatureEncoding];
        event For[Webhooks] behind webhooks names[webhook_events] crates["http" "serde_json"];
        fault For[Webhooks] behind webhooks shows[PayloadError WebhookError] crates["serde_json"];
        receive For[Webhooks] behind webhooks shows[Webhooks] crates["http"];
        scheme For[Webhooks] behind webhooks shows[SignatureScheme SignedPart TimestampPlace];
        signature For[Webhooks] behind webhooks crates["base64" "hmac" "http" "sha1" "sha2"];
    }
}

crates! {
    "base64" r#"{ version = "0.23", default-features = false, features = ["std"] }"# "credentials and bytes in JSON";
    "bytes" r#""1""# "bodies";
    "chrono" r#"{ version = "0.4", default-features = false, features = ["std"] }"# "dates and times";
    "flate2" r#"{ version = "1", default-features = false, features = ["rust_backend"] }"# "packed responses";
    "futures-core" r#"{ version = "0.3", default-features = false, features = ["std"] }"# "bodies and events in pieces";
    "hmac" r#"{ version = "0.13", default-features = false }"# "signatures of webhooks";
    "http" r#""1""# "requests and responses";
    "hyper" r#"{ version = "1", default-features = false }"# "the default transport";
    "hyper-util" r#"{ version = "0.1", default-features = false, features = ["client-legacy", "client-proxy", "http1", "http2", "tokio"] }"# "its connections and proxies";
    "percent-encoding" r#""2""# "parameters";
    "regex-lite" r#"{ version = "0.1" }"# "patterns";
    "reqwest" r#"{ version = "0.13", default-features = false }"# "a `reqwest::Client` of your own as the transport";
    "rust_decimal" r#"{ version = "1", default-features = false, features = ["std"] }"# "exact numbers";
    "rustls" r#"{ version = "0.23", default-features = false, features = ["std", "tls12", "ring"] }"# "TLS of the default transport";
    "rustls-platform-verifier" r#"{ version = "0.7" }"# "the system's root certificates";
    "send_wrapper" r#"{ version = "0.6", features = ["futures"] }"# "JavaScript values stay on their thread";
    "serde" r#"{ version = "1", default-features = false, features = ["std"] }"# "traits for JSON, without derive";
    "serde_json" r#"{ version = "1", features = ["float_roundtrip", "preserve_order"] }"# "JSON" with "raw_value" "exact numbers";
    "sha1" r#"{ version = "0.11", default-features = false }"# "signatures of webhooks";
    "sha2" r#"{ version = "0.11", default-features = false }"# "signatures of webhooks";
    "time" r#"{ version = "0.3", default-features = false, features = ["std", "parsing", "formatting", "macros"] }"# "dates and times";
    "tokio" r#"{ version = "1", default-features = false, features = ["sync", "time"] }"# "timers";
    "tokio-rustls" r#"{ version = "0.26", default-features = false, features = ["tls12", "ring"] }"# "connections with TLS";
    "tower-service" r#""0.3""# "what hyper calls to connect";
    "tracing" r#"{ version = "0.1", default-features = false }"# "spans";
    "uuid" r#"{ version = "1", default-features = false, features = ["std"] }"# "ids";
    "wasm-bindgen-futures" r#""0.4""# "promises of JavaScript";
    "web-sys" r#"{ version = "0.3.77", features = ["AbortController", "AbortSignal", "Crypto", "Headers", "ReadableStream", "ReadableStreamDefaultReader", "Request", "RequestInit", "RequestRedirect", "Response", "ResponseType"] }"# "the default transport: fetch";
    "web-time" r#""1""# "clock of the browser";
    "zeroize" r#"{ version = "1", default-features = false, features = ["alloc"] }"# "secrets; rustls depends on it too";
}

/// Features of emitted crates, for what few users need.
pub static FEATURES: &[Feature] = &[
    Feature {
        name: "blocking",
        enables: &["tokio/rt"],
        need: None,
        about: "methods that block the current thread",
    },
    Feature {
        name: "constructors",
        enables: &[],
        need: None,
        about: "constructors of types that are only received, for tests",
    },
    Feature {
        name: "record",
        enables: &[],
        need: None,
        about: "`ClientBuilder::record`, which writes calls to an HTTP archive",
    },
    Feature {
        name: "reqwest",
        enables: &[],
        need: None,
        about: "`runtime::transport::Reqwest`, which sends with a `reqwest::Client` of yours",
    },
    Feature {
        name: "rustls",
        enables: &[],
        need: None,
        about: "TLS of the default transport; on by default",
    },
    Feature {
        name: "tracing",
        enables: &["dep:tracing"],
        need: None,
        about: "a span of `tracing` for each call",
    },
    Feature {
        name: "webhooks",
        enables: &[],
        need: Some(Need::Webhooks),
        about: "events of webhooks, verified and typed",
    },
];

/// Crates whose types are in the interface of clients, sorted by name.
pub static EXPORTED: &[Exported] = &[
    Exported { name: "bytes", need: None },
    Exported { name: "chrono", need: Some(Need::Chrono) },
    Exported { name: "http", need: None },
    Exported { name: "rust_decimal", need: Some(Need::RustDecimal) },
    Exported { name: "serde_json", need: None },
    Exported { name: "time", need: Some(Need::Time) },
    Exported { name: "uuid", need: Some(Need::Uuid) },
];
