//! Governance: organisations by the six minimum standards, legal form against instrument, spare places, and who has the
//! duty of care at every crossing.
//!
//! The standards are ledger `gv_ms_*`; that every crossing has one holder of the duty of care is `gv_duty_of_care_clear`.

use super::Quantity;
use super::capacity::{MONTHS, n};
use super::reckoning::{Reckoning, RowOf};
use crate::answer_type::AnswerType;
use crate::names::Names;

pub(super) fn calculate(desk: &mut Reckoning<'_>) {
    desk.begin(
        "handovers",
        "Providers and handovers",
        "Does every organisation keep the standards, is there room, and does each crossing have one holder?",
    );
    standards(desk);
    instruments(desk);
    crossings(desk);
    places(desk);
}

fn standards(desk: &mut Reckoning<'_>) {
    let providers = desk.rows("governance.providers.list");
    let options: Vec<(String, String)> = match providers.column("standards") {
        Some(AnswerType::Choices(options)) => {
            options.iter().map(|option| (option.id.clone(), option.label.clone())).collect()
        }
        _ => Vec::new(),
    };
    let mut open = 0.0;
    let mut unanswered = 0;
    let mut rows = Vec::new();
    for row in providers.iter() {
        let kept = row.words("standards");
        let mut cells = vec![row.show("name")];
        for (id, _) in &options {
            cells.push(match kept {
                Some(kept) if kept.contains(id) => "yes".to_owned(),
                Some(_) => "no".to_owned(),
                None => "not answered".to_owned(),
            });
        }
        match kept {
            Some(kept) => open += options.iter().filter(|(id, _)| !kept.contains(id)).fold(0.0, |sum, _| sum + 1.0),
            None => unanswered += 1,
        }
        let complete = kept.is_some_and(|kept| options.iter().all(|(id, _)| kept.contains(id)));
        rows.push((!complete, cells));
    }
    let count = rows.len();
    desk.step("handovers.standards_open", &[&providers.input], &[], || {
        (unanswered == 0).then(|| (format!("over {count} providers"), Quantity::Number(open)))
    });
    if count > 0 {
        let labels = options.iter().map(|(_, label)| label.as_str());
        let columns: Vec<&str> = ["Organisation"].into_iter().chain(labels).collect();
        desk.table("Organisations by the six minimum standards", &columns, rows);
    }
}

/// The forms whose members answer for debts and claims with what they own.
const UNINCORPORATED: [&str; 2] = ["unincorporated", "registered_charity_unincorporated"];

fn instruments(desk: &mut Reckoning<'_>) {
    let providers = desk.rows("governance.providers.list");
    let rows: Vec<(bool, Vec<String>)> = providers
        .iter()
        .map(|row| {
            let fit = fit(row);
            let cells = ["name", "legal_form", "formal_service", "instrument"].map(|column| row.show(column));
            (fit.is_some(), cells.into_iter().chain([fit.unwrap_or("nothing against it").to_owned()]).collect())
        })
        .collect();
    if !rows.is_empty() {
        let columns = ["Organisation", "Legal form", "Formal service", "Instrument", "What the guide says"];
        desk.table("Legal form against instrument", &columns, rows);
    }
}

/// What speaks against an instrument, by the guide (ledger `gv_lf_uninc_grants_sla`, `gv_lf_inc_contract`).
fn fit(row: RowOf<'_>) -> Option<&'static str> {
    let unincorporated = row.word("legal_form").is_some_and(|form| UNINCORPORATED.contains(&form));
    let formal = row.truth("formal_service") == Some(true);
    match row.word("instrument")? {
        "nhs_standard_contract" if unincorporated => Some("an unincorporated group has no NHS Standard Contract"),
        "grant" if formal => Some("a formal service has more than a grant"),
        "none" | "grant" | "spot_purchase" if formal && !unincorporated => Some("a formal service has a contract"),
        _ if unincorporated && formal => Some("a formal service does not suit an unincorporated group"),
        _ => None,
    }
}

fn crossings(desk: &mut Reckoning<'_>) {
    let crossings = desk.rows("referral.handovers.crossings");
    let mut names = Names::default();
    let mut holders: Vec<(String, Vec<String>)> = Vec::new();
    let mut rows = Vec::new();
    for row in crossings.iter() {
        let (from, to, holder) = (row.show("from"), row.show("to"), row.show("duty_of_care"));
        let name = format!("{from} to {to}");
        let at = names.add(name.to_lowercase());
        if at == holders.len() {
            holders.push((name, Vec::new()));
        }
        if let Some((_, known)) = holders.get_mut(at)
            && !holder.is_empty()
            && !known.iter().any(|other| other.eq_ignore_ascii_case(&holder))
        {
            known.push(holder.clone());
        }
        rows.push((holder.is_empty(), vec![from, to, holder]));
    }
    let each = names.sorted().filter_map(|(_, at)| holders.get(at));
    let contested: Vec<String> = each.filter(|(_, holders)| holders.len() > 1).map(|(name, _)| name.clone()).collect();
    let count = contested.iter().fold(0.0, |sum, _| sum + 1.0);
    desk.step("handovers.contested", &[&crossings.input], &[], || {
        Some((format!("of {} rows", rows.len()), Quantity::Number(count)))
    });
    desk.step("handovers.contested_names", &[&crossings.input], &[], || {
        (!contested.is_empty()).then(|| ("holders that differ".to_owned(), Quantity::Words(named(&contested))))
    });
    if !rows.is_empty() {
        desk.table("Who has the duty of care", &["From", "To", "Holder"], rows);
    }
}

/// The first few names, and how many more there are.
fn named(names: &[String]) -> String {
    /// A message that names more is read by nobody.
    const MOST: usize = 5;
    let first = names.get(..MOST.min(names.len())).unwrap_or_default().join("; ");
    match names.len().saturating_sub(MOST) {
        0 => first,
        more => format!("{first}; and {more} more"),
    }
}

fn places(desk: &mut Reckoning<'_>) {
    let providers = desk.rows("governance.providers.list");
    let places: Vec<f64> = providers.iter().filter_map(|row| row.number("spare_places_a_month")).collect();
    let silent = providers.iter().count() - places.len();
    desk.step("handovers.spare_places", &[&providers.input], &[], || {
        (!places.is_empty()).then(|| {
            let sum = places.iter().map(|places| n(*places)).collect::<Vec<_>>().join(" + ");
            (sum, Quantity::Number(places.iter().sum()))
        })
    });
    if silent > 0 && !places.is_empty() {
        desk.remark(format!("{silent} of the providers do not say how many spare places they have."));
    }
    let onward = desk.number("setup.resourcing.onward_referrals_a_year");
    desk.step("handovers.onward_a_month", &[&onward.input], &[], || {
        Some((format!("{} ÷ 12", n(onward.value?)), Quantity::Number(onward.value? / MONTHS)))
    });
}
