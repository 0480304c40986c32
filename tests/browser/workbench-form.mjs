// Fills in checklists as people do: by mouse, by keyboard alone, in a narrow window; and looks at what the plan's text says
// then, what is found beside the questions, what is said aloud, and that nothing that was typed is lost.
// Prints what is wrong, and last of all a line `N passed, N failed`.
//
//     node workbench-form.mjs SITE ROOT [ONLY]      ROOT has examples/; ONLY is a pattern for the sentences
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { accessible } from "./checks/axe.mjs";
import { keepsItsPolicy, noteViolations } from "./checks/policy.mjs";
import { fits } from "./checks/reflow.mjs";
import {
  control,
  focused,
  has,
  heard,
  listen,
  option,
  PATIENCE,
  question,
  rewrite,
  says,
  seen,
  so,
  textOf,
  until,
} from "./form-page.mjs";
import { launch } from "./launch.mjs";
import { attempt, count, finish } from "./tally.mjs";
import { watch } from "./watch.mjs";

/** The day on which the examples are judged. */
const TODAY = "2026-11-22";

/** What a browser at 400 per cent shows of a page. */
const NARROW = { width: 320, height: 640 };
const WIDE = { width: 1280, height: 900 };

/** A plan with a mark to open each kind of answer; comments and a key of its own stand between the answers. */
const SMALL = `# Ours.
sp_plan: "1.0"

scheme:
  name: Brook Lane
  nation: england
  stage: design

setup:
  # The market is on Thursdays.
  aim:
    clear: yes # since May
    our_own_word: kept
    target_needs: [carers, hill_farmers]
    criteria_breadth: enormous
  partnerships:
    steering_group: no
    meetings_per_year: 4
`;

