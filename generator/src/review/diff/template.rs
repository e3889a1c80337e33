//! Path parameters with other names: they are passed by position, so that the URL stays the same.

use crate::review::surface::{Aspect, Item};

/// The parameters of a path template, by their names of before and now.
pub(super) struct Renamed<'a> {
    names: Vec<(&'a str, &'a str)>,
}

/// Returns the names, if the templates are the same but for names that the other one does not have.
pub(super) fn renamed<'a>(was: &'a Item, now: &'a Item) -> Option<Renamed<'a>> {
    let (was, now) = (was.wire.get(&Aspect::Request)?, now.wire.get(&Aspect::Request)?);
    let (before, after) = (placeholders(was), placeholders(now));
    let is_new = before
        .iter()
        .zip(&after)
        .all(|(was, now)| was == now || !before.contains(now) && !after.contains(was));
    let names: Vec<(&str, &str)> = before.iter().copied().zip(after.iter().copied()).collect();
    let renamed = Renamed { names };
    let is_renamed = before.len() == after.len() && is_new && renamed.in_template(was) == *now;
    is_renamed.then_some(renamed)
}

fn placeholders(template: &str) -> Vec<&str> {
    template.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
}

impl Renamed<'_> {
    /// Returns true if two values of an aspect differ in these names only.
    pub(super) fn is_same(&self, aspect: Aspect, was: &str, now: &str) -> bool {
        match aspect {
            Aspect::Request => self.in_template(was) == now,
            Aspect::Arguments => self.in_arguments(was) == now,
            _ => false,
        }
    }

    fn in_template(&self, template: &str) -> String {
        let named = |text: String, (was, now): &(&str, &str)| {
            text.replace(&format!("{{{was}}}"), &format!("{{{now}}}"))
        };
        self.names.iter().fold(template.to_owned(), named)
    }

    fn in_arguments(&self, arguments: &str) -> String {
        let named = |text: String, (was, now): &(&str, &str)| {
            text.replace(&format!("::path({was:?})"), &format!("::path({now:?})"))
        };
        self.names.iter().fold(arguments.to_owned(), named)
    }
}
