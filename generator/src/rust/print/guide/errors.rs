//! The section about errors.

use super::page::Section;
use super::{Choice, Guide};
use crate::rust::model::{ErrorType, Output, Purpose, RustType, Within};
use crate::rust::names::ident::written;

impl Guide<'_> {
    /// A match of an error: by status, and by the documented body.
    pub(super) fn errors(&self) -> Option<Section> {
        let choice = self.choose(Purpose::Failure)?;
        let mut lines = matched(&choice);
        lines.push(
            match choice.operation.output {
                Output::Unit => "    Ok(()) => println!(\"done\"),",
                _ => "    Ok(answer) => println!(\"{answer:?}\"),",
            }
            .to_owned(),
        );
        lines.push("    Err(error) if error.status() == Some(404) => println!(\"not found\"),".to_owned());
        lines.extend(body_arms(&choice));
        lines.push("}".to_owned());
        let mut snippet = self.calling(&choice, lines);
        if let Some(ty) = self.error_import(&choice) {
            snippet = snippet.using(ty);
        }
        let about = format!(
            "All calls fail with the same {}, which `?` and `#[from]` take. Its variants say what failed, its text gives the \
             server's reason, and `status()`, `is_retryable()`, `retry_after()` and `request_id()` tell more. The \
             documentation of an operation names the type of its error body.",
            self.link("Error", "Error")
        );
        Some(self.section("Errors").text(&about).code(snippet))
    }

    /// The import for the type of the body.
    fn error_import(&self, choice: &Choice<'_>) -> Option<String> {
        let api = &self.names.api;
        match (&choice.operation.error, &choice.operation.outcome.error) {
            (ErrorType::ByStatus(_), RustType::Group(module, name)) => {
                Some(format!("{api}::{module}::{name}"))
            }
            (ErrorType::One(ty), _) if ty.names_api_type() => Some(format!("{api}::types")),
            _ => None,
        }
    }
}

/// The head of the match, after the call where that is longer than a line.
fn matched(choice: &Choice<'_>) -> Vec<String> {
    let lines = choice.statement("match ", ".await {");
    if lines.last().is_some_and(|last| last.starts_with("match ")) {
        return lines;
    }
    let head = ["match result {".to_owned()];
    choice.statement("let result = ", ".await;").into_iter().chain(head).collect()
}

/// The arms for the documented body, and for any other error.
fn body_arms(choice: &Choice<'_>) -> Vec<String> {
    let (ty, first) = match (&choice.operation.error, &choice.operation.outcome.error) {
        (ErrorType::ByStatus(cases), RustType::Group(_, name)) => {
            let first = cases.first().filter(|case| case.held.is_some());
            let first = first.map(|case| format!("Some({name}::{}(body))", written(&case.name)));
            (name.clone(), first)
        }
        (ErrorType::One(ty), _) if ty.names_api_type() => (ty.written(Within::Api), None),
        _ => return vec!["    Err(error) => return Err(error.into()),".to_owned()],
    };
    let mut lines = vec![format!("    Err(error) => match error.body::<{ty}>() {{")];
    lines.extend(first.map(|first| format!("        {first} => println!(\"{{body:?}}\"),")));
    lines.push("        Some(body) => println!(\"{:?}: {body:?}\", error.status()),".to_owned());
    lines.push("        None => return Err(error.into()),".to_owned());
    lines.push("    },".to_owned());
    lines
}
