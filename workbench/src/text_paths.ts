// Which place of a plan's text is which: offsets in the script's units, and the question that a line belongs to.

import type { Place } from "./wire.js";

/** A line that begins with a key, also as the first of a row: its indentation, its dashes, its key. */
const KEY = /^( *)((?:- +)*)(?:\{ *)?([A-Za-z_][\w-]*) *:/;

/** The offset of a line and column, both from 1, in UTF-16 units. Columns count characters. */
export function offsetAt(text: string, line: number, column: number): number {
  let start = 0;
  for (let at = 1; at < line; at += 1) {
    const end = text.indexOf("\n", start);
    if (end < 0) {
      return text.length;
    }
    start = end + 1;
  }
  let offset = start;
  let left = column - 1;
  for (const letter of text.slice(start, lineEnd(text, start))) {
    if (left === 0) {
      break;
    }
    left -= 1;
    offset += letter.length;
  }
  return offset;
}

/** Beginning and end of a place, in UTF-16 units. */
export function rangeOf(text: string, place: Place): [number, number] {
  return [offsetAt(text, place.line, place.column), offsetAt(text, place.end_line, place.end_column)];
}

/** The line of an offset, from 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

/**
 * The keys that a line stands below, from the outermost, with dots between them; empty where there are none. A remark and
 * an empty line belong to the key that follows, as in a blank plan.
 */
export function pathAtLine(text: string, line: number): string {
  const lines = text.split("\n");
  let at = Math.min(line, lines.length) - 1;
  while (at < lines.length - 1 && /^\s*(#|$)/.test(lines[at] ?? "")) {
    at += 1;
  }
  const keys: string[] = [];
  for (let indent = Infinity; at >= 0 && indent > 0; at -= 1) {
    const found = KEY.exec(lines[at] ?? "");
    const own = (found?.[1]?.length ?? 0) + (found?.[2]?.length ?? 0);
    if (found?.[3] !== undefined && own < indent) {
      keys.unshift(found[3]);
      indent = own;
    }
  }
  return keys.join(".");
}

function lineEnd(text: string, start: number): number {
  const end = text.indexOf("\n", start);
  return end < 0 ? text.length : end;
}
