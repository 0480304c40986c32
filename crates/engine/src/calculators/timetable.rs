//! The evaluation: its route and price band, its times from the plan's agreement to the report, the sample that can be
//! reached, and what it asks of the slowest person.
//!
//! The guide's times are ledger `ev_time_tender_month`, `ev_time_contract_weeks`, `ev_time_scoping` and
//! `ev_time_analysis_report`; its price bands `ev_budget_tier_1` to `ev_budget_tier_3`. All are indicative, 2017.

use jiff::civil::Date;

use super::capacity::{WEEKS, n};
use super::reckoning::{Known, Reckoning};
use super::{Input, Quantity};
use crate::value::{Duration, DurationUnit, moved, show_date, show_number};

/// Days in a week.
const DAYS_A_WEEK: f64 = 7.0;

pub(super) fn calculate(desk: &mut Reckoning<'_>) {
    desk.begin(
        "evaluation_budget",
        "Price bands of an evaluation",
        "What do outside evaluators cost, in prices of 2017 and of today?",
    );
    bands(desk);
    desk.begin(
        "timetable",
        "Timetable of the evaluation",
        "When can the report be ready, and how many people can the evaluation reach?",
    );
    let times = Times::read(desk);
    forwards(desk, &times);
    backwards(desk, &times);
    sample(desk, &times);
    burden(desk);
    outcomes(desk);
}

fn bands(desk: &mut Reckoning<'_>) {
    let factor = desk.parameter("price_factor");
    let mut rows = Vec::new();
    let mut bounds = Vec::new();
    for (name, id) in [
        ("evaluation_budget.lower_from", "evaluation_lower_from"),
        ("evaluation_budget.lower_to", "evaluation_lower_to"),
        ("evaluation_budget.middle_from", "evaluation_middle_from"),
        ("evaluation_budget.upper_from", "evaluation_upper_from"),
        ("evaluation_budget.upper_to", "evaluation_upper_to"),
    ] {
        let of_2017 = desk.parameter(id);
        desk.step(name, &[&of_2017.input, &factor.input], &[], || {
            let sum = format!("£{} × {}", show_number(of_2017.or(0.0)), n(factor.or(1.0)));
            Some((sum, Quantity::Money(of_2017.or(0.0) * factor.or(1.0))))
        });
        let now = desk.result_number(name);
        if let (Some(then), Some(now)) = (of_2017.value, now.value) {
            rows.push((
                false,
                vec![of_2017.input.label.clone(), format!("£{}", show_number(then)), format!("£{}", show_number(now))],
            ));
        }
        bounds.push(now);
    }
    desk.table("Price bands", &["Bound", "2017, indicative", "With the price factor"], rows);
    let budget = desk.number("evaluation.approach.budget");
    let internal = desk.truth("evaluation.route.internal");
    let needs: Vec<&Input> = bounds.iter().map(|known| &known.input).chain([&budget.input]).collect();
    desk.step("evaluation_budget.band", &needs, &[&internal.input], || {
        if internal.value == Some(true) {
            return None;
        }
        let [lower_from, lower_to, middle_from, upper_from, upper_to] = bounds.as_slice() else { return None };
        let amount = budget.value?;
        let band = match amount {
            amount if amount < lower_from.value? => "below the lower band",
            amount if amount <= lower_to.value? => "lower band",
            amount if amount < middle_from.value? => "between the lower and the middle band",
            amount if amount < upper_from.value? => "middle band",
            amount if amount <= upper_to.value? => "upper band",
            _ => "above the upper band",
        };
        Some((format!("£{}", show_number(amount)), Quantity::Words(band.to_owned())))
    });
}

/// The times that an evaluation takes, from the plan or, where it gives none, from the guide.
struct Times {
    external: bool,
    /// What has to be done before data are collected, in order.
    before: Vec<Known<Duration>>,
    collection: Known<Duration>,
    analysis: Known<Duration>,
    starts: Known<Date>,
    /// The labels of the times that the guide stands in for.
    assumed: Vec<String>,
}

