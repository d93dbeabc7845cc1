import { supervise } from "./supervise.js";

const KEPT_LINES = 15;

/** Runs a command to its end; throws with the end of its output if it fails or takes too long. */
export async function run(
  command: string,
  args: readonly string[],
  options: {
    readonly cwd?: string;
    readonly env?: NodeJS.ProcessEnv;
    readonly limitMs?: number;
    readonly onLine?: (line: string) => void;
  } = {},
): Promise<string> {
  const lines: string[] = [];
  const supervised = await supervise(command, args, {
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.env === undefined ? {} : { env: options.env }),
    graceMs: 2_000,
    output: (line) => {
      lines.push(line);
      if (line.trim() !== "") options.onLine?.(line.trim());
    },
  });
  let late = false;
  const timer = setTimeout(
    () => {
      late = true;
      void supervised.stop();
    },
    options.limitMs ?? 2 ** 31 - 1,
  );
  const code = await supervised.exited;
  clearTimeout(timer);
  if (code === 0) return lines.join("\n");
  const why = late ? `took more than ${options.limitMs} ms` : `ended with code ${code}`;
  throw new Error([`${command} ${args.join(" ")} ${why}`, ...lines.slice(-KEPT_LINES)].join("\n"));
}
