// The module that makes papers: the same reports, byte for byte, as the program prints. It is loaded when the first is
// asked for, since few who fill in a plan need one.

import { type Exports, NoEngine, type Work, call, carriedBytes, instance } from "./engine.js";
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
  templates: Work;
  make: Work;
}

export class Paper {
  #module: WebAssembly.Module;
  #catalogue: Uint8Array;
  #templates: Uint8Array;
  #exports: PaperExports;

  private constructor(module: WebAssembly.Module, catalogue: Uint8Array, templates: Uint8Array) {
    this.#module = module;
    this.#catalogue = catalogue;
    this.#templates = templates;
    this.#exports = this.#fresh();
  }

  /** Loads the module of the handbook that lies at `root`. Throws `NoEngine` where there is none. */
  static async load(root: string): Promise<Paper> {
    // Papers say more of a question than a check needs: they take the whole catalogue.
    const names = ["paper", "whole", "templates"];
    const [module, catalogue, templates] = await Promise.all(names.map((name) => carriedBytes(root, name)));
    if (module === undefined || catalogue === undefined || templates === undefined) {
      throw new NoEngine("a part of what makes papers is missing");
    }
    return new Paper(await WebAssembly.compile(module), catalogue, templates);
  }

  /** An instance with the catalogue and the templates in it. */
  #fresh(): PaperExports {
    const [exports] = instance<PaperExports>(this.#module, this.#catalogue);
    const loaded = JSON.parse(call(exports, exports.templates, this.#templates)) as { templates: number } | Failure;
    if ("failure" in loaded) {
      throw new NoEngine(loaded.failure);
    }
    return exports;
  }

  /** The text of a report. Throws `NoEngine` with words for the page when there is none. */
  make(format: PaperFormat, plan: File, today: string): string {
    const bytes = new TextEncoder().encode(JSON.stringify({ format, plan, today }));
    let made: { text: string } | Failure;
    try {
      made = JSON.parse(call(this.#exports, this.#exports.make, bytes)) as { text: string } | Failure;
    } catch (fault) {
      // What the memory of a trapped instance holds is unknown: the next report is made by a new one.
      this.#exports = this.#fresh();
      throw new NoEngine(`it stopped: ${fault instanceof Error ? fault.message : String(fault)}`);
    }
    if ("failure" in made) {
      throw new NoEngine(made.failure);
    }
    return made.text;
  }
}
