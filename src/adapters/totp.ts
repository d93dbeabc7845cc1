import { generateSecret, generateURI, verify } from "otplib";
import type { OneTimePasswords } from "../account/two-factor/one-time-passwords.js";

const ISSUER = "Confab";
const STEP_SECONDS = 30;

/** RFC 6238 as every authenticator app does it: SHA-1, six digits, steps of 30 seconds. */
export const totp: OneTimePasswords = {
  newSecret: () => generateSecret(),
  url: (secret, label) => generateURI({ issuer: ISSUER, label, secret }),
  async stepOf(secret, code, afterStep) {
    if (!/^\d{6}$/.test(code)) return null;
    const result = await verify({
      secret,
      token: code,
      epochTolerance: STEP_SECONDS,
      ...(afterStep !== null && { afterTimeStep: afterStep }),
    });
    return result.valid && "timeStep" in result ? result.timeStep : null;
  },
};
