import type { Model } from "mongoose";
import type { Mongo } from "../adapters/mongo.js";
import { ContactFieldsResolver } from "../people/contacts/contact-fields.resolver.js";
import { ContactListsResolver } from "../people/contacts/contact-lists.resolver.js";
import { ContactMail } from "../people/contacts/contact-mail.js";
import { ContactResolver } from "../people/contacts/contact.resolver.js";
import { ContactService } from "../people/contacts/contact.service.js";
import { PeopleResolver } from "../people/contacts/people.resolver.js";
import { ContactRecord } from "../people/contacts/contact.model.js";
import { UserPicturesResolver } from "../people/contacts/user-pictures.resolver.js";
import type { Cursors } from "../api/graphql/cursor.js";
import type { Limits } from "../platform/limits/limits.js";
import type { OutboxService } from "../mail/outbox.service.js";
import type { Hint } from "../platform/hints/hint.js";
import type { UserService } from "../people/users/user.service.js";

import type { OwnChanges } from "../people/viewer-log/viewer-log.service.js";

export interface PeopleDependencies {
  readonly own: OwnChanges;
  readonly mongo: Mongo;
  readonly outbox: OutboxService;
  readonly users: UserService;
  readonly limits: Limits;
  readonly cursors: Cursors;
  readonly publish: (hint: Hint) => void;
  /** Told when a mail was not written. */
  readonly onFault: (error: unknown) => void;
}

/** What people are to one another: requests, contacts, blocks. */
export function createPeople(deps: PeopleDependencies): {
  readonly contacts: ContactService;
  readonly records: Model<ContactRecord>;
  readonly resolvers: readonly object[];
} {
  const { mongo, outbox, users, limits, cursors, publish, own, onFault } = deps;
  const mail = new ContactMail(outbox, users, limits, onFault);
  const records = mongo.model(ContactRecord, "Contact", "contacts");
  const contacts = new ContactService({
    records,
    users,
    ...{ publish, own },
    onRequest: (fromId, to) => mail.requested(fromId, to),
  });
  return {
    contacts,
    records,
    resolvers: [
      new ContactResolver(contacts, limits),
      new ContactFieldsResolver(),
      new UserPicturesResolver(),
      new ContactListsResolver(contacts, cursors),
      new PeopleResolver({ users, contacts, limits, cursors }),
    ],
  };
}
