import { expect, test } from "@jest/globals";
import { isNamed as isNamedByServer } from "../../src/chat/messages/is-named.js";
import { isNamed, splitByNames } from "../../web/src/chat/named.js";

const bodies: [name: string, body: string, named: boolean][] = [
  ["Ann", "@Ann", true],
  ["Ann", "hello @Ann!", true],
  ["Ann", "@Annabel", false],
  ["Ann", "@Annabel and @Ann", true],
  ["Ann", "@Ann2", false],
  ["Ann", "@Ann\u0301", false],
  ["Ann", "@Ann's", true],
  ["Ann", "(@Ann)", true],
  ["Ann", "@ann", false],
  ["Ann", "Ann", false],
  ["Ann", "@Ann\u{1f389}", true],
  ["A.B (c) [d] $1", "@A.B (c) [d] $1.", true],
  ["A.B", "@AxB", false],
  ["Jo-Ann/e", "@Jo-Ann/e, well", true],
  ["李", "@李小龍", false],
  ["李", "@李，你好", true],
  ["🎈", "@🎈!", true],
];
test.each(bodies)("%j in %j: %j, to the web chat as to the server", (name, body, named) => {
  expect(isNamed(name, body)).toBe(named);
  expect(isNamedByServer(name, body)).toBe(named);
});

test("a name is shown as one where it ends, the longest that fits", () => {
  expect(splitByNames(["Ann", "Ann Lee"], "@Annabel, @Ann Lee, @Ann.")).toEqual([
    "@Annabel, ",
    "@Ann Lee",
    ", ",
    "@Ann",
    ".",
  ]);
  expect(splitByNames([], "@Ann")).toEqual(["@Ann"]);
});