/** One answer of each type: its question, what somebody does, and what the plan says then. */
const ANSWERS = [
  { type: "yes_no", path: "setup.aim.clear", tick: ["no"], says: /^ {4}clear: no # since May$/m },
  { type: "choice", path: "setup.aim.criteria_breadth", tick: ["moderate"], says: /^ {4}criteria_breadth: moderate$/m },
  { type: "choices", path: "setup.aim.referrers", tick: ["gp", "social_care"], says: /^ {4}referrers: \[gp, social_care\]$/m },
  { type: "number", path: "setup.resourcing.small_grants_groups", type_in: "12", says: /^ {4}small_grants_groups: 12$/m },
  { type: "money", path: "setup.resourcing.small_grants_amount", type_in: "£1,500", says: /^ {4}small_grants_amount: "?£1,500"?$/m },
  { type: "duration", path: "setup.resourcing.shortest_funding", type_in: "2 years", says: /^ {4}shortest_funding: 2 years$/m },
  { type: "person", path: "setup.partnerships.handovers", type_in: "Lead link worker", says: /^ {4}handovers: Lead link worker$/m },
  { type: "text", path: "setup.aim.target_people", type_in: "Carers: all of them", says: /^ {4}target_people: ["']Carers: all of them["']$/m },
  { type: "list", path: "setup.partnerships.existing_agencies", type_in: "Advice\n\nCorn Hall ", says: /^ {4}existing_agencies: \[Advice, Corn Hall\]$/m },
];

let browser;
let root;
let examples;
let only = /./;

/** Runs one check on a page of its own with a plan opened, and looks that the page kept to itself. */
async function check(sentence, { plan, page: name = "setup", viewport = WIDE }, look) {
  if (!only.test(sentence)) return;
  await attempt(sentence, async () => {
    const context = await browser.newContext({ viewport, reducedMotion: "reduce" });
    try {
      await context.addInitScript(noteViolations);
      const page = await context.newPage();
      await page.clock.setFixedTime(new Date(`${TODAY}T10:00:00`));
      const watched = watch(page, root);
      if (plan !== undefined) await opened(page, plan);
      await visit(page, `checklists/${name}.html`);
      const faults = await look(page, context);
      return [...faults, ...watched.take(), ...(await keepsItsPolicy(page))];
    } finally {
      await context.close();
    }
  });
}

async function visit(page, name) {
  await page.goto(`${root}/${name}`, { waitUntil: "load", timeout: PATIENCE });
  await page.waitForSelector('html[data-workbench="ready"]', { state: "attached", timeout: PATIENCE });
}

/** Opens a plan from a file: an example by its name, or a text. */
async function opened(page, plan) {
  const text = plan.includes("\n") ? plan : readFileSync(join(examples, plan), "utf8");
  await visit(page, "plan.html");
  await page.setInputFiles("#plan-file", { name: "plan.yaml", mimeType: "application/yaml", buffer: Buffer.from(text) });
  const scheme = /^ {2}name: (.*)$/m.exec(text)?.[1] ?? "";
  await until(`${scheme} is open`, async () => (await textOf(page)).includes(scheme));
}

async function answers() {
  await check("every type of answer goes into the plan and comes back", { plan: SMALL }, async (page) => {
    const faults = [];
    for (const { type, path, tick = [], type_in: typed } of ANSWERS) {
      const found = await question(page, path).getAttribute("data-answer");
      faults.push(...so(found === type, `${path} is of the type ${found} and not ${type}`));
      for (const id of tick) await option(page, path, id).check();
      if (typed !== undefined) await control(page, path).fill(typed);
    }
    for (const { says: pattern } of ANSWERS) await says(page, pattern);
    faults.push(...has(await textOf(page), "# Ours.", "# The market is on Thursdays.", "our_own_word: kept"));
    const text = await textOf(page);
    await visit(page, "checklists/setup.html");
    faults.push(...so((await textOf(page)) === text, "the plan is another after the page was opened anew"));
    for (const { path, tick = [], type_in: typed } of ANSWERS) {
      for (const id of tick) faults.push(...so(await option(page, path, id).isChecked(), `${path} has lost ${id}`));
      const wanted = typed?.split("\n").map((line) => line.trim()).filter(Boolean).join("\n");
      if (wanted !== undefined) faults.push(...so((await control(page, path).inputValue()) === wanted, `${path} has lost “${wanted}”`));
    }
    return faults;
  });
  await check("a date goes into the plan", { plan: SMALL, page: "scheme" }, async (page) => {
    await control(page, "scheme.starts").fill("2027-04-01");
    await says(page, /^ {2}starts: 2027-04-01$/m);
    return [];
  });
  await check("what is being typed is never written over", { plan: SMALL }, async (page) => {
    const line = control(page, "setup.partnerships.handovers");
    await line.pressSequentially("Lead ");
    await says(page, /handovers: Lead$/m);
    await page.waitForTimeout(400);
    await line.pressSequentially("link worker");
    await says(page, /handovers: Lead link worker$/m);
    return so((await line.inputValue()) === "Lead link worker", `the line says “${await line.inputValue()}”`);
  });
  await check("what is typed is in the plan when the page is left at once", { plan: SMALL }, async (page) => {
    await control(page, "setup.partnerships.handovers").fill("Somebody");
    await visit(page, "checklists/setup.html");
    return so(/handovers: Somebody$/m.test(await textOf(page)), "the plan has lost the last answer");
  });
  await check("an option that nobody offers is said in words and kept", { plan: SMALL }, async (page) => {
    const needs = question(page, "setup.aim.target_needs");
    const faults = has(await seen(needs, ".answer-state"), "hill_farmers");
    await option(page, "setup.aim.target_needs", "low_confidence").check();
    await says(page, /target_needs: \[carers, hill_farmers, low_confidence\]/);
    faults.push(...has(await seen(question(page, "setup.aim.criteria_breadth"), ".answer-state"), "enormous"));
    return faults;
  });
  await check("text that cannot be read stays in the control and is marked", { plan: SMALL }, async (page) => {
    const line = control(page, "setup.partnerships.meetings_per_year");
    await option(page, "setup.partnerships.steering_group", "yes").check();
    await line.fill("about four");
    await line.blur();
    await says(page, /meetings_per_year: about four$/m);
    const message = await seen(question(page, "setup.partnerships.meetings_per_year"), ".govuk-error-message");
    const described = await line.evaluate((line) => line.getAttribute("aria-describedby").split(" ").map((id) => document.getElementById(id)?.textContent).join(" "));
    return [
      ...has(message, "about four"),
      ...has(described, "about four"),
      ...so((await line.inputValue()) === "about four", "the control has lost what was typed"),
      ...so((await line.getAttribute("aria-invalid")) === "true", "it is not marked as invalid"),
    ];
  });
  await check("a chosen answer can be taken back, and undone", { plan: SMALL }, async (page) => {
    await question(page, "setup.aim.clear").getByRole("button", { name: /Take this answer back/ }).click();
    await says(page, /^ {4}clear: # since May$/m);
    const faults = so(!(await option(page, "setup.aim.clear", "yes").isChecked()), "the answer is still shown");
    faults.push(...so((await focused(page)) === "setup.aim.clear--answer--yes", "the focus is lost"));
    await page.locator('.workbench-bar [data-do="undo"]').click();
    await says(page, /^ {4}clear: yes # since May$/m);
    faults.push(...so(await option(page, "setup.aim.clear", "yes").isChecked(), "the form does not show what was undone"));
    return faults;
  });
}

async function besides() {
  await check("a question is set aside with a reason and a day, and ticked by mistake it costs nothing", { plan: SMALL }, async (page) => {
    const path = "setup.partnerships.handovers";
    await control(page, path).fill("Lead link worker");
    const box = question(page, path).getByLabel("Not applicable, because …");
    await box.check();
    await says(page, /handovers: not_applicable$/m);
    await box.uncheck();
    await says(page, /handovers: Lead link worker$/m);
    await box.check();
    await question(page, path).getByLabel("Reason").fill("There is one organisation.");
    await question(page, path).getByLabel("Look again on").fill("2027-06-01");
    await says(page, /handovers:\s*\{? *answer: not_applicable,?\s*reason: There is one organisation\.,?\s*review: 2027-06-01/);
    return so((await control(page, path).inputValue()) === "", "the control shows the word of the plan");
  });
  await check("note, evidence, owner and date are folded away and say that they are given", { plan: SMALL }, async (page) => {
    const within = question(page, "setup.aim.clear");
    await within.locator(".more-about summary").click();
    await within.getByLabel("Note").fill("Agreed twice");
    await within.getByLabel("Evidence").fill("minutes.pdf\nletter.pdf");
    await within.getByLabel("Evidence").blur();
    await says(page, /note: Agreed twice/);
    await says(page, /evidence: \[minutes\.pdf, letter\.pdf\]/);
    const faults = has(await within.locator(".more-about .given").innerText(), "note", "evidence");
    await within.getByLabel("Note").fill("");
    await within.getByLabel("Evidence").fill("");
    await within.getByLabel("Evidence").blur();
    await says(page, /^ {4}clear: yes # since May$/m);
    return faults;
  });
  await check("planned asks for an owner and a date", { plan: SMALL }, async (page) => {
    const within = question(page, "setup.aim.clear");
    await option(page, "setup.aim.clear", "planned").check();
    await within.getByRole("button", { name: "give owner and date" }).click();
    const faults = so((await focused(page)) === "setup.aim.clear--owner", `the focus is at ${await focused(page)}`);
    await page.keyboard.type("Chair");
    await within.getByLabel("Due").fill("2027-01-31");
    await says(page, /due: 2027-01-31/);
    await within.locator(".planned-needs").waitFor({ state: "detached", timeout: PATIENCE });
    return faults;
  });
  await check("questions that are not asked are hidden, counted and kept", { plan: SMALL }, async (page) => {
    const hidden = question(page, "setup.partnerships.meetings_per_year");
    const faults = so(await hidden.isHidden(), "it is shown though it is not asked");
    faults.push(...has(await page.locator(".not-asked:visible").first().innerText(), "not asked with these answers"));
    await option(page, "setup.partnerships.steering_group", "yes").check();
    await hidden.waitFor({ timeout: PATIENCE });
    faults.push(...so((await control(page, "setup.partnerships.meetings_per_year").inputValue()) === "4", "its answer is lost"));
    return faults;
  });
  await check("a link to a question that is not asked finds it", { plan: SMALL }, async (page) => {
    await visit(page, "plan.html");
    await visit(page, "checklists/setup.html#setup.partnerships.meetings_per_year");
    const found = question(page, "setup.partnerships.meetings_per_year");
    return [...so(await found.isVisible(), "it is hidden"), ...has(await seen(found, ".answer-state"), "not asked with these answers")];
  });
}

async function tables() {
  const path = "setup.resourcing.funding_lines";
  await check("entries of a table are added, filled in, removed and brought back", { plan: SMALL }, async (page) => {
    const within = question(page, path);
    const add = within.getByRole("button", { name: /^Add an entry/ });
    const faults = so(await within.locator(".scroll").isHidden(), "the printed table is still shown");
    for (const name of ["Council", "Trust"]) {
      await add.click();
      await until("the focus is in the new entry", async () => (await focused(page)).startsWith(`${path}.source--entry`));
      await page.keyboard.type(name);
      await says(page, new RegExp(`source: ${name}\\b`));
    }
    const second = within.locator("[data-entry]").nth(1);
    await second.getByLabel("Kind of funding").selectOption("grant_or_trust");
    await second.getByLabel("Management").check();
    await second.getByLabel("Amount").first().fill("£2,000");
    await second.getByLabel("Amount").first().blur();
    await says(page, /source: Trust,\s+kind: grant_or_trust,\s+covers: \[management\],\s+amount: "?£2,000"?/);
    faults.push(...has(await second.locator("summary").innerText(), "Entry 2: Trust"));
    await listen(page);
    await within.locator("[data-entry]").nth(0).getByRole("button", { name: /^Remove/ }).click();
    await until("the entry is gone", async () => !(await textOf(page)).includes("Council"));
    faults.push(...has(await focused(page), "Entry 1: Trust"));
    await until("it is said aloud", async () => (await heard(page)).join(" ").includes("Entry 1: Council was removed. 1 entry is left."));
    await within.getByRole("button", { name: /^Bring it back/ }).click();
    await says(page, /source: Council[^-]*- \{ source: Trust/);
    faults.push(...has(await focused(page), "Entry 1: Council"));
    return faults;
  });
  await check("a table that is set aside takes entries again", { plan: `${SMALL}  resourcing:\n    funding_lines: not_applicable\n` }, async (page) => {
    await question(page, path).getByRole("button", { name: /^Add an entry/ }).click();
    await says(page, /funding_lines:\s+- \{\}|funding_lines: \[\{\}\]/);
    return [];
  });
  await check("columns of an entry that are not asked are hidden", { page: "evaluation", plan: `${SMALL}evaluation:\n  tools:\n    list:\n      - { name: Ours, licence_cost: no }\n` }, async (page) => {
    const table = page.locator('.question[data-answer="table"]:visible:has([data-column="licence_cost"])').first();
    const entry = table.locator("[data-entry]").first();
    const asked = () => entry.locator(".table-cell:visible").count();
    const before = await asked();
    const cost = entry.locator(".table-cell").filter({ has: page.locator('[id*="licence_cost--entry"]') }).first();
    await cost.getByLabel("Yes").check();
    await until("another column is asked", async () => (await asked()) > before);
    return [];
  });
  await check("in a table of fifty entries a change touches one", { plan: `${SMALL}  resourcing:\n    funding_lines:\n${Array.from({ length: 50 }, (_, at) => `      - { source: Giver ${at + 1}, kind: council }\n`).join("")}` }, async (page) => {
    const entries = question(page, path).locator("[data-entry]");
    const faults = so((await entries.count()) === 50, `there are ${await entries.count()} entries`);
    faults.push(...so((await question(page, path).locator("[data-entry][open]").count()) === 0, "they are not closed at first"));
    await entries.nth(24).locator("summary").click();
    await page.evaluate((path) => {
      window.touched = new Set();
      const note = (changes) => changes.forEach(({ target }) => {
        const element = target instanceof Element ? target : target.parentElement;
        window.touched.add(element?.closest("[data-entry]")?.querySelector("summary").textContent ?? "");
      });
      new MutationObserver(note).observe(document.getElementById(path), { subtree: true, childList: true, attributes: true, characterData: true });
    }, path);
    await entries.nth(24).getByLabel("Source").fill("Somebody else");
    await says(page, /source: Somebody else/);
    const touched = await page.evaluate(() => [...window.touched].filter((words) => words.startsWith("Entry")));
    faults.push(...so(touched.every((words) => words.startsWith("Entry 25")), `it touched ${touched.join(", ")}`));
    return faults;
  });
}

async function findings() {
  await check("a blank form does not shout", {}, async (page) => {
    const loud = await page.locator(".govuk-form-group--error, .govuk-error-message, .plan-finding, #problems > *").count();
    await page.getByRole("button", { name: "Check this section" }).first().click();
    return [...so(loud === 0, `${loud} messages stand on a blank form`), ...has(await page.locator("#problems").innerText(), "No errors", "not answered yet"), ...so((await focused(page)).includes("No errors"), "the focus is not there")];
  });
  await check("an error stands beside its question and leads to its line and its rule", { plan: "flawed.yaml", page: "governance" }, async (page) => {
    const within = question(page, "governance.link_workers.lone_worker_policy");
    const faults = has(await seen(within, ".govuk-error-message"), "Home visits are offered without a lone worker policy");
    faults.push(...has(await within.locator('a[href*="rules/"]').first().getAttribute("href"), "../rules/home_visits_need_lone_worker_policy.html"));
    await within.getByRole("button", { name: /^Line 205/ }).click();
    const selected = await page.locator("#plan-text").evaluate((area) => [area.value.slice(area.selectionStart, area.selectionEnd), document.activeElement === area]);
    faults.push(...so(selected[0] === "no" && selected[1], `“${selected[0]}” is selected`));
    faults.push(...has(await page.locator(".text-cursor").innerText(), "Line 205"));
    return faults;
  });
  await check("the errors of a section are listed when somebody asks, and lead to their questions", { plan: "flawed.yaml", page: "governance" }, async (page) => {
    const faults = so((await page.locator("#problems > *").count()) === 0, "the list is there before anybody asks");
    await page.getByRole("button", { name: "Check this section" }).last().click();
    faults.push(...has(await focused(page), "There is a problem", "lone worker policy"));
    await page.locator("#problems a", { hasText: "lone worker policy" }).click();
    faults.push(...so((await focused(page)).startsWith("governance.link_workers.lone_worker_policy--answer"), `the focus is at ${await focused(page)}`));
    await option(page, "governance.link_workers.lone_worker_policy", "yes").check();
    await until("the error is gone from the list", async () => (await page.locator("#problems a", { hasText: "lone worker policy" }).count()) === 0);
    return faults;
  });
  await check("an error in an entry of a table leads into that entry", { plan: "flawed.yaml" }, async (page) => {
    await page.getByRole("button", { name: "Check this section" }).first().click();
    await page.locator("#problems a", { hasText: "inside braces the comma" }).click();
    const entry = await page.evaluate(() => document.activeElement.closest("[data-entry]")?.querySelector("summary").innerText ?? "");
    return has(entry, "Entry 2: Hillside Council", "1 error");
  });
  await check("the form shows each error of the terminal beside its question", { plan: "flawed.yaml" }, async (page) => {
    const shown = await page.locator('form.checklist .plan-finding[data-severity="error"], .table-entry .entry-state:not(:empty)').count();
    const standing = await page.locator(".section-standing").first().innerText();
    return [...has(standing, "12 errors"), ...so(shown >= 12, `${shown} errors are shown`)];
  });
}

async function text() {
  await check("the text changes the form, and the form changes the text around the caret", { plan: SMALL }, async (page) => {
    await page.locator("#text-pane summary").click();
    await rewrite(page, SMALL.replace("clear: yes", "clear: no"));
    await until("the form shows it", () => option(page, "setup.aim.clear", "no").isChecked());
    await page.locator("#plan-text").evaluate((area) => area.setSelectionRange(area.value.indexOf("meetings_per_year"), area.value.indexOf("meetings_per_year") + 8));
    await option(page, "setup.aim.clear", "planned").check();
    const selected = await page.locator("#plan-text").evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd));
    return so(selected === "meetings", `the caret is now at “${selected}”`);
  });
  await check("half-typed text leaves the form as it is, and says at which line it waits", { plan: SMALL }, async (page) => {
    await page.locator("#text-pane summary").click();
    await rewrite(page, SMALL.replace("nation: england", "nation: [england"));
    const faults = has(await seen(page.locator("main"), ".form-waits"), "cannot be read at line", "nothing is lost");
    faults.push(...has(await seen(page.locator("main"), "#plan-text-state"), "Line"));
    faults.push(...so(await option(page, "setup.aim.clear", "yes").isChecked(), "the form has lost an answer"));
    faults.push(...so(await option(page, "setup.aim.clear", "no").isDisabled(), "the form takes answers that it cannot keep"));
    await rewrite(page, SMALL);
    await page.locator(".form-waits").waitFor({ state: "detached", timeout: PATIENCE });
    await option(page, "setup.aim.clear", "no").check();
    await says(page, /clear: no # since May/);
    return faults;
  });
  await check("the text is folded away at first, and the tab key leaves it", { plan: SMALL }, async (page) => {
    const faults = so(await page.locator("#plan-text").isHidden(), "the text is open at first");
    await page.locator("#text-pane summary").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    faults.push(...so((await focused(page)) === "plan-text", "the tab key does not reach the text"));
    await page.keyboard.press("Tab");
    faults.push(...so((await focused(page)) !== "plan-text", "the tab key does not leave the text"));
    return faults;
  });
  await check("letters beyond the first plane do not shift places", { plan: SMALL.replace("# since May", "# 🌻🌻 é").replace("meetings_per_year: 4", '"meetings_per_year": { note: 🌻🌻, answer: 99 }').replace("steering_group: no", "steering_group: yes") }, async (page) => {
    await question(page, "setup.partnerships.meetings_per_year").getByRole("button", { name: /^Line/ }).first().click();
    const selected = await page.locator("#plan-text").evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd));
    return so(selected === "99", `“${selected}” is selected`);
  });
}

async function aloud() {
  await check("a verdict that changes is said aloud, and nothing when the page opens", { plan: "good.yaml", page: "governance" }, async (page) => {
    await listen(page);
    await page.waitForTimeout(1000);
    const faults = so((await heard(page)).length === 0, `it says ${await heard(page)}`);
    for (const id of ["no", "yes", "no", "yes", "no"]) await option(page, "governance.link_workers.lone_worker_policy", id).check();
    await until("it is said", async () => (await heard(page)).length > 0);
    await page.waitForTimeout(1000);
    const said = await heard(page);
    faults.push(...so(said.length <= 2, `five changes are said in ${said.length} sentences`));
    faults.push(...has(said.join(" "), "of 9 ingredients are met", "1 error in this section"));
    return faults;
  });
}

async function keyboard() {
  await check("a plan is filled in by keyboard alone", { plan: SMALL }, async (page) => {
    await option(page, "setup.aim.clear", "yes").focus();
    await page.keyboard.press("ArrowRight");
    await says(page, /clear: no # since May/);
    for (let steps = 0; (await focused(page)) !== "setup.aim.target_people--answer"; steps += 1) {
      if (steps > 40) throw new Error("the tab key does not reach the next text");
      await page.keyboard.press("Tab");
    }
    await page.keyboard.type("Carers");
    await page.keyboard.press("Tab");
    await says(page, /target_people: Carers$/m);
    await control(page, "setup.partnerships.handovers").focus();
    await page.keyboard.type("Chair");
    await page.keyboard.press("Enter");
    await says(page, /handovers: Chair$/m);
    return so(page.url().endsWith("setup.html"), "the return key has sent the form");
  });
}

async function states() {
  for (const [where, viewport] of [["wide", WIDE], ["narrow", NARROW]]) {
    const looks = async (page) => [...(await accessible(page)), ...(await fits(page))];
    await check(`an empty form is accessible (${where})`, { viewport }, looks);
    await check(`a filled form is accessible (${where})`, { viewport, plan: "good.yaml" }, async (page) => {
      for (const summary of await page.locator(".more-about:has(.given:not(:empty)) summary").all()) await summary.click();
      await page.locator("#text-pane summary").click();
      return looks(page);
    });
    await check(`a form with errors is accessible (${where})`, { viewport, plan: "flawed.yaml" }, async (page) => {
      await page.getByRole("button", { name: "Check this section" }).first().click();
      await question(page, "setup.resourcing.funding_lines").getByRole("button", { name: /^Add an entry/ }).click();
      return looks(page);
    });
    await check(`a form that waits is accessible (${where})`, { viewport, plan: SMALL }, async (page) => {
      await page.locator("#text-pane summary").click();
      await rewrite(page, "setup: [");
      await page.locator(".form-waits").waitFor({ timeout: PATIENCE });
      return looks(page);
    });
  }
}

async function main() {
  root = pathToFileURL(resolve(process.argv[2] ?? "")).href;
  examples = join(resolve(process.argv[3] ?? ""), "examples");
  only = new RegExp(process.argv[4] ?? ".");
  browser = await launch();
  for (const part of [answers, besides, tables, findings, text, aloud, keyboard, states]) await part();
  count("the checks of the form ran", so(browser.isConnected(), "the browser is gone"));
  await browser.close();
}

await finish(main);
