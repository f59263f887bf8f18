//! Bodies that are broken in one or two places: an error or a request, never a panic.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{NEW, OLD, decode, sent_to, whole};

fn any_json() -> impl Strategy<Value = Value> {
    let leaf =
        prop_oneof![Just(Value::Null), any::<bool>().prop_map(Value::from), any::<i64>().prop_map(Value::from), ".{0,6}".prop_map(Value::from)];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec(("[a-zA-Z_]{1,6}", inner), 0..4).prop_map(|pairs| pairs.into_iter().collect()),
        ]
    })
}

/// Puts `value` at the `n`th place of a tree.
fn mutate(tree: &mut Value, n: &mut usize, value: &Value) {
    if *n == 0 {
        *tree = value.clone();
    }
    *n = n.wrapping_sub(1);
    match tree {
        Value::Array(list) => list.iter_mut().for_each(|inner| mutate(inner, n, value)),
        Value::Object(object) => object.values_mut().for_each(|inner| mutate(inner, n, value)),
        _ => {}
    }
}

proptest! {
    #[test]
    fn no_body_however_broken_makes_it_panic(mut places in proptest::collection::vec(0usize..120, 1..3), value in any_json()) {
        let mut body = whole();
        for place in &mut places {
            mutate(&mut body, place, &value);
        }
        if let Value::Object(mut body) = body {
            body.insert("model".to_owned(), json!("route"));
            if let Ok(mut request) = decode(body) {
                let _ = sent_to(&request, OLD);
                request.raw = None;
                let _ = sent_to(&request, OLD);
                let _ = sent_to(&request, NEW);
            }
        }
    }
}
