//! What the server does with one request.

/// One step of a server's script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// Sends these bytes, a whole response.
    Send(Vec<u8>),
    /// Sends nothing and keeps the connection open.
    Stall,
    /// Closes the connection without a word.
    HangUp,
}

impl Reply {
    /// A response with a body of any kind. A 204 has neither a body nor its length (RFC 9110, section 15.3.5).
    pub fn new(status: u16, headers: &[(&str, &str)], body: &str) -> Reply {
        let mut text = format!("HTTP/1.1 {status} \r\n");
        for (name, value) in headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        if status != 204 {
            text.push_str(&format!("content-length: {}\r\n", body.len()));
        }
        Reply::Send(format!("{text}\r\n{body}").into_bytes())
    }

    /// A JSON response.
    pub fn json(status: u16, body: &str) -> Reply {
        Reply::new(status, &[("content-type", "application/json")], body)
    }

    /// A response without a body.
    pub fn empty(status: u16) -> Reply {
        Reply::new(status, &[], "")
    }
}
