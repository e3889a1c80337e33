//! The files of the page, as `generator/playground/build.sh --page` bundles them.

/// A file of the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct File {
    pub media_type: &'static str,
    pub text: &'static str,
}

const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// What the page asks for its answers: the static site runs the generator itself.
const STATIC: &str = "data-engine=\"wasm\"";
const SERVED: &str = "data-engine=\"server\"";

/// Returns the file at a path.
pub(super) fn file(path: &str) -> Option<File> {
    let (media_type, text) = match path {
        "/" => (HTML, include_str!("../../../playground/page/dist/index.html")),
        "/app.js" => (SCRIPT, include_str!("../../../playground/page/dist/app.js")),
        "/worker.js" => (SCRIPT, include_str!("../../../playground/page/dist/worker.js")),
        "/app.css" => ("text/css; charset=utf-8", include_str!("../../../playground/page/dist/app.css")),
        "/icon.svg" => ("image/svg+xml", include_str!("../../../playground/page/dist/icon.svg")),
        "/licenses.txt" => {
            ("text/plain; charset=utf-8", include_str!("../../../playground/page/dist/licenses.txt"))
        }
        _ => return None,
    };
    Some(File { media_type, text })
}

/// Returns the text of a file as it is served.
pub(super) fn served(file: File) -> String {
    if file.media_type == HTML { file.text.replacen(STATIC, SERVED, 1) } else { file.text.to_owned() }
}

/// What a browser may do with the page: the same as the page says itself, and no page may frame it.
pub(super) const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     connect-src 'self'; worker-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'";

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail loudly

    use super::*;

    #[test]
    fn the_page_knows_that_it_is_served() {
        let page = file("/").unwrap();
        assert_eq!(page.text.matches(STATIC).count(), 1);
        assert!(served(page).contains(SERVED));
        let own = POLICY.strip_suffix("; frame-ancestors 'none'").unwrap();
        assert!(page.text.contains(&format!("content=\"{own}\"")), "the page has another policy: {own}");
    }

    #[test]
    fn nothing_else_is_served() {
        for path in ["", "/index.html", "/../Cargo.toml", "//", "/api", "/app.js/"] {
            assert!(file(path).is_none(), "{path}");
        }
    }
}
