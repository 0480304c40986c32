//! A catalogue as bytes: it comes back as it was, and other bytes are refused.

use sp_plan_engine::catalogue::{Catalogue, Compiled};
use sp_plan_engine::check::{CheckOptions, check};
use sp_plan_engine::checklist::Stage;

use super::{load, today};

/// Records of the kinds that the small handbook lacks: a date in an expression and in a note, and everything that only
/// explains.
const MORE: &str = r#"
terms:
  - { id: link_worker, term: Link worker, also: [navigator], called: { wales: { name: practitioner, note: changed } }, means: A person., easy_read: A person., pathway: consultation, related: [link_worker], added: Test. }
facts:
  - { id: minutes, topic: referral, kind: figure, title: Minutes, says: So many., figure: { from: 30.5, unit: minutes }, basis: indicative, sources: [paper], added: Test. }
named_schemes:
  - { id: valley, name: Valley, who_refers: GPs, link_workers: { who: One, where: The hall }, feature: A first., sources: [paper], notes: [changed], added: Test. }
sources:
  - { id: paper, kind: paper, authors: [A B], year: "2017", title: A paper, added: Test. }
notes:
  - { id: changed, says: It changed., theme: policy, nations: [england, wales], since: 2022-07-01, sources: [{ title: A page, address: "https://example.org", read: 2026-07 }], check_by: 2027-03-31, added: Test. }
accessibility:
  standard: WCAG 2.2, level AA
  status: partially_compliant
  problems: [{ id: untried, says: Nobody has tried it., criterion: "1.1.1 Non-text content", instead: Ask., reason: It is new., put_right_by: 2027-03-31 }]
  contact: { name: The team, email: team@example.org, phone: "0", answers_within: 10 working days }
  complaints: To the council.
  prepared: 2026-11-24
  reviewed: 2026-11-24
  check_by: 2027-11-24
  people: [{ on: 2026-12-01, who: Two readers., found: Nothing. }]
  tests: [{ id: axe, tool: axe-core, version: "4", looks_at: Pages., failures: 0 }]
forms:
  - { id: visit, title: Visit, intro: I., keep: K., added: Test., parts: [{ id: who, title: Who, fields: [{ id: seen, label: Seen, kind: ticks, options: [a, b] }] }] }
decision_aids:
  - { id: which, title: Which, intro: I., added: Test., steps: [{ id: a, ask: A?, answers: [{ label: x, outcome: z }, { label: y, outcome: z }] }], outcomes: [{ id: z, title: Z, says: Z., questions: [work.second] }] }
provenance:
  - { part: a, title: First, rows: [{ id: gd_first, lines: 1-2, kind: fact, says: Something. }] }
rules:
  - id: ends_late
    title: It ends late
    ingredients: [safe_work]
    severity: advice
    when: work.second.period > months(3) and any(work.second.posts, item.hours >= 7.5)
    holds: work.second.ends >= date("2028-02-29")
    says: It ends on {work.second.ends}
    help: Later.
    action: End later
    why: Time.
    guide: [gd_first]
    examples:
      - passes: { work.second.period: 1 year, work.second.posts: [{ post: A, hours: 8 }], work.second.ends: 2028-03-01 }
      - fails: { work.second.period: 1 year, work.second.posts: [{ post: A, hours: 8 }], work.second.ends: 2028-01-01 }
"#;

fn catalogue() -> Catalogue {
    let loaded = load(&[MORE]);
    assert_eq!(loaded.findings, [], "the handbook is sound");
    loaded.catalogue
}

#[test]
fn a_catalogue_comes_back_as_it_was() {
    let mut catalogue = catalogue();
    let bytes = catalogue.compile();
    assert_eq!(bytes, catalogue.compile(), "the same catalogue gives the same bytes");
    let compiled = Compiled::open(&bytes).unwrap();
    catalogue.files.clear();
    assert_eq!(compiled.whole().unwrap(), catalogue);
    assert_eq!(compiled.ledger().unwrap()[0].rows[0].lines, (1, 2));
    let judging = compiled.judging().unwrap();
    assert!(
        judging.terms.is_empty()
            && judging.ledger.is_empty()
            && judging.accessibility.is_none()
            && judging.rules.iter().all(|rule| rule.why.is_empty())
    );
}

/// What is left out must be nothing that a check needs.
#[test]
fn what_judges_judges_as_the_whole() {
    let (catalogue, options) = (catalogue(), CheckOptions { today: today(), stage: Some(Stage::Live) });
    let judging = Compiled::open(&catalogue.compile()).unwrap().judging().unwrap();
    let plan = "work:\n  first: { group: maybe, visits: yes, policy: no }\n  second: { period: 1 year, ends: 2028-01-01, posts: [{ post: A, hours: 8, dbs: no }] }\n";
    let (whole, part) = (check(&catalogue, plan, options), check(&judging, plan, options));
    assert!(whole.findings.iter().any(|finding| finding.id == "ends_late"), "{:?}", whole.findings);
    assert_eq!(format!("{part:?}"), format!("{whole:?}"));
}

#[test]
fn bytes_of_another_version_are_refused() {
    let bytes = catalogue().compile();
    let end = bytes.iter().position(|&byte| byte == b'\n').unwrap();
    let mut other = bytes.clone();
    other[end - 1] += 1;
    assert!(Compiled::open(&other).is_err());
    assert!(Compiled::open(&[]).is_err());
    assert!(Compiled::open(b"checklist: {}\n").is_err());
}

#[test]
fn bytes_that_are_not_whole_are_refused() {
    let bytes = catalogue().compile();
    for length in 0..bytes.len() {
        assert!(Compiled::open(&bytes[..length]).is_err(), "the first {length} bytes");
    }
    let mut longer = bytes.clone();
    longer.push(0);
    assert!(Compiled::open(&longer).is_err());
}
