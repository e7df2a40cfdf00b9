//! A handler of connections that is brought within a budget. Each function is the one before it
//! with one change.

use std::io;

use anyhow::{Result, ensure};
use longhand::net::TcpStream;
use longhand::size::future_size;
use longhand::{assert_future_size, yield_now};

use crate::measure::grouped;

/// What a server says before each answer.
pub struct Settings {
    /// The greeting, and blanks.
    pub greeting: [u8; 1_024],
}

/// The answer: the greeting, and how long the request was.
fn render(settings: &Settings, request: &[u8]) -> [u8; 1_024] {
    let mut page = settings.greeting;
    let last = page.len() - 1;
    page[last] = b'0' + (request.len() % 10) as u8;
    page
}

/// Gives others their turn before it runs `future`: what waits longest is served first.
pub async fn fairly<F: Future>(future: F) -> F::Output {
    yield_now().await;
    future.await
}

/// As it was written.
pub async fn serve(stream: TcpStream, settings: Settings) -> io::Result<()> {
    fairly(async move {
        let mut request = [0; 1_024];
        let length = stream.read(&mut request).await?;
        let page = render(&settings, &request[..length]);
        stream.write_all(&page).await
    })
    .await
}

/// The settings are lent.
pub async fn lent(stream: TcpStream, settings: &Settings) -> io::Result<()> {
    fairly(async move {
        let mut request = [0; 1_024];
        let length = stream.read(&mut request).await?;
        let page = render(settings, &request[..length]);
        stream.write_all(&page).await
    })
    .await
}

/// Whoever goes before is awaited before, and not around.
pub async fn unwrapped(stream: TcpStream, settings: &Settings) -> io::Result<()> {
    yield_now().await;
    let mut request = [0; 1_024];
    let length = stream.read(&mut request).await?;
    let page = render(settings, &request[..length]);
    stream.write_all(&page).await
}

/// The page takes the request's place.
pub async fn reused(stream: TcpStream, settings: &Settings) -> io::Result<()> {
    yield_now().await;
    let mut page = [0; 1_024];
    let length = stream.read(&mut page).await?;
    page = render(settings, &page[..length]);
    stream.write_all(&page).await
}

/// What is still large is on the heap.
pub async fn boxed(stream: TcpStream, settings: &Settings) -> io::Result<()> {
    yield_now().await;
    let mut page = Box::new([0; 1_024]);
    let length = stream.read(&mut *page).await?;
    *page = render(settings, &page[..length]);
    stream.write_all(&*page).await
}

assert_future_size!(boxed(TcpStream, &Settings) <= 256);

/// A step: what was done, the function, and the size of its future.
pub struct Row {
    /// The change.
    pub change: &'static str,
    /// The function that has it.
    pub function: &'static str,
    /// The size of its future, in bytes.
    pub size: usize,
}

/// Every step, measured.
pub fn rows() -> Vec<Row> {
    macro_rules! row {
        ($function:ident, $change:literal) => {
            Row {
                change: $change,
                function: stringify!($function),
                size: const { future_size(&$function) },
            }
        };
    }
    vec![
        row!(serve, "as it was written"),
        row!(lent, "the settings are lent"),
        row!(unwrapped, "what comes before is not put around it"),
        row!(reused, "the page takes the request's place"),
        row!(boxed, "what is large is on the heap"),
    ]
}

/// The rows in Markdown. Every step pays, and all together take nine bytes of ten.
pub fn table() -> Result<String> {
    let rows = rows();
    let mut table = String::from(
        "<div class=\"measured-table\">\n\n| step | function | bytes |\n|---|---|--:|\n",
    );
    for Row {
        change,
        function,
        size,
    } in &rows
    {
        table.push_str(&format!(
            "| {change} | `{function}` | {} |\n",
            grouped(*size)
        ));
    }
    for steps in rows.windows(2) {
        let [before, after] = steps else { continue };
        ensure!(
            after.size < before.size,
            "`{}` is no smaller than `{}`: the compiler has learnt it, strike the step",
            after.function,
            before.function
        );
    }
    let (first, last) = (&rows[0], &rows[rows.len() - 1]);
    ensure!(
        last.size * 10 <= first.size,
        "`{}` is too large",
        last.function
    );
    table.push_str("\n</div>");
    Ok(table)
}
