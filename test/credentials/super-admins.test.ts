import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Types } from "mongoose";
import {
  DeleteAccountDocument,
  SetRoleDocument,
  SuspendUserDocument,
  UnsuspendUserDocument,
  ViewerDocument,
} from "../generated/graphql.js";
import type { TestApp } from "../support/app.js";
import { codeOf, post } from "../support/graphql.js";
import { tryLogin } from "../support/logins.js";
import { PASSWORD, superAdmin } from "../support/people.js";
import { RACE_LIMIT_MS, raceRuns } from "../support/race.js";
import { startNodePair, type NodePair } from "../support/node-pair.js";

interface Chief {
  readonly id: string;
  readonly email: string;
  headers: Record<string, string>;
}

let nodes: NodePair;
const chiefs: Chief[] = [];
beforeAll(async () => {
  nodes = await startNodePair();
  for (const _ of [1, 2, 3]) {
    const headers = await superAdmin(nodes.here);
    const { data } = await post(nodes.here.url, ViewerDocument, {}, undefined, headers);
    chiefs.push({ id: data.viewer?.user.id ?? "", email: data.viewer?.email ?? "", headers });
  }
});
afterAll(() => nodes.stop());

const nodeOf = (at: number) => (at % 2 === 0 ? nodes.here : nodes.there);

/** Everybody takes the next one's part away, at once and by turns on either node. */
const attacks = {
  "take one another's role": (by: Chief, { id }: Chief, at: number) =>
    post(nodeOf(at).url, SetRoleDocument, { userId: id, role: "USER" }, undefined, by.headers),
  "suspend one another": (by: Chief, { id }: Chief, at: number) =>
    post(nodeOf(at).url, SuspendUserDocument, { userId: id, reason: "x" }, undefined, by.headers),
} as const;

async function standing(): Promise<Chief[]> {
  const found = await nodes.rows.collection("users").find({ role: "SUPER_ADMIN" }).toArray();
  const able = new Set(found.filter((user) => !user["suspendedAt"]).map(({ _id }) => String(_id)));
  return chiefs.filter(({ id }) => able.has(id));
}

async function logInAgain(): Promise<void> {
  for (const chief of chiefs) {
    const entered = await tryLogin(nodes.here, chief.email);
    chief.headers = { authorization: `Admin ${entered?.tokens?.accessToken}` };
  }
}

/** By whoever is left: all are super admins again. */
async function restore(): Promise<void> {
  const [left] = await standing();
  if (!left) throw new Error("nobody is left");
  const entered = await tryLogin(nodes.here, left.email);
  const headers = { authorization: `Admin ${entered?.tokens?.accessToken}` };
  for (const { id } of chiefs.filter((chief) => chief !== left)) {
    await post(nodes.here.url, UnsuspendUserDocument, { userId: id }, undefined, headers);
    const role = { userId: id, role: "SUPER_ADMIN" } as const;
    const { errors } = await post(nodes.here.url, SetRoleDocument, role, undefined, headers);
    expect(errors).toBeUndefined();
  }
  await logInAgain();
}

test.each(Object.entries(attacks))(
  "A-75: super admins who %s at once, on two nodes, leave one",
  async (_, attack) => {
    for (const _run of raceRuns) {
      const next = (at: number): Chief => chiefs[(at + 1) % chiefs.length] as Chief;
      await Promise.all(chiefs.map((by, at) => attack(by, next(at), at)));
      expect((await standing()).length).toBeGreaterThanOrEqual(1);
      await restore();
    }
  },
  RACE_LIMIT_MS,
);

test(
  "A-75: whom a change that was not made has left on the roster is not counted on",
  async () => {
    for (const _run of raceRuns) {
      const [one, two, three] = chiefs as [Chief, Chief, Chief];
      const demotion = { userId: three.id, role: "USER" } as const;
      await post(nodes.here.url, SetRoleDocument, demotion, undefined, one.headers);
      const userId = new Types.ObjectId(three.id);
      const rosters = nodes.rows.collection("super_admins");
      await rosters.updateOne({}, { $push: { entries: { userId, epoch: "never" } as never } });
      const take = (by: Chief, { id }: Chief, { url }: TestApp) =>
        post(url, SetRoleDocument, { userId: id, role: "USER" }, undefined, by.headers);
      await Promise.all([take(one, two, nodes.here), take(two, one, nodes.there)]);
      expect(await standing()).toHaveLength(1);
      await restore();
    }
  },
  RACE_LIMIT_MS,
);

test("A-75: the last one neither gives up the role nor erases the account", async () => {
  const [one, two, three] = chiefs as [Chief, Chief, Chief];
  for (const { id } of [two, three])
    await post(
      nodes.there.url,
      SetRoleDocument,
      { userId: id, role: "USER" },
      undefined,
      one.headers,
    );
  const self = { userId: one.id, role: "USER" } as const;
  const given = await post(nodes.here.url, SetRoleDocument, self, undefined, one.headers);
  expect(codeOf(given)).toBe("BAD_USER_INPUT");
  const erasure = { password: PASSWORD };
  const erased = await post(nodes.here.url, DeleteAccountDocument, erasure, undefined, one.headers);
  expect(codeOf(erased)).toBe("FORBIDDEN");
  await restore();
});

test("A-75: whoever is a super admin again when a suspension ends counts again", async () => {
  const [one, two, three] = chiefs as [Chief, Chief, Chief];
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const suspension = { userId: two.id, reason: "x", until };
  await post(nodes.here.url, SuspendUserDocument, suspension, undefined, one.headers);
  const demotion = { userId: three.id, role: "USER" } as const;
  await post(nodes.here.url, SetRoleDocument, demotion, undefined, one.headers);
  const over = { $set: { suspendedUntil: new Date(Date.now() - 1) } };
  await nodes.rows.collection("users").updateOne({ email: two.email }, over);
  const entered = await tryLogin(nodes.there, two.email);
  const headers = { authorization: `Admin ${entered?.tokens?.accessToken}` };
  const last = { userId: one.id, role: "USER" } as const;
  expect(codeOf(await post(nodes.there.url, SetRoleDocument, last, undefined, headers))).toBe(
    undefined,
  );
  const users = nodes.rows.collection("users");
  expect(await users.countDocuments({ role: "SUPER_ADMIN" })).toBe(1);
});
