//! An example of an operation, to stand in its documentation: what a caller must hand in, and nothing else. It is compiled,
//! never run, by `cargo test --doc`.

mod expression;
mod sample;

use super::Examples;
use super::operation::Printed;
use crate::ir::BodyEncoding;
use crate::rust::model::{Body, Output};
use crate::rust::names::ident::written;
use expression::{Expression, fits};
use sample::{SampleContext, Samples};

/// Its lines; none where a value that must be handed in cannot be written in a few.
pub(super) fn lines(printed: &Printed<'_>, examples: &Examples) -> Option<Vec<String>> {
    let arguments = arguments(printed, &examples.library)?;
    let names_types = arguments.iter().any(Expression::names_types);
    let statements = call(printed, arguments);
    let Examples { api, .. } = examples;
    let mut lines = vec![
        "```no_run".to_owned(),
        format!("# async fn example(client: &{api}::Client) -> Result<(), Box<dyn std::error::Error>> {{"),
    ];
    if names_types {
        lines.extend([format!("use {api}::types;"), String::new()]);
    }
    lines.extend(statements);
    lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    Some(lines)
}

/// What a caller must hand in.
fn arguments(printed: &Printed<'_>, library: &str) -> Option<Vec<Expression>> {
    let samples = Samples::new(printed.context, library);
    let parameters = printed.operation.required().map(|parameter| {
        let place = SampleContext::new(&parameter.data.wire, &parameter.data.doc);
        samples.handed(&parameter.argument, &parameter.data.ty, place)
    });
    let mut arguments: Vec<Expression> = parameters.collect::<Option<_>>()?;
    if let Some(body) = printed.operation.required_body() {
        arguments.push(self::body(&samples, body)?);
    }
    Some(arguments)
}

fn body(samples: &Samples<'_>, body: &Body<'_>) -> Option<Expression> {
    match body.data.encoding {
        BodyEncoding::Text => Some(Expression::leaf("\"text\"")),
        BodyEncoding::Bytes => Some(samples.upload()),
        _ => {
            let place = SampleContext::new("text", &body.data.doc);
            samples.handed(&body.argument, &body.data.ty, place)
        }
    }
}

/// The call with its arguments: on one line, with a body of its own, or broken before each dot.
fn call(printed: &Printed<'_>, mut arguments: Vec<Expression>) -> Vec<String> {
    let (group, method) = (written(&printed.group.module), written(&printed.operation.names.method));
    let answer = match bound(printed) {
        Some(name) => format!("let {name} = "),
        None => String::new(),
    };
    let flat = |arguments: &[Expression]| {
        let arguments: Vec<String> = arguments.iter().map(Expression::flat).collect();
        format!("{answer}client.{group}().{method}({}).await?;", arguments.join(", "))
    };
    let whole = flat(&arguments);
    if fits(&whole) {
        return vec![whole];
    }
    let mut lines = Vec::new();
    if printed.operation.body.is_some()
        && let Some(body) = arguments.pop_if(|last| last.is_made())
    {
        lines.extend(body.lines(0, "let body = ", ";"));
        arguments.push(Expression::leaf("body"));
    }
    let whole = flat(&arguments);
    if fits(&whole) {
        lines.push(whole);
        return lines;
    }
    lines.extend([format!("{answer}client"), format!("    .{group}()")]);
    lines.extend(Expression::group(format!(".{method}("), arguments, ")").lines(4, "", ""));
    lines.push("    .await?;".to_owned());
    lines
}

/// What the answer is called, if there is one.
fn bound(printed: &Printed<'_>) -> Option<&'static str> {
    match &printed.operation.output {
        Output::Unit => None,
        Output::Stream(..) => Some("stream"),
        Output::Bytes => Some("bytes"),
        Output::Text => Some("text"),
        _ if printed.operation.pages.is_some() => Some("page"),
        Output::Json(_) | Output::MaybeJson(_) | Output::ByStatus(_) => Some("answer"),
    }
}
