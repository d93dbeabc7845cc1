/** Why a socket is closed. Clients act on it: docs/errors.md lists them. */
export const CloseCode = {
  POLICY: 1008,
  RESTART: 1012,
  OVERLOAD: 1013,
  BAD_FRAME: 4400,
  /** The reference client does not come back after this one. */
  SESSION_REVOKED: 4401,
  /** The reference client comes back with a fresh token. */
  FORBIDDEN: 4403,
} as const;
