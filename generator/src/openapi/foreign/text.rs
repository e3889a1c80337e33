//! Recognises files that are neither JSON nor YAML, and texts that are YAML by accident.

use super::Foreign;

/// How a text is recognised.
enum Mark {
    /// It begins like this, in whatever case; white space before it does not count.
    Begins(&'static [&'static str]),
    /// It begins with `<`, and has one of these near its beginning, in whatever case.
    Markup(&'static [&'static str]),
    /// One of its first lines begins and ends like this.
    Line(&'static [(&'static str, &'static str)]),
    /// One of its first characters is this.
    Holds(char),
}

/// A format, and what to do with a file of it.
struct Format {
    what: &'static str,
    mark: Mark,
    hint: &'static str,
}

/// The bytes that are looked at.
const LOOKED_AT: usize = 4_000;

/// Every format, the more special ones first. Files are read as UTF-8: other bytes are U+FFFD.
const FORMATS: [Format; 22] = [
    Format {
        what: "a file compressed by gzip",
        mark: Mark::Begins(&["\u{1f}\u{fffd}"]),
        hint: "unpack it first: `gunzip -c FILE > openapi.yaml`",
    },
    Format {
        what: "a zip archive",
        mark: Mark::Begins(&["PK\u{3}\u{4}"]),
        hint: "unpack it first with `unzip FILE`, then give the document in it",
    },
    Format {
        what: "a PDF file",
        mark: Mark::Begins(&["%PDF-"]),
        hint: "ask the vendor for the OpenAPI document that the page was made from",
    },
    Format {
        what: "a text in UTF-16",
        mark: Mark::Begins(&["\u{fffd}\u{fffd}"]),
        hint: "write it in UTF-8: `iconv -f UTF-16 -t UTF-8 FILE > openapi.yaml`",
    },
    Format {
        what: "a text in UTF-16",
        mark: Mark::Begins(&["{\0", "o\0", "s\0"]),
        hint: "write it in UTF-8: `iconv -f UTF-16LE -t UTF-8 FILE > openapi.yaml`",
    },
    Format {
        what: "a text in UTF-16",
        mark: Mark::Begins(&["\0{", "\0o", "\0s"]),
        hint: "write it in UTF-8: `iconv -f UTF-16BE -t UTF-8 FILE > openapi.yaml`",
    },
    Format {
        what: "a binary file",
        mark: Mark::Holds('\0'),
        hint: "give the document as text, JSON or YAML in UTF-8",
    },
    Format {
        what: "an HTTP response with its headers",
        mark: Mark::Begins(&["HTTP/1", "HTTP/2", "HTTP/3"]),
        hint: "save its body alone, such as with `curl -o openapi.json URL`, without `-i`",
    },
    Format {
        what: "a WSDL description of a SOAP service",
        mark: Mark::Markup(&["schemas.xmlsoap.org/wsdl", "www.w3.org/ns/wsdl"]),
        hint: "truespec generates clients of HTTP APIs: ask the vendor for an OpenAPI document of one",
    },
    Format {
        what: "a WADL document",
        mark: Mark::Markup(&["wadl.dev.java.net"]),
        hint: "convert it to Swagger 2.0, such as with `npx api-spec-converter --from=wadl --to=swagger_2 FILE > swagger.json`",
    },
    Format {
        what: "an OData metadata document",
        mark: Mark::Markup(&["<edmx:edmx"]),
        hint: "convert it to OpenAPI, such as with odata-openapi of OASIS",
    },
    Format {
        what: "an HTML page",
        mark: Mark::Markup(&["<!doctype html", "<html", "<head", "<body"]),
        hint: "give the document itself: the network panel of a browser shows where the page loads it from; a page that holds it is read by `truespec import PAGE --into openapi.yaml`",
    },
    Format {
        what: "an XML document",
        mark: Mark::Markup(&["<"]),
        hint: "give the OpenAPI document of the API, which is JSON or YAML",
    },
    Format {
        what: "a RAML document",
        mark: Mark::Begins(&["#%RAML"]),
        hint: "convert it to Swagger 2.0, such as with `npx api-spec-converter --from=raml --to=swagger_2 FILE > swagger.json`",
    },
    Format {
        what: "an API Blueprint",
        mark: Mark::Begins(&["FORMAT: 1A"]),
        hint: "convert it to Swagger 2.0, such as with `npx api-spec-converter --from=api_blueprint --to=swagger_2 FILE > swagger.json`",
    },
    Format {
        what: "a TypeSpec file",
        mark: Mark::Line(&[("import \"@typespec/", ";"), ("using TypeSpec.", ";")]),
        hint: "compile it first: `tsp compile FILE --emit @typespec/openapi3` writes the OpenAPI document",
    },
    Format {
        what: "a Smithy model",
        mark: Mark::Begins(&["$version:"]),
        hint: "build it first: `smithy build` with its plugin `openapi` writes the OpenAPI document",
    },
    Format {
        what: "a Protocol Buffers file",
        mark: Mark::Line(&[
            ("syntax = \"proto", ";"),
            ("syntax=\"proto", ";"),
            ("edition = \"", ";"),
            ("message ", "{"),
            ("service ", "{"),
        ]),
        hint: "truespec generates clients of HTTP APIs: protoc-gen-openapi writes the OpenAPI document of a gRPC gateway",
    },
    Format {
        what: "a GraphQL schema",
        mark: Mark::Line(&[
            ("schema {", ""),
            ("type ", "{"),
            ("extend type ", "{"),
            ("interface ", "{"),
            ("input ", "{"),
            ("enum ", "{"),
            ("directive @", ""),
        ]),
        hint: GRAPHQL,
    },
    Format {
        what: "a TOML file",
        mark: Mark::Line(&[("[crate]", ""), ("[[api]]", ""), ("[package]", ""), ("[dependencies]", "")]),
        hint: "give the OpenAPI document itself; `truespec` without a command reads the settings of a workspace",
    },
    Format {
        what: "a Markdown page",
        mark: Mark::Line(&[("# ", ""), ("## ", ""), ("```", "")]),
        hint: "a page that holds an OpenAPI document in code blocks is read by `truespec import PAGE --into openapi.yaml`",
    },
    Format {
        what: "a script",
        mark: Mark::Line(&[
            ("window.", ""),
            ("const ", ";"),
            ("var ", ""),
            ("export ", ""),
            ("module.exports", ""),
        ]),
        hint: "a script that holds an OpenAPI document is read by `truespec import SCRIPT --into openapi.yaml`",
    },
];

