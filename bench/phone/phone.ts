import "reflect-metadata";
import { randomInt } from "node:crypto";
import { Types } from "mongoose";
import { Mongo } from "../../src/adapters/mongo.js";
import { CredentialService } from "../../src/people/users/credential.service.js";
import { createPhoneBook } from "../../src/people/users/phone-keys.js";
import { User } from "../../src/people/users/user.model.js";
import { median } from "../harness/median.js";
import { bringTestDatabase } from "../../scripts/test-database.js";

const SIZES = [1_000, 10_000, 100_000];
const LOOKUPS = 200;
const SCANS = 3;
const BATCH = 5_000;

const secret = Buffer.alloc(32, 7);
const phones = createPhoneBook([secret]);
const numberOf = (person: number): string => `+1415${String(2_000_000 + person)}`;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

/** What finding somebody by number costs, by the number of users: ours, and decrypting everybody. */
async function main(): Promise<void> {
  const database = process.env["TEST_MONGO_DB_URI"] ? null : await bringTestDatabase();
  const uri = new URL(process.env["TEST_MONGO_DB_URI"] ?? database?.env["TEST_MONGO_DB_URI"] ?? "");
  uri.pathname = `/bench-phone-${Date.now()}`;
  const mongo = new Mongo(uri.toString());
  const rows = mongo.model(User, "User", "users");
  await mongo.start();
  await mongo.createIndexes();
  const credentials = new CredentialService(rows, phones, {});
  let stored = 0;
  const grow = async (size: number): Promise<void> => {
    while (stored < size) {
      const batch = Array.from({ length: Math.min(BATCH, size - stored) }, (_, i) => {
        const _id = new Types.ObjectId();
        const phone = numberOf(stored + i);
        return {
          _id,
          name: `Person ${stored + i}`,
          email: `person-${stored + i}@example.com`,
          createdAt: new Date(),
          confirmedAt: new Date(),
          phone: phones.seal(_id, phone),
          phoneIndex: phones.indexesOf(phone)[0],
        };
      });
      await rows.collection.insertMany(batch);
      stored += batch.length;
    }
  };
  /** As the replaced system does it: every user is read and decrypted until the number is found. */
  const scan = async (phone: string): Promise<unknown> => {
    const all = await rows.find().select("+phone").lean();
    return all.find((user) => user.phone && phones.open(user._id, user.phone) === phone);
  };

  console.log("users      by index ms   by decrypting ms");
  const costs: number[] = [];
  for (const size of SIZES) {
    await grow(size);
    const lookup = (): Promise<number> =>
      timed(async () => {
        const phone = numberOf(randomInt(stored));
        if (!(await credentials.findForLogin({ phone }))) throw new Error(`${phone} is not found`);
      });
    for (let i = 0; i < 20; i += 1) await lookup();
    const ours: number[] = [];
    for (let i = 0; i < LOOKUPS; i += 1) ours.push(await lookup());
    const theirs: number[] = [];
    for (let i = 0; i < SCANS; i += 1) theirs.push(await timed(() => scan(numberOf(size - 1))));
    costs.push(median(ours));
    const [a, b] = [median(ours).toFixed(2), median(theirs).toFixed(0)];
    console.log(`${String(size).padEnd(9)}  ${a.padStart(11)}   ${b.padStart(16)}`);
  }
  console.log(`largest/smallest: ${((costs.at(-1) ?? NaN) / (costs[0] ?? NaN)).toFixed(2)}`);
  await rows.db.dropDatabase();
  await mongo.stop();
  await database?.stop();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
