// Nothing that people enter is lost: plans come from files and go to files, the browser keeps them from page to page, two tabs
// do not write over each other, and what goes wrong is said in words.
// Prints what is wrong, and last of all a line `N passed, N failed`.
//
//     node workbench-keep.mjs SITE PLAN [ONLY]      ONLY is a pattern for the sentences; CHROMIUM names the browser
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { accessible } from "./checks/axe.mjs";
import { fits } from "./checks/reflow.mjs";
import { launch } from "./launch.mjs";
import {
  answer,
  atOnce,
  bar,
  choose,
  download,
  kept,
  makeHoldable,
  notice,
  open,
  pick,
  press,
  ready,
  shown,
  snapshots,
  storage,
  textOf,
  type,
  until,
  untilKept,
  visit,
  write,
} from "./plan-pages.mjs";
import { serve } from "./server.mjs";
import { attempt, count, finish } from "./tally.mjs";
import { watch } from "./watch.mjs";
import { randomRun } from "./workbench-random.mjs";

/** The checklist on which questions are answered, and two of its questions. */
const CHECKLIST = "checklists/setup.html";
const GROUP = "setup.partnerships.steering_group";
const CHAMPIONS = "setup.partnerships.gp_champions";

const TITLE = "Brook Lane";
const SMALL = `# Ours.\nsp_plan: "1.0"\nscheme:\n  name: ${TITLE}\nsetup:\n  partnerships:\n    steering_group: yes # since May\n`;

/** A fault when two texts differ. */
const same = (what, found, expected) => (found === expected ? [] : [`${what}: \`${brief(found)}\` and not \`${brief(expected)}\``]);
const brief = (text) => (text === null ? "nothing" : String(text).slice(-200));

/** A fault when a text lacks a part. */
const has = (what, text, ...parts) => parts.filter((part) => !text.includes(part)).map((part) => `${what} lacks \`${part}\`: ${brief(text)}`);

/** Waits for the notice and checks its words. */
const says = async (page, id, ...parts) => has(`the notice ${id}`, await notice(page, id), ...parts);

/** What makes the browser's storage fail in every page of a context. */
const blocked = () => {
  Object.defineProperty(window, "localStorage", {
    get() {
      throw new DOMException("The operation is insecure.", "SecurityError");
    },
  });
};
const deaf = () => Object.defineProperty(window, "localStorage", { get: () => null });
/** Room for so many characters, in all. */
const narrow = (room) => {
  const { setItem } = Storage.prototype;
  Storage.prototype.setItem = function put(key, value) {
    const others = Object.keys(this).filter((name) => name !== key);
    if (others.reduce((sum, name) => sum + this[name].length, value.length) > room) {
      throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
    }
    setItem.call(this, key, value);
  };
};
/** A file picker that writes to `window.files`, or fails by the name in `window.fault`. */
const picker = () => {
  window.files = [];
  window.showSaveFilePicker = async ({ suggestedName }) => {
    if (window.fault) throw new DOMException("no", window.fault);
    const one = { name: `chosen-${suggestedName}`, text: null };
    window.files.push(one);
    const createWritable = async () => {
      let text = "";
      return { write: async (more) => (text += more), close: async () => (one.text = text) };
    };
    return { name: one.name, createWritable };
  };
};

