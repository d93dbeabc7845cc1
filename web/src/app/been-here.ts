const KEY = "confab:been-here";

/** Whether somebody has signed in on this device before. */
export function wasHere(): boolean {
  return window.localStorage.getItem(KEY) !== null;
}

export function rememberVisit(): void {
  window.localStorage.setItem(KEY, "yes");
}
