//! Prints an example for the documentation of an operation, with the required arguments and the body. `cargo test --doc`
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

/// A call with only what is required: its arguments, and the body even where a call may leave it out.
pub(super) struct SampleCall<'a> {
    printed: &'a OperationPrinter<'a>,
    arguments: Vec<Expression>,
    /// The body, if it is set on the request builder.
    set_body: Option<Expression>,
}

/// Returns the lines of the example; `None` if a required value cannot be written in a few lines.
pub(super) fn lines(printed: &OperationPrinter<'_>, examples: &Examples) -> Option<Vec<String>> {
    let call = SampleCall::new(printed, &examples.library)?;
    let names_types = call.names_types();
    let answer = response_variable(printed).map(|name| format!("let {name} = ")).unwrap_or_default();
    let Examples { api, .. } = examples;
    let mut lines = vec![
        "```no_run".to_owned(),
        format!("# async fn example(client: &{api}::Client) -> Result<(), Box<dyn std::error::Error>> {{"),
    ];
    if names_types {
        lines.extend([format!("use {api}::types;"), String::new()]);
    }
    lines.extend(call.statement(&answer, ".await?;"));
    lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    Some(lines)
}

impl<'a> SampleCall<'a> {
    /// Chooses the values; `None` if one cannot be written in a few lines.
    pub(super) fn new(printed: &'a OperationPrinter<'a>, library: &str) -> Option<Self> {
        let samples = Samples::new(printed.context, library);
        let parameters = printed.operation.required().map(|parameter| {
            let place = SampleContext::new(&parameter.data.wire, &parameter.data.doc);
            samples.argument(&parameter.argument, &parameter.data.ty, place)
        });
        let mut arguments: Vec<Expression> = parameters.collect::<Option<_>>()?;
        if let Some(body) = printed.operation.required_body() {
            arguments.push(self::body(&samples, body)?);
        }
        let set_body = printed.operation.optional_body().and_then(|body| self::body(&samples, body));
        Some(Self { printed, arguments, set_body })
    }

    /// Returns true if it names a type of the API.
    pub(super) fn names_types(&self) -> bool {
        self.arguments.iter().chain(&self.set_body).any(Expression::names_types)
    }

    /// Returns true if it has values that a reader has to replace.
    pub(super) fn has_values(&self) -> bool {
        !self.arguments.is_empty() || self.set_body.is_some()
    }

    /// Prints the call between two texts: on one line, with its body in a separate statement, or broken before each dot.
    pub(super) fn statement(mut self, before: &str, after: &str) -> Vec<String> {
        let (group, method) =
            (written(&self.printed.group.module), written(&self.printed.operation.names.method));
        let head = format!("client.{group}().{method}(");
        let whole = self.flat(&head, before, after);
        if fits(&whole) {
            return vec![whole];
        }
        let mut lines = self.body_statement();
        let whole = self.flat(&head, before, after);
        if fits(&whole) {
            lines.push(whole);
            return lines;
        }
        lines.extend([format!("{before}client"), format!("    .{group}()")]);
        lines.extend(Expression::group(format!(".{method}("), self.arguments, ")").lines(4, "", ""));
        if let Some(body) = self.set_body {
            lines.extend(Expression::group(".body(", vec![body], ")").lines(4, "", ""));
        }
        lines.extend(broken(after));
        lines
    }

    /// The call on one line.
    fn flat(&self, head: &str, before: &str, after: &str) -> String {
        let arguments: Vec<String> = self.arguments.iter().map(Expression::flat).collect();
        let body = self.set_body.as_ref().map(|body| format!(".body({})", body.flat())).unwrap_or_default();
        format!("{before}{head}{}){body}{after}", arguments.join(", "))
    }

    /// Moves a body that is constructed into a statement of its own.
    fn body_statement(&mut self) -> Vec<String> {
        let place = match &mut self.set_body {
            Some(body) => Some(body),
            None => self.arguments.last_mut().filter(|_| self.printed.operation.body.is_some()),
        };
        match place.filter(|body| body.is_made()) {
            Some(body) => {
                let made = std::mem::replace(body, Expression::leaf("body"));
                made.lines(0, "let body = ", ";")
            }
            None => Vec::new(),
        }
    }
}

/// What follows a call that is broken before each dot: `.timeout(…).await?;`.
fn broken(after: &str) -> Vec<String> {
    let (step, end) = after.find(".await").map_or(("", after), |at| after.split_at(at));
    [step, end].into_iter().filter(|part| !part.is_empty()).map(|part| format!("    {part}")).collect()
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

/// Returns the variable name for the response, if there is one.
pub(super) fn response_variable(printed: &OperationPrinter<'_>) -> Option<&'static str> {
    match &printed.operation.output {
        Output::Unit => None,
        Output::Stream(..) => Some("stream"),
        Output::Bytes => Some("bytes"),
        Output::Text => Some("text"),
        _ if printed.operation.pages.is_some() => Some("page"),
        Output::Json(_) | Output::MaybeJson(_) | Output::ByStatus(_) => Some("answer"),
    }
}
