//! The same files as a generated client holds them: below a `runtime` of its own, used by generated code.
#![allow(missing_docs, dead_code, clippy::unwrap_used, reason = "a generated crate in small")]

#[path = "../../runtime/src"]
pub mod runtime {
    pub mod again;
    pub mod auth;
    pub mod auth_basic;
    #[cfg(feature = "blocking")]
    pub mod blocking;
    pub mod body;
    pub mod body_timed;
    pub mod buffer;
    pub mod builder;
    pub mod call;
    pub mod client;
    pub mod clock;
    pub mod download;
    pub mod enumeration;
    pub mod enumeration_int;
    pub mod enumeration_value;
    pub mod error;
    pub mod error_api;
    pub mod error_body;
    pub mod error_build;
    pub mod error_decode;
    pub mod error_large;
    pub mod error_reason;
    pub mod execute;
    pub mod file_name;
    pub mod fit;
    pub mod follow;
    pub mod form;
    pub mod frames;
    pub mod headers;
    pub mod hook;
    pub mod host;
    pub mod host_web;
    pub mod limits;
    pub mod multipart;
    pub mod multipart_of;
    pub mod newtype;
    pub mod oauth;
    pub mod oauth_answer;
    pub mod object;
    pub mod operation;
    pub mod origin;
    pub mod outgoing;
    pub mod outline;
    pub mod pages;
    pub mod paging;
    pub mod paging_body;
    pub mod paging_read;
    pub mod paging_seen;
    pub mod paging_turn;
    pub mod param;
    pub mod param_encode;
    pub mod param_path;
    pub mod param_style;
    pub mod place;
    pub mod receive;
    pub mod redact;
    pub mod redacted;
    pub mod request;
    pub mod request_member;
    pub mod request_multipart;
    pub mod request_upload;
    pub mod response;
    pub mod retry;
    pub mod retry_after;
    pub mod scrub;
    pub mod secret;
    pub mod sensitive;
    pub mod server;
    pub mod settings;
    pub mod shown;
    pub mod sse;
    pub mod stream;
    pub mod stream_call;
    pub mod stream_resume;
    pub mod token;
    pub mod trace;
    pub mod transport;
    pub mod transport_fetch;
    pub mod transport_reqwest;
    pub mod union;
    pub mod union_tagged;
    pub mod upload;
    pub mod upload_file;
    pub mod upload_pace;
    pub mod validate;
    pub mod validate_number;
    pub mod validate_pattern;
    pub mod validate_rule;
    pub mod wire;
    pub mod wire_base64;
    pub mod wire_chrono;
    pub mod wire_decimal;
    pub mod wire_number;
    pub mod wire_offset;
    pub mod wire_quoted;
    pub mod wire_rust_decimal;
    pub mod wire_send;
    pub mod wire_time;
    pub mod wire_tuple;
    pub mod wire_uuid;
}

mod types {
    use crate::runtime::enumeration::string_enum;
    use crate::runtime::object::object;

    #[derive(Debug, Clone, PartialEq)]
    pub struct Tag {
        pub color: Color,
        pub at: Option<chrono::DateTime<chrono::FixedOffset>>,
    }
    object!(Tag { color: "color" required, at: "at" optional });

    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    pub enum Color {
        Red,
        Unknown(String),
    }
    string_enum!(Color { Red: "red" } else Unknown);
}

mod operations {
    use super::types::Tag;
    use crate::runtime::builder::parameters;
    use crate::runtime::call::Call;
    use crate::runtime::client::Core;
    use crate::runtime::error::Untyped;
    use crate::runtime::operation::Operation;
    use crate::runtime::param::Param;

    const LIST: Operation = Operation::new("list", "GET", "/tags");

    pub type List<'a> = Call<'a, Vec<Tag>, Untyped, of::List>;

    parameters!(List { limit: plain i64 = Param::query("limit"); });

    pub fn list(core: &Core) -> List<'_> {
        core.call(&LIST).decode_json()
    }

    pub mod of {
        pub enum List {}
    }
}

#[test]
fn mounts() {
    let tag: types::Tag = serde_json::from_str(r#"{"color": "red"}"#).unwrap();
    assert_eq!(serde_json::to_string(&tag).unwrap(), r#"{"color":"red"}"#);
    let core = runtime::client::Builder::new("https://api.example.com", &[]).build().unwrap();
    drop(operations::list(&core).limit(1));
}
