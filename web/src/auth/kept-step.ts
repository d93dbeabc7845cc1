import type { Step } from "./step.js";

const KEY = "confab:sign-in-step";

/** A reload while the code is looked up in the mail must not lose the way back to it. */
export function readStep(): Step {
  try {
    const stored = window.sessionStorage.getItem(KEY);
    return stored ? (JSON.parse(stored) as Step) : { at: "sign-in" };
  } catch {
    return { at: "sign-in" };
  }
}

export function keepStep(step: Step): void {
  if (step.at === "code") window.sessionStorage.setItem(KEY, JSON.stringify(step));
  else window.sessionStorage.removeItem(KEY);
}
