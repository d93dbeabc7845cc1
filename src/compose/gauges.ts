import type { Gauges } from "../adapters/prometheus.js";
import type { Api } from "./api.js";
import type { Chat } from "./chat.types.js";
import type { Identity } from "./identity.types.js";
import type { Integration } from "./integration.js";
import type { Mailing } from "./mail.js";

export interface GaugesDependencies {
  readonly server: { readonly openSockets: number };
  readonly engine: Api["engine"];
  readonly chat: Pick<Chat, "waiting">;
  readonly identity: Pick<Identity, "waiting">;
  readonly mailing: Pick<Mailing, "waiting">;
  readonly integration: Pick<Integration, "lags">;
}

/** What is measured of all parts at the moment somebody asks. */
export function gaugesOf(deps: GaugesDependencies): Gauges {
  const { server, engine, chat, identity, mailing, integration } = deps;
  return {
    connections: () => server.openSockets,
    subscriptions: () => engine.size.subscriptions,
    tails: () => engine.size.tails,
    lag: () => engine.lag,
    writes: chat.waiting,
    passwords: identity.waiting,
    mails: () => mailing.waiting(),
    followers: () => integration.lags(),
  };
}
