import type { Readable } from "node:stream";
import { Types, type Model } from "mongoose";
import type { LinkQuery, OwnMediaStore } from "./own-media-store.js";
import { AttachmentState, UploadPurpose, type Attachment } from "./attachment.model.js";
import { objectOf } from "./attachment.service.js";
import { isInvited, type IsLive } from "./ticket.service.js";
import type { Staging } from "./staging.js";

export interface FileRequest {
  readonly attachmentId: string;
  readonly variant: string;
  readonly query: LinkQuery;
}

export interface ServedFile {
  readonly path: string;
  readonly mimeType: string;
  /** Of text whose encoding is known. */
  readonly charset: string | null;
  /** Changes with the content. */
  readonly tag: string;
  readonly filename: string;
  /** For how long it may be kept; a private file also only by its reader's own cache. */
  readonly maxAgeSeconds: number;
  readonly isPublic: boolean;
}

const YEAR_SECONDS = 31_536_000;
const ID = /^[0-9a-f]{24}$/;

/** What the links of the disk store lead to. The link is the right to read: nobody is asked. */
export class MediaFilesService {
  constructor(
    private readonly attachments: Model<Attachment>,
    private readonly disk: OwnMediaStore,
    private readonly staging: Staging,
    private readonly isLive: IsLive,
  ) {}

  /** Null for a link that is wrong or expired, and for a file that is gone. */
  async open({ attachmentId, variant, query }: FileRequest): Promise<ServedFile | null> {
    const place = { attachmentId, variant };
    if (!ID.test(attachmentId) || !this.disk.verify("GET", place, query)) return null;
    const found = await this.attachments.findById(new Types.ObjectId(attachmentId)).lean();
    if (!found || found.state === AttachmentState.REMOVED) return null;
    const { mimeType, filename } = objectOf(found, variant);
    const isPublic = found.purpose !== UploadPurpose.MESSAGE;
    const left = Math.floor(Number(query.expires) - Date.now() / 1_000);
    const maxAgeSeconds = isPublic ? YEAR_SECONDS : Math.max(0, left);
    const charset = variant === "original" ? (found.charset ?? null) : null;
    const tag = `"${found.sha256}-${variant}"`;
    const path = this.disk.path(place);
    return { path, mimeType, charset, tag, filename, isPublic, maxAgeSeconds };
  }

  /** What takes the body of a PUT; null for a link that is wrong, expired, used up or of an ended session. */
  async invited({
    attachmentId,
    variant,
    query,
  }: FileRequest): Promise<((body: Readable) => Promise<void>) | null> {
    const place = { attachmentId, variant };
    if (!ID.test(attachmentId) || !this.disk.verify("PUT", place, query)) return null;
    const ticket = await this.attachments.findById(new Types.ObjectId(attachmentId)).lean();
    if (ticket?.state !== AttachmentState.TICKET) return null;
    if (!(await isInvited(ticket, this.isLive))) return null;
    return async (body) => {
      const maxBytes = Number(query.maxBytes);
      const staged = await this.staging.receive(body, ticket.filename, maxBytes);
      await this.disk.put(objectOf(ticket, variant), staged.path);
    };
  }
}
