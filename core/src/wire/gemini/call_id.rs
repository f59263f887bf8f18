//! Ids for calls that came without one: the same for the same call, and known again on the way back.

use std::fmt::Write as _;

const PREFIX: &str = "call_g";
const DIGITS: usize = 24;

/// The id of a call from where it stands; an answer without an id of its own is told by what its calls say.
pub fn synthetic(place: &str, choice: usize, index: usize, name: &str, arguments: &str) -> String {
    let arguments = if place.is_empty() { arguments } else { "" };
    let mut hasher = blake3::Hasher::new();
    for text in [place, &format!("{choice}.{index}"), name, arguments] {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    }
    let mut id = PREFIX.to_owned();
    for byte in &hasher.finalize().as_bytes()[..DIGITS / 2] {
        let _ = write!(id, "{byte:02x}");
    }
    id
}

/// Did `synthetic` make it? Then the provider does not know it, and it is left out.
pub fn is_synthetic(id: &str) -> bool {
    id.strip_prefix(PREFIX).is_some_and(|digits| digits.len() == DIGITS && digits.bytes().all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_stable_differs_by_place_and_is_known_again() {
        let id = synthetic("r1", 0, 0, "f", "{}");
        assert_eq!(id, synthetic("r1", 0, 0, "f", "{}"));
        assert_ne!(id, synthetic("r1", 0, 1, "f", "{}"));
        assert_ne!(id, synthetic("r2", 0, 0, "f", "{}"));
        assert!(is_synthetic(&id) && !is_synthetic("call_abc") && !is_synthetic("call_g12"));
    }
}
