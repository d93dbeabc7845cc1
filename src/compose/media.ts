import { join } from "node:path";
import { DiskMediaStore } from "../adapters/disk-media-store.js";
import type { Mongo } from "../adapters/mongo.js";
import { SharpImages } from "../adapters/sharp-images.js";
import type { Config } from "../config.js";
import { Attachment } from "../media/attachment.model.js";
import { AttachmentResolver } from "../media/attachment.resolver.js";
import { AttachmentService } from "../media/attachment.service.js";
import { MediaFilesService } from "../media/media-files.service.js";
import { Staging } from "../media/staging.js";
import { UploadService } from "../media/upload.service.js";

export interface Media {
  readonly attachments: AttachmentService;
  readonly staging: Staging;
  /** What serves the files; null where a store elsewhere does. */
  readonly files: { readonly files: MediaFilesService; readonly folder: string } | null;
  readonly resolvers: readonly object[];
  start(): Promise<void>;
}

export interface MediaOptions {
  readonly config: Config;
  readonly mongo: Mongo;
  readonly key: (purpose: string) => Buffer;
  /** Where clients reach this server; known when it listens. */
  readonly origin: () => string;
}

/** The part of the composition root that keeps files. */
export function createMedia({ config, mongo, key, origin }: MediaOptions): Media {
  const rows = mongo.model(Attachment, "Attachment", "attachments");
  const staging = new Staging(join(config.mediaDir, "incoming"), config.uploadMaxBytes);
  const store = new DiskMediaStore(join(config.mediaDir, "files"), key("media"), origin);
  const shared = { attachments: rows, store, now: () => new Date() };
  const attachments = new AttachmentService(shared);
  const uploads = new UploadService({
    ...shared,
    service: attachments,
    staging,
    images: new SharpImages(() => staging.newPath()),
    quotaBytes: config.uploadQuotaBytes,
  });
  return {
    attachments,
    staging,
    files: { files: new MediaFilesService(rows, store, staging), folder: store.folder },
    resolvers: [new AttachmentResolver(uploads, attachments)],
    start: () => staging.start(),
  };
}
