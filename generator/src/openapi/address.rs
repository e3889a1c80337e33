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
