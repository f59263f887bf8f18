//! Python data ⇄ JSON, without going through text on the way in and without a value in between on the way out.
//!
//! Bodies of replies become `Node`s: dicts whose members are attributes too.

use std::cell::RefCell;
use std::fmt;
use std::sync::{LazyLock, OnceLock};

use memchr::memchr2;
use memchr::memmem::Finder;
use parking_lot::{Mutex, MutexGuard};
use polyroute::{Error, Result};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyMapping, PyString, PyTuple, PyType};
use serde::Serialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::once::once;

/// How deep a body may nest.
const DEPTH: usize = 128;

/// A dict, or any mapping, as the members of a JSON object.
pub fn to_map(object: &Bound<'_, PyAny>) -> Result<Map<String, Value>> {
    match to_value(object, DEPTH)? {
        Value::Object(map) => Ok(map),
        _ => Err(Error::invalid(format!("a body is a mapping or JSON text, not `{}`", type_name(object)))),
    }
}

/// Adds the members of `object` to `map`; later ones win.
pub fn extend_map(map: &mut Map<String, Value>, object: &Bound<'_, PyDict>) -> Result<()> {
    for (key, value) in object {
        map.insert(key_text(&key)?, to_value(&value, DEPTH - 1).map_err(|e| under(&key, e))?);
    }
    Ok(())
}

pub fn to_value(object: &Bound<'_, PyAny>, depth: usize) -> Result<Value> {
    if depth == 0 {
        return Err(Error::invalid(format!("a body nests deeper than {DEPTH} levels")));
    }
    if let Ok(text) = object.cast::<PyString>() {
        return text.to_str().map(Value::from).map_err(|_| Error::invalid("text holds a lone surrogate, which UTF-8 cannot say"));
    }
    if let Ok(dict) = object.cast::<PyDict>() {
        let mut map = Map::with_capacity(dict.len());
        for (key, value) in dict {
            map.insert(key_text(&key)?, to_value(&value, depth - 1).map_err(|e| under(&key, e))?);
        }
        return Ok(Value::Object(map));
    }
    if let Ok(list) = object.cast::<PyList>() {
        return items(list.iter(), depth);
    }
    if object.is_none() {
        return Ok(Value::Null);
    }
    if let Ok(flag) = object.cast::<PyBool>() {
        return Ok(Value::Bool(flag.is_true()));
    }
    if object.is_instance_of::<PyInt>() {
        let number = object.extract::<i64>().map(Number::from).or_else(|_| object.extract::<u64>().map(Number::from));
        return number.map(Value::Number).map_err(|_| Error::invalid("a whole number does not fit into 64 bits"));
    }
    if let Ok(float) = object.cast::<PyFloat>() {
        return Number::from_f64(float.value()).map(Value::Number).ok_or_else(|| Error::invalid("JSON has no NaN and no infinity"));
    }
    if let Ok(tuple) = object.cast::<PyTuple>() {
        return items(tuple.iter(), depth);
    }
    other(object, depth)
}

fn items<'py>(items: impl Iterator<Item = Bound<'py, PyAny>>, depth: usize) -> Result<Value> {
    items.enumerate().map(|(i, item)| to_value(&item, depth - 1).map_err(|e| within(&i.to_string(), e))).collect::<Result<_>>().map(Value::Array)
}

/// Mappings that are no dicts, and models of pydantic (an SDK's own message objects).
fn other(object: &Bound<'_, PyAny>, depth: usize) -> Result<Value> {
    let plain = if let Ok(mapping) = object.cast::<PyMapping>() {
        PyDict::from_sequence(mapping.items().map_err(raised)?.as_any()).map(Bound::into_any)
    } else if object.hasattr("model_dump").unwrap_or(false) {
        let only_set = PyDict::new(object.py());
        only_set.set_item("exclude_unset", true).and_then(|()| only_set.set_item("mode", "json")).map_err(raised)?;
        object.call_method("model_dump", (), Some(&only_set))
    } else if object.hasattr("to_dict").unwrap_or(false) {
        object.call_method0("to_dict")
    } else {
        return Err(Error::invalid(format!("JSON has no form for `{}`", type_name(object))));
    };
    to_value(&plain.map_err(raised)?, depth - 1)
}

fn raised(error: PyErr) -> Error {
    Error::invalid(format!("a body could not be read: {error}"))
}

fn key_text(key: &Bound<'_, PyAny>) -> Result<String> {
    let text = key.cast::<PyString>().map_err(|_| Error::invalid(format!("a member's name is text, not `{}`", type_name(key))))?;
    text.to_str().map(str::to_owned).map_err(|_| Error::invalid("a member's name holds a lone surrogate"))
}

