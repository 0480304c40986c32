// The module that makes papers: the same reports, byte for byte, as the program prints. It is loaded when the first is
// asked for, since few who fill in a plan need one.

import { type Engine, type Exports, NoEngine, call, carriedBytes, instance } from "./engine.js";
import type { Failure, File } from "./wire.js";

/** What it can make. */
export type PaperFormat =
  | "paper-html"
  | "paper-markdown"
  | "check-html"
  | "check-markdown"
  | "actions-csv"
  | "actions-calendar"
  | "filled-checklist";

interface PaperExports extends Exports {
  make(pointer: number, length: number): number;
}

export class Paper {
  #module: WebAssembly.Module;
  #catalogue: Uint8Array;
  #exports: PaperExports;

  private constructor(module: WebAssembly.Module, catalogue: Uint8Array) {
    this.#module = module;
    this.#catalogue = catalogue;
    [this.#exports] = instance<PaperExports>(module, catalogue);
  }

  /** Loads the module of the handbook that lies at `root`. Throws `NoEngine` where there is none. */
  static async load(root: string, engine: Engine): Promise<Paper> {
    const bytes = await carriedBytes(root, "paper");
    return new Paper(await WebAssembly.compile(bytes), engine.catalogue);
  }

  /** The text of a report. Throws `NoEngine` with words for the page when there is none. */
  make(format: PaperFormat, plan: File, today: string): string {
    const bytes = new TextEncoder().encode(JSON.stringify({ format, plan, today }));
    let made: { text: string } | Failure;
    try {
      made = JSON.parse(call(this.#exports, this.#exports.make, bytes)) as { text: string } | Failure;
    } catch (fault) {
      // What the memory of a trapped instance holds is unknown: the next report is made by a new one.
      [this.#exports] = instance<PaperExports>(this.#module, this.#catalogue);
      throw new NoEngine(`it stopped: ${fault instanceof Error ? fault.message : String(fault)}`);
    }
    if ("failure" in made) {
      throw new NoEngine(made.failure);
    }
    return made.text;
  }
}
