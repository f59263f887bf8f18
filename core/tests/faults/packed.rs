//! Bytes packed by hand, so that a test decides over every one of them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

pub fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// A whole answer that says how it is packed.
pub fn whole(body: &[u8], encoding: &str) -> Value {
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: {encoding}\r\ncontent-length: {}\r\n\r\n", body.len());
    json!({"bytes": [{"base64": base64(&[head.as_bytes(), body].concat())}]})
}

const GZIP: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];

/// Each part as a block that can be unpacked when it is there, none of them made smaller; what is needed to end comes last.
pub fn gzip(parts: &[&[u8]]) -> Vec<Vec<u8>> {
    let mut out = vec![GZIP.to_vec()];
    for part in parts {
        let length = u16::try_from(part.len()).expect("a block holds 64 KiB");
        out.push([&[0][..], &length.to_le_bytes(), &(!length).to_le_bytes(), part].concat());
    }
    let all = parts.concat();
    out.push([&[1, 0, 0, 0xff, 0xff][..], &crc32fast::hash(&all).to_le_bytes(), &(all.len() as u32).to_le_bytes()].concat());
    out
}

/// So many zero bytes.
pub fn bomb(size: usize) -> Vec<u8> {
    // Stored as they are they would be as long as the data, so the length is in the repeats: 258 bytes a code.
    let mut bits = Bits::default();
    bits.put(0b011, 3); // one last block with fixed codes
    bits.put_code(0x30, 8); // the literal 0
    for _ in 0..size / 258 {
        bits.put_code(0b1100_0101, 8); // length 258
        bits.put_code(0, 5); // distance 1
    }
    bits.put_code(0, 7);
    [&GZIP[..], &bits.finish(), &[0; 8]].concat()
}

/// Bits as deflate wants them: least significant first, codes most significant first.
#[derive(Default)]
struct Bits {
    out: Vec<u8>,
    byte: u8,
    used: u32,
}

impl Bits {
    fn put(&mut self, value: u32, count: u32) {
        for n in 0..count {
            self.byte |= ((value >> n & 1) as u8) << self.used;
            self.used += 1;
            if self.used == 8 {
                self.out.push(std::mem::take(&mut self.byte));
                self.used = 0;
            }
        }
    }

    fn put_code(&mut self, code: u32, count: u32) {
        (0..count).rev().for_each(|n| self.put(code >> n & 1, 1));
    }

    fn finish(mut self) -> Vec<u8> {
        if self.used > 0 {
            self.out.push(self.byte);
        }
        self.out
    }
}

/// A message of AWS's event streams, whose sums are right.
pub fn aws_frame(headers: &[(&str, &str)], payload: &[u8]) -> Vec<u8> {
    let mut head = Vec::new();
    for (name, value) in headers {
        head.push(name.len() as u8);
        head.extend_from_slice(name.as_bytes());
        head.push(7);
        head.extend_from_slice(&(value.len() as u16).to_be_bytes());
        head.extend_from_slice(value.as_bytes());
    }
    aws_message(&head, payload)
}

/// The same with its headers as bytes.
pub fn aws_message(headers: &[u8], payload: &[u8]) -> Vec<u8> {
    let total = (16 + headers.len() + payload.len()) as u32;
    let mut out = [total.to_be_bytes(), (headers.len() as u32).to_be_bytes()].concat();
    out.extend(crc32fast::hash(&out).to_be_bytes());
    out.extend_from_slice(headers);
    out.extend_from_slice(payload);
    out.extend(crc32fast::hash(&out).to_be_bytes());
    out
}
