import type { Model, Types } from "mongoose";
import { pairOf, type ContactRecord } from "../../people/contacts/contact.model.js";
import { storeContact } from "../../people/contacts/stored-contact.js";
import { dateOf } from "../lines/line-dates.js";
import type { ContactLine } from "../lines/line.types.js";
import type { ImportReport } from "../report/import-report.js";
import { refused, TAKEN, UNCHANGED, type Outcome } from "../report/outcome.js";
import type { AccountLines } from "./account-lines.service.js";

/** Who knows whom. What two people have made of each other here already stays. */
export class ContactLines {
  /** Pairs that a trial would have written. */
  private readonly planned = new Set<string>();

  constructor(
    private readonly records: Model<ContactRecord>,
    private readonly accounts: AccountLines,
    private readonly report: ImportReport,
    private readonly isDry: boolean,
  ) {}

  async take(lines: readonly ContactLine[]): Promise<void> {
    const pairs = lines.map((line) => line.users.map((id) => this.accounts.hereOf(id)));
    const known = await this.accounts.known(pairs.flat());
    for (const [at, line] of lines.entries()) {
      const [one, other] = pairs[at] ?? [];
      if (!one || !other) continue;
      const areHere = [one, other].every((id) => known.has(id.toHexString()));
      const outcome = one.equals(other)
        ? refused("is with oneself")
        : areHere
          ? await this.takeOne(line, one, other)
          : refused("one of the two is not here");
      this.report.add("contacts", outcome, line.users.join("+"));
    }
  }

  private async takeOne(
    { since, confab }: ContactLine,
    one: Types.ObjectId,
    other: Types.ObjectId,
  ): Promise<Outcome> {
    const pair = pairOf(one, other);
    if (this.planned.has(pair) || (await this.records.exists({ pair }))) return UNCHANGED;
    if (this.isDry) {
      this.planned.add(pair);
      return TAKEN;
    }
    const here = (id: string): string => this.accounts.hereOf(id).toHexString();
    const next = {
      requestedBy: confab?.requestedBy ? here(confab.requestedBy) : null,
      since: confab ? dateOf(since) : (dateOf(since) ?? new Date()),
      blockedBy: confab?.blockedBy.map(here) ?? [],
    };
    const userIds = [one, other];
    return (await storeContact(this.records, { pair, userIds }, null, next)) ? TAKEN : UNCHANGED;
  }
}
