/** Why the next sign-out happens, where this page itself brought it about. */
let farewell: string | null = null;

export function sayFarewell(text: string | null): void {
  farewell = text;
}

/** Once. */
export function takeFarewell(): string | null {
  const said = farewell;
  farewell = null;
  return said;
}
