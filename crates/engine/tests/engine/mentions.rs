//! Rules about the plan's own words, and what holds for some nations and from some day on.

use sp_plan_engine::Date;
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::{CheckOptions, Report, check};
use sp_plan_engine::finding::Finding;

use super::{load, today};

const RULES: &str = r#"
rules:
  - id: stale
    title: T
    ingredients: [safe_work]
    severity: advice
    mentions: replaced_terms
    unless_mentions: [former]
    says: "The plan speaks of {words}"
    help: "{note}"
    action: A
    why: W.
    added: T.
    examples:
      - passes: { work.second.said: The board }
      - fails: { scheme.nation: england, work.second.said: The CCG }
  - id: claims
    title: T
    severity: warning
    mentions: ["28%", 28 per cent]
    beside: [[GP, appointments], [fewer]]
    unless_mentions: [weak]
    says: "The plan quotes {words}"
    help: H.
    action: A
    why: W.
    added: T.
    examples:
      - passes: { work.second.said: 28% of households }
      - fails: { work.second.said: 28% fewer appointments }
  - id: english_policy
    title: T
    severity: advice
    nations: [england]
    since: 2026-06-19
    notes: [boards]
    holds: work.first.policy == "yes"
    says: There is no policy
    help: H.
    action: A
    why: W.
    added: T.
    examples:
      - passes: { scheme.nation: wales, work.first.policy: no }
      - fails: { scheme.nation: england, work.first.policy: no }
notes:
  - { id: boards, says: Boards came., theme: policy, nations: [england], since: 2022-07-01, replaces: [CCG, clinical commissioning group], now: [ICB], sources: [{ title: A page, address: "https://a.example", read: 2026-07 }], check_by: 2027-03-31, added: T. }
  - { id: health_boards, says: Health boards., theme: policy, nations: [wales], replaces: [CCG], sources: [{ title: B, address: "https://b.example", read: 2026-07 }], check_by: 2026-12-31, added: T. }
  - { id: law, says: The law is new., theme: data, nations: [england, scotland, wales, northern_ireland], since: 2026-02-05, replaces: [Data Protection Act 1998], sources: [{ title: C, address: "https://c.example", read: 2026-07 }], check_by: 2027-03-31, added: T. }
"#;

pub(super) fn with_rules() -> Catalogue {
    let loaded = load(&[RULES]);
    assert_eq!(loaded.findings, [], "the rules are sound");
    loaded.catalogue
}

fn report_on(plan: &str, today: Date) -> Report {
    check(&with_rules(), plan, CheckOptions { today, stage: None })
}

/// The findings of these rules: the words at each of their places, then the message.
fn found(plan: &str) -> Vec<String> {
    let ours = |finding: &&Finding| ["stale", "claims", "english_policy"].contains(&finding.id.as_str());
    let report = report_on(plan, today());
    let shown = report.findings.iter().filter(ours).map(|finding| {
        let places = std::iter::once(finding.place).chain(finding.related.iter().map(|related| related.place));
        let words: Vec<&str> = places.map(|place| &plan[place.span.range()]).collect();
        format!("{}: {}", words.join(" | "), finding.message)
    });
    shown.collect()
}

