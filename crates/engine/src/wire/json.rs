//! JSON as a page needs it: requests read into a small tree, answers written by serde. The general readers and writers of
//! numbers would weigh more than all requests together.

use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

/// How deep a request may be nested; the deepest that there is has a list in a change in a list.
const MAXIMUM_DEPTH: usize = 16;

/// A value of a request.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Json {
    Null,
    Truth(bool),
    /// A whole number from 0.
    Count(usize),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// A value as JSON.
pub(super) fn written(value: &impl Serialize) -> Result<String, String> {
    let mut bytes = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut bytes, Compact)).map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|error| error.to_string())
}

/// On one line, with figures as short as they can be.
struct Compact;

impl Formatter for Compact {
    fn write_f64<W: io::Write + ?Sized>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        writer.write_all(crate::value::shortest(value).as_bytes())
    }
}

/// Reads a text.
pub(super) fn read(text: &str) -> Result<Json, String> {
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(0)?;
    reader.blanks();
    if reader.at < text.len() {
        return Err(reader.fault("the end"));
    }
    Ok(value)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn fault(&self, expected: &str) -> String {
        format!("the request is not JSON: {expected} is expected at byte {}", self.at)
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
    }

    /// Takes a mark, after blanks, if it comes next.
    fn takes(&mut self, mark: &str) -> bool {
        self.blanks();
        let there = self.rest().starts_with(mark);
        if there {
            self.at += mark.len();
        }
        there
    }

    fn value(&mut self, depth: usize) -> Result<Json, String> {
        if depth > MAXIMUM_DEPTH {
            return Err(format!("the request is nested more than {MAXIMUM_DEPTH} deep"));
        }
        for (word, value) in [("null", Json::Null), ("true", Json::Truth(true)), ("false", Json::Truth(false))] {
            if self.takes(word) {
                return Ok(value);
            }
        }
        match self.rest().bytes().next() {
            Some(b'"') => self.string().map(Json::Text),
            Some(b'[') => self.list(depth),
            Some(b'{') => self.object(depth),
            Some(b'0'..=b'9' | b'-') => self.count(),
            _ => Err(self.fault("a value")),
        }
    }

    fn list(&mut self, depth: usize) -> Result<Json, String> {
        self.at += 1;
        let mut values = Vec::new();
        if self.takes("]") {
            return Ok(Json::List(values));
        }
        loop {
            values.push(self.value(depth + 1)?);
            if self.takes("]") {
                return Ok(Json::List(values));
            }
            if !self.takes(",") {
                return Err(self.fault("a comma or the end of the list"));
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Json, String> {
        self.at += 1;
        let mut fields = Vec::new();
        if self.takes("}") {
            return Ok(Json::Object(fields));
        }
        loop {
            self.blanks();
            let name = self.string()?;
            if !self.takes(":") {
                return Err(self.fault("a colon"));
            }
            fields.push((name, self.value(depth + 1)?));
            if self.takes("}") {
                return Ok(Json::Object(fields));
            }
            if !self.takes(",") {
                return Err(self.fault("a comma or the end of the object"));
            }
        }
    }

    /// Rows are counted, and nothing else of a request is a number.
    fn count(&mut self) -> Result<Json, String> {
        let rest = self.rest();
        let digits = rest.len() - rest.trim_start_matches(|found: char| found.is_ascii_digit()).len();
        let goes_on = rest.get(digits..).is_some_and(|after| after.starts_with(['.', 'e', 'E', '-', '+']));
        let count = rest.get(..digits).filter(|_| !goes_on).and_then(|digits| digits.parse().ok());
        let count = count
            .ok_or_else(|| format!("a number of a request is whole, from 0, and that at byte {} is not", self.at))?;
        self.at += digits;
        Ok(Json::Count(count))
    }

    fn string(&mut self) -> Result<String, String> {
        if !self.takes("\"") {
            return Err(self.fault("a text in quotes"));
        }
        let mut text = String::new();
        loop {
            let rest = self.rest();
            let plain = rest.find(['"', '\\']).ok_or_else(|| self.fault("the end of a text"))?;
            text.push_str(rest.get(..plain).unwrap_or_default());
            let is_end = rest.get(plain..).is_some_and(|mark| mark.starts_with('"'));
            self.at += plain + 1;
            if is_end {
                return Ok(text);
            }
            text.push(self.escaped()?);
        }
    }

    /// What a backslash stands before.
    fn escaped(&mut self) -> Result<char, String> {
        let mark = self.rest().bytes().next();
        let found = match mark {
            Some(mark @ (b'"' | b'\\' | b'/')) => char::from(mark),
            Some(b'n') => '\n',
            Some(b't') => '\t',
            Some(b'r') => '\r',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'u') => {
                self.at += 1;
                return self.unicode();
            }
            _ => return Err(self.fault("a mark that a backslash can stand before")),
        };
        self.at += 1;
        Ok(found)
    }

    /// Four hexadecimal digits, or twice as many for what JSON writes as a pair; half a pair is no character.
    fn unicode(&mut self) -> Result<char, String> {
        let first = self.hexadecimal()?;
        let high = 0xd800..0xdc00;
        if !high.contains(&first) {
            return Ok(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        if !self.rest().starts_with("\\u") {
            return Ok(char::REPLACEMENT_CHARACTER);
        }
        let before = self.at;
        self.at += 2;
        let second = self.hexadecimal()?;
        if !(0xdc00..0xe000).contains(&second) {
            self.at = before;
            return Ok(char::REPLACEMENT_CHARACTER);
        }
        let both = 0x1_0000 + ((first - high.start) << 10) + (second - high.end);
        Ok(char::from_u32(both).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn hexadecimal(&mut self) -> Result<u32, String> {
        let digits = self.rest().get(..4).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let number = number.ok_or_else(|| self.fault("four hexadecimal digits"))?;
        self.at += 4;
        Ok(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn again(json: &Json) -> serde_json::Value {
        match json {
            Json::Null => serde_json::Value::Null,
            Json::Truth(truth) => (*truth).into(),
            Json::Count(count) => (*count).into(),
            Json::Text(text) => text.clone().into(),
            Json::List(values) => values.iter().map(again).collect(),
            Json::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), again(value))).collect(),
        }
    }

    #[test]
    fn json_is_read_as_others_read_it() {
        for text in [
            r#" { "a" : [ 1, 23 , null,true,false , [] , {} ] , "b":"" } "#,
            r#""é \" \\ \/ \n\t\r\b\f \u00e9 \ud83d\ude00 x""#,
            "[0]",
        ] {
            let other: serde_json::Value = serde_json::from_str(text).unwrap();
            assert_eq!(again(&read(text).unwrap()), other, "{text}");
        }
    }

    #[test]
    fn what_is_no_json_is_refused() {
        let deep = "[".repeat(100_000);
        for text in [
            "",
            "{",
            "[1,]",
            "{\"a\"}",
            "{\"a\":1,}",
            "\"open",
            "\"\\x\"",
            "\"\\u12g4\"",
            "tru",
            "[] []",
            "1.5",
            "-1",
            &deep,
        ] {
            assert!(read(text).is_err(), "{text:.20}");
        }
        assert_eq!(read(r#""\ud800 \ud800\u0041 \udc00""#), Ok(Json::Text("\u{fffd} \u{fffd}A \u{fffd}".to_owned())));
    }
}
