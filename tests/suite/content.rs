//! The content of the embedded handbook: sound, complete, and its examples true.

use std::collections::BTreeSet;

use sp_plan::load::{HandbookFiles, compiled_catalogue, embedded_catalogue, embedded_ledger};
use sp_plan_engine::Date;
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::{CheckOptions, check, example_fails};
use sp_plan_engine::finding::{Finding, Severity};
use sp_plan_engine::ingredient::Level;
use sp_plan_engine::message::Fault;
use sp_plan_engine::place::LineIndex;
use sp_plan_engine::reader::Provenance;
use sp_plan_engine::record::LedgerPart;
use sp_plan_engine::value::write_inline;

fn catalogue() -> Catalogue {
    let loaded = HandbookFiles::embedded().catalogue();
    let faults = describe(&loaded.catalogue, &loaded.findings);
    assert!(faults.is_empty(), "{} faults in the handbook:\n{faults}", loaded.findings.len());
    loaded.catalogue
}

fn describe(catalogue: &Catalogue, findings: &[Finding]) -> String {
    findings
        .iter()
        .map(|finding| {
            let file = catalogue.file(finding.place.file);
            let (name, text) = file.map_or(("example", ""), |file| (file.name.as_str(), file.text.as_str()));
            let (line, column) = LineIndex::new(text).line_and_column(finding.place.span.start);
            let help = finding.help.as_deref().unwrap_or_default();
            format!("{name}:{line}:{column}: {} {help}\n", finding.message)
        })
        .collect()
}

#[test]
fn the_embedded_handbook_has_no_faults() {
    catalogue();
}

#[test]
fn the_compiled_catalogue_is_the_one_in_the_checklists() {
    let mut read = catalogue();
    assert!(compiled_catalogue() == Some(read.compile().as_slice()), "the bytes are those of these checklists");
    let loaded = embedded_catalogue();
    assert_eq!(loaded.findings, []);
    read.files.clear();
    assert!(loaded.catalogue == read, "what was compiled differs from what is read");
    let lines = |ledger: &[LedgerPart]| -> Vec<_> {
        ledger.iter().flat_map(|part| &part.rows).map(|row| (row.id.clone(), row.lines)).collect()
    };
    assert_eq!(lines(&embedded_ledger()), lines(&read.ledger));
}

#[test]
fn every_row_of_parts_a_to_g_of_the_ledger_is_covered() {
    let catalogue = catalogue();
    let covered: BTreeSet<&str> = catalogue.covered().iter().map(|(id, _)| id.text.as_str()).collect();
    let mut missing = Vec::new();
    let mut rows = 0;
    for part in catalogue.ledger.iter().filter(|part| "abcdefg".contains(part.part.as_str())) {
        for row in &part.rows {
            rows += 1;
            if !covered.contains(row.id.as_str()) {
                missing.push(format!("({}) {}", part.part, row.id));
            }
        }
    }
    assert_eq!(rows, 401, "the ledger's parts (a) to (g) have 401 rows");
    assert!(missing.is_empty(), "no record covers {missing:#?}");
}

