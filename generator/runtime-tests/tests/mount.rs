//! The runtime's files as in a generated client: below its own `runtime`, used by generated code.
#![allow(missing_docs, dead_code, clippy::unwrap_used, reason = "a generated crate in small")]

#[path = "../../runtime/src"]
pub mod runtime {
    pub mod auth;
    pub mod body;
    pub mod client;
    pub mod error;
    pub mod json;
    pub mod model;
    pub mod network;
    pub mod paging;
    pub mod parameter;
    #[cfg(feature = "record")]
    pub mod record;
    pub mod request;
    pub mod response;
    pub mod scalar;
    pub mod secret;
    pub mod stream;
    pub mod transport;
    pub mod validate;
}

mod types {
    use crate::runtime::json::object;
    use crate::runtime::model::string_enum;

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
    use crate::runtime::client::Core;
    use crate::runtime::error::Untyped;
    use crate::runtime::model::{Maybe, parameters};
    use crate::runtime::parameter::Param;
    use crate::runtime::request::{Call, Operation};

    const LIST: Operation = Operation::new("list", "GET", "/tags");

    pub enum ListOperation {}

    pub type List = Call<Vec<Tag>, Untyped, ListOperation>;

    parameters!(List { limit: impl Maybe<i64> = Param::query("limit"); });

    pub fn list(core: &Core) -> List {
        core.call(&LIST).decode_json()
    }
}

#[test]
fn mounts() {
    let tag: types::Tag = serde_json::from_str(r#"{"color": "red"}"#).unwrap();
    assert_eq!(serde_json::to_string(&tag).unwrap(), r#"{"color":"red"}"#);
    let core = runtime::client::Builder::new("https://api.example.com", &[]).build().unwrap();
    drop(operations::list(&core).limit(1));
}
