import { domainToASCII } from "node:url";

const MAX_BYTES = 254;
const MAX_LOCAL_BYTES = 64;
/** One dot-atom without quoting, groups or lists, so that a mail can have no second recipient. */
const ATOM = "[\\p{L}\\p{N}\\p{M}!#$%&'*+/=?^_`{|}~-]+";
const LOCAL = new RegExp(`^${ATOM}(?:\\.${ATOM})*$`, "u");
const LABEL = "(?!-)[a-z0-9-]{1,63}(?<!-)";
/** No top-level domain is a number: that would be an IP address. */
const DOMAIN = new RegExp(`^(?:${LABEL}\\.)+(?=[a-z0-9-]{2})(?!\\d+$)${LABEL}$`);
/** Also before it is encoded, where a prefix would hide it. */
const OUTER_HYPHEN = /(?:^|[.。．｡])-|-(?:$|[.。．｡])/u;
const ASCII = /^[\x20-\x7e]*$/;

/**
 * As it is stored and compared: lower-case, its letters composed, an internationalised domain in
 * the form that is asked of the DNS. Null for what is not one plain address.
 */
export function normaliseEmail(value: unknown): string | null {
  if (typeof value !== "string" || !value.isWellFormed()) return null;
  const [given = "", host = "", ...rest] = value.trim().split("@");
  if (rest.length > 0) return null;
  const local = canonical(given, (text) => text.normalize("NFC").toLowerCase());
  const domain = OUTER_HYPHEN.test(host) ? null : canonical(host, (text) => domainToASCII(text));
  if (local === null || domain === null || !LOCAL.test(local) || !DOMAIN.test(domain)) return null;
  const isShort = Buffer.byteLength(local) <= MAX_LOCAL_BYTES;
  const email = `${local}@${domain}`;
  return isShort && Buffer.byteLength(email) <= MAX_BYTES ? email : null;
}

/** Null where letters such as the Kelvin sign would turn into ASCII: that is another address. */
function canonical(text: string, change: (text: string) => string): string | null {
  if (ASCII.test(text)) return text.toLowerCase();
  const changed = change(text);
  return text.split(".").every((part, at) => {
    const after = changed.split(".")[at] ?? "";
    return ASCII.test(part) || !ASCII.test(after) || after.startsWith("xn--");
  })
    ? changed
    : null;
}
