import { expect, test } from "@jest/globals";
import { supervise } from "../../scripts/process/supervise.js";
import { run } from "../../scripts/process/run.js";
import { until } from "../support/graphql.js";
import { type Script, startScript } from "../support/script.js";

const STUBBORN = ["sh", "-c", 'trap "" TERM; sleep 1000 & while true; do sleep 1; done'];

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function keptBy(launcher: Script): Promise<number> {
  return Number((await launcher.line("pid ")).slice("pid ".length));
}

test.each([
  ["asks to end", ["sleep", "1000"]],
  ["must be killed", STUBBORN],
])("a command that %s is gone after a SIGKILL of its launcher", async (_, command) => {
  const launcher = startScript("scripts/supervising.ts", command);
  const pid = await keptBy(launcher);
  expect(exists(pid)).toBe(true);
  launcher.process.kill("SIGKILL");
  await until("the command is gone", () => !exists(pid));
  // Its group: nothing that it has started is left either.
  await until("its children are gone", () => !exists(-pid));
});

test("a command is gone after a SIGKILL of its supervisor", async () => {
  const launcher = startScript("scripts/supervising.ts", [
    "sh",
    "-c",
    "echo $PPID; exec sleep 1000",
  ]);
  const pid = await keptBy(launcher);
  await until("the supervisor is known", () => launcher.output.length > 1);
  process.kill(Number(launcher.output.find((line) => /^\d+$/.test(line))), "SIGKILL");
  await until("the command is gone", () => !exists(pid));
  expect(await launcher.exited).toBe(137);
});

test("the exit code is the command's", async () => {
  const supervised = await supervise("sh", ["-c", "exit 7"], {
    output: () => undefined,
    graceMs: 500,
  });
  expect(await supervised.exited).toBe(7);
});

test("a command that does not exist is an error", async () => {
  await expect(run("no-such-command", [])).rejects.toThrow("no-such-command");
});

test("a command that fails or takes too long is an error with the end of its output", async () => {
  await expect(run("sh", ["-c", "echo because; exit 3"])).rejects.toThrow(/code 3\nbecause/);
  await expect(run("sleep", ["1000"], { limitMs: 200 })).rejects.toThrow("more than 200 ms");
});
