import { badInput } from "../../platform/core/errors.js";

const MAX_CHARS = 2_000;

/** Where its name leads is looked at when something is sent: it may lead elsewhere by then. */
export function checkedUrl(given: string, allowPrivate: boolean, field = "url"): string {
  const url = URL.canParse(given) ? new URL(given) : null;
  if (!url || given.length > MAX_CHARS || !["https:", "http:"].includes(url.protocol))
    throw badInput(field, `A URL of at most ${MAX_CHARS} characters.`, { limit: MAX_CHARS });
  if (url.protocol === "http:" && !allowPrivate) throw badInput(field, "It needs https.");
  if (url.username || url.password || url.hash)
    throw badInput(field, "Without a name, a password and a fragment.");
  return url.href;
}