impl Times {
    fn read(desk: &mut Reckoning<'_>) -> Self {
        let internal = desk.truth("evaluation.route.internal");
        desk.step("timetable.route", &[&internal.input], &[], || {
            let route = if internal.value? { "in-house" } else { "outside evaluators" };
            Some(("as the plan says".to_owned(), Quantity::Words(route.to_owned())))
        });
        let external = internal.value == Some(false);
        let mut assumed = Vec::new();
        let mut or_guide = |path: &str, id: &str| {
            let own = desk.length(path);
            if own.is_known() {
                return own;
            }
            let weeks = desk.parameter(id);
            if weeks.is_known() {
                assumed.push(own.input.label.to_lowercase());
            }
            let value = weeks.value.map(|amount| Duration { amount, unit: DurationUnit::Week });
            Known { value, input: weeks.input }
        };
        let mut before = Vec::new();
        if external {
            before.push(or_guide("evaluation.external.tender_time", "tender_weeks"));
            before.push(or_guide("evaluation.external.contract_time", "contract_weeks"));
        }
        before.push(or_guide("evaluation.timetable.scoping_time", "scoping_weeks"));
        let analysis = if external { "evaluation.external.analysis_time" } else { "evaluation.analysis.time" };
        let analysis = or_guide(analysis, "analysis_weeks");
        let (collection, starts) = if external {
            ("evaluation.external.collection_period", "evaluation.external.collection_starts")
        } else {
            ("evaluation.collection.period", "evaluation.collection.starts")
        };
        let (collection, starts) = (desk.length(collection), desk.date(starts));
        Self { external, before, collection, analysis, starts, assumed }
    }
}

/// A date moved by several lengths of time, one after the other.
fn moved_by<'a>(from: Date, lengths: impl Iterator<Item = &'a Known<Duration>>, direction: i64) -> Option<Date> {
    let mut date = from;
    for length in lengths {
        date = moved(date, length.value?, direction)?;
    }
    Some(date)
}

fn in_words<'a>(lengths: impl Iterator<Item = &'a Known<Duration>>, sign: &str) -> String {
    lengths.filter_map(|length| Some(format!(" {sign} {}", length.value?.show()))).collect()
}

fn forwards(desk: &mut Reckoning<'_>, times: &Times) {
    let route = desk.result("timetable.route");
    let agreed = desk.date("evaluation.timetable.plan_agreed");
    let mut needs: Vec<&Input> = vec![&route.input, &agreed.input];
    needs.extend(times.before.iter().map(|known| &known.input));
    desk.step("timetable.ready_to_collect", &needs, &[], || {
        let agreed = agreed.value?;
        let ready = moved_by(agreed, times.before.iter(), 1)?;
        Some((format!("{}{}", show_date(agreed), in_words(times.before.iter(), "+")), Quantity::Date(ready)))
    });
    let ready = desk.result_date("timetable.ready_to_collect");
    let first = if times.starts.is_known() { times.starts.clone() } else { ready };
    desk.step("timetable.collection_starts", &[&route.input, &first.input], &[], || {
        let sum = if times.starts.is_known() { "as the plan says" } else { "as soon as it can" };
        Some((sum.to_owned(), Quantity::Date(first.value?)))
    });
    let starts = desk.result_date("timetable.collection_starts");
    desk.step("timetable.collection_ends", &[&starts.input, &times.collection.input], &[], || {
        let (date, length) = (starts.value?, times.collection.value?);
        Some((format!("{} + {}", show_date(date), length.show()), Quantity::Date(moved(date, length, 1)?)))
    });
    let ends = desk.result_date("timetable.collection_ends");
    desk.step("timetable.report_ready", &[&ends.input, &times.analysis.input], &[], || {
        let (date, length) = (ends.value?, times.analysis.value?);
        Some((format!("{} + {}", show_date(date), length.show()), Quantity::Date(moved(date, length, 1)?)))
    });
    let assumed = times.assumed.join(", ");
    desk.step("timetable.assumed", &[&route.input], &[], || {
        (!assumed.is_empty()).then(|| ("not in the plan".to_owned(), Quantity::Words(assumed.clone())))
    });
    if route.value.is_some() && !assumed.is_empty() {
        desk.remark(format!("Not in the plan: {assumed}. The guide's times stand in (indicative, 2017)."));
    }
}

fn backwards(desk: &mut Reckoning<'_>, times: &Times) {
    let route = desk.result("timetable.route");
    let decision = desk.date("setup.resourcing.extension_date");
    let mut needs = vec![&route.input, &decision.input, &times.analysis.input, &times.collection.input];
    needs.extend(times.before.iter().map(|known| &known.input));
    desk.step("timetable.agree_by", &needs, &[], || {
        let after = [&times.analysis, &times.collection].into_iter();
        let lengths = after.chain(times.before.iter().rev());
        let decision = decision.value?;
        let by = moved_by(decision, lengths.clone(), -1)?;
        Some((format!("{}{}", show_date(decision), in_words(lengths, "−")), Quantity::Date(by)))
    });
    let ends = desk.date("scheme.ends");
    if ends.is_known() {
        desk.step("timetable.money_ends", &[&ends.input], &[], || {
            Some(("the end of the plan".to_owned(), Quantity::Date(ends.value?)))
        });
        return;
    }
    let lines = desk.rows("setup.resourcing.funding_lines");
    let last = lines.iter().filter_map(|row| row.date("to")).max();
    desk.step("timetable.money_ends", &[&lines.input], &[], || {
        Some(("the last day of the last funding line".to_owned(), Quantity::Date(last?)))
    });
}

