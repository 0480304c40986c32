// Papers to print and files to take along: made by the second module, which is loaded for the first of them.

import { NoEngine } from "../engine.js";
import { root } from "../page.js";
import { Paper, type PaperFormat } from "../paper.js";
import type { Session } from "../session.js";

/** What is made, each by the button of the same name: what the file's name ends with, and its type. */
const MADE: Record<PaperFormat, [string, string]> = {
  "actions-csv": ["-actions.csv", "text/csv"],
  "actions-calendar": ["-actions.ics", "text/calendar"],
  "paper-html": ["-paper.html", "text/html"],
  "paper-markdown": ["-paper.md", "text/markdown"],
  "check-html": ["-check.html", "text/html"],
  "check-markdown": ["-check.md", "text/markdown"],
  "filled-checklist": ["-checklists.html", "text/html"],
};

const isFormat = (does: string): does is PaperFormat => does in MADE;

/** Puts a text among the reader's downloads. */
export type Download = (name: string, type: string, text: string) => void;

export class Papers {
  #session: Session;
  #download: Download;
  #paper: Promise<Paper> | null = null;

  constructor(session: Session, download: Download) {
    this.#session = session;
    this.#download = download;
  }

  /** Does what a button is for. Gives what to say about it; nothing when the button is for something else. */
  async make(does: string): Promise<string | null> {
    try {
      if (does === "paper-open") {
        return await this.#open();
      }
      if (!isFormat(does)) {
        return null;
      }
      const [end, type] = MADE[does];
      const name = this.#session.kept.name.replace(/\.(ya?ml|txt)$/i, "") + end;
      this.#download(name, type, await this.#text(does));
      return `${name} is among your downloads.`;
    } catch (fault) {
      if (fault instanceof NoEngine) {
        return `It could not be made: ${fault.message}.`;
      }
      throw fault;
    }
  }

  async #text(format: PaperFormat): Promise<string> {
    this.#paper ??= Paper.load(root).catch((fault: unknown) => {
      // The next click tries again.
      this.#paper = null;
      throw fault;
    });
    const { name, text } = this.#session.kept;
    return (await this.#paper).make(format, { name, text }, this.#session.today);
  }

  /** Opens the committee paper in a window of its own and asks to print it. */
  async #open(): Promise<string> {
    // The window is opened at once, since browsers forbid it to what comes long after a click.
    const opened = window.open("", "_blank");
    try {
      const text = await this.#text("paper-html");
      if (opened === null) {
        return "Your browser did not open a window. Download the paper as a page instead.";
      }
      show(opened, text);
      return "The paper is open in a window of its own.";
    } catch (fault) {
      opened?.close();
      throw fault;
    }
  }
}

/** Puts a page into an empty window. Its styles go in as a sheet of the script's: the policy of this page holds in the window
 *  too and forbids styles within a page. */
function show(opened: Window, text: string): void {
  let styles = "";
  const unstyled = text.replace(/<style>([^]*?)<\/style>/, (_, sheet: string) => {
    styles = sheet;
    return "";
  });
  const page = new DOMParser().parseFromString(unstyled, "text/html");
  const { document: shown } = opened;
  shown.documentElement.lang = page.documentElement.lang;
  shown.title = page.title;
  shown.body.replaceChildren(...[...page.body.childNodes].map((node) => shown.importNode(node, true)));
  const sheet = new (opened as Window & typeof globalThis).CSSStyleSheet();
  sheet.replaceSync(styles);
  shown.adoptedStyleSheets = [sheet];
  opened.focus();
  opened.setTimeout(() => opened.print(), 100);
}
