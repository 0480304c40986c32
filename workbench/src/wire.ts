// What the engine answers in, as `docs/wire.md` and the types of `crates/engine/src/wire` have it. Fields that no page
// reads are left out.

/** A place in the plan's text: lines and columns from 1, `start` and `end` in bytes from 0. */
export interface Place {
  line: number;
  column: number;
  end_line: number;
  end_column: number;
  start: number;
  end: number;
}

export type Severity = "error" | "warning" | "advice";

export interface Finding {
  id: string;
  severity: Severity;
  message: string;
  label: string | null;
  help: string | null;
  /** The handbook page, relative to its home. */
  page: string | null;
  /** The question's path. */
  path: string | null;
  ingredients: string[];
  place: Place;
  related: { label: string; place: Place }[];
}

export type IngredientVerdict = "met" | "partly_met" | "missing" | "unanswered";

export interface Criterion {
  id: string;
  level: "must" | "should";
  verdict: "met" | "unmet" | "unanswered" | "not_applicable";
  due: boolean;
  place: Place;
}

export interface Ingredient {
  id: string;
  title: string;
  verdict: IngredientVerdict;
  criteria: Criterion[];
  failing_rules: string[];
}

export interface Action {
  text: string;
  path: string;
  owner: string | null;
  /** Year first. */
  due: string | null;
  id: string;
  ingredients: string[];
}

export interface WorkingInput {
  label: string;
  value: string | null;
  origin: "answer" | "parameter" | "step" | "unknown";
  /** The path of the question, the id of the parameter, or the name of the step. */
  name: string | null;
  place: Place | null;
}

export interface WorkingStep {
  /** Such as `capacity.hours_needed`. */
  name: string;
  label: string;
  sum: string | null;
  result: number | string | null;
  /** `GBP` for amounts. */
  unit: string | null;
  inputs: WorkingInput[];
}

export interface Working {
  id: string;
  title: string;
  about: string;
  steps: WorkingStep[];
  tables: { title: string; columns: string[]; rows: { cells: string[]; falls_short: boolean }[] }[];
  missing: string[];
  remarks: string[];
}

export interface Mark {
  gate: string;
  label: string;
  /** Year first. */
  from: string;
  to: string | null;
  derived: string | null;
  path: string | null;
  place: Place | null;
  breach: { severity: Severity; id: string; message: string } | null;
}

/** What a control holds: a text or an option, several of them, or nothing. */
export type Shown = string | string[] | null;

export type DetailKey = "note" | "evidence" | "owner" | "due" | "reason" | "review" | "confirmed";

export interface Row {
  cells: Record<string, Shown>;
  /** The columns that are asked for in this row. */
  asked: string[];
  place: Place;
  /** What stands there, when it is no row. */
  unread?: string;
}

export interface Answer {
  path: string;
  /** What the question is called in a few words. */
  label: string;
  asked: "asked" | "not_asked" | "open";
  state: "unanswered" | "given" | "planned" | "set_aside" | "lapsed" | "unconfirmed";
  shown: Shown;
  rows?: Row[];
  details: Partial<Record<DetailKey, string | string[]>>;
  /** The answer in words. */
  says: string;
  place: Place | null;
  due: boolean;
}

/** Something in the plan that no question asks for. */
export interface Unknown {
  path: string;
  /** Why no control shows it; `twice` is a key that stands a second time. */
  why: "unknown" | "retired" | "twice" | "unreadable";
  text: string;
  place: Place;
}

export interface Report {
  path: string;
  readable: boolean;
  scheme: string | null;
  nation: string | null;
  stage: string;
  due: number;
  unanswered: string[];
  ingredients: Ingredient[];
  findings: Finding[];
  actions: Action[];
  workings: Working[];
  timeline: Mark[];
  /** The version of the question set that the plan names. */
  written_for?: string;
  /** Whether the text is YAML, so that its answers could be read. */
  sound: boolean;
  answers: Answer[];
  unknown: Unknown[];
}

export interface Checked {
  version: number;
  question_set: string;
  plans: [Report];
}

/** One change that a form makes; values are texts, which the engine writes by the question's type. */
export type Change =
  | { path: string; answer: Shown }
  | { path: string; detail: DetailKey; value: Shown }
  | { path: string; row: number; column: string; value: Shown }
  | { path: string; insert_row: number }
  | { path: string; remove_row: number };

export interface File {
  name: string;
  text: string;
}

export type Request =
  | { do: "check"; plan: File; today: string; stage?: string; answers?: boolean }
  | { do: "edit"; text: string; changes: Change[] }
  | { do: "difference"; old: File; new: File; today: string }
  | { do: "upgrade"; text: string }
  | { do: "try"; text: string; today: string; changes: Change[]; answers?: boolean };

export interface Edited {
  version: number;
  text?: string;
  /** Why it was not changed, in words. */
  refused?: string;
}

/** A change that cannot be made. */
export interface Refused {
  version: number;
  /** Why, in words. */
  refused: string;
}

export interface Upgraded {
  version: number;
  text?: string;
  from: string | null;
  to: string;
  changed: boolean;
  /** What was done, a sentence each. */
  notes: string[];
  new_questions: string[];
  refused?: string;
}

export interface Standing {
  path: string;
  scheme: string | null;
  ingredients_met: number;
  ingredients: number;
  errors: number;
  warnings: number;
  advice: number;
  due: number;
  unanswered: number;
}

export interface Difference {
  version: number;
  question_set: string;
  old: Standing;
  new: Standing;
  summary: string;
  counts: Record<string, number>;
  entries: { class: string; says: string[]; kind: string; path?: string; id?: string; label?: string; title?: string }[];
}

export interface Failure {
  version: number;
  failure: string;
}
