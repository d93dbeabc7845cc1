import { join } from "node:path";
import type { Model } from "mongoose";
import { CloudinaryMediaStore } from "../adapters/cloudinary-media-store.js";
import { DiskMediaStore } from "../adapters/disk-media-store.js";
import type { Logger } from "../adapters/logger.js";
import type { Mongo } from "../adapters/mongo.js";
import { SharpImages } from "../adapters/sharp-images.js";
import { ConfigError } from "../platform/config/config.js";
import type { Config } from "../platform/config/config.types.js";
import type { KeyedHash } from "../platform/secrets/keyed-hash.js";
import type { Counter } from "../platform/limits/counter.js";
import { UploadAllowance } from "../platform/limits/upload-allowance.js";
import { Attachment } from "../files/media/attachment.model.js";
import { AttachmentResolver } from "../files/media/attachment.resolver.js";
import { AttachmentSweeper } from "../files/media/attachment-sweeper.js";
import { AttachmentService } from "../files/media/attachment.service.js";
import { UploadTypes } from "../files/media/file-kind.js";
import type { MediaStore } from "../files/media/media-store.js";
import { MediaFilesService } from "../files/media/media-files.service.js";
import { ProfilePictures } from "../files/media/profile-pictures.js";
import { Staging } from "../files/media/staging.js";
import { TicketResolver } from "../files/media/ticket.resolver.js";
import { TicketService, type IsLive } from "../files/media/ticket.service.js";
import { UploadService } from "../files/media/upload.service.js";

export interface Media {
  readonly attachments: AttachmentService;
  readonly pictures: ProfilePictures;
  readonly staging: Staging;
  /** What serves the files; null where a store elsewhere does. */
  readonly files: MediaFilesService | null;
  readonly resolvers: readonly object[];
  /** What files are brought in and taken out through. */
  readonly transfer: MediaTransfer;
  /** Before anything can be uploaded. */
  prepare(): Promise<void>;
  /** Once the database is connected. */
  start(): void;
  stop(): Promise<void>;
}

export interface MediaTransfer {
  readonly rows: Model<Attachment>;
  readonly store: MediaStore;
  readonly staging: Staging;
  readonly uploads: UploadService;
}

export interface MediaDependencies {
  readonly config: Config;
  readonly mongo: Mongo;
  readonly signing: (purpose: string) => KeyedHash;
  readonly logger: Logger;
  /** Whether what claimed an attachment came to be and still has it. */
  readonly isUsed: (attachment: Attachment) => Promise<boolean>;
  /** Where clients reach this server; known when it listens. */
  readonly origin: () => string;
  readonly counter: Counter;
  readonly isLive: IsLive;
}

/** The part of the composition root that keeps files. */
export function createMedia({
  config,
  mongo,
  logger,
  signing,
  origin,
  isUsed,
  counter,
  isLive,
}: MediaDependencies): Media {
  const rows = mongo.model(Attachment, "Attachment", "attachments");
  const types = new UploadTypes(config.uploadTypes);
  if (types.unknown.length > 0)
    throw new ConfigError(`UPLOAD_TYPES has unknown names: ${types.unknown.join(", ")}.`);
  const staging = new Staging(join(config.mediaDir, "incoming"), config.uploadMaxBytes, types);
  const cloud = config.cloudinary && new CloudinaryMediaStore(config.cloudinary);
  const disk = new DiskMediaStore(join(config.mediaDir, "files"), signing("media"), origin);
  const store = cloud ?? disk;
  const shared = { attachments: rows, store, now: () => new Date() };
  const attachments = new AttachmentService(shared);
  const uploads = new UploadService({
    ...shared,
    service: attachments,
    staging,
    images: new SharpImages(() => staging.newPath()),
    quotaBytes: config.uploadQuotaBytes,
  });
  const tickets = new TicketService({ ...shared, service: attachments, uploads, staging, isLive });
  const allowance = new UploadAllowance(counter, config.limits);
  const sweeper = new AttachmentSweeper({
    ...shared,
    service: attachments,
    isUsed,
    log: (error) => logger.error({ err: error }, "files could not be swept"),
  });
  return {
    attachments,
    staging,
    files: cloud ? null : new MediaFilesService(rows, disk, staging, isLive),
    pictures: new ProfilePictures(attachments),
    transfer: { rows, store, staging, uploads },
    resolvers: [
      new AttachmentResolver(uploads, attachments, allowance),
      new TicketResolver(tickets, allowance),
    ],
    prepare: () => staging.start(),
    start: () => sweeper.start(),
    stop: () => sweeper.stop(),
  };
}
