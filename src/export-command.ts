import { parseArgs } from "node:util";
import { progressLines } from "./progress-lines.js";

export const EXPORT_USAGE = `Usage, after \`npm run export --\` or \`node dist/main.js export\`:
  --all --to FOLDER
      Everything, with files, hashed passwords and phone numbers: as secret as the database. An
      import elsewhere has the same ids and positions, so that clients go on there. Nodes may run.
  --conversation ID --to FOLDER
      One conversation with its files and members, without what lets anybody in.
  --user ID --to FOLDER
      What is kept of one person, and what they may read.`;

type Scope =
  { readonly kind: "all" } | { readonly kind: "user" | "conversation"; readonly id: string };

interface Exporter {
  exportLines(options: {
    readonly scope: Scope;
    readonly folder: string;
    readonly onProgress: (what: string, done: number, of: number) => void;
  }): Promise<readonly string[]>;
}

/** Resolves to the exit code. */
export type ExportWork = (app: Exporter) => Promise<number>;

/** What the arguments ask for; null: there is no such command. */
export function readExportCommand(args: readonly string[]): ExportWork | null {
  const asked = readArguments(args);
  if (!asked) return null;
  return async (app) => {
    const onProgress = progressLines((line) => console.log(line));
    const lines = await app.exportLines({ ...asked, onProgress });
    console.log(`\n${asked.folder} holds:`);
    for (const line of lines) console.log(line);
    return 0;
  };
}

function readArguments(args: readonly string[]): { scope: Scope; folder: string } | null {
  const text = { type: "string" } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { all: { type: "boolean" }, user: text, conversation: text, to: text },
    });
    const { all, user, conversation, to: folder } = values;
    const scopes: Scope[] = [
      ...(all ? [{ kind: "all" } as const] : []),
      ...(user ? [{ kind: "user", id: user } as const] : []),
      ...(conversation ? [{ kind: "conversation", id: conversation } as const] : []),
    ];
    const [scope, another] = scopes;
    return folder && scope && !another ? { scope, folder } : null;
  } catch {
    return null;
  }
}
