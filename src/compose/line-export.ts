import { parseId } from "../platform/core/id.js";
import { ExportService } from "../transfer/outgoing/export.service.js";
import { FileExport } from "../transfer/outgoing/file-export.js";
import { LineWriter } from "../transfer/outgoing/line-writer.js";
import { LogExport } from "../transfer/outgoing/log-export.js";
import type { OnProgress } from "../transfer/report/outcome.js";
import type { LineTargets } from "./line-import.js";

type ExportScope =
  { readonly kind: "all" } | { readonly kind: "user" | "conversation"; readonly id: string };

export interface ExportOptions {
  readonly scope: ExportScope;
  /** A folder that is not there yet, or empty. */
  readonly folder: string;
  readonly onProgress: OnProgress;
}

/** Writes files of lines. Resolves to what is in them, line by line. */
export async function exportLines(
  { scope, folder, onProgress }: ExportOptions,
  { accounts, contacts, logs, media }: LineTargets,
): Promise<readonly string[]> {
  const out = await LineWriter.open(folder);
  const service = new ExportService({
    ...{ contacts, out, onProgress },
    users: accounts.rows,
    credentials: accounts.credentials,
    conversations: logs.conversations,
    memberships: logs.memberships,
    logs: new LogExport(logs.messages, logs.heads),
    files: new FileExport(media.rows, media.store, out, scope.kind === "all"),
  });
  if (scope.kind === "all") await service.all();
  else await service[scope.kind](parseId(scope.id, scope.kind));
  await out.close();
  return [...out.counts].map(([type, count]) => `${count} ${type}s`);
}
