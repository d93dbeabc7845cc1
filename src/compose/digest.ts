import type { Mongo } from "../adapters/mongo.js";
import type { UnreadCounts } from "../chat/conversations/unread-counts.js";
import { Digest } from "../chat/digest/digest.model.js";
import { DigestService, type DigestDependencies } from "../chat/digest/digest.service.js";
import { UnreadNews } from "../chat/digest/unread-news.js";
import { UnsubscribeLinks } from "../chat/digest/unsubscribe.js";
import type { KeyedHash } from "../platform/secrets/keyed-hash.js";
import type { LogStore } from "../chat/log/log-store.js";
import type { Unsubscribe } from "../edge/server/unsubscribe-page.js";
import type { ProfileService } from "../account/profile/profile.service.js";

const RUN_EVERY_MS = 60_000;

export interface Digests {
  readonly unsubscribe: Unsubscribe;
  start(): void;
  stop(): Promise<void>;
  /** Looks for what is due now. */
  run(): Promise<void>;
}

export interface DigestsDependencies extends Omit<
  DigestDependencies,
  "digests" | "links" | "news"
> {
  readonly store: LogStore;
  readonly unread: UnreadCounts;
  readonly mongo: Mongo;
  readonly signing: (purpose: string) => KeyedHash;
  readonly origin: () => string;
  readonly profiles: ProfileService;
  readonly onFault: (error: unknown) => void;
}

/** The part of the composition root that tells those who are away. */
export function createDigests(deps: DigestsDependencies): Digests {
  const { mongo, signing, origin, profiles, onFault, store, unread, ...rest } = deps;
  const links = new UnsubscribeLinks(signing("unsubscribe"), origin);
  const digests = mongo.model(Digest, "Digest", "digests");
  const service = new DigestService({
    ...rest,
    digests,
    links,
    news: new UnreadNews(store, unread),
  });
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();
  const run = (): Promise<void> => (running = running.then(() => service.run()).catch(onFault));
  return {
    async unsubscribe(query) {
      const userId = links.read(query);
      if (userId) await profiles.updateSettings(userId, { emailDigest: false });
      return userId !== null;
    },
    start() {
      timer = setInterval(() => void run(), RUN_EVERY_MS).unref();
    },
    async stop() {
      if (timer) clearInterval(timer);
      await running;
    },
    run,
  };
}
