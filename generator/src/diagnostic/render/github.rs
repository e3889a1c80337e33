//! Renders annotations as workflow commands of GitHub Actions, which shows them beside the lines of a pull request.

use std::fmt::Write;

use super::annotation::Annotation;
use super::repository::{Artifact, Repository};
use crate::diagnostic::Severity;
use crate::text::print::escape_line;

/// Renders one command per line: `::warning file=specs/api.yaml,line=41,col=9,title=TS711::message`.
pub fn github(annotations: &[Annotation<'_>], repository: &Repository) -> String {
    let mut out = String::new();
    for annotation in annotations {
        let command = match annotation.severity {
            _ if annotation.suppressed.is_some() => "notice",
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let (place, at) = place(annotation, repository);
        let title = format!("{}: {}", annotation.rule.id, annotation.rule.title);
        let message = at + &data(annotation.message);
        let then = match annotation.suppressed {
            Some(reason) => format!("accepted: {}", data(reason)),
            None => format!("help: {}", data(annotation.hint)),
        };
        // Writing to a `String` cannot fail.
        let _ = writeln!(out, "::{command} {place}title={}::{message}%0A{then}", property(&title));
    }
    out
}

/// Returns where an annotation is: as properties, or as the beginning of its message if that is no file of the repository.
fn place(annotation: &Annotation<'_>, repository: &Repository) -> (String, String) {
    let Some((file, line, column)) = annotation.position else { return Default::default() };
    match repository.artifact(file) {
        Artifact::File(path) => {
            (format!("file={},line={line},col={column},", property(&path)), String::new())
        }
        Artifact::Address(_) | Artifact::Other => {
            (String::new(), format!("{}:{line}:{column}: ", data(file)))
        }
    }
}

/// Escapes a text after the second `::`.
fn data(text: &str) -> String {
    escape_line(text).replace('%', "%25")
}

/// Escapes the value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::annotation::Rule;
    use super::{Annotation, Repository, github};
    use crate::diagnostic::Severity;

    /// A text of a document can neither end its command nor begin another.
    #[test]
    fn texts_stay_within_their_command() {
        let rule = Rule { id: "R1", title: "a, b: c", explanation: "", help: "", severity: Severity::Note };
        let hostile = Annotation {
            rule,
            severity: Severity::Error,
            message: "100%\n::set-output name=a::b\r\u{1b}[31m%0A::stop-commands::x",
            hint: "do,it::now",
            position: Some(("a,line=1:b%\n.yaml", 3, 4)),
            pointer: None,
            suppressed: None,
        };
        assert_eq!(
            github(&[hostile], &Repository::default()),
            "::error file=a%2Cline=1%3Ab%25\\u{a}.yaml,line=3,col=4,title=R1%3A a%2C b%3A c::\
             100%25\\u{a}::set-output name=a::b\\u{d}\\u{1b}[31m%250A::stop-commands::x%0Ahelp: do,it::now\n"
        );
    }
}
