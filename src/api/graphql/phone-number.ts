import { GraphQLScalarType, Kind } from "graphql";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { badInput } from "../../platform/core/errors.js";

const MAX_CHARS = 40;

export const PhoneNumber = new GraphQLScalarType<string, string>({
  name: "PhoneNumber",
  description:
    "A phone number with its country code; spaces and punctuation do not matter. Answered in E.164: +14155552671.",
  serialize: String,
  parseValue: parsePhone,
  parseLiteral: (node) => parsePhone(node.kind === Kind.STRING ? node.value : null),
});

/** In E.164; throws BAD_USER_INPUT. */
export function parsePhone(value: unknown): string {
  const text =
    typeof value === "string" && value.length <= MAX_CHARS ? value.normalize("NFKC") : "";
  const number = parsePhoneNumberFromString(text.trim().replace(/^00(?=[1-9])/, "+"), {
    // A number inside of other text is no number.
    extract: false,
  });
  if (!number?.isValid() || number.ext)
    throw badInput("phone", "That is not a phone number with its country code.");
  return number.number;
}
