//! One client connection: requests in, answers out step by step, with an eye on the client all the while.

use std::io;
use std::sync::Arc;
use std::time::Instant;

use bytes::BytesMut;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::tcp::{ReadHalf, WriteHalf};

use crate::answer::{Answer, Cut, Framing, Step};
use crate::record::Closed;
use crate::server::Shared;
use crate::{control, http};

/// Bytes that a client may send ahead while its answer is still going out.
const READ_AHEAD: usize = 64 << 10;

enum End {
    Reusable,
    Finished,
    Reset,
}

/// Serves until either side closes. Being dropped by the server's death resets the connection.
pub async fn serve(shared: Arc<Shared>, mut stream: TcpStream) {
    let _open = Open::new(&shared);
    let _ = stream.set_nodelay(true);
    let mut dead = shared.dead.subscribe();
    let end = {
        let (mut read, mut write) = stream.split();
        tokio::select! {
            end = exchange(&shared, &mut read, &mut write) => end,
            _ = dead.wait_for(|d| *d) => End::Reset,
        }
    };
    if matches!(end, End::Reset) {
        let _ = stream.set_zero_linger();
    }
}

async fn exchange(shared: &Arc<Shared>, read: &mut ReadHalf<'_>, write: &mut WriteHalf<'_>) -> End {
    let mut buffer = BytesMut::new();
    loop {
        let Ok(Some(request)) = http::read_request(read, &mut buffer).await else { return End::Finished };
        let close = request.header("connection").is_some_and(|v| v.eq_ignore_ascii_case("close"));
        if let Some(answer) = control::answer(shared, &request) {
            let sent = send(shared, write, &answer).await;
            control::act(shared, &request);
            if sent.is_err() || close {
                return End::Finished;
            }
            continue;
        }
        let (index, answer) = shared.receive(request);
        let sent = tokio::select! {
            biased;
            sent = send(shared, write, &answer) => sent,
            () = gone(read, &mut buffer) => Err(io::ErrorKind::ConnectionReset.into()),
        };
        match sent {
            Ok(End::Reusable) if !close => {}
            Ok(end) => return end,
            Err(_) => {
                shared.note(|log| log.closed_early.push(Closed { request: index, at: Instant::now() }));
                return End::Finished;
            }
        }
    }
}

/// Acts out one answer. An error means that the client has gone.
async fn send(shared: &Shared, write: &mut WriteHalf<'_>, answer: &Answer) -> io::Result<End> {
    if answer.framing == Framing::Length {
        return send_whole(shared, write, answer).await;
    }
    let chunked = answer.framing == Framing::Chunked;
    // The head waits for the first bytes, so that a delay before them is a delay of the whole answer.
    let mut pending = Vec::new();
    if chunked {
        let mut headers = answer.headers.clone();
        headers.push(("transfer-encoding".into(), "chunked".into()));
        pending = http::head(answer.status, &headers);
    }
    let last = answer.steps.len().saturating_sub(1);
    for (n, step) in answer.steps.iter().enumerate() {
        match step {
            Step::Bytes(data) => {
                if chunked {
                    pending.extend(http::chunk(data));
                } else {
                    pending.extend_from_slice(data);
                }
                // One write for the last event and the end: a client may hang up as soon as it has seen the former.
                if n != last {
                    write.write_all(&std::mem::take(&mut pending)).await?;
                }
            }
            Step::Cut(Cut::End) => break,
            Step::Cut(cut) => {
                write.write_all(&pending).await?;
                return Ok(ended(*cut));
            }
            wait => pause(shared, wait).await,
        }
    }
    if chunked {
        pending.extend_from_slice(http::LAST_CHUNK);
    }
    write.write_all(&pending).await?;
    Ok(if chunked { End::Reusable } else { End::Finished })
}

async fn send_whole(shared: &Shared, write: &mut WriteHalf<'_>, answer: &Answer) -> io::Result<End> {
    let mut body = Vec::new();
    let mut cut = None;
    let declared: usize = answer.steps.iter().map(|s| if let Step::Bytes(b) = s { b.len() } else { 0 }).sum();
    for step in &answer.steps {
        match step {
            Step::Bytes(data) => body.extend_from_slice(data),
            Step::Cut(how) => {
                cut = Some(*how);
                break;
            }
            wait => pause(shared, wait).await,
        }
    }
    if let (Some(cut), true) = (cut, body.is_empty()) {
        return Ok(ended(cut));
    }
    let mut headers = answer.headers.clone();
    // A body that is cut short declares a byte more than it holds.
    headers.push(("content-length".into(), (declared + usize::from(cut.is_some())).to_string()));
    let mut out = http::head(answer.status, &headers);
    out.append(&mut body);
    write.write_all(&out).await?;
    Ok(cut.map_or(End::Reusable, ended))
}

fn ended(cut: Cut) -> End {
    match cut {
        Cut::Reset => End::Reset,
        Cut::Close | Cut::End => End::Finished,
    }
}

async fn pause(shared: &Shared, step: &Step) {
    match step {
        Step::Delay(time) => tokio::time::sleep(*time).await,
        Step::Hold => shared.hold().await,
        Step::Bytes(_) | Step::Cut(_) => {}
    }
}

/// Resolves when the client has closed its side; what it sends ahead is kept for later.
async fn gone(read: &mut ReadHalf<'_>, buffer: &mut BytesMut) {
    loop {
        if buffer.len() >= READ_AHEAD {
            std::future::pending::<()>().await;
        }
        if matches!(read.read_buf(buffer).await, Ok(0) | Err(_)) {
            return;
        }
    }
}

struct Open<'a>(&'a Shared);

impl<'a> Open<'a> {
    fn new(shared: &'a Shared) -> Self {
        shared.note(|log| {
            log.connections += 1;
            log.open += 1;
        });
        Open(shared)
    }
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        self.0.note(|log| log.open -= 1);
    }
}
