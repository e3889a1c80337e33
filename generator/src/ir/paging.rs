//! Pagination of lists.

use super::Type;

/// How a list is paginated. Pointers are JSON pointers in the response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paging {
    /// How the next page is requested.
    pub style: PagingStyle,
    /// Pointer to the list.
    pub items: String,
    /// The type of an item.
    pub item: Type,
    /// The parameter for the page size.
    pub size: Option<PageSize>,
    /// Pointer to the total number of items.
    pub total: Option<String>,
    /// Pointer to the total number of pages.
    pub pages: Option<String>,
    /// Pointer to the flag for more pages.
    pub more: Option<String>,
    /// Pointer to the flag for the last page.
    pub done: Option<String>,
    /// Whether a page with fewer items than the page size is the last.
    pub short: bool,
}

impl Paging {
    /// Returns true if a parameter is in the request body.
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

/// How the next page is requested. A parameter is in the query or, as a JSON pointer, in the body.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum PagingStyle {
    /// By page number.
    Page {
        /// The parameter.
        parameter: String,
        /// The number of the first page.
        first: u64,
    },
    /// By the number of items to skip.
    Offset {
        /// The parameter.
        parameter: String,
    },
    /// By a cursor from the response.
    Cursor {
        /// The parameter.
        parameter: String,
        /// Pointer to the cursor.
        next: String,
    },
    /// By a value of the last item.
    Last {
        /// The parameter.
        parameter: String,
        /// Pointer to the value in the item.
        last: String,
    },
    /// By a URL in the response.
    NextUrl {
        /// Pointer to the URL.
        next: String,
    },
    /// By the `Link` header.
    Link,
}

/// The parameter for the page size. A number that is not known is 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageSize {
    /// Its name, or its JSON pointer in the body.
    pub parameter: String,
    /// The default page size.
    pub default: u64,
    /// The maximum page size.
    pub max: u64,
}
