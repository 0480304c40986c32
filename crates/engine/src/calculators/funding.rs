//! Funding: lines as periods, breaks between them, what they come to in a year, and what that buys.
//!
//! The guide holds that posts need money without a break (ledger `ec_fund_continuity`, `ec_fund_lw_post`), that money
//! follows the person to community groups (`ec_fund_follows_person`), and puts a small grant at £2,000
//! (`ec_fund_small_grants_2000`; indicative, 2017).

use jiff::civil::Date;

use super::Quantity;
use super::capacity::{MONTHS, days_between, n};
use super::reckoning::{Known, Reckoning, RowOf};
use crate::value::{moved_months, show_date, show_number};

/// Days in a year on average, over which an amount is spread.
const DAYS_A_YEAR: f64 = 365.25;

/// The first and the last day of a period.
type Period = (Date, Date);

pub(super) fn calculate(desk: &mut Reckoning<'_>) {
    desk.begin("funding", "Funding", "Is there money on every day, and what does it come to for each person?");
    list_lines(desk);
    find_gap(desk);
    cover_posts(desk);
    spread(desk);
    buy_grants(desk);
}

fn pounds(amount: f64) -> String {
    format!("£{}", show_number(amount))
}

fn covers(row: RowOf<'_>, what: &str) -> bool {
    row.words("covers").is_some_and(|words| words.iter().any(|word| word == what))
}

fn period(row: RowOf<'_>) -> Option<Period> {
    row.date("from").zip(row.date("to")).filter(|(from, to)| from <= to)
}

fn list_lines(desk: &mut Reckoning<'_>) {
    let lines = desk.rows("setup.resourcing.funding_lines");
    let rows: Vec<(bool, Vec<String>)> = lines
        .iter()
        .map(|row| {
            let a_year = amount_a_year(row).map(pounds).unwrap_or_default();
            let unsure = row.truth("confirmed") == Some(false);
            let cells = ["source", "covers", "amount", "from", "to", "confirmed"].map(|column| row.show(column));
            (unsure, cells.into_iter().chain([a_year]).collect())
        })
        .collect();
    if !rows.is_empty() {
        let columns = ["Source", "Covers", "Amount", "From", "To", "Confirmed", "A year"];
        desk.table("Funding lines", &columns, rows);
    }
}

/// The periods of the lines that pay for posts, merged where they meet or overlap; none while a line lacks a date.
fn post_periods(desk: &Reckoning<'_>) -> Option<Vec<Period>> {
    let lines = desk.rows("setup.resourcing.funding_lines");
    let mut periods: Vec<Period> =
        lines.iter().filter(|row| covers(*row, "link_worker_posts")).map(period).collect::<Option<_>>()?;
    periods.sort();
    let mut merged: Vec<Period> = Vec::new();
    for (from, to) in periods {
        match merged.last_mut() {
            Some((_, end)) if end.tomorrow().is_ok_and(|next| from <= next) => *end = (*end).max(to),
            _ => merged.push((from, to)),
        }
    }
    (!merged.is_empty()).then_some(merged)
}

fn find_gap(desk: &mut Reckoning<'_>) {
    let lines = desk.rows("setup.resourcing.funding_lines").input;
    let ends = desk.date("scheme.ends");
    let periods = post_periods(desk);
    let gap = periods.as_ref().and_then(|periods| {
        let breaks = periods.windows(2).filter_map(|pair| {
            let [(_, before), (after, _)] = pair else { return None };
            // What comes after the end of the plan is no break.
            let within = ends.value.is_none_or(|ends| *before < ends);
            within.then_some((before.tomorrow().ok()?, after.yesterday().ok()?))
        });
        breaks.max_by(|left, right| days_between(left.0, left.1).total_cmp(&days_between(right.0, right.1)))
    });
    let sum = gap.map(|(from, to)| format!("{} to {}", show_date(from), show_date(to)));
    let also = [&ends.input];
    desk.step("funding.gap_days", &[&lines], &also, || {
        let Some((from, to)) = gap else {
            // Periods without a break between them have a break of no days.
            return periods.as_ref().map(|_| ("no break".to_owned(), Quantity::Number(0.0)));
        };
        Some((sum.clone()?, Quantity::Number(days_between(from, to) + 1.0)))
    });
    desk.step("funding.gap_from", &[&lines], &also, || Some((sum.clone()?, Quantity::Date(gap?.0))));
    desk.step("funding.gap_to", &[&lines], &also, || Some((sum.clone()?, Quantity::Date(gap?.1))));
}

fn cover_posts(desk: &mut Reckoning<'_>) {
    let posts = desk.rows("link_workers.team.posts");
    let lines = desk.rows("setup.resourcing.funding_lines").input;
    let Some(periods) = post_periods(desk) else { return };
    let mut rows = Vec::new();
    let mut uncovered = 0.0;
    for row in posts.iter().filter(|row| row.truth("paid") != Some(false)) {
        let Some((from, to)) = period(row) else { continue };
        let covered: f64 =
            periods.iter().map(|(start, end)| (days_between((*start).max(from), (*end).min(to)) + 1.0).max(0.0)).sum();
        let open = days_between(from, to) + 1.0 - covered;
        if open > 0.0 {
            uncovered += 1.0;
        }
        rows.push((open > 0.0, vec![row.show("post"), show_date(from), show_date(to), n(open)]));
    }
    if rows.is_empty() {
        return;
    }
    let count = rows.len();
    desk.table(
        "Posts and the days on which a funding line pays for them",
        &["Post", "From", "To", "Days without money"],
        rows,
    );
    desk.step("funding.uncovered_posts", &[&posts.input, &lines], &[], || {
        Some((format!("of {count} paid posts with dates"), Quantity::Number(uncovered)))
    });
}

