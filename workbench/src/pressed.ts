// Which button was pressed: pages name what their buttons do, and scripts listen above them.

/** What the pressed button does; nothing when none was, or one that does nothing at the moment. */
export function pressed(event: Event): string | undefined {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-do]") : null;
  return button?.getAttribute("aria-disabled") === "true" ? undefined : button?.dataset["do"];
}
