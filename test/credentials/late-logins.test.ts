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

/**
 * Races seldom come to this: a login has read the account, is held up, and writes its session when
 * all others have been taken away. Its row is put back, as that login would write it.
 */
test.each(Object.entries(endingsOfAll))(
  "A-71 to A-73: a login that is held up until after %s is worth nothing",
  async (_, end) => {
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
