import { GraphQLScalarType, Kind } from "graphql";
import { GraphQLDateTime } from "graphql-scalars";
import { normaliseEmail } from "../../platform/core/email-address.js";
import { badInput } from "../../platform/core/errors.js";

export const EmailAddress = new GraphQLScalarType<string, string>({
  name: "EmailAddress",
  description:
    "An e-mail address, internationalised ones included; compared without regard to case, its domain as the DNS has it (xn--).",
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
  const email = normaliseEmail(value);
  if (!email) throw badInput("email", "That is not an e-mail address.");
  return email;
}
