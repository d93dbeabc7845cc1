import { afterAll, beforeAll, expect, test } from "@jest/globals";
import mongoose from "mongoose";
import { createApp } from "../../src/app.js";
import { AuditEvent } from "../../src/platform/audit/audit.model.js";
import { SuspendUserDocument, UnsuspendUserDocument } from "../generated/graphql.js";
import { codeOf, post, until } from "../support/graphql.js";
import { startNodePair, type NodePair } from "../support/node-pair.js";
import { PASSWORD, signUp, superAdmin } from "../support/people.js";

let nodes: NodePair;
let root: Record<string, string>;
const lines: Record<string, unknown>[] = [];
beforeAll(async () => {
  const log = { write: (line: string) => void lines.push(JSON.parse(line) as never) };
  nodes = await startNodePair({ env: { LOG_LEVEL: "info" }, probes: { log } });
  root = await superAdmin(nodes.here);
});
afterAll(() => nodes.stop());

const verify = (expected: string | null) =>
  createApp(nodes.here.config).administer((founding) => founding.verifyAudit(expected));
const heads = (): string[] => lines.flatMap(({ auditHead }) => (auditHead as string) ?? []);
const kept = (event: AuditEvent, subject: object = {}) =>
  nodes.rows
    .collection("audit")
    .find({ event, ...subject })
    .sort({ seq: 1 })
    .toArray();

test("A-90: newest rows that were removed are missed by the head that the log told", async () => {
  const ann = await signUp(nodes.here, "Ann");
  await post(nodes.here.url, SuspendUserDocument, { userId: ann.id, reason: "x" }, undefined, root);
  const audit = nodes.rows.collection("audit");
  const [suspended] = await kept(AuditEvent.SUSPENDED);
  const seq = Number(suspended?.["seq"]);
  await until("the log tells a head that has it", () =>
    Promise.resolve(Number.parseInt(heads().at(-1) ?? "0") >= seq),
  );
  const head = heads().at(-1) ?? "";
  const whole = await verify(head);
  expect(whole.fault).toBeNull();
  expect(await verify(whole.head)).toEqual(whole);

  const removed = await audit.find({ seq: { $gte: seq } }).toArray();
  await audit.deleteMany({ seq: { $gte: seq } });
  expect((await verify(null)).fault).toBeNull();
  expect((await verify(head)).fault).toMatch(/it ends at \d+, and that head is \d+/);
  // In their place others are written, as the server itself would.
  await createApp(nodes.here.config).administer((founding) =>
    founding.createSuperAdmin({ email: "other@example.com", name: "Other", password: PASSWORD }),
  );
  const [other] = await audit.find().sort({ seq: -1 }).toArray();
  expect(other?.["seq"]).toBe(seq);
  expect((await verify(null)).fault).toBeNull();
  expect((await verify(head)).fault).toMatch(/not the one of that head|it ends at/);
  await audit.deleteMany({ seq: { $gte: seq } });
  await audit.insertMany(removed);
  expect((await verify(head)).fault).toBeNull();
});

test("A-90: a head that the server did not tell is none", async () => {
  const { head } = await verify(null);
  const [seq = "", hash = "", signature = ""] = (head ?? "").split(".");
  const lower = [String(Number(seq) - 1), hash, signature].join(".");
  for (const forged of ["", "nonsense", lower, `${seq}.${hash}`, `${seq}.${signature}.${hash}`])
    expect(await verify(forged)).toEqual({ fault: "That is no head of this audit.", head: null });
});

test("A-91: who has no rights fills the audit by asking on neither node, nor keeps others out of it", async () => {
  const [bob, cyd] = [await signUp(nodes.here, "Bob"), await signUp(nodes.here, "Cyd")];
  const variables = { userId: cyd.id, reason: "x" };
  for (let tries = 0; tries < 15; tries += 1)
    for (const { url } of [nodes.here, nodes.there])
      expect(codeOf(await post(url, SuspendUserDocument, variables, bob.token))).toBe("FORBIDDEN");
  const actorId = new mongoose.Types.ObjectId(bob.id);
  const rows = await kept(AuditEvent.ADMIN_REFUSED, { actorId });
  expect(rows).toHaveLength(21);
  expect(rows.at(-1)?.["detail"]).toMatch(/in the log alone/);
  expect(rows.slice(0, -1).every(({ detail }) => detail === null)).toBe(true);
  await post(nodes.there.url, SuspendUserDocument, variables, undefined, root);
  await post(nodes.here.url, UnsuspendUserDocument, variables, undefined, root);
  const subjectId = new mongoose.Types.ObjectId(cyd.id);
  expect(await kept(AuditEvent.SUSPENDED, { subjectId })).toHaveLength(1);
  expect((await verify(null)).fault).toBeNull();
});
