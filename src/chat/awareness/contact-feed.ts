import type { Types } from "mongoose";
import { stateFor, type ContactState } from "../../people/contacts/contact.js";
import type { ContactService } from "../../people/contacts/contact.service.js";
import { pairOf } from "../../people/contacts/contact.model.js";
import { toId } from "../../platform/core/id.js";
import type { User } from "../../people/users/user.model.js";
import type { UserService } from "../../people/users/user.service.js";
import type { AwarenessFeeds } from "./awareness-feeds.js";

export interface ContactChange {
  readonly user: User;
  readonly state: ContactState;
}

/** What others become to the viewer, as it happens. */
export class ContactFeed {
  constructor(
    private readonly feeds: AwarenessFeeds,
    private readonly contacts: ContactService,
    private readonly users: UserService,
  ) {}

  follow(viewerId: Types.ObjectId): AsyncIterableIterator<ContactChange> {
    const feed = this.feeds.ofUser<ContactChange>(viewerId, {
      keyOf: (hint) => (hint.kind === "contact" ? hint.otherId : null),
      read: async (otherId) => {
        const [contact] = await this.contacts.contactsOf([pairOf(viewerId, toId(otherId))]);
        const [user] = await this.users.findShown([otherId]);
        return user && contact ? { user, state: stateFor(contact, viewerId.toHexString()) } : null;
      },
    });
    return feed.open();
  }
}
