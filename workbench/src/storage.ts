// The plan in the browser's storage, which is a cache: the file that people save is the plan. It is written soon after every
// change and when the page is left, never over another page's change, and never over what this page cannot read.

import type { Engine } from "./engine.js";
import { History } from "./history.js";
import { root } from "./page.js";
import type { Kept, Session } from "./session.js";
import { type Put, Shelf } from "./shelf.js";
import { Snapshots, fresh } from "./snapshots.js";
import { type Run, type StoredPlan, grown, isBuiltOn, isSame, reading, written } from "./stored.js";

/** How long after a change the plan is written at the latest, in milliseconds. */
const SOON = 400;

/** After how much time with changes a snapshot is taken, in milliseconds. */
const BETWEEN_SNAPSHOTS = 10 * 60_000;

const BEGINNING = "plan/";

/** What an unread part of the storage is: `newer` is of a newer version of these pages. */
export interface Unread {
  name: string;
  is: "newer" | "damaged";
}

/** What pages have to be told. */
export type Event =
  /** The browser keeps nothing. */
  | "blocked"
  /** There is no room, and nothing is left to make some. */
  | "full"
  /** Automatic snapshots went, so that there is room. */
  | "made-room"
  /** The browser's copy was gone, and this page has written it again. */
  | "emptied"
  /** The browser has the plan as it is. */
  | "kept"
  /** Another page has changed the plan, and so has this one. */
  | "parted"
  /** Another page has changed the plan, and this one shows it. */
  | "followed";

/** Tells this handbook from others that one browser knows: all folders of a computer share one storage. */
function siteId(): string {
  const title = document.querySelector<HTMLElement>("header .name")?.textContent?.trim() ?? "";
  const { origin, protocol, pathname } = new URL(root || "./", window.location.href);
  // Fowler, Noll and Vo's hash, twice from two beginnings: 64 bits are enough to tell a few addresses apart.
  return [0x811c9dc5, 0x01000193]
    .map((begin) => {
      const hash = [...`${protocol}${origin}${pathname}\n${title}`].reduce(
        (so_far, letter) => Math.imul(so_far ^ (letter.codePointAt(0) ?? 0), 0x01000193),
        begin,
      );
      return (hash >>> 0).toString(16).padStart(8, "0");
    })
    .join("");
}

/** A blank plan. */
export function begun(engine: Engine): Kept {
  const text = engine.blank;
  return { id: fresh(), name: "plan.yaml", text, opened: text, saved: null, savedAt: null, history: new History() };
}

export class Storage {
  readonly snapshots: Snapshots;
  readonly #shelf: Shelf;
  /** Names this page among those that write. */
  readonly #page = fresh();
  #session: Session | null = null;
  /** The plan as the browser has it, or as it needs not have it: the session's own object, so that no text is compared. */
  #held: Kept | null = null;
  #runs: Run[] = [];
  #since: number | null = null;
  #timer: number | undefined;
  /** Whether another page has changed the plan as well, and nobody has chosen yet. */
  #isParted = false;
  /** Whether what this page has is kept until then. */
  #isApartKept = false;
  #listeners: ((event: Event) => void)[] = [];

