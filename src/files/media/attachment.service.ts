import { Types, type Model } from "mongoose";
import { AppError, badInput, ErrorCode, notFound } from "../../platform/core/errors.js";
import { parseId } from "../../platform/core/id.js";
import { AttachmentState, UploadPurpose, type Attachment } from "./attachment.model.js";
import type { MediaObject, MediaStore } from "./media-store.js";

const LINK_TTL_MS = 15 * 60_000;
/** Links made within one such step are equal, so that browsers can cache what is behind them. */
const LINK_STEP_MS = 5 * 60_000;

export interface Link {
  readonly url: string;
  readonly expiresAt: Date | null;
}

/** What a file is given to. */
export interface Use {
  /** Such as `message:<clientMessageId>`. */
  readonly usedBy: string;
  /** The conversation of a message. */
  readonly usedIn?: Types.ObjectId;
}

export interface AttachmentDependencies {
  readonly attachments: Model<Attachment>;
  readonly store: MediaStore;
  readonly now: () => Date;
}

/** Who uses which file. That the user may use it there is checked by whoever calls. */
export class AttachmentService {
  constructor(private readonly deps: AttachmentDependencies) {}

  /** In the order of `ids`; null where there is none, or none that can be downloaded. */
  async findMany(ids: readonly string[]): Promise<(Attachment | null)[]> {
    const found = await this.deps.attachments
      .find({ _id: { $in: ids.map((id) => new Types.ObjectId(id)) } })
      .lean();
    const byId = new Map(found.filter(isComplete).map((item) => [item._id.toHexString(), item]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /** The links of all but messages' files stay the same for ever: everybody sees them anyway. */
  link(attachment: Attachment, variant = "original"): Link {
    const isPublic = attachment.purpose !== UploadPurpose.MESSAGE;
    const step = Math.floor(this.deps.now().getTime() / LINK_STEP_MS) * LINK_STEP_MS;
    const expiresAt = isPublic ? null : new Date(step + LINK_TTL_MS);
    return { url: this.deps.store.url(objectOf(attachment, variant), expiresAt), expiresAt };
  }

  /**
   * Gives the owner's files to one use, such as `message:<clientMessageId>`; again for the same
   * use is fine. NOT_FOUND for what is not one's own, CONFLICT for what has another use already;
   * then nothing has changed.
   */
  async claim(
    ownerId: Types.ObjectId,
    ids: readonly string[],
    { purpose, field, ...use }: Use & { purpose: UploadPurpose; field: string },
  ): Promise<Types.ObjectId[]> {
    const wanted = ids.map((id) => parseId(id, "attachment"));
    if (new Set(ids).size !== ids.length)
      throw badInput(field, "Each attachment can be named once.");
    const found = await this.findMany(ids);
    if (found.some((item) => !item?.ownerId.equals(ownerId))) throw notFound("attachment");
    if (found.some((item) => item?.purpose !== purpose))
      throw badInput(field, `Upload it for the purpose ${purpose}.`);
    const taken: Types.ObjectId[] = [];
    for (const _id of wanted) {
      if (await this.take(_id, use)) taken.push(_id);
      else if (!(await this.isUsedBy(_id, use))) {
        await this.release(taken, use.usedBy);
        const message = "That attachment is in use already: upload the file again.";
        throw new AppError(ErrorCode.CONFLICT, message, { field });
      }
    }
    return wanted;
  }

  /** Takes a claim back where nothing came of it. */
  async release(ids: readonly Types.ObjectId[], usedBy: string): Promise<void> {
    for (const _id of ids)
      await this.deps.attachments.updateOne(
        { _id, usedBy, state: AttachmentState.CLAIMED },
        { state: AttachmentState.READY, usedBy: null, usedIn: null, changedAt: this.deps.now() },
      );
  }

  /** Ends the files at once for readers, and then in the store; what fails there is swept later. */
  async remove(ids: readonly Types.ObjectId[]): Promise<void> {
    if (ids.length === 0) return;
    const filter = { _id: { $in: [...ids] } };
    const change = { state: AttachmentState.REMOVED, changedAt: this.deps.now() };
    await this.deps.attachments.updateMany(filter, change);
    await this.erase(await this.deps.attachments.find(filter).lean()).catch(() => undefined);
  }

  async removeUsedBy(ownerId: Types.ObjectId, use: Use): Promise<void> {
    const { usedBy } = use;
    const used = await this.deps.attachments
      .find({ ownerId, usedBy })
      .select("usedBy usedIn")
      .lean();
    await this.remove(used.filter((item) => isFor(item, use)).map(({ _id }) => _id));
  }

  /** For the end of an account. The picture of a group is the group's. */
  async removeAllOf(ownerId: Types.ObjectId): Promise<void> {
    const own = await this.deps.attachments.find({ ownerId }).select("purpose usedBy").lean();
    const personal = own.filter(
      ({ purpose, usedBy }) => !(purpose === UploadPurpose.GROUP_AVATAR && usedBy),
    );
    await this.remove(personal.map(({ _id }) => _id));
  }

  /** The files, then the rows: rejects where the store did, and can be repeated. */
  async erase(removed: readonly Attachment[]): Promise<void> {
    await this.deps.store.remove(removed.flatMap(objectsOf));
    await this.deps.attachments.deleteMany({ _id: { $in: removed.map(({ _id }) => _id) } });
  }

  private async take(_id: Types.ObjectId, use: Use): Promise<boolean> {
    const { modifiedCount } = await this.deps.attachments.updateOne(
      { _id, state: AttachmentState.READY },
      { state: AttachmentState.CLAIMED, ...use, changedAt: this.deps.now() },
    );
    return modifiedCount === 1;
  }

  private async isUsedBy(_id: Types.ObjectId, use: Use): Promise<boolean> {
    const found = await this.deps.attachments.findById(_id).lean();
    return found !== null && isFor(found, use) && isComplete(found);
  }
}

function isFor(item: Pick<Attachment, "usedBy" | "usedIn">, { usedBy, usedIn }: Use): boolean {
  if (item.usedBy !== usedBy) return false;
  return !item.usedIn || !usedIn || item.usedIn.equals(usedIn);
}

export function objectOf(attachment: Attachment, variant: string): MediaObject {
  const { _id, mimeType, filename } = attachment;
  const attachmentId = _id.toHexString();
  if (variant === "original" || variant === "incoming")
    return { attachmentId, variant, mimeType, filename };
  return { attachmentId, variant, mimeType: "image/webp", filename: `${variant}.webp` };
}

/** Everything that the store may hold of it. */
function objectsOf(attachment: Attachment): MediaObject[] {
  const thumbnails = attachment.stored.map(({ variant }) => variant);
  return ["original", "incoming", ...thumbnails].map((variant) => objectOf(attachment, variant));
}

export function isComplete({ state }: Attachment): boolean {
  const { READY, CLAIMED, USED } = AttachmentState;
  return state === READY || state === CLAIMED || state === USED;
}
