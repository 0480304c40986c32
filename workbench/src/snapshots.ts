// Snapshots: plans as they were, kept before every step that changes much, now and then during work, and when asked for.
// The browser's storage holds them; where it cannot, this page does as long as it is open, and says so.

import { History } from "./history.js";
import type { Kept } from "./session.js";
import type { Shelf } from "./shelf.js";
import { reading, written } from "./stored.js";

/** Why there is a snapshot; `named` are those that a person asked for. */
export type Cause = "opening" | "upgrade" | "going_back" | "other_tab" | "work" | "named";

/** The most snapshots that were taken because time had passed; the oldest go first. */
const MOST_OF_WORK = 10;

/** The most of those that were taken before a step that changes much; the oldest go first. Named ones never go. */
const MOST_AUTOMATIC = 20;

/** A snapshot without its plan. All of it stands in its name on the shelf, so that a list needs no plan to be read. */
export interface Mark {
  /** Its name on the shelf. */
  name: string;
  /** When it was taken: milliseconds since 1970. */
  at: number;
  cause: Cause;
  /** What a person called it; empty for the others. */
  label: string;
  /** Whether only this page has it, so that it goes when the page is left. */
  isHereOnly: boolean;
}

const BEGINNING = "snapshot/";

/** A word that no other page has made: 16 hexadecimal digits. */
export function fresh(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function mark(name: string, isHereOnly: boolean): Mark {
  const [, at = "0", cause = "work", , label = ""] = name.split("/");
  return { name, at: Number(at), cause: cause as Cause, label: readable(label), isHereOnly };
}

function readable(label: string): string {
  try {
    return decodeURIComponent(label);
  } catch {
    return label;
  }
}

export class Snapshots {
  #shelf: Shelf;
  /** Stored forms that only this page has, by name. */
  #here = new Map<string, string>();

  #onDropped: () => void;

  /** `onDropped` is called when automatic snapshots went from the browser's storage for want of room. */
  constructor(shelf: Shelf, onDropped: () => void) {
    this.#shelf = shelf;
    this.#onDropped = onDropped;
  }

  /** All of them, the newest first. */
  all(): Mark[] {
    const stored = this.#shelf.names(BEGINNING).map((name) => mark(name, false));
    const here = [...this.#here.keys()].map((name) => mark(name, true));
    return [...stored, ...here].sort((one, other) => other.at - one.at || (one.name < other.name ? 1 : -1));
  }

  /** The plan of a snapshot; null when it cannot be read, or is gone. */
  plan(name: string): Kept | null {
    const read = reading(this.stored(name) ?? "");
    return read.is === "sound" ? read.plan.kept : null;
  }

  /** The stored form, as it is. */
  stored(name: string): string | null {
    return this.#here.get(name) ?? this.#shelf.read(name);
  }

  /** Takes one. An automatic one that the newest equals already is not taken again. */
  take(kept: Kept, cause: Cause, label = ""): Mark {
    const last = this.all().find(({ isHereOnly }) => !isHereOnly);
    if (cause !== "named" && last !== undefined) {
      const { id, text } = this.plan(last.name) ?? {};
      if (id === kept.id && text === kept.text) {
        return last;
      }
    }
    const name = `${BEGINNING}${Date.now()}/${cause}/${fresh()}/${encodeURIComponent(label)}`;
    // One text is enough: a version that is not what its file holds differs from it, whatever the file holds.
    const saved = kept.saved === kept.text ? kept.text : "";
    const plan = { ...kept, opened: kept.text, saved, history: new History() };
    const stored = written({ kept: plan, runs: [], since: null });
    let put = this.#shelf.put(name, stored);
    while (put === "full" && this.makeRoom()) {
      put = this.#shelf.put(name, stored);
    }
    if (put !== "kept") {
      this.#here.set(name, stored);
    }
    this.#prune();
    return mark(name, put !== "kept");
  }

  remove(name: string): void {
    this.#here.delete(name);
    this.#shelf.remove(name);
  }

  /** Forgets those that only this page has. */
  forget(): void {
    this.#here.clear();
  }

  /** Takes the oldest automatic snapshot off the shelf, for something that needs its room. This page still has it. */
  makeRoom(): boolean {
    const oldest = this.all()
      .filter(({ cause, isHereOnly }) => cause !== "named" && !isHereOnly)
      .at(-1);
    const stored = oldest && this.#shelf.read(oldest.name);
    if (!oldest || !stored) {
      return false;
    }
    this.#here.set(oldest.name, stored);
    this.#shelf.remove(oldest.name);
    this.#onDropped();
    return true;
  }

  #prune(): void {
    const automatic = this.all().filter(({ cause, isHereOnly }) => cause !== "named" && !isHereOnly);
    const ofWork = automatic.filter(({ cause }) => cause === "work").slice(MOST_OF_WORK);
    const others = automatic.filter(({ cause }) => cause !== "work").slice(MOST_AUTOMATIC);
    [...ofWork, ...others].forEach(({ name }) => this.#shelf.remove(name));
  }
}
