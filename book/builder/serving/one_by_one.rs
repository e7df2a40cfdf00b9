//! A draft of a server: it serves who comes, and accepts nobody meanwhile.

use std::future::Future;
use std::io;

use longhand::net::{TcpListener, TcpStream};

/// Accepts, and awaits what `connection` makes of each stream.
pub async fn serve<F: Future>(
    listener: TcpListener,
    mut connection: impl FnMut(TcpStream) -> F,
) -> io::Result<()> {
    loop {
        let (stream, _) = listener.accept().await?;
        connection(stream).await;
    }
}
