const MAX_CHARS = 254;
/** One addr-spec without quoting, groups or lists, so that a mail can have no second recipient. */
const ADDRESS = /^[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}$/;

/** As it is stored and compared: lower-case ASCII. Null for what is not one plain address. */
export function normaliseEmail(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const email = value.trim().toLowerCase();
  // Compared before lower-casing: letters such as the Kelvin sign turn into ASCII by it.
  const ascii = /^[\x20-\x7e]*$/.test(value);
  return ascii && email.length <= MAX_CHARS && ADDRESS.test(email) ? email : null;
}
