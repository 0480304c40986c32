//! Taking keys and rows away, and making comments of values.

use std::ops::Range;

use super::layout::{Found, Layout, blanks};
use super::set::comments_above;
use super::{Address, Refusal, Splice};
use crate::place::Span;
use crate::yaml::{Block, Node, Value};

pub(super) fn remove(layout: &Layout<'_>, at: &Address, keep_comment: bool) -> Result<Vec<Splice>, Refusal> {
    let found = layout.expect(at)?;
    let Some(container) = found.container else {
        return Err(Refusal::new("a plan as a whole cannot be taken away"));
    };
    if found.entry.is_none() {
        return remove_row(layout, container, found.position, keep_comment, at);
    }
    if layout.has_brackets(container) || found.is_flow() {
        return remove_from_brackets(layout, container, found.position, at);
    }
    remove_lines(layout, &found, keep_comment, at).map(|splice| vec![splice])
}

/// Takes a row out of a list.
pub(super) fn remove_row(
    layout: &Layout<'_>,
    list: &Node,
    row: usize,
    keep_comment: bool,
    at: &Address,
) -> Result<Vec<Splice>, Refusal> {
    if layout.has_brackets(list) {
        return remove_from_brackets(layout, list, row, at);
    }
    let node = list.sequence().and_then(|values| values.get(row));
    match (layout.dash(list, row), node) {
        (Some(dash), Some(node)) if layout.begins_line(dash) => {
            let end = layout.last_line_end(node);
            let kept = if keep_comment { comment_lines(layout, dash, end) } else { String::new() };
            Ok(vec![without_lines(layout, line_content(layout, dash), end, &kept)])
        }
        _ => Err(by_hand(at)),
    }
}

/// Takes several rows, which stand one after the other, out of a list.
pub(super) fn remove_rows(
    layout: &Layout<'_>,
    list: &Node,
    rows: Range<usize>,
    at: &Address,
) -> Result<Vec<Splice>, Refusal> {
    let values = list.sequence().unwrap_or_default();
    let before = rows.start.checked_sub(1).and_then(|before| values.get(before));
    let ends = match (before, rows.clone().last().and_then(|last| values.get(last)), values.get(rows.end)) {
        (Some(before), Some(last), _) => Some((before.span.end, last.span.end)),
        (None, Some(_), Some(next)) => values.first().map(|first| (first.span.start, next.span.start)),
        _ => None,
    };
    match ends {
        // In brackets the commas between them go too, in one piece, unless a comment stands among them.
        Some((start, end)) if layout.has_brackets(list) && layout.comments(start, end).is_empty() => {
            Ok(vec![Splice::delete(start, end)])
        }
        _ => {
            let each = rows.map(|row| remove_row(layout, list, row, false, at));
            each.collect::<Result<Vec<_>, _>>().map(|splices| splices.into_iter().flatten().collect())
        }
    }
}

fn by_hand(at: &Address) -> Refusal {
    Refusal::new(format!("`{at}` cannot be taken away without a rewrite; take it away by hand"))
}

/// Where a line's own text begins, after a byte order mark.
fn line_content(layout: &Layout<'_>, at: usize) -> usize {
    let start = layout.line_start(at);
    if layout.rest(start).starts_with('\u{feff}') { start + '\u{feff}'.len_utf8() } else { start }
}

/// Puts lines in the place of others, which end before a line break; nothing, and the line break goes too.
pub(super) fn without_lines(layout: &Layout<'_>, start: usize, end: usize, instead: &str) -> Splice {
    if !instead.is_empty() {
        return Splice::replace(start, end, instead);
    }
    let above = layout.block_above(layout.line_start(start));
    let keeps = above.is_some_and(|(_, block)| block == Block::Keeps);
    // Blank lines below would become part of a text above that keeps them.
    let end = if keeps { layout.blank_lines_end(end) } else { end };
    let next = layout.next_line(end);
    let ends_text = !layout.slice(end, next).ends_with('\n');
    if ends_text && start > 0 && layout.slice(0, start).ends_with('\n') {
        let line_before = layout.line_start(start - 1);
        if keeps && layout.slice(line_before, start).trim().is_empty() {
            return Splice::delete(start, end);
        }
        // The last line of a text without a final line break takes the break before it along.
        return Splice::delete(layout.line_end(start - 1), end);
    }
    if let Some((text, _)) = above
        && let Some(comment) = comment_in_reach(layout, text, next)
    {
        // A comment that is indented as deeply as the text above would become part of it.
        return Splice::replace(start, comment, blanks(layout.indent(start)));
    }
    Splice::delete(start, next.max(end))
}

/// The comment that is the next thing below a line, when it is indented no less than a block text.
fn comment_in_reach(layout: &Layout<'_>, text: &Node, line: usize) -> Option<usize> {
    let rest = layout.rest(line);
    let at = line + rest.len() - rest.trim_start().len();
    let reached = layout.rest(at).starts_with('#') && layout.begins_line(at);
    // A text without words has only its mark, and takes whatever is indented more deeply than its key.
    let has_words = text.text().is_some_and(|words| !words.trim().is_empty());
    let least = if has_words { layout.column(text.span.start) } else { layout.indent(text.span.start) + 1 };
    (reached && layout.column(at) >= least).then_some(at)
}

