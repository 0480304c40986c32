//! What the tree of a plan is after a change: that which the new text is compared with. Places mean nothing here.

use super::layout::Layout;
use super::{Change, Position, Refusal, Step};
use crate::names::Names;
use crate::place::Span;
use crate::yaml::{Entry, Mapping, Node, Scalar, Value};

/// What stands at an address.
pub(super) fn get<'a>(root: &'a Node, steps: &[Step]) -> Option<&'a Node> {
    steps.iter().try_fold(root, |node, step| match (step, &node.value) {
        (Step::Key(key), Value::Mapping(mapping)) => mapping.get(key),
        (Step::Row(row), Value::Sequence(values)) => values.get(*row),
        _ => None,
    })
}

fn get_mut<'a>(root: &'a mut Node, steps: &[Step]) -> Option<&'a mut Node> {
    steps.iter().try_fold(root, |node, step| match (step, &mut node.value) {
        (Step::Key(key), Value::Mapping(mapping)) => {
            mapping.entries.iter_mut().find(|entry| entry.key == *key).map(|entry| &mut entry.value)
        }
        (Step::Row(row), Value::Sequence(values)) => values.get_mut(*row),
        _ => None,
    })
}

/// Changes the tree. `layout` is that of the text before any change.
pub(super) fn apply(root: &mut Node, change: &Change, layout: &Layout<'_>) -> Result<(), Refusal> {
    let missing = || Refusal::new("there is nothing at this address");
    match change {
        Change::Set { at, value, position } => set(root, at.steps(), value.clone(), position),
        Change::Remove { at, .. } => take(root, at.steps(), layout).map(|_| ()).ok_or_else(missing),
        Change::Rename { at, key } => {
            let (last, parent) = at.steps().split_last().ok_or_else(missing)?;
            let mapping = get_mut(root, parent).and_then(mapping_mut).ok_or_else(missing)?;
            let entry = mapping.entries.iter_mut().find(|entry| Step::Key(entry.key.clone()) == *last);
            entry.ok_or_else(missing)?.key.clone_from(key);
            Ok(())
        }
        Change::Move { from, to, position } => {
            let value = take(root, from.steps(), layout).ok_or_else(missing)?;
            set(root, to.steps(), value, position)
        }
        Change::InsertRow { list, row, value } => {
            let node = get_mut(root, list.steps()).ok_or_else(missing)?;
            match &mut node.value {
                Value::Sequence(values) => values.insert((*row).min(values.len()), value.clone()),
                _ => node.value = Value::Sequence(vec![value.clone()]),
            }
            Ok(())
        }
        Change::Lengthen { at, key, value } => {
            let node = get_mut(root, at.steps()).ok_or_else(missing)?;
            let short = std::mem::replace(node, empty());
            let form = super::keys([("answer", short), (key, value.clone())]);
            *node = form;
            Ok(())
        }
        Change::Shorten { at } => {
            let node = get_mut(root, at.steps()).ok_or_else(missing)?;
            let answer = node.mapping().and_then(|mapping| mapping.get("answer")).ok_or_else(missing)?;
            *node = answer.clone();
            Ok(())
        }
        Change::CommentOut { at, .. } if layout.find(at.steps()).is_some_and(|found| found.is_flow()) => {
            take(root, at.steps(), layout).map(|_| ()).ok_or_else(missing)
        }
        Change::CommentOut { at, .. } => {
            *get_mut(root, at.steps()).ok_or_else(missing)? = empty();
            Ok(())
        }
    }
}

/// A value that is not there.
fn empty() -> Node {
    Node { span: Span::default(), value: Value::Scalar(Scalar::plain("")) }
}

fn mapping_mut(node: &mut Node) -> Option<&mut Mapping> {
    match &mut node.value {
        Value::Mapping(mapping) => Some(mapping),
        _ => None,
    }
}

