import mongoose from "mongoose";

export interface Stored {
  readonly _id: { toHexString(): string };
  readonly conversationId: { toHexString(): string };
  readonly kind: string;
  readonly seq: number;
  readonly ordinal: number;
  readonly revision: number;
  readonly createdRevision: number;
  readonly revisions: readonly number[];
}

const FIELDS = {
  ...{ conversationId: 1, kind: 1, seq: 1, ordinal: 1 },
  ...{ revision: 1, createdRevision: 1, revisions: 1 },
};

/** What is wrong with the logs of a database; empty: they are as every reader takes them to be. */
export async function brokenLogs(uri: string): Promise<string[]> {
  return brokenOf(await storedLogs(uri));
}

export function brokenOf(logs: ReadonlyMap<string, readonly Stored[]>): string[] {
  return [...logs].flatMap(([id, log]) => brokenLog(log).map((what) => `${id}: ${what}`));
}

/** By conversation, in no order. */
export async function storedLogs(uri: string): Promise<Map<string, Stored[]>> {
  const client = await mongoose.mongo.MongoClient.connect(uri, {
    serverSelectionTimeoutMS: 30_000,
  });
  try {
    const cursor = client.db().collection("messages").find({}, { projection: FIELDS });
    const logs = new Map<string, Stored[]>();
    for await (const found of cursor) {
      const entry = found as unknown as Stored;
      const id = entry.conversationId.toHexString();
      const log = logs.get(id);
      if (log) log.push(entry);
      else logs.set(id, [entry]);
    }
    return logs;
  } finally {
    await client.close();
  }
}

/** Positions without a hole, and each revision given once. */
export function brokenLog(log: readonly Stored[]): string[] {
  const broken: string[] = [];
  const owners = new Map<number, number>();
  let ordinal = 0;
  for (const [at, entry] of log.toSorted((a, b) => a.seq - b.seq).entries()) {
    const { seq, revision, revisions, createdRevision, kind } = entry;
    const state = `seq ${seq} at revision ${revision} of [${revisions.join()}]`;
    if (seq !== at + 1) broken.push(`${state} stands in place ${at + 1}`);
    if (revisions.at(-1) !== revision) broken.push(`${state}: the last is not the revision`);
    if (revisions[0] !== createdRevision) broken.push(`${state}: created at ${createdRevision}`);
    if (revisions.some((one, index) => index > 0 && one <= (revisions[index - 1] ?? 0)))
      broken.push(`${state}: they do not ascend`);
    ordinal += kind === "USER" ? 1 : 0;
    if (entry.ordinal !== ordinal)
      broken.push(`${state}: ordinal ${entry.ordinal}, not ${ordinal}`);
    for (const one of new Set(revisions)) {
      const other = owners.get(one);
      if (other !== undefined) broken.push(`${state}: ${one} is also of seq ${other}`);
      owners.set(one, seq);
    }
  }
  const last = Math.max(0, ...owners.keys());
  if (owners.size !== last) broken.push(`${owners.size} revisions are given of ${last}`);
  return broken;
}
