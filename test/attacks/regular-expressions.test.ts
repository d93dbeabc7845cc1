import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import ts from "typescript";
import { CreateUploadTicketDocument } from "../generated/graphql.js";
import { startApp } from "../support/app.js";
import { post } from "../support/graphql.js";
import { signUp } from "../support/people.js";
import { runningClock } from "../support/running-clock.js";

/** What takes time that grows with the square of the text takes seconds for texts of this size. */
const SIZES = [16, 20, 22, 24, 26, 1_000, 30_000];
const SLOW_MS = 100;
/** Only ever run on texts that were cut to a thousand characters. */
const CUT_BEFORE = ["/[^\\s<>\"']+@[^\\s<>\"']+/g"];

const folder = new URL("../../src/", import.meta.url);
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".ts"),
);

function visit(name: string, see: (node: ts.Node) => void): void {
  const text = readFileSync(new URL(name, folder), "utf8");
  const walk = (node: ts.Node): void => {
    see(node);
    ts.forEachChild(node, walk);
  };
  walk(ts.createSourceFile(name, text, ts.ScriptTarget.Latest));
}

function literals(): string[] {
  const found: string[] = [];
  for (const name of files)
    visit(name, (node) => {
      if (ts.isRegularExpressionLiteral(node)) found.push(node.text);
    });
  return [...new Set(found)].filter((literal) => !CUT_BEFORE.includes(literal));
}

function parsed(literal: string): RegExp {
  const [, source = "", flags = ""] = /^\/(.*)\/(\w*)$/s.exec(literal) ?? [];
  return new RegExp(source, flags);
}

/** What the pattern names, and one of each kind of character. */
function unitsOf(expression: RegExp): string[] {
  const named = expression.source.match(/[\x20-\x7e]/g) ?? [];
  const kinds = ["a", "Z", "0", " ", ".", "_", "-", "@", "/", "\\", "\n", "é", "\u0301", "🎉"];
  const single = [...new Set([...named, ...kinds])];
  return [...single, "a.", "a-", "0a", " a", "..", "a@", "e\u0301"];
}

/** A text that the expression takes long for; null where none was found. */
function slowText(expression: RegExp): string | null {
  for (const unit of unitsOf(expression))
    for (const end of ["", "!", "\n", "a", "\0"])
      for (const size of SIZES) {
        const text = unit.repeat(size) + end;
        const run = (): number => {
          const startedAt = runningClock();
          text.replace(expression, "");
          return runningClock() - startedAt;
        };
        // A machine that stalls is not a pattern that does.
        if (run() > SLOW_MS && run() > SLOW_MS && run() > SLOW_MS)
          return `${JSON.stringify(unit)} × ${size} + ${JSON.stringify(end)}`;
      }
  return null;
}

test("A-42: the search for slow texts finds them", () => {
  for (const expression of [/^(a+)+$/, /\s+$/, /.*[/\\]/s])
    expect([expression, slowText(expression)]).toEqual([expression, expect.any(String)]);
  expect(slowText(/^[a-z]+$/)).toBeNull();
});

test("A-42: no pattern of the server takes long for a text, however it is made", () => {
  const patterns = literals();
  expect(patterns.length).toBeGreaterThan(40);
  const slow = patterns.map((literal) => [literal, slowText(parsed(literal))]);
  expect(slow.filter(([, text]) => text !== null)).toEqual([]);
});

test("A-42: no text becomes a pattern but one that is written in the source", () => {
  const made: string[] = [];
  for (const name of files)
    visit(name, (node) => {
      const isMade = ts.isNewExpression(node) || ts.isCallExpression(node);
      if (!isMade || !ts.isIdentifier(node.expression)) return;
      if (node.expression.text === "RegExp") made.push(name);
    });
  // Reviewed: each is put together from constants of its own file.
  expect([...new Set(made)].sort()).toEqual([
    "account/codes/typed-code.ts",
    "account/two-factor/recovery-code.ts",
    "chat/messages/emoji.ts",
    "people/users/pretending-names.ts",
    "platform/core/email-address.ts",
    "platform/core/search-keys.ts",
    "platform/core/shown-text.ts",
  ]);
});

test("A-42: the name of a file may be as long as a request, and others are answered meanwhile", async () => {
  const app = await startApp();
  const ann = await signUp(app, "Ann");
  for (const filename of ["a".repeat(90_000), `x${" ".repeat(90_000)}x`, "/".repeat(90_000)]) {
    const startedAt = runningClock();
    const variables = { filename, mimeType: "text/plain", byteSize: 10 };
    await post(app.url, CreateUploadTicketDocument, variables, ann.token);
    expect(runningClock() - startedAt).toBeLessThan(1_000);
  }
  await app.stop();
});
