import { readPhc, TOO_COSTLY } from "./phc-hash.js";

/** Of a password that another system hashed as it was typed, in the place of a key's id. */
const BCRYPT = "bcrypt";
const PHC = "phc";
/** What takes longer than a login may is set anew by mail. */
export const FOREIGN_BCRYPT = /^\$2[aby]\$(?:0[4-9]|1[0-5])\$[./A-Za-z0-9]{53}$/;

/** As it is stored: a bcrypt hash of another system, until its owner logs in. */
export function takenOver(hash: string): string {
  // The same algorithm under the name that PHP gave it.
  return `${BCRYPT}:${hash.replace(/^\$2y\$/, "$2b$")}`;
}

/** As it is stored, of any kind that can be checked here; or why not. */
export function takeOver(
  hash: string,
  hasArgon2: boolean,
): { readonly stored: string } | { readonly loss: string } {
  if (FOREIGN_BCRYPT.test(hash)) return { stored: takenOver(hash) };
  const read = readPhc(hash);
  if (read === TOO_COSTLY)
    return {
      loss: "the password's hash asks for more work than a login may: it is set anew by mail",
    };
  if (read === null) return { loss: "the password's hash is not known: it is set anew by mail" };
  if (read.kind === "argon2" && !hasArgon2)
    return {
      loss: "the password's hash is argon2, and the package @node-rs/argon2 is not here: it is set anew by mail",
    };
  return { stored: `${PHC}:${hash}` };
}

/** The hash of another system, as that wrote it; null: it is one of ours. */
export function foreignHash(stored: string): string | null {
  const [, hash = null] = /^(?:bcrypt|phc):(.*)$/s.exec(stored) ?? [];
  return hash;
}
