//! Ids in the providers' form: a prefix and letters that do not come twice.

use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

static NEXT: LazyLock<AtomicU64> = LazyLock::new(|| AtomicU64::new(RandomState::new().hash_one(0)));

/// `prefix` and `len` letters and digits.
pub fn fresh(prefix: &str, len: usize) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    let mut state = mix(NEXT.fetch_add(1, Ordering::Relaxed));
    let mut out = prefix.to_owned();
    for _ in 0..len {
        state = mix(state);
        out.push(LETTERS[state as usize % LETTERS.len()] as char);
    }
    out
}

/// splitmix64: neighbours give unlike numbers.
fn mix(n: u64) -> u64 {
    let n = n.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    n ^ (n >> 31)
}
