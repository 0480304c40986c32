//! Bad input: a located finding or one line, status 2, never a panic, and quickly enough not to be noticed.

use std::fs;
use std::path::Path;

use super::{TODAY, run, status, stderr, stdout};

fn check(folder: &Path, name: &str, bytes: &[u8]) -> (i32, String, String) {
    fs::write(folder.join(name), bytes).unwrap();
    let output = run(folder, &["check", name, "--today", TODAY]);
    (status(&output), stdout(&output), stderr(&output))
}

#[test]
fn what_is_not_a_text_gives_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let long = vec![b'#'; (4 << 20) + 1];
    for (name, bytes, line) in [
        (
            "binary.yaml",
            &[0_u8, 159, 146, 150][..],
            "sp-plan: binary.yaml: this is not a text file; a plan is YAML, written in a text editor\n",
        ),
        (
            "latin.yaml",
            b"scheme:\n  name: Caf\xe9\n",
            "sp-plan: latin.yaml: line 2 is not UTF-8 text; save the file as UTF-8 in your editor\n",
        ),
        ("long.yaml", &long, "sp-plan: long.yaml: the file is longer than 4 MB, which no plan is\n"),
    ] {
        assert_eq!(check(folder.path(), name, bytes), (2, String::new(), line.to_owned()), "{name}");
    }
}

#[test]
fn what_is_not_a_plan_gives_a_located_finding() {
    let folder = tempfile::tempdir().unwrap();
    let mut text = String::new();
    for (name, plan) in [
        ("empty.yaml", String::new()),
        ("comment.yaml", "# nothing yet\n".to_owned()),
        ("list.yaml", "- one\n- two\n".to_owned()),
        ("tab.yaml", "scheme:\n\tname: A\n\tstage: design\nsetup: { aims: {} }\n".to_owned()),
        ("several.yaml", "scheme:\n  name: \"open\n  stage: [design\nsetup:\n  aim: { cleer: yes }\n".to_owned()),
        ("two.yaml", "scheme: {}\n---\nscheme: {}\n".to_owned()),
        ("deep.yaml", "{a: ".repeat(100_000)),
        ("dashes.yaml", "- ".repeat(100_000)),
    ] {
        let (status, out, errors) = check(folder.path(), name, plan.as_bytes());
        assert_eq!((status, errors.as_str()), (2, ""), "{name}");
        assert!(!out.contains("Essential ingredient"), "{name}: no verdict without a plan");
        let shown: String = plan.chars().take(60).collect();
        text.push_str(&format!("────── {name} ──────\n{shown}\n──────\n{out}\n"));
    }
    insta::assert_snapshot!("not_a_plan", text);
}

#[test]
fn awkward_texts_are_read_and_their_faults_located() {
    let folder = tempfile::tempdir().unwrap();
    let aliases: String = (0..9).map(|at| format!("k{}: &a{} [*a{at}, *a{at}, *a{at}]\n", at + 1, at + 1)).collect();
    let mut text = String::new();
    for (name, plan) in [
        ("bom.yaml", "\u{feff}scheme:\n  stage: desing\n".to_owned()),
        ("crlf.yaml", "scheme:\r\n  stage: desing\r\nsetup:\r\n  aim:\r\n    cleer: yes\r\n".to_owned()),
        ("twice.yaml", "scheme:\n  name: A\n  name: B\nscheme:\n  name: C\n".to_owned()),
        ("types.yaml", "scheme: { starts: 1/4/2027 }\nsetup:\n  partnerships:\n    steering_group: maybe\n    meetings_per_year: 90\n  aim: yes\nlink_workers:\n  practice:\n    minutes: half an hour\n".to_owned()),
        ("not_asked.yaml", "setup:\n  partnerships:\n    steering_group: no\n    meetings_per_year: 4\n".to_owned()),
        ("mistyped.yaml", "setup:\n  partnership:\n    steering_group: yes\n  partnerships:\n    stearing_group: yes\n    steering_members: [gp, councill]\n".to_owned()),
    ] {
        let (status, out, _) = check(folder.path(), name, plan.as_bytes());
        assert_eq!(status, i32::from(out.contains("error[")), "{name}");
        let findings = out.split(" (design stage").next().unwrap_or_default();
        text.push_str(&format!("────── {name} ──────\n{}\n──────\n{findings}\n", plan.replace('\r', "␍")));
    }
    insta::assert_snapshot!("awkward", text);
    let bomb = format!("k0: &a0 [x, x, x]\n{aliases}");
    let (status, out, _) = check(folder.path(), "bomb.yaml", bomb.as_bytes());
    assert_eq!(status, 1);
    assert!(out.contains("error[alias]: An alias stands in for a value"));
}

#[test]
fn large_texts_are_refused_or_read_without_harm() {
    let folder = tempfile::tempdir().unwrap();
    let keys: String =
        std::iter::once("scheme:\n".to_owned()).chain((0..200_000).map(|at| format!("  k{at}: v\n"))).collect();
    let (code, out, _) = check(folder.path(), "keys.yaml", keys.as_bytes());
    assert_eq!(code, 2);
    assert!(out.contains("error[too_many_values]"), "{}", out.get(..300).unwrap_or(&out));
    let many: String =
        std::iter::once("scheme:\n".to_owned()).chain((0..40_000).map(|at| format!("  k{at}: v\n"))).collect();
    let (code, out, _) = check(folder.path(), "many.yaml", many.as_bytes());
    assert_eq!(code, 0, "unknown keys are warnings");
    assert!(out.contains("39950 more findings are not shown; `--all` shows them."));
}
