//! Turns the elements of a recording into exchanges, and counts what is none.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::draft::Draft;
use super::exchange::Exchange;
use super::payload::{Content, Payload};
use super::secret::Secrets;
use super::skip::{Skip, Tally};
use super::stream::Kind;
use super::{har, pair, postman, stub};
use crate::input::file;

/// Hands on exchanges.
pub(super) struct Reader<'r> {
    pub secrets: &'r Secrets,
    pub tally: Tally,
    /// The folder that files of the recording must lie in; `None` to read none.
    pub folder: Option<PathBuf>,
    /// The file that is read, within a folder: it is a part of each place.
    pub name: Option<String>,
    /// Takes an exchange; returns false if there is no room for it.
    pub each: &'r mut dyn FnMut(Exchange) -> bool,
}

impl Reader<'_> {
    /// Reads an element.
    pub(super) fn element(&mut self, kind: Kind, number: usize, value: Value) {
        let place = match &self.name {
            Some(name) => format!("{name}, entry {number}"),
            None => format!("entry {number}"),
        };
        match kind {
            Kind::Har => self.draft(har::draft(value), &place),
            Kind::Pair => self.draft(pair::draft(value), &place),
            Kind::Stub => self.draft(stub::draft(value), &place),
            Kind::Postman => {
                let mut example = 0;
                postman::drafts(value, &mut |draft| {
                    example += 1;
                    self.draft(draft, &format!("{place}, example {example}"));
                });
            }
        }
    }

    /// Hands on what was found of an exchange.
    pub(super) fn draft(&mut self, draft: Result<Draft, Skip>, place: &str) {
        let finished = draft.and_then(|mut draft| {
            self.fill(&mut draft.request);
            self.fill(&mut draft.response);
            draft.finish(place.to_owned(), self.secrets)
        });
        let taken = finished.and_then(|exchange| (self.each)(exchange).then_some(()).ok_or(Skip::TooMany));
        match taken {
            Ok(()) => self.tally.read += 1,
            Err(reason) => self.tally.skip(reason, place),
        }
    }

    /// Reads a body that stands in a file of the recording's folder.
    fn fill(&self, content: &mut Content) {
        if let Payload::File(name) = &content.payload {
            let found = self.candidates(name).into_iter().find_map(|path| file::bytes(&path).ok());
            content.payload = found.map_or(Payload::Missing, Payload::Bytes);
        }
    }

    /// Where a body may lie: beside the recording, or in the folder that WireMock has for files.
    fn candidates(&self, name: &str) -> Vec<PathBuf> {
        let Some(folder) = &self.folder else { return Vec::new() };
        let folders = ["", "__files", "../__files"];
        let own = self.name.as_deref().and_then(|own| Path::new(own).parent()).unwrap_or(Path::new(""));
        let paths = folders.iter().map(|files| own.join(files).join(name));
        paths.filter_map(|path| file::within(folder, &path).ok()).collect()
    }
}
