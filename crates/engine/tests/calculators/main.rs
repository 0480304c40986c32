//! The calculators, on the questions and parameters of the program's own checklists: a plan in, the working out. Each case
//! shows the plan beside the sums that follow from it.

#![allow(missing_docs, reason = "tests say what they are by their names")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "tests may read the checklists from their folder"
)]

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use sp_plan_engine::Date;
use sp_plan_engine::calculators::{DERIVED, Quantity, Working, find_derived};
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::{CheckOptions, Report, check};
use sp_plan_engine::checklist::Stage;
use sp_plan_engine::place::SourceText;

/// The day on which these plans are judged.
const TODAY: Date = Date::constant(2026, 11, 22);

/// The catalogue of the checklists that the program carries, read once.
static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(catalogue);

fn catalogue() -> Catalogue {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../checklists");
    let mut folders = vec![root];
    let mut files: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    let read = |path: &PathBuf| SourceText::new(path.display().to_string(), std::fs::read_to_string(path).unwrap());
    let loaded = Catalogue::load(files.iter().map(read).collect());
    assert_eq!(loaded.findings, []);
    loaded.catalogue
}

fn report(plan: &str) -> Report {
    let report = check(&CATALOGUE, plan, CheckOptions { today: TODAY, stage: None });
    assert!(report.readable, "{plan}");
    report
}

/// The derived value with this name.
fn value(report: &Report, name: &str) -> Option<Quantity> {
    let at = find_derived(name).unwrap_or_else(|| panic!("no derived value is called {name}"));
    report.plan.as_ref().unwrap().calculations.value(at).cloned()
}

/// The number with this name, as a reader sees it.
fn shown(report: &Report, name: &str) -> String {
    value(report, name).map_or_else(|| "nothing".to_owned(), |quantity| quantity.show())
}

/// A working as lines of text.
fn lines(working: &Working) -> String {
    let mut text = format!("── {} ──\n", working.title);
    for step in &working.steps {
        let result = step.result.as_ref().map(|result| result.show_with_unit(step.derived.kind));
        let sum = step.sum.as_ref().map(|sum| format!("{sum} = ")).unwrap_or_default();
        text.push_str(&format!("{}: {sum}{}\n", step.derived.label, result.as_deref().unwrap_or("nothing")));
    }
    for table in &working.tables {
        text.push_str(&format!("[{}] {}\n", table.title, table.columns.join(" | ")));
        for (row, marked) in table.rows.iter().zip(&table.marked) {
            assert_eq!(row.len(), table.columns.len(), "{}", table.title);
            text.push_str(&format!("{} {}\n", if *marked { "!" } else { " " }, row.join(" | ")));
        }
    }
    for remark in &working.remarks {
        text.push_str(&format!("({remark})\n"));
    }
    text.push_str(&format!("missing: {}\n", working.missing.len()));
    text
}

/// The plan, then all workings that have results.
fn beside(plan: &str) -> String {
    let report = report(plan);
    let workings: Vec<String> = report.workings().iter().filter(|working| working.has_results()).map(lines).collect();
    format!("{plan}\n{}", workings.join("\n"))
}

const ONE_LINK_WORKER: &str = "\
scheme: { name: Three surgeries, nation: england, stage: pilot, pilot_starts: 2027-04-01, ends: 2029-03-31 }
link_workers:
  referrers: { weekly_meetings: 3 }
  vcse: { services_in_use: 40 }
  practice: { minutes: 60, home_visits: yes, accompany: no }
  workload:
    people_a_year: 180
    share_short: 40
    share_middle: 50
    share_open: 10
    record_minutes: 15
    home_visits_share: 25
    travel_minutes: 40
    practice_meeting_minutes: 60
    directory_minutes: 5
    first_month: 6
    growth_a_month: 2
  team:
    posts:
      - { post: Link worker, fte: 1, supervision_hours_a_month: 2 }
";

