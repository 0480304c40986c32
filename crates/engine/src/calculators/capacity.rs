//! Capacity: the hours that people need of link workers, against the hours that link workers have.
//!
//! The guide asks for arithmetic of this kind before a scheme opens (ledger `lw_risk_caseload_burnout` and the rows on
//! time) and gives a range for meetings and minutes; it gives no caseload. All figures that are not the plan's own are
//! parameters with their source.

use jiff::civil::Date;

use super::Quantity;
use super::reckoning::{Known, Reckoning};
use crate::value::{moved_months, show_number};

/// Minutes in an hour.
pub(super) const MINUTES: f64 = 60.0;
/// Months in a year.
pub(super) const MONTHS: f64 = 12.0;
/// Weeks in a year, as people count them.
pub(super) const WEEKS: f64 = 52.0;
/// Working days in a week.
const WORKING_DAYS: f64 = 5.0;
/// Shares are of 100 people or meetings.
const HUNDRED: f64 = 100.0;

pub(super) fn calculate(desk: &mut Reckoning<'_>) {
    desk.begin(
        "capacity",
        "Capacity of the link workers",
        "Do the link workers have the hours that the people expected in a year need?",
    );
    hours_a_person(desk);
    fixed_hours(desk);
    available(desk);
    compare(desk);
}

/// A number in a sum.
pub(super) fn n(number: f64) -> String {
    show_number(number)
}

fn hours_a_person(desk: &mut Reckoning<'_>) {
    let people = desk.number("link_workers.workload.people_a_year");
    let short = desk.number("link_workers.workload.share_short");
    let middle = desk.number("link_workers.workload.share_middle");
    let open = desk.number("link_workers.workload.share_open");
    let mean_short = desk.parameter("meetings_short");
    let mean_middle = desk.parameter("meetings_middle");
    let mean_open = desk.parameter("meetings_open");
    desk.step(
        "capacity.mean_meetings",
        &[&short.input, &mean_short.input, &middle.input, &mean_middle.input, &open.input, &mean_open.input],
        &[],
        || {
            let groups = [(&short, &mean_short), (&middle, &mean_middle), (&open, &mean_open)]
                .map(|(a, b)| (a.or(0.0), b.or(0.0)));
            let of = groups.iter().map(|(share, _)| share).sum::<f64>();
            // Shares that do not add up to 100 have a finding of their own; the mean is taken over what they add up to.
            let meetings = groups.iter().map(|(share, mean)| share * mean).sum::<f64>() / of;
            let sum = groups.map(|(share, mean)| format!("{} × {}", n(share), n(mean))).join(" + ");
            Some((format!("({sum}) ÷ {}", n(of)), Quantity::Number(meetings)))
        },
    );
    let mean = desk.result_number("capacity.mean_meetings");
    desk.step("capacity.meetings", &[&people.input, &mean.input], &[], || {
        Some((format!("{} × {}", n(people.or(0.0)), n(mean.or(0.0))), Quantity::Number(people.or(0.0) * mean.or(0.0))))
    });
    let minutes = desk.number("link_workers.practice.minutes");
    let records = desk.number("link_workers.workload.record_minutes");
    let visits = desk.number("link_workers.workload.home_visits_share");
    let travel = desk.number("link_workers.workload.travel_minutes");
    let accompanied = desk.number("link_workers.workload.accompany_share");
    let along = desk.number("link_workers.workload.accompany_minutes");
    let also = [&records, &visits, &travel, &accompanied, &along].map(|known| &known.input);
    desk.step("capacity.hours_a_person", &[&mean.input, &minutes.input], &also, || {
        let travelling = visits.or(0.0) * travel.or(0.0) / HUNDRED;
        let a_meeting = minutes.or(0.0) + records.or(0.0) + travelling;
        let accompanying = accompanied.or(0.0) * along.or(0.0) / HUNDRED;
        let mut sum = vec![n(minutes.or(0.0))];
        if records.is_known() {
            sum.push(n(records.or(0.0)));
        }
        if visits.is_known() && travel.is_known() {
            sum.push(format!("{} ÷ 100 × {}", n(visits.or(0.0)), n(travel.or(0.0))));
        }
        let mut sum = format!("({} × ({})", n(mean.or(0.0)), sum.join(" + "));
        if accompanied.is_known() && along.is_known() {
            sum.push_str(&format!(" + {} ÷ 100 × {}", n(accompanied.or(0.0)), n(along.or(0.0))));
        }
        let hours = (mean.or(0.0) * a_meeting + accompanying) / MINUTES;
        Some((format!("{sum}) ÷ 60 minutes"), Quantity::Number(hours)))
    });
    say_what_is_not_counted(desk, &[&records, &travel, &along]);
}

