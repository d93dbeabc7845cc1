import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";
import { AsyncScope } from "../../src/platform/core/async-scope.js";

test("what is known is known as deep as the work goes, of each work its own", async () => {
  const scope = new AsyncScope<string>();
  const deep = async (): Promise<string | null> => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    return scope.current;
  };
  const both = ["a", "b"].map((known) => scope.within(known, deep));
  expect(await Promise.all(both)).toEqual(["a", "b"]);
  expect(await scope.within("outer", () => scope.within("inner", deep))).toBe("inner");
  expect(scope.current).toBeNull();
});

test("a work that ends takes nothing from one that goes on", async () => {
  const scope = new AsyncScope<string>();
  let goOn = (): void => undefined;
  const long = scope.within("long", async () => {
    await new Promise<void>((resolve) => (goOn = resolve));
    return scope.current;
  });
  await scope.within("short", () => Promise.resolve());
  goOn();
  expect(await long).toBe("long");
});

test("no promise is followed once the last work has ended, also where it failed", async () => {
  // Of its own, since Jest follows promises too. Later Nodes never do.
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...["--import", "tsx", join(import.meta.dirname, "followed-promises.ts")],
  ]);
  const inWork = process.version.startsWith("v20.");
  expect(JSON.parse(stdout)).toEqual({ before: false, inWork, after: false, afterFailure: false });
});
