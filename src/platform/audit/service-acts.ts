import type { Types } from "mongoose";
import { serviceAct } from "../core/service-act.js";
import type { Service } from "../core/service.js";
import { AuditEvent } from "./audit.model.js";
import type { AuditService } from "./audit.service.js";

/** What a service has just done: a field of Mutation, for itself or in the name of a person. */
export interface ServiceAct {
  readonly service: Service;
  readonly operation: string;
  readonly actorId: Types.ObjectId | null;
}

interface Waiting {
  readonly act: ServiceAct;
  times: number;
}

/**
 * A row in the audit for all that services change. Rows are written one after the other, so the same
 * that is done again while rows wait is counted, and takes one row.
 */
export class ServiceActs {
  private readonly waiting = new Map<string, Waiting>();
  private writing: Promise<void> | null = null;

  constructor(
    private readonly audit: Pick<AuditService, "record">,
    private readonly onFault: (error: unknown) => void,
  ) {}

  /** Carries a mutation out, and resolves to its result when its row is stored. */
  async within<T>(act: ServiceAct, carryOut: () => Promise<T>): Promise<T> {
    const result = await serviceAct.within(act.service, carryOut);
    await this.note(act);
    return result;
  }

  /** Also where it could not be stored, which is logged: what was done is done. */
  private async note(act: ServiceAct): Promise<void> {
    const { service, operation, actorId } = act;
    const key = [service.keyId.toHexString(), operation, actorId?.toHexString() ?? ""].join(" ");
    const known = this.waiting.get(key);
    if (known) known.times += 1;
    else this.waiting.set(key, { act, times: 1 });
    // What is being written has been taken out already: whoever comes now is in the next turn.
    await this.writing;
    this.writing ??= this.write().finally(() => (this.writing = null));
    await this.writing;
  }

  private async write(): Promise<void> {
    const all = [...this.waiting.values()];
    this.waiting.clear();
    for (const { act, times } of all)
      await serviceAct
        .within(act.service, () =>
          this.audit.record({
            event: AuditEvent.SERVICE_ACT,
            actorId: act.actorId,
            detail: times === 1 ? act.operation : `${act.operation} ×${times}`,
          }),
        )
        .catch(this.onFault);
  }
}
