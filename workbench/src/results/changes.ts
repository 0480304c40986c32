// What has changed since the file was opened, by how a meeting wants to hear of it.

import { ticked } from "../copy.js";
import { counted } from "../findings.js";
import { root } from "../page.js";
import type { Difference } from "../wire.js";
import { type Child, made } from "./clone.js";
import { element, folded } from "./draw.js";
import { question } from "./questions.js";

/** The classes in their order, in words. */
const CLASSES: [string, string][] = [
  ["worse", "Worse"],
  ["reopened", "Open again"],
  ["better", "Better"],
  ["answered", "Answered"],
  ["changed", "Changed"],
  ["set_aside", "Set aside"],
  ["removed", "Removed"],
];

/** How many entries of a class are seen at once. */
const SHOWN = 20;

/** The entries by class. */
export function changeGroups({ entries, old: before, new: now }: Difference): Child[] {
  if (entries.length === 0) {
    return [element("p", {}, "Nothing has changed in what the plan says.")];
  }
  const met = `${before.ingredients_met} of ${before.ingredients} ingredients were met then, ${now.ingredients_met} are met now.`;
  const groups = CLASSES.flatMap(([id, title]) => {
    const changes = entries.filter((entry) => entry.class === id).map(change);
    const rest = changes.splice(SHOWN);
    const more = rest.length > 0 && folded(`changes.${id}`, counted(rest.length, "more change", "more changes"), element("ul", {}, ...rest));
    return changes.length === 0 ? [] : [made("changes-group", { fill: { title }, slot: { changes } }), more];
  });
  return [element("p", {}, met), ...groups];
}

function change({ says: [first = "", ...more], kind, path, id }: Difference["entries"][number]): HTMLElement {
  const address = kind === "question" && path !== undefined ? question(path).address : kind === "ingredient" && id !== undefined ? `ingredients.html#${id}` : null;
  const entry = made("change", {
    fill: { words: first },
    link: address === null ? {} : { question: root + address },
    only: { more: more.length > 0 },
    slot: { more: more.map((line) => element("li", {}, ticked(line))) },
  });
  if (address === null) {
    // Some things stand in no question: their words are no link.
    const words = entry.querySelector("a");
    words?.replaceWith(...words.childNodes);
  }
  return entry;
}