/** The checks of one way to open the site. `plan` is the text of a plan. */
function checksOf(root, plan) {
  const added = `${SMALL}    gp_champions: no\n`;
  return {
    "a plan opens by the file picker": async (context) => {
      const page = await open(context, root);
      await pick(page, "brook.yaml", SMALL);
      await notice(page, "opened");
      return [...has("the bar", await bar(page), TITLE, "Last saved to a file: "), ...same("the text", await textOf(page), SMALL)];
    },
    "a plan opens when it is dragged onto a page": async (context) => {
      const page = await open(context, root, CHECKLIST);
      await page.evaluate((text) => {
        const carried = new DataTransfer();
        carried.items.add(new File([text], "brook.yaml"));
        const drop = (type) => new DragEvent(type, { dataTransfer: carried, bubbles: true, cancelable: true });
        const over = drop("dragover");
        document.querySelector("main").dispatchEvent(over);
        if (!over.defaultPrevented) throw new Error("the page does not take files");
        document.querySelector("main").dispatchEvent(drop("drop"));
      }, SMALL);
      await notice(page, "opened");
      return same("the group", (await shown(page, [GROUP]))[GROUP], "yes");
    },
    "a plan opens when its text is pasted, on the page and into the box": async (context) => {
      const page = await open(context, root);
      await page.evaluate((text) => {
        const carried = new DataTransfer();
        carried.setData("text/plain", text);
        document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: carried, bubbles: true, cancelable: true }));
      }, SMALL);
      await notice(page, "opened");
      const faults = [...same("pasted on the page", await textOf(page), SMALL), ...has("the bar", await bar(page), "to a file: never", "in no file yet")];
      await page.locator("details:has(#paste-text)").evaluate((box) => (box.open = true));
      await page.fill("#paste-text", added);
      await press(page, "paste");
      await until("it is open", async () => (await textOf(page)) === added);
      return faults;
    },
    "what is no plan is refused in words, and the plan stays": async (context) => {
      const page = await open(context, root);
      await pick(page, "brook.yaml", SMALL);
      await notice(page, "opened");
      const faults = [];
      const refused = [
        ["big.yaml", Buffer.alloc(5 << 20, "#"), "too large"],
        ["zip.yaml", Buffer.from("PK\u0000\u0003"), "not a text file"],
        ["wide.yaml", Buffer.from(`\ufeff${SMALL}`, "utf16le"), "UTF-16"],
        ["latin.yaml", Buffer.from("sp_plan: caf\u00e9", "latin1"), "UTF-8"],
        ["letter.txt", Buffer.from("Dear all,\nthe meeting is on Monday.\n"), "not a plan"],
        ["list.yaml", Buffer.from("- milk\n- eggs\n"), "not a plan"],
        ["empty.yaml", Buffer.from(""), "not a plan"],
      ];
      for (const [name, buffer, words] of refused) {
        await page.setInputFiles("#plan-file", { name, mimeType: "", buffer });
        await until(`${name} is refused`, async () => (await notice(page, "not-a-plan")).includes(name));
        faults.push(...(await says(page, "not-a-plan", words, "still here")));
      }
      return [...faults, ...same("the text", await textOf(page), SMALL), ...same("what is kept", await kept(page), SMALL)];
    },
    "what is being typed is saved, taken back and kept with the rest, and does not go into another plan": async (context) => {
      await context.addInitScript(() => delete window.showSaveFilePicker);
      const page = await open(context, root);
      await pick(page, "brook.yaml", SMALL);
      await notice(page, "opened");
      // Buttons are pressed by script here: a person who leaves the box for one has done with typing.
      const pressAtOnce = (does) => page.locator(`.workbench-bar [data-do="${does}"]`).evaluate((button) => button.click());
      await type(page, added);
      const got = await download(page, () => pressAtOnce("save"));
      const faults = same("the file", got.text, added);
      await type(page, `${added}# a\n`);
      await pressAtOnce("undo");
      faults.push(...same("taken back", await textOf(page), added));
      await type(page, `${added}# b\n`);
      await pick(page, "riverside.yaml", plan);
      await until("the other is open", async () => (await textOf(page)) === plan);
      // Longer than the box waits for more letters.
      await page.waitForTimeout(600);
      faults.push(...same("the other", await textOf(page), plan));
      const values = Object.entries(await storage(page));
      if (!values.some(([key, value]) => key.includes("/snapshot/") && value.includes("# b"))) faults.push("the last letters are not kept");
      return faults;
    },
    "a plan with faults is opened all the same": async (context) => {
      const page = await open(context, root);
      const broken = 'sp_plan: "1.0"\nsetup: [\n';
      await pick(page, "half.yaml", broken);
      await notice(page, "opened");
      return same("the text", await textOf(page), broken);
    },
    "a plan is saved letter by letter, and the page says when": async (context) => {
      await context.addInitScript(() => delete window.showSaveFilePicker);
      const page = await open(context, root);
      await page.clock.setFixedTime("2026-11-24T14:05:00");
      await pick(page, "riverside.yaml", plan);
      await notice(page, "opened");
      await write(page, `${plan}# More.\n`);
      const faults = has("the bar", await bar(page), "in no file yet");
      const got = await download(page, () => press(page, "save"));
      faults.push(...same("the file", got.text, `${plan}# More.\n`), ...same("its name", got.name, "riverside.yaml"));
      const after = await bar(page);
      faults.push(...has("the bar", after, "Last saved to a file: 24 November 2026, 14:05."));
      if (after.includes("no file yet")) faults.push("changes are said to be unsaved");
      await visit(page, root, CHECKLIST);
      return [...faults, ...has("the next page", await bar(page), "24 November 2026, 14:05")];
    },
    "the file picker is asked once, and again for another name; a download stands in when it is blocked": async (context) => {
      await context.addInitScript(picker);
      const page = await open(context, root);
      await pick(page, "brook.yaml", SMALL);
      await notice(page, "opened");
      await press(page, "save");
      await says(page, "saved", "chosen-brook.yaml");
      await write(page, added);
      await press(page, "save");
      await until("it is saved", async () => !(await bar(page)).includes("no file yet"));
      const files = () => page.evaluate(() => window.files);
      const faults = same("the files", JSON.stringify(await files()), JSON.stringify([{ name: "chosen-brook.yaml", text: added }]));
      await page.evaluate(() => (window.fault = "AbortError"));
      await write(page, `${added}# x\n`);
      await press(page, "save-as");
      faults.push(...has("the bar after a change of mind", await bar(page), "no file yet"));
      await page.evaluate(() => (window.fault = "SecurityError"));
      const got = await download(page, () => press(page, "save-as"));
      return [...faults, ...same("the download", got.text, `${added}# x\n`)];
    },
    "the plan is there on every page, soon after a change and when the page is left at once": async (context) => {
      const page = await open(context, root);
      await pick(page, "brook.yaml", SMALL);
      await untilKept(page, TITLE);
      await visit(page, root, CHECKLIST);
      const faults = same("the group", (await shown(page, [GROUP]))[GROUP], "yes");
      await answer(page, CHAMPIONS, "no");
      await untilKept(page, "gp_champions: no");
      await answer(page, CHAMPIONS, "yes");
      await visit(page, root, "results.html");
      faults.push(...has("what is kept", await kept(page), "gp_champions: yes", "# since May"), ...has("the bar", await bar(page), TITLE));
      await page.goBack();
      await ready(page);
      return [...faults, ...same("back again", (await shown(page, [CHAMPIONS]))[CHAMPIONS], "yes")];
    },
    "steps are taken back and done again, from page to page, and buttons say which": async (context) => {
      const page = await open(context, root);
      await pick(page, "brook.yaml", SMALL);
      await notice(page, "opened");
      const button = page.locator('.workbench-bar [data-do="undo"]');
      const name = () => button.getAttribute("aria-label");
      const faults = [...has("the name", await name(), "nothing to undo"), ...same("its state", await button.getAttribute("aria-disabled"), "true")];
      await visit(page, root, CHECKLIST);
      await answer(page, GROUP, "no");
      await answer(page, CHAMPIONS, "yes");
      faults.push(...has("the name", await name(), "Undo: ", "GP champion"));
      await visit(page, root, "plan.html");
      await press(page, "undo");
      await untilKept(page, "steering_group: no");
      await page.locator("h1").click();
      await page.keyboard.press("Control+z");
      faults.push(...same("taken back", await textOf(page), SMALL));
      await page.keyboard.press("Control+Shift+z");
      await page.keyboard.press("Control+y");
      faults.push(...has("done again", await textOf(page), "steering_group: no # since May", "gp_champions: yes"));
      await page.focus("#keep-name");
      await page.keyboard.press("Control+z");
      return [...faults, ...has("with the focus in a text box", await textOf(page), "gp_champions: yes")];
    },
    "snapshots are taken before another plan opens and when asked for, can be compared, gone back to, taken along and removed": async (context) => {
      const page = await open(context, root);
      await pick(page, "brook.yaml", SMALL);
      await notice(page, "opened");
      await write(page, added);
      await pick(page, "riverside.yaml", plan);
      await until("the other is open", async () => (await textOf(page)) === plan);
      const faults = [...(await says(page, "opened", TITLE, "earlier versions"))];
      await page.fill("#keep-name", "As agreed in March");
      await press(page, "keep");
      const list = await snapshots(page);
      faults.push(...same("how many", list.length, 2), ...has("the first", list[0], "As agreed in March"), ...has("the second", list[1], "before another plan was opened", "brook.yaml", "another plan"));
      const second = page.locator("#snapshots > li").nth(1);
      await second.locator('[data-do="compare"]').click();
      faults.push(...has("what differs", await second.locator(".differences").innerText(), "Nation: England", "more."));
      const got = await download(page, () => second.locator('[data-do="download"]').click());
      faults.push(...same("the download", got.text, added));
      await second.locator('[data-do="restore"]').click();
      await choose(page, "cancel");
      faults.push(...same("after a change of mind", await textOf(page), plan));
      await second.locator('[data-do="restore"]').click();
      await choose(page, "restore");
      await until("it is as it was", async () => (await textOf(page)) === added);
      await page.reload();
      await ready(page);
      faults.push(...same("after a reload", await textOf(page), added));
      const first = page.locator("#snapshots > li").first();
      const before = (await snapshots(page)).length;
      await first.locator('[data-do="remove"]').click();
      await choose(page, "cancel");
      faults.push(...same("kept", (await snapshots(page)).length, before));
      await first.locator('[data-do="remove"]').click();
      await choose(page, "remove");
      await until("it is gone", async () => (await snapshots(page)).length === before - 1);
      return faults;
    },
    "line ends of Windows stay where nothing is typed, and what is typed gets them": async (context) => {
      await context.addInitScript(() => delete window.showSaveFilePicker);
      const page = await open(context, root);
      const windows = SMALL.replaceAll("\n", "\r\n");
      await pick(page, "brook.yaml", windows);
      await notice(page, "opened");
      await write(page, `# Ours.\n${await textOf(page)}`);
      const typed = await download(page, () => press(page, "save"));
      const faults = same("after typing", typed.text, `# Ours.\r\n${windows}`);
      await press(page, "undo");
      const undone = await download(page, () => press(page, "save"));
      return [...faults, ...same("after undo", undone.text, windows)];
    },
    "going back within a plan can itself be undone": async (context) => {
      const page = await open(context, root);
      await pick(page, "brook.yaml", SMALL);
      await notice(page, "opened");
      await press(page, "keep");
      await write(page, added);
      await page.locator('#snapshots [data-do="restore"]').click();
      await choose(page, "restore");
      await until("it is as it was", async () => (await textOf(page)) === SMALL);
      const faults = has("the name", await page.locator('.workbench-bar [data-do="undo"]').getAttribute("aria-label"), "going back");
      await press(page, "undo");
      return [...faults, ...same("undone", await textOf(page), added)];
    },
    "one snapshot is taken in ten minutes of work, and the oldest go first": async (context) => {
      const page = await open(context, root);
      await page.clock.install({ time: "2026-11-24T09:00:00" });
      await visit(page, root, "plan.html");
      await pick(page, "brook.yaml", SMALL);
      await page.clock.runFor(500);
      const faults = [];
      for (let step = 1; step <= 26; step += 1) {
        await write(page, `${SMALL}# ${step}\n`);
        await page.clock.runFor(500);
        await page.clock.fastForward("05:00");
        if (step === 2) await press(page, "keep");
      }
      const list = await snapshots(page);
      faults.push(...same("of work", list.filter((one) => one.includes("in the course of work")).length, 10));
      return [...faults, ...same("named", list.filter((one) => one.includes("kept by you")).length, 1)];
    },
    "what cannot be read is kept, said, and can be downloaded": async (context) => {
      const page = await open(context, root);
      await pick(page, "brook.yaml", SMALL);
      await untilKept(page, TITLE);
      const damage = await page.evaluate(() => {
        const key = Object.keys(localStorage).find((name) => name.includes("/plan/"));
        localStorage[key] = localStorage[key].slice(0, -9);
        return localStorage[key];
      });
      await visit(page, root, CHECKLIST);
      const faults = await says(page, "storage-damaged", "damaged");
      const got = await download(page, () => page.locator('[data-notice="storage-damaged"] [data-do="download"]').click());
      faults.push(...same("the download", got.text, damage));
      await answer(page, GROUP, "no");
      await until("it is kept", async () => Object.values(await storage(page)).some((value) => value.includes("steering_group: no")));
      const left = async () => Object.values(await storage(page)).filter((value) => value === damage).length;
      faults.push(...same("still there", await left(), 1));
      await page.locator('[data-notice="storage-damaged"] [data-do="discard"]').click();
      await choose(page, "discard");
      await page.locator('[data-notice="storage-damaged"]').waitFor({ state: "detached" });
      return [...faults, ...same("removed when asked for", await left(), 0)];
    },
    "what newer pages have kept is not changed, and said": async (context) => {
      const page = await open(context, root);
      await pick(page, "brook.yaml", SMALL);
      await untilKept(page, TITLE);
      const newer = await page.evaluate(() => {
        const key = Object.keys(localStorage).find((name) => name.includes("/plan/"));
        return (localStorage[key] = JSON.stringify({ ...JSON.parse(localStorage[key]), schema: 2 }));
      });
      await visit(page, root, CHECKLIST);
      const faults = await says(page, "storage-newer", "newer");
      await answer(page, GROUP, "no");
      await until("it is kept", async () => Object.values(await storage(page)).some((value) => value.includes("steering_group: no")));
      return [...faults, ...same("still there", Object.values(await storage(page)).filter((value) => value === newer).length, 1)];
    },
    "a browser that keeps nothing is named, and asks before work is lost": async (context) => {
      for (const way of [blocked, deaf]) await context.addInitScript(way);
      const page = await open(context, root);
      const faults = await says(page, "storage-blocked", "Save the plan to a file");
      await pick(page, "brook.yaml", SMALL);
      await notice(page, "opened");
      await page.locator("h1").click();
      await write(page, added);
      let asked = 0;
      page.on("dialog", (dialog) => {
        asked += 1;
        void dialog.accept();
      });
      await pick(page, "riverside.yaml", plan);
      await choose(page, "cancel");
      faults.push(...same("after a change of mind", await textOf(page), added));
      await visit(page, root, CHECKLIST);
      return [...faults, ...same("how often it asked on leaving", asked, 1)];
    },
    "nobody is asked on leaving while the browser has the plan": async (context) => {
      const page = await open(context, root);
      let asked = 0;
      page.on("dialog", (dialog) => {
        asked += 1;
        void dialog.accept();
      });
      await page.locator("h1").click();
      await write(page, SMALL);
      await visit(page, root, CHECKLIST);
      return [...same("how often it asked", asked, 0), ...has("what is kept", await kept(page), TITLE)];
    },
    "full storage drops the oldest automatic snapshots after saying so, never named ones, and then goes on in memory": async (context) => {
      const page = await open(context, root);
      await pick(page, "brook.yaml", SMALL);
      await notice(page, "opened");
      await page.fill("#keep-name", "Mine");
      await press(page, "keep");
      for (const more of ["# a\n", "# b\n"]) {
        await write(page, SMALL + more);
        await pick(page, "brook.yaml", SMALL);
        await until("it is open", async () => (await textOf(page)) === SMALL);
      }
      const faults = same("before", (await snapshots(page)).length, 3);
      await untilKept(page, TITLE);
      const full = Object.values(await storage(page)).reduce((sum, value) => sum + value.length, 0);
      await page.evaluate(narrow, full + 20);
      await write(page, `${SMALL}# ${"long ".repeat(60)}\n`);
      faults.push(...(await says(page, "made-room", "room")));
      await untilKept(page, "long long");
      const list = (await snapshots(page)).join("\n");
      faults.push(...has("the list", list, "Mine", "only until you leave this page"));
      const endless = `${SMALL}# ${"endless ".repeat(9_000)}\n`;
      await write(page, endless);
      faults.push(...(await says(page, "storage-full", "Save the plan")));
      faults.push(...same("the text", await textOf(page), endless));
      if (!Object.keys(await storage(page)).some((key) => key.endsWith("/Mine"))) faults.push("the named one is gone");
      await press(page, "undo");
      await page.locator('[data-notice="storage-full"]').waitFor({ state: "detached" });
      return faults;
    },
    "emptied storage is written again, and said": async (context) => {
      const page = await open(context, root);
      await pick(page, "brook.yaml", SMALL);
      await untilKept(page, TITLE);
      await page.evaluate(() => localStorage.clear());
      await write(page, added);
      const faults = await says(page, "storage-emptied", "kept it again");
      return [...faults, ...same("what is kept", await kept(page), added)];
    },
    "a tab without work of its own follows another": async (context) => {
      const [one, other] = [await open(context, root), await open(context, root, CHECKLIST)];
      await pick(one, "brook.yaml", SMALL);
      await until("the other shows it", async () => (await shown(other, [GROUP]))[GROUP] === "yes");
      await answer(other, GROUP, "no");
      await until("the first shows it", async () => (await textOf(one)).includes("steering_group: no # since May"));
      await press(one, "undo");
      await until("the other shows it", async () => (await shown(other, [GROUP]))[GROUP] === "yes");
      return says(other, "followed", "other tab");
    },
    "when two tabs change a plan, both versions are kept and the difference is shown": async (context) => {
      await makeHoldable(context);
      const faults = [];
      for (const choice of ["mine", "theirs"]) {
        const [one, other] = [await open(context, root, CHECKLIST), await open(context, root, CHECKLIST)];
        await pick(one, "brook.yaml", SMALL);
        await until("both have it", async () => (await shown(other, [GROUP]))[GROUP] === "yes");
        await atOnce([one, other], (page, at) => answer(page, [GROUP, CHAMPIONS][at], "no"));
        const asking = async () => {
          for (const page of [one, other]) if (await page.locator("dialog[open]").count()) return page;
          return null;
        };
        await until("one of the two asks", async () => (await asking()) !== null);
        const page = await asking();
        faults.push(...has("the difference", (await page.locator("dialog[open]").innerText()).toLowerCase(), "steering group", "gp champion"));
        await choose(page, choice);
        const mine = page === one ? "steering_group: no" : "gp_champions: no";
        const theirs = page === one ? "gp_champions: no" : "steering_group: no";
        const [wins, rests] = choice === "mine" ? [mine, theirs] : [theirs, mine];
        await untilKept(page, wins);
        if ((await kept(page)).includes(rests)) faults.push(`${choice}: the two were mixed`);
        const values = Object.entries(await storage(page));
        if (!values.some(([key, value]) => key.includes("/snapshot/") && value.includes(rests))) faults.push(`${choice}: the other is not kept`);
        await until("both tabs show one", async () => {
          const [first, second] = [await shown(one, [GROUP, CHAMPIONS]), await shown(other, [GROUP, CHAMPIONS])];
          return JSON.stringify(first) === JSON.stringify(second);
        });
        await one.close();
        await other.close();
      }
      return faults;
    },
    "a choice between two versions can wait, and closing the tab loses neither": async (context) => {
      await makeHoldable(context);
      const [one, other] = [await open(context, root, CHECKLIST), await open(context, root, CHECKLIST)];
      await pick(one, "brook.yaml", SMALL);
      await until("both have it", async () => (await shown(other, [GROUP]))[GROUP] === "yes");
      await atOnce([one, other], (page, at) => answer(page, [GROUP, CHAMPIONS][at], "no"));
      const isAsking = async (page) => (await page.locator("dialog[open]").count()) > 0;
      await until("one of the two asks", async () => (await isAsking(one)) || (await isAsking(other)));
      const page = (await isAsking(one)) ? one : other;
      await page.keyboard.press("Escape");
      const faults = await says(page, "other-tab", "Both versions are kept");
      await answer(page, "setup.partnerships.citizens", "planned");
      await page.close({ runBeforeUnload: true });
      const rest = page === one ? other : one;
      await until("the other is kept", async () => Object.values(await storage(rest)).some((value) => value.includes("citizens: planned")));
      return faults;
    },
    "everything can be cleared: no key stays behind, in any tab": async (context) => {
      const [page, other] = [await open(context, root), await open(context, root, CHECKLIST)];
      await pick(page, "brook.yaml", SMALL);
      await notice(page, "opened");
      await write(page, added);
      await press(page, "keep");
      await until("the other tab has it", async () => (await shown(other, [CHAMPIONS]))[CHAMPIONS] === "no");
      await page.evaluate(() => localStorage.setItem("of another site", "stays"));
      await press(page, "clear-all");
      const faults = has("the question", await page.locator("dialog[open]").innerText(), TITLE, "no file yet", "1");
      await choose(page, "cancel");
      faults.push(...same("after a change of mind", await kept(page), added));
      await press(page, "clear-all");
      await choose(page, "clear");
      await notice(page, "cleared");
      await notice(other, "cleared");
      faults.push(...same("the other tab", (await shown(other, [CHAMPIONS]))[CHAMPIONS], null));
      // Longer than either tab waits before it writes.
      await page.waitForTimeout(1_000);
      await visit(page, root, CHECKLIST);
      await visit(other, root, "plan.html");
      return [...faults, ...same("the keys", Object.keys(await storage(page)).join(), "of another site")];
    },
    "a plan of an older question set is brought up to date after a snapshot, when opened and when found": async (context) => {
      const page = await open(context, root);
      const old = SMALL.replace('"1.0"', '"0.9"');
      await pick(page, "brook.yaml", old);
      const faults = await says(page, "upgraded", "0.9", "1.0", "earlier versions");
      faults.push(...same("the text", await textOf(page), SMALL), ...has("the snapshots", (await snapshots(page)).join(), "brought up to date"));
      await page.locator('[data-notice="upgraded"] [data-do="before"]').click();
      await until("it is as it was", async () => (await textOf(page)) === old);
      await untilKept(page, '"0.9"');
      await visit(page, root, CHECKLIST);
      faults.push(...(await says(page, "upgraded", "0.9")));
      return [...faults, ...same("what is kept", await kept(page), SMALL)];
    },
    "a plan of a newer question set is left as it is, and that is said": async (context) => {
      const page = await open(context, root);
      const newer = SMALL.replace('"1.0"', '"9.0"');
      await pick(page, "brook.yaml", newer);
      const faults = await says(page, "not-upgraded", "9.0", "newer handbook");
      await untilKept(page, "9.0");
      await page.reload();
      await ready(page);
      faults.push(...(await says(page, "not-upgraded", "9.0")));
      return [...faults, ...same("the text", await textOf(page), newer)];
    },
    "answers that no question asks for are listed and stay": async (context) => {
      await context.addInitScript(() => delete window.showSaveFilePicker);
      const page = await open(context, root);
      const odd = `${SMALL}    moon_phase: waxing # ours\nretired:\n  setup.old: kept\n`;
      await pick(page, "brook.yaml", odd);
      await notice(page, "opened");
      const faults = has("the list", await page.locator("#unknown").innerText(), "moon_phase", "waxing", "setup.old", "kept");
      await visit(page, root, CHECKLIST);
      await answer(page, GROUP, "no");
      const got = await download(page, () => press(page, "save"));
      return [...faults, ...same("the file", got.text, odd.replace("steering_group: yes", "steering_group: no"))];
    },
    "the sections and the answers read through count only what is asked": async (context) => {
      const page = await open(context, root);
      const faults = has("a blank plan", await page.locator('#task-list [data-checklist="setup"]').innerText(), "Not started");
      await pick(page, "brook.yaml", SMALL);
      await notice(page, "opened");
      faults.push(...has("the section", await page.locator('#task-list [data-checklist="setup"]').innerText(), "1 of "));
      await page.locator('[id="answers.setup"] > summary').click();
      const section = page.locator('[id="answers.setup"]');
      await section.locator(".govuk-summary-list__row").first().waitFor();
      const rows = await section.locator(".govuk-summary-list__row").allInnerTexts();
      const counted = Number((await section.locator(".answers-count").innerText()).match(/of (\d+)/)?.[1]);
      faults.push(...same("the rows", rows.length, counted), ...has("the rows", rows.join("\n"), "Not provided"));
      const change = section.locator(`a[href$="#${GROUP}"]`);
      faults.push(...has("the link", await change.innerText(), "Change"));
      await change.click();
      await ready(page);
      return [...faults, ...same("the question", (await shown(page, [GROUP]))[GROUP], "yes")];
    },
    "with notices, earlier versions and a dialog open the page is accessible, and fits a narrow window": async (context) => {
      const page = await open(context, root);
      await pick(page, "brook.yaml", SMALL.replace('"1.0"', '"0.9"'));
      await notice(page, "upgraded");
      await write(page, `${SMALL}    moon_phase: waxing\n`);
      await press(page, "keep");
      await page.locator('#snapshots [data-do="compare"]').last().click();
      await page.locator('[id="answers.setup"] > summary').click();
      await page.setViewportSize({ width: 320, height: 640 });
      const faults = [...(await accessible(page)), ...(await fits(page))];
      for (const does of ["clear-all", "restore", "remove"]) {
        await page.locator(`main .plan-part [data-do="${does}"]`).last().click();
        faults.push(...(await accessible(page)), ...(await fits(page)));
        await page.keyboard.press("Escape");
        const isBack = await page.evaluate((does) => document.activeElement?.dataset.do === does, does);
        if (!isBack) faults.push(`after \`${does}\` the focus is not where it was`);
      }
      return faults;
    },
    "a long random run ends with every answer where it belongs": (context) => randomRun(context, root, CHECKLIST, SMALL),
  };
}

