import type { Config } from "../platform/config/config.types.js";
import type { LimitMutation } from "../api/graphql/guard.js";
import type { Counter } from "../platform/limits/counter.js";
import { LeasedCounts } from "../platform/limits/leased-counts.js";
import { Limits } from "../platform/limits/limits.js";
import { MUTATION_LIMITS } from "../platform/limits/mutation-limits.js";
import { LimitScope, scaledRules } from "../platform/limits/quotas.js";
import { WorkBudget } from "../platform/limits/work-budget.js";

export interface Budgets {
  readonly limits: Limits;
  readonly work: WorkBudget;
  readonly limitMutation: LimitMutation;
}

/** What everybody may do, and how much of it: shared by all nodes through `counter`. */
export function createBudgets({ limits: config }: Config, counter: Counter): Budgets {
  const leases = new LeasedCounts(counter);
  const limits = new Limits(counter, leases, scaledRules(config));
  return {
    limits,
    work: new WorkBudget(leases, config.work),
    limitMutation: async (field, args, { viewer, service, network, onCharged }) => {
      const known = MUTATION_LIMITS[field];
      if (service) {
        const id = service.keyId.toHexString();
        const charged = await limits.take("serviceWrites", id, known?.amount?.(args));
        if (charged) onCharged?.(charged);
        return;
      }
      if (known?.inside || known?.limit === "send") return;
      const name = known?.limit ?? (viewer ? "otherWrites" : "otherStrangers");
      const byNetwork = limits.rules[name].scope === LimitScope.NETWORK;
      const key = byNetwork ? network : (viewer?.userId.toHexString() ?? null);
      const charged = await limits.take(name, key, known?.amount?.(args));
      if (charged) onCharged?.(charged);
    },
  };
}
