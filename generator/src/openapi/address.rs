//! URLs of servers.

/// Returns true if a URL without a scheme may be meant as a host (`example.com/v1`, `localhost:8080`), although RFC
/// 3986 makes it a path.
pub fn could_be_host(url: &str) -> bool {
    if url.contains("://") || url.starts_with(['/', '{', '.']) {
        return false;
    }
    let first = url.split('/').next().unwrap_or_default();
    first.contains(['.', ':']) || first == "localhost"
}

/// Returns a URL that begins with `//` as `https`, as a client has no page whose scheme it could share.
pub fn with_scheme(url: &str) -> String {
    if url.starts_with("//") { format!("https:{url}") } else { url.to_owned() }
}

/// Returns why requests cannot be sent to an absolute URL; `None` for other URLs, and where variables are open.
pub fn unusable(url: &str) -> Option<&'static str> {
    let (scheme, rest) = url.split_once("://")?;
    if scheme.contains('{') || rest.starts_with('{') {
        return None;
    }
    if !["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
        return Some("is neither `http` nor `https`");
    }
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    if authority.contains('{') {
        return None;
    }
    if authority.contains('@') {
        return Some("has a user name");
    }
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => rest.split_once(']').map_or(("", ""), |(host, port)| (host, port)),
        None => authority.split_at(authority.find(':').unwrap_or(authority.len())),
    };
    if host.is_empty() || host.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Some("has no host");
    }
    let is_port = |port: &str| port.is_empty() || port.parse::<u16>().is_ok();
    match port.strip_prefix(':').map_or(port.is_empty(), is_port) {
        true => None,
        false => Some("has an invalid port"),
    }
}
