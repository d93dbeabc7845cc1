import { toConfabError, type ConfabError } from "@confab/client";
import { useCallback, useEffect, useRef, useState } from "react";
import { upload } from "../api/upload.js";
import type { FileFragment } from "../gql/graphql.js";
import { showToast } from "../ui/toasts.js";

export interface UploadItem {
  readonly id: number;
  readonly file: File;
  readonly previewUrl: string | null;
  readonly progress: number;
  readonly done: FileFragment | null;
  readonly error: ConfabError | null;
}

interface Uploads {
  readonly items: readonly UploadItem[];
  readonly ready: readonly FileFragment[];
  readonly busy: boolean;
  readonly add: (files: readonly File[]) => void;
  readonly remove: (id: number) => void;
  readonly retry: (id: number) => void;
  readonly clear: () => void;
}

let count = 0;

/** Files go up as soon as they are chosen, so that sending need not wait for them. */
export function useUploads(maxFiles: number, maxBytes: number | undefined): Uploads {
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
        (error: unknown) => patch(id, { error: toConfabError(error) }),
      );
    },
    [patch],
  );
  const add = (files: readonly File[]): void => {
    const small = files.filter(({ size }) => maxBytes === undefined || size <= maxBytes);
    const taken = small.slice(0, Math.max(0, maxFiles - items.length));
    if (small.length < files.length) showToast("A file is larger than this server takes.");
    if (taken.length < small.length) showToast(`No more than ${maxFiles} files fit one message.`);
    const added = taken.map((file) => ({
      id: ++count,
      file,
      previewUrl: file.type.startsWith("image/") ? URL.createObjectURL(file) : null,
      progress: 0,
      done: null,
      error: null,
    }));
    setItems((all) => [...all, ...added]);
    added.forEach(start);
  };
  const drop = useCallback((item: UploadItem) => {
    if (!item.done) controllers.current.get(item.id)?.abort();
    controllers.current.delete(item.id);
    if (item.previewUrl) URL.revokeObjectURL(item.previewUrl);
  }, []);
  const latest = useRef(items);
  latest.current = items;
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