#[test]
fn one_link_worker_for_three_surgeries() {
    insta::assert_snapshot!("calculators_one_link_worker", beside(ONE_LINK_WORKER));
    let report = report(ONE_LINK_WORKER);
    // 40 × 1.5 + 50 × 5 + 10 × 10 = 410 meetings for 100 people.
    assert_eq!(shown(&report, "capacity.mean_meetings"), "4.1");
    assert_eq!(shown(&report, "capacity.meetings"), "738");
    // 4.1 × (60 + 15 + 10) minutes.
    assert_eq!(shown(&report, "capacity.hours_a_person"), "5.81");
    // 3 × 1 hour × 45 weeks, and 40 × 5 minutes × 12.
    assert_eq!(shown(&report, "capacity.practice_hours"), "135");
    assert_eq!(shown(&report, "capacity.directory_hours"), "40");
    assert_eq!(shown(&report, "capacity.hours_needed"), "1,221");
    // 45 weeks × 37.5 hours − 24 hours of supervision − 5 days of training.
    assert_eq!(shown(&report, "capacity.hours_available"), "1,626");
    assert_eq!(shown(&report, "capacity.utilisation"), "75");
    assert_eq!(shown(&report, "capacity.people_possible"), "249");
    // 20.8 people a month fit; 6 + 2 × 8 = 22 do not.
    assert_eq!(shown(&report, "pilot.full_from"), "1 December 2027");
    assert_eq!(value(&report, "capacity.hours_short"), None);
}

const A_COUNTY: &str = "\
scheme: { name: The county, nation: england, stage: design, starts: 2027-04-01, ends: 2030-03-31 }
setup:
  resourcing:
    onward_referrals_a_year: 2400
    small_grants_groups: 40
    residents: 260000
    price_factor: 1.3
    funding_lines:
      - { source: The board, kind: icb, covers: [link_worker_posts], amount: £700000, from: 2027-04-01, to: 2029-03-31, confirmed: yes }
      - { source: A trust, kind: grant_or_trust, covers: [link_worker_posts], amount: £300000, from: 2029-06-01, to: 2030-03-31, confirmed: no }
      - { source: The council, kind: council, covers: [community_groups], amount: £300000, from: 2027-04-01, to: 2030-03-31, confirmed: yes }
link_workers:
  practice: { minutes: 45 }
  workload: { people_a_year: 1800, share_short: 20, share_middle: 50, share_open: 30 }
  team:
    posts:
      - { post: Leads, fte: 2, from: 2027-01-01, to: 2030-03-31, paid: yes }
      - { post: Second wave, fte: 6, from: 2027-10-01, to: 2030-03-31, paid: yes }
governance:
  providers:
    list:
      - { name: Carers, legal_form: company_limited_by_guarantee, formal_service: yes, instrument: grant, standards: [plan, paid_staff], spare_places_a_month: 60 }
      - { name: Walkers, legal_form: unincorporated, formal_service: no, instrument: nhs_standard_contract, spare_places_a_month: 20 }
referral:
  handovers:
    crossings:
      - { from: Practice, to: Link worker, duty_of_care: Link worker }
      - { from: practice, to: Link Worker, duty_of_care: GP }
      - { from: Link worker, to: Group }
evaluation:
  route: { internal: no }
  approach: { budget: £45000 }
  outcomes: { list: [{ outcome: reduced_isolation, level: person, measure: UCLA }] }
  external: { tender_time: 3 months, contract_time: 1 month, collection_period: 18 months }
  timetable: { plan_agreed: 2027-02-01, scoping_time: 3 months, follow_up_after: 6 months, expected_consent: 50, expected_follow_up: 60 }
";

