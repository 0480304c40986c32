//! Values as they could stand in a plan.

use crate::yaml::Node;

/// A value on one line, as it could stand in a plan.
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

/// A text as a scalar of YAML: plain where that is safe, in double quotes otherwise.
pub fn write_scalar(text: &str) -> String {
    let awkward = text.is_empty()
        || text.contains(": ")
        || text.contains(" #")
        || text.ends_with(':')
        || text.starts_with(|first: char| "-?:,[]{}#&*!|>'\"%@` ".contains(first))
        || text.contains(['\n', '\t', ',', '[', ']', '{', '}', '"'])
        || text != text.trim();
    if !awkward {
        return text.to_owned();
    }
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\t', "\\t");
    format!("\"{escaped}\"")
}
