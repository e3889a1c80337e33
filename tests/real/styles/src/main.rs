//! Sends a value through every cell of OpenAPI's style table, a call each, and asks a server that others wrote what it
//! made of it. `styles-check URL echo`: the server answers the parameters as it decoded them. `styles-check URL valid`:
//! the server says in a header whether the request is valid.

use std::future::IntoFuture;
use std::process::ExitCode;

use serde_json::{Value, json};
use styles_client::Client;
use styles_client::runtime::error::Error;
use styles_client::runtime::response::Response;
use styles_client::types::{Colour, ColourRequired};

const TEXT: &str = "Hello World! ä/?#%&=+;,.";
const LIST: [&str; 3] = ["red", "sky blue", "ä&b=c"];

/// What a cell sends, as the server should see it.
fn sent(kind: &str) -> Value {
    match kind {
        "text" => json!(TEXT),
        "list" => json!(LIST),
        "plain" => json!("a b%2C;"),
        "words" => json!(["red", "sky blue"]),
        "names" => json!(["red", "green", "blue"]),
        _ => json!({"R": 100, "G": 200, "B": 150}),
    }
}

fn colour() -> Colour {
    Colour::new(ColourRequired { r: 100, g: 200, b: 150 })
}

/// Cells that a server reads otherwise than OpenAPI and RFC 6570 say, with the reason.
type Exceptions = &'static [(&'static str, &'static str)];

struct Check {
    echo: bool,
    exceptions: Exceptions,
    passed: usize,
    excused: usize,
    failed: usize,
}

impl Check {
    /// Judges one answer; `cell` is the operation's id.
    fn judge(&mut self, cell: &str, expected: &Value, answer: Result<Response<Value>, Error>) {
        let outcome = match &answer {
            Err(error) => Err(error.to_string()),
            Ok(answer) if self.echo => same(answer.body(), expected),
            Ok(answer) => match answer.headers().get("x-steady-request-valid") {
                Some(valid) if valid == "true" => Ok(()),
                other => Err(format!("x-steady-request-valid: {other:?}")),
            },
        };
        match (outcome, self.exceptions.iter().find(|(excused, _)| *excused == cell)) {
            (Ok(()), None) => self.passed += 1,
            (Ok(()), Some(_)) => self.fail(cell, "is excused and passes: the excuse is out of date"),
            (Err(what), Some((_, reason))) => {
                self.excused += 1;
                println!("excused {cell}: {reason} ({})", what.chars().take(90).collect::<String>());
            }
            (Err(what), None) => self.fail(cell, &what),
        }
    }

    fn fail(&mut self, cell: &str, what: &str) {
        self.failed += 1;
        println!("FAILED {cell}: {what}");
    }
}

fn same(got: &Value, expected: &Value) -> Result<(), String> {
    if got == expected { Ok(()) } else { Err(format!("understood {got}, sent {expected}")) }
}

/// A call a line: where it goes, under which name, what it holds, and the call itself.
macro_rules! cells {
    ($check:ident: $($place:literal $name:literal $kind:literal $id:literal = $call:expr;)*) => {$(
        let expected = json!({$place: {$name: sent($kind)}});
        let answer = $call.with_response().into_future().await;
        $check.judge($id, &expected, answer);
    )*};
}

async fn path(client: &Client, check: &mut Check) {
    let path = client.path();
    cells! { check:
        "path" "x" "text" "path_simple_text" = path.simple_text(TEXT);
        "path" "x" "list" "path_simple_list" = path.simple_list(LIST);
        "path" "x" "colour" "path_simple_colour" = path.simple_colour(colour());
        "path" "x" "text" "path_simple_exploded_text" = path.simple_exploded_text(TEXT);
        "path" "x" "list" "path_simple_exploded_list" = path.simple_exploded_list(LIST);
        "path" "x" "colour" "path_simple_exploded_colour" = path.simple_exploded_colour(colour());
        "path" "x" "text" "path_label_text" = path.label_text(TEXT);
        "path" "x" "list" "path_label_list" = path.label_list(LIST);
        "path" "x" "colour" "path_label_colour" = path.label_colour(colour());
        "path" "x" "text" "path_label_exploded_text" = path.label_exploded_text(TEXT);
        "path" "x" "list" "path_label_exploded_list" = path.label_exploded_list(LIST);
        "path" "x" "colour" "path_label_exploded_colour" = path.label_exploded_colour(colour());
        "path" "x" "text" "path_matrix_text" = path.matrix_text(TEXT);
        "path" "x" "list" "path_matrix_list" = path.matrix_list(LIST);
        "path" "x" "colour" "path_matrix_colour" = path.matrix_colour(colour());
        "path" "x" "text" "path_matrix_exploded_text" = path.matrix_exploded_text(TEXT);
        "path" "x" "list" "path_matrix_exploded_list" = path.matrix_exploded_list(LIST);
        "path" "x" "colour" "path_matrix_exploded_colour" = path.matrix_exploded_colour(colour());
    }
}