fn type_name(object: &Bound<'_, PyAny>) -> String {
    object.get_type().fully_qualified_name().map_or_else(|_| "object".to_owned(), |n| n.to_string())
}

fn under(key: &Bound<'_, PyAny>, error: Error) -> Error {
    within(&key.to_string(), error)
}

/// Errors grow their path on the way out, so that a good body pays nothing for it.
fn within(step: &str, error: Error) -> Error {
    let path = error.path().map_or_else(|| step.to_owned(), |rest| format!("{step}.{rest}"));
    error.at(path)
}

/// JSON text as `Node`s.
pub fn node<'py>(py: Python<'py>, text: &[u8]) -> PyResult<Bound<'py, PyAny>> {
    parse(py, text, Some(node_type(py)?))
}

/// JSON text as plain dicts.
pub fn plain<'py>(py: Python<'py>, text: &[u8]) -> PyResult<Bound<'py, PyAny>> {
    parse(py, text, None)
}

/// The `choices` of an object as `Node`s; the other members are skipped. `None` where they are not found, for whatever reason.
pub fn choices<'py>(py: Python<'py>, text: &[u8]) -> PyResult<Option<Bound<'py, PyAny>>> {
    static NAME: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("\"choices\":"));
    let build = Build::new(py, Some(node_type(py)?));
    // A name with its quotes stands in no string. Where nothing opens between it and the object's own brace, it is the object's member.
    if let Some(at) = NAME.find(text)
        && text.first() == Some(&b'{')
        && memchr2(b'{', b'[', &text[1..at]).is_none()
        && let Ok(found) = build.deserialize(&mut serde_json::Deserializer::from_slice(&text[at + NAME.needle().len()..]))
    {
        return Ok(Some(found));
    }
    member(&build, text, "choices")
}

fn member<'py>(build: &Build<'_, 'py>, text: &[u8], name: &str) -> PyResult<Option<Bound<'py, PyAny>>> {
    let mut found = None;
    let pick = Pick { build, name, found: &mut found };
    // The end of the object is not looked for once the member is there: that is the error that comes back then.
    let _ = serde_json::Deserializer::from_slice(text).deserialize_map(pick);
    Ok(found)
}

/// Anything that serialises, as JSON text.
pub fn text_of<T: Serialize + ?Sized>(py: Python<'_>, value: &T) -> PyResult<Vec<u8>> {
    serde_json::to_vec(value).map_err(|e| crate::errors::to_py(py, &Error::internal(e.to_string())))
}

/// Anything that serialises, as `Node`s.
pub fn nodes_of<'py, T: Serialize + ?Sized>(py: Python<'py>, value: &T) -> PyResult<Bound<'py, PyAny>> {
    node(py, &text_of(py, value)?)
}

fn node_type(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static NODE: OnceLock<Py<PyType>> = OnceLock::new();
    let node = once(&NODE, || Ok(py.import("polyroute._node")?.getattr("_Node")?.cast_into::<PyType>()?.unbind()))?;
    Ok(node.bind(py))
}

fn parse<'py>(py: Python<'py>, text: &[u8], node: Option<&Bound<'py, PyType>>) -> PyResult<Bound<'py, PyAny>> {
    let build = Build::new(py, node);
    let mut parser = serde_json::Deserializer::from_slice(text);
    let parsed = build.deserialize(&mut parser).and_then(|value| parser.end().map(|()| value));
    parsed.or_else(|_| by_python(py, text, node))
}

/// Python's own parser is more lenient (lone surrogates, deep nesting): what a provider says still arrives.
fn by_python<'py>(py: Python<'py>, text: &[u8], node: Option<&Bound<'py, PyType>>) -> PyResult<Bound<'py, PyAny>> {
    let hook = PyDict::new(py);
    hook.set_item("object_hook", node)?;
    py.import("json")?.call_method("loads", (text,), Some(&hook))
}

/// Names of members seen before, as interned strings.
static KEYS: Mutex<KeyCache> = Mutex::new(KeyCache([const { None }; KEY_SLOTS]));
const KEY_SLOTS: usize = 256;
const LONGEST_KEY: usize = 48;

struct KeyCache([Option<(Box<str>, Py<PyString>)>; KEY_SLOTS]);