/// What a line comes to in a year, in whole pounds: its amount spread over its months and days. A line of less than a
/// year counts in full.
fn amount_a_year(row: RowOf<'_>) -> Option<f64> {
    let (from, to) = period(row)?;
    Some((row.number("amount")? / years_of(from, to.tomorrow().ok()?)).round())
}

/// How many years lie between two days, never less than one: whole months as twelfths, so that three years from April
/// to March are three, and the days that are left.
fn years_of(from: Date, next: Date) -> f64 {
    let in_months = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
    let mut months = in_months(next) - in_months(from);
    if moved_months(from, i64::from(months)).is_none_or(|day| day > next) {
        months -= 1;
    }
    let rest = moved_months(from, i64::from(months)).map_or(0.0, |day| days_between(day, next));
    (f64::from(months) / MONTHS + rest / DAYS_A_YEAR).max(1.0)
}

/// The sum over the lines that pass; none while one of them lacks its amount or a date, or when none passes.
fn total(desk: &Reckoning<'_>, passes: impl Fn(RowOf<'_>) -> bool) -> Option<(String, f64)> {
    let lines = desk.rows("setup.resourcing.funding_lines");
    let amounts: Vec<f64> = lines.iter().filter(|row| passes(*row)).map(amount_a_year).collect::<Option<_>>()?;
    let sum = amounts.iter().map(|amount| pounds(*amount)).collect::<Vec<_>>().join(" + ");
    Some((if sum.is_empty() { "no line".to_owned() } else { sum }, amounts.iter().sum()))
}

fn spread(desk: &mut Reckoning<'_>) {
    let lines = desk.rows("setup.resourcing.funding_lines");
    let shared = lines
        .iter()
        .filter(|row| covers(*row, "community_groups") && row.words("covers").is_some_and(|words| words.len() > 1))
        .count();
    let lines = lines.input;
    let all = total(desk, |_| true);
    let groups = total(desk, |row| covers(row, "community_groups"));
    desk.step("funding.a_year", &[&lines], &[], || all.map(|(sum, amount)| (sum, Quantity::Money(amount))));
    desk.step("funding.groups_a_year", &[&lines], &[], || groups.map(|(sum, amount)| (sum, Quantity::Money(amount))));
    if shared > 0 {
        desk.remark(format!(
            "{shared} of the lines for groups pay for other things too, so that groups get less than the sum shown."
        ));
    }
    let people = desk.number("link_workers.workload.people_a_year");
    let onward = desk.number("setup.resourcing.onward_referrals_a_year");
    let residents = desk.number("setup.resourcing.residents");
    let a_year = desk.result_number("funding.a_year");
    let groups = desk.result_number("funding.groups_a_year");
    for (name, money, by) in [
        ("funding.per_person", &a_year, &people),
        ("funding.per_onward_referral", &groups, &onward),
        ("funding.groups_per_head", &groups, &residents),
    ] {
        desk.step(name, &[&money.input, &by.input], &[], || divided(money, by));
    }
    let benchmark = desk.parameter("groups_per_head");
    if desk.result_number("funding.groups_per_head").is_known()
        && let Some(benchmark) = benchmark.value
    {
        let why = desk.why("groups_per_head");
        desk.remark(format!("Beside it: small grants of {} a year for each resident. {why}", pounds(benchmark)));
    }
}

fn divided(money: &Known<f64>, by: &Known<f64>) -> Option<(String, Quantity)> {
    let count = by.value.filter(|count| *count > 0.0)?;
    Some((format!("{} ÷ {}", pounds(money.or(0.0)), n(count)), Quantity::Money(money.or(0.0) / count)))
}

fn buy_grants(desk: &mut Reckoning<'_>) {
    let own = desk.number("setup.resourcing.small_grants_amount");
    let of_2017 = desk.parameter("small_grant");
    let factor = desk.parameter("price_factor");
    if own.is_known() {
        desk.step("funding.small_grant", &[&own.input], &[], || {
            Some(("the plan's own amount".to_owned(), Quantity::Money(own.or(0.0))))
        });
    } else {
        desk.step("funding.small_grant", &[&of_2017.input, &factor.input], &[], || {
            let sum = format!("{} × {}", pounds(of_2017.or(0.0)), n(factor.or(1.0)));
            Some((sum, Quantity::Money(of_2017.or(0.0) * factor.or(1.0))))
        });
    }
    if let (Some(grant), Some(factor)) = (of_2017.value, factor.value) {
        desk.remark(format!(
            "A small grant in the guide: {} (indicative, 2017); with the price factor {}: {}.",
            pounds(grant),
            n(factor),
            pounds(grant * factor)
        ));
    }
    let wanted = desk.number("setup.resourcing.small_grants_groups");
    let grant = desk.result_number("funding.small_grant");
    let groups = desk.result_number("funding.groups_a_year");
    desk.step("funding.grants_cost", &[&wanted.input, &grant.input], &[], || {
        let cost = wanted.or(0.0) * grant.or(0.0);
        Some((format!("{} × {}", n(wanted.or(0.0)), pounds(grant.or(0.0))), Quantity::Money(cost)))
    });
    desk.step("funding.grants_bought", &[&groups.input, &grant.input], &[], || {
        let size = grant.value.filter(|size| *size > 0.0)?;
        let sum = format!("{} ÷ {}, rounded down", pounds(groups.or(0.0)), pounds(size));
        Some((sum, Quantity::Number((groups.or(0.0) / size).floor())))
    });
}
