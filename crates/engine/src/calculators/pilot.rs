//! A growing pilot: the first month in which more people are referred than the hours allow.
//!
//! Each person's meetings are counted in the month of the referral. In truth they spread over the months that follow, so
//! that the squeeze is felt a little later and lasts longer.

use super::Quantity;
use super::capacity::{MONTHS, n};
use super::reckoning::Reckoning;
use crate::value::{moved_months, show_date};

/// How many months are looked at. A pilot that has room for longer than that is not what anybody calls growing.
const MAXIMUM_MONTHS: i64 = 60;

pub(super) fn calculate(desk: &mut Reckoning<'_>) {
    desk.begin("pilot", "A growing pilot", "In which month does the pilot have more people than the hours allow?");
    let possible = desk.result_number("capacity.people_possible");
    desk.step("pilot.people_a_month_possible", &[&possible.input], &[], || {
        Some((format!("{} ÷ 12", n(possible.or(0.0))), Quantity::Number(possible.or(0.0) / MONTHS)))
    });
    let room = desk.result_number("pilot.people_a_month_possible");
    let pilot = desk.date("scheme.pilot_starts");
    let starts = if pilot.is_known() { pilot } else { desk.date("scheme.starts") };
    let first = desk.number("link_workers.workload.first_month");
    let growth = desk.number("link_workers.workload.growth_a_month");
    let needs = [&starts.input, &first.input, &growth.input, &room.input];
    let full = starts.value.zip(room.value).and_then(|(starts, room)| {
        let month = starts.first_of_month();
        let mut people = first.value?;
        for at in 0..MAXIMUM_MONTHS {
            if people > room {
                return Some((moved_months(month, at)?, people, at));
            }
            people += growth.value?;
        }
        None
    });
    desk.step("pilot.full_from", &needs, &[], || {
        let (month, _, at) = full?;
        let sum = format!("{} + {} × {} months > {}", n(first.or(0.0)), n(growth.or(0.0)), at, n(room.or(0.0)));
        Some((sum, Quantity::Date(month)))
    });
    desk.step("pilot.people_then", &needs, &[], || {
        let (_, people, at) = full?;
        Some((format!("{} + {} × {at}", n(first.or(0.0)), n(growth.or(0.0))), Quantity::Number(people)))
    });
    if full.is_none() && needs.iter().all(|input| input.value.is_some()) {
        desk.remark(format!("No month is too full within {MAXIMUM_MONTHS} months."));
    }
    if let Some((month, people, _)) = full {
        desk.remark(format!(
            "From {} on, {} people are referred in a month and the hours allow {}.",
            show_date(month),
            n(people),
            n(room.or(0.0))
        ));
    }
}
