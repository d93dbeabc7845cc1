import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { Types } from "mongoose";
import type { Message } from "../../src/chat/log/message.model.js";
import { LogTail, type TailDependencies } from "../../src/live/realtime/log-tail.js";
import { revisionOrder, seqOrder, type LogOrders } from "../../src/live/realtime/log-order.js";

/** A log in memory: an append, or a change of the message with that number. */
class MemoryLog {
  readonly messages: Message[] = [];
  revision = 0;

  apply(step: number): void {
    this.revision += 1;
    const changed = this.messages[step];
    if (changed) changed.revision = this.revision;
    else
      this.messages.push({
        _id: new Types.ObjectId(),
        seq: this.messages.length + 1,
        revision: this.revision,
        createdRevision: this.revision,
      } as Message);
  }

  /** As it is stored now, so that later changes do not reach who has read it. */
  between(field: "seq" | "revision", from: number, to: number): Promise<Message[]> {
    const found = this.messages.filter((one) => one[field] >= from && one[field] <= to);
    return Promise.resolve(found.sort((a, b) => a[field] - b[field]).map((one) => ({ ...one })));
  }
}

/** A log without an entry. */
const EMPTY = { seq: 0, revision: 0, lastAbout: new Map<string, number>() };

function ordersOf(log: MemoryLog): LogOrders {
  return {
    seq: seqOrder((_id, from, to) => log.between("seq", from, to)),
    revision: revisionOrder((_id, from, to) => log.between("revision", from, to)),
  };
}

/** Whoever follows a log is told where it ends, and of what goes wrong. */
function dependenciesOf(
  log: MemoryLog,
  faults: string[] = [],
  onMoved: TailDependencies["onMoved"] = () => undefined,
): TailDependencies {
  const revision = (): Promise<number> => Promise.resolve(log.revision);
  return { orders: ordersOf(log), revision, onFault: (kind) => void faults.push(kind), onMoved };
}

const steps = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 600 });

test.each(["seq", "revision"] as const)(
  "from any %s a reader comes to the head without a hole and without a repeat",
  async (name) => {
    await fc.assert(
      fc.asyncProperty(
        steps,
        fc.nat(700),
        fc.integer({ min: 1, max: 50 }),
        async (all, start, limit) => {
          const log = new MemoryLog();
          const orders = ordersOf(log);
          const tail = new LogTail(new Types.ObjectId(), dependenciesOf(log), EMPTY);
          for (const step of all) {
            log.apply(step);
            // A hint may be about an older state than the log is in by now.
            if (step % 3 === 0) await tail.advance(log.revision - (step % 5));
          }
          await tail.advance(log.revision);
          const order = orders[name];
          const got: number[] = [];
          let position = Math.min(start, order.positionOf(tail.head));
          const expected = (await log.between(name, position + 1, 10_000)).map(order.positionOf);
          while (position < order.positionOf(tail.head)) {
            const page = await tail.after(order, position, limit);
            got.push(...page.entries.map(order.positionOf));
            expect(page.reached).toBeGreaterThan(position);
            position = page.reached;
          }
          expect(got).toEqual(expected);
        },
      ),
      { numRuns: 200 },
    );
  },
);

test("a message that is changed before the tail has read it does not get lost", async () => {
  const log = new MemoryLog();
  const given: number[] = [];
  const { seq } = ordersOf(log);
  const deps = dependenciesOf(log, [], (moved) => {
    for (const one of moved.recent(seq, given.length) ?? []) given.push(one.seq);
  });
  const tail = new LogTail(new Types.ObjectId(), deps, EMPTY);
  const NEW = Infinity;
  for (const step of [NEW, NEW, 0]) log.apply(step);
  // The hint is about the second message; meanwhile the first one was edited.
  await tail.advance(2);
  expect(given).toEqual([1, 2]);
  for (const step of [NEW, NEW, NEW, 3, 2, 3]) log.apply(step);
  await tail.advance(6);
  await tail.advance(log.revision);
  expect(given).toEqual([1, 2, 3, 4, 5]);
});

test("a hint of what is not there leads nobody past the end of the log", async () => {
  const log = new MemoryLog();
  const faults: string[] = [];
  for (const step of [40, 40, 0, 40]) log.apply(step);
  const tail = new LogTail(new Types.ObjectId(), dependenciesOf(log, faults), EMPTY);
  for (const hint of [1_000_000, 5, Number.MAX_SAFE_INTEGER]) await tail.advance(hint);
  expect(tail.head).toEqual({ seq: 3, revision: 4 });
  expect(faults).toContain("a hint is ahead of its log");
  log.apply(40);
  await tail.advance(5);
  expect(tail.head).toEqual({ seq: 4, revision: 5 });
});

test("a message that is missing is told, and the lag shows that nobody can go on", async () => {
  const log = new MemoryLog();
  const faults: string[] = [];
  for (const step of [40, 40, 40]) log.apply(step);
  log.messages.splice(1, 1);
  const tail = new LogTail(new Types.ObjectId(), dependenciesOf(log, faults), EMPTY);
  await tail.advance(3);
  expect(faults).toEqual(["a message is missing in a log"]);
  expect(tail.behind).toBe(3);
});
