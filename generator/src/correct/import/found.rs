//! What a page holds: documents, or only the way to them.

/// What was found in a page.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The documents, in order.
    pub documents: Vec<Part>,
    /// Where the page says that its document is, if it does not hold one.
    pub links: Vec<String>,
    /// The operation that the page is about, as it names it.
    pub operation: Option<String>,
}

/// A part of a page that is a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// The text of the document.
    pub text: String,
    /// The lines of the page above it; `None` if the page has the text in another form.
    pub above: Option<usize>,
}

impl Found {
    /// Adds the documents and links of a part of the page that begins after some lines.
    pub(super) fn add(&mut self, other: Found, above: usize) {
        let moved = |part: Part| Part { above: part.above.map(|lines| lines + above), ..part };
        self.documents.extend(other.documents.into_iter().map(moved));
        self.links.extend(other.links);
        self.operation = self.operation.take().or(other.operation);
    }
}

/// Counts the lines above places of a text, which are asked for in order.
pub(super) struct Lines<'t> {
    text: &'t str,
    at: usize,
    count: usize,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0, count: 0 }
    }

    /// Returns the number of lines above a place.
    pub(super) fn above(&mut self, place: usize) -> usize {
        self.count += self.text.get(self.at..place).unwrap_or_default().matches('\n').count();
        self.at = self.at.max(place);
        self.count
    }
}