  constructor() {
    this.#shelf = new Shelf(`sp-plan/${siteId()}/`);
    this.snapshots = new Snapshots(this.#shelf, () => this.#tell("made-room"));
  }

  /** What all that this handbook keeps begins with in the browser's storage; the channel of its pages has the same name. */
  get prefix(): string {
    return this.#shelf.prefix;
  }

  get isBlocked(): boolean {
    return this.#shelf.isBlocked;
  }

  /** Whether the browser has the plan as it is now, so that leaving the page loses nothing. */
  get holds(): boolean {
    return this.#session === null || this.#session.kept === this.#held;
  }

  /** How many characters are kept. */
  get size(): number {
    return this.#shelf.names("").reduce((sum, name) => sum + name.length + (this.#shelf.read(name)?.length ?? 0), 0);
  }

  /** Calls the listener at every event. */
  listen(listener: (event: Event) => void): void {
    this.#listeners.push(listener);
  }

  /** The plan that was open last; null when there is none. */
  restore(): Kept | null {
    const [newest, ...others] = this.#plans();
    if (newest === undefined) {
      return null;
    }
    this.#take(newest);
    // Two pages that opened two plans at one moment: the newer one is open, and the other is kept as well.
    for (const { kept } of others) {
      if (!this.snapshots.take(kept, "other_tab").isHereOnly) {
        this.#shelf.remove(BEGINNING + kept.id);
      }
    }
    return newest.kept;
  }

  /** What is kept under a plan's name and cannot be read by this page. It is never written over. */
  unread(): Unread[] {
    return this.#shelf.names(BEGINNING).flatMap((name) => {
      const { is } = reading(this.#shelf.read(name) ?? "");
      return is === "sound" ? [] : [{ name, is }];
    });
  }

  /** What is stored under a name of `unread`, as it is. */
  stored(name: string): string {
    return this.#shelf.read(name) ?? "";
  }

  remove(name: string): void {
    this.#shelf.remove(name);
  }

