// From a file to the text of a plan, or to the words that say why it is none.

import type { Session } from "./session.js";

/** The largest plan, in bytes; the program has the same limit. */
const LARGEST = 4 << 20;

/** What a file, or a text, turned out to be. */
export type Read = { text: string } | { refused: string };

/** Reads a file as text. */
export async function textOf(file: File): Promise<Read> {
  if (file.size > LARGEST) {
    const size = Math.ceil(file.size / (1 << 20));
    return { refused: `${file.name} is too large for a plan: it has ${size} MB, and a plan has at most ${LARGEST >> 20} MB.` };
  }
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return { refused: `${file.name} could not be read. It may have been moved, or it is a folder.` };
  }
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isWide) {
    return { refused: `${file.name} is text in UTF-16, which a plan may not be. Save it as UTF-8 and open it again.` };
  }
  if (bytes.includes(0)) {
    return { refused: `${file.name} is not a text file. A plan is plain text, and its name mostly ends in .yaml.` };
  }
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { refused: `${file.name} has letters that are not in UTF-8. Save it as UTF-8 and open it again.` };
  }
}

/** Whether a text is a plan, half finished or with faults as it may be: it names its question set, or answers a question. */
export function asPlan(session: Session, name: string, text: string): Read {
  if (text.length > LARGEST) {
    return { refused: `${name} is too large for a plan.` };
  }
  if (/(^|[{,]\s*)["']?sp_plan["']?\s*:/m.test(text)) {
    return { text };
  }
  const checked = session.engine.ask({ do: "check", plan: { name, text }, today: session.today, answers: true });
  const isAnswered = !("failure" in checked) && checked.plans[0].answers.some(({ place }) => place !== null);
  return isAnswered ? { text } : { refused: `${name} is not a plan: it has no line that begins with sp_plan, and answers no question.` };
}
