import { isSafePattern } from "redos-detector";

/** Of its own steps: they take a tenth of a second, and what takes more is not let through. */
const MAX_STEPS = 500;
/** In so many ways at most may the beginning of a text be read. */
const MAX_SCORE = 20;

/** Whether matching, by the engine of this runtime, goes through a text once. */
export function isLinear(pattern: string, withinMs: number): boolean {
  if (withinMs <= 0) return false;
  try {
    const options = { unicode: true, maxSteps: MAX_STEPS, maxScore: MAX_SCORE };
    return isSafePattern(pattern, { ...options, timeout: withinMs }).safe;
  } catch {
    // Not a pattern, or none that can be followed.
    return false;
  }
}
