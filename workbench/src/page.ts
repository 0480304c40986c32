// What a page offers to the script: its kind, the way to the handbook's home, and its templates.

/** The kinds of workbench page. */
export type Kind = "checklist" | "plan" | "results";

/** The way from this page to the handbook's home, such as `../`; empty at home. */
export const root: string = document.body.dataset["root"] ?? "";

export const kind = document.body.dataset["workbench"] as Kind | undefined;

/** A copy of what a template of the page holds. The templates are part of the page; that one is missing is a fault of it. */
export function fromTemplate(id: string): HTMLElement {
  const template = document.getElementById(id);
  const first = template instanceof HTMLTemplateElement ? template.content.firstElementChild : null;
  if (!(first instanceof HTMLElement)) {
    throw new Error(`the page has no template ${id}`);
  }
  return first.cloneNode(true) as HTMLElement;
}

/** Where a question is asked, from this page. */
export function questionAddress(path: string): string {
  return `${root}checklists/${path.split(".")[0]}.html#${path}`;
}
