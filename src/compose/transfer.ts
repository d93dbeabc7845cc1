import { ReplacedDatabase } from "../adapters/replaced-database.js";
import {
  ChatImport,
  type ChatImportDependencies,
} from "../transfer/replaced/chat-import.service.js";
import { FriendImport } from "../transfer/replaced/friend-import.js";
import { ImportReport } from "../transfer/report/import-report.js";
import {
  ReplacedImport,
  type ReplacedImportDependencies,
} from "../transfer/replaced/replaced-import.service.js";
import {
  UserImport,
  type UserImportDependencies,
} from "../transfer/replaced/user-import.service.js";
import type { Model } from "mongoose";
import type { ContactRecord } from "../people/contacts/contact.model.js";

export interface ImportOptions {
  readonly uri: string;
  /** Passphrases that may have sealed the phone numbers of that database. */
  readonly phoneKeys: readonly string[];
  /** True: nothing is written. */
  readonly isDry: boolean;
  readonly onProgress: ReplacedImportDependencies["onProgress"];
}

/** What accounts, contacts and conversations are written through. */
export interface ImportTargets {
  readonly accounts: UserImportDependencies;
  readonly contacts: Model<ContactRecord>;
  readonly chats: ChatImportDependencies;
}

/** Brings in what the replaced system's database holds. Resolves to the report, line by line. */
export async function importReplaced(
  { uri, phoneKeys, isDry, onProgress }: ImportOptions,
  { accounts, contacts, chats }: ImportTargets,
): Promise<readonly string[]> {
  const source = await ReplacedDatabase.open(uri);
  const report = new ImportReport();
  try {
    await new ReplacedImport({
      ...{ source, report, phoneKeys, onProgress },
      users: new UserImport(accounts, phoneKeys, isDry),
      friends: new FriendImport(contacts, isDry),
      chats: new ChatImport(chats, isDry),
    }).run();
  } finally {
    await source.close();
  }
  return report.lines;
}
