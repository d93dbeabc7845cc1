import type { Model } from "mongoose";
import { AccountsResolver } from "../account/accounts/accounts.resolver.js";
import { AccountsService } from "../account/accounts/accounts.service.js";
import { AdministrationResolver } from "../account/administration/administration.resolver.js";
import { AdministrationService } from "../account/administration/administration.service.js";
import {
  FoundingService,
  type FoundingDependencies,
} from "../account/administration/founding.service.js";
import { AppAccountsService } from "../account/app-users/app-accounts.service.js";
import { AppUsersResolver } from "../account/app-users/app-users.resolver.js";
import type { AppUsersService } from "../account/app-users/app-users.service.js";
import type { ErasureService } from "../account/erasure/erasure.service.js";
import type { Cursors } from "../api/graphql/cursor.js";
import type { User } from "../people/users/user.model.js";
import { ServiceActs } from "../platform/audit/service-acts.js";
import { createServiceKeys, type ServiceKeysDependencies } from "./service-keys.js";
import type { Sessions } from "./sessions.js";

type ForServiceKeys = Omit<ServiceKeysDependencies, "sessions" | "administration" | "onFault">;

import type { OwnChanges } from "../people/viewer-log/viewer-log.service.js";

export interface AdministrationDependencies extends FoundingDependencies, ForServiceKeys, Sessions {
  readonly rows: Model<User>;
  readonly own: OwnChanges;
  readonly erasure: ErasureService;
  readonly appUsers: AppUsersService;
  readonly cursors: Cursors;
  readonly warn: (what: string) => (error: unknown) => void;
}

export interface Administration {
  readonly founding: FoundingService;
  readonly services: ReturnType<typeof createServiceKeys>;
  readonly serviceActs: ServiceActs;
  readonly administration: AdministrationService;
  readonly resolvers: readonly object[];
}

/** What administrators and backends do with the accounts of others. */
export function createAdministration(deps: AdministrationDependencies): Administration {
  const { rows, users, changes, audit, sessions, checks, endings, warn } = deps;
  const administration = new AdministrationService({ users, changes, audit });
  const services = createServiceKeys({
    ...deps,
    ...{ administration, sessions: checks },
    onFault: warn("when a service key was used is not noted"),
  });
  // Ids of people and of keys are told apart by nobody: both are of what may have ended.
  endings.whenTold(async (id) => {
    await Promise.all([checks.heard(id), services.checks.heard(id)]);
  });
  const accounts = new AccountsService(rows);
  return {
    founding: new FoundingService(deps),
    services,
    administration,
    serviceActs: new ServiceActs(audit, warn("an act is missing in the audit")),
    resolvers: [
      new AdministrationResolver(administration),
      services.resolver,
      new AccountsResolver({ ...{ accounts, sessions, administration }, cursors: deps.cursors }),
      new AppUsersResolver(deps.appUsers, new AppAccountsService({ ...deps, administration })),
    ],
  };
}
