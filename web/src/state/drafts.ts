import { del, get, set } from "idb-keyval";
import type { FileFragment, MessageItemFragment } from "../gql/graphql.js";
import { Observable, withEntry, withoutEntry } from "./observable.js";

/** A file that was chosen and not sent, with what the server made of it. */
export interface DraftFile {
  readonly file: File;
  readonly done: FileFragment | null;
}

/** An edit that was begun and not saved. */
export interface DraftEdit {
  readonly message: MessageItemFragment;
  readonly text: string;
}

/** What was written and not sent, by conversation. It survives switching, reloading and a crash. */
export class Drafts {
  readonly texts: Observable<ReadonlyMap<string, string>>;
  private readonly prefix: string;
  private readonly answerPrefix: string;
  private readonly editPrefix: string;

  constructor(owner: string) {
    this.prefix = `confab:draft:${owner}:`;
    this.answerPrefix = `confab:draft-answer:${owner}:`;
    this.editPrefix = `confab:draft-edit:${owner}:`;
    this.texts = new Observable(this.read());
  }

  get(conversationId: string): string {
    return this.texts.get().get(conversationId) ?? "";
  }

  set(conversationId: string, text: string): void {
    const key = this.prefix + conversationId;
    if (text.trim() === "") window.localStorage.removeItem(key);
    else window.localStorage.setItem(key, text);
    this.texts.update((all) =>
      text.trim() === ""
        ? all.has(conversationId)
          ? withoutEntry(all, conversationId)
          : all
        : withEntry(all, conversationId, text),
    );
  }

  /** The message that the draft is an answer to. */
  answered(conversationId: string): MessageItemFragment | null {
    return readKept<MessageItemFragment>(this.answerPrefix + conversationId);
  }

  setAnswered(conversationId: string, message: MessageItemFragment | null): void {
    keep(this.answerPrefix + conversationId, message);
  }

  edit(conversationId: string): DraftEdit | null {
    return readKept<DraftEdit>(this.editPrefix + conversationId);
  }

  setEdit(conversationId: string, edit: DraftEdit | null): void {
    keep(this.editPrefix + conversationId, edit);
  }

  /** Where files cannot be kept, as in some private windows, they live as long as the page. */
  async files(conversationId: string): Promise<readonly DraftFile[]> {
    const found = await get<readonly DraftFile[]>(this.prefix + conversationId).catch(() => null);
    return found ?? [];
  }

  async setFiles(conversationId: string, files: readonly DraftFile[]): Promise<void> {
    const key = this.prefix + conversationId;
    await (files.length > 0 ? set(key, files) : del(key)).catch(() => undefined);
  }

  private read(): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    for (let i = 0; i < window.localStorage.length; i += 1) {
      const key = window.localStorage.key(i);
      if (!key?.startsWith(this.prefix)) continue;
      found.set(key.slice(this.prefix.length), window.localStorage.getItem(key) ?? "");
    }
    return found;
  }
}

function readKept<Kept>(key: string): Kept | null {
  const kept = window.localStorage.getItem(key);
  return kept === null ? null : (JSON.parse(kept) as Kept);
}

function keep(key: string, what: object | null): void {
  if (what === null) window.localStorage.removeItem(key);
  else window.localStorage.setItem(key, JSON.stringify(what));
}
