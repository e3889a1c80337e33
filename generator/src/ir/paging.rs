//! Lists that are read page by page.

use super::Type;

/// How a list is paged. Pointers are JSON pointers within an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paging {
    /// How the next page is asked for.
    pub style: PagingStyle,
    /// Where the list is.
    pub items: String,
    /// The type of an item.
    pub item: Type,
    /// The parameter that says how many items a page holds.
    pub size: Option<PageSize>,
    /// Where the number of all items is.
    pub total: Option<String>,
    /// Where the number of all pages is.
    pub pages: Option<String>,
    /// Where it says whether there is more.
    pub more: Option<String>,
    /// Whether a page with fewer items than it could hold is the last.
    pub short: bool,
}

impl Paging {
    /// Whether a parameter is in the body.
    pub fn in_body(&self) -> bool {
        let asked = match &self.style {
            PagingStyle::Page { parameter, .. }
            | PagingStyle::Offset { parameter }
            | PagingStyle::Cursor { parameter, .. }
            | PagingStyle::Last { parameter, .. } => Some(parameter),
            PagingStyle::NextUrl { .. } | PagingStyle::Link => None,
        };
        let size = self.size.as_ref().map(|size| &size.parameter);
        asked.into_iter().chain(size).any(|parameter| parameter.starts_with('/'))
    }
}

/// How the next page is asked for. A parameter is in the query, or, as a JSON pointer, in the body.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum PagingStyle {
    /// By its number.
    Page {
        /// The parameter.
        parameter: String,
        /// The number of the first page.
        first: u64,
    },
    /// By how many items to leave out.
    Offset {
        /// The parameter.
        parameter: String,
    },
    /// By what the answer says.
    Cursor {
        /// The parameter.
        parameter: String,
        /// Where the answer says it.
        next: String,
    },
    /// By what the last item says.
    Last {
        /// The parameter.
        parameter: String,
        /// Where within the item it is.
        last: String,
    },
    /// By a URL in the answer.
    NextUrl {
        /// Where it is.
        next: String,
    },
    /// By the header `Link`.
    Link,
}

/// The parameter that says how many items a page holds. 0 where a number is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageSize {
    /// Its name, or its JSON pointer in the body.
    pub parameter: String,
    /// How many there are unasked.
    pub unasked: u64,
    /// How many there are at most.
    pub most: u64,
}
