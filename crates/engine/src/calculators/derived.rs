//! The registry of derived values: every name that expressions, messages and gates may use beside questions.

use super::QuantityKind;
use QuantityKind::{Date, Money, Number, Words};

/// A derived value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Derived {
    /// Its name, such as `capacity.hours_needed`.
    pub name: &'static str,
    /// A short noun phrase.
    pub label: &'static str,
    /// What kind of quantity it is.
    pub kind: QuantityKind,
    /// What it means and how it is worked out, in a sentence.
    pub means: &'static str,
}

const fn derived(name: &'static str, label: &'static str, kind: QuantityKind, means: &'static str) -> Derived {
    Derived { name, label, kind, means }
}

const fn number(unit: &'static str, decimals: u8) -> QuantityKind {
    Number { unit, decimals }
}

/// All derived values. A position here is how expressions name one.
#[rustfmt::skip]
pub const DERIVED: &[Derived] = &[
    derived("capacity.mean_meetings", "Mean meetings a person", number("meetings", 1), "The three shares of people, each with the mean number of meetings of its group."),
    derived("capacity.meetings", "Meetings a year", number("meetings a year", 0), "People a year times mean meetings a person."),
    derived("capacity.hours_a_person", "Hours a person", number("hours", 2), "Meetings with their records and travel, and going along to a group, for a person on average."),
    derived("capacity.practice_hours", "Hours in practice meetings", number("hours a year", 0), "Weekly meetings in practices times their length, in the working weeks of a year."),
    derived("capacity.directory_hours", "Hours for the directory", number("hours a year", 0), "Groups and services times the minutes that keep one of them up to date, twelve times a year."),
    derived("capacity.hours_needed", "Hours needed", number("hours a year", 0), "Hours for people, practice meetings and the directory."),
    derived("capacity.fte", "Link workers in post", number("full-time equivalent", 2), "The posts, each as far as it runs in the first year."),
    derived("capacity.hours_each", "Hours of a full-time link worker", number("hours a year", 0), "Working weeks times weekly hours, less supervision and training."),
    derived("capacity.hours_available", "Hours available", number("hours a year", 0), "Link workers in post times the hours of a full-time link worker."),
    derived("capacity.hours_short", "Hours short", number("hours a year", 0), "Hours needed less hours available, when that is more than nothing."),
    derived("capacity.utilisation", "Use of the hours", number("% of the hours available", 0), "Hours needed as a share of hours available."),
    derived("capacity.fte_needed", "Link workers needed", number("full-time equivalent", 1), "Hours needed divided by the hours of a full-time link worker, rounded up."),
    derived("capacity.people_possible", "People that the hours allow", number("people a year", 0), "Hours available less practice meetings and the directory, divided by hours a person, rounded down."),
    derived("capacity.people_per_fte", "People for each full-time link worker", number("people a year", 0), "People a year divided by link workers in post."),
    derived("capacity.practice_share", "Share of practice meetings", number("% of the hours available", 0), "Hours in practice meetings as a share of hours available."),
    derived("capacity.directory_share", "Share of the directory", number("% of the hours available", 0), "Hours for the directory as a share of hours available."),
    derived("pilot.people_a_month_possible", "People a month that the hours allow", number("people a month", 1), "People that the hours allow in a year, divided by twelve."),
    derived("pilot.full_from", "First month that is too full", Date, "The first month in which more people are referred than the hours allow, at the growth that the plan expects."),
    derived("pilot.people_then", "People in that month", number("people", 0), "People referred in the first month that is too full."),
    derived("funding.gap_days", "Days without money for posts", number("days", 0), "The longest break between two funding lines for link worker posts before the plan ends."),
    derived("funding.gap_from", "First day without money for posts", Date, "The first day of the longest break between two funding lines for posts."),
    derived("funding.gap_to", "Last day without money for posts", Date, "The last day of the longest break between two funding lines for posts."),
    derived("funding.uncovered_posts", "Posts with days that nobody pays for", number("posts", 0), "Paid posts that run on days on which no funding line for posts does."),
    derived("funding.a_year", "Money a year", Money, "Each funding line's amount, spread over its days, for a year."),
    derived("funding.groups_a_year", "Money for groups a year", Money, "The same for the funding lines that cover community groups; what such a line covers besides is counted too."),
    derived("funding.per_person", "Money for each person", Money, "Money a year divided by people a year."),
    derived("funding.per_onward_referral", "Money for groups for each onward referral", Money, "Money for groups a year divided by onward referrals a year."),
    derived("funding.small_grant", "Size of a small grant", Money, "The plan's own amount, or the guide's of 2017 times the price factor."),
    derived("funding.grants_cost", "Cost of the small grants", Money, "Groups expected to need a small grant a year times the size of a grant."),
    derived("funding.grants_bought", "Small grants that the money buys", number("grants a year", 0), "Money for groups a year divided by the size of a grant, rounded down."),
    derived("funding.groups_per_head", "Money for groups for each resident", Money, "Money for groups a year divided by the people who live in the area."),
    derived("evaluation_budget.lower_from", "Lower price band from", Money, "The guide's figure of 2017 times the price factor."),
    derived("evaluation_budget.lower_to", "Lower price band up to", Money, "The guide's figure of 2017 times the price factor."),
    derived("evaluation_budget.middle_from", "Middle price band from", Money, "The guide's figure of 2017 times the price factor."),
    derived("evaluation_budget.upper_from", "Upper price band from", Money, "The guide's figure of 2017 times the price factor."),
    derived("evaluation_budget.upper_to", "Upper price band up to", Money, "The guide's figure of 2017 times the price factor."),
    derived("evaluation_budget.band", "Price band of the budget", Words, "The price band of outside evaluators in which the budget lies."),
    derived("timetable.route", "Route of the evaluation", Words, "In-house or by outside evaluators, as the plan says."),
    derived("timetable.ready_to_collect", "Collection can begin", Date, "The day on which the evaluation plan is agreed, and after it tender and contract (outside evaluators only) and scoping."),
    derived("timetable.collection_starts", "Collection begins", Date, "The date that the plan gives; without one, the day on which collection can begin."),
    derived("timetable.collection_ends", "Collection ends", Date, "The collection's beginning and its length."),
    derived("timetable.report_ready", "Report can be ready", Date, "The collection's end and the time for analysis."),
    derived("timetable.agree_by", "Last day to agree the evaluation plan", Date, "The decision on more money, and backwards from it analysis, collection, scoping, contract and tender."),
    derived("timetable.money_ends", "Money or plan ends", Date, "The end of the plan; without one, the last day of the last funding line."),
    derived("timetable.assumed", "Times taken from the guide", Words, "The times that the plan does not give, for which the guide's indicative ones of 2017 stand in."),
    derived("timetable.entry_weeks", "Weeks in which people can join", number("weeks", 0), "The length of the collection less the time to the follow-up."),
    derived("timetable.people_followed_up_a_week", "People followed up, a week", number("people a week", 2), "People a year divided by 52, times the shares that consent and that are reached again."),
    derived("timetable.sample_reachable", "People that the evaluation can reach", number("people", 0), "Weeks in which people can join times people followed up a week, rounded down."),
    derived("timetable.sample_weeks", "Weeks that the sample takes", number("weeks", 0), "The sample divided by people followed up a week, rounded up."),
    derived("timetable.burden_minutes", "Minutes for all measures", number("minutes", 0), "What the slowest person needs for all measures together."),
    derived("timetable.burden_share", "Share of a meeting for measures", number("% of a meeting", 0), "Minutes for all measures as a share of a meeting's length."),
    derived("handovers.contested", "Crossings with several holders", number("of the crossings", 0), "Crossings that stand in the table more than once, with different holders of the duty of care."),
    derived("handovers.contested_names", "Their names", Words, "The crossings that name several holders of the duty of care."),
    derived("handovers.spare_places", "Spare places a month", number("people a month", 0), "The spare places of all providers together."),
    derived("handovers.onward_a_month", "Onward referrals a month", number("people a month", 1), "Onward referrals a year divided by twelve."),
    derived("handovers.standards_open", "Standards still open", number("standards", 0), "For all providers together, the minimum standards that they do not keep yet."),
];

/// The position of the derived value with this name.
pub fn find_derived(name: &str) -> Option<usize> {
    DERIVED.iter().position(|derived| derived.name == name)
}

/// All names, for suggestions.
pub fn derived_names() -> impl Iterator<Item = &'static str> {
    DERIVED.iter().map(|derived| derived.name)
}
