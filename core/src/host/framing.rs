//! How a stream's events leave: one by one for typed calls, as bytes of an HTTP body for doors.

use bytes::Bytes;

use crate::wire::Frame;

pub(super) enum Framing {
    /// One item an event: its JSON.
    Data,
    /// One item a batch: server-sent events as bytes.
    Sse,
    /// One item a batch: elements of one JSON array.
    Array { begun: bool },
}

impl Framing {
    /// The items that a batch of events makes; empties the batch.
    pub(super) fn items(&mut self, frames: &mut Vec<Frame>, items: &mut impl Extend<Bytes>) {
        if let Framing::Data = self {
            items.extend(frames.drain(..).map(|f| f.data).filter(|d| d.as_ref() != b"[DONE]"));
            return;
        }
        let mut bytes = Vec::with_capacity(frames.iter().map(|f| f.data.len() + 32).sum());
        for frame in frames.drain(..) {
            match self {
                Framing::Array { begun } => {
                    bytes.extend_from_slice(if std::mem::replace(begun, true) { b",\r\n" } else { b"[" });
                    bytes.extend_from_slice(&frame.data);
                }
                Framing::Data | Framing::Sse => frame.write_sse(&mut bytes),
            }
        }
        if !bytes.is_empty() {
            items.extend([bytes.into()]);
        }
    }

    /// What closes the body after the last event.
    pub(super) fn close(&self) -> Option<Bytes> {
        match self {
            Framing::Data | Framing::Sse => None,
            Framing::Array { begun: true } => Some(Bytes::from_static(b"]")),
            Framing::Array { begun: false } => Some(Bytes::from_static(b"[]")),
        }
    }

    /// Errors of a door are said in the stream itself.
    pub(super) fn says_errors(&self) -> bool {
        !matches!(self, Framing::Data)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_array_is_whole_json_however_many_events_it_has() {
        for count in 0..3 {
            let mut framing = Framing::Array { begun: false };
            let mut items: Vec<Bytes> = Vec::new();
            for n in 0..count {
                framing.items(&mut vec![Frame::data(format!("{{\"n\":{n}}}"))], &mut items);
            }
            items.extend(framing.close());
            let array: Vec<serde_json::Value> = serde_json::from_slice(&items.concat()).expect("an array");
            assert_eq!(array.len(), count);
        }
    }
}
