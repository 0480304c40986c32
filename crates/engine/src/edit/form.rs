//! From the short form of an answer to the long form and back.

use super::layout::{Layout, blanks};
use super::write;
use super::{Address, Refusal, Splice};
use crate::yaml::{Node, Value};

/// A long form on one line is not made longer than this, in characters; a longer one gets lines of its own.
const LONGEST_LINE: usize = 100;

/// The key under which the long form keeps the answer.
const ANSWER: &str = "answer";

pub(super) fn lengthen(layout: &Layout<'_>, at: &Address, key: &str, value: &Node) -> Result<Vec<Splice>, Refusal> {
    let found = layout.expect(at)?;
    let (Some(entry), Some(gap)) = (found.entry, layout.gap(&found)) else {
        return Err(Refusal::new(format!("`{at}` has no key of its own, so that it takes no long form")));
    };
    if found.is_absent() || matches!(found.node.value, Value::Mapping(_) | Value::Refused) {
        let kind = found.node.kind();
        return Err(Refusal::new(format!("`{at}` is {kind}, not a short answer")));
    }
    let start = layout.value_start(gap, found.node);
    let detail = format!("{}: {}", write::key(key), write::flow(value));
    let said = layout.slice(start, found.node.span.end);
    let is_block = found.node.scalar().is_some_and(|scalar| scalar.block.is_some());
    let on_one_line = !is_block
        && !layout.slice(gap, found.node.span.end).contains('\n')
        && (found.node.scalar().is_none_or(|scalar| !scalar.plain) || !said.contains([',', '[', ']', '{', '}']))
        && layout.column(start) + said.chars().count() + detail.chars().count() + "{ answer: ,  }".len()
            <= LONGEST_LINE;
    if found.is_flow() || on_one_line {
        return Ok(vec![
            Splice::insert(start, format!("{{ {ANSWER}: ")),
            Splice::insert(found.node.span.end, format!(", {detail} }}")),
        ]);
    }
    // The detail stands first, so that it is seen above a long table.
    let indent = blanks(layout.column(entry.key_span.start) + layout.step);
    let line_break = layout.line_break;
    let mut splices = vec![Splice::insert(gap, format!("{line_break}{indent}{detail}{line_break}{indent}{ANSWER}:"))];
    let more = blanks(layout.step);
    for line in lines_below(layout, gap, layout.last_line_end(found.node)) {
        splices.push(Splice::insert(line, more.clone()));
    }
    Ok(splices)
}

/// The starts of the lines below that of `from`, up to `end`, which have something on them.
fn lines_below(layout: &Layout<'_>, from: usize, end: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let mut line = layout.next_line(from);
    while line < end {
        if layout.line_end(line) > line {
            found.push(line);
        }
        let next = layout.next_line(line);
        if next == line {
            break;
        }
        line = next;
    }
    found
}

pub(super) fn shorten(layout: &Layout<'_>, at: &Address) -> Result<Vec<Splice>, Refusal> {
    let found = layout.expect(at)?;
    let other_form = || Refusal::new(format!("`{at}` has no long form that could be made short"));
    let mapping = found.node.mapping().filter(|mapping| mapping.entries.len() == 1).ok_or_else(other_form)?;
    let (Some(entry), Some(answer)) = (found.entry, mapping.entry(ANSWER)) else { return Err(other_form()) };
    let (Some(gap), Some(inner_gap)) = (layout.gap(&found), layout.after_colon(answer)) else {
        return Err(other_form());
    };
    if layout.has_brackets(found.node) {
        let start = layout.value_start(inner_gap, &answer.value);
        let (node, end) = (found.node.span, answer.value.span.end);
        if layout.slice(node.start, start).contains('#') || layout.slice(end, node.end).contains('#') {
            return Err(Refusal::new(format!("`{at}` keeps its long form, since there are comments in it")));
        }
        return Ok(vec![Splice::delete(node.start, start), Splice::delete(end, node.end)]);
    }
    if found.is_flow() || layout.slice(gap, answer.key_span.start).trim() != "" {
        return Err(Refusal::new(format!("`{at}` keeps its long form, since there are comments in it")));
    }
    let less = layout.column(answer.key_span.start).saturating_sub(layout.column(entry.key_span.start));
    let mut splices = vec![Splice::delete(gap, inner_gap)];
    for line in lines_below(layout, inner_gap, layout.last_line_end(&answer.value)) {
        splices.push(Splice::delete(line, line + layout.indent(line).min(less)));
    }
    Ok(splices)
}