/// Where a new key goes among the entries of a set of keys.
pub(super) fn index_of(mapping: &Mapping, position: &Position) -> usize {
    let all = mapping.entries.len();
    match position {
        Position::First => 0,
        Position::Last => all,
        Position::After(keys) => {
            let last = mapping.entries.iter().rposition(|entry| keys.contains(&entry.key));
            last.map_or(all, |at| at + 1)
        }
    }
}

fn set(root: &mut Node, steps: &[Step], value: Node, position: &Position) -> Result<(), Refusal> {
    let mut node = root;
    let mut position = Some(position);
    for (depth, step) in steps.iter().enumerate() {
        if matches!(step, Step::Key(_)) && node.is_empty() {
            node.value = Value::Mapping(Mapping::default());
        }
        node = match (step, &mut node.value) {
            (Step::Key(key), Value::Mapping(mapping)) => {
                let at = match mapping.entries.iter().position(|entry| entry.key == *key) {
                    Some(at) => at,
                    None => {
                        // The position is that of the first key that is missing; what is made below it has no siblings.
                        let at = index_of(mapping, position.take().unwrap_or(&Position::Last));
                        mapping
                            .entries
                            .insert(at, Entry { key: key.clone(), key_span: Span::default(), value: empty() });
                        at
                    }
                };
                mapping.entries.get_mut(at).map(|entry| &mut entry.value)
            }
            (Step::Row(row), Value::Sequence(values)) => values.get_mut(*row),
            _ => None,
        }
        .ok_or_else(|| Refusal::new(format!("there is nothing at step {} of this address", depth + 1)))?;
    }
    *node = value;
    Ok(())
}

/// Takes what stands at an address out of the tree. What becomes empty is nothing at all, or empty brackets.
fn take(root: &mut Node, steps: &[Step], layout: &Layout<'_>) -> Option<Node> {
    let (last, parent) = steps.split_last()?;
    // In a batch the parent may have been made by an earlier change; then it is not in the old text.
    let brackets = layout.find(parent).is_some_and(|found| found.is_flow() || layout.has_brackets(found.node));
    let node = get_mut(root, parent)?;
    let (value, left) = match (last, &mut node.value) {
        (Step::Key(key), Value::Mapping(mapping)) => {
            let at = mapping.entries.iter().position(|entry| entry.key == *key)?;
            (mapping.entries.remove(at).value, mapping.entries.len())
        }
        (Step::Row(row), Value::Sequence(values)) if *row < values.len() => (values.remove(*row), values.len()),
        _ => return None,
    };
    if left == 0 && !brackets {
        *node = empty();
    }
    Some(value)
}

/// Whether two trees say the same, wherever it stands. The depth of both is limited by the reader.
pub(super) fn same(left: &Node, right: &Node) -> bool {
    let mut open = vec![(left, right)];
    while let Some((left, right)) = open.pop() {
        match (&left.value, &right.value) {
            (Value::Scalar(one), Value::Scalar(other)) => {
                let empty = left.is_empty();
                if empty != right.is_empty() || (!empty && one.text != other.text) {
                    return false;
                }
            }
            (Value::Sequence(some), Value::Sequence(others)) => {
                if some.len() != others.len() {
                    return false;
                }
                open.extend(some.iter().zip(others));
            }
            (Value::Mapping(some), Value::Mapping(others)) => {
                if some.entries.len() != others.entries.len() {
                    return false;
                }
                // The order of keys means nothing, though it is mostly the same; each key stands once.
                let mut by_key: Option<Names> = None;
                for (one, other) in some.entries.iter().zip(&others.entries) {
                    if one.key == other.key {
                        open.push((&one.value, &other.value));
                        continue;
                    }
                    let by_key = by_key.get_or_insert_with(|| {
                        let mut names = Names::default();
                        others.entries.iter().for_each(|entry| {
                            names.add(entry.key.clone());
                        });
                        names
                    });
                    match by_key.position(&one.key).and_then(|at| others.entries.get(at)) {
                        Some(other) => open.push((&one.value, &other.value)),
                        None => return false,
                    }
                }
            }
            (Value::Refused, Value::Refused) => {}
            _ => return false,
        }
    }
    true
}
