// A long run of what people do to a plan, in two tabs and in an order that a fixed seed gives: answers, steps taken back, pages
// reloaded, plans brought up to date, both tabs at once. A model of the answers is kept beside it, and must agree to the end.
import { answer, atOnce, choose, download, makeHoldable, press, ready, shown, storage, until } from "./plan-pages.mjs";

/** The seed; another finds other orders. */
const SEED = 20_261_124;

/** How many things are done. */
const STEPS = 70;

/** Questions that are asked whatever the others say. */
const PATHS = ["steering_group", "meetings_scheduled", "gp_champions", "referrer_training", "model_tested", "citizens"].map(
  (id) => `setup.partnerships.${id}`,
);

/** Numbers from 0 to below 1, the same every time: mulberry32. */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What the plan should say: every state that can be gone back to, and which of them holds. */
class Model {
  constructor(answers) {
    this.states = [answers];
    this.at = 0;
  }

  get now() {
    return this.states[this.at];
  }

  change(answers) {
    if (JSON.stringify(answers) === JSON.stringify(this.now)) return;
    this.states = [...this.states.slice(0, this.at + 1), answers];
    this.at += 1;
  }
}

const alike = (one, other) => PATHS.every((path) => one[path] === other[path]);

export async function randomRun(context, root, checklist, plan) {
  await context.addInitScript(() => delete window.showSaveFilePicker);
  await makeHoldable(context);
  const next = numbers(SEED);
  const oneOf = (list) => list[Math.floor(next() * list.length)];
  const address = `${root}/${checklist}`;
  const begin = async () => {
    const page = await context.newPage();
    await page.goto(address);
    await ready(page);
    return page;
  };
  const tabs = [await begin(), await begin()];
  await tabs[0].setInputFiles("#plan-file", { name: "brook.yaml", mimeType: "", buffer: Buffer.from(plan) });
  const blank = Object.fromEntries(PATHS.map((path) => [path, null]));
  const model = new Model({ ...blank, [PATHS[0]]: "yes" });
  const done = [];
  const agree = () =>
    until(`both tabs show ${JSON.stringify(model.now)} after ${done.slice(-6).join(", ")}`, async () => {
      for (const tab of tabs) if (!alike(await shown(tab, PATHS), model.now)) return false;
      return true;
    });
  /** Answers a question in a tab, in the model too. */
  const change = async (tab, from) => {
    const path = oneOf(PATHS);
    const option = oneOf(["yes", "no", "planned"].filter((option) => option !== from[path]));
    await answer(tab, path, option);
    return { ...from, [path]: option };
  };
  const doings = {
    answers: async (tab) => {
      for (let left = 1 + Math.floor(next() * 3); left > 0; left -= 1) model.change(await change(tab, model.now));
    },
    undo: async (tab) => {
      if (model.at > 0) model.at -= 1;
      await tab.locator('.workbench-bar [data-do="undo"]').evaluate((button) => button.click());
    },
    redo: async (tab) => {
      if (model.at + 1 < model.states.length) model.at += 1;
      await tab.locator('.workbench-bar [data-do="redo"]').evaluate((button) => button.click());
    },
    // Nothing is waited for: what was not written yet is written when the page is left.
    reload: async (tab) => {
      await tab.reload();
      await ready(tab);
    },
    "answer and leave": async (tab) => {
      model.change(await change(tab, model.now));
      await tab.goto(`${root}/results.html`);
      await ready(tab);
      await tab.goBack();
      await ready(tab);
    },
    "another tab": async (tab) => {
      await tab.close({ runBeforeUnload: true });
      tabs[tabs.indexOf(tab)] = await begin();
    },
    upgrade: async (tab) => {
      await tab.evaluate(() => {
        const box = document.querySelector("#plan-text");
        box.value = box.value.replace(/^sp_plan: .*$/m, 'sp_plan: "0.9"');
        box.dispatchEvent(new Event("input", { bubbles: true }));
      });
      model.states = [...model.states.slice(0, model.at + 1), model.now];
      model.at += 1;
      await tab.reload();
      await ready(tab);
      model.states = [...model.states.slice(0, model.at + 1), model.now];
      model.at += 1;
    },
    "both at once": async () => {
      const before = model.now;
      const made = await atOnce(tabs, (tab) => change(tab, before));
      const asking = async () => {
        for (const tab of tabs) if (await tab.locator("dialog[open]").count()) return tabs.indexOf(tab);
        return -1;
      };
      if (alike(made[0], made[1])) {
        model.change(made[0]);
        return;
      }
      await until("one of the tabs asks", async () => (await asking()) >= 0);
      const at = await asking();
      const choice = oneOf(["mine", "theirs"]);
      await choose(tabs[at], choice);
      const [wins, rests] = choice === "mine" ? [made[at], made[1 - at]] : [made[1 - at], made[at]];
      model.change(wins);
      done.push(`(${choice})`);
      const changed = PATHS.find((path) => rests[path] !== before[path]);
      const line = `${changed.split(".").at(-1)}: ${rests[changed]}`;
      await until(`the other version is kept, with ${line}`, async () =>
        Object.entries(await storage(tabs[0])).some(([key, value]) => key.includes("/snapshot/") && value.includes(line)),
      );
    },
  };
  const likely = ["answers", "answers", "answers", "undo", "undo", "redo", "reload", "answer and leave", "another tab", "upgrade", "both at once"];
  await agree();
  for (let step = 0; step < STEPS; step += 1) {
    const name = oneOf(likely);
    done.push(name);
    await doings[name](oneOf(tabs));
    await agree();
  }
  const { text } = await download(tabs[0], () => press(tabs[0], "save"));
  const faults = PATHS.flatMap((path) => {
    const found = text.match(new RegExp(`^    ${path.split(".").at(-1)}: ([a-z]+)`, "m"))?.[1] ?? null;
    return found === model.now[path] ? [] : [`the file says ${found} to ${path}, and it should be ${model.now[path]}`];
  });
  if (!text.startsWith("# Ours.\n")) faults.push("the comment at the beginning is gone");
  return faults;
}
