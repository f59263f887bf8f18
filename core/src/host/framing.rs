//! How the events of a stream leave: one by one, or as the bytes of an HTTP body.

use bytes::Bytes;

use crate::gateway::door::Framing as Wire;
use crate::wire::Frame;

pub(super) enum Framing {
    /// One item an event: its JSON.
    Data,
    /// One item a batch: server-sent events as bytes.
    Sse,
    /// One item a batch: elements of a JSON array.
    Array(Place),
    /// One item a batch: messages of AWS' event streams.
    Aws,
    /// One item a batch: lines of JSON.
    Lines,
}

/// Where in a JSON array a stream stands.
#[derive(Default, PartialEq, Eq)]
pub(super) enum Place {
    #[default]
    Before,
    Within,
}

impl Framing {
    pub fn of(wire: Wire) -> Framing {
        match wire {
            Wire::Sse | Wire::WholeCalls => Framing::Sse,
            Wire::Lines => Framing::Lines,
            Wire::Array => Framing::Array(Place::default()),
            Wire::Aws => Framing::Aws,
        }
    }

    /// What is handed over of a batch.
    pub fn write(&mut self, frames: &mut Vec<Frame>) -> Vec<Bytes> {
        if frames.is_empty() {
            return Vec::new();
        }
        let mut bytes = Vec::new();
        match self {
            Framing::Data => return frames.drain(..).map(|f| f.data).filter(|d| d.as_ref() != b"[DONE]").collect(),
            Framing::Sse => {
                bytes.reserve(frames.iter().map(|f| f.data.len() + 32).sum());
                for frame in frames.drain(..) {
                    frame.write_sse(&mut bytes);
                }
            }
            Framing::Aws => frames.drain(..).for_each(|frame| frame.write_aws(&mut bytes)),
            Framing::Lines => frames.drain(..).for_each(|frame| frame.write_line(&mut bytes)),
            Framing::Array(place) => {
                for frame in frames.drain(..) {
                    bytes.extend_from_slice(if *place == Place::Before { b"[" } else { b",\r\n" });
                    bytes.extend_from_slice(&frame.data);
                    *place = Place::Within;
                }
            }
        }
        vec![bytes.into()]
    }

    /// What closes the form itself.
    pub fn end(&self) -> Option<Bytes> {
        let Framing::Array(place) = self else { return None };
        Some(Bytes::from_static(if *place == Place::Before { b"[]" } else { b"]" }))
    }
}
