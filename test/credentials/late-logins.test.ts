import { afterAll, beforeAll, expect, test } from "@jest/globals";
import mongoose from "mongoose";
import { endingsOfAll } from "../support/endings.js";
import { survivors, tryLogin } from "../support/logins.js";
import { logIn, signUp, superAdmin } from "../support/people.js";
import { startNodePair, type NodePair } from "../support/node-pair.js";
import { sessionOf } from "../support/tokens.js";

let nodes: NodePair;
let root: Record<string, string>;
beforeAll(async () => {
  nodes = await startNodePair();
  root = await superAdmin(nodes.here);
});
afterAll(() => nodes.stop());

/** Which attack each ending is the answer to, as the list of attacks has them. */
const ATTACKS: Readonly<Record<string, string>> = {
  "the password is changed": "A-71",
  "the password is reset": "A-71",
  "the account is suspended": "A-72",
  "the role is changed": "A-72",
  "the account is erased": "A-72",
};
const named = Object.entries(endingsOfAll).map(
  ([what, end]) => [ATTACKS[what] ?? "A-73", what, end] as const,
);

/**
 * Races seldom come to this: a login has read the account, is held up, and writes its session when
 * all others have been taken away. Its row is put back, as that login would write it.
 */
test.each(named)(
  "%s: a login that is held up until after %s is worth nothing",
  async (_attack, _what, end) => {
    const ann = await signUp(nodes.here, "Ann");
    const owner = { ...ann, other: (await logIn(nodes.here, ann.email)).token };
    const late = await tryLogin(nodes.there, ann.email);
    const _id = new mongoose.Types.ObjectId(sessionOf(late?.tokens?.accessToken ?? ""));
    const row = await nodes.rows.collection("sessions").findOne({ _id });
    expect((await end(owner, { app: nodes.here, root })).errors).toBeUndefined();
    await nodes.rows.collection("sessions").insertOne(row ?? {});
    // A suspension that ends by itself takes nothing away.
    const over = { $set: { suspendedUntil: new Date(Date.now() - 1) } };
    await nodes.rows.collection("users").updateOne({ email: ann.email }, over);
    expect(await survivors([late, late], [nodes.here, nodes.there])).toBe(0);
  },
);
