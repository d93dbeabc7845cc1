import { expect, test } from "@jest/globals";
import { check } from "./check.js";
import type { LogEntry } from "../history.js";
import { GONE, MEMBER, SoundRun } from "./sound-run.js";
import type { Invariant } from "./violation.js";

type Spoil = (run: SoundRun) => void;

function found(spoil: Spoil): Invariant[] {
  const run = new SoundRun();
  spoil(run);
  return check(run.history).map(({ invariant }) => invariant);
}

/** Another one at the end, like the one at `index` but for `difference`. */
function copy<T>(list: T[], index: number, difference: Partial<T> = {}): void {
  list.push({ ...(list[index] as T), ...difference });
}

function change<T>(list: T[], index: number, difference: Partial<T>): void {
  list[index] = { ...(list[index] as T), ...difference };
}

const again = { id: "again", seq: 7, revision: 7 };
const unanswered = { answers: [], abandoned: true, unknown: 1 };

/** Somebody was told that the first message was changed, at the revision that it has. */
function changed({ history, log }: SoundRun, kind: "edit" | "delete"): void {
  const { id, conversationId, revision } = log[1] as LogEntry;
  if (kind === "delete") history.deletions.add(id);
  const body = kind === "edit" ? "edited" : null;
  history.changes.push({ ...{ kind, conversationId, revision, body }, messageId: id });
}

/** By invariant: what may be wrong, and how to make it so. */
const CASES: Readonly<Record<Invariant, Readonly<Record<string, Spoil>>>> = {
  "I-1": {
    "an acknowledged message that is nowhere": ({ log }) => log.pop(),
    "an acknowledged message that is there twice": ({ log }) => copy(log, 5, again),
    "a history that lacks one": ({ history, log }) =>
      change(history.readings, 1, { entries: log.slice(0, -1) }),
  },
  "I-2": {
    "a message that nobody sent": ({ log }) => copy(log, 5, { ...again, body: "phantom" }),
    "a body with a blank more": ({ log }) => change(log, 1, { body: "body 1 " }),
    "another sender": ({ log }) => change(log, 1, { senderId: MEMBER }),
  },
  "I-3": {
    "a message of unknown fate that is there twice": ({ history, log }) => {
      change(history.sends, 3, unanswered);
      copy(log, 5, again);
    },
    "a message that was refused and is there": ({ history }) =>
      change(history.sends, 3, { ...unanswered, unknown: 0, refusal: "NOT_FOUND" }),
  },
  "I-4": {
    "a hole in the positions": ({ log }) => change(log, 5, { seq: 7 }),
  },
  "I-5": {
    "another message at the same position": ({ messages }) => change(messages, 1, { id: "x" }),
    "an answer that names another position": ({ history }) =>
      change(history.sends, 0, { answers: [{ at: 15, node: 0, id: "id-1", seq: 3 }] }),
    "a history in another order": ({ history, log }) =>
      change(history.readings, 0, { entries: log.toReversed() }),
  },
  "I-6": {
    "an order that contradicts the clock": ({ history }) =>
      change(history.sends, 0, { invokedAt: 50 }),
  },
  "I-7": {
    "a message that was skipped": ({ messages }) => messages.splice(2, 1),
    "a message that came twice": ({ messages }) => copy(messages, 5),
    "two messages in the wrong order": ({ messages }) =>
      messages.splice(1, 2, ...messages.slice(1, 3).reverse()),
    "a change that was skipped": ({ events }) => events.splice(2, 1),
    "a change that came twice": ({ events }) => copy(events, 5),
  },
  "I-8": {
    "a reader who never came to the end": ({ messages }) => messages.pop(),
    "a change that never came": ({ events }) => events.pop(),
    "a message that was never answered": ({ history }) =>
      change(history.sends, 3, { answers: [], unknown: 9 }),
  },
  "I-9": {
    "a node that is behind what was acknowledged": ({ history }) =>
      change(history.glances, 0, { lastSeq: 2 }),
  },
  "I-10": {
    "a message to somebody who was put out": ({ removed, messages }) =>
      removed.push(...messages.slice(4)),
    "a message to a stranger": ({ history }) =>
      change(history.subscribers, 0, { userId: "stranger" }),
    "a message of another conversation than was asked for": ({ history }) =>
      change(history.subscribers, 0, { only: "another" }),
    "a history for somebody who was put out": ({ history, log }) =>
      change(history.readings, 2, { entries: log }),
    "the clientMessageId of somebody else": ({ messages }) =>
      change(messages, 1, { clientMessageId: "key-1" }),
    "a message by somebody who was put out": ({ history, log }) => {
      change(history.sends, 3, { userId: GONE });
      change(log, 5, { senderId: GONE });
    },
    "a member who was refused": ({ history }) =>
      change(history.sends, 3, { ...unanswered, refusal: "NOT_FOUND" }),
  },
  "I-11": {
    "two answers to one clientMessageId": ({ history }) =>
      copy(history.sends[0]?.answers ?? [], 0, { id: "x" }),
  },
  "I-12": {
    "a log that is stored with a fault": ({ history }) => history.brokenLogs.push("a hole"),
  },
  "I-13": {
    "a deleted message that speaks": (run) => changed(run, "delete"),
    "an event that says what was deleted before": (run) => {
      changed(run, "delete");
      change(run.log, 1, { body: null });
    },
  },
  "I-17": {
    "an acknowledged edit that is nowhere": (run) => changed(run, "edit"),
    "a change whose revision is not kept": (run) => {
      const { history } = run;
      changed(run, "edit");
      change(run.log, 1, { body: "edited" });
      change(run.history.sends, 0, { edited: "edited" });
      history.revisions.set("id-1", [7]);
    },
  },
  "I-14": {
    "a process that ended by itself": ({ history }) => history.incidents.push("node 0 ended"),
  },
};

test("a sound history has nothing to report", () => {
  expect(check(new SoundRun().history)).toEqual([]);
});

for (const [invariant, cases] of Object.entries(CASES))
  for (const [what, spoil] of Object.entries(cases))
    test(`${invariant} is reported for ${what}`, () => {
      expect(found(spoil)).toContain(invariant);
    });