/// What is not answered counts as nothing; the working says so, so that nobody takes the result for more than it is.
fn say_what_is_not_counted(desk: &mut Reckoning<'_>, optional: &[&Known<f64>]) {
    let open: Vec<String> =
        optional.iter().filter(|known| !known.is_known()).map(|known| known.input.label.to_lowercase()).collect();
    if !open.is_empty() {
        desk.remark(format!("Not counted, since the plan does not say: {}.", open.join(", ")));
    }
}

fn fixed_hours(desk: &mut Reckoning<'_>) {
    let meetings = desk.number("link_workers.referrers.weekly_meetings");
    let minutes = desk.number("link_workers.workload.practice_meeting_minutes");
    let away = desk.parameter("weeks_away");
    desk.step("capacity.practice_hours", &[&meetings.input, &minutes.input, &away.input], &[], || {
        let weeks = WEEKS - away.or(0.0);
        let hours = meetings.or(0.0) * minutes.or(0.0) / MINUTES * weeks;
        let sum = format!("{} a week × {} ÷ 60 minutes × {} weeks", n(meetings.or(0.0)), n(minutes.or(0.0)), n(weeks));
        Some((sum, Quantity::Number(hours)))
    });
    let in_use = desk.number("link_workers.vcse.services_in_use");
    let mapped = desk.number("setup.vcse_sector.services_mapped");
    let services = if in_use.is_known() { in_use } else { mapped };
    let upkeep = desk.number("link_workers.workload.directory_minutes");
    desk.step("capacity.directory_hours", &[&services.input, &upkeep.input], &[], || {
        let hours = services.or(0.0) * upkeep.or(0.0) * MONTHS / MINUTES;
        let sum = format!("{} × {} minutes a month × 12 ÷ 60", n(services.or(0.0)), n(upkeep.or(0.0)));
        Some((sum, Quantity::Number(hours)))
    });
    say_what_is_not_counted(desk, &[&minutes, &upkeep]);
    let people = desk.number("link_workers.workload.people_a_year");
    let each = desk.result_number("capacity.hours_a_person");
    let practice = desk.result_number("capacity.practice_hours");
    let directory = desk.result_number("capacity.directory_hours");
    desk.step("capacity.hours_needed", &[&people.input, &each.input], &[&practice.input, &directory.input], || {
        let mut sum = format!("{} × {}", n(people.or(0.0)), n(each.or(0.0)));
        for known in [&practice, &directory].into_iter().filter(|known| known.is_known()) {
            sum.push_str(&format!(" + {}", n(known.or(0.0))));
        }
        let hours = people.or(0.0) * each.or(0.0) + practice.or(0.0) + directory.or(0.0);
        Some((sum, Quantity::Number(hours)))
    });
}

fn available(desk: &mut Reckoning<'_>) {
    let posts = desk.rows("link_workers.team.posts");
    let window = first_year(desk);
    let shares: Option<Vec<(f64, f64, f64)>> = posts
        .iter()
        .map(|row| {
            let share = share_in(window, row.date("from"), row.date("to"));
            Some((row.number("fte")?, share, row.number("supervision_hours_a_month").unwrap_or(0.0)))
        })
        .collect();
    let shares = shares.filter(|shares| !shares.is_empty());
    let starts = desk.date("scheme.starts");
    desk.step("capacity.fte", &[&posts.input], &[&starts.input], || {
        let shares = shares.as_ref()?;
        let sum = shares.iter().map(|(fte, share, _)| {
            if (*share - 1.0).abs() < f64::EPSILON { n(*fte) } else { format!("{} × {}", n(*fte), n(*share)) }
        });
        let fte = shares.iter().map(|(fte, share, _)| fte * share).sum();
        Some((sum.collect::<Vec<_>>().join(" + "), Quantity::Number(fte)))
    });
    if let Some((from, to)) = window
        && shares.is_some()
    {
        let (from, to) = (crate::value::show_date(from), crate::value::show_date(to));
        desk.remark(format!("Posts are counted as far as they run from {from} to {to}."));
    }
    let fte = desk.result_number("capacity.fte");
    let week = desk.parameter("hours_a_week");
    let away = desk.parameter("weeks_away");
    let training = desk.parameter("training_days");
    let supervision = shares
        .as_ref()
        .map_or(0.0, |shares| shares.iter().map(|(_, share, hours)| hours * share * MONTHS).sum::<f64>());
    desk.step("capacity.hours_each", &[&fte.input, &week.input, &away.input, &training.input], &[], || {
        let weeks = WEEKS - away.or(0.0);
        let of_training = training.or(0.0) * week.or(0.0) / WORKING_DAYS;
        let of_supervision = supervision / fte.value.filter(|fte| *fte > 0.0)?;
        let hours = weeks * week.or(0.0) - of_supervision - of_training;
        let sum = format!(
            "{} weeks × {} − {} supervision − {} training",
            n(weeks),
            n(week.or(0.0)),
            n(of_supervision),
            n(of_training)
        );
        Some((sum, Quantity::Number(hours.max(0.0))))
    });
    let each = desk.result_number("capacity.hours_each");
    desk.step("capacity.hours_available", &[&fte.input, &each.input], &[], || {
        Some((format!("{} × {}", n(fte.or(0.0)), n(each.or(0.0))), Quantity::Number(fte.or(0.0) * each.or(0.0))))
    });
}