#[test]
fn words_are_found_wherever_people_write_and_nowhere_else() {
    let plan = r#"scheme:
  name: 'The CCG''s scheme'
  nation: england
work:
  first:
    group: { answer: yes, note: "Asked by the\tCCG, twice", evidence: [CCG letter, ccg-CCG-2019.pdf], owner: CCG lead } # CCG
    members: [gp]
    CCG: unknown keys are not read
  second:
    tools: [a, "a clinical  commissioning
      groups' tool"]
    said: >-
      Set up by clinical commissioning

      groups, for CCGX and myCCG.
    posts:
      - { post: CCG post, hours: 3 }
"#;
    assert_eq!(
        found(plan),
        [
            "CCG | CCG | CCG | CCG | clinical  commissioning\n      groups | clinical commissioning\n\n      groups | CCG: \
          The plan speaks of “CCG”, “clinical commissioning groups”"
        ]
    );
}

#[test]
fn a_finding_says_how_often_and_names_the_note_and_its_source() {
    let plan = "scheme: { nation: england }\nwork: { second: { said: The CCG and the CCG } }\n";
    let report = report_on(plan, today());
    let stale = report.findings.iter().find(|finding| finding.id == "stale").unwrap();
    assert_eq!(stale.label.as_deref(), Some("here and in one more place"));
    assert_eq!(stale.help.as_deref(), Some("Boards came. (A page, read in July 2026.)"));
    assert_eq!(stale.path.as_deref(), Some("work.second.said"));
    assert_eq!(stale.ingredients, ["safe_work"]);
    assert!(report.actions.iter().any(|action| action.id == "stale" && action.path == "work.second.said"));
    let wales = report_on(&plan.replace("england", "wales"), today());
    let stale = wales.findings.iter().find(|finding| finding.id == "stale").unwrap();
    assert_eq!(
        stale.help.as_deref(),
        Some(
            "Health boards. (B, read in July 2026.) See first whether this still holds: it was to be looked at again by 31 December 2026."
        )
    );
}

#[test]
fn the_past_may_be_spoken_of() {
    for said in ["the former CCG", "the CCG, now the ICB", "{ answer: the CCG, note: The ICB came later. }"] {
        let plan = format!("scheme: {{ nation: england }}\nwork: {{ second: {{ said: \"{said}\" }} }}\n");
        let plan = if said.starts_with('{') { plan.replace('"', "") } else { plan };
        assert_eq!(found(&plan), [] as [&str; 0], "{plan}");
    }
    // Another answer excuses nothing.
    let plan = "scheme: { name: The ICB's, nation: england }\nwork: { second: { said: the CCG } }\n";
    assert_eq!(found(plan), ["CCG: The plan speaks of “CCG”"]);
}

#[test]
fn a_note_holds_for_its_nation_and_its_time() {
    let with = |scheme: &str| {
        found(&format!("scheme: {{ {scheme} }}\nwork: {{ second: {{ said: CCG; Data Protection Act 1998 }} }}\n"))
    };
    let (old_body, old_law) =
        ("CCG: The plan speaks of “CCG”", "Data Protection Act 1998: The plan speaks of “Data Protection Act 1998”");
    assert_eq!(with("name: A"), [old_law], "which body took over depends on the nation");
    assert_eq!(with("nation: england"), [old_body, old_law]);
    assert_eq!(with("nation: wales"), [old_body, old_law]);
    assert_eq!(with("nation: england, starts: 2017-04-01"), [old_body, old_law], "it still runs");
    let ended = "scheme: { nation: england }\nwork: { second: { said: CCG } }\n";
    let early = report_on(ended, Date::constant(2021, 1, 1));
    assert!(early.findings.iter().all(|finding| finding.id != "stale"), "judged before the change");
}

#[test]
fn a_claim_counts_beside_its_matter_and_without_its_limits() {
    let said = |text: &str| found(&format!("work: {{ second: {{ said: \"{text}\" }} }}\n"));
    assert_eq!(said("28% fewer GP visits, 28 per cent"), ["28% | 28 per cent: The plan quotes “28%”, “28 per cent”"]);
    assert_eq!(said("28% of people live alone"), [] as [&str; 0]);
    assert_eq!(said("28% of GPs refer"), [] as [&str; 0], "one of each group is needed");
    assert_eq!(said("28% fewer people live alone"), [] as [&str; 0]);
    assert_eq!(said("28% fewer GP visits, by weak studies"), [] as [&str; 0]);
    assert_eq!(said("128% more GP visits, 28.5%, 1.28%"), [] as [&str; 0]);
}

#[test]
fn a_rule_of_a_nation_waits_for_it_and_for_its_day() {
    let fails = |scheme: &str, day: Date| {
        let plan = format!("scheme: {{ {scheme} }}\nwork: {{ first: {{ policy: no }} }}\n");
        report_on(&plan, day).findings.iter().any(|finding| finding.id == "english_policy")
    };
    let (before, after) = (Date::constant(2026, 6, 18), Date::constant(2026, 6, 19));
    assert!(fails("nation: england", after));
    assert!(!fails("nation: england", before));
    assert!(fails("nation: england, starts: 2026-09-01", before), "a scheme that opens later has to meet it");
    assert!(!fails("nation: wales", after));
    assert!(!fails("name: A", after), "the nation is not chosen");
}

#[test]
fn a_text_full_of_terms_makes_one_small_finding() {
    let plan =
        format!("scheme: {{ nation: england }}\nwork: {{ second: {{ said: \"{}\" }} }}\n", "CCG-".repeat(300_000));
    let report = report_on(&plan, today());
    let stale: Vec<&Finding> = report.findings.iter().filter(|finding| finding.id == "stale").collect();
    assert_eq!((stale.len(), stale[0].related.len()), (1, 20));
    assert_eq!(stale[0].label.as_deref(), Some("here and in 299999 more places"));
    let many: String = (0..30_000).map(|_| "      - { post: the CCG }\n").collect();
    let report = report_on(&format!("scheme: {{ nation: england }}\nwork:\n  second:\n    posts:\n{many}"), today());
    assert_eq!(report.findings.iter().filter(|finding| finding.id == "stale").count(), 1);
}

#[test]
fn faults_of_such_a_rule_are_reported() {
    let text = "rules:\n  - { id: a, title: T, severity: advice, mentions: everything, says: S, help: H, action: A, why: W, added: T., examples: [{ passes: {} }, { fails: {} }] }\n  - { id: b, title: T, severity: advice, mentions: [\"-\", x], nations: [narnia], notes: [bords], since: soon, says: S, help: H, action: A, why: W, added: T., examples: [{ passes: {} }, { fails: {} }] }\n";
    let loaded = load(&[RULES, text]);
    let messages: Vec<&str> = loaded.findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "a rule needs `holds`",
            "`mentions` is a list of phrases, or `replaced_terms`, and this is `everything`",
            "`-` has no word that could be looked for",
            "`narnia` is not a nation: england, scotland, wales, northern_ireland",
            "there is no note `bords`",
            "`since` must be a date such as 2027-03-31, and this is `soon`",
        ]
    );
}

#[test]
fn a_rule_says_where_and_from_when_it_holds() {
    let reach = |fields: &str| {
        let rule = format!(
            "rules: [{{ id: tried, title: T, ingredients: [safe_work], severity: advice, {fields} holds: 'work.first.policy == \"yes\"', at: work.first.policy, says: S, help: H, action: A, why: W, added: T, examples: [{{ passes: {{}} }}, {{ fails: {{}} }}] }}]\n"
        );
        let loaded = load(&[&rule]);
        assert_eq!(loaded.findings, [], "{fields}");
        loaded.catalogue.rule("tried").unwrap().newer.reach_in_words()
    };
    assert_eq!(reach(""), None);
    assert_eq!(reach("nations: [england],").as_deref(), Some("in England"));
    assert_eq!(reach("since: 2026-06-19,").as_deref(), Some("from 19 June 2026"));
    let both = reach("nations: [scotland, wales], since: 2026-06-19,");
    assert_eq!(both.as_deref(), Some("in Scotland and Wales, from 19 June 2026"));
}
