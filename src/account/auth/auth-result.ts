import { badInput } from "../../platform/core/errors.js";
import type { Context } from "../../api/graphql/context.js";
import type { Client } from "../sessions/grant.service.js";
import { accountOf } from "../../people/users/account.types.js";
import type { AuthResult } from "./auth.types.js";
import type { Login } from "./login.service.js";

const DEVICE_MAX_CHARS = 100;

export function resultOf({ tokens, user, challenge }: Login): AuthResult {
  return { tokens, viewer: user && accountOf(user), challenge };
}

/** Throws BAD_USER_INPUT for a device name that cannot be shown. */
export function clientOf(
  device: string | null | undefined,
  { ipAddress }: Pick<Context, "ipAddress">,
): Client {
  if (device && (device.length > DEVICE_MAX_CHARS || !device.isWellFormed()))
    throw badInput("input.device", `A device name has at most ${DEVICE_MAX_CHARS} characters.`, {
      limit: DEVICE_MAX_CHARS,
    });
  return { device: device ?? null, ipAddress };
}
