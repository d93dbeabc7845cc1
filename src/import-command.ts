import { parseArgs } from "node:util";

export const IMPORT_USAGE = `Usage, after \`npm run import --\` or \`node dist/main.js import\`:
  --from-replaced mongodb://host:27017/name [--dry-run]
      Brings accounts, friends and chats of the Express, Socket.IO and Mongoose chat that Confab
      replaces. That database is only read. It may be run again: what is here by then stays as it is.
      With --dry-run nothing is written, and the report says what would be.
      REPLACED_SECRET_KEY_PHONE: what sealed its phone numbers, where it is not SECRET_KEY_PHONE.`;

const PROGRESS_MS = 2_000;

type Environment = Readonly<Record<string, string | undefined>>;

interface ImportCommand {
  readonly uri: string;
  readonly isDry: boolean;
}

/** Resolves to the exit code. */
export type ImportWork = (app: Importer) => Promise<number>;

/** What the arguments ask for; null: nothing that there is. */
export function readImportCommand(args: readonly string[], env: Environment): ImportWork | null {
  const command = readArguments(args);
  return command && ((app) => runImport(app, command, env));
}

function readArguments(args: readonly string[]): ImportCommand | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { "from-replaced": { type: "string" }, "dry-run": { type: "boolean" } },
    });
    const uri = values["from-replaced"];
    if (!uri || !/^mongodb(\+srv)?:\/\//.test(uri)) return null;
    return { uri, isDry: values["dry-run"] ?? false };
  } catch {
    return null;
  }
}

/** The passphrases in the environment, of which one must be that of the replaced system. */
function phoneKeysOf(env: Environment): string[] {
  const given = env["REPLACED_SECRET_KEY_PHONE"];
  if (given) return [given];
  const current = env["SECRET_KEY_PHONE"] ?? "";
  return [current, ...current.split(",")].filter((key) => key !== "");
}

/** Lines on how far it is, how fast it goes and how long it will take. */
function progressLines(write: (line: string) => void) {
  const now = (): number => performance.now();
  let [began, last, current] = [now(), now(), ""];
  return (what: string, done: number, of: number): void => {
    if (what !== current) [began, last, current] = [now(), now(), what];
    if (now() - last < PROGRESS_MS && done < of) return;
    last = now();
    const seconds = Math.max(0.001, (last - began) / 1_000);
    const rate = done / seconds;
    write(
      `${what}: ${done} of ${of}, ${Math.round(rate)} a second, ${Math.ceil((of - done) / rate)} s left`,
    );
  };
}

interface Importer {
  importReplaced(options: {
    readonly uri: string;
    readonly isDry: boolean;
    readonly phoneKeys: readonly string[];
    readonly onProgress: (what: string, done: number, of: number) => void;
  }): Promise<readonly string[]>;
}

async function runImport(
  app: Importer,
  { uri, isDry }: ImportCommand,
  env: Environment,
): Promise<number> {
  const onProgress = progressLines((line) => console.log(line));
  const phoneKeys = phoneKeysOf(env);
  const lines = await app.importReplaced({ uri, isDry, phoneKeys, onProgress });
  console.log(isDry ? "\nNothing was written. It would be:" : "\nDone:");
  for (const line of lines) console.log(line);
  return 0;
}
