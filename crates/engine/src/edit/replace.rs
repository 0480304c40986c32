//! Putting a value over another one, so that as little as possible of the old one's surroundings changes.

use super::layout::{Found, Layout, blanks};
use super::remove::remove_rows;
use super::set::{indented, insert_before, no_room};
use super::write::{self, Written};
use super::{Address, Refusal, Splice};
use crate::yaml::{Mapping, Node};

/// Puts a value over the one that was found.
pub(super) fn replace(
    layout: &Layout<'_>,
    found: &Found<'_>,
    value: &Node,
    at: &Address,
) -> Result<Vec<Splice>, Refusal> {
    if let (Some(old), Some(new)) = (found.node.sequence(), value.sequence())
        && !old.is_empty()
        && !new.is_empty()
    {
        return replace_list(layout, found, old, new, at);
    }
    if let (Some(old), Some(new)) = (found.node.mapping(), value.mapping()) {
        let same_keys =
            old.entries.len() == new.entries.len() && old.entries.iter().all(|entry| new.get(&entry.key).is_some());
        if same_keys && !old.entries.is_empty() {
            return replace_cells(layout, at, old, new);
        }
    }
    if found.is_absent() {
        return Ok(fill(layout, found, value));
    }
    let gap = layout.gap(found).ok_or_else(|| no_room(at))?;
    let node = found.node;
    let inline = write::flow(value);
    let start = layout.value_start(gap, node);
    if found.is_flow() {
        return Ok(vec![Splice::replace(start, node.span.end, inline)]);
    }
    let (head, below) = written(layout, found, value, layout.last_line_end(node).max(layout.line_end(gap)));
    if let Some(mark) = layout.block_mark(gap, node) {
        let header_end = layout.line_end(mark.end);
        let end = layout.last_line_end(node).max(header_end);
        return Ok(vec![Splice::replace(mark.start, mark.end, head), Splice::replace(header_end, end, below)]);
    }
    let is_collection = node.scalar().is_none() && !layout.has_brackets(node);
    if is_collection && found.entry.is_some() {
        // The lines go; comments between the key and the first of them stay.
        let line = layout.line_start(node.span.start);
        let from = layout.line_end(line.saturating_sub(1)).max(layout.line_end(gap));
        let head = if head.is_empty() { head } else { format!(" {head}") };
        let end = node.span.end;
        let after = layout.slice(end, layout.line_end(end)).trim();
        // A comment at the end of the last line stays there, or below new lines, to which it would belong otherwise.
        let (end, after) = if below.is_empty() || after.is_empty() {
            (end, String::new())
        } else {
            (layout.line_end(end), format!("{}{}{after}", layout.line_break, blanks(base_column(layout, found))))
        };
        return Ok(vec![
            Splice::insert(gap, head),
            Splice::insert(layout.line_end(gap), below),
            Splice::replace(from.min(end), end, after),
        ]);
    }
    let between = layout.slice(gap, start);
    let moves_up = between.contains('\n') || head.is_empty();
    let (start, head) = if moves_up && between.trim().is_empty() {
        (gap, format!(" {head}").trim_end().to_owned())
    } else {
        (start, head)
    };
    let mut splices = vec![Splice::replace(start, node.span.end, head)];
    if !below.is_empty() {
        splices.push(Splice::insert(layout.line_end(node.span.end), below));
    }
    Ok(splices)
}

/// The column from which the lines of a value are indented.
fn base_column(layout: &Layout<'_>, found: &Found<'_>) -> usize {
    match (found.entry, found.container) {
        (Some(entry), _) => layout.column(entry.key_span.start),
        (None, Some(list)) => layout.column(layout.list_start(list)),
        (None, None) => 0,
    }
}

/// A value as the rest of its key's line and the lines below it, which are followed by what stands below `end`. A comment
/// there that is indented more deeply than the key would become part of a block text, so the text is quoted.
fn written(layout: &Layout<'_>, found: &Found<'_>, value: &Node, end: usize) -> (String, String) {
    let column = base_column(layout, found);
    let written = write::block(value, layout.step);
    if written.is_block_text() && layout.has_deep_comment(end, column) {
        return (write::flow(value), String::new());
    }
    let Written { head, lines } = written;
    let indent = blanks(column);
    let below = lines.iter().map(|line| format!("{}{}", layout.line_break, indented(&indent, line))).collect();
    (head, below)
}

/// Writes a value where there is none.
fn fill(layout: &Layout<'_>, found: &Found<'_>, value: &Node) -> Vec<Splice> {
    let at = found.node.span.start;
    let lead = |text: &str| if text.is_empty() { String::new() } else { format!(" {text}") };
    if found.is_flow() {
        let colon = found.entry.is_some_and(|entry| layout.after_colon(entry).is_none());
        let mark = if colon { ":" } else { "" };
        return vec![Splice::insert(at, format!("{mark}{}", lead(&write::flow(value))))];
    }
    let (head, below) = written(layout, found, value, layout.line_end(at));
    vec![Splice::insert(at, lead(&head)), Splice::insert(layout.line_end(at), below)]
}

/// Changes the values of keys that stay the same.
fn replace_cells(layout: &Layout<'_>, at: &Address, old: &Mapping, new: &Mapping) -> Result<Vec<Splice>, Refusal> {
    let mut splices = Vec::new();
    for entry in &old.entries {
        let at = at.clone().key(&entry.key);
        if let (Some(found), Some(value)) = (layout.find(at.steps()), new.get(&entry.key))
            && !super::model::same(&entry.value, value)
        {
            splices.extend(replace(layout, &found, value, &at)?);
        }
    }
    Ok(splices)
}

/// Changes only the entries that differ: what is the same at the beginning and at the end stays.
fn replace_list(
    layout: &Layout<'_>,
    found: &Found<'_>,
    old: &[Node],
    new: &[Node],
    at: &Address,
) -> Result<Vec<Splice>, Refusal> {
    let same = super::model::same;
    let head = old.iter().zip(new).take_while(|(one, other)| same(one, other)).count();
    let most = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(one, other)| same(one, other)).count();
    let (old_end, new_end) = (old.len() - tail, new.len() - tail);
    let mut splices = Vec::new();
    let both = (old_end - head).min(new_end - head);
    for row in head..head + both {
        let at = at.clone().row(row);
        let (Some(inner), Some(value)) = (layout.find(at.steps()), new.get(row)) else { return Err(no_room(&at)) };
        splices.extend(replace(layout, &inner, value, &at)?);
    }
    splices.extend(remove_rows(layout, found.node, head + both..old_end, at)?);
    for value in new.get(head + both..new_end).unwrap_or_default() {
        splices.extend(insert_before(layout, found.node, head + both, value, at)?);
    }
    Ok(splices)
}
