import type { Types } from "mongoose";
import { LoaderToken, type Batch } from "../../api/graphql/loaders.js";
import type { Contact } from "./contact.js";
import type { Visibility } from "./visibility.js";

/** Something of somebody, for whom. All keys of one execution have its viewer. */
export interface ViewKey {
  readonly viewerId: Types.ObjectId;
  readonly ownerId: Types.ObjectId;
}

export const ownerOf = ({ ownerId }: ViewKey): string => ownerId.toHexString();

/** By `pairOf`: what stands between two people. */
export const contactOfPair = new LoaderToken<string, Contact>("contact of a pair");

export const receiptsVisible = new LoaderToken<ViewKey, boolean>("visible receipts", ownerOf);

export function visibleReceipts(visibility: Visibility): Batch<ViewKey, boolean> {
  return async (keys) => {
    const [first] = keys;
    const owners = keys.map(({ ownerId }) => ownerId);
    const visible = first ? await visibility.receiptsVisible(first.viewerId, owners) : new Set();
    return owners.map((id) => visible.has(id.toHexString()));
  };
}
