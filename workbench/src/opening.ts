// Another plan in place of the one that is open. What was open is kept first, and a plan of an older question set is brought
// up to date.

import { all } from "./copy.js";
import { ask } from "./dialog.js";
import { line } from "./differences.js";
import { History } from "./history.js";
import { say, unsay } from "./notices.js";
import type { Kept, Session } from "./session.js";
import { fresh } from "./snapshots.js";
import { type Storage, begun } from "./storage.js";

export class Opening {
  readonly #session: Session;
  readonly #storage: Storage;
  readonly #save: () => Promise<boolean>;

  /** `save` saves what is open to a file, and says whether it did. */
  constructor(session: Session, storage: Storage, save: () => Promise<boolean>) {
    this.#session = session;
    this.#storage = storage;
    this.#save = save;
  }

  /** Opens a text. `savedAt` is when it was saved to a file; null for a text that is in none. */
  async text(name: string, text: string, savedAt: number | null): Promise<void> {
    // A text that is in no file differs from every file, even from an empty one.
    const saved = savedAt === null ? "" : text;
    await this.plan({ id: fresh(), name, text, opened: text, saved, savedAt, history: new History() });
  }

  /** Begins a blank plan. */
  async blank(): Promise<void> {
    await this.plan(begun(this.#session.engine));
  }

  /** Opens a plan. */
  async plan(kept: Kept): Promise<void> {
    this.#session.settle();
    const before = this.#session.title;
    const hasWork = this.#session.kept.text !== begun(this.#session.engine).text;
    if (hasWork && !(await this.#isKept())) {
      return;
    }
    this.#session.open(kept);
    this.#storage.write();
    unsay("not-a-plan");
    const notice = say("opened", { name: this.#session.title, before });
    all(notice, '[data-only="before"]').forEach((part) => (part.hidden = !hasWork));
    this.bringUpToDate();
    if (this.#session.seen.report?.unknown.length) {
      say("unknown-answers");
    } else {
      unsay("unknown-answers");
    }
  }

  /** Brings the plan up to the handbook's question set, after a snapshot. What cannot be done is said and not forced. */
  bringUpToDate(): void {
    const { kept, seen, engine } = this.#session;
    unsay("not-upgraded");
    // A plan that names this very question set has nothing to be brought up to, whatever else is wrong with its text.
    if (seen.report?.written_for === engine.questionSet) {
      return;
    }
    const answer = engine.ask({ do: "upgrade", text: kept.text });
    if ("failure" in answer) {
      return;
    }
    if (answer.refused !== undefined || answer.text === undefined) {
      // A text that cannot be read is the matter of the form, which says where and why.
      if (seen.report?.sound) {
        say("not-upgraded", { message: answer.refused ?? "" });
      }
      return;
    }
    if (answer.from === null || !answer.changed) {
      return;
    }
    const { name } = this.#storage.snapshots.take(kept, "upgrade");
    this.#session.write(answer.text, "upgrade");
    this.#storage.write();
    const texts = { from: answer.from, to: answer.to };
    const notes = answer.notes.map((note) => line(note));
    say("upgraded", texts, { slots: { notes }, does: { before: () => this.goBack(name) } });
  }

  /** Makes the plan as it was in a snapshot, and keeps it as it is first. A snapshot of another plan is opened as that plan. */
  async goBack(name: string): Promise<void> {
    this.#session.settle();
    const snapshot = this.#storage.snapshots.plan(name);
    const { kept } = this.#session;
    if (snapshot === null) {
      return;
    }
    if (snapshot.id !== kept.id) {
      await this.plan(snapshot);
      return;
    }
    this.#storage.snapshots.take(kept, "going_back");
    unsay("upgraded");
    this.#session.write(snapshot.text, "going_back");
    this.#storage.write();
    say("went-back");
  }

  /** Keeps what is open; asks where only a file could. */
  async #isKept(): Promise<boolean> {
    const { isHereOnly } = this.#storage.snapshots.take(this.#session.kept, "opening");
    if (!isHereOnly || !this.#session.isUnsaved) {
      return true;
    }
    const choice = await ask("replace", { name: this.#session.title });
    return choice === "replace" || (choice === "save" && (await this.#save()));
  }
}