  /** From now on keeps what becomes of the session's plan. */
  follow(session: Session): void {
    this.#session = session;
    // A blank plan in which nothing was done yet needs no keeping.
    this.#held ??= session.kept;
    session.subscribe(() => {
      if (!this.holds) {
        this.#timer ??= window.setTimeout(() => this.write(), SOON);
      }
    });
    window.addEventListener("pagehide", () => this.#leave());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") {
        this.#leave();
      } else {
        this.look();
      }
    });
    // A page that comes back as it was left shows what other pages did meanwhile.
    window.addEventListener("pageshow", () => this.look());
    window.addEventListener("storage", ({ key }) => {
      if (key === null || key.startsWith(this.prefix + BEGINNING)) {
        this.look();
      }
    });
    window.addEventListener("beforeunload", (event) => {
      this.#leave();
      if (session.isUnsaved && !(this.#isParted ? this.#isApartKept : this.holds)) {
        event.preventDefault();
      }
    });
  }

  /** Writes the plan, if it has changed since, and no other page has changed it. */
  write(): void {
    window.clearTimeout(this.#timer);
    this.#timer = undefined;
    const session = this.#session;
    if (session === null || this.holds || this.#isParted) {
      return;
    }
    const [newest] = this.#plans();
    if (newest !== undefined && !isSame(newest.runs, this.#runs)) {
      this.#meet(newest);
      return;
    }
    const wasEmptied = newest === undefined && this.#runs.length > 0;
    this.#snapshotOfWork(session.kept);
    const runs = grown(this.#runs, this.#page);
    const put = this.#put(session.kept, runs);
    if (put !== "kept") {
      this.#tell(put);
      return;
    }
    if (newest !== undefined && newest.kept.id !== session.kept.id) {
      this.#shelf.remove(BEGINNING + newest.kept.id);
    }
    this.#runs = runs;
    this.#held = session.kept;
    this.#tell(wasEmptied ? "emptied" : "kept");
  }

  /** The page may not come back. What waits for a choice is kept beside what the other page has written. */
  #leave(): void {
    this.#session?.settle();
    this.write();
    if (this.#isParted && this.#session !== null) {
      this.#isApartKept = !this.snapshots.take(this.#session.kept, "other_tab").isHereOnly;
    }
  }

  /** Looks whether another page has changed the plan, or the browser has dropped it. */
  look(): void {
    const session = this.#session;
    if (session === null || this.#isParted) {
      return;
    }
    const [newest] = this.#plans();
    if (newest === undefined) {
      if (this.#runs.length > 0 && !this.isBlocked) {
        // Not at once: another tab may have cleared everything on purpose, and is about to say so.
        this.#held = null;
        this.#timer ??= window.setTimeout(() => this.write(), SOON);
      }
    } else if (!isSame(newest.runs, this.#runs)) {
      this.#meet(newest);
    }
  }

  /** The plan that another page has written, while this page waits for a choice; null when it is gone. */
  get theirs(): Kept | null {
    return this.#plans()[0]?.kept ?? null;
  }

  /** Settles what `parted` told: the other page's plan comes here, or this page's goes on, and the other is kept. */
  choose(which: "mine" | "theirs"): void {
    const session = this.#session;
    const [newest] = this.#plans();
    this.#isParted = false;
    if (session === null || newest === undefined) {
      this.write();
      return;
    }
    if (which === "theirs") {
      this.snapshots.take(session.kept, "other_tab");
      this.#adopt(newest);
      return;
    }
    this.snapshots.take(newest.kept, "other_tab");
    this.#runs = newest.runs;
    this.#held = null;
    this.write();
  }

  /** Removes all that this handbook keeps in this browser, and goes on with `next`, of which nothing is kept yet. */
  clear(next: Kept): void {
    this.#shelf.names("").forEach((name) => this.#shelf.remove(name));
    this.snapshots.forget();
    this.#runs = [];
    this.#since = null;
    this.#isParted = false;
    this.#held = next;
    this.#session?.open(next);
  }

  /** All plans that can be read, the newest first. There is more than one only if two pages wrote at one moment. */
  #plans(): StoredPlan[] {
    const read = this.#shelf.names(BEGINNING).map((name) => reading(this.#shelf.read(name) ?? ""));
    const plans = read.flatMap((found) => (found.is === "sound" ? [found.plan] : []));
    const revision = ({ runs }: StoredPlan): number => runs.at(-1)?.[1] ?? 0;
    return plans.sort((one, other) => revision(other) - revision(one) || (one.kept.id < other.kept.id ? -1 : 1));
  }

  /** Another page has written. A page without changes of its own follows. */
  #meet(newest: StoredPlan): void {
    const session = this.#session;
    if (session === null) {
      return;
    }
    // What is being typed here is work of this page.
    session.settle();
    const { id, text } = newest.kept;
    const isAlike = id === session.kept.id && text === session.kept.text;
    if (isAlike && (session.kept.savedAt ?? 0) > (newest.kept.savedAt ?? 0)) {
      // The two differ only in that this page has saved the plan to a file since: that is the news.
      this.#runs = newest.runs;
      this.#held = null;
      this.write();
      return;
    }
    if (isAlike || (this.holds && isBuiltOn(newest.runs, this.#runs))) {
      this.#adopt(newest);
      if (!isAlike) {
        this.#tell("followed");
      }
      return;
    }
    this.#isParted = true;
    this.snapshots.take(session.kept, "other_tab");
    this.#tell("parted");
  }

  /** Writes it, and where there is no room, makes some: first by leaving out the undo steps, which this page still has. */
  #put(kept: Kept, runs: Run[]): Put {
    const name = BEGINNING + kept.id;
    let put = this.#shelf.put(name, written({ kept, runs, since: this.#since }));
    if (put === "full") {
      const text = written({ kept: { ...kept, history: new History() }, runs, since: this.#since });
      do {
        put = this.#shelf.put(name, text);
      } while (put === "full" && this.snapshots.makeRoom());
    }
    return put;
  }

  #adopt(plan: StoredPlan): void {
    this.#take(plan);
    this.#session?.follow(plan.kept);
  }

  #take({ kept, runs, since }: StoredPlan): void {
    this.#held = kept;
    this.#runs = runs;
    this.#since = since;
  }

  #snapshotOfWork(kept: Kept): void {
    const now = Date.now();
    this.#since ??= now;
    if (now - this.#since >= BETWEEN_SNAPSHOTS) {
      this.#since = now;
      this.snapshots.take(kept, "work");
    }
  }

  #tell(event: Event): void {
    this.#listeners.forEach((listener) => listener(event));
  }
}
