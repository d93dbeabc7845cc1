import { Lexer, Source, TokenKind } from "graphql";

/**
 * What work costs, in microseconds of one core: estimates on a small server, which need not be
 * right but must be known before the work is done.
 */
export const REQUEST_PRICE = 50;
/** Reading JSON. */
const BYTES_PER_MICROSECOND = 50;
/** Counting the tokens of a text that is not known. */
const CHARS_PER_MICROSECOND = 10;
/** Looking through a document that is known: what it costs with these variables. */
const LOOKED_THROUGH = 10;
/** Parsing, and what of validation goes token by token. */
const CHECKED = 20;
/** Fields are compared with one another: that grows with the square. */
const COMPARED_TOKENS = 25;
/** An object that is read and shown. */
const OBJECT = 40;

export function bytesPrice(bytes: number): number {
  return Math.ceil(bytes / BYTES_PER_MICROSECOND);
}

export function textPrice(chars: number): number {
  return Math.ceil(chars / CHARS_PER_MICROSECOND);
}

export function checkPrice(tokens: number): number {
  return Math.ceil(tokens * CHECKED + tokens ** 2 / COMPARED_TOKENS);
}

export function lookThroughPrice(tokens: number): number {
  return tokens * LOOKED_THROUGH;
}

export function executionPrice(objects: number): number {
  return objects * OBJECT;
}

/** Up to `max` + 1; a text that is no GraphQL counts as far as it could be read. */
export function countTokens(text: string, max: number): number {
  const lexer = new Lexer(new Source(text));
  let tokens = 0;
  try {
    while (tokens <= max && lexer.advance().kind !== TokenKind.EOF) tokens += 1;
  } catch {
    // The parser says what is wrong with it.
  }
  return tokens;
}
