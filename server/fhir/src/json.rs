//! JSON as we take it: without duplicate keys, with a bound on its size, and written down in one canonical way.

use crate::What;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::cell::Cell;

/// Parses one value; tells why not.
pub(crate) fn parse(text: &str, most_values: usize) -> Result<Value, What> {
    let why = Cell::new(What::NotJson);
    let left = Cell::new(most_values);
    let mut parser = serde_json::Deserializer::from_str(text);
    let strict = Strict { why: &why, left: &left, most: most_values };
    let value = strict.deserialize(&mut parser).map_err(|_| why.get())?;
    parser.end().map_err(|_| What::NotJson)?;
    Ok(value)
}

#[derive(Clone, Copy)]
struct Strict<'a> {
    why: &'a Cell<What>,
    left: &'a Cell<usize>,
    most: usize,
}

impl Strict<'_> {
    fn refuse<E: Error>(self, what: What) -> E {
        self.why.set(what);
        E::custom("refused")
    }

    fn count<E: Error>(self) -> Result<(), E> {
        match self.left.get().checked_sub(1) {
            Some(left) => {
                self.left.set(left);
                Ok(())
            }
            None => Err(self.refuse(What::TooManyValues(self.most))),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.count()?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("JSON")
    }
    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_bool<E>(self, v: bool) -> Result<Value, E> {
        Ok(Value::Bool(v))
    }
    fn visit_i64<E>(self, v: i64) -> Result<Value, E> {
        Ok(Value::Number(v.into()))
    }
    fn visit_u64<E>(self, v: u64) -> Result<Value, E> {
        Ok(Value::Number(v.into()))
    }
    fn visit_f64<E: Error>(self, v: f64) -> Result<Value, E> {
        Number::from_f64(v).map(Value::Number).ok_or_else(|| self.refuse(What::NotJson))
    }
    fn visit_str<E>(self, v: &str) -> Result<Value, E> {
        Ok(Value::String(v.to_owned()))
    }
    fn visit_string<E>(self, v: String) -> Result<Value, E> {
        Ok(Value::String(v))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = seq.next_element_seed(self)? {
            list.push(value);
        }
        Ok(Value::Array(list))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut fields = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            let value = map.next_value_seed(self)?;
            if fields.insert(key, value).is_some() {
                return Err(self.refuse(What::KeyTwice));
            }
        }
        Ok(Value::Object(fields))
    }
}

/// Writes a value with sorted keys and without white space: equal content gives equal text, whatever came in.
pub(crate) fn canonical(value: &Value, out: &mut String) {
    match value {
        Value::Object(fields) => {
            let mut sorted: Vec<_> = fields.iter().collect();
            sorted.sort_unstable_by_key(|(key, _)| *key);
            out.push('{');
            for (place, (key, value)) in sorted.into_iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                quote(key, out);
                out.push(':');
                canonical(value, out);
            }
            out.push('}');
        }
        Value::Array(list) => {
            out.push('[');
            for (place, value) in list.iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                canonical(value, out);
            }
            out.push(']');
        }
        Value::String(text) => quote(text, out),
        Value::Number(number) => out.push_str(&number.to_string()),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Null => out.push_str("null"),
    }
}

fn quote(text: &str, out: &mut String) {
    if text.bytes().any(|b| b < 0x20 || b == b'"' || b == b'\\') {
        out.push_str(&Value::from(text).to_string());
    } else {
        out.push('"');
        out.push_str(text);
        out.push('"');
    }
}

/// The text as it came, without the white space between its parts.
pub(crate) fn compact(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut quoted, mut escaped, mut from) = (false, false, 0);
    for (at, byte) in text.bytes().enumerate() {
        if quoted {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => quoted = false,
                _ => {}
            }
        } else if byte == b'"' {
            quoted = true;
        } else if byte.is_ascii_whitespace() {
            out.push_str(&text[from..at]);
            from = at + 1;
        }
    }
    out.push_str(&text[from..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_content_has_one_canonical_text() {
        let canon = |text: &str| {
            let mut out = String::new();
            canonical(&parse(text, 100).unwrap(), &mut out);
            out
        };
        assert_eq!(canon(r#"{ "b": [1, 2.50, null], "a": "x\n\u00e9" }"#), r#"{"a":"x\né","b":[1,2.5,null]}"#);
        assert_eq!(canon(r#"{"a":{"d":true,"c":"\""}}"#), r#"{"a":{"c":"\"","d":true}}"#);
    }

    #[test]
    fn compacting_keeps_strings_and_digits() {
        assert_eq!(compact("{ \"a b\" : [ 1.50 ,\n\t\"c \\\" d\" ] }"), "{\"a b\":[1.50,\"c \\\" d\"]}");
    }

    #[test]
    fn what_is_ambiguous_or_boundless_is_refused() {
        assert_eq!(parse(r#"{"a":1,"a":2}"#, 100), Err(What::KeyTwice));
        assert_eq!(parse("[0,0,0,0]", 4), Err(What::TooManyValues(4)));
        assert_eq!(parse("[1", 10), Err(What::NotJson));
        assert_eq!(parse("1e999", 10), Err(What::NotJson));
    }
}