#[test]
fn the_examples_of_every_rule_are_true() {
    let catalogue = catalogue();
    let mut wrong = Vec::new();
    for rule in &catalogue.rules {
        for example in &rule.examples {
            match example_fails(&catalogue, rule, example) {
                Err(findings) => {
                    wrong.push(format!("{}: an answer cannot be read: {}", rule.id, describe(&catalogue, &findings)));
                }
                Ok(fails) if fails == example.passes => {
                    wrong.push(format!(
                        "{}: an example that {} does not: {:?}",
                        rule.id,
                        if example.passes { "passes" } else { "fails" },
                        example
                            .answers
                            .entries
                            .iter()
                            .map(|entry| (&entry.key, write_inline(&entry.value)))
                            .collect::<Vec<_>>()
                    ));
                }
                Ok(_) => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong examples:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_example_answer_can_be_read() {
    let catalogue = catalogue();
    let mut wrong = Vec::new();
    let mut examples = 0;
    for question in catalogue.questions.all() {
        let Some(example) = &question.example else { continue };
        examples += 1;
        let text =
            question.path.split('.').rev().fold(write_inline(example), |inner, key| format!("{{ {key}: {inner} }}"));
        let report = check(&catalogue, &text, CheckOptions { today: Date::constant(2026, 11, 22), stage: None });
        let faults = report.findings.iter().filter(|finding| {
            // A question that depends on another is rightly called not asked here.
            Fault::from_id(&finding.id).is_some_and(|fault| fault != Fault::NotAsked)
        });
        wrong.extend(faults.map(|finding| format!("{}: {}: {text}", question.path, finding.message)));
        assert!(report.readable, "{text}");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(examples * 10 >= catalogue.questions.all().len() * 9, "nearly every question has an example: {examples}");
}

#[test]
fn every_kind_of_thing_is_there_in_full() {
    let catalogue = catalogue();
    let ids: Vec<&str> = catalogue.ingredients.iter().map(|ingredient| ingredient.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "funding_commitment",
            "collaborative_relationships",
            "referrer_buy_in",
            "simple_referral_process",
            "skilled_link_workers",
            "person_centred_service",
            "person_buy_in",
            "healthy_vcse_sector",
            "communication"
        ]
    );
    let checklists: Vec<&str> = catalogue.checklists.iter().map(|checklist| checklist.id.as_str()).collect();
    assert_eq!(checklists, ["scheme", "setup", "link_workers", "referral", "governance", "evaluation"]);
    for table in [
        "setup.partnerships.stakeholders",
        "setup.resourcing.funding_lines",
        "link_workers.team.posts",
        "governance.providers.list",
        "referral.handovers.crossings",
        "evaluation.outcomes.list",
        "evaluation.tools.list",
    ] {
        let at = catalogue.questions.find(table).unwrap_or_else(|| panic!("{table}"));
        assert!(!catalogue.question(at).answer.columns().is_empty(), "{table}");
    }
    let link_worker = catalogue.terms.iter().find(|term| term.id == "link_worker").unwrap();
    assert_eq!(link_worker.also.len(), 14, "the guide's fourteen titles of link workers");
}

/// The ledger's first rules that need no arithmetic, and the evaluation gate.
#[test]
fn the_first_rules_of_the_ledger_are_there() {
    let catalogue = catalogue();
    let covered: BTreeSet<&str> =
        catalogue.rules.iter().flat_map(|rule| &rule.provenance.guide).map(|id| id.text.as_str()).collect();
    let ledger = catalogue.ledger.iter().filter(|part| part.part == "k").flat_map(|part| &part.rows);
    let arithmetic = [
        "xr_steering_frequency",
        "xr_fund_gap",
        "xr_money_follows",
        "xr_small_grants_arith",
        "xr_capacity_hours",
        "xr_capacity_weekly_meetings",
        "xr_capacity_directory_upkeep",
        "xr_home_visits_time",
        "xr_accompany_time",
    ];
    let first: Vec<&str> = ledger.map(|row| row.id.as_str()).filter(|id| !arithmetic.contains(id)).take(25).collect();
    assert_eq!(first.last(), Some(&"xr_dbs_all"));
    for id in first.iter().chain(&["xr_eval_internal_gate", "ck_s2_gate"]) {
        assert!(covered.contains(id), "no rule stands on {id}");
    }
}

/// What has changed since the guide asks for these rules. The fourteenth, on prices, stands on no note: it asks a plan for
/// its own factor (`prices_of_2017_have_a_factor`).
#[test]
fn the_rules_that_are_newer_than_the_guide_are_there() {
    let catalogue = catalogue();
    let asked_for: &[(&str, &[&str])] = &[
        ("ov_rule_stale_terms", &["stale_terms"]),
        ("ov_rule_coding", &["referral_codes_are_set", "repeat_contacts_are_not_coded_again"]),
        ("ov_rule_min_dataset", &["minimum_dataset_is_collected"]),
        (
            "ov_rule_dp_complaints",
            &["data_protection_complaints_have_a_procedure", "data_protection_complaints_are_acknowledged"],
        ),
        ("ov_rule_lawful_basis", &["consent_is_not_the_only_lawful_basis"]),
        ("ov_rule_dpia", &["shared_data_have_an_impact_assessment"]),
        ("ov_rule_regime", &["buying_route_is_reasoned"]),
        ("ov_rule_one_pot", &["posts_do_not_hang_on_one_pot"]),
        ("ov_rule_claim_strength", &["claims_are_quoted_with_their_limits"]),
        ("ov_rule_self_referral", &["people_come_by_other_than_medical_routes"]),
        ("ov_rule_nation", &["nation_is_chosen"]),
        ("ov_rule_caseload", &["caseload_lies_in_the_usual_band", "contacts_lie_in_the_usual_band"]),
        ("ov_rule_vcse_benchmark", &["money_for_groups_beside_the_benchmark"]),
    ];
    for id in asked_for.iter().flat_map(|(_, rules)| *rules) {
        let rule = catalogue.rule(id).unwrap_or_else(|| panic!("there is no rule {id}"));
        assert!(rule.is_newer_than_the_guide(), "{id} stands on no note");
        assert_ne!(rule.severity, Severity::Error, "{id} would change a verdict of the guide's");
        let label = catalogue.newer_label(rule).unwrap_or_default();
        assert!(label.starts_with("since 2017, as read in July 2026"), "{id}: {label}");
        for note in catalogue.notes_behind(rule) {
            assert!(!note.sources.is_empty() && note.check_by.is_some(), "{}", note.id);
            // A rule of one nation may stand on no note of others only.
            let nations = &rule.newer.nations;
            assert!(nations.is_empty() || nations.iter().any(|one| note.nations.contains(one)), "{id}: {}", note.id);
        }
    }
    let newer = catalogue.rules.iter().filter(|rule| rule.is_newer_than_the_guide());
    for rule in newer.filter(|rule| rule.provenance.guide.is_empty()) {
        assert!(rule.provenance.added.is_some(), "{}", rule.id);
    }
}

/// Every term that a note replaces is found in a plan of its nation, and left alone beside what holds now.
#[test]
fn every_replaced_term_is_found_in_a_plan() {
    let catalogue = catalogue();
    let today = Date::constant(2026, 11, 22);
    let mut terms = 0;
    for note in &catalogue.notes {
        for (term, nation) in
            note.replaces.iter().flat_map(|term| note.nations.iter().map(move |nation| (term, nation)))
        {
            let plan = |said: &str| {
                format!("scheme: {{ nation: {nation} }}\nsetup: {{ aim: {{ eligibility: \"We ask the {said}.\" }} }}\n")
            };
            let stale = |plan: &str| {
                let report = check(&catalogue, plan, CheckOptions { today, stage: None });
                let found = report.findings.iter().find(|finding| finding.id == "stale_terms");
                found.map(|finding| plan[finding.place.span.range()].to_owned())
            };
            assert_eq!(stale(&plan(&term.text)).as_deref(), Some(term.text.as_str()), "{} in {nation}", note.id);
            for now in &note.now {
                assert_eq!(stale(&plan(&format!("{} and the {}", now.text, term.text))), None, "{}", note.id);
                assert_eq!(stale(&plan(&now.text)), None, "{}", note.id);
            }
            terms += 1;
        }
    }
    assert!(terms >= 20, "{terms}");
}

/// The ledger's candidate rules are all there, with the severity that it proposes or a reason for another.
#[test]
fn every_candidate_rule_of_the_ledger_is_there_with_its_severity_or_a_reason() {
    let catalogue = catalogue();
    let reasons = std::fs::read_to_string(super::root().join("docs/decisions/severities.md")).unwrap();
    let mut missing = Vec::new();
    let mut unexplained = Vec::new();
    let mut needless = Vec::new();
    let mut rows = 0;
    for row in catalogue.ledger.iter().filter(|part| part.part == "k").flat_map(|part| &part.rows) {
        rows += 1;
        let proposed = match row.kind.chars().next() {
            Some('E') => Severity::Error,
            Some('W') => Severity::Warning,
            _ => Severity::Advice,
        };
        let stands_on = |provenance: &Provenance| provenance.guide.iter().any(|id| id.text == row.id);
        let rules = catalogue.rules.iter().filter(|rule| stands_on(&rule.provenance)).map(|rule| rule.severity);
        let criteria = catalogue.ingredients.iter().flat_map(|ingredient| &ingredient.criteria);
        // A must criterion that is not met is an error, a should criterion advice.
        let criteria = criteria
            .filter(|criterion| stands_on(&criterion.provenance))
            .map(|criterion| if criterion.level == Level::Must { Severity::Error } else { Severity::Advice });
        let severities: Vec<Severity> = rules.chain(criteria).collect();
        let explained = reasons.contains(&format!("| `{}` |", row.id));
        match (severities.is_empty(), severities.contains(&proposed), explained) {
            (true, ..) => missing.push(row.id.clone()),
            (false, false, false) => unexplained.push(row.id.clone()),
            (false, true, true) => needless.push(row.id.clone()),
            _ => {}
        }
    }
    assert_eq!(rows, 89, "the ledger's part (k) has 89 rows");
    assert_eq!(missing, Vec::<String>::new(), "no rule or criterion stands on these");
    assert_eq!(unexplained, Vec::<String>::new(), "docs/decisions/severities.md gives no reason for these");
    assert_eq!(needless, Vec::<String>::new(), "docs/decisions/severities.md explains what does not differ");
}
