import type { Types } from "mongoose";
import type { MemberViewService } from "../chat/log/member-view.service.js";
import { parseId } from "../platform/core/id.js";
import { ExportService } from "../transfer/outgoing/export.service.js";
import { FileExport } from "../transfer/outgoing/file-export.js";
import { LineWriter } from "../transfer/outgoing/line-writer.js";
import { LogExport } from "../transfer/outgoing/log-export.js";
import { PersonExport } from "../transfer/outgoing/person-export.js";
import { PersonLog } from "../transfer/outgoing/person-log.js";
import type { OnProgress } from "../transfer/report/outcome.js";
import type { LineTargets } from "./line-import.js";

type ExportScope =
  { readonly kind: "all" } | { readonly kind: "user" | "conversation"; readonly id: string };

export interface ExportOptions {
  readonly scope: ExportScope;
  /** A folder that is not there yet, or empty. */
  readonly folder: string;
  readonly onProgress: OnProgress;
  /** Ends it before it is complete. */
  readonly signal?: AbortSignal;
}

/** What lines are taken out through. */
export interface ExportSources extends LineTargets {
  readonly logs: LineTargets["logs"] & { readonly memberViews: MemberViewService };
  /** What is kept of somebody that is no line. */
  readonly kept: (userId: Types.ObjectId) => Promise<object>;
}

/** Writes files of lines. Resolves to what is in them, line by line. */
export async function exportLines(
  { scope, folder, onProgress, signal }: ExportOptions,
  { accounts, contacts, logs, media, kept }: ExportSources,
): Promise<readonly string[]> {
  const out = await LineWriter.open(folder, signal);
  const { conversations, memberships, messages, memberViews, heads } = logs;
  const common = {
    ...{ contacts, conversations, memberships, out },
    users: accounts.rows,
    credentials: accounts.credentials,
    files: new FileExport(media.rows, media.store, out, scope.kind === "all"),
  };
  try {
    if (scope.kind === "user") {
      const log = new PersonLog(messages, memberViews);
      const person = new PersonExport({ ...common, memberViews, log, kept });
      await person.run(parseId(scope.id, "user"));
    } else {
      const chats = new LogExport(messages, heads);
      const service = new ExportService({ ...common, onProgress, logs: chats });
      if (scope.kind === "all") await service.all();
      else await service.conversation(parseId(scope.id, "conversation"));
    }
  } finally {
    await out.close();
  }
  return [...out.counts].map(([type, count]) => `${count} ${type}s`);
}
