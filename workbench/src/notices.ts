// What happens to a plan is said at the top of the page: one notice of each kind at a time, which stays until it is closed or
// no longer holds.

import { copyOf } from "./copy.js";
import { pressed } from "./pressed.js";

const place = (): HTMLElement | null => document.getElementById("notices");

function shown(id: string): HTMLElement | null {
  return place()?.querySelector<HTMLElement>(`[data-notice="${id}"]`) ?? null;
}

/** Shows a notice by a template of the page, in place of an older one of its kind. `does` has what its own buttons do. */
export function say(
  id: string,
  texts: Record<string, string> = {},
  { slots = {}, does = {} }: { slots?: Record<string, Node[]>; does?: Record<string, () => void> } = {},
): HTMLElement {
  const notice = copyOf(`notice-${id}`, { fill: texts, slot: slots });
  notice.addEventListener("click", (event) => {
    const name = pressed(event);
    if (name === "dismiss") {
      notice.remove();
    }
    if (name !== undefined) {
      does[name]?.();
    }
  });
  const older = shown(id);
  if (older) {
    older.replaceWith(notice);
  } else {
    place()?.prepend(notice);
  }
  return notice;
}

/** Takes a notice away that no longer holds. */
export function unsay(id: string): void {
  shown(id)?.remove();
}