async fn query(client: &Client, check: &mut Check) {
    let query = client.query();
    cells! { check:
        "query" "x" "text" "query_form_text" = query.query_form_text().x(TEXT);
        "query" "x" "list" "query_form_list" = query.query_form_list().x(LIST);
        "query" "x" "colour" "query_form_colour" = query.query_form_colour().x(colour());
        "query" "x" "text" "query_form_exploded_text" = query.query_form_exploded_text().x(TEXT);
        "query" "x" "list" "query_form_exploded_list" = query.query_form_exploded_list().x(LIST);
        "query" "x" "colour" "query_form_exploded_colour" = query.query_form_exploded_colour().x(colour());
        "query" "x" "names" "query_space_list" = query.query_space_list().x(["red", "green", "blue"]);
        "query" "x" "colour" "query_space_colour" = query.query_space_colour().x(colour());
        "query" "x" "list" "query_pipe_list" = query.query_pipe_list().x(LIST);
        "query" "x" "colour" "query_pipe_colour" = query.query_pipe_colour().x(colour());
        "query" "x" "colour" "query_deep_exploded_colour" = query.query_deep_exploded_colour().x(colour());
        "query" "x[]" "list" "query_brackets" = query.query_brackets().x(LIST);
        "query" "x" "text" "query_reserved" = query.query_reserved().x(TEXT);
        "query" "x" "text" "query_empty" = query.query_empty().x(TEXT);
        "query" "x" "colour" "query_json" = query.query_json().x(colour());
    }
}

/// Header values are sent as they are: what a delimiter would mean cannot be told.
async fn header(client: &Client, check: &mut Check) {
    let header = client.header();
    cells! { check:
        "header" "X-Value" "plain" "header_simple_text" = header.simple_text().x_value("a b%2C;");
        "header" "X-Value" "words" "header_simple_list" = header.simple_list().x_value(["red", "sky blue"]);
        "header" "X-Value" "colour" "header_simple_colour" = header.simple_colour().x_value(colour());
        "header" "X-Value" "plain" "header_simple_exploded_text" = header.simple_exploded_text().x_value("a b%2C;");
        "header" "X-Value" "words" "header_simple_exploded_list" = header.simple_exploded_list().x_value(["red", "sky blue"]);
        "header" "X-Value" "colour" "header_simple_exploded_colour" = header.simple_exploded_colour().x_value(colour());
    }
}

async fn cookie(client: &Client, check: &mut Check) {
    let cookie = client.cookie();
    cells! { check:
        "cookie" "x" "text" "cookie_form_text" = cookie.form_text().x(TEXT);
        "cookie" "x" "list" "cookie_form_list" = cookie.form_list().x(LIST);
        "cookie" "x" "colour" "cookie_form_colour" = cookie.form_colour().x(colour());
        "cookie" "x" "text" "cookie_form_exploded_text" = cookie.form_exploded_text().x(TEXT);
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (url, mode) = (arguments.next().unwrap_or_default(), arguments.next().unwrap_or_default());
    let echo = mode == "echo";
    let client = Client::builder().base_url(url).build().expect("a valid address");
    let exceptions = if echo { OPENAPI_CORE } else { STEADY };
    let mut check = Check { echo, exceptions, passed: 0, excused: 0, failed: 0 };
    path(&client, &mut check).await;
    query(&client, &mut check).await;
    header(&client, &mut check).await;
    cookie(&client, &mut check).await;
    println!("styles, {mode}: {} passed, {} excused, {} failed", check.passed, check.excused, check.failed);
    ExitCode::from(u8::from(check.failed > 0))
}

const LABEL: &str = "it fails on the label operator of its own templates (IndexError)";

/// Cookies hold base64 with `+`, and servers that read cookies as RFC 6265 has them take it as it is.
const PLUS: &str = "it reads a cookie as a query, where `+` is a space";

const OPENAPI_CORE: Exceptions = &[
    ("path_label_text", LABEL),
    ("path_label_list", LABEL),
    ("path_label_colour", LABEL),
    ("path_label_exploded_text", LABEL),
    ("path_label_exploded_list", LABEL),
    ("path_label_exploded_colour", LABEL),
    ("query_form_exploded_colour", "it looks for exploded properties under the parameter's own name"),
    ("query_space_list", "it splits at `%20` what was decoded before"),
    ("query_space_colour", "it splits at `%20` what was decoded before"),
    ("cookie_form_text", PLUS),
    ("cookie_form_exploded_text", PLUS),
];

const OPERATOR: &str = "it takes the operator for a part of the first property's name";

const STEADY: Exceptions = &[
    ("path_label_colour", OPERATOR),
    ("path_label_exploded_colour", OPERATOR),
    ("path_matrix_colour", OPERATOR),
    ("path_matrix_exploded_colour", OPERATOR),
];
