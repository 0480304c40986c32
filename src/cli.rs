//! The command line, as clap reads it.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use sp_plan_engine::checklist::Stage;

/// Design, check and explain social prescribing schemes.
#[derive(Debug, Parser)]
#[command(name = "sp-plan", version, arg_required_else_help = true, propagate_version = true)]
#[command(
    after_help = "Exit status: 0 nothing at error level, 1 a plan falls short, 2 something could not be read or the command was wrong."
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// A folder with a handbook of your own (`checklists/`, `book/`, `templates/`) in place of the built-in one
    #[arg(long, global = true, value_name = "DIR")]
    pub handbook: Option<PathBuf>,

    /// When to use colour
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub color: Colour,
}

/// One command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check plans against the essential ingredients and the rules
    Check(CheckArguments),
    /// Say what has changed in a plan since the last meeting
    Diff(DiffArguments),
    /// Write a blank plan with every question explained, or start from another plan
    Init(InitArguments),
    /// Bring a plan to this program's question set; nothing in it is lost
    Upgrade(UpgradeArguments),
    /// Explain a rule, a criterion, an ingredient, a question, a message or a term
    Explain(ExplainArguments),
    /// Write the JSON Schema of a plan, for editors
    Schema(SchemaArguments),
    /// Build the handbook as a folder of pages
    Build(BuildArguments),
    /// Show the handbook in a browser of this machine, and each change to its folder as it is saved
    Serve(ServeArguments),
    /// Write a paper for a committee, a checklist to print, or the next actions as a table or a calendar
    Report(ReportArguments),
}

/// What `check` takes.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// Plans, or folders with plans
    #[arg(required = true, value_name = "PLAN|FOLDER")]
    pub plans: Vec<PathBuf>,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// Judge the plan at this stage instead of its own
    #[arg(long, value_enum)]
    pub stage: Option<StageName>,
    /// Also end with status 1 for warnings and for `must` criteria without an answer
    #[arg(long)]
    pub strict: bool,
    /// The day on which the plan is judged, year first; today when it is not given
    #[arg(long, value_name = "DATE")]
    pub today: Option<jiff::civil::Date>,
    /// Show every finding, however many there are; of several plans, show each report in full
    #[arg(long)]
    pub all: bool,
}

/// What `diff` takes.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 both plans could be read, whatever has changed; 1 with `--strict` when something got worse or was reopened; 2 a plan could not be read, or the command was wrong.\n\nComments, the order of keys, rows and options, and the way in which a value is written are no changes."
)]
pub struct DiffArguments {
    /// The plan as it was at the last meeting
    #[arg(value_name = "OLD")]
    pub old: PathBuf,
    /// The plan as it is now
    #[arg(value_name = "NEW")]
    pub new: PathBuf,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = DiffFormat::Human)]
    pub format: DiffFormat,
    /// Judge both plans at this stage instead of their own
    #[arg(long, value_enum)]
    pub stage: Option<StageName>,
    /// The day on which the new plan is judged, year first; today when it is not given
    #[arg(long, value_name = "DATE")]
    pub today: Option<jiff::civil::Date>,
    /// The day of the last meeting, on which the old plan is judged; the same day as the new one when it is not given
    #[arg(long, value_name = "DATE")]
    pub then: Option<jiff::civil::Date>,
    /// End with status 1 when something got worse or was reopened
    #[arg(long)]
    pub strict: bool,
}

/// What `init` takes.
#[derive(Debug, Args)]
pub struct InitArguments {
    /// The file to write
    #[arg(default_value = "plan.yaml", value_name = "PLAN")]
    pub plan: PathBuf,
    /// Write over a file that is there
    #[arg(long)]
    pub force: bool,
    /// Also write `plan.schema.json` beside it, for editors that complete and explain YAML
    #[arg(long)]
    pub with_schema: bool,
    /// Start from last year's plan or a neighbour's: its answers come along and count once you have confirmed them
    #[arg(long, value_name = "OTHER")]
    pub from: Option<PathBuf>,
}

