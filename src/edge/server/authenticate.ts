import { AppError, ErrorCode } from "../../platform/core/errors.js";
import type { Introduction } from "../../account/service-keys/doorkeeper.js";
import type { MaybeIntroduction } from "./introduction.js";
import type { Party } from "../../platform/core/viewer.js";

export type Authenticate = (given: Introduction) => Promise<Party>;

/** For what stays open: calls back when the session ends, until `leave`. */
export type Attend = (
  given: Introduction,
  ended: () => void,
) => Promise<{ readonly party: Party; readonly leave: () => void }>;

export interface Credentials extends Party {
  readonly credentials: "none" | "valid" | "refused";
}

export const NOBODY: Credentials = {
  ...{ viewer: null, service: null, expiresAt: null },
  credentials: "none",
};

const REFUSED: Credentials = { ...NOBODY, credentials: "refused" };

/** The same for the header of a request and for the parameters of a socket. */
export async function readCredentials(
  given: MaybeIntroduction,
  authenticate: Authenticate,
): Promise<Credentials> {
  const { authorization, actAs } = given;
  if (!authorization) return actAs === null ? NOBODY : REFUSED;
  try {
    return { ...(await authenticate({ ...given, authorization })), credentials: "valid" };
  } catch (error) {
    if (error instanceof AppError && error.code === ErrorCode.UNAUTHENTICATED) return REFUSED;
    throw error;
  }
}
