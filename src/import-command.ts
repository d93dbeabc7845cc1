import { parseArgs } from "node:util";
import { progressLines } from "./progress-lines.js";

export const IMPORT_USAGE = `Usage, after \`npm run import --\` or \`node dist/main.js import\`:
  FILE-OR-FOLDER [--dry-run] [--skip-faulty]
      Brings in lines of JSON (docs/importing.md): accounts, conversations, messages and files. All
      lines are checked before anything is written. With --skip-faulty the faulty ones are left out.
  --from-replaced mongodb://host:27017/name [--dry-run]
      Brings accounts, friends and chats of the Express, Socket.IO and Mongoose chat that Confab
      replaces. That database is only read.
      REPLACED_SECRET_KEY_PHONE: what sealed its phone numbers, where it is not SECRET_KEY_PHONE.
  Both may be run again: what is here by then stays as it is. With --dry-run nothing is written, and
  the report says what would be.`;

type Environment = Readonly<Record<string, string | undefined>>;

interface Common {
  readonly isDry: boolean;
  readonly onProgress: (what: string, done: number, of: number) => void;
}

interface Importer {
  importReplaced(
    options: Common & { readonly uri: string; readonly phoneKeys: readonly string[] },
  ): Promise<readonly string[]>;
  importLines(
    options: Common & { readonly path: string; readonly skipsFaulty: boolean },
  ): Promise<readonly string[]>;
}

/** Resolves to the exit code. */
export type ImportWork = (app: Importer) => Promise<number>;

/** What the arguments ask for; null: there is no such command. */
export function readImportCommand(args: readonly string[], env: Environment): ImportWork | null {
  const asked = readArguments(args);
  if (!asked) return null;
  const { isDry, skipsFaulty, path, uri } = asked;
  return async (app) => {
    const common = { isDry, onProgress: progressLines((line) => console.log(line)) };
    const lines =
      uri === undefined
        ? await app.importLines({ ...common, path, skipsFaulty })
        : await app.importReplaced({ ...common, uri, phoneKeys: phoneKeysOf(env) });
    console.log(isDry ? "\nNothing was written. It would be:" : "\nDone:");
    for (const line of lines) console.log(line);
    return 0;
  };
}

function readArguments(args: readonly string[]) {
  const flag = { type: "boolean" } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { "from-replaced": { type: "string" }, "dry-run": flag, "skip-faulty": flag },
    });
    const uri = values["from-replaced"];
    const [path = ""] = positionals;
    const isPath = uri === undefined && positionals.length === 1;
    const isDatabase = positionals.length === 0 && /^mongodb(\+srv)?:\/\//.test(uri ?? "");
    if (!isPath && !isDatabase) return null;
    const isDry = values["dry-run"] ?? false;
    return { isDry, skipsFaulty: values["skip-faulty"] ?? false, path, uri };
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
