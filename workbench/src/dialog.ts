// Questions that stop everything else, in the browser's own dialog: it keeps the focus in it and gives it back, and the
// key Esc leaves it.

import { copyOf } from "./copy.js";
import { pressed } from "./pressed.js";

/** Asks by a template of the page. Gives what the pressed button does; `cancel` when the dialog is left. */
export function ask(id: string, texts: Record<string, string> = {}, slots: Record<string, Node[]> = {}): Promise<string> {
  const dialog = copyOf(`dialog-${id}`, { key: id, fill: texts, slot: slots }) as HTMLDialogElement;
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener("click", (event) => {
      const does = pressed(event);
      if (does !== undefined) {
        // The page has buttons of the same names, which are none of this dialog's business.
        event.stopPropagation();
        dialog.close(does);
      }
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue || "cancel");
    });
    dialog.showModal();
  });
}