/// What `upgrade` takes.
#[derive(Debug, Args)]
pub struct UpgradeArguments {
    /// The plan
    pub plan: PathBuf,
    /// Show what would change and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// What `explain` takes.
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// The id of a rule, criterion, ingredient, message or term, or the path of a question
    pub id: String,
}

/// What `schema` takes.
#[derive(Debug, Args)]
pub struct SchemaArguments {
    /// The file to write; standard output when it is not given
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// What `build` takes.
#[derive(Debug, Args)]
pub struct BuildArguments {
    /// The folder to write
    #[arg(short, long, default_value = "site", value_name = "DIR")]
    pub output: PathBuf,
}

/// What `serve` takes.
#[derive(Debug, Args)]
#[command(
    after_help = "The pages are kept in memory and can be seen from this machine alone. With `--handbook DIR` they follow every change to that folder; Ctrl-C ends it."
)]
pub struct ServeArguments {
    /// The port; 0 for any that is free. When it is not given, the first free one from 4717
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
}

/// What `report` takes.
#[derive(Debug, Args)]
#[command(
    after_help = "The paper has at most five pages for a plan of usual length. Open the HTML in a browser to print it or to save it as PDF. A file that ends in .csv or .ics gets the next actions alone.\n\nExit status: 0 the report is written, whatever the verdicts; 2 the plan could not be read, or the command was wrong."
)]
pub struct ReportArguments {
    /// The plan
    #[arg(required_unless_present = "blank", value_name = "PLAN")]
    pub plan: Option<PathBuf>,
    /// The filled checklist: every question with its answer, note, evidence, owner and date
    #[arg(long, conflicts_with = "blank")]
    pub checklist: bool,
    /// The blank checklist: boxes to tick and lines to write on; takes no plan
    #[arg(long, conflicts_with_all = ["plan", "stage", "today"])]
    pub blank: bool,
    /// The file to write; standard output when it is not given
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// How to write it; as the file's ending says, else HTML, when it is not given
    #[arg(long, value_enum)]
    pub format: Option<DocumentFormat>,
    /// Judge the plan at this stage instead of its own
    #[arg(long, value_enum)]
    pub stage: Option<StageName>,
    /// The day on which the plan is judged, year first; today when it is not given
    #[arg(long, value_name = "DATE")]
    pub today: Option<jiff::civil::Date>,
}

/// A format of `report`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DocumentFormat {
    /// One page that needs no other file, to read and to print
    Html,
    /// To paste into a form of your own
    Markdown,
    /// The next actions alone, one row each, for spreadsheets
    ActionsCsv,
    /// The next actions alone, as days in a calendar (iCalendar), for Outlook, Google Calendar and others
    ActionsCalendar,
}

/// A format of `check`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, in the terminal; several plans in one table, unless `--all` is given
    Human,
    /// For programs; the schema is docs/report.schema.json
    Json,
    /// The same with one plan a line, for databases and for very many plans
    Jsonl,
    /// SARIF 2.1.0, for code scanning and editors
    Sarif,
    /// Annotations on the lines of a pull request, in a GitHub workflow
    Github,
    /// XML as test runners write it, for the reports of build servers
    Junit,
    /// One row a finding, for spreadsheets
    Csv,
    /// One row a plan with a column for each ingredient, for spreadsheets
    SchemesCsv,
    /// A report to paste into a page, an issue or a paper
    Markdown,
    /// One page that needs no other file, with the plan's own words and every working
    Html,
}

/// A format of `diff`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// For people, in the terminal
    Human,
    /// For the papers of a meeting
    Markdown,
    /// For programs; the schema is docs/diff.schema.json
    Json,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// A stage on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StageName {
    /// Being designed
    Design,
    /// Tried on a small scale
    Pilot,
    /// Open to everyone it is for
    Live,
}

impl From<StageName> for Stage {
    fn from(name: StageName) -> Self {
        match name {
            StageName::Design => Stage::Design,
            StageName::Pilot => Stage::Pilot,
            StageName::Live => Stage::Live,
        }
    }
}
