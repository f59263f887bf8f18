//! HTTP/1.1 as bytes: reads requests, writes heads and chunks. Decides nothing.

use std::io;
use std::time::Instant;

use bytes::{Buf, Bytes, BytesMut};
use tokio::io::{AsyncRead, AsyncReadExt};

use crate::record::Request;

const MAX_HEAD: usize = 256 << 10;

/// The next request of a connection; `None` when the client closed between requests.
pub async fn read_request(from: &mut (impl AsyncRead + Unpin), buffer: &mut BytesMut) -> io::Result<Option<Request>> {
    let head_len = loop {
        if let Some(at) = find(buffer, b"\r\n\r\n") {
            break at;
        }
        if buffer.len() > MAX_HEAD {
            return Err(bad("head too long"));
        }
        if from.read_buf(buffer).await? == 0 {
            return if buffer.is_empty() { Ok(None) } else { Err(bad("closed in the head")) };
        }
    };
    let head = String::from_utf8_lossy(&buffer[..head_len]).into_owned();
    buffer.advance(head_len + 4);
    let mut lines = head.split("\r\n");
    let mut first = lines.next().unwrap_or_default().split(' ');
    let (Some(method), Some(target)) = (first.next(), first.next()) else { return Err(bad("no request line")) };
    let headers: Vec<(String, String)> =
        lines.filter_map(|l| l.split_once(':')).map(|(n, v)| (n.trim().to_ascii_lowercase(), v.trim().to_owned())).collect();
    let value = |name: &str| headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
    let body = if value("transfer-encoding").is_some_and(|v| v.eq_ignore_ascii_case("chunked")) {
        read_chunks(from, buffer).await?
    } else {
        let len = value("content-length").map_or(Ok(0), str::parse).map_err(|_| bad("content-length"))?;
        take(from, buffer, len).await?
    };
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    Ok(Some(Request { method: method.to_owned(), path: path.to_owned(), query: query.to_owned(), headers, body, at: Instant::now() }))
}

async fn read_chunks(from: &mut (impl AsyncRead + Unpin), buffer: &mut BytesMut) -> io::Result<Bytes> {
    let mut body = BytesMut::new();
    loop {
        let line_len = loop {
            if let Some(at) = find(buffer, b"\r\n") {
                break at;
            }
            fill(from, buffer).await?;
        };
        let line = String::from_utf8_lossy(&buffer[..line_len]).into_owned();
        buffer.advance(line_len + 2);
        let size = line.split(';').next().unwrap_or_default().trim();
        let size = usize::from_str_radix(size, 16).map_err(|_| bad("chunk size"))?;
        body.extend_from_slice(&take(from, buffer, size).await?);
        take(from, buffer, 2).await?;
        if size == 0 {
            return Ok(body.freeze());
        }
    }
}

async fn take(from: &mut (impl AsyncRead + Unpin), buffer: &mut BytesMut, len: usize) -> io::Result<Bytes> {
    while buffer.len() < len {
        fill(from, buffer).await?;
    }
    Ok(buffer.split_to(len).freeze())
}

async fn fill(from: &mut (impl AsyncRead + Unpin), buffer: &mut BytesMut) -> io::Result<()> {
    if from.read_buf(buffer).await? == 0 { Err(bad("closed in the body")) } else { Ok(()) }
}

/// The status line and headers with the empty line after them.
pub fn head(status: u16, headers: &[(String, String)]) -> Vec<u8> {
    let mut out = format!("HTTP/1.1 {status} {}\r\n", phrase(status));
    for (name, value) in headers {
        out.extend([name, ": ", value, "\r\n"]);
    }
    out += "\r\n";
    out.into_bytes()
}

/// One chunk; an empty one would end the body and is left out.
pub fn chunk(data: &[u8]) -> Vec<u8> {
    if data.is_empty() {
        return Vec::new();
    }
    let mut out = format!("{:x}\r\n", data.len()).into_bytes();
    out.extend_from_slice(data);
    out.extend_from_slice(b"\r\n");
    out
}

pub const LAST_CHUNK: &[u8] = b"0\r\n\r\n";

fn phrase(status: u16) -> &'static str {
    match status {
        200 => "OK",
        400 => "Bad Request",
        401 => "Unauthorized",
        404 => "Not Found",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "Scripted",
    }
}

fn find(data: &[u8], what: &[u8]) -> Option<usize> {
    data.windows(what.len()).position(|w| w == what)
}

fn bad(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_request_is_read_in_any_pieces_and_the_next_one_stays_in_the_buffer() {
        let wire = b"POST /v1/x?q=1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcGET /y HTTP/1.1\r\n\r\n";
        for split in 1..wire.len() {
            let mut parts = AsyncReadExt::chain(&wire[..split], &wire[split..]);
            let mut buffer = BytesMut::new();
            let first = read_request(&mut parts, &mut buffer).await.unwrap().unwrap();
            assert_eq!((first.method.as_str(), first.path.as_str(), first.query.as_str()), ("POST", "/v1/x", "q=1"));
            assert_eq!((&first.body[..], first.header("HOST")), (&b"abc"[..], Some("a")));
            let second = read_request(&mut parts, &mut buffer).await.unwrap().unwrap();
            assert_eq!(second.path, "/y");
            assert!(read_request(&mut parts, &mut buffer).await.unwrap().is_none());
        }
    }

    #[tokio::test]
    async fn a_chunked_body_is_put_together() {
        let wire = b"POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n";
        let request = read_request(&mut &wire[..], &mut BytesMut::new()).await.unwrap().unwrap();
        assert_eq!(&request.body[..], b"abcde");
    }
}