/** A plan saved in one profile opens in another. */
async function otherProfile(browser, root, plan) {
  const contexts = [await browser.newContext(), await browser.newContext()];
  await contexts[0].addInitScript(() => delete window.showSaveFilePicker);
  const page = await open(contexts[0], root);
  await pick(page, "riverside.yaml", plan);
  await notice(page, "opened");
  await visit(page, root, CHECKLIST);
  await answer(page, CHAMPIONS, "planned");
  const got = await download(page, () => press(page, "save"));
  const other = await open(contexts[1], root);
  const faults = same("what the other profile has at first", await kept(other), null);
  await pick(other, got.name, got.text);
  await notice(other, "opened");
  faults.push(...same("its text", await textOf(other), got.text), ...has("the file", got.text, "planned"));
  for (const context of contexts) await context.close();
  return faults;
}

/** Two handbooks in two folders share the browser's storage, and keep their plans apart. */
async function twoFolders(browser, site) {
  const folder = mkdtempSync(join(tmpdir(), "sp-plan-site-"));
  cpSync(site, folder, { recursive: true });
  const context = await browser.newContext();
  const [one, other] = [await open(context, pathToFileURL(site).href), await open(context, pathToFileURL(folder).href)];
  await pick(one, "brook.yaml", SMALL);
  await untilKept(one, TITLE);
  await other.reload();
  await ready(other);
  const faults = (await bar(other)).includes(TITLE) ? ["the plan of one is open in the other"] : [];
  await write(other, SMALL.replace(TITLE, "Mill Lane"));
  await until("both are kept", async () => Object.keys(await storage(other)).length === 2);
  await one.reload();
  await ready(one);
  faults.push(...has("the first", await bar(one), TITLE));
  await context.close();
  rmSync(folder, { recursive: true });
  return faults;
}

