import { expect, test } from "@jest/globals";
import { buildSchema } from "graphql";
import { DocumentCache, hashOf } from "../../src/edge/server/document-cache.js";
import { countTokens } from "../../src/edge/server/work-price.js";

const schema = buildSchema("type Query { one: Int two: Query }");
const read = (cache: DocumentCache, text: string): void =>
  void cache.read(hashOf(text), text, countTokens(text, 1_000));

test.each([
  ["valid ones", (at: number) => `{ ${"two { one } ".repeat(200)} } # ${at}`],
  ["invalid ones", (at: number) => `{ ${"nothing ".repeat(500)} } # ${at}`],
])("however many documents come, what is kept of %s stays within its size", (_, text) => {
  const maxBytes = 3_000_000;
  const cache = new DocumentCache(schema, true, maxBytes);
  for (let at = 0; at < 60; at += 1) read(cache, text(at));
  expect(cache.bytes).toBeLessThanOrEqual(maxBytes);
  expect(cache.get(hashOf(text(59)))).toBeDefined();
  expect(cache.get(hashOf(text(0)))).toBeUndefined();
});

test("the size is counted from what a document takes, not from its characters", () => {
  const cache = new DocumentCache(schema, true);
  const text = `{ ${"a:one ".replace("a:", "")} ${"one ".repeat(990)}}`;
  read(cache, text);
  expect(cache.bytes).toBeGreaterThan(10 * text.length);
});
