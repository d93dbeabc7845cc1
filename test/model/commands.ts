import { expect } from "@jest/globals";
import fc from "fast-check";
import { until } from "../support/graphql.js";
import { Refused, type Entry, type Model } from "./model.js";
import type { Place, World } from "./world.js";

type Step = fc.AsyncCommand<Model, World>;

/** Does it to both, and both must answer alike. */
function step(
  name: string,
  act: (model: Model) => void,
  real: (world: World, model: Model) => Promise<string | null>,
): Step {
  return {
    check: () => true,
    toString: () => name,
    async run(model, world) {
      // Ids are looked up by whoever sees the message before it is done.
      const code = await real(world, model);
      let expected: string | null = null;
      try {
        act(model);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        expected = error.message;
      }
      expect([name, code]).toEqual([name, expected]);
    },
  };
}

/** Something to one of the messages of this run; without one there is nothing to do. */
function toMessage(
  name: string,
  { place, at }: { place: Place; at: number },
  act: (model: Model, entry: Entry) => void,
  real: (world: World, id: string) => Promise<string | null>,
): Step {
  const pick = (model: Pick<Model, Place>): Entry | undefined =>
    model[place].log[at % Math.max(1, model[place].log.length)];
  const inner = step(
    name,
    (model) => act(model, pick(model)!),
    async (world, model) => real(world, await world.messageId(model, place, pick(model)!.seq)),
  );
  return {
    check: (model) => pick(model) !== undefined && model[place].members.size > 0,
    toString: () => name,
    run: (model, world) => inner.run(model, world),
  };
}

/** What one of them reads is what the model says, by history and by stream. */
export async function compare(model: Model, world: World, who: number): Promise<void> {
  const follower = world.followers[who]!;
  for (const place of ["group", "direct"] as const) {
    const conversation = model[place];
    const member = conversation.members.get(who);
    const state = await world.state(who, place);
    if (!member) {
      expect(state).toBeNull();
      continue;
    }
    const visible = conversation.visible(who).map(shown);
    expect(state).toMatchObject({
      lastSeq: conversation.head,
      revision: conversation.revision,
      viewerMembership: {
        role: member.role,
        readSeq: member.readSeq,
        unreadCount: conversation.unread(who),
      },
    });
    const fresh = state!.messages.nodes.filter(({ seq }) => seq >= member.joinedSeq);
    expect(fresh.map(read)).toEqual(visible.slice(-40));
    if (!follower.connected) continue;
    const streamed = (): unknown[] => {
      follower.take();
      const messages = [...(follower.messages.get(world.ids[place])?.values() ?? [])];
      const own = messages.filter(({ seq }) => seq >= member.joinedSeq);
      return own.sort((a, b) => a.seq - b.seq).map(read);
    };
    await until("the stream has it all", () => same(streamed(), visible)).catch(() => null);
    expect(streamed()).toEqual(visible);
  }
  follower.take();
  expect(follower.faults).toEqual([]);
}

function shown({ seq, revision, body, event, deleted, reactions }: Entry): unknown[] {
  const groups = [...reactions].map(([emoji, people]) => `${emoji}${people.size}`);
  return [seq, revision, body, event, deleted, groups.sort()];
}

function read(message: {
  seq: number;
  revision: number;
  body?: string | null;
  systemEvent?: string | null;
  deletedAt?: string | null;
  reactions: readonly { emoji: string; count: number }[];
}): unknown[] {
  const { seq, revision, body, systemEvent, deletedAt, reactions } = message;
  const groups = reactions.map(({ emoji, count }) => `${emoji}${count}`);
  return [seq, revision, body, systemEvent, Boolean(deletedAt), groups.sort()];
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

const who = fc.nat(3);
const place = fc.constantFrom<Place>("group", "group", "direct");
const at = fc.nat(7);
const body = fc.constantFrom("a", "b", "c");
const emoji = fc.constantFrom("👍", "🎉");

const one = (name: string, build: (who: number, target: number) => Omit<Step, "toString">) =>
  fc.tuple(who, who).map(([person, target]): Step => {
    const command = build(person, target);
    return {
      check: command.check,
      run: command.run,
      toString: () => `${name}(${person}, ${target})`,
    };
  });

export const commands = [
  fc.tuple(who, place, body).map(([p, to, text]) =>
    step(
      `send(${p}, ${to}, ${text})`,
      (m) => m.send(p, m[to], text),
      (w) => w.send(p, to, text),
    ),
  ),
  fc.tuple(who, place, at, body).map(([p, of, n, text]) =>
    toMessage(
      `edit(${p}, ${of}, ${n}, ${text})`,
      { place: of, at: n },
      (m, entry) => m.edit(p, m[of], entry, text),
      (w, id) => w.edit(p, id, text),
    ),
  ),
  fc.tuple(who, place, at).map(([p, of, n]) =>
    toMessage(
      `delete(${p}, ${of}, ${n})`,
      { place: of, at: n },
      (m, entry) => m.delete(p, m[of], entry),
      (w, id) => w.delete(p, id),
    ),
  ),
  fc.tuple(who, place, at, emoji, fc.boolean()).map(([p, of, n, sign, on]) =>
    toMessage(
      `react(${p}, ${of}, ${n}, ${sign}, ${on})`,
      { place: of, at: n },
      (m, entry) => m.react(p, m[of], entry, sign, on),
      (w, id) => w.react(p, id, sign, on),
    ),
  ),
  fc.tuple(who, place, fc.nat(6)).map(([p, of, back]): Step => ({
    check: () => true,
    toString: () => `read(${p}, ${of}, head - ${back})`,
    run: (model, world) => {
      const seq = Math.max(0, model[of].head - back + 2);
      return step(
        "read",
        (m) => m.markRead(p, m[of], seq),
        (w) => w.markRead(p, of, seq),
      ).run(model, world);
    },
  })),
  fc.boolean().map((on): Step => ({
    check: (model) => model.blocked !== on,
    toString: () => `block(${on})`,
    run: async (model, world) => {
      model.blocked = on;
      await world.block(on);
    },
  })),
  one("add", (p, t) =>
    step(
      "add",
      (m) => m.add(p, t),
      (w) => w.add(p, t),
    ),
  ),
  one("remove", (p, t) =>
    step(
      "remove",
      (m) => m.remove(p, t),
      (w) => w.remove(p, t),
    ),
  ),
  one("promote", (p, t) =>
    step(
      "promote",
      (m) => m.promote(p, t),
      (w) => w.promote(p, t),
    ),
  ),
  one("leave", (p) =>
    step(
      "leave",
      (m) => m.leave(p),
      (w) => w.leave(p),
    ),
  ),
  one("cut", (p) => ({
    check: () => true,
    run: (_model, world) => Promise.resolve(world.followers[p]!.cut()),
  })),
  one("resume", (p) => ({
    check: () => true,
    run: async (_model, world) => {
      if (!world.followers[p]!.connected) await world.followers[p]!.connect();
    },
  })),
  one("compare", (p) => ({ check: () => true, run: (m, w) => compare(m, w, p) })),
];
