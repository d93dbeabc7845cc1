import { AppError, ErrorCode } from "../../platform/core/errors.js";
import type { Viewer } from "../../platform/core/viewer.js";

export type Authenticate = (authorization: string) => Promise<Viewer>;

/** For what stays open: calls back when the session ends, until `leave`. */
export type Attend = (
  authorization: string,
  ended: () => void,
) => Promise<{ readonly viewer: Viewer; readonly leave: () => void }>;

export interface Credentials {
  readonly viewer: Viewer | null;
  readonly credentials: "none" | "valid" | "refused";
}

export const NOBODY: Credentials = { viewer: null, credentials: "none" };

/** The same for the header of a request and for the parameters of a socket. */
export async function readCredentials(
  authorization: string | undefined,
  authenticate: Authenticate,
): Promise<Credentials> {
  if (!authorization) return NOBODY;
  try {
    return { viewer: await authenticate(authorization), credentials: "valid" };
  } catch (error) {
    if (error instanceof AppError && error.code === ErrorCode.UNAUTHENTICATED)
      return { viewer: null, credentials: "refused" };
    throw error;
  }
}
