//! The actions as a calendar (iCalendar, RFC 5545), to open in Outlook, Google Calendar and others.
//!
//! Events of a whole day, and no tasks: these programs pass over tasks when they open a file. An event does not mark its
//! day as busy. An action with a date of its own is an event. Actions without one share an event on the day on which the
//! stage starts that needs them, so that a young plan does not bury that day under fifty; those for which no day is known
//! share one on the day of the check. So nothing is left out, and there is always an event, as the format demands.
//!
//! The same action of the same scheme has the same id in each file, so that a calendar which knows it moves it instead of
//! showing it twice.

use std::collections::BTreeMap;

use sp_plan_engine::Date;
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::Report;
use sp_plan_engine::place::SourceText;
use sp_plan_engine::value::show_date;

use super::content_line::{line, text_line};
use super::{ActionDate, OpenAction, open_actions};
use crate::words::counted;
use crate::{portable_path, scheme};

/// An entry of the calendar.
struct Event {
    /// What tells it from the others of the same scheme, now and in later files.
    key: String,
    day: Date,
    summary: String,
    /// Its text, line by line.
    lines: Vec<String>,
}

/// The next actions of a plan as a calendar; none for a plan that cannot be read.
pub fn calendar(catalogue: &Catalogue, source: &SourceText, report: &Report) -> Option<String> {
    let plan = report.plan.as_ref()?;
    let (today, opens) = (plan.today, plan.date_at(catalogue, "scheme.starts"));
    let scheme = scheme::name(report);
    let about = [
        String::new(),
        format!("Scheme: {scheme}"),
        format!("From {}, judged on {}.", portable_path(&source.name), show_date(today)),
    ];
    let calendar = fingerprint(report.scheme.as_deref().unwrap_or_default());
    let mut text = line("BEGIN", "VCALENDAR")
        + &line("VERSION", "2.0")
        + &line("PRODID", "-//sp-plan//Next actions//EN")
        + &line("CALSCALE", "GREGORIAN")
        // Without it Outlook takes a file with several events for none.
        + &line("METHOD", "PUBLISH")
        + &text_line("X-WR-CALNAME", &format!("Next actions: {scheme}"));
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for event in events(open_actions(catalogue, report), today, opens) {
        let count = seen.entry(event.key.clone()).or_default();
        *count += 1;
        // One fault can stand at several places of one question.
        let key = if *count == 1 { event.key.clone() } else { format!("{}.{count}", event.key) };
        text.push_str(&written(&event, &format!("{key}@{calendar:016x}.sp-plan"), today, &about));
    }
    Some(text + &line("END", "VCALENDAR"))
}

/// The events: those of single actions, the most pressing first, then those that several share, in the order of time.
fn events(actions: Vec<OpenAction>, today: Date, opens: Option<Date>) -> Vec<Event> {
    if actions.is_empty() {
        let summary = "Nothing is left to do at this stage".to_owned();
        return vec![Event { key: "undated".to_owned(), day: today, summary, lines: Vec::new() }];
    }
    let mut events = Vec::new();
    let mut needed: BTreeMap<Date, Vec<OpenAction>> = BTreeMap::new();
    let mut open = Vec::new();
    for action in actions {
        match action.date {
            ActionDate::Set(day) => events.push(single(action, day)),
            ActionDate::Needed(day) => needed.entry(day).or_default().push(action),
            ActionDate::Open => open.push(action),
        }
    }
    for (day, actions) in needed {
        // A plan has two such days: that of the pilot and that on which the scheme opens.
        let (key, before) = if Some(day) == opens {
            ("needed-before-opening", "Needed before the scheme opens")
        } else {
            ("needed-before-pilot", "Needed before the pilot starts")
        };
        let intro = "The plan sets no date of its own for these.";
        events.push(shared(key, day, before, intro, &actions));
    }
    if !open.is_empty() {
        let intro = "For these the plan has neither a date of their own nor the day on which the scheme starts.";
        events.push(shared("undated", today, "Without a date", intro, &open));
    }
    events
}

fn single(action: OpenAction, day: Date) -> Event {
    let owner = action.gap.owner.unwrap_or_else(|| "the plan names nobody yet".to_owned());
    let mut lines = vec![format!("Owner: {owner}")];
    if action.gap.is_past {
        lines.push("The date that the plan sets has passed.".to_owned());
    }
    lines.extend(action.gap.why.map(|why| format!("Why: {why}")));
    lines.push(format!("Question: {}", action.gap.path));
    if !action.ingredients.is_empty() {
        lines.push(format!("Bears on: {}", action.ingredients.join("; ")));
    }
    // What is planned is asked for by the question itself.
    let key = if action.id == action.gap.path { action.id } else { format!("{}.{}", action.gap.path, action.id) };
    Event { key, day, summary: action.gap.text, lines }
}

fn shared(key: &str, day: Date, what: &str, intro: &str, actions: &[OpenAction]) -> Event {
    let listed = actions.iter().map(|OpenAction { gap, .. }| {
        let owner = gap.owner.as_ref().map(|owner| format!("; owner: {owner}")).unwrap_or_default();
        format!("{}. {} ({}){owner}", gap.number, gap.text, gap.path)
    });
    let lines = [intro.to_owned(), String::new()].into_iter().chain(listed).collect();
    let summary = format!("{what}: {}", counted(actions.len(), "action", "actions"));
    Event { key: key.to_owned(), day, summary, lines }
}

fn written(event: &Event, id: &str, today: Date, about: &[String]) -> String {
    let lines = [event.lines.as_slice(), about].concat();
    // The day after is where an event of a day ends. The last day that there is has none; a day's event needs no end.
    let end = event.day.tomorrow().map(|end| line("DTEND;VALUE=DATE", &basic(end))).unwrap_or_default();
    line("BEGIN", "VEVENT")
        + &line("UID", &id_of_letters(id))
        + &line("DTSTAMP", &format!("{}T000000Z", basic(today)))
        + &line("DTSTART;VALUE=DATE", &basic(event.day))
        + &end
        + &text_line("SUMMARY", &event.summary)
        + &text_line("DESCRIPTION", lines.join("\n").trim_start())
        + &line("TRANSP", "TRANSPARENT")
        + &line("END", "VEVENT")
}

/// A date as the format writes it: `20270401`.
fn basic(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

/// An id in which stands only what no calendar stumbles over; the path of a fault can be anything that a plan has for a key.
fn id_of_letters(id: &str) -> String {
    let plain = |character: char| character.is_ascii_alphanumeric() || "._-@".contains(character);
    id.chars().map(|character| if plain(character) { character } else { '-' }).collect()
}

/// FNV-1a of 64 bits: a scheme's name as a number, the same for ever. It only keeps the entries of two schemes apart.
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprint_is_that_of_the_published_examples() {
        // From the test vectors of the function's authors (draft-eastlake-fnv): "", "a" and "foobar".
        assert_eq!(fingerprint(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fingerprint("a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fingerprint("foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn the_last_day_that_there_is_has_an_event() {
        let event = Event { key: String::new(), day: Date::MAX, summary: String::new(), lines: Vec::new() };
        assert!(!written(&event, "id", Date::MAX, &[]).contains("DTEND"));
    }
}
