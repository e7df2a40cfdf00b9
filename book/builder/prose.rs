//! No figure of bytes is typed by hand: a number before "bytes" comes from a directive.

use std::sync::LazyLock;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use regex::Regex;

use crate::page::{Fault, Page};

static FIGURE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b\d[\d.,\u{a0}\u{202f}]*[\s-]?(bytes?|[kmg]i?b|kilobytes?)\b")
        .expect("a valid expression")
});

/// The typed figures of a page: in its prose and its raw HTML, not in its code.
pub fn typed_figures(page: &Page) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut in_code = false;
    for (event, range) in Parser::new_ext(&page.text, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) if !in_code => {
                for figure in FIGURE.find_iter(&text) {
                    let what = format_args!("a figure typed by hand: {}", figure.as_str());
                    faults.push(page.fault(range.start + figure.start(), what));
                }
            }
            _ => {}
        }
    }
    faults
}