#[test]
fn a_county_with_a_break_in_its_money() {
    insta::assert_snapshot!("calculators_a_county", beside(A_COUNTY));
    let report = report(A_COUNTY);
    // April and May 2029.
    assert_eq!(shown(&report, "funding.gap_days"), "61");
    assert_eq!(shown(&report, "funding.gap_from"), "1 April 2029");
    assert_eq!(shown(&report, "funding.uncovered_posts"), "2");
    // £2,000 × 1.3.
    assert_eq!(shown(&report, "funding.small_grant"), "£2,600");
    assert_eq!(shown(&report, "funding.grants_cost"), "£104,000");
    // 1 February, 3 months, 1 month, 3 months; 18 months; 13 weeks from the guide.
    assert_eq!(shown(&report, "timetable.ready_to_collect"), "1 September 2027");
    assert_eq!(shown(&report, "timetable.collection_ends"), "1 March 2029");
    assert_eq!(shown(&report, "timetable.report_ready"), "31 May 2029");
    assert_eq!(shown(&report, "timetable.assumed"), "time for analysis and report");
    assert_eq!(shown(&report, "funding.a_year"), "£750,000");
    assert_eq!(shown(&report, "evaluation_budget.middle_from"), "£39,000");
    assert_eq!(shown(&report, "evaluation_budget.band"), "middle band");
    assert_eq!(shown(&report, "handovers.contested"), "1");
    assert_eq!(shown(&report, "handovers.onward_a_month"), "200");
    assert_eq!(shown(&report, "handovers.spare_places"), "80");
    // Six posts that begin in October run for half of the first year.
    assert_eq!(shown(&report, "capacity.fte"), "5");
}

#[test]
fn nothing_is_worked_out_of_nothing() {
    let blank = report("scheme: { name: Blank }\n");
    for derived in DERIVED
        .iter()
        .filter(|derived| !derived.name.starts_with("evaluation_budget.") && derived.name != "funding.small_grant")
    {
        assert_eq!(value(&blank, derived.name), None, "{}", derived.name);
    }
    assert_eq!(blank.findings, []);
}

/// Answers at the edge of what questions allow give no panic, no division by nothing and no date that does not exist.
#[test]
fn figures_at_the_edge() {
    let edge = "\
scheme: { stage: pilot, pilot_starts: 9999-12-01, starts: 9999-12-31, ends: 0001-01-01 }
setup:
  resourcing:
    onward_referrals_a_year: 0
    small_grants_amount: 0
    small_grants_groups: 5
    residents: 1
    price_factor: 10
    extension_date: 0001-01-01
    funding_lines:
      - { source: A, covers: [link_worker_posts, community_groups], amount: 0, from: 9999-12-31, to: 9999-12-31 }
      - { source: B, covers: [link_worker_posts], amount: 1, from: 0001-01-01, to: 0001-01-01 }
link_workers:
  practice: { minutes: 5 }
  referrers: { weekly_meetings: 100 }
  vcse: { services_in_use: 5000 }
  workload: { people_a_year: 1000000, share_short: 0, share_middle: 0, share_open: 0, weeks_away: 51, hours_a_week: 1, training_days: 200, first_month: 0, growth_a_month: 0, practice_meeting_minutes: 480, directory_minutes: 240 }
  team: { posts: [{ post: None, fte: 0, from: 9999-12-31, to: 0001-01-01, supervision_hours_a_month: 100 }] }
evaluation:
  route: { internal: no }
  external: { tender_time: 900 years, contract_time: 900 years, collection_period: 0 days, analysis_time: 999 years, collection_starts: 9999-12-31 }
  timetable: { plan_agreed: 9999-12-31, scoping_time: 900 years, follow_up_after: 900 years, expected_consent: 1, expected_follow_up: 1 }
";
    let report = report(edge);
    // No share of people is known, so there is no mean; no hours are left, so nothing is divided by them.
    for name in ["capacity.mean_meetings", "capacity.utilisation", "capacity.fte_needed", "timetable.report_ready"] {
        assert_eq!(value(&report, name), None, "{name}");
    }
}