/// The hint for GraphQL in any form.
pub(super) const GRAPHQL: &str =
    "truespec generates clients of HTTP APIs: for GraphQL in Rust there are graphql_client and cynic";

/// Returns what a text is that could not be read as an OpenAPI document.
pub fn of_text(text: &str) -> Option<Foreign> {
    let text = text.trim_start_matches('\u{feff}').trim_start_matches([' ', '\t', '\r', '\n']);
    let mut end = text.len().min(LOOKED_AT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let start = text.get(..end)?;
    if is_broken_openapi(start) {
        return None;
    }
    let lower = start.to_ascii_lowercase();
    let found = FORMATS.iter().find(|format| match format.mark {
        Mark::Begins(words) => words.iter().any(|word| lower.starts_with(&word.to_ascii_lowercase())),
        Mark::Markup(words) => lower.starts_with('<') && words.iter().any(|word| lower.contains(word)),
        Mark::Line(lines) => start
            .lines()
            .map(str::trim)
            .any(|line| lines.iter().any(|(begin, end)| line.starts_with(begin) && line.ends_with(end))),
        Mark::Holds(sign) => start.contains(sign),
    })?;
    Some(Foreign { what: found.what, hint: found.hint.to_owned(), key: None })
}

/// Returns true for an OpenAPI document that could not be read for a mistake in it: the mistake is what matters. A page with
/// such a document in a fence is a page.
fn is_broken_openapi(start: &str) -> bool {
    if let Some(json) = start.strip_prefix('{') {
        let json = json.trim_start();
        return json.starts_with("\"openapi\"") || json.starts_with("\"swagger\"");
    }
    let names_version = |line: &str| line.starts_with("openapi:") || line.starts_with("swagger:");
    start.lines().any(names_version) && !start.lines().any(|line| line.starts_with("```"))
}
