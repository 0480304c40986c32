//! Putting a value in its place: over one that is there, or as a new key or row.

use super::layout::{Found, Layout, blanks};
use super::model::index_of;
use super::replace::replace;
use super::write::{self, Written};
use super::{Address, Position, Refusal, Splice, Step};
use crate::yaml::{Block, Mapping, Node, Value};

pub(super) fn set(
    layout: &Layout<'_>,
    at: &Address,
    value: &Node,
    position: &Position,
) -> Result<Vec<Splice>, Refusal> {
    if let Some(found) = layout.find(at.steps()) {
        return replace(layout, &found, value, at);
    }
    let (written, inline) = (write::block(value, layout.step), write::flow(value));
    let block = written.is_block_text().then_some(Block::Drops);
    let new = NewValue { above: Vec::new(), within: Vec::new(), block, written, inline };
    insert(layout, at, &new, position)
}

/// A value that is to stand under a new key.
pub(super) struct NewValue {
    /// Comment lines that belong to it, without indentation.
    pub(super) above: Vec<String>,
    /// The comments that stand within its lines. Inside brackets there is no room for them, so they go above.
    pub(super) within: Vec<String>,
    /// How the block text ends that its lines end with, if they do.
    pub(super) block: Option<Block>,
    /// How it is written outside brackets.
    pub(super) written: Written,
    /// How it is written inside brackets.
    pub(super) inline: String,
}

/// Adds a key; what it should stand in is made where it is missing.
pub(super) fn insert(
    layout: &Layout<'_>,
    at: &Address,
    new: &NewValue,
    position: &Position,
) -> Result<Vec<Splice>, Refusal> {
    let steps = at.steps();
    let there = (0..steps.len()).rev().find(|depth| layout.find(steps.get(..*depth).unwrap_or_default()).is_some());
    let (within, missing) = steps.split_at(there.unwrap_or(0));
    let missing: Vec<&str> = missing
        .iter()
        .map(|step| match step {
            Step::Key(key) => Ok(key.as_str()),
            Step::Row(row) => Err(Refusal::new(format!("there is no row {} at `{at}`", row + 1))),
        })
        .collect::<Result<_, _>>()?;
    let container = layout.find(within).ok_or_else(|| Refusal::new(format!("nothing can be put at `{at}`")))?;
    let brackets =
        container.brackets.or_else(|| layout.has_brackets(container.node).then_some(container.node.span.start));
    match &container.node.value {
        Value::Mapping(mapping) if brackets.is_some() => {
            insert_in_brackets(layout, container.node, mapping, index_of(mapping, position), &missing, new, at)
                .map(|splice| with_comments_above(layout, brackets, new, splice))
        }
        Value::Mapping(mapping) => {
            insert_line(layout, mapping, index_of(mapping, position), &missing, new).ok_or_else(|| no_room(at))
        }
        Value::Scalar(_) if container.node.is_empty() => Ok(begin(layout, &container, &missing, new)),
        _ => Err(Refusal::new(format!(
            "nothing can be put at `{at}`: what it should stand in is {}",
            container.node.kind()
        ))),
    }
}

pub(super) fn no_room(at: &Address) -> Refusal {
    Refusal::new(format!("`{at}` cannot be added here without a rewrite; add it by hand"))
}

/// A key with its value inside brackets; keys that are missing above it have brackets of their own.
fn pair(keys: &[&str], inline: &str) -> String {
    let (Some((first, rest)), inline) = (keys.split_first(), inline) else { return inline.to_owned() };
    let inner = rest
        .iter()
        .rev()
        .fold(inline.to_owned(), |inner, key| format!("{{ {} }}", format!("{}: {inner}", write::key(key)).trim_end()));
    format!("{}: {inner}", write::key(first)).trim_end().to_owned()
}

/// Lines of a key with its value, the first of the missing keys at `column`.
fn lines(layout: &Layout<'_>, keys: &[&str], column: usize, new: &NewValue) -> Vec<String> {
    let mut lines = Vec::new();
    for (depth, key) in keys.iter().enumerate() {
        let indent = blanks(column + depth * layout.step);
        if depth + 1 < keys.len() {
            lines.push(format!("{indent}{}:", write::key(key)));
            continue;
        }
        lines.extend(new.above.iter().map(|comment| format!("{indent}{comment}")));
        lines.push(format!("{indent}{}: {}", write::key(key), new.written.head).trim_end().to_owned());
        lines.extend(new.written.lines.iter().map(|line| indented(&indent, line)));
    }
    lines
}

pub(super) fn indented(indent: &str, line: &str) -> String {
    if line.is_empty() { String::new() } else { format!("{indent}{line}") }
}