impl KeyCache {
    fn get<'py>(&mut self, py: Python<'py>, key: &str) -> Bound<'py, PyString> {
        if key.len() > LONGEST_KEY {
            return PyString::new(py, key);
        }
        let at = |i: usize| key.as_bytes().get(i).map_or(0, |b| usize::from(*b));
        let slot = &mut self.0[(at(0) + 5 * at(key.len() / 2) + 11 * at(key.len().wrapping_sub(1)) + 23 * key.len()) % KEY_SLOTS];
        match slot {
            Some((known, string)) if **known == *key => string.bind(py).clone(),
            _ => {
                let string = PyString::intern(py, key);
                *slot = Some((key.into(), string.clone().unbind()));
                string
            }
        }
    }
}

struct Build<'a, 'py> {
    py: Python<'py>,
    node: Option<&'a Bound<'py, PyType>>,
    /// `None` while another parse holds it (a collection of garbage may run Python code in the middle of one).
    keys: Option<RefCell<MutexGuard<'static, KeyCache>>>,
}

impl<'a, 'py> Build<'a, 'py> {
    fn new(py: Python<'py>, node: Option<&'a Bound<'py, PyType>>) -> Self {
        Build { py, node, keys: KEYS.try_lock().map(RefCell::new) }
    }

    fn key(&self, key: &str) -> Bound<'py, PyString> {
        match &self.keys {
            Some(keys) => keys.borrow_mut().get(self.py, key),
            None => PyString::new(self.py, key),
        }
    }
}

impl<'de, 'py> DeserializeSeed<'de> for &Build<'_, 'py> {
    type Value = Bound<'py, PyAny>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> std::result::Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, 'py> Visitor<'de> for &Build<'_, 'py> {
    type Value = Bound<'py, PyAny>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> std::result::Result<Self::Value, E> {
        Ok(self.py.None().into_bound(self.py))
    }

    fn visit_bool<E>(self, value: bool) -> std::result::Result<Self::Value, E> {
        Ok(PyBool::new(self.py, value).to_owned().into_any())
    }

    fn visit_i64<E>(self, value: i64) -> std::result::Result<Self::Value, E> {
        Ok(PyInt::new(self.py, value).into_any())
    }

    fn visit_u64<E>(self, value: u64) -> std::result::Result<Self::Value, E> {
        Ok(PyInt::new(self.py, value).into_any())
    }

    fn visit_f64<E>(self, value: f64) -> std::result::Result<Self::Value, E> {
        Ok(PyFloat::new(self.py, value).into_any())
    }

    fn visit_str<E>(self, value: &str) -> std::result::Result<Self::Value, E> {
        Ok(PyString::new(self.py, value).into_any())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> std::result::Result<Self::Value, A::Error> {
        let list = PyList::empty(self.py);
        while let Some(item) = seq.next_element_seed(self)? {
            list.append(item).map_err(A::Error::custom)?;
        }
        Ok(list.into_any())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Self::Value, A::Error> {
        let dict = match self.node {
            Some(node) => node.call0().and_then(|d| d.cast_into::<PyDict>().map_err(PyErr::from)).map_err(A::Error::custom)?,
            None => PyDict::new(self.py),
        };
        while let Some(key) = map.next_key_seed(Key(self))? {
            dict.set_item(key, map.next_value_seed(self)?).map_err(A::Error::custom)?;
        }
        Ok(dict.into_any())
    }
}

struct Key<'a, 'b, 'py>(&'a Build<'b, 'py>);

impl<'de, 'py> DeserializeSeed<'de> for Key<'_, '_, 'py> {
    type Value = Bound<'py, PyString>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> std::result::Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'py> Visitor<'_> for Key<'_, '_, 'py> {
    type Value = Bound<'py, PyString>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's name")
    }

    fn visit_str<E>(self, value: &str) -> std::result::Result<Self::Value, E> {
        Ok(self.0.key(value))
    }
}

struct Pick<'a, 'b, 'py> {
    build: &'a Build<'b, 'py>,
    name: &'a str,
    found: &'a mut Option<Bound<'py, PyAny>>,
}

impl<'de> Visitor<'de> for Pick<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<(), A::Error> {
        while let Some(is_it) = map.next_key_seed(Is(self.name))? {
            if is_it {
                *self.found = Some(map.next_value_seed(self.build)?);
                break;
            }
            map.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
}

/// Compares a name without keeping it.
struct Is<'a>(&'a str);

impl<'de> DeserializeSeed<'de> for Is<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> std::result::Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Is<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's name")
    }

    fn visit_str<E>(self, value: &str) -> std::result::Result<bool, E> {
        Ok(value == self.0)
    }
}
