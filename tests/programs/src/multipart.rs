//! Reads `multipart/form-data` of text.

use crate::script::Part;

/// The parts of a form; `None` where it is no form.
pub fn parts(content_type: &str, body: &[u8]) -> Option<Vec<Part>> {
    let boundary = parameter(content_type.strip_prefix("multipart/form-data")?, "boundary")?;
    let body = std::str::from_utf8(body).ok()?;
    let inner = body.strip_prefix(&format!("--{boundary}\r\n"))?;
    let inner = inner.trim_end_matches("\r\n").strip_suffix(&format!("\r\n--{boundary}--"))?;
    inner.split(&format!("\r\n--{boundary}\r\n")).map(part).collect()
}

fn part(text: &str) -> Option<Part> {
    let (head, content) = text.split_once("\r\n\r\n")?;
    let header = |wanted: &str| {
        let mut fields = head.split("\r\n").filter_map(|line| line.split_once(':'));
        fields.find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value.trim())
    };
    let disposition = header("content-disposition")?.strip_prefix("form-data")?;
    let file_name = parameter(disposition, "filename");
    let content_type = header("content-type").filter(|_| file_name.is_some()).map(str::to_owned);
    Some(Part { name: parameter(disposition, "name")?, file_name, content_type, content: content.into() })
}

fn parameter(parameters: &str, wanted: &str) -> Option<String> {
    let mut pairs = parameters.split(';').filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == wanted).map(|(_, value)| value.trim_matches('"').to_owned())
}
