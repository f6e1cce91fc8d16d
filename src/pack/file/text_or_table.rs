//! A value that is a text or a table. In: TOML or JSON. Out: the value. By hand, since serde's untagged enums say
//! nothing of an unknown key and know no places.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// Reads a text with `text`, and a table as a `T` with `table`; `expected` says what else is an error.
pub fn read<'de, D: Deserializer<'de>, V, T: Deserialize<'de>>(
    deserializer: D,
    expected: &'static str,
    text: fn(String) -> V,
    table: fn(T) -> V,
) -> Result<V, D::Error> {
    deserializer.deserialize_any(TextOrTable { expected, text, table })
}

struct TextOrTable<V, T> {
    expected: &'static str,
    text: fn(String) -> V,
    table: fn(T) -> V,
}

impl<'de, V, T: Deserialize<'de>> Visitor<'de> for TextOrTable<V, T> {
    type Value = V;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<V, E> {
        Ok((self.text)(text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(self.table)
    }
}