/// The comments between two bytes as lines of their own, indented as the first byte is.
fn comment_lines(layout: &Layout<'_>, start: usize, end: usize) -> String {
    let indent = blanks(layout.column(start));
    let lines: Vec<String> =
        layout.comments(start, end).iter().map(|comment| format!("{indent}{}", comment.trim_end())).collect();
    lines.join(layout.line_break)
}

/// Takes a key on lines of its own away.
fn remove_lines(layout: &Layout<'_>, found: &Found<'_>, keep_comment: bool, at: &Address) -> Result<Splice, Refusal> {
    let entry = found.entry.ok_or_else(|| by_hand(at))?;
    let start = entry.key_span.start;
    layout.after_colon(entry).ok_or_else(|| by_hand(at))?;
    if layout.begins_line(start) {
        let end = layout.last_line_end(found.node).max(layout.line_end(entry.key_span.end));
        let kept = if keep_comment { comment_lines(layout, start, end) } else { String::new() };
        return Ok(without_lines(layout, line_content(layout, start), end, &kept));
    }
    // The first key of a row shares its line with the dash.
    let end = found.node.span.end.max(layout.after_colon(entry).unwrap_or_default());
    let next = found.container.and_then(Node::mapping).and_then(|mapping| mapping.entries.get(found.position + 1));
    let kept = if keep_comment { layout.comments(start, end) } else { Vec::new() };
    let kept: String = kept.iter().map(|comment| format!("{}{}", comment.trim_end(), layout.line_break)).collect();
    match next.map(|next| next.key_span.start) {
        Some(next) if layout.slice(end, next).trim().is_empty() => {
            let indent = if kept.is_empty() { String::new() } else { blanks(layout.column(start)) };
            Ok(Splice::replace(start, next, format!("{kept}{indent}")))
        }
        _ if !kept.is_empty() => Ok(Splice::replace(start, end, kept.trim_end())),
        _ => Ok(Splice::delete(start, end)),
    }
}

/// Takes an entry and one comma out of brackets. Comments between entries stay.
pub(super) fn remove_from_brackets(
    layout: &Layout<'_>,
    container: &Node,
    position: usize,
    at: &Address,
) -> Result<Vec<Splice>, Refusal> {
    let spans: Vec<Span> = match &container.value {
        Value::Mapping(mapping) => mapping.entries.iter().map(|entry| entry.key_span.to(entry.value.span)).collect(),
        Value::Sequence(values) => values.iter().map(|value| value.span).collect(),
        _ => Vec::new(),
    };
    let before = position.checked_sub(1).and_then(|before| spans.get(before));
    let (Some(own), next) = (spans.get(position), spans.get(position + 1)) else { return Err(by_hand(at)) };
    match (before, next) {
        (Some(before), _) => {
            if layout.slice(before.end, own.start).contains('#') {
                let comma = layout.slice(before.end, own.start).find(',').ok_or_else(|| by_hand(at))?;
                let comma = before.end + comma;
                return Ok(vec![Splice::delete(comma, comma + 1), Splice::delete(own.start, own.end)]);
            }
            Ok(vec![Splice::delete(before.end, own.end)])
        }
        (None, Some(next)) => {
            if layout.slice(own.end, next.start).contains('#') {
                let comma = layout.slice(own.end, next.start).find(',').ok_or_else(|| by_hand(at))?;
                return Ok(vec![Splice::delete(own.start, own.end + comma + 1)]);
            }
            Ok(vec![Splice::delete(own.start, next.start)])
        }
        (None, None) => Ok(vec![Splice::delete(own.start, own.end)]),
    }
}

pub(super) fn comment_out(layout: &Layout<'_>, at: &Address, lead: &str) -> Result<Vec<Splice>, Refusal> {
    let found = layout.expect(at)?;
    if found.is_absent() {
        return Ok(Vec::new());
    }
    let (Some(entry), Some(gap)) = (found.entry, layout.gap(&found)) else {
        return Err(Refusal::new(format!("`{at}` has no key of its own, so that it cannot become a comment")));
    };
    let start = layout.value_start(gap, found.node);
    if let Some(brackets) = found.brackets {
        let said = layout.slice(start, found.node.span.end);
        let mut lines = said.lines().map(str::trim);
        let first = lines.next().unwrap_or_default();
        let mut above = vec![format!("# {lead}{}: {first}", entry.key)];
        above.extend(lines.map(|line| format!("# {line}")));
        let mut splices = vec![comments_above(layout, brackets, &above)];
        if let Some(container) = found.container {
            splices.extend(remove_from_brackets(layout, container, found.position, at)?);
        }
        return Ok(splices);
    }
    let blank = if start == gap { " " } else { "" };
    let mut splices = vec![Splice::insert(start, format!("{blank}# {lead}"))];
    let is_text = found.node.scalar().is_some();
    let end = layout.last_line_end(found.node);
    let mut line = layout.next_line(start);
    while line < end {
        let words = layout.slice(line, layout.line_end(line));
        // A comment between the keys of a value is one already; in a text it is part of the text.
        if !words.trim().is_empty() && (is_text || !words.trim_start().starts_with('#')) {
            splices.push(Splice::insert(line + layout.indent(line), "# "));
        }
        let next = layout.next_line(line);
        if next == line {
            break;
        }
        line = next;
    }
    Ok(splices)
}
