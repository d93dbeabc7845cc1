import type { Types } from "mongoose";
import type { OutboxService } from "../../mail/outbox.service.js";
import type { Limits } from "../../platform/limits/limits.js";
import type { User } from "../users/user.model.js";
import type { UserService } from "../users/user.service.js";

/** Tells of a contact request, once a day for each pair, however often it is taken back and made. */
export class ContactMail {
  constructor(
    private readonly outbox: OutboxService,
    private readonly users: UserService,
    private readonly limits: Limits,
    private readonly onFault: (error: unknown) => void,
  ) {}

  /** Never rejects: the request has been made. */
  async requested(fromId: Types.ObjectId, { _id, email }: User): Promise<void> {
    try {
      const from = await this.users.find(fromId);
      if (!from || !email) return;
      // The request stands without a mail: nobody's mailbox is filled by others.
      const to = _id.toHexString();
      if (!(await this.limits.allows("mailsReceived", to))) return;
      const day = new Date().toISOString().slice(0, 10);
      await this.outbox.enqueue({
        to: email,
        template: "contactRequest",
        data: { from: from.name },
        idempotencyKey: `contact:${fromId.toHexString()}:${_id.toHexString()}:${day}`,
      });
    } catch (error) {
      this.onFault(error);
    }
  }
}
