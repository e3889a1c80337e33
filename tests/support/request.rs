//! One request as it came over the wire: nothing is unescaped, folded or sorted.

use std::io::{self, BufRead, Read};

/// A request, byte for byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The method, as in `POST`.
    pub method: String,
    /// The request target: path and query as they were sent.
    pub target: String,
    /// The headers in their order, names as they were sent.
    pub headers: Vec<(String, String)>,
    /// The body, empty if there was none.
    pub body: Vec<u8>,
}

impl Request {
    /// Reads the next request of a connection; `None` at its end. A body needs a `content-length`.
    pub fn read(from: &mut impl BufRead) -> io::Result<Option<Request>> {
        let Some(first) = line(from)? else { return Ok(None) };
        let mut words = first.split(' ').map(str::to_owned);
        let (Some(method), Some(target)) = (words.next(), words.next()) else {
            return Err(malformed(&first));
        };
        let mut request = Request { method, target, headers: Vec::new(), body: Vec::new() };
        while let Some(header) = line(from)?.filter(|line| !line.is_empty()) {
            let (name, value) = header.split_once(':').ok_or_else(|| malformed(&header))?;
            request.headers.push((name.to_owned(), value.trim().to_owned()));
        }
        if request.header("transfer-encoding") != [""; 0] {
            return Err(malformed("a chunked body"));
        }
        let length = request.header("content-length").first().map_or(Ok(0), |length| length.parse());
        request.body = vec![0; length.map_err(|_| malformed("content-length"))?];
        from.read_exact(&mut request.body)?;
        Ok(Some(request))
    }

    /// Method and target, as in `GET /a/?b=c`.
    pub fn line(&self) -> String {
        format!("{} {}", self.method, self.target)
    }

    /// Every value of a header, whatever the case of its name.
    pub fn header(&self, name: &str) -> Vec<&str> {
        let named = self.headers.iter().filter(|(other, _)| other.eq_ignore_ascii_case(name));
        named.map(|(_, value)| value.as_str()).collect()
    }

    /// The body as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap_or("(not UTF-8)")
    }
}

/// The next line without its end; `None` at the end of the connection.
fn line(from: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut line = String::new();
    let read = from.read_line(&mut line)?;
    line.truncate(line.trim_end_matches(['\r', '\n']).len());
    Ok((read > 0).then_some(line))
}

fn malformed(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("not understood: {what}"))
}
