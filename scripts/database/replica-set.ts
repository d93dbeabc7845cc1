import { setTimeout as sleep } from "node:timers/promises";
import type { mongo } from "mongoose";
import { REPLICA_SET } from "./mongod.js";

const NOT_YET_INITIALIZED = 94;
const EVERY_MS = 100;

interface Config {
  readonly version: number;
  readonly members: readonly { readonly host: string }[];
}

/** Makes a mongod the primary of its one-member set; the address may differ from the last start's. */
export async function becomePrimary(admin: mongo.Db, address: string): Promise<void> {
  const config = await currentConfig(admin);
  const members = [{ _id: 0, host: address }];
  if (config === null) {
    await admin.command({ replSetInitiate: { _id: REPLICA_SET, members } });
  } else if (config.members[0]?.host !== address) {
    const replSetReconfig = { ...config, version: config.version + 1, members };
    await admin.command({ replSetReconfig, force: true });
  }
  while ((await admin.command({ hello: 1 }))["isWritablePrimary"] !== true) await sleep(EVERY_MS);
}

async function currentConfig(admin: mongo.Db): Promise<Config | null> {
  try {
    return (await admin.command({ replSetGetConfig: 1 }))["config"] as Config;
  } catch (error) {
    if ((error as { code?: unknown }).code === NOT_YET_INITIALIZED) return null;
    throw error;
  }
}
