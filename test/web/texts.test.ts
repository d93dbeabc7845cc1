import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "@jest/globals";
import ts from "typescript";
import { counted } from "../../web/src/texts/counted.js";

const SOURCE = "web/src";
/** What people are told by, beside the text of elements. */
const TOLD_BY = /^(?:label|title|placeholder|hint|about|text|alt|aria-label|aria-description)$/;
const CALLS = /^(?:showToast|showUndo|sayFarewell)$/;
const WORD = /\p{L}{2}/u;

/** What a file says to people in words of its own. */
function ownWords(name: string, code: string): string[] {
  const found: string[] = [];
  const say = (node: ts.Node): void => void found.push(`${name}: ${node.getText().trim()}`);
  const isWords = (node: ts.Node | undefined): boolean =>
    node !== undefined &&
    ((ts.isStringLiteralLike(node) && WORD.test(node.text)) ||
      (ts.isTemplateExpression(node) &&
        [node.head, ...node.templateSpans.map(({ literal }) => literal)].some(({ text }) =>
          WORD.test(text),
        )) ||
      (ts.isConditionalExpression(node) && (isWords(node.whenTrue) || isWords(node.whenFalse))) ||
      (ts.isBinaryExpression(node) && isWords(node.right)));
  const look = (node: ts.Node): void => {
    if (ts.isJsxText(node) && WORD.test(node.text)) say(node);
    if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent) && isWords(node.expression))
      say(node);
    if (ts.isJsxAttribute(node) && TOLD_BY.test(node.name.getText())) {
      const { initializer: value } = node;
      if (isWords(value && ts.isJsxExpression(value) ? value.expression : value)) say(node);
    }
    if (ts.isCallExpression(node) && CALLS.test(node.expression.getText())) {
      if (isWords(node.arguments[0])) say(node);
    }
    ts.forEachChild(node, look);
  };
  look(ts.createSourceFile(name, code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
  return found;
}

test("whatever the web chat says stands in its catalogue", async () => {
  const names = (await readdir(SOURCE, { recursive: true }))
    .filter((name) => /\.tsx?$/.test(name) && !/^(?:gql|texts)\//.test(name))
    .sort();
  expect(names.length).toBeGreaterThan(100);
  const files = await Promise.all(
    names.map(async (name) => ownWords(name, await readFile(`${SOURCE}/${name}`, "utf8"))),
  );
  expect(files.flat()).toEqual([]);
});

test.each([
  ["a text", "<p>Good morning</p>"],
  ["a label", '<i aria-label="Good morning" />'],
  ["one of two", '<i title={late ? "Good night" : x} />'],
  ["a notice", "showToast(`Good morning, ${name}`)"],
])("%s of a component's own is found", (_what, code) => {
  expect(ownWords("one.tsx", `const one = ${code};`)).toHaveLength(1);
});

test("numbers choose the form of a word", () => {
  const forms = { one: "# member", other: "# members" };
  expect([0, 1, 2].map((count) => counted(count, forms))).toEqual([
    "0 members",
    "1 member",
    "2 members",
  ]);
});
