//! Dates moved by lengths of time.

use jiff::SignedDuration;
use jiff::civil::Date;

use super::{Duration, DurationUnit};

/// A date moved by a length of time, forwards (`direction` 1) or backwards (-1). Whole months and years move in the
/// calendar and end on the last day of a shorter month; all else moves by days.
pub(crate) fn moved(date: Date, length: Duration, direction: i64) -> Option<Date> {
    /// Longer than this is a mistake of writing; it also keeps every conversion exact.
    const LONGEST_DAYS: f64 = 365.25 * 1_000.0;
    let days = length.days();
    if !(0.0..=LONGEST_DAYS).contains(&days) {
        return None;
    }
    #[allow(clippy::cast_possible_truncation, reason = "bounded just above")]
    let whole = |amount: f64| amount.round() as i64 * direction;
    match length.unit {
        DurationUnit::Month if length.amount.fract() == 0.0 => moved_months(date, whole(length.amount)),
        DurationUnit::Year if length.amount.fract() == 0.0 => moved_months(date, whole(length.amount) * 12),
        _ => date.checked_add(SignedDuration::from_hours(whole(days) * 24)).ok(),
    }
}

/// A date moved by whole months in the calendar; it ends on the last day of a shorter month.
pub(crate) fn moved_months(date: Date, months: i64) -> Option<Date> {
    let from_year_nought = i64::from(date.year()) * 12 + i64::from(date.month()) - 1 + months;
    let year = i16::try_from(from_year_nought.div_euclid(12)).ok()?;
    let month = i8::try_from(from_year_nought.rem_euclid(12) + 1).ok()?;
    let first = Date::new(year, month, 1).ok()?;
    Date::new(year, month, date.day().min(first.days_in_month())).ok()
}

/// Whole days from one date to another; below nothing when the second comes first.
pub(crate) fn days_between(from: Date, to: Date) -> i32 {
    // Dates of four digits are less than 4 million days apart.
    i32::try_from(to.duration_since(from).as_hours() / 24).unwrap_or(i32::MAX)
}
