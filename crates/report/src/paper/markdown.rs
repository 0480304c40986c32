//! The paper in Markdown, for those who paste it into the committee's own form.

use super::Paper;
use crate::commonmark::{escaped, paragraph, table};
use crate::words::counted;
use crate::workings;

/// The whole paper.
pub fn markdown(paper: &Paper) -> String {
    let mut text = format!("# {}: committee paper\n\n", escaped(&paper.scheme));
    let facts: Vec<Vec<String>> =
        paper.facts.iter().map(|(name, value)| vec![(*name).to_owned(), escaped(value)]).collect();
    text.push_str(&table(&["About", ""], &facts));
    text.push_str(&format!("\n## Summary\n\n{}\n", paragraph(&paper.summary.join(" "))));
    text.push_str(&decisions(paper));
    text.push_str(&ingredients(paper));
    text.push_str(&dates(paper));
    text.push_str(&gaps(paper));
    text.push_str(&exceptions(paper));
    text.push_str(&annex(paper));
    let sources: String = paper.sources.iter().map(|source| format!("- {}\n", escaped(source))).collect();
    text.push_str(&format!("\n## Sources\n\n{sources}"));
    text
}

fn decisions(paper: &Paper) -> String {
    let items = paper.decisions.iter().enumerate().map(|(at, decision)| {
        let why = if decision.why.is_empty() { String::new() } else { format!(" {}", escaped(&decision.why)) };
        format!("{}. **{}**{why}\n", at + 1, escaped(&decision.text))
    });
    format!("\n## Decisions asked for\n\nThe committee is asked to:\n\n{}", items.collect::<String>())
}

fn ingredients(paper: &Paper) -> String {
    let rows: Vec<Vec<String>> = paper
        .ingredients
        .iter()
        .map(|row| {
            let why = row.why.iter().map(|why| escaped(why)).collect::<Vec<_>>().join(" ");
            vec![
                escaped(&row.title),
                row.verdict.clone(),
                row.must.clone(),
                row.should.clone(),
                row.unanswered.to_string(),
                why,
            ]
        })
        .collect();
    let heads = ["Ingredient", "Verdict", ">Must", ">Should", ">No answer", "Why"];
    format!("\n## The essential ingredients\n\n{}\n{}\n", table(&heads, &rows), paper.formula)
}

fn gaps(paper: &Paper) -> String {
    if paper.gaps.is_empty() {
        return "\n## Gaps, owners and dates\n\nNothing is left to do at this stage.\n".to_owned();
    }
    let rows: Vec<Vec<String>> = paper
        .gaps
        .iter()
        .map(|gap| {
            let due = gap.due.clone().unwrap_or_else(|| "no date yet".to_owned());
            vec![
                gap.number.to_string(),
                escaped(&gap.text),
                escaped(gap.why.as_deref().unwrap_or_default()),
                gap.weight.to_owned(),
                escaped(gap.owner.as_deref().unwrap_or("nobody yet")),
                if gap.is_past { format!("{due} (past)") } else { due },
            ]
        })
        .collect();
    let heads = [">", "What to do", "Why", "Weight", "Who", "By when"];
    let mut text = format!("\n## Gaps, owners and dates\n\n{}", table(&heads, &rows));
    if paper.more_gaps > 0 {
        let more = counted(paper.more_gaps, "more gap", "more gaps");
        text.push_str(&format!(
            "\nand {more}: `sp-plan check` with `--all` lists them, for the plan {}.\n",
            escaped(&paper.plan)
        ));
    }
    text
}

fn exceptions(paper: &Paper) -> String {
    if paper.exceptions.is_empty() {
        return "\n## Set aside\n\nNo question is set aside.\n".to_owned();
    }
    let rows: Vec<Vec<String>> = paper
        .exceptions
        .iter()
        .map(|exception| {
            vec![
                escaped(&exception.label),
                escaped(exception.reason.as_deref().unwrap_or("no reason given")),
                escaped(exception.owner.as_deref().unwrap_or("nobody yet")),
                escaped(&exception.review),
            ]
        })
        .collect();
    let mut text = format!("\n## Set aside\n\n{}", table(&["Question", "Reason", "Who", "Review"], &rows));
    if paper.more_exceptions > 0 {
        let more = counted(paper.more_exceptions, "more question is", "more questions are");
        text.push_str(&format!("\n{more} set aside; the filled checklist has them.\n"));
    }
    text
}

fn dates(paper: &Paper) -> String {
    if paper.dates.rows.is_empty() {
        return "\n## Key dates\n\nThe plan gives no dates yet.\n".to_owned();
    }
    let rows: Vec<Vec<String>> = paper
        .dates
        .rows
        .iter()
        .map(|row| {
            let says = row.breach.as_ref().map(|breach| format!("**{}**: {}", breach.weight, escaped(&breach.says)));
            let by = if row.worked_out { "worked out" } else { "plan" };
            vec![row.when.clone(), escaped(&row.label), by.to_owned(), says.unwrap_or_default()]
        })
        .collect();
    let mut text = format!("\n## Key dates\n\n{}", table(&["When", "What", "From", "What a check found"], &rows));
    if paper.dates.more > 0 {
        let more = counted(paper.dates.more, "more date", "more dates");
        text.push_str(&format!("\nand {more}; the filled checklist has them.\n"));
    }
    text
}

fn annex(paper: &Paper) -> String {
    let mut text = "\n## Annex: workings\n".to_owned();
    if paper.workings.is_empty() {
        text.push_str("\nNothing can be worked out yet.\n");
    }
    text.push_str(&workings::whole(&paper.workings, "###"));
    for working in &paper.open_workings {
        text.push_str(&format!(
            "\n**{}**: not worked out yet. Answers that are missing: {}.\n",
            working.title,
            escaped(&working.missing.join(", "))
        ));
    }
    text
}
