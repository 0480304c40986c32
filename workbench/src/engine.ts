// The engine: its module and the catalogue are taken up from two scripts, a call is JSON in and JSON out, and an
// instance that trapped is replaced. The calling sequence is that of `crates/wasm`.

import type { Checked, Difference, Edited, Failure, Refused, Request, Upgraded } from "./wire.js";

/** Bytes in, the place of an answer out. */
export type Work = (pointer: number, length: number) => number;

/** What every module exports. */
export interface Exports {
  memory: WebAssembly.Memory;
  version(): number;
  allocate(length: number): number;
  release(pointer: number, length: number): void;
  load: Work;
}

/** What the module of the engine exports; `check` answers every request. */
interface EngineExports extends Exports {
  check: Work;
}

/** The version of the JSON that this script understands. */
export const VERSION = 1;

declare global {
  interface Window {
    /** Called by the scripts that carry bytes: a name, and the bytes in base64 of gzip; empty where there are none. */
    sp_plan_take?: (name: string, bytes: string) => void;
  }
}

/** Why there is no engine, in words for the page. */
export class NoEngine extends Error {}

const carried = new Map<string, (bytes: string) => void>();

/** Loads the script that carries bytes under this name, once, and unpacks them. */
export async function carriedBytes(root: string, name: string): Promise<Uint8Array<ArrayBuffer>> {
  window.sp_plan_take = (taken, bytes) => carried.get(taken)?.(bytes);
  const text = await new Promise<string>((resolve, reject) => {
    carried.set(name, resolve);
    const script = document.createElement("script");
    script.src = `${root}assets/${name}.js`;
    script.onerror = () => reject(new NoEngine(`the file assets/${name}.js is missing`));
    document.head.append(script);
  });
  if (text === "") {
    throw new NoEngine("this copy of the handbook was built without the live check");
  }
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const unpacked = new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip")));
  return new Uint8Array(await unpacked.arrayBuffer());
}

/** Bytes in, text out: one call of the plain interface. */
export function call(exports: Exports, work: Work, bytes: Uint8Array): string {
  const pointer = exports.allocate(bytes.length) >>> 0;
  // A call may let the memory grow, and every older view of it is then empty: there is a new view after each call.
  new Uint8Array(exports.memory.buffer, pointer, bytes.length).set(bytes);
  const words = work(pointer, bytes.length) >>> 0;
  const [at = 0, length = 0] = new Uint32Array(exports.memory.buffer, words, 2);
  const answer = new TextDecoder().decode(new Uint8Array(exports.memory.buffer, at, length));
  exports.release(pointer, bytes.length);
  exports.release(at, length);
  return answer;
}

/** An instance of a module with the catalogue in it, and the version of the question set. */
export function instance<Of extends Exports>(module: WebAssembly.Module, catalogue: Uint8Array): [Of, string] {
  const exports = new WebAssembly.Instance(module, {}).exports as unknown as Of;
  if (exports.version() !== VERSION) {
    throw new NoEngine("the script and the engine are of different versions: reload the page");
  }
  const loaded = JSON.parse(call(exports, exports.load, catalogue)) as { question_set: string } | Failure;
  if ("failure" in loaded) {
    throw new NoEngine(loaded.failure);
  }
  return [exports, loaded.question_set];
}

export class Engine {
  /** The version of the question set. */
  readonly questionSet: string;
  /** The text of a blank plan. What judges a plan lacks the words of which the engine would make it. */
  readonly blank: string;
  #module: WebAssembly.Module;
  #catalogue: Uint8Array;
  #exports: EngineExports;

  private constructor(module: WebAssembly.Module, catalogue: Uint8Array, blank: string) {
    this.#module = module;
    this.#catalogue = catalogue;
    this.blank = blank;
    [this.#exports, this.questionSet] = this.#fresh();
  }

  /** Loads the engine of the handbook that lies at `root`. Throws `NoEngine` where there is none. */
  static async load(root: string): Promise<Engine> {
    if (typeof WebAssembly !== "object" || typeof DecompressionStream !== "function") {
      throw new NoEngine("this browser is too old for the live check");
    }
    const [module, catalogue, blank] = await Promise.all([
      carriedBytes(root, "engine"),
      carriedBytes(root, "catalogue"),
      carriedBytes(root, "blank"),
    ]);
    return new Engine(await WebAssembly.compile(module), catalogue, new TextDecoder().decode(blank));
  }

  #fresh(): [EngineExports, string] {
    return instance<EngineExports>(this.#module, this.#catalogue);
  }

  ask(request: Request & { do: "check" }): Checked | Failure;
  ask(request: Request & { do: "try" }): Checked | Refused | Failure;
  ask(request: Request & { do: "edit" }): Edited | Failure;
  ask(request: Request & { do: "upgrade" }): Upgraded | Failure;
  ask(request: Request & { do: "difference" }): Difference | Failure;
  /** Answers a request. A fault of the engine itself is a failure too, and the next request finds a new instance. */
  ask(request: Request): Checked | Refused | Edited | Upgraded | Difference | Failure {
    const bytes = new TextEncoder().encode(JSON.stringify(request));
    try {
      return JSON.parse(call(this.#exports, this.#exports.check, bytes)) as Checked | Failure;
    } catch (fault) {
      // What the memory of a trapped instance holds is unknown. It held nothing of value: the plan is here.
      [this.#exports] = this.#fresh();
      return { version: VERSION, failure: `the check stopped: ${fault instanceof Error ? fault.message : String(fault)}` };
    }
  }
}
