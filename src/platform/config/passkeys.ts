import { isIP } from "node:net";
import type { RelyingParty } from "./config.types.js";
import type { Variables } from "./environment.js";

/** While nobody has said where the server is reached. */
const LOCALHOST: RelyingParty = { id: "localhost", origins: ["http://localhost:*"] };
/** Apps of Android have an origin of their own. */
const APP = /^android:apk-key-hash:[\w-]+$/;

type Given = Pick<Variables, "PASSKEY_RP_ID" | "PASSKEY_ORIGINS" | "PUBLIC_URL" | "NODE_ENV">;

/** Null: browsers have no passkeys where the server is reached, or nobody has said where that is. */
export function readPasskeys(vars: Given): RelyingParty | null {
  const given = originsOf(vars);
  if (given.length === 0 && !vars.PUBLIC_URL)
    return vars.NODE_ENV === "production" ? null : LOCALHOST;
  const origins = given.length > 0 ? given : [new URL(vars.PUBLIC_URL ?? "").origin];
  const page = origins.find((origin) => !APP.test(origin)) ?? vars.PUBLIC_URL;
  const id = vars.PASSKEY_RP_ID?.toLowerCase() ?? (page ? new URL(page).hostname : "");
  return origins.every((origin) => isServed(origin, id)) ? { id, origins } : null;
}

/** What was said of passkeys and cannot be. */
export function passkeyFaults(vars: Given): string[] {
  const given = originsOf(vars);
  const isSaid = given.length > 0 || vars.PASSKEY_RP_ID !== undefined;
  if (!isSaid || given.some((origin) => !APP.test(origin) && !isOrigin(origin)))
    return isSaid ? ["PASSKEY_ORIGINS: give origins, as in https://chat.example.com."] : [];
  if (readPasskeys(vars)) return [];
  return [
    "PASSKEY_RP_ID must be the host of each of PASSKEY_ORIGINS (or of PUBLIC_URL), or a domain above it, with https.",
  ];
}

function originsOf({ PASSKEY_ORIGINS }: Given): string[] {
  return PASSKEY_ORIGINS.split(",").flatMap((origin) => origin.trim() || []);
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

/** As browsers have it: a name, no address; with https, or on this machine. */
function isServed(origin: string, id: string): boolean {
  if (id === "" || isIP(id) > 0) return false;
  if (APP.test(origin)) return true;
  const { protocol, hostname } = new URL(origin);
  const isSecure = protocol === "https:" || hostname === "localhost";
  return isSecure && (hostname === id || hostname.endsWith(`.${id}`));
}
