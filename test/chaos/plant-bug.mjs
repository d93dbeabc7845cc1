// Breaks the product on purpose, to prove that the checker sees it: `node --import` this file before
// the server, with PLANT_BUG. It replaces methods of the built classes, so that the product itself
// has no switch and no hook. A method that is not there any more ends the process.
import "reflect-metadata";

const built = (path) => import(new URL(`../../dist/${path}`, import.meta.url).href);
const { Mongo } = await built("adapters/mongo.js");
const { LogService } = await built("chat/log/log.service.js");
const { LogStore } = await built("chat/log/log-store.js");
const { LiveEngine } = await built("live/realtime/live-engine.js");
const { LogCursor } = await built("live/realtime/log-cursor.js");
const { LogCursors } = await built("live/realtime/log-cursors.js");
const { LogTails } = await built("live/realtime/log-tails.js");

function replace({ prototype }, name, make) {
  const original = prototype[name];
  if (typeof original !== "function") throw new Error(`there is no ${name} to break`);
  prototype[name] = make(original);
}

/** Longer than it takes a test on a busy machine to kill a node after its answer. */
const DISK_MS = 2_000;

const bugs = {
  /** The sender is answered while their message is still on its way to the disk. */
  "acknowledge-before-write"() {
    replace(
      LogStore,
      "insert",
      (insert) =>
        async function (entries) {
          setTimeout(() => insert.call(this, entries).catch(() => undefined), DISK_MS);
          return null;
        },
    );
  },

  /** Whoever changes a message is answered while the change is still on its way to the disk. */
  "acknowledge-change-before-write"() {
    replace(
      LogStore,
      "change",
      (change) =>
        async function (message, next) {
          setTimeout(() => change.call(this, message, next).catch(() => undefined), DISK_MS);
          return "done";
        },
    );
  },

  /** The revision comes from a head that is remembered, and not the log's: the message has it already. */
  "change-at-a-stale-head"() {
    replace(
      LogStore,
      "change",
      () =>
        async function ({ _id, revision }, next) {
          const update = { $set: { ...next, revision }, $push: { revisions: revision } };
          await this.raw.updateOne({ _id, revision }, update);
          return "done";
        },
    );
  },

  /**
   * Whoever has read the backlog is live from the head of that moment on, and never sees what came
   * in between. (To listen late is harmless here by itself: the tail reads on from its own position.)
   */
  "fetch-then-subscribe"() {
    replace(
      LogCursor,
      "goLive",
      (goLive) =>
        function () {
          const { order } = this.subscriber;
          this.replayUntil = Math.max(this.position, order.positionOf(this.tail.head));
          this.skip();
          return goLive.call(this);
        },
    );
  },

  /** Hints are trusted: nobody looks whether one got lost. */
  "no-head-check"() {
    replace(LogTails, "checkHeads", () => async () => undefined);
  },

  /** A node knows the clientMessageIds that it has seen itself, and the index is not there. */
  "dedupe-in-memory-only"() {
    const index = { conversationId: 1, senderId: 1, clientMessageId: 1 };
    const seen = new Map();
    replace(
      Mongo,
      "model",
      (model) =>
        function (entity, name, collection) {
          const made = model.call(this, entity, name, collection);
          if (name === "Message") made.schema.removeIndex(index);
          return made;
        },
    );
    replace(
      LogService,
      "append",
      (append) =>
        function (draft, condition) {
          const key = `${draft.conversationId} ${draft.senderId} ${draft.clientMessageId}`;
          const known = seen.get(key);
          if (known) return known.then((appended) => ({ ...appended, deduplicated: true }));
          const appending = append.call(this, draft, condition);
          seen.set(key, appending);
          appending.catch(() => seen.delete(key));
          return appending;
        },
    );
  },

  /** The position that a client names is taken for the first that it lacks. */
  "off-by-one-position"() {
    replace(
      LiveEngine,
      "subscribe",
      (subscribe) =>
        function (request, operation) {
          const { followed } = request;
          const since = new Map([...followed.since].map(([id, at]) => [id, at + 1]));
          return subscribe.call(this, { ...request, followed: { ...followed, since } }, operation);
        },
    );
  },

  "membership-checked-only-at-subscribe"() {
    replace(
      LogCursors,
      "follow",
      (follow) =>
        async function (membership, start) {
          const made = await follow.call(this, membership, start);
          if (!made) return made;
          // As new as whatever the log says by now.
          const trusted = { ...made.stay, appliedSeq: Infinity };
          const memberships = { ...made.subscriber.memberships, find: async () => trusted };
          made.subscriber = { ...made.subscriber, memberships };
          return made;
        },
    );
  },
};

const plant = bugs[process.env.PLANT_BUG];
if (!plant) throw new Error(`there is no bug ${process.env.PLANT_BUG}`);
plant();
