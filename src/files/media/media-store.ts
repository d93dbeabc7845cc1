import type { Readable } from "node:stream";

/** One file in the store: an attachment's `original`, or one of its thumbnails. */
export interface MediaObject {
  readonly attachmentId: string;
  /** `original`, `incoming` (sent by a ticket, not yet checked), or a thumbnail's size. */
  readonly variant: string;
  readonly mimeType: string;
  readonly filename: string;
}

export interface DirectUpload {
  /** Where the client sends the file: by POST as the form field `file` behind `fields`, or, where there are none, by PUT. */
  readonly uploadUrl: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
}

/** Where files are kept. Whatever a call rejects with, it can be repeated. */
export interface MediaStore {
  /** Takes the file at `path` over; it may be moved away. */
  put(object: MediaObject, path: string): Promise<void>;
  /** The content, or null where there is none. */
  read(object: MediaObject): Promise<Readable | null>;
  /** What is not there counts as removed. */
  remove(objects: readonly MediaObject[]): Promise<void>;
  /** Null: for whoever has it, without end. */
  url(object: MediaObject, expiresAt: Date | null): string;
  invite(object: MediaObject, maxBytes: number, expiresAt: Date): DirectUpload;
}
