import { describe, expect, test } from "@jest/globals";
import { parse, safeHref, toPlain, type Token } from "../../web/src/text/parse.js";

const kinds = (tokens: readonly Token[]): string[] =>
  tokens.flatMap((token) => [
    token.type,
    ...kinds("tokens" in token && token.tokens ? token.tokens : []),
  ]);

describe("what has marks", () => {
  test.each([
    ["*a* and _b_", "em"],
    ["**a**", "strong"],
    ["~~a~~", "del"],
    ["`a`", "codespan"],
    ["```js\na\n```", "code"],
    ["> a", "blockquote"],
    ["- a\n- b", "list"],
    ["1. a", "list"],
    ["see www.example.com", "link"],
    ["see https://example.com/a_b_c", "link"],
    ["ask me@example.com", "link"],
    ["[a](https://example.com)", "link"],
  ])("%j has a %s", (body, kind) => expect(kinds(parse(body))).toContain(kind));
});

describe("what has none", () => {
  test.each([
    "<b>bold</b>",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "# no heading",
    "a\n===",
    "a | b\n--|--\n1 | 2",
    "    four spaces",
    "snake_case_name",
    "2 * 3 * 4",
    "---",
  ])("%j stays as it is", (body) => {
    expect(kinds(parse(body)).filter((kind) => !/^(paragraph|text|br|escape)$/.test(kind))).toEqual(
      [],
    );
    expect(toPlain(body).replace(/\s+/g, " ").trim()).toBe(body.replace(/\s+/g, " ").trim());
  });
});

test.each([
  ["https://example.com", true],
  ["mailto:me@example.com", true],
  ["javascript:alert(1)", false],
  ["data:text/html,x", false],
  ["//example.com", false],
  ["file:///etc/passwd", false],
])("%s is followed: %s", (href, safe) => expect(safeHref(href) !== null).toBe(safe));

test.each([
  ["**Look** at _this_", "Look at this"],
  ["> quoted\n\nand not", "quoted\nand not"],
  ["- one\n- two", "one\ntwo"],
  ["`a < b`", "a < b"],
])("%j is %j in a list", (body, plain) => expect(toPlain(body).replace(/\n+/g, "\n")).toBe(plain));
