import { expect, test } from "@jest/globals";
import { CloseCode as ProtocolCode } from "graphql-ws";
import { ConfabError } from "../../client/src/index.js";
import { ErrorCode } from "../../src/platform/core/errors.js";
import { CloseCode } from "../../src/edge/server/close-code.js";
import { readGuide } from "./guide.js";

/** The cells of every row of a table under that heading. */
function rowsUnder(heading: string): string[][] {
  const { text } = readGuide("docs/errors.md");
  const [, section = ""] = text.split(`\n## ${heading}\n`);
  const [own = ""] = section.split("\n## ");
  return [...own.matchAll(/^\| (.*) \|$/gm)]
    .map(([, row = ""]) => row.split(" | ").map((cell) => cell.trim()))
    .slice(2);
}

test("the guide to errors has every code, and no other", () => {
  const named = rowsUnder("Codes").map(([code = ""]) => code.replaceAll("`", ""));
  expect(named.sort()).toEqual(Object.values(ErrorCode).sort());
});

test("it says of a code that a retry helps where the client kit thinks so, too", () => {
  const retryable = rowsUnder("Codes").filter(([, , retry = ""]) => retry.startsWith("Yes"));
  const expected = Object.values(ErrorCode).filter(
    (code) => new ConfabError({ code, message: "" }).retryable,
  );
  expect(retryable.map(([code = ""]) => code.replaceAll("`", "")).sort()).toEqual(expected.sort());
});

test("it has every code that this server closes a socket with", () => {
  const named = new Set(rowsUnder("When a socket is closed").map(([code]) => Number(code)));
  const ofTheProtocol = [
    ProtocolCode.SubprotocolNotAcceptable,
    ProtocolCode.ConnectionInitialisationTimeout,
    ProtocolCode.SubscriberAlreadyExists,
    ProtocolCode.TooManyInitialisationRequests,
  ];
  for (const code of [...Object.values(CloseCode), ...ofTheProtocol]) expect(named).toContain(code);
});
