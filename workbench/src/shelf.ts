// The browser's storage as a shelf of texts under names. It can be blocked, full, or emptied at any time, and every one of
// these is an answer here and never an exception.

/** How putting a text on the shelf went. */
export type Put = "kept" | "full" | "blocked";

/** The storage of this address; null where the browser gives none. */
function area(): globalThis.Storage | null {
  try {
    return window.localStorage;
  } catch {
    // Browsers throw where cookies are blocked, and some where a page is opened from a folder.
    return null;
  }
}

/** Whether a fault says that there is no room. Firefox has a name of its own for it. */
function saysFull(fault: unknown): boolean {
  return fault instanceof DOMException && /quota/i.test(fault.name);
}

export class Shelf {
  /** What every name on this shelf begins with in the browser's storage. */
  readonly prefix: string;

  constructor(prefix: string) {
    this.prefix = prefix;
  }

  /** Whether the browser lets the page read and write at all. */
  get isBlocked(): boolean {
    try {
      const storage = area();
      storage?.getItem(this.prefix);
      return storage === null;
    } catch {
      return true;
    }
  }

  /** The names on the shelf that begin in a certain way, in no order. */
  names(beginning: string): string[] {
    try {
      const storage = area();
      const keys = Array.from({ length: storage?.length ?? 0 }, (_, at) => storage?.key(at) ?? "");
      return keys.filter((key) => key.startsWith(this.prefix + beginning)).map((key) => key.slice(this.prefix.length));
    } catch {
      return [];
    }
  }

  read(name: string): string | null {
    try {
      return area()?.getItem(this.prefix + name) ?? null;
    } catch {
      return null;
    }
  }

  put(name: string, text: string): Put {
    try {
      const storage = area();
      storage?.setItem(this.prefix + name, text);
      return storage === null ? "blocked" : "kept";
    } catch (fault) {
      return saysFull(fault) ? "full" : "blocked";
    }
  }

  remove(name: string): void {
    try {
      area()?.removeItem(this.prefix + name);
    } catch {
      // What cannot be reached cannot be read by a page either.
    }
  }
}