/// A plan's own figure stands before the handbook's, and the working says which of the two it is.
#[test]
fn a_plan_sets_its_own_parameters() {
    let own = ONE_LINK_WORKER
        .replace("    growth_a_month: 2\n", "    growth_a_month: 2\n    weeks_away: 10\n    hours_a_week: 35\n");
    // 42 weeks × 35 hours − 24 hours − 5 days of 7 hours.
    assert_eq!(shown(&report(&own), "capacity.hours_available"), "1,411");
    let other = A_COUNTY.replace("price_factor: 1.3", "price_factor: 1");
    assert_eq!(shown(&report(&other), "funding.small_grant"), "£2,000");
}

/// Every name in the registry is published by some calculator, and every parameter and question that they read is there.
#[test]
fn the_registry_and_the_calculators_agree() {
    let report = report(A_COUNTY);
    let published: Vec<&str> =
        report.workings().iter().flat_map(|working| &working.steps).map(|step| step.derived.name).collect();
    let lacking: Vec<&str> = DERIVED
        .iter()
        .map(|derived| derived.name)
        .filter(|name| !published.contains(name) && *name != "timetable.sample_weeks")
        .collect();
    assert_eq!(lacking, Vec::<&str>::new(), "no calculator publishes these");
    let unknown: Vec<&str> = report
        .workings()
        .iter()
        .flat_map(|working| &working.steps)
        .flat_map(|step| &step.inputs)
        .filter(|input| input.origin == sp_plan_engine::calculators::Origin::Unknown)
        .map(|input| input.label.as_str())
        .collect();
    assert_eq!(unknown, Vec::<&str>::new(), "the handbook does not have these");
}

/// The timeline has the gates in the order of time, and what breaks a rule is marked where it stands.
#[test]
fn the_timeline_shows_gates_and_breaches() {
    let report = check(&CATALOGUE, A_COUNTY, CheckOptions { today: TODAY, stage: Some(Stage::Design) });
    let dates: Vec<_> = report.timeline.iter().map(|mark| mark.from).collect();
    assert!(dates.is_sorted(), "{dates:?}");
    let find = |gate: &str| report.timeline.iter().find(|mark| mark.gate == gate).unwrap_or_else(|| panic!("{gate}"));
    assert_eq!(find("launch").label, "Scheme opens");
    assert_eq!(find("report_ready").from, Date::constant(2029, 5, 31));
    let money = report.timeline.iter().find(|mark| mark.label == "Money: A trust").unwrap();
    assert_eq!(money.to, Some(Date::constant(2030, 3, 31)));
    assert_eq!(money.path.as_deref(), Some("setup.resourcing.funding_lines"));
    assert!(A_COUNTY[money.span.unwrap().range()].starts_with("{ source: A trust"));
    assert_eq!(find("launch").breach, None, "hours that are counted from the launch are no fault of its date");
    let early = A_COUNTY.replace("starts: 2027-04-01, ends: 2030-03-31", "starts: 2027-04-01, ends: 2029-04-30");
    let report = check(&CATALOGUE, &early, CheckOptions { today: TODAY, stage: Some(Stage::Design) });
    for gate in ["report_ready", "end"] {
        let mark = report.timeline.iter().find(|mark| mark.gate == gate).unwrap();
        let breach = mark.breach.as_ref().map(|breach| breach.id.as_str());
        assert_eq!(breach, Some("evaluation_may_end_after_the_money"), "{gate}");
    }
}

