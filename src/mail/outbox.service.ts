import { randomUUID } from "node:crypto";
import { Types, type Model } from "mongoose";
import { isDuplicateKey } from "../platform/core/errors.js";
import { normaliseEmail } from "../platform/core/email-address.js";
import type { Vault } from "../platform/secrets/vault.js";
import { OutboxState, type OutboxMail } from "./outbox.model.js";
import type { MailData, TemplateName } from "./templates.js";

const KEEP_TRYING_MS = 24 * 60 * 60_000;

export interface MailOrder<Name extends TemplateName = TemplateName> {
  readonly to: string;
  readonly template: Name;
  readonly data: MailData[Name];
  /** The cause, such as `digest:<membership>:<seq>`: one mail for it, however often it is ordered. */
  readonly idempotencyKey?: string;
  /** When the mail is of no use any more, by this node's clock; a day by default. */
  readonly expiresAt?: Date;
}

export interface OutboxDependencies {
  readonly rows: Model<OutboxMail>;
  readonly vault: Vault;
  /** By the clock that all nodes share. */
  readonly now: () => Date;
  /** A moment of this node's clock, by that of all. */
  readonly byAll: (at: Date) => Date;
  /** Called when there is something to send. */
  readonly wake: () => void;
}

/** What services call to mail somebody. */
export class OutboxService {
  constructor(private readonly deps: OutboxDependencies) {}

  /** Resolves once the mail is written down: from then on it is sent, whatever happens here. */
  async enqueue<Name extends TemplateName>(order: MailOrder<Name>): Promise<void> {
    const to = normaliseEmail(order.to);
    if (!to) throw new Error("a mail needs one plain address");
    const now = this.deps.now();
    const _id = new Types.ObjectId();
    const { template, data } = order;
    try {
      await this.deps.rows.create({
        _id,
        key: order.idempotencyKey ?? randomUUID(),
        state: OutboxState.WAITING,
        dueAt: now,
        attempts: 0,
        payload: this.deps.vault.seal(JSON.stringify({ to, template, data }), placeOf(_id)),
        createdAt: now,
        expiresAt: order.expiresAt
          ? this.deps.byAll(order.expiresAt)
          : new Date(now.getTime() + KEEP_TRYING_MS),
      });
    } catch (error) {
      if (isDuplicateKey(error)) return;
      throw error;
    }
    this.deps.wake();
  }
}

/** Binds what is sealed to its row. */
export function placeOf(_id: Types.ObjectId): string {
  return `outbox|payload|${_id.toHexString()}`;
}
