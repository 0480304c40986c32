//! The drawing of the key dates: where each line, bar, sign and word stands. Whole units only, so that every machine
//! draws the same.
//!
//! Nothing is told by colour alone: a single date is a diamond, a period a bar, and what a finding speaks of carries a
//! triangle with the finding's number.

use serde::Serialize;
use sp_plan_engine::Date;

use super::dates::DateRow;
use crate::words::{MONTHS, shortened};

/// About how many ticks the axis of a wide drawing has room for.
const MOST_TICKS: i64 = 6;
/// Steps of the axis, in months.
const STEPS: &[i64] = &[1, 3, 6, 12, 24, 60, 120, 600, 1_200, 12_000];

/// A drawing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Chart {
    pub(super) width: i64,
    pub(super) height: i64,
    /// The size of its text.
    pub(super) text: i64,
    /// The edges of the part in which time runs.
    pub(super) left: i64,
    pub(super) right: i64,
    pub(super) top: i64,
    pub(super) bottom: i64,
    pub(super) ticks: Vec<Tick>,
    pub(super) today: i64,
    pub(super) bars: Vec<Bar>,
}

/// A tick of the axis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Tick {
    pub(super) x: i64,
    pub(super) label: String,
}

/// A date or a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Bar {
    /// The lines of its label, each with its place.
    pub(super) label: Vec<Words>,
    /// The middle of the bar.
    pub(super) y: i64,
    pub(super) from: i64,
    /// The end of a period; none for a single date.
    pub(super) to: Option<i64>,
    /// Where the sign of a finding stands, and its number.
    pub(super) breach: Option<(i64, usize)>,
}

/// A line of words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Words {
    pub(super) x: i64,
    pub(super) y: i64,
    pub(super) text: String,
}

/// How a drawing is laid out.
struct Layout {
    width: i64,
    text: i64,
    left: i64,
    /// How many characters of a label fit on a line, and how many lines.
    line: usize,
    lines: usize,
    /// Whether labels stand above their bars rather than beside them.
    above: bool,
    most_ticks: i64,
}

/// The room for the sign of a finding to the right of the time that is drawn.
const MARGIN: i64 = 44;
/// From one line of words to the next.
const LEADING: i64 = 15;

impl Chart {
    /// For paper and wide windows: labels at the left of their bars.
    pub(super) fn wide(rows: &[DateRow], today: Date) -> Option<Self> {
        let layout =
            Layout { width: 700, text: 13, left: 250, line: 34, lines: 2, above: false, most_ticks: MOST_TICKS };
        Self::new(rows, today, &layout)
    }

    /// For narrow windows: labels above their bars.
    pub(super) fn narrow(rows: &[DateRow], today: Date) -> Option<Self> {
        let layout = Layout { width: 288, text: 13, left: 8, line: 36, lines: 2, above: true, most_ticks: 3 };
        Self::new(rows, today, &layout)
    }

    fn new(rows: &[DateRow], today: Date, layout: &Layout) -> Option<Self> {
        let ends = rows.iter().flat_map(|row| [Some(row.from), row.to]).flatten().chain([today]);
        let (first, last) = ends.fold(None, |range: Option<(Date, Date)>, date| {
            Some(range.map_or((date, date), |(first, last)| (first.min(date), last.max(date))))
        })?;
        if rows.is_empty() {
            return None;
        }
        let (left, right) = (layout.left, layout.width - MARGIN);
        let days = days_between(first, last).max(1);
        let x = |date: Date| left + days_between(first, date) * (right - left) / days;
        let top = LEADING + 8;
        let mut y = top + 6;
        let mut bars = Vec::new();
        for row in rows {
            let (bar, below) = Bar::new(row, layout, y, &x);
            bars.push(bar);
            y = below;
        }
        let bottom = y + 2;
        Some(Self {
            width: layout.width,
            height: bottom + LEADING + 6,
            text: layout.text,
            left,
            right,
            top,
            bottom,
            ticks: ticks(first, last, layout.most_ticks)
                .into_iter()
                .map(|(date, label)| Tick { x: x(date), label })
                .collect(),
            today: x(today),
            bars,
        })
    }
}

impl Bar {
    /// A bar whose room begins at `top`, and where that room ends.
    fn new(row: &DateRow, layout: &Layout, top: i64, x: &impl Fn(Date) -> i64) -> (Self, i64) {
        let lines = wrapped(&row.label, layout.line, layout.lines);
        let count = i64::try_from(lines.len()).unwrap_or(1);
        let label_height = count * LEADING;
        let words = |at: usize, text: String| {
            let y = top + LEADING - 3 + i64::try_from(at).unwrap_or(0) * LEADING;
            Words { x: if layout.above { layout.left + 4 } else { 0 }, y, text }
        };
        let (y, below) = if layout.above {
            (top + label_height + 9, top + label_height + 22)
        } else {
            (top + label_height / 2, top + label_height + 3)
        };
        let (from, to) = (x(row.from), row.to.map(|to| x(to.max(row.from))));
        let bar = Self {
            label: lines.into_iter().enumerate().map(|(at, text)| words(at, text)).collect(),
            y,
            from,
            // A period of a few days is still seen.
            to: to.map(|to| to.max(from + 3)),
            breach: row.breach.as_ref().map(|breach| (to.unwrap_or(from) + 18, breach.number)),
        };
        (bar, below)
    }
}