/// The year that counts: from the day the scheme opens, or today when that is past, for a year or until the plan ends.
/// None when the plan gives no date to begin with.
fn first_year(desk: &Reckoning<'_>) -> Option<(Date, Date)> {
    let starts = desk.date("scheme.starts").value.or(desk.date("scheme.pilot_starts").value)?;
    let from = starts.max(desk.today());
    let year = moved_months(from, 12)?.yesterday().ok()?;
    let to = desk.date("scheme.ends").value.filter(|ends| *ends >= from).map_or(year, |ends| ends.min(year));
    Some((from, to))
}

/// The share of a window's days on which a post runs. A post without dates runs always.
fn share_in(window: Option<(Date, Date)>, from: Option<Date>, to: Option<Date>) -> f64 {
    let Some((first, last)) = window else { return 1.0 };
    let (start, end) = (from.unwrap_or(first).max(first), to.unwrap_or(last).min(last));
    let days = days_between(start, end) + 1.0;
    (days / (days_between(first, last) + 1.0)).clamp(0.0, 1.0)
}

/// Whole days from one date to another, to reckon with; below nothing when the second comes first.
pub(super) fn days_between(from: Date, to: Date) -> f64 {
    f64::from(crate::value::days_between(from, to))
}

fn compare(desk: &mut Reckoning<'_>) {
    let needed = desk.result_number("capacity.hours_needed");
    let available = desk.result_number("capacity.hours_available");
    let each = desk.result_number("capacity.hours_each");
    let a_person = desk.result_number("capacity.hours_a_person");
    let practice = desk.result_number("capacity.practice_hours");
    let directory = desk.result_number("capacity.directory_hours");
    let people = desk.number("link_workers.workload.people_a_year");
    let fte = desk.result_number("capacity.fte");
    let share = |part: &Known<f64>| {
        let whole = available.value.filter(|hours| *hours > 0.0)?;
        let sum = format!("{} ÷ {} × 100", n(part.or(0.0)), n(whole));
        Some((sum, Quantity::Number(part.or(0.0) / whole * HUNDRED)))
    };
    desk.step("capacity.hours_short", &[&needed.input, &available.input], &[], || {
        let short = needed.or(0.0) - available.or(0.0);
        let sum = format!("{} − {}", n(needed.or(0.0)), n(available.or(0.0)));
        (short > 0.0).then_some((sum, Quantity::Number(short)))
    });
    desk.step("capacity.utilisation", &[&needed.input, &available.input], &[], || share(&needed));
    desk.step("capacity.fte_needed", &[&needed.input, &each.input], &[], || {
        let hours = each.value.filter(|hours| *hours > 0.0)?;
        let fte = (needed.or(0.0) / hours * 10.0).ceil() / 10.0;
        Some((format!("{} ÷ {}, rounded up", n(needed.or(0.0)), n(hours)), Quantity::Number(fte)))
    });
    let fixed = [&practice.input, &directory.input];
    desk.step("capacity.people_possible", &[&available.input, &a_person.input], &fixed, || {
        let hours = a_person.value.filter(|hours| *hours > 0.0)?;
        let left = (available.or(0.0) - practice.or(0.0) - directory.or(0.0)).max(0.0);
        Some((format!("{} ÷ {}, rounded down", n(left), n(hours)), Quantity::Number((left / hours).floor())))
    });
    desk.step("capacity.people_per_fte", &[&people.input, &fte.input], &[], || {
        let fte = fte.value.filter(|fte| *fte > 0.0)?;
        Some((format!("{} ÷ {}", n(people.or(0.0)), n(fte)), Quantity::Number(people.or(0.0) / fte)))
    });
    desk.step("capacity.practice_share", &[&practice.input, &available.input], &[], || share(&practice));
    desk.step("capacity.directory_share", &[&directory.input, &available.input], &[], || share(&directory));
    let (least, most) = (desk.parameter("caseload_least"), desk.parameter("caseload_most"));
    if let (Some(least), Some(most), true) =
        (least.value, most.value, desk.result_number("capacity.people_per_fte").is_known())
    {
        let why = desk.why("caseload_most");
        desk.remark(format!(
            "Beside it: {} to {} people a year for each full-time link worker. {why}",
            n(least),
            n(most)
        ));
    }
}
