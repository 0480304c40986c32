//! Findings that are new and findings that are gone. They are told apart by what they say of what, never by line.

use super::{Class, Entry, Read, Subject};
use crate::catalogue::Catalogue;
use crate::finding::Finding;
use crate::message::Fault;
use crate::names::{Names, without_counterpart};
use crate::plan::Plan;
use crate::value::AnswerValue;

/// What is new and what is gone at one question.
#[derive(Default)]
pub(super) struct AtQuestion {
    pub(super) appeared: Vec<Finding>,
    pub(super) settled: Vec<Finding>,
}

/// Findings that are the same one in two plans.
struct Same<'a> {
    question: Option<usize>,
    before: Vec<&'a Finding>,
    after: Vec<&'a Finding>,
}

/// The findings that differ, for each question of the catalogue; those without a question as entries.
pub(super) fn changes(catalogue: &Catalogue, old: &Read<'_>, new: &Read<'_>) -> (Vec<AtQuestion>, Vec<Entry>) {
    let mut identities = Names::default();
    let mut groups: Vec<Same<'_>> = Vec::new();
    for (side, is_new) in [(old, false), (new, true)] {
        for finding in said(side) {
            let (question, identity) = identity(catalogue, side.plan, finding);
            let at = identities.add(identity);
            if at == groups.len() {
                groups.push(Same { question, before: Vec::new(), after: Vec::new() });
            }
            let Some(same) = groups.get_mut(at) else { continue };
            if is_new { same.after.push(finding) } else { same.before.push(finding) }
        }
    }
    let mut at_questions: Vec<AtQuestion> = catalogue.questions.all().iter().map(|_| AtQuestion::default()).collect();
    let mut elsewhere = Vec::new();
    for same in identities.sorted().filter_map(|(_, at)| groups.get(at)) {
        let (settled, appeared) = unmatched(&same.before, &same.after);
        match same.question.and_then(|at| at_questions.get_mut(at)) {
            Some(there) => {
                there.appeared.extend(appeared.into_iter().cloned());
                there.settled.extend(settled.into_iter().cloned());
            }
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

/// The question of a finding, and what makes it the same one in two plans, in the order in which they are told: its id,
/// its question, and the first column of its row or, where it has no question, its words.
fn identity(catalogue: &Catalogue, plan: &Plan, finding: &Finding) -> (Option<usize>, String) {
    let question = finding.path.as_deref().and_then(|path| catalogue.questions.find(path));
    let identity = match question {
        Some(at) => format!("{}\n{at:08}\n{}", finding.id, row_of(catalogue, plan, at, finding)),
        None => format!("{}\n\n{}", finding.id, finding.message),
    };
    (question, identity)
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
fn unmatched<'a>(before: &[&'a Finding], after: &[&'a Finding]) -> (Vec<&'a Finding>, Vec<&'a Finding>) {
    let words = |findings: &[&Finding]| findings.iter().map(|finding| finding.message.clone()).collect::<Vec<_>>();
    let (old, new) = (words(before), words(after));
    let left = |findings: &[&'a Finding], is_left: Vec<bool>| {
        findings.iter().zip(is_left).filter(|(_, is_left)| *is_left).map(|(finding, _)| *finding).collect::<Vec<_>>()
    };
    let mut before = left(before, without_counterpart(&old, &new));
    let mut after = left(after, without_counterpart(&new, &old));
    let others = before.len().min(after.len());
    before.drain(..others);
    after.drain(..others);
    (before, after)
}

fn entry(finding: &Finding, appeared: bool) -> Entry {
    let class = if appeared { Class::Worse } else { Class::Better };
    Entry { class, subject: Subject::Finding { finding: finding.clone(), appeared } }
}