fn sample(desk: &mut Reckoning<'_>, times: &Times) {
    let follow_up = desk.length("evaluation.timetable.follow_up_after");
    desk.step("timetable.entry_weeks", &[&times.collection.input], &[&follow_up.input], || {
        let days = times.collection.value?.days() - follow_up.value.map_or(0.0, Duration::days);
        let mut sum = times.collection.value?.show();
        sum.push_str(&in_words([&follow_up].into_iter(), "−"));
        Some((sum, Quantity::Number((days / DAYS_A_WEEK).max(0.0))))
    });
    let people = desk.number("link_workers.workload.people_a_year");
    let consent = desk.number("evaluation.timetable.expected_consent");
    let reached = desk.number("evaluation.timetable.expected_follow_up");
    let needs = [&people.input, &consent.input, &reached.input];
    desk.step("timetable.people_followed_up_a_week", &needs, &[], || {
        let people = people.value?;
        let weekly = people / WEEKS * consent.value? / 100.0 * reached.value? / 100.0;
        let sum = format!("{} ÷ 52 × {} ÷ 100 × {} ÷ 100", n(people), n(consent.value?), n(reached.value?));
        Some((sum, Quantity::Number(weekly)))
    });
    let weekly = desk.result_number("timetable.people_followed_up_a_week");
    let weeks = desk.result_number("timetable.entry_weeks");
    desk.step("timetable.sample_reachable", &[&weeks.input, &weekly.input], &[], || {
        let sum = format!("{} × {}, rounded down", n(weeks.value?), n(weekly.value?));
        Some((sum, Quantity::Number((weeks.value? * weekly.value?).floor())))
    });
    if times.external {
        return;
    }
    let wanted = desk.number("evaluation.collection.sample");
    desk.step("timetable.sample_weeks", &[&wanted.input, &weekly.input], &[], || {
        let weekly = weekly.value.filter(|weekly| *weekly > 0.0)?;
        let sum = format!("{} ÷ {}, rounded up", n(wanted.value?), n(weekly));
        Some((sum, Quantity::Number((wanted.value? / weekly).ceil())))
    });
}

fn burden(desk: &mut Reckoning<'_>) {
    let tools = desk.rows("evaluation.tools.list");
    let minutes: Option<Vec<f64>> = tools.iter().map(|row| row.number("slowest_minutes")).collect();
    desk.step("timetable.burden_minutes", &[&tools.input], &[], || {
        let minutes = minutes.filter(|minutes| !minutes.is_empty())?;
        let sum = minutes.iter().map(|minutes| n(*minutes)).collect::<Vec<_>>().join(" + ");
        Some((sum, Quantity::Number(minutes.iter().sum())))
    });
    let all = desk.result_number("timetable.burden_minutes");
    let meeting = desk.number("link_workers.practice.minutes");
    desk.step("timetable.burden_share", &[&all.input, &meeting.input], &[], || {
        let meeting = meeting.value.filter(|minutes| *minutes > 0.0)?;
        let sum = format!("{} ÷ {} × 100", n(all.value?), n(meeting));
        Some((sum, Quantity::Number(all.value? / meeting * 100.0)))
    });
}

/// Every outcome that is promised, with what it is measured by; those without a measure or a source are marked.
fn outcomes(desk: &mut Reckoning<'_>) {
    let promised = desk.rows("evaluation.outcomes.list");
    let rows: Vec<(bool, Vec<String>)> = promised
        .iter()
        .map(|row| {
            let local = row.show("local_outcome");
            let name = if local.is_empty() { row.show("outcome") } else { local };
            let cells = [name, row.show("level"), row.show("measure"), row.show("data_source")];
            (cells.iter().skip(2).any(String::is_empty), cells.into_iter().collect())
        })
        .collect();
    if !rows.is_empty() {
        desk.table("Outcomes and their measures", &["Outcome", "Level", "Measure", "Source of data"], rows);
    }
}
