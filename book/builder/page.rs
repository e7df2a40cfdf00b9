//! [`Page`]: a page's source, and where in it something is.

use std::fmt;

/// A page as its author wrote it.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its path from `book/src`.
    pub path: String,
    /// Its Markdown, before any directive is expanded.
    pub text: String,
}

/// Something that must not be in a page, and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    page: String,
    line: usize,
    what: String,
}

impl Page {
    /// A fault at the byte `offset` of the text.
    pub fn fault(&self, offset: usize, what: impl fmt::Display) -> Fault {
        let before = self.text.get(..offset).unwrap_or(&self.text);
        Fault {
            page: self.path.clone(),
            line: before.matches('\n').count() + 1,
            what: what.to_string(),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "book/src/{}:{}: {}", self.page, self.line, self.what)
    }
}
