import { expect, test } from "@jest/globals";
import { WorkQueue } from "../../src/account/passwords/work-queue.js";

/** Work that ends when it is told to, one by one in the order in which it began. */
class Works {
  readonly began: string[] = [];
  private readonly ends: (() => void)[] = [];

  constructor(private readonly queue: WorkQueue) {}

  async ask(key: string): Promise<void> {
    await this.queue.run(key, () => {
      this.began.push(key);
      return new Promise<void>((resolve) => this.ends.push(resolve));
    });
  }

  async endOne(): Promise<void> {
    this.ends.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test("A-78: sixty logins of one account are waited for by that account, and others wait for one", async () => {
  const queue = new WorkQueue({ parallel: 1, waiting: 100, waitingEach: 80 });
  const works = new Works(queue);
  const all = Array.from({ length: 60 }, () => works.ask("ann"));
  all.push(works.ask("bob"), works.ask("bob"), works.ask("cid"));
  for (let at = 0; at < 4; at += 1) await works.endOne();
  expect(works.began).toEqual(["ann", "ann", "bob", "cid", "ann"]);
  while (works.began.length < 63) await works.endOne();
  await works.endOne();
  await Promise.all(all);
  expect(queue.depth).toBe(0);
});

test("A-78: a line that is long enough takes no more, while others still do", async () => {
  const works = new Works(new WorkQueue({ parallel: 1, waiting: 4, waitingEach: 2 }));
  const accepted = [works.ask("ann"), works.ask("ann"), works.ask("ann")];
  await expect(works.ask("ann")).rejects.toMatchObject({ code: "SERVICE_UNAVAILABLE" });
  accepted.push(works.ask("bob"), works.ask("cid"));
  await expect(works.ask("dan")).rejects.toMatchObject({ code: "SERVICE_UNAVAILABLE" });
  for (let at = 0; at < 5; at += 1) await works.endOne();
  await Promise.all(accepted);
  const later = works.ask("ann");
  await works.endOne();
  await later;
});
