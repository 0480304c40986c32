//! Answers that were copied from another plan and wait to be confirmed.

use super::Asking;
use super::read::Reading;
use crate::message::Fault;
use crate::place::Place;

/// Up to so many, each copied answer has a finding of its own. A plan that has just been started from another has
/// hundreds, which would hide everything else: those make one finding, with the first of each checklist beside it.
const SAID_ONE_BY_ONE: usize = 5;

impl Reading<'_> {
    /// Says which answers wait to be confirmed. Questions that are certainly not asked are left out.
    pub(super) fn judge_unconfirmed(&mut self) {
        let catalogue = self.catalogue;
        let waiting: Vec<usize> = (0..catalogue.questions.all().len())
            .filter(|&at| self.plan.is_unconfirmed(at) && self.plan.answers[at].asking != Asking::NotAsked)
            .collect();
        if waiting.len() <= SAID_ONE_BY_ONE {
            for at in waiting {
                let question = catalogue.question(at);
                let message = format!("“{}” is copied and not confirmed yet", question.label);
                let finding = Fault::Unconfirmed.finding(message, self.plan.place(at)).path(&question.path);
                self.findings.push(finding.label(format!("{}, kept and not counted", self.plan.show(catalogue, at))));
            }
            return;
        }
        // By place in the plan, which need not have the order of the checklists.
        let first = waiting.iter().copied().min_by_key(|&at| self.plan.place(at).span);
        let place = first.map_or_else(|| Place::in_plan(crate::place::Span::default()), |at| self.plan.place(at));
        let message = format!("{} answers are copied from another plan and not confirmed yet", waiting.len());
        let mut finding = Fault::Unconfirmed.finding(message, place);
        for checklist in &catalogue.checklists {
            let here: Vec<usize> = waiting.iter().copied().filter(|at| checklist.questions().contains(at)).collect();
            let Some(start) = here.iter().copied().min_by_key(|&at| self.plan.place(at).span) else { continue };
            let label = format!("{}: {} to confirm from here on", checklist.title, here.len());
            if self.plan.place(start) == place {
                finding = finding.label(label);
            } else {
                finding = finding.related(self.plan.place(start), label);
            }
        }
        self.findings.push(finding);
    }
}
