//! Values as they could stand in a plan.

use crate::yaml::{Entry, Node};

/// A value on one line for a reader to imitate; texts without the blanks around them.
pub fn write_inline(node: &Node) -> String {
    if let Some(values) = node.sequence() {
        let values: Vec<String> = values.iter().map(write_inline).collect();
        return format!("[{}]", values.join(", "));
    }
    if let Some(mapping) = node.mapping() {
        let pairs: Vec<String> =
            mapping.entries.iter().map(|entry| format!("{}: {}", entry.key, write_inline(&entry.value))).collect();
        return format!("{{ {} }}", pairs.join(", "));
    }
    node.text().map(|text| write_scalar(text.trim())).unwrap_or_default()
}

/// A value on one line, inside brackets or not, which is read as the same value again.
pub fn write_exactly(node: &Node) -> String {
    if let Some(values) = node.sequence() {
        let values: Vec<String> = values.iter().map(write_exactly).collect();
        return format!("[{}]", values.join(", "));
    }
    if let Some(mapping) = node.mapping() {
        let pair = |entry: &Entry| {
            let pair = format!("{}: {}", write_scalar(&entry.key), write_exactly(&entry.value));
            pair.trim_end().to_owned()
        };
        let pairs: Vec<String> = mapping.entries.iter().map(pair).collect();
        return if pairs.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", pairs.join(", ")) };
    }
    match node.scalar() {
        Some(scalar) if scalar.plain && node.is_empty() => scalar.text.clone(),
        Some(scalar) if scalar.plain => write_scalar(&scalar.text),
        Some(scalar) => write_text(&scalar.text),
        None => String::new(),
    }
}

/// A word as a scalar of YAML: plain where that is safe, inside brackets too, in double quotes otherwise. Words such as
/// `yes`, numbers and dates stay as they are, since the question decides what they mean.
pub fn write_scalar(text: &str) -> String {
    let awkward = text.is_empty()
        || text.contains(": ")
        || text.contains(" #")
        || text.ends_with(':')
        || text.starts_with(|first: char| "-?:,[]{}#&*!|>'\"%@` ".contains(first))
        || text.contains(|found: char| ",[]{}\"".contains(found) || needs_escape(found))
        || text.starts_with("...")
        || text != text.trim();
    if awkward { in_quotes(text) } else { text.to_owned() }
}

/// A text as a scalar of YAML: in double quotes also where a reader of YAML would take it for nothing, for truth, for a
/// number or for a date.
pub fn write_text(text: &str) -> String {
    const OTHER_THINGS: &[&str] = &["null", "~", "true", "false", "yes", "no", "on", "off", "y", "n"];
    let lower = text.to_ascii_lowercase();
    let like_a_number = lower.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first))
        && lower.chars().all(|found| found.is_ascii_hexdigit() || "+-.,:_xotzinf".contains(found));
    if OTHER_THINGS.contains(&lower.as_str()) || like_a_number { in_quotes(text) } else { write_scalar(text) }
}

/// Whether a character cannot stand in a plain scalar on one line.
fn needs_escape(found: char) -> bool {
    found.is_control() || matches!(found, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn in_quotes(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for found in text.chars() {
        match found {
            '\\' => quoted.push_str("\\\\"),
            '"' => quoted.push_str("\\\""),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            other if needs_escape(other) => quoted.push_str(&format!("\\u{:04x}", u32::from(other))),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}