fn insert_line(
    layout: &Layout<'_>,
    mapping: &Mapping,
    index: usize,
    keys: &[&str],
    new: &NewValue,
) -> Option<Vec<Splice>> {
    let first = mapping.entries.first()?;
    let column = layout.column(first.key_span.start);
    let lines = lines(layout, keys, column, new);
    let line_break = layout.line_break;
    let Some(before) = index.checked_sub(1) else {
        let line = layout.line_start(first.key_span.start);
        let top = layout.comments_above(line);
        if column > 0 && top < line && layout.begins_line(first.key_span.start) {
            // The comments directly above the first key are its own, and stay with it; at the top they speak of the plan.
            return Some(vec![Splice::insert(top, format!("{}{line_break}", lines.join(line_break)))]);
        }
        let mut text = lines.join(line_break).trim_start_matches(' ').to_owned();
        text.push_str(line_break);
        text.push_str(&blanks(column));
        return Some(vec![Splice::insert(first.key_span.start, text)]);
    };
    let entry = mapping.entries.get(before)?;
    let end = layout.last_line_end(&entry.value).max(layout.line_end(entry.key_span.end));
    let end = room_below(layout, end, column, new);
    Some(vec![Splice::insert(end, below(layout, end, &lines))])
}

fn insert_in_brackets(
    layout: &Layout<'_>,
    node: &Node,
    mapping: &Mapping,
    index: usize,
    keys: &[&str],
    new: &NewValue,
    at: &Address,
) -> Result<Splice, Refusal> {
    if !layout.has_brackets(node) {
        // A lone pair in a list, as in `[a: b]`, has no brackets of its own.
        return Err(no_room(at));
    }
    let pair = pair(keys, &new.inline);
    let Some(first) = mapping.entries.first() else {
        let (start, end) = (node.span.start + 1, node.span.end.saturating_sub(1));
        if !layout.slice(start, end).trim().is_empty() {
            return Err(no_room(at));
        }
        return Ok(Splice::replace(start, end, format!(" {pair} ")));
    };
    match index.checked_sub(1).and_then(|before| mapping.entries.get(before)) {
        None => Ok(Splice::insert(first.key_span.start, format!("{pair}, "))),
        Some(entry) => Ok(Splice::insert(entry.value.span.end.max(entry.key_span.end), format!(", {pair}"))),
    }
}

/// Comments cannot stand in brackets on one line, so they go above the line on which the brackets open.
fn with_comments_above(layout: &Layout<'_>, brackets: Option<usize>, new: &NewValue, splice: Splice) -> Vec<Splice> {
    let above = [new.above.as_slice(), new.within.as_slice()].concat();
    let mut splices = Vec::new();
    if let Some(at) = brackets.filter(|_| !above.is_empty()) {
        splices.push(comments_above(layout, at, &above));
    }
    splices.push(splice);
    splices
}

/// Comment lines above the line of a byte, indented as that line is.
pub(super) fn comments_above(layout: &Layout<'_>, at: usize, above: &[String]) -> Splice {
    let indent = blanks(layout.indent(at));
    let mut line = layout.line_start(at);
    if layout.rest(line).starts_with('\u{feff}') {
        line += '\u{feff}'.len_utf8();
    }
    let text: String = above.iter().map(|comment| format!("{indent}{comment}{}", layout.line_break)).collect();
    Splice::insert(line, text)
}

/// The first key of what has been empty until now.
fn begin(layout: &Layout<'_>, container: &Found<'_>, keys: &[&str], new: &NewValue) -> Vec<Splice> {
    let node = container.node;
    if !container.is_absent() {
        // `~` or `null` is written there.
        let splice = Splice::replace(node.span.start, node.span.end, format!("{{ {} }}", pair(keys, &new.inline)));
        return with_comments_above(layout, container.brackets.or(Some(node.span.start)), new, splice);
    }
    if container.is_flow() {
        let colon = container.entry.is_some_and(|entry| layout.after_colon(entry).is_none());
        let mark = if colon { ": " } else { " " };
        let splice = Splice::insert(node.span.start, format!("{mark}{{ {} }}", pair(keys, &new.inline)));
        return with_comments_above(layout, container.brackets, new, splice);
    }
    let line_break = layout.line_break;
    let column = match (container.entry, container.container) {
        (Some(entry), _) => layout.column(entry.key_span.start) + layout.step,
        (None, Some(list)) => layout.column(layout.list_start(list)) + layout.step,
        (None, None) => 0,
    };
    let lines = lines(layout, keys, column, new);
    if container.container.is_none() {
        let end = layout.text.len();
        let lead = if layout.text.is_empty() || layout.text.ends_with(['\n', '\u{feff}']) { "" } else { line_break };
        return vec![Splice::insert(end, format!("{lead}{}{line_break}", lines.join(line_break)))];
    }
    let end = room_below(layout, layout.line_end(node.span.start), column, new);
    vec![Splice::insert(end, below(layout, end, &lines))]
}

