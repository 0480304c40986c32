// What pages say of the browser's storage: that it is blocked, full or emptied, that something in it cannot be read; and how
// they come back in step after another tab has changed the plan, or cleared everything.

import { differences } from "./differences.js";
import { ask } from "./dialog.js";
import { say, unsay } from "./notices.js";
import { type Event, begun } from "./storage.js";
import type { Workbench } from "./workbench.js";

/** What a page tells the others of this handbook when a person has cleared everything. */
const CLEARED = "cleared";

/** Says from now on what happens to the plan in the browser. */
export function startKeeping({ session, storage, files }: Workbench): void {
  const decide = async (): Promise<void> => {
    const theirs = storage.theirs;
    const lines = theirs === null ? [] : differences(session, theirs, session.kept);
    const choice = await ask("two-versions", {}, { differences: lines });
    if (choice === "mine" || choice === "theirs") {
      storage.choose(choice);
      unsay("other-tab");
    }
  };
  const told: Record<Event, () => void> = {
    blocked: () => say("storage-blocked"),
    full: () => say("storage-full"),
    "made-room": () => say("made-room"),
    emptied: () => say("storage-emptied"),
    kept: () => ["storage-blocked", "storage-full"].forEach(unsay),
    parted: () => {
      say("other-tab", {}, { does: { compare: () => void decide() } });
      if (document.visibilityState === "visible" && document.querySelector("dialog[open]") === null) {
        void decide();
      }
    },
    followed: () => say("followed"),
  };
  storage.listen((event) => told[event]());
  if (storage.isBlocked) {
    say("storage-blocked");
  }
  const unread = storage.unread();
  for (const is of ["newer", "damaged"] as const) {
    const first = unread.find((one) => one.is === is);
    if (first !== undefined) {
      const download = (): void => files.download("plan-kept-by-browser.txt", "text/plain", storage.stored(first.name));
      const discard = async (): Promise<void> => {
        if ((await ask("discard")) === "discard") {
          storage.remove(first.name);
          unsay(`storage-${is}`);
        }
      };
      say(`storage-${is}`, {}, { does: { download, discard: () => void discard() } });
    }
  }
  const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel(storage.prefix) : null;
  channel?.addEventListener("message", ({ data }) => {
    if (data === CLEARED) {
      // Whoever cleared this computer meant this tab too: it must not write the plan again.
      storage.clear(begun(session.engine));
      say("cleared");
    }
  });
}

/** Clears everything, here and in the other tabs. */
export function clearEverywhere({ session, storage }: Workbench): void {
  if (typeof BroadcastChannel === "function") {
    const channel = new BroadcastChannel(storage.prefix);
    channel.postMessage(CLEARED);
    channel.close();
  }
  storage.clear(begun(session.engine));
}
