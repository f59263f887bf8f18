//! Signatures of thoughts: only what this upstream wrote verifies, and only unchanged.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The signature of a thought (Anthropic) or of a part (Gemini), by what it says.
pub fn sign(what: &str) -> String {
    let mut state: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in what.bytes() {
        state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    STANDARD.encode(format!("polyroute-upstream/{state:016x}"))
}

pub fn verifies(signature: &str, what: &str) -> bool {
    signature == sign(what)
}