/** What is done in a browser with a server is otherwise in its storage, its tabs and its downloads: these are checked there too. */
const SERVED = /opens by the file picker|saved letter|is there on every page|follows another|two tabs|cleared|in memory|random run/;

async function look(browser, way, root, plan, only) {
  const faults = [];
  for (const [sentence, check] of Object.entries(checksOf(root, plan))) {
    if (!only.test(sentence)) continue;
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    context.setDefaultTimeout(20_000);
    context.on("page", (page) => {
      const watched = watch(page, root);
      page.on("close", () => faults.push(...watched.take().map((fault) => `${sentence}: ${fault}`)));
    });
    await attempt(`${way}: ${sentence}`, () => check(context));
    await context.close();
  }
  count(`${way}: the pages keep to themselves`, [...new Set(faults)]);
}

async function main() {
  const site = resolve(process.argv[2] ?? "");
  const plan = readFileSync(process.argv[3] ?? "", "utf8");
  const only = new RegExp(process.argv[4] ?? "");
  const browser = await launch();
  const { address, close } = await serve(site);
  const folder = pathToFileURL(site).href;
  await look(browser, "from a folder", folder, plan, only);
  await look(browser, "from a server", address, plan, process.argv[4] ? only : SERVED);
  if (!process.argv[4]) {
    await attempt("a saved plan opens in another profile", () => otherProfile(browser, folder, plan));
    await attempt("two handbooks in two folders keep their plans apart", () => twoFolders(browser, site));
  }
  await browser.close();
  await close();
}

await finish(main);
