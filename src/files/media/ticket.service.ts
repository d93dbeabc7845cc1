import { Types, type Model } from "mongoose";
import { AppError, badInput, ErrorCode, notFound } from "../../platform/core/errors.js";
import { parseId } from "../../platform/core/id.js";
import type { Viewer } from "../../platform/core/viewer.js";
import { AttachmentState, type Attachment, type UploadPurpose } from "./attachment.model.js";
import { isComplete, objectOf, type AttachmentService } from "./attachment.service.js";
import { fileRejected, typeRejected, type FileKind } from "./file-kind.js";
import { cleanFilename } from "./filename.js";
import type { DirectUpload, MediaStore } from "./media-store.js";
import type { StagedFile, Staging } from "./staging.js";
import type { UploadService } from "./upload.service.js";

/** Whether a session of somebody goes on, looked up now. */
export type IsLive = (userId: Types.ObjectId, sessionId: Types.ObjectId) => Promise<boolean>;

/** A ticket is good no longer than the session that got it. */
export async function isInvited(ticket: Attachment, isLive: IsLive): Promise<boolean> {
  return !ticket.sessionId || isLive(ticket.ownerId, ticket.sessionId);
}

/** Cloudinary's signatures are good for an hour as well. */
const TICKET_TTL_MS = 60 * 60_000;

export interface TicketRequest {
  readonly filename: string;
  readonly mimeType: string;
  readonly byteSize: number;
  readonly purpose: UploadPurpose;
}

export interface Ticket extends DirectUpload {
  readonly attachmentId: string;
  readonly maxBytes: number;
  readonly expiresAt: Date;
}

export interface TicketDependencies {
  readonly attachments: Model<Attachment>;
  readonly service: AttachmentService;
  readonly uploads: UploadService;
  readonly store: MediaStore;
  readonly staging: Staging;
  readonly now: () => Date;
  readonly isLive: IsLive;
}

/** Uploads past this server: an invitation first, and a look at what came of it before it counts. */
export class TicketService {
  constructor(private readonly deps: TicketDependencies) {}

  /** Throws for what no ticket is given for, whoever asks. */
  check({ mimeType, byteSize }: TicketRequest): FileKind {
    const { maxBytes, types } = this.deps.staging;
    const kind = types.find(mimeType);
    if (!kind) throw typeRejected();
    if (byteSize < 1) throw badInput("byteSize", "A file has at least one byte.");
    if (byteSize > maxBytes)
      throw new AppError(ErrorCode.FILE_TOO_LARGE, `A file has at most ${maxBytes} bytes.`, {
        limit: maxBytes,
      });
    return kind;
  }

  async issue({ userId, sessionId }: Viewer, request: TicketRequest): Promise<Ticket> {
    const { byteSize, purpose } = request;
    const kind = this.check(request);
    const now = this.deps.now();
    const row = {
      _id: new Types.ObjectId(),
      ownerId: userId,
      sessionId,
      purpose,
      state: AttachmentState.TICKET,
      changedAt: now,
      createdAt: now,
      kind: kind.kind,
      filename: cleanFilename(request.filename, kind),
      ...{ mimeType: kind.mimeType, byteSize, sha256: "", stored: [] },
    } as unknown as Attachment;
    await this.deps.uploads.reserve(row);
    const expiresAt = new Date(now.getTime() + TICKET_TTL_MS);
    const invitation = this.deps.store.invite(objectOf(row, "incoming"), byteSize, expiresAt);
    return { attachmentId: row._id.toHexString(), ...invitation, maxBytes: byteSize, expiresAt };
  }

  /** Again for a complete one is fine. What is not what the ticket was for is removed. */
  async complete(ownerId: Types.ObjectId, id: string): Promise<Attachment> {
    const _id = parseId(id, "attachment");
    const ticket = await this.deps.attachments.findById(_id).lean();
    if (!ticket?.ownerId.equals(ownerId)) throw notFound("attachment");
    if (isComplete(ticket)) return ticket;
    if (!(await isInvited(ticket, this.deps.isLive)))
      throw new AppError(ErrorCode.CONFLICT, "The session of that ticket has ended: get another.");
    const incoming = objectOf(ticket, "incoming");
    const content = await this.deps.store.read(incoming);
    if (!content) throw new AppError(ErrorCode.CONFLICT, "Send the file first.");
    if (!(await this.begin(ticket))) {
      content.destroy();
      throw new AppError(ErrorCode.CONFLICT, "That upload is being completed, or was given up.");
    }
    const { byteSize, filename } = ticket;
    try {
      const staged = await this.deps.staging.receive(content, filename, byteSize);
      if (staged.byteSize !== byteSize || !isSameContainer(staged, ticket)) {
        await this.deps.staging.discard(staged.path);
        throw fileRejected("What was sent is not what the ticket was for.");
      }
      const { sha256, charset, mimeType, kind } = staged;
      const name = cleanFilename(filename, staged);
      const facts = { sha256, charset, mimeType, kind, filename: name };
      const row = { ...ticket, ...facts, state: AttachmentState.STORING };
      const attachment = await this.deps.uploads.complete(row, staged);
      await this.deps.store.remove([incoming]).catch(() => undefined);
      return attachment;
    } catch (error) {
      await this.deps.service.remove([_id]);
      throw error;
    }
  }

  /** One of those who complete it at once does. */
  private async begin({ _id }: Attachment): Promise<boolean> {
    const { modifiedCount } = await this.deps.attachments.updateOne(
      { _id, state: AttachmentState.TICKET },
      { state: AttachmentState.STORING, changedAt: this.deps.now() },
    );
    return modifiedCount === 1;
  }
}

/** Only the tracks tell a voice from a film: whoever asked for the ticket need not know. */
function isSameContainer(staged: StagedFile, { mimeType }: Attachment): boolean {
  const isMoving = (type: string): boolean => /^(?:audio|video)\//.test(type);
  return staged.mimeType === mimeType || (isMoving(staged.mimeType) && isMoving(mimeType));
}
