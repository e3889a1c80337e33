//! Prints an example for the documentation of an operation, with only the required arguments. `cargo test --doc`
//! compiles it but does not run it.

mod expression;
mod sample;

use super::Examples;
use super::operation::OperationPrinter;
use crate::ir::BodyEncoding;
use crate::rust::model::{Body, Output};
use crate::rust::names::ident::written;
use expression::{Expression, fits};
use sample::{SampleContext, Samples};

/// Returns the lines of the example; `None` if a required value cannot be written in a few lines.
pub(super) fn lines(printed: &OperationPrinter<'_>, examples: &Examples) -> Option<Vec<String>> {
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

/// Returns the required arguments.
fn arguments(printed: &OperationPrinter<'_>, library: &str) -> Option<Vec<Expression>> {
    let samples = Samples::new(printed.context, library);
    let parameters = printed.operation.required().map(|parameter| {
        let place = SampleContext::new(&parameter.data.wire, &parameter.data.doc);
        samples.argument(&parameter.argument, &parameter.data.ty, place)
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
            samples.argument(&body.argument, &body.data.ty, place)
        }
    }
}

/// Prints the call: on one line, with its body in a separate statement, or broken before each dot.
fn call(printed: &OperationPrinter<'_>, mut arguments: Vec<Expression>) -> Vec<String> {
    let (group, method) = (written(&printed.group.module), written(&printed.operation.names.method));
    let answer = match response_variable(printed) {
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

/// Returns the variable name for the response, if there is one.
fn response_variable(printed: &OperationPrinter<'_>) -> Option<&'static str> {
    match &printed.operation.output {
        Output::Unit => None,
        Output::Stream(..) => Some("stream"),
        Output::Bytes => Some("bytes"),
        Output::Text => Some("text"),
        _ if printed.operation.pages.is_some() => Some("page"),
        Output::Json(_) | Output::MaybeJson(_) | Output::ByStatus(_) => Some("answer"),
    }
}
