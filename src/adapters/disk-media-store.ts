import { createReadStream } from "node:fs";
import { mkdir, rename, rm, rmdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import type { DirectUpload, MediaObject } from "../files/media/media-store.js";
import type { KeyedHash } from "../platform/secrets/keyed-hash.js";
import type { LinkQuery, OwnMediaStore, Place } from "../files/media/own-media-store.js";

/** Files in a folder of this machine, served by this server behind signed links. */
export class DiskMediaStore implements OwnMediaStore {
  constructor(
    readonly folder: string,
    private readonly signing: KeyedHash,
    /** Known only when the server listens. */
    private readonly origin: () => string,
  ) {}

  async put(object: MediaObject, path: string): Promise<void> {
    const target = this.path(object);
    await mkdir(join(target, ".."), { recursive: true });
    await rename(path, target);
  }

  async read(object: MediaObject): Promise<Readable | null> {
    const found = await stat(this.path(object)).catch(() => null);
    return found && createReadStream(this.path(object));
  }

  async remove(objects: readonly MediaObject[]): Promise<void> {
    const paths = objects.map((object) => this.path(object));
    await Promise.all(paths.map((path) => rm(path, { force: true })));
    // The folder goes with the last of its files.
    for (const folder of new Set(paths.map((path) => join(path, ".."))))
      await rmdir(folder).catch(() => undefined);
  }

  url(object: MediaObject, expiresAt: Date | null): string {
    const expires = String(seconds(expiresAt));
    const query = new URLSearchParams({ expires, signature: this.sign("GET", object, [expires]) });
    return `${this.origin()}/media/${object.attachmentId}/${object.variant}?${query.toString()}`;
  }

  invite(object: MediaObject, limit: number, expiresAt: Date): DirectUpload {
    const [expires, maxBytes] = [String(seconds(expiresAt)), String(limit)];
    const signature = this.sign("PUT", object, [expires, maxBytes]);
    const query = new URLSearchParams({ expires, maxBytes, signature });
    const uploadUrl = `${this.origin()}/media/${object.attachmentId}/${object.variant}?${query.toString()}`;
    return { uploadUrl, fields: [] };
  }

  /** Whether such a link was given out and has not expired. */
  verify(method: "GET" | "PUT", place: Place, query: LinkQuery): boolean {
    const { expires = "", maxBytes, signature = "" } = query;
    const text = signed(method, place, maxBytes ? [expires, maxBytes] : [expires]);
    if (!this.signing.fitsText(text, signature)) return false;
    return expires === "0" || Number(expires) * 1_000 > Date.now();
  }

  path({ attachmentId, variant }: Place): string {
    return join(this.folder, attachmentId.slice(-2), attachmentId, variant);
  }

  private sign(method: string, place: Place, terms: string[]): string {
    return this.signing.text(signed(method, place, terms));
  }
}

function signed(method: string, { attachmentId, variant }: Place, terms: string[]): string {
  return [method, attachmentId, variant, ...terms].join("\n");
}

function seconds(at: Date | null): number {
  return at ? Math.floor(at.getTime() / 1_000) : 0;
}
