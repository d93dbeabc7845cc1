import { ADMIN_USAGE, readAdminCommand, type AdminWork } from "./admin-command.js";
import { EXPORT_USAGE, readExportCommand, type ExportWork } from "./export-command.js";
import { IMPORT_USAGE, readImportCommand, type ImportWork } from "./import-command.js";

type Environment = Readonly<Record<string, string | undefined>>;
/** What all commands work on: the server, of which nothing listens. */
type Maintained = Parameters<AdminWork>[0] & Parameters<ImportWork>[0] & Parameters<ExportWork>[0];

interface MaintenanceCommand {
  readonly usage: string;
  /** What the arguments ask for; null: there is no such command. */
  read(args: readonly string[], env: Environment): ((app: Maintained) => Promise<number>) | null;
}

/** By the word behind `node dist/main.js` and `npm run`. */
const commands: ReadonlyMap<string, MaintenanceCommand> = new Map<string, MaintenanceCommand>([
  [
    "admin",
    {
      usage: ADMIN_USAGE,
      read: (args, env) => readAdminCommand(args, env["ADMIN_PASSWORD"]),
    },
  ],
  ["import", { usage: IMPORT_USAGE, read: readImportCommand }],
  ["export", { usage: EXPORT_USAGE, read: readExportCommand }],
]);

export function isMaintenance(name: string | undefined): name is string {
  return commands.has(name ?? "");
}

/** Resolves to the exit code. Nothing is opened for arguments that say nothing. */
export async function maintain(
  [name = "", ...args]: readonly string[],
  env: Environment,
  run: (work: (app: Maintained) => Promise<number>) => Promise<number>,
): Promise<number> {
  const command = commands.get(name);
  const work = command?.read(args, env);
  if (work) return run(work);
  console.error(command?.usage);
  return 2;
}
