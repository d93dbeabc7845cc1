import type { Model } from "mongoose";
import { compileSchema } from "../adapters/json-schema.js";
import type { Membership } from "../chat/membership/membership.model.js";
import type { MembershipService } from "../chat/membership/membership.service.js";
import type { ContactRecord } from "../people/contacts/contact.model.js";
import {
  AccountLines,
  type AccountLinesDependencies,
} from "../transfer/incoming/account-lines.service.js";
import { AttachmentLines } from "../transfer/incoming/attachment-lines.js";
import { ContactLines } from "../transfer/incoming/contact-lines.js";
import { ConversationLines } from "../transfer/incoming/conversation-lines.js";
import { ExactMessages } from "../transfer/incoming/exact-messages.js";
import { LineImport } from "../transfer/incoming/line-import.service.js";
import { LogWriter, type LogWriterDependencies } from "../transfer/incoming/log-writer.js";
import { MembershipLines } from "../transfer/incoming/membership-lines.js";
import { MessageFiles } from "../transfer/incoming/message-files.js";
import { MessageLines } from "../transfer/incoming/message-lines.js";
import { ReplyTargets } from "../transfer/incoming/reply-targets.js";
import { LineFiles } from "../transfer/lines/line-files.js";
import { LineReader } from "../transfer/lines/line-reader.js";
import { LINE_SCHEMAS } from "../transfer/lines/line-schema.js";
import { LineSurvey } from "../transfer/lines/line-survey.js";
import { ImportReport } from "../transfer/report/import-report.js";
import type { OnProgress } from "../transfer/report/outcome.js";
import type { MediaTransfer } from "./media.js";

export interface LineImportOptions {
  /** A file, or a folder with files that end in .jsonl. */
  readonly path: string;
  readonly isDry: boolean;
  /** False: one faulty line and nothing is written. */
  readonly skipsFaulty: boolean;
  readonly onProgress: OnProgress;
}

/** What lines are written through. */
export interface LineTargets {
  readonly accounts: AccountLinesDependencies;
  readonly contacts: Model<ContactRecord>;
  readonly logs: LogWriterDependencies & {
    readonly memberships: Model<Membership>;
    readonly members: MembershipService;
  };
  readonly media: MediaTransfer;
}

const SHOWN_FAULTS = 20;

/** Brings in what files of lines hold. Resolves to the report, line by line. */
export async function importLines(
  { path, isDry, skipsFaulty, onProgress }: LineImportOptions,
  targets: LineTargets,
): Promise<readonly string[]> {
  const shapes = Object.entries(LINE_SCHEMAS).map(
    ([type, schema]) => [type, compileSchema(schema as never)] as const,
  );
  const reader = new LineReader(new Map(shapes));
  const survey = await LineSurvey.of(await LineFiles.open(path), reader, onProgress);
  if (survey.faults.length > 0 && !skipsFaulty) throw faulty(survey.faults);
  const report = new ImportReport();
  for (const fault of survey.faults) report.reason("lines left out", 1, fault);
  const { logs, media } = targets;
  const { conversations: rows, store, messages, publish, projector, members } = logs;
  const accounts = new AccountLines(targets.accounts, report, isDry);
  const writer = new LogWriter(logs);
  const contacts = new ContactLines(targets.contacts, accounts, report, isDry);
  const ofChats = { rows, memberships: members, store, projector };
  const conversations = new ConversationLines(ofChats, accounts, report, isDry);
  const common = { accounts, conversations, writer, report, isDry };
  const people = new MembershipLines({ ...common, rows: logs.memberships, projector });
  const { folder } = survey.files;
  const taken = new AttachmentLines({ ...common, ...media, folder });
  const files = new MessageFiles({ ...media, folder, isDry });
  const replies = new ReplyTargets(messages, isDry);
  const exact = new ExactMessages({ messages, accounts, report, publish, isDry });
  const said = new MessageLines({ ...common, exact, replies, files });
  await new LineImport({
    takers: {
      user: (lines) => accounts.take(lines),
      contact: (lines) => contacts.take(lines),
      conversation: (lines) => conversations.take(lines),
      membership: (lines) => people.take(lines),
      attachment: (lines) => taken.take(lines),
      message: (lines) => said.take(lines),
    },
    finish: async () => {
      await said.finish();
      if (!isDry) await writer.settle();
      if (!isDry) await conversations.finish();
    },
    onProgress,
  }).run(survey);
  return report.lines;
}

function faulty(faults: readonly string[]): Error {
  const shown = faults.slice(0, SHOWN_FAULTS).map((fault) => `  ${fault}`);
  const more = faults.length > SHOWN_FAULTS ? [`  and ${faults.length - SHOWN_FAULTS} more`] : [];
  const what = `${faults.length} lines are not as docs/transfer.schema.json says. Nothing was written; with --skip-faulty they are left out.`;
  return new Error([what, ...shown, ...more].join("\n"));
}
