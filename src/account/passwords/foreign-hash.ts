/** Of a password that another system hashed as it was typed, in the place of a key's id. */
const FOREIGN = "bcrypt";
/** What takes longer than a login may is set anew by mail. */
export const FOREIGN_BCRYPT = /^\$2[aby]\$(?:0[4-9]|1[0-5])\$[./A-Za-z0-9]{53}$/;

/** As it is stored: a bcrypt hash of another system, until its owner logs in. */
export function takenOver(hash: string): string {
  // The same algorithm under the name that PHP gave it.
  return `${FOREIGN}:${hash.replace(/^\$2y\$/, "$2b$")}`;
}

/** The bcrypt hash of another system; null: it is one of ours. */
export function foreignHash(stored: string): string | null {
  return stored.startsWith(`${FOREIGN}:`) ? stored.slice(FOREIGN.length + 1) : null;
}
