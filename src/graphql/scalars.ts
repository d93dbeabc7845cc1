import { GraphQLScalarType, Kind } from "graphql";
import { GraphQLDateTime } from "graphql-scalars";
import { badInput } from "../errors.js";

const MAX_EMAIL_CHARS = 254;
/** One addr-spec without quoting, groups or lists, so that a mail can have no second recipient. */
const ADDRESS = /^[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}$/;

export const EmailAddress = new GraphQLScalarType<string, string>({
  name: "EmailAddress",
  description: "An ASCII e-mail address; compared without regard to case.",
  serialize: String,
  parseValue: parseEmail,
  parseLiteral: (node) => parseEmail(node.kind === Kind.STRING ? node.value : null),
});

export const DateTime = new GraphQLScalarType({
  ...GraphQLDateTime.toConfig(),
  name: "DateTime",
  description: "RFC 3339 in UTC, with milliseconds.",
});

/** As EmailAddress takes it, or null. */
export function readEmailAddress(value: string): string | null {
  try {
    return parseEmail(value);
  } catch {
    return null;
  }
}

function parseEmail(value: unknown): string {
  const email = typeof value === "string" ? value.trim().toLowerCase() : "";
  // Compared before and after: letters such as the Kelvin sign turn into ASCII by lower-casing.
  const ascii = typeof value === "string" && /^[\x20-\x7e]*$/.test(value);
  if (!ascii || email.length > MAX_EMAIL_CHARS || !ADDRESS.test(email))
    throw badInput("email", "That is not an e-mail address.");
  return email;
}
