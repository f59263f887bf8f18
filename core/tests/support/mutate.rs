//! Breaks JSON values and bytes, by a seeded generator: what a hostile or failing peer could send.

use fastrand::Rng;
use serde_json::{Map, Value, json};

/// Texts that are well-formed and awkward.
const TEXTS: [&str; 12] = [
    "",
    "\0",
    "null",
    "{",
    "[]",
    "data: x\n\n",
    "aüß€🦀\u{200d}",
    "\u{feff}",
    "data:image/png;base64,",
    "https://",
    "{\"a\":1e999}",
    "9007199254740993",
];
/// Bytes that mean something to a parser of JSON or of event streams.
const BYTES: [&[u8]; 14] = [
    b"\"",
    b"{",
    b"}",
    b"[",
    b"\\ud800",
    b"\\udc00x",
    b"\xff\xfe",
    b"\xe2\x82",
    b"\r",
    b"\n\n",
    b"data: ",
    b"event: error\n",
    b"1e999",
    b"99999999999999999999999999",
];

/// Changes one to three things in a value.
pub fn value(value: &mut Value, random: &mut Rng) {
    for _ in 0..random.usize(1..=3) {
        let donor = at_random(value, random).clone();
        change(at_random(value, random), donor, random);
    }
}

/// Changes one to three things in a text that need not be one afterwards.
pub fn bytes(bytes: &mut Vec<u8>, random: &mut Rng) {
    for _ in 0..random.usize(1..=3) {
        let from = random.usize(0..=bytes.len());
        let to = random.usize(from..=bytes.len().min(from + 64));
        match random.u8(0..6) {
            0 if from < bytes.len() => bytes[from] ^= 1 << random.u8(0..8),
            1 => bytes.truncate(from),
            2 => drop(bytes.drain(from..to)),
            3 => {
                let copy = bytes[from..to].to_vec();
                bytes.splice(from..from, copy);
            }
            4 => drop(bytes.splice(from..from, nested(random))),
            _ => drop(bytes.splice(from..from, random.choice(BYTES).unwrap_or_default().iter().copied())),
        }
    }
}

fn nested(random: &mut Rng) -> Vec<u8> {
    random.choice(["[", "{\"a\":"]).unwrap_or_default().repeat(random.usize(1..300)).into_bytes()
}

/// Any value within, by a walk that stops with one chance in six.
fn at_random<'a>(mut value: &'a mut Value, random: &mut Rng) -> &'a mut Value {
    loop {
        let size = match value {
            Value::Object(map) => map.len(),
            Value::Array(list) => list.len(),
            _ => 0,
        };
        if size == 0 || random.u8(0..6) == 0 {
            return value;
        }
        let at = random.usize(0..size);
        value = match value {
            Value::Object(map) => map.values_mut().nth(at).expect("below its length"),
            other => &mut other[at],
        };
    }
}

fn change(value: &mut Value, donor: Value, random: &mut Rng) {
    match value {
        Value::Object(map) if random.bool() => change_object(map, donor, random),
        Value::Array(list) if random.bool() && !list.is_empty() => {
            let at = random.usize(0..list.len());
            match random.u8(0..4) {
                0 => drop(list.remove(at)),
                1 => list.push(list[at].clone()),
                2 => list.reverse(),
                _ => list.push(donor),
            }
        }
        Value::String(text) if random.bool() => {
            let mut bytes = std::mem::take(text).into_bytes();
            self::bytes(&mut bytes, random);
            *text = String::from_utf8_lossy(&bytes).into_owned();
        }
        _ => *value = other(value, donor, random),
    }
}

fn change_object(map: &mut Map<String, Value>, donor: Value, random: &mut Rng) {
    let Some(key) = random.choice(map.keys().cloned().collect::<Vec<_>>()) else { return };
    match random.u8(0..3) {
        0 => drop(map.shift_remove(&key)),
        1 => {
            let moved = map.shift_remove(&key).unwrap_or_default();
            map.insert(random.choice(TEXTS).unwrap_or_default().to_owned(), moved);
        }
        _ => drop(map.insert(key, donor)),
    }
}

fn other(value: &Value, donor: Value, random: &mut Rng) -> Value {
    match random.u8(0..14) {
        0 => Value::Null,
        1 => random.bool().into(),
        2 => random.choice([-1, 0, 1, i64::MIN, i64::MAX]).into(),
        3 => random.choice([u64::MAX, 1 << 53, 4_294_967_295, 4_294_967_296]).into(),
        4 => random.choice([1e308, -1e308, 5e-324, 0.5, -0.0]).into(),
        5 => json!([]),
        6 => json!({}),
        7 => json!([value]),
        8 => json!({ "type": value }),
        9 => value.to_string().into(),
        10 => (0..random.u8(1..120)).fold(value.clone(), |inner, _| if random.bool() { json!([inner]) } else { json!({ "items": inner }) }),
        11 => random.choice(TEXTS).unwrap_or_default().into(),
        12 => random.choice(["x", "€"]).unwrap_or_default().repeat(random.usize(1..2_000)).into(),
        _ => donor,
    }
}
