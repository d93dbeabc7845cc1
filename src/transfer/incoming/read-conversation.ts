import { Types } from "mongoose";
import { checkDescription, checkName } from "../../chat/groups/group-rules.js";
import { ConversationKind, type Conversation } from "../../chat/membership/conversation.model.js";
import { externalIdOf } from "../../people/users/external-id.js";
import { AppError } from "../../platform/core/errors.js";
import { checkedMetadata } from "../../platform/core/metadata.js";
import { readDate } from "../lines/line-dates.js";
import type { ConversationLine } from "../lines/line.types.js";
import { losing } from "./losing.js";

/** The row that a line becomes, as long as its log is empty. */
export function readConversation(
  line: ConversationLine,
  creatorId: Types.ObjectId | null,
  losses: string[],
): Partial<Conversation> {
  const lose = losing(losses);
  const { externalId, description, metadata, confab } = line;
  const created = readDate(line.createdAt ?? new Date().toISOString());
  if (created.loss) losses.push(created.loss);
  const about = lose(() => checkDescription(description), "the description is none here");
  const own = externalId
    ? lose(() => externalIdOf(externalId, "externalId"), "its external id is none")
    : null;
  const data = metadata
    ? lose(() => checkedMetadata(metadata, "metadata"), "its metadata is left out")
    : null;
  return {
    ...{ kind: ConversationKind[line.kind], createdAt: created.at, namedSeq: 0 },
    ...(line.kind === "GROUP" && { name: nameOf(line), description: about }),
    ...(creatorId && { creatorId }),
    ...(own !== null && { externalId: own }),
    ...(data !== null && { metadata: data }),
    ...(confab && exactPart(confab)),
  };
}

/** What the group is called. */
export function nameOf({ name, kind }: ConversationLine): string {
  try {
    return checkName(name ?? "");
  } catch (error) {
    if (error instanceof AppError) return kind === "GROUP" ? "Group" : "";
    throw error;
  }
}

function exactPart(confab: NonNullable<ConversationLine["confab"]>): Partial<Conversation> {
  const { namedSeq, clientConversationId, wanted, avatarId, metadataRevision } = confab;
  return {
    namedSeq,
    ...(clientConversationId !== undefined && { clientConversationId }),
    ...(wanted !== undefined && { wanted }),
    ...(metadataRevision !== undefined && { metadataRevision }),
    ...(avatarId && { avatarId: new Types.ObjectId(avatarId) }),
  };
}
