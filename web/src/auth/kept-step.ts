import type { Step } from "./step.js";

const START: Step = { at: "sign-in" };
const KEY = "confab:sign-in-step";

/** A reload while the code is looked up in the mail must not lose the way back to it. */
export function readStep(): Step {
  try {
    const stored = window.sessionStorage.getItem(KEY);
    const step = stored ? (JSON.parse(stored) as Step) : START;
    return isOver(step) ? START : step;
  } catch {
    return START;
  }
}

export function keepStep(step: Step): void {
  const kept = step.at === "code" || step.at === "challenge" || step.at === "forgot";
  if (kept) window.sessionStorage.setItem(KEY, JSON.stringify(step));
  else window.sessionStorage.removeItem(KEY);
}

function isOver(step: Step): boolean {
  return step.at === "challenge" && Date.parse(step.challenge.expiresAt) < Date.now();
}