/// A label in lines of so many characters; what is too long for all of them is cut.
fn wrapped(label: &str, line: usize, lines: usize) -> Vec<String> {
    let label = shortened(label, (line * lines).saturating_sub(4));
    let mut wrapped: Vec<String> = textwrap::wrap(&label, line).into_iter().map(std::borrow::Cow::into_owned).collect();
    if wrapped.len() > lines {
        wrapped.truncate(lines);
        if let Some(last) = wrapped.last_mut() {
            *last = format!("{} …", shortened(last, line.saturating_sub(2)).trim_end_matches(" …"));
        }
    }
    wrapped
}

fn days_between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

/// The first days of months, quarters or years, as many as there is room for.
fn ticks(first: Date, last: Date, most: i64) -> Vec<(Date, String)> {
    let month = |date: Date| i64::from(date.year()) * 12 + i64::from(date.month()) - 1;
    let span = month(last) - month(first);
    let step = STEPS.iter().copied().find(|step| span / step < most).unwrap_or(12_000);
    // The first tick is the first multiple of the step on or after the first date.
    let begin = month(first) + i64::from(first.day() > 1);
    let mut at = (begin + step - 1).div_euclid(step) * step;
    let mut found = Vec::new();
    while at <= month(last) {
        let (year, place) = (at.div_euclid(12), at.rem_euclid(12));
        let date = i16::try_from(year).ok().zip(i8::try_from(place + 1).ok());
        if let Some(date) = date.and_then(|(year, month)| Date::new(year, month, 1).ok()) {
            let name = usize::try_from(place).ok().and_then(|place| MONTHS.get(place)).unwrap_or(&"");
            found.push((date, if step < 12 { format!("{name} {year}") } else { year.to_string() }));
        }
        at += step;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(label: &str, from: &str, to: Option<&str>) -> DateRow {
        DateRow {
            label: label.to_owned(),
            when: String::new(),
            worked_out: false,
            breach: None,
            from: from.parse().unwrap(),
            to: to.map(|to| to.parse().unwrap()),
        }
    }

    #[test]
    fn everything_stands_within_the_drawing() {
        let rows = [
            row("Opens", "2027-04-01", None),
            row("Backwards", "2028-04-01", Some("2027-01-01")),
            row(&"long ".repeat(80), "0001-01-01", Some("9999-12-31")),
            row(&"x".repeat(400), "2027-04-02", Some("2027-04-03")),
        ];
        for rows in [&rows[..1], &rows[..2], &rows[..], &rows[3..]] {
            for chart in
                [Chart::wide(rows, "2026-11-22".parse().unwrap()), Chart::narrow(rows, "2026-11-22".parse().unwrap())]
            {
                let chart = chart.unwrap();
                let inside = |x: i64| chart.left <= x && x <= chart.right + 3;
                assert!(inside(chart.today) && chart.ticks.iter().all(|tick| inside(tick.x)), "{chart:?}");
                assert!(chart.ticks.len() <= 9, "{:?}", chart.ticks);
                for bar in &chart.bars {
                    assert!(inside(bar.from) && bar.to.is_none_or(|to| inside(to) && to > bar.from), "{bar:?}");
                    assert!(chart.top < bar.y && bar.y < chart.bottom && bar.label.len() <= 2, "{bar:?}");
                }
            }
        }
        assert_eq!(Chart::wide(&[], "2026-11-22".parse().unwrap()), None);
    }

    #[test]
    fn ticks_are_months_or_years_as_there_is_room() {
        let labels = |first: &str, last: &str| -> Vec<String> {
            ticks(first.parse().unwrap(), last.parse().unwrap(), 8).into_iter().map(|(_, label)| label).collect()
        };
        assert_eq!(labels("2026-11-22", "2027-03-31"), ["Dec 2026", "Jan 2027", "Feb 2027", "Mar 2027"]);
        assert_eq!(labels("2026-11-22", "2029-03-31"), ["Jan 2027", "Jul 2027", "Jan 2028", "Jul 2028", "Jan 2029"]);
        assert_eq!(labels("2027-01-01", "2037-01-01"), ["2028", "2030", "2032", "2034", "2036"]);
    }
}
