//! Newtypes that keep unlike things apart: money, targets, secrets, ids.

use std::fmt;
use std::ops::{Add, AddAssign};
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Billionths of a US dollar. All ledgers count in these.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct NanoUsd(pub i64);

impl NanoUsd {
    pub const ZERO: NanoUsd = NanoUsd(0);

    /// As dollars with as many decimals as there are, at least two: `0.000412`, `5.00`.
    pub fn to_usd(self) -> String {
        let (sign, n) = if self.0 < 0 { ("-", self.0.unsigned_abs()) } else { ("", self.0.unsigned_abs()) };
        let mut decimals = format!("{:09}", n % 1_000_000_000);
        while decimals.len() > 2 && decimals.ends_with('0') {
            decimals.pop();
        }
        format!("{sign}{}.{decimals}", n / 1_000_000_000)
    }

    /// A provider's own figure in dollars, rounded up to a nano-USD. `None` for what is no amount of money.
    pub fn from_usd(dollars: f64) -> Option<NanoUsd> {
        if !(0.0..1e9).contains(&dollars) {
            return None;
        }
        // The shortest decimals that mean this number: its binary dust is not rounded up.
        let text = dollars.to_string();
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let (nano, rest) = decimals.split_at(decimals.len().min(9));
        let nano: i64 = format!("{nano:0<9}").parse().ok()?;
        let dust = i64::from(rest.bytes().any(|digit| digit != b'0'));
        Some(NanoUsd(whole.parse::<i64>().ok()? * 1_000_000_000 + nano + dust))
    }

    pub fn saturating_sub(self, other: NanoUsd) -> NanoUsd {
        NanoUsd(self.0.saturating_sub(other.0).max(0))
    }
}

impl Add for NanoUsd {
    type Output = NanoUsd;
    fn add(self, other: NanoUsd) -> NanoUsd {
        NanoUsd(self.0.saturating_add(other.0))
    }
}

impl AddAssign for NanoUsd {
    fn add_assign(&mut self, other: NanoUsd) {
        *self = *self + other;
    }
}

impl std::iter::Sum for NanoUsd {
    fn sum<I: Iterator<Item = NanoUsd>>(iter: I) -> NanoUsd {
        iter.fold(NanoUsd::ZERO, Add::add)
    }
}

/// `provider/model`: the provider's name in the configuration and the model as that provider calls it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct TargetId(pub Arc<str>);

impl TargetId {
    pub fn new(provider: &str, model: &str) -> Self {
        TargetId(format!("{provider}/{model}").into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TargetId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A key or token. It has no `Debug`, `Display` or `Serialize`, and is overwritten when dropped.
#[derive(Clone)]
pub struct Secret(Arc<SecretText>);

struct SecretText(Box<[u8]>);

impl Drop for SecretText {
    fn drop(&mut self) {
        for byte in &mut self.0 {
            *std::hint::black_box(byte) = 0;
        }
    }
}

impl Secret {
    pub fn new(text: impl Into<String>) -> Self {
        Secret(Arc::new(SecretText(text.into().into_bytes().into_boxed_slice())))
    }

    /// The text itself, for a header value and nothing else.
    pub fn expose(&self) -> &str {
        std::str::from_utf8(&self.0.0).unwrap_or_default()
    }
}

const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// A fresh random id of `len` letters and digits behind `prefix`.
pub fn random_id(prefix: &str, len: usize) -> String {
    let mut id = String::with_capacity(prefix.len() + len);
    id.push_str(prefix);
    id.extend((0..len).map(|_| char::from(ALPHABET[fastrand::usize(..ALPHABET.len())])));
    id
}

/// A trace id in W3C form: 32 lower-case hex digits, never all zero.
pub fn trace_id() -> String {
    format!("{:032x}", fastrand::u128(1..))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dollars_of_others_are_rounded_up_without_their_binary_dust() {
        let nano = |dollars| NanoUsd::from_usd(dollars).map(|n| n.0);
        assert_eq!((nano(0.000_412), nano(5.0), nano(0.1 + 0.2)), (Some(412_000), Some(5_000_000_000), Some(300_000_001)));
        assert_eq!((nano(1e-12), nano(0.0), nano(-0.5), nano(f64::NAN), nano(1e12)), (Some(1), Some(0), None, None, None));
    }

    #[test]
    fn prints_dollars_without_floats() {
        assert_eq!(NanoUsd(412_000).to_usd(), "0.000412");
        assert_eq!(NanoUsd(5_000_000_000).to_usd(), "5.00");
        assert_eq!(NanoUsd(1).to_usd(), "0.000000001");
        assert_eq!(NanoUsd(0).to_usd(), "0.00");
    }
}
