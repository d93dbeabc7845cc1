import { ConfabError, toConfabError } from "@confab/client";
import { useCallback, useEffect, useRef, useState } from "react";
import { upload } from "../api/upload.js";
import type { FileFragment } from "../gql/graphql.js";
import { useChat } from "../state/chat-context.js";
import { showToast } from "../ui/toasts.js";
import { messagesTexts } from "../texts/messages.js";

export interface UploadItem {
  readonly id: number;
  readonly file: File;
  readonly previewUrl: string | null;
  readonly progress: number;
  readonly done: FileFragment | null;
  readonly error: ConfabError | null;
}

export interface Uploads {
  readonly items: readonly UploadItem[];
  readonly ready: readonly FileFragment[];
  readonly busy: boolean;
  readonly add: (files: readonly File[]) => void;
  readonly remove: (id: number) => void;
  readonly retry: (id: number) => void;
  readonly clear: () => void;
}

interface UploadLimits {
  readonly maxFiles: number;
  readonly maxBytes: number | undefined;
}

let count = 0;

/** Files go up as soon as they are chosen, so that sending need not wait for them. */
export function useUploads(conversationId: string, { maxFiles, maxBytes }: UploadLimits): Uploads {
  const { drafts } = useChat();
  const [items, setItems] = useState<readonly UploadItem[]>([]);
  const controllers = useRef(new Map<number, AbortController>());

  const patch = useCallback((id: number, change: Partial<UploadItem>) => {
    setItems((all) => all.map((item) => (item.id === id ? { ...item, ...change } : item)));
  }, []);
  const start = useCallback(
    ({ id, file }: Pick<UploadItem, "id" | "file">) => {
      const controller = new AbortController();
      controllers.current.set(id, controller);
      patch(id, { progress: 0, error: null });
      upload({
        file,
        purpose: "MESSAGE",
        signal: controller.signal,
        onProgress: (progress) => patch(id, { progress }),
      }).then(
        (done) => patch(id, { done, progress: 1 }),
        (error: unknown) => {
          if (!controller.signal.aborted) patch(id, { error: toConfabError(error) });
        },
      );
    },
    [patch],
  );
  const add = (files: readonly File[]): void => {
    const taken = files.slice(0, Math.max(0, maxFiles - items.length));
    if (taken.length < files.length) showToast(messagesTexts.noMoreThanFilesFitOne(maxFiles));
    const added = taken.map((file) => itemOf(file, maxBytes));
    setItems((all) => [...all, ...added]);
    added.filter(({ error }) => !error).forEach(start);
  };
  const drop = useCallback((item: UploadItem) => {
    controllers.current.get(item.id)?.abort();
    controllers.current.delete(item.id);
    if (item.previewUrl) URL.revokeObjectURL(item.previewUrl);
  }, []);

  const restored = useRef(false);
  useEffect(() => {
    let gone = false;
    void drafts.files(conversationId).then((kept) => {
      if (gone) return;
      restored.current = true;
      const before = kept.map(({ file, done }) => ({ ...itemOf(file, undefined), done }));
      setItems((all) => [...before, ...all]);
      before.filter(({ done }) => !done).forEach(start);
    });
    return () => {
      gone = true;
    };
  }, [drafts, conversationId, start]);
  const state = items.map(({ id, done, error }) => `${id}${done?.id ?? ""}${error?.code ?? ""}`);
  const latest = useRef(items);
  latest.current = items;
  useEffect(() => {
    if (!restored.current) return;
    // What the server refuses for good is not worth keeping.
    const kept = latest.current.filter(({ error }) => !error || error.retryable);
    const files = kept.map(({ file, done }) => ({ file, done }));
    void drafts.setFiles(conversationId, files);
  }, [drafts, conversationId, state.join()]);
  useEffect(() => () => latest.current.forEach(drop), [drop]);

  return {
    items,
    ready: items.flatMap(({ done }) => done ?? []),
    busy: items.some(({ done, error }) => !done && !error),
    add,
    remove: (id) => {
      items.filter((item) => item.id === id).forEach(drop);
      setItems((all) => all.filter((item) => item.id !== id));
    },
    retry: (id) => items.filter((item) => item.id === id).forEach(start),
    clear: () => {
      items.forEach(drop);
      setItems([]);
    },
  };
}

function itemOf(file: File, maxBytes: number | undefined): UploadItem {
  const tooLarge = maxBytes !== undefined && file.size > maxBytes;
  return {
    id: ++count,
    file,
    previewUrl: file.type.startsWith("image/") ? URL.createObjectURL(file) : null,
    progress: 0,
    done: null,
    error: tooLarge
      ? new ConfabError({ code: "FILE_TOO_LARGE", message: "Too large.", limit: maxBytes })
      : null,
  };
}