/// The end of the line below which there is room for new lines: a block text would take what follows it for its own, such as
/// blank lines that it keeps, and comments that are indented as deeply as it is.
fn room_below(layout: &Layout<'_>, end: usize, column: usize, new: &NewValue) -> usize {
    let Some(block) = new.block else { return end };
    let mut end = end;
    loop {
        let blank_end = layout.blank_lines_end(end);
        match block {
            _ if layout.has_deep_comment(end, column) => end = layout.line_end(layout.next_line(blank_end)),
            Block::Keeps => return blank_end,
            Block::Drops => return end,
        }
    }
}

/// Lines to put below one that ends at `end`. A text that keeps its last blank line needs a line break after it.
fn below(layout: &Layout<'_>, end: usize, lines: &[String]) -> String {
    let line_break = layout.line_break;
    let mut text: String = lines.iter().map(|line| format!("{line_break}{line}")).collect();
    if end == layout.text.len() && lines.last().is_some_and(String::is_empty) {
        text.push_str(line_break);
    }
    text
}

/// Puts a value with its comments where a key is there already and has none; the comments of that key stay before them.
pub(super) fn over_blank(
    layout: &Layout<'_>,
    there: &Found<'_>,
    new: &NewValue,
    at: &Address,
) -> Result<Vec<Splice>, Refusal> {
    let entry = there.entry.ok_or_else(|| no_room(at))?;
    if there.is_flow() {
        let mark = if layout.after_colon(entry).is_none() { ": " } else { " " };
        let (start, end) = (there.node.span.start, there.node.span.end);
        let text = if there.is_absent() { format!("{mark}{}", new.inline) } else { new.inline.clone() };
        return Ok(with_comments_above(layout, there.brackets, new, Splice::replace(start, end, text.trim_end())));
    }
    let start = entry.key_span.start;
    let end = layout.line_end(there.node.span.end.max(start));
    if !layout.begins_line(start) || layout.slice(start, end).contains('\n') {
        return Err(no_room(at));
    }
    let column = layout.column(start);
    let kept =
        layout.comments(start, end).into_iter().map(|comment| format!("{}{}", blanks(column), comment.trim_end()));
    // Blank lines that a text would keep go, so that it says the same.
    let end = if new.block == Some(Block::Keeps) { layout.blank_lines_end(end) } else { end };
    let lines: Vec<String> = kept.chain(lines(layout, &[&entry.key], column, new)).collect();
    let text = lines.join(layout.line_break);
    Ok(vec![Splice::replace(start, end, text.trim_start_matches(' '))])
}

pub(super) fn insert_row(layout: &Layout<'_>, at: &Address, row: usize, value: &Node) -> Result<Vec<Splice>, Refusal> {
    let found = layout.expect(at)?;
    match found.node.sequence() {
        Some(values) if !values.is_empty() => insert_before(layout, found.node, row, value, at),
        Some(_) => {
            let inner = layout.slice(found.node.span.start + 1, found.node.span.end.saturating_sub(1));
            if !inner.trim().is_empty() {
                return Err(no_room(at));
            }
            replace(layout, &found, &super::list([value.clone()]), at)
        }
        None if found.node.is_empty() => replace(layout, &found, &super::list([value.clone()]), at),
        None => Err(Refusal::new(format!("`{at}` is {}, and only a list takes another entry", found.node.kind()))),
    }
}

/// A new entry before a position of a list that has some.
pub(super) fn insert_before(
    layout: &Layout<'_>,
    list: &Node,
    row: usize,
    value: &Node,
    at: &Address,
) -> Result<Vec<Splice>, Refusal> {
    let values = list.sequence().unwrap_or_default();
    let text = write::flow(value);
    let row = row.min(values.len());
    let before = row.checked_sub(1).and_then(|before| values.get(before));
    if layout.has_brackets(list) {
        return Ok(vec![match (before, values.first()) {
            (Some(before), _) => Splice::insert(before.span.end, format!(", {text}")),
            (None, Some(first)) => Splice::insert(first.span.start, format!("{text}, ")),
            (None, None) => return Err(no_room(at)),
        }]);
    }
    let indent = blanks(layout.column(layout.list_start(list)));
    let line_break = layout.line_break;
    Ok(vec![match before {
        Some(before) => Splice::insert(layout.last_line_end(before), format!("{line_break}{indent}- {text}")),
        None => Splice::insert(layout.list_start(list), format!("- {text}{line_break}{indent}")),
    }])
}
