//! Findings that are new and findings that are gone. They are told apart by what they say of what, never by line.

use std::collections::{BTreeMap, HashMap};

use super::{Class, Entry, Read, Subject};
use crate::catalogue::Catalogue;
use crate::finding::Finding;
use crate::message::Fault;
use crate::plan::Plan;
use crate::value::AnswerValue;

/// What is new and what is gone at one question.
#[derive(Default)]
pub(super) struct AtQuestion {
    pub(super) appeared: Vec<Finding>,
    pub(super) settled: Vec<Finding>,
}

/// What makes a finding the same one in two plans: its id, its question, and the first column of its row or, where it
/// has no question, its words.
type Identity = (String, Option<usize>, String);

/// The findings that differ, by position of their question; those without a question as entries.
pub(super) fn changes(
    catalogue: &Catalogue,
    old: &Read<'_>,
    new: &Read<'_>,
) -> (BTreeMap<usize, AtQuestion>, Vec<Entry>) {
    let mut groups: BTreeMap<Identity, (Vec<&Finding>, Vec<&Finding>)> = BTreeMap::new();
    for finding in said(old) {
        groups.entry(identity(catalogue, old.plan, finding)).or_default().0.push(finding);
    }
    for finding in said(new) {
        groups.entry(identity(catalogue, new.plan, finding)).or_default().1.push(finding);
    }
    let mut at_questions: BTreeMap<usize, AtQuestion> = BTreeMap::new();
    let mut elsewhere = Vec::new();
    for ((_, question, _), (before, after)) in groups {
        let (settled, appeared) = unmatched(before, after);
        match question {
            Some(at) if !settled.is_empty() || !appeared.is_empty() => {
                let there = at_questions.entry(at).or_default();
                there.appeared.extend(appeared.into_iter().cloned());
                there.settled.extend(settled.into_iter().cloned());
            }
            Some(_) => {}
            None => {
                elsewhere.extend(appeared.into_iter().map(|finding| entry(finding, true)));
                elsewhere.extend(settled.into_iter().map(|finding| entry(finding, false)));
            }
        }
    }
    (at_questions, elsewhere)
}

/// Unknown keys and another version of the question set have entries of their own, which say more.
fn said<'a>(side: &Read<'a>) -> impl Iterator<Item = &'a Finding> {
    let has_its_own = |finding: &Finding| {
        finding.path.is_none() && [Fault::UnknownKey, Fault::OtherVersion].iter().any(|fault| fault.id() == finding.id)
    };
    side.report.findings.iter().filter(move |finding| !has_its_own(finding))
}

fn identity(catalogue: &Catalogue, plan: &Plan, finding: &Finding) -> Identity {
    let question = finding.path.as_deref().and_then(|path| catalogue.questions.find(path));
    let within = match question {
        Some(at) => row_of(catalogue, plan, at, finding),
        None => finding.message.clone(),
    };
    (finding.id.clone(), question, within)
}

/// The first column of the row in which a finding stands; nothing when it stands in none.
fn row_of(catalogue: &Catalogue, plan: &Plan, at: usize, finding: &Finding) -> String {
    let Some(AnswerValue::Table(rows)) = plan.answer(at).and_then(|answer| answer.value.as_ref()) else {
        return String::new();
    };
    let start = finding.place.span.start;
    let row = rows.partition_point(|row| row.span.start <= start).checked_sub(1).and_then(|at| rows.get(at));
    let row = row.filter(|row| start < row.span.end);
    let first = row.and_then(|row| row.cells.first()).and_then(Option::as_ref);
    let kind = catalogue.question(at).answer.columns().first().map(|column| &column.answer);
    first.zip(kind).map(|(cell, kind)| cell.value.show(kind)).unwrap_or_default()
}

/// Of findings with one identity, those that have no counterpart. Those that say the same word for word are
/// counterparts first.
fn unmatched<'a>(mut before: Vec<&'a Finding>, mut after: Vec<&'a Finding>) -> (Vec<&'a Finding>, Vec<&'a Finding>) {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for finding in &after {
        *counts.entry(finding.message.as_str()).or_default() += 1;
    }
    let mut matched: HashMap<&str, usize> = HashMap::new();
    before.retain(|finding| {
        let found = take_one(&mut counts, &finding.message);
        if found {
            *matched.entry(finding.message.as_str()).or_default() += 1;
        }
        !found
    });
    after.retain(|finding| !take_one(&mut matched, &finding.message));
    let others = before.len().min(after.len());
    before.drain(..others);
    after.drain(..others);
    (before, after)
}

/// Takes one away from a count, if there is one left.
fn take_one(counts: &mut HashMap<&str, usize>, message: &str) -> bool {
    match counts.get_mut(message) {
        Some(left) if *left > 0 => {
            *left -= 1;
            true
        }
        _ => false,
    }
}

fn entry(finding: &Finding, appeared: bool) -> Entry {
    let class = if appeared { Class::Worse } else { Class::Better };
    Entry { class, subject: Subject::Finding { finding: finding.clone(), appeared } }
}