/// Each legal form with each instrument, for a formal service and for another.
#[test]
fn a_legal_form_is_held_against_its_instrument() {
    const FINE: &str = "nothing against it";
    for (form, formal, instrument, expected) in [
        ("unincorporated", "no", "nhs_standard_contract", "an unincorporated group has no NHS Standard Contract"),
        ("unincorporated", "no", "grant", FINE),
        ("unincorporated", "no", "spot_purchase", FINE),
        ("unincorporated", "no", "none", FINE),
        ("unincorporated", "yes", "grant", "a formal service has more than a grant"),
        ("unincorporated", "yes", "none", "a formal service does not suit an unincorporated group"),
        ("unincorporated", "yes", "spot_purchase", "a formal service does not suit an unincorporated group"),
        ("registered_charity_unincorporated", "yes", "none", "a formal service does not suit an unincorporated group"),
        ("company_limited_by_guarantee", "yes", "grant", "a formal service has more than a grant"),
        ("company_limited_by_guarantee", "yes", "none", "a formal service has a contract"),
        ("company_limited_by_guarantee", "yes", "spot_purchase", "a formal service has a contract"),
        ("company_limited_by_guarantee", "yes", "nhs_standard_contract", FINE),
        ("company_limited_by_guarantee", "no", "none", FINE),
        ("company_limited_by_guarantee", "no", "grant", FINE),
        ("company_limited_by_guarantee", "no", "nhs_standard_contract", FINE),
    ] {
        let row = format!("{{ name: A, legal_form: {form}, formal_service: {formal}, instrument: {instrument} }}");
        let report = report(&format!("governance: {{ providers: {{ list: [{row}] }} }}\n"));
        let tables = report.workings().iter().flat_map(|working| &working.tables);
        let rows = tables
            .filter(|table| table.title == "Legal form against instrument")
            .flat_map(|table| table.marked.iter().zip(&table.rows));
        let said: Vec<(bool, &str)> = rows.filter_map(|(marked, row)| Some((*marked, row.last()?.as_str()))).collect();
        assert_eq!(said, [(expected != FINE, expected)], "{form}, formal {formal}, {instrument}");
    }
}

/// A message names the first few of many crossings and counts the rest.
#[test]
fn many_contested_crossings_are_counted() {
    let rows: String = (0..16).map(|at| format!("{{ from: A{}, to: B, duty_of_care: C{at} }}, ", at / 2)).collect();
    let plan = format!("referral: {{ handovers: {{ crossings: [{rows}] }} }}\n");
    let names = shown(&report(&plan), "handovers.contested_names");
    assert_eq!(names, "A0 to B; A1 to B; A2 to B; A3 to B; A4 to B; and 3 more");
}

#[test]
fn a_budget_lies_in_a_price_band() {
    let band = |budget: &str, internal: &str| {
        let plan = format!(
            "setup: {{ resourcing: {{ price_factor: 2 }} }}\nevaluation: {{ route: {{ internal: {internal} }}, approach: {{ budget: {budget} }} }}\n"
        );
        shown(&report(&plan), "evaluation_budget.band")
    };
    for (budget, expected) in [
        ("9999", "below the lower band"),
        ("10000", "lower band"),
        ("20000", "lower band"),
        ("20001", "between the lower and the middle band"),
        ("60000", "middle band"),
        ("119999", "middle band"),
        ("120000", "upper band"),
        ("280000", "upper band"),
        ("280001", "above the upper band"),
    ] {
        assert_eq!(band(budget, "no"), expected, "{budget}");
    }
    assert_eq!(band("60000", "yes"), "nothing", "the bands are those of outside evaluators");
}

#[test]
fn a_sample_takes_its_weeks() {
    let plan = "\
link_workers: { practice: { minutes: 40 }, workload: { people_a_year: 520 } }
evaluation:
  route: { internal: yes }
  collection: { period: 52 weeks, sample: 100 }
  tools: { needed: yes, list: [{ name: A, slowest_minutes: 4 }, { name: B, slowest_minutes: 6 }] }
  timetable: { follow_up_after: 12 weeks, expected_consent: 50, expected_follow_up: 80 }
";
    let report = report(plan);
    // 10 people a week, of whom 5 agree and 4 are reached again.
    assert_eq!(shown(&report, "timetable.people_followed_up_a_week"), "4");
    assert_eq!(shown(&report, "timetable.entry_weeks"), "40");
    assert_eq!(shown(&report, "timetable.sample_reachable"), "160");
    assert_eq!(shown(&report, "timetable.sample_weeks"), "25");
    assert_eq!(shown(&report, "timetable.burden_minutes"), "10");
    assert_eq!(shown(&report, "timetable.burden_share"), "25");
}
