import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";

/** A server in a process of its own; the first line that it prints is what it tells. */
export async function start(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ child: ChildProcess; told: unknown }> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: child.stdout }))
    if (line.startsWith("{")) return { child, told: JSON.parse(line) };
  throw new Error(`${args.at(-1) ?? ""} ended before it was ready`);
}
