// Plans come from files by the file picker, by being dragged onto the page, or pasted; and go to files by the browser's own
// picker where it has one that works, else as downloads.

import { say } from "./notices.js";
import { Opening } from "./opening.js";
import { asPlan, textOf } from "./plan_text.js";
import type { Session } from "./session.js";
import type { Storage } from "./storage.js";

/** The part of the browser's file handle that is used here. */
interface Handle {
  name: string;
  createWritable(): Promise<{ write(text: string): Promise<void>; close(): Promise<void> }>;
}

declare global {
  interface Window {
    showSaveFilePicker?: (options: {
      suggestedName: string;
      types: { description: string; accept: Record<string, string[]> }[];
    }) => Promise<Handle>;
  }
}

/** The type of plan files. */
const YAML = "application/yaml";

/** How long a download may take to begin, in milliseconds: its bytes are kept until then. */
const DOWNLOAD_BEGINS = 60_000;

/** Whether a key or a paste at this element is the element's own business. */
export function isTextControl(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) {
    return false;
  }
  const isText = target instanceof HTMLInputElement && !["radio", "checkbox", "button", "file", "range"].includes(target.type);
  return isText || target instanceof HTMLTextAreaElement || target.isContentEditable;
}

export class Files {
  readonly opening: Opening;
  readonly #session: Session;
  /** The file that this page has saved a plan to, so that the next saving writes the same. */
  #handle: { plan: string; file: Handle } | null = null;

  constructor(session: Session, storage: Storage) {
    this.#session = session;
    this.opening = new Opening(session, storage, () => this.save());
    for (const input of document.querySelectorAll<HTMLInputElement>("#plan-file, #open-file")) {
      input.addEventListener("change", () => {
        void this.#take(input.files);
        // The same file may be chosen again, after it has changed.
        input.value = "";
      });
    }
    document.addEventListener("dragover", (event) => {
      if (event.dataTransfer?.types.includes("Files")) {
        event.preventDefault();
      }
    });
    document.addEventListener("drop", (event) => {
      if (event.dataTransfer?.types.includes("Files")) {
        event.preventDefault();
        void this.#take(event.dataTransfer.files);
      }
    });
    document.addEventListener("paste", (event) => {
      const { files } = event.clipboardData ?? {};
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (isTextControl(event.target) || document.querySelector("dialog[open]") || (!files?.length && text.trim() === "")) {
        return;
      }
      event.preventDefault();
      void (files?.length ? this.#take(files) : this.openText("The text that you pasted", text));
    });
  }

  /** Lets a person choose a plan file. */
  open(): void {
    document.querySelector<HTMLInputElement>("#plan-file")?.click();
  }

  /** Opens a text that is in no file; `called` begins the sentence that says why it is no plan. */
  async openText(called: string, text: string): Promise<boolean> {
    const read = asPlan(this.#session, called, text);
    if ("refused" in read) {
      say("not-a-plan", { message: read.refused });
      return false;
    }
    await this.opening.text("plan.yaml", text, null);
    return true;
  }

  /** Saves the plan; says whether it did. `anew` asks for a file even when there is one already. */
  async save(anew = false): Promise<boolean> {
    this.#session.settle();
    const { id, name, text } = this.#session.kept;
    try {
      const known = !anew && this.#handle?.plan === id ? this.#handle.file : null;
      const file = known ?? (await this.#choose(name));
      if (file) {
        const writable = await file.createWritable();
        await writable.write(text);
        await writable.close();
        this.#handle = { plan: id, file };
        this.#saved(id, file.name, text);
        say("saved", { file: file.name });
        return true;
      }
    } catch (fault) {
      if (fault instanceof DOMException && fault.name === "AbortError") {
        return false;
      }
      // Pickers are blocked in some places where they exist. A download works everywhere.
      this.#handle = null;
    }
    const file = /\.ya?ml$/i.test(name) ? name : `${name}.yaml`;
    this.download(file, YAML, text);
    this.#saved(id, file, text);
    say("downloaded", { file });
    return true;
  }

  /** Gives a text to the browser as a download. */
  download(name: string, type: string, text: string): void {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    window.setTimeout(() => URL.revokeObjectURL(link.href), DOWNLOAD_BEGINS);
  }

  async #choose(name: string): Promise<Handle | null> {
    const types = [{ description: "Plan", accept: { [YAML]: [".yaml", ".yml"] } }];
    return (await window.showSaveFilePicker?.({ suggestedName: name, types })) ?? null;
  }

  #saved(id: string, name: string, text: string): void {
    // Another plan may have been opened while the picker was open.
    if (this.#session.kept.id === id) {
      this.#session.savedToFile(name, text, Date.now());
    }
  }

  async #take(files: FileList | null): Promise<void> {
    const [file, ...others] = [...(files ?? [])];
    if (file === undefined) {
      return;
    }
    const refused = others.length > 0 ? `These are ${others.length + 1} files, and one plan is open at a time.` : null;
    const text = refused === null ? await textOf(file) : { refused };
    const read = "refused" in text ? text : asPlan(this.#session, file.name, text.text);
    if ("refused" in read) {
      say("not-a-plan", { message: read.refused });
      return;
    }
    await this.opening.text(file.name, read.text, file.lastModified);
  }
}
