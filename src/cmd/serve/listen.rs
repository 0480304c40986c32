//! Listens on this machine alone, within limits, until Ctrl-C.

use std::convert::Infallible;
use std::io::{ErrorKind, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::sync::Semaphore;
use tokio::sync::watch::Receiver;

use super::respond::respond;
use super::shown::Shown;

/// The port when none is asked for: no well-known service has it.
const USUAL_PORT: u16 = 4717;

/// How many ports from the usual one on are tried.
const PORTS_TRIED: u16 = 20;

/// How many connections there may be at a time. A browser opens six.
const MOST_CONNECTIONS: usize = 64;

/// The longest head of a request, in bytes. Those of browsers have about 1 KB, with cookies of other local servers more.
const LONGEST_HEAD: usize = 32 << 10;

/// How long a request may take to arrive.
const HEAD_TIME: Duration = Duration::from_secs(10);

/// How long to wait when the system has no more connections to give.
const PAUSE: Duration = Duration::from_millis(50);

/// Opens the port that was asked for; the usual one, or the next that is free, when none was.
pub(super) fn open(asked: Option<u16>) -> anyhow::Result<(TcpListener, u16)> {
    let listen = |port: u16| {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let port = listener.local_addr()?.port();
        listener.set_nonblocking(true)?;
        Ok((listener, port))
    };
    if let Some(port) = asked {
        return listen(port).map_err(|error: std::io::Error| match error.kind() {
            ErrorKind::AddrInUse => anyhow::anyhow!(
                "another program uses the port {port}; leave out `--port`, or give `--port 0`, for one that is free"
            ),
            ErrorKind::PermissionDenied => {
                anyhow::anyhow!(
                    "the port {port} is not for everybody; give one from 1024 to 65535, or leave out `--port`"
                )
            }
            _ => anyhow::Error::new(error).context(format!("cannot listen on the port {port}")),
        });
    }
    for port in USUAL_PORT..USUAL_PORT + PORTS_TRIED {
        match listen(port) {
            Ok(found) => {
                if port != USUAL_PORT {
                    writeln!(
                        std::io::stderr(),
                        "Another program uses the port {USUAL_PORT}; this is the next free one."
                    )?;
                }
                return Ok(found);
            }
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            Err(error) => return Err(error).with_context(|| format!("cannot listen on the port {port}")),
        }
    }
    bail!("other programs use all ports from {USUAL_PORT} on; give `--port 0` for any that is free")
}

/// Answers until Ctrl-C.
pub(super) async fn serve(listener: TcpListener, port: u16, shown: Receiver<Arc<Shown>>) -> anyhow::Result<()> {
    let listener = tokio::net::TcpListener::from_std(listener).context("cannot listen")?;
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    tokio::select! {
        never = accept(&listener, port, &shown, &places) => match never {},
        ended = tokio::signal::ctrl_c() => ended.context("cannot wait for Ctrl-C"),
    }
}

async fn accept(
    listener: &tokio::net::TcpListener,
    port: u16,
    shown: &Receiver<Arc<Shown>>,
    places: &Arc<Semaphore>,
) -> Infallible {
    loop {
        // Nobody closes it, so that there is always a place in the end.
        let place = Arc::clone(places).acquire_owned().await.ok();
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        let shown = shown.clone();
        tokio::spawn(async move {
            let service = service_fn(move |request| {
                let shown = shown.clone();
                async move { Ok::<_, Infallible>(respond(request, port, shown).await) }
            });
            // A connection that ends badly is the other side's affair.
            let _ = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEAD_TIME)
                .max_buf_size(LONGEST_HEAD)
                .serve_connection(TokioIo::new(stream), service)
                .await;
            drop(place);
        });
    }
}
