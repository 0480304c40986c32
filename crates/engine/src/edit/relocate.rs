//! Giving a key another name, and moving it with its value and its comments.

use super::layout::{Found, Layout};
use super::remove::{remove_from_brackets, without_lines};
use super::set::{NewValue, insert, over_blank};
use super::write::{self, Written};
use super::{Address, Position, Refusal, Splice, Step};
use crate::yaml::Entry;

pub(super) fn rename(layout: &Layout<'_>, at: &Address, key: &str) -> Result<Vec<Splice>, Refusal> {
    let found = layout.expect(at)?;
    let entry = found.entry.ok_or_else(|| Refusal::new(format!("`{at}` has no key")))?;
    let taken = found.container.and_then(|node| node.mapping()).is_some_and(|mapping| mapping.get(key).is_some());
    if taken {
        return Err(Refusal::new(format!("`{at}` cannot be called `{key}`, since that key is there already")));
    }
    Ok(vec![Splice::replace(entry.key_span.start, entry.key_span.end, write::key(key))])
}

pub(super) fn relocate(
    layout: &Layout<'_>,
    from: &Address,
    to: &Address,
    position: &Position,
) -> Result<Vec<Splice>, Refusal> {
    let found = layout.expect(from)?;
    let there = layout.find(to.steps());
    if there.is_some_and(|there| !there.node.is_empty()) {
        return Err(Refusal::new(format!("`{from}` cannot move to `{to}`, since that key is there already")));
    }
    if to.steps().starts_with(from.steps()) {
        return Err(Refusal::new(format!("`{from}` cannot move into itself")));
    }
    let (Some(entry), Some(container), Some(Step::Key(_))) = (found.entry, found.container, to.steps().last()) else {
        return Err(Refusal::new(format!("`{from}` has no key, so that it cannot move")));
    };
    if let (None, Some((Step::Key(key), group)), Some((_, other))) =
        (there, to.steps().split_last(), from.steps().split_last())
        && group == other
    {
        // Among its siblings it only needs another name.
        return rename(layout, from, key);
    }
    let gap = layout.gap(&found).ok_or_else(|| Refusal::new(format!("`{from}` has no colon after its key")))?;
    if found.is_flow() || layout.has_brackets(container) {
        let new = from_brackets(layout, &found, gap);
        let mut splices = remove_from_brackets(layout, container, found.position, from)?;
        splices.extend(match there {
            Some(there) => over_blank(layout, &there, &new, to)?,
            None => insert(layout, to, &new, position)?,
        });
        return Ok(splices);
    }
    if !layout.begins_line(entry.key_span.start) {
        return Err(Refusal::new(format!("`{from}` shares its line with a dash, so that it cannot move")));
    }
    let top = layout.comments_above(layout.line_start(entry.key_span.start));
    let end = layout.last_line_end(found.node).max(layout.line_end(gap));
    let new = from_lines(layout, &found, entry, gap, top, end);
    let mut gone = without_lines(layout, top, end, "");
    let mut splices = match there {
        Some(there) => over_blank(layout, &there, &new, to)?,
        None => insert(layout, to, &new, position)?,
    };
    // The new place can be the end of the lines that go, where they are the last of what both stand in.
    let meeting = splices.iter().position(|splice| {
        splice.span.start == splice.span.end
            && splice.span.start > gone.span.start
            && splice.span.start <= gone.span.end
    });
    if let Some(at) = meeting {
        let new = splices.remove(at);
        if new.span.start <= end {
            // With lines in their place, those below stay out of reach of a text above.
            gone.span.end = gone.span.end.min(layout.next_line(end));
        }
        let lines = new.text;
        let lines = lines.strip_prefix(layout.line_break).unwrap_or(&lines).to_owned();
        let takes_next = layout.slice(gone.span.start, gone.span.end).ends_with('\n');
        gone.text = match (takes_next, gone.span.start < top) {
            (true, _) => format!("{lines}{}", layout.line_break),
            (false, true) => format!("{}{lines}", layout.line_break),
            (false, false) => lines,
        };
    }
    splices.push(gone);
    Ok(splices)
}

/// What stands on lines of its own, as it was written, without its indentation.
fn from_lines(layout: &Layout<'_>, found: &Found<'_>, entry: &Entry, gap: usize, top: usize, end: usize) -> NewValue {
    let key_line = layout.line_start(entry.key_span.start);
    let column = layout.column(entry.key_span.start);
    let above = layout.slice(top, key_line).lines().map(|line| line.trim().to_owned()).collect();
    let below = if layout.line_end(gap) < end { layout.text.get(layout.next_line(gap)..end) } else { None };
    let without_indent = |line: &str| {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let indent = line.len() - line.trim_start_matches(' ').len();
        line.get(indent.min(column)..).unwrap_or_default().to_owned()
    };
    let one_line = layout.slice(layout.value_start(gap, found.node), found.node.span.end);
    let as_written = !one_line.contains('\n')
        && (layout.has_brackets(found.node)
            || found.node.scalar().is_some_and(|scalar| !scalar.plain && scalar.block.is_none()));
    NewValue {
        above,
        within: owned(layout.comments(key_line, end)),
        block: layout.block_at_end(found.node),
        written: Written {
            head: layout.slice(gap, layout.line_end(gap)).trim().to_owned(),
            lines: below.map(|below| below.split('\n').map(without_indent).collect()).unwrap_or_default(),
        },
        inline: if as_written { one_line.to_owned() } else { write::flow(found.node) },
    }
}

/// What stands in brackets, as it was written.
fn from_brackets(layout: &Layout<'_>, found: &Found<'_>, gap: usize) -> NewValue {
    let start = layout.value_start(gap, found.node);
    let end = found.node.span.end;
    let said = layout.slice(start, end);
    let mut lines = said.lines();
    let indent = super::layout::blanks(layout.step);
    NewValue {
        above: Vec::new(),
        within: owned(layout.comments(start, end)),
        block: None,
        written: Written {
            head: lines.next().unwrap_or_default().to_owned(),
            lines: lines.map(|line| format!("{indent}{}", line.trim_start())).collect(),
        },
        inline: if said.contains('\n') { write::flow(found.node) } else { said.to_owned() },
    }
}

fn owned(comments: Vec<&str>) -> Vec<String> {
    comments.into_iter().map(|comment| comment.trim_end().to_owned()).collect()
}
