//! Taking connections, and ending those that hold a place without using it.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use axum::serve::Listener;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tower::ServiceExt as _;

/// How long a browser may take for the head of a request, and how long it may keep a connection without one.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// Answers until `stopped`, then finishes what was begun, as far as that takes no longer than `patience`.
///
/// In place of `axum::serve`, which waits for the head of a request as long as the client likes: a thousand
/// clients that send a byte a second would keep everybody else out.
pub(crate) async fn serve(
    mut listener: TcpListener,
    router: Router,
    patience: Duration,
    stopped: impl Future<Output = ()>,
) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(patience);
    let connections = GracefulShutdown::new();
    tokio::pin!(stopped);
    loop {
        let (stream, peer) = tokio::select! {
            // Waits and tries again when the machine is out of connections.
            accepted = Listener::accept(&mut listener) => accepted,
            () = &mut stopped => break,
        };
        let router = router.clone().map_request(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo::<SocketAddr>(peer));
            request.map(Body::new)
        });
        let connection = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
        let connection = connections.watch(connection);
        tokio::spawn(async move {
            // Whoever hangs up or is too slow is not told anything, and is no fault of ours.
            if let Err(error) = connection.await {
                tracing::debug!(%error, "connection ended");
            }
        });
    }
    drop(listener);
    if tokio::time::timeout(patience, connections.shutdown()).await.is_err() {
        tracing::warn!("stopped with answers that were not taken");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpStream;
    use tokio::sync::oneshot;
    use tokio::task::JoinHandle;

    /// A server that tells the port of whoever asks; where it listens, what stops it, and its end.
    async fn start(patience: Duration) -> (SocketAddr, oneshot::Sender<()>, JoinHandle<()>) {
        let router = Router::new()
            .route("/", get(async |ConnectInfo(peer): ConnectInfo<SocketAddr>| peer.port().to_string()));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let stopped = async move { drop(stopped.await) };
        (address, stop, tokio::spawn(serve(listener, router, patience, stopped)))
    }

    /// Asks and returns the answer. It ends with the port of this end.
    async fn ask(stream: &mut TcpStream) -> String {
        stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
        let end = format!("\r\n\r\n{}", stream.local_addr().unwrap().port());
        let mut answer = String::new();
        while !answer.ends_with(&end) {
            answer.push(stream.read_u8().await.expect(&answer).into());
        }
        answer
    }

    #[tokio::test]
    async fn whoever_does_not_finish_a_request_is_cut_off() {
        let (address, _stop, _server) = start(Duration::from_millis(50)).await;
        for begun in ["", "GET / HTTP/1.1\r\nHost: lo"] {
            let mut stream = TcpStream::connect(address).await.unwrap();
            stream.write_all(begun.as_bytes()).await.unwrap();
            // Returns when the connection ends; without a limit it would not.
            let mut rest = Vec::new();
            tokio::time::timeout(PATIENCE, stream.read_to_end(&mut rest)).await.unwrap().unwrap();
            assert!(!String::from_utf8(rest).unwrap().contains("200 OK"), "{begun}");
        }
    }

    #[tokio::test]
    async fn the_address_of_the_client_is_known() {
        let (address, _stop, _server) = start(PATIENCE).await;
        let mut stream = TcpStream::connect(address).await.unwrap();
        assert!(ask(&mut stream).await.starts_with("HTTP/1.1 200 OK"));
        assert!(ask(&mut stream).await.starts_with("HTTP/1.1 200 OK"), "kept open for the next one");
    }

    #[tokio::test]
    async fn stopping_ends_connections_that_are_kept_open() {
        let (address, stop, server) = start(PATIENCE).await;
        let mut stream = TcpStream::connect(address).await.unwrap();
        ask(&mut stream).await;
        stop.send(()).unwrap();
        server.await.unwrap();
        assert_eq!(stream.read(&mut [0; 1]).await.unwrap(), 0);
        assert!(TcpStream::connect(address).await.is_err());
    }
}
