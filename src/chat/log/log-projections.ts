import type { mongo } from "mongoose";

/** The list of all revisions is for the index alone. */
export const VISIBLE: mongo.FindOptions = { projection: { revisions: 0 } };

/** What is needed to tell somebody of a message. */
export const NOTICE: mongo.FindOptions = {
  projection: { seq: 1, kind: 1, senderId: 1, createdAt: 1, deletedAt: 1 },
};
