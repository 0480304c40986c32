// A number to try: a slider with a field beside it, and what the plan says.

import { made } from "./clone.js";
import { type Knob, type WhatIf, numberOf, rangeOf, shown } from "./what_if.js";

/** The controls of each knob on the page, by the knob's key: one number may stand in several calculators. */
const drawn = new Map<string, Set<(value: number) => void>>();

/** Forgets the controls, before the page is drawn again. */
export function forgetKnobs(): void {
  drawn.clear();
}

/** Puts the values that are tried into all controls. */
export function showKnobs(valueOf: (key: string) => number | undefined): void {
  for (const [key, shows] of drawn) {
    const value = valueOf(key);
    if (value !== undefined) {
      shows.forEach((show) => show(value));
    }
  }
}

/** The controls of a knob. `onTry` is called before a value is tried. */
export function knobElement(knob: Knob, key: string, whatIf: WhatIf, onTry: () => void): HTMLElement {
  const controls = made("knob", { key: `knob.${key}`, fill: { label: knob.label, plan: says(knob, knob.planned) } });
  const slider = controls.querySelector<HTMLInputElement>('input[type="range"]');
  const field = controls.querySelector<HTMLInputElement>('input[type="text"]');
  const plan = controls.querySelector<HTMLElement>(".knob-plan");
  if (slider === null || field === null || plan === null) {
    throw new Error("the template of a number to try lacks its controls");
  }
  const { min, max, step } = rangeOf(knob);
  Object.assign(slider, { min: String(min), max: String(max), step: String(step) });
  const show = (value: number): void => {
    slider.value = String(value);
    slider.setAttribute("aria-valuetext", shown(knob, value));
    plan.textContent = says(knob, value);
    field.removeAttribute("aria-invalid");
    // Nothing is rewritten under the hands of who types.
    if (numberOf(field.value) !== value) {
      field.value = String(value);
    }
  };
  const attempt = (value: number | null): void => {
    if (value === null || (knob.bounds.isWhole && !Number.isInteger(value))) {
      field.setAttribute("aria-invalid", "true");
      plan.textContent = `This takes a ${knob.bounds.isWhole ? "whole " : ""}number in digits; ${says(knob, knob.planned).toLowerCase()}`;
      return;
    }
    onTry();
    whatIf.try(knob, value);
    drawn.get(knob.key)?.forEach((show) => show(value));
  };
  slider.addEventListener("input", () => attempt(Number(slider.value)));
  field.addEventListener("input", () => attempt(numberOf(field.value)));
  show(whatIf.valueOf(knob));
  drawn.set(knob.key, (drawn.get(knob.key) ?? new Set()).add(show));
  return controls;
}

/** What the plan says, beside what is tried. */
function says(knob: Knob, value: number): string {
  const planned = shown(knob, knob.planned);
  return value === knob.planned ? `Your plan says ${planned}` : `Trying ${shown(knob, value)}; your plan still says ${planned}`;
}
