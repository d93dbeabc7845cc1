import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { confab } from "../contenders/confab.js";
import { expressMulter } from "../contenders/peers.js";
import type { Serving } from "../harness/contender.js";
import { Pinned, type Memory } from "../harness/process.js";
import { Results, type Goal } from "../harness/results.js";
import { cpuDuring, interleave, using, type Context, type Scenario } from "../harness/scenario.js";
import { worldOf } from "../harness/world.js";

const CLIENT = fileURLToPath(new URL("../load/uploads.mjs", import.meta.url));
const FILE_BYTES = 20_000_000;
const WATCH_EVERY_MS = 20;
const MEGABYTE = 1_000_000;
/** So that nobody reaches what one person may upload in an hour or a day. */
const PEOPLE = 50;
/** Small files first: a server that has run for a while has compiled its code. */
const WARM_UP = { uploads: 1_000, fileBytes: 1_000 };

interface Sent {
  readonly seconds: number;
  readonly bytes: number;
}

async function run(context: Context): Promise<Results[]> {
  const all: Results[] = [];
  for (const parallel of [1, 10]) all.push(await measure(context, parallel));
  return all;
}

async function measure(context: Context, parallel: number): Promise<Results> {
  const uploads = context.size(40, 10);
  const world = worldOf(1, PEOPLE);
  const results = new Results(
    `upload-${parallel}`,
    `Uploads of 20 MB, ${parallel} at a time`,
    "A multipart request with a token, kept on the same disk. The peer writes what comes; Confab also recognises, hashes and counts it, and keeps a row of it in the database. Memory: the highest resident size in the middle of it, above that before.",
    expressMulter.name,
    [
      { key: "rate", title: "MB/s", better: "more", digits: 0, ratio: true, chart: true },
      { key: "cpu", title: "CPU each, ms", better: "less", digits: 1 },
      { key: "memory", title: "memory MB", better: "less", digits: 0 },
    ],
    goals,
  );
  await interleave(context, results, [expressMulter, confab], async (contender) => {
    const folder = await mkdtemp(join(tmpdir(), "confab-bench-media-"));
    const env = { MEDIA_DIR: folder, UPLOADS: folder };
    try {
      return await using(contender.start({ world, services: context.services, env }), (serving) =>
        upload(serving, { parallel, uploads }),
      );
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
  return results;
}

const goals: readonly Goal[] = [
  {
    text: `at least 0.9 × Express and multer`,
    unit: " ×",
    value: (all) => all.ratio("Confab", expressMulter.name, "rate"),
    reached: (value) => value >= 0.9,
  },
  {
    text: "at most 64 MB above idle",
    unit: " MB",
    value: (all) => all.median("Confab", "memory"),
    reached: (value) => value <= 64,
  },
];

async function upload(
  serving: Serving,
  { parallel, uploads }: { parallel: number; uploads: number },
): Promise<Record<string, number>> {
  const [server] = serving.servers;
  if (!server || !serving.upload) throw new Error("takes no uploads");
  await send(serving, { parallel, ...WARM_UP });
  await send(serving, { parallel, uploads: parallel, fileBytes: FILE_BYTES });
  const idle = (await server.ask<Memory>("memory")).rss;
  let highest = idle;
  let watching = true;
  const watch = async (): Promise<void> => {
    while (watching) {
      highest = Math.max(highest, (await server.ask<Memory>("usage")).rss);
      await new Promise((resolve) => setTimeout(resolve, WATCH_EVERY_MS));
    }
  };
  const watched = watch();
  const [{ seconds, bytes }, cpu] = await cpuDuring(server, () =>
    send(serving, { parallel, uploads, fileBytes: FILE_BYTES }),
  );
  watching = false;
  await watched;
  return {
    rate: bytes / MEGABYTE / seconds,
    cpu: (cpu * 1_000) / uploads,
    memory: (highest - idle) / MEGABYTE,
  };
}

async function send(
  { ports, upload: how }: Serving,
  amount: { readonly parallel: number; readonly uploads: number; readonly fileBytes: number },
): Promise<Sent> {
  const members = Array.from({ length: PEOPLE }, (_, member) => member);
  const job = {
    ...amount,
    port: ports[0],
    path: how?.path,
    fields: how?.fields,
    authorizations: members.map((member) => how?.authorization(member)),
  };
  const client = await Pinned.start({
    command: process.execPath,
    args: [CLIENT, JSON.stringify(job)],
    role: "load",
    ready: /^done (.+)/,
  });
  return JSON.parse(client.match) as Sent;
}

export const uploads: Scenario = { id: "upload", run };
