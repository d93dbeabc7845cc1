import { executionAsyncId } from "node:async_hooks";
import { AsyncScope } from "../../src/platform/core/async-scope.js";

/** Whoever follows promises numbers what goes on after each of them. */
async function isFollowed(): Promise<boolean> {
  await new Promise(setImmediate);
  await Promise.resolve();
  const one = executionAsyncId();
  await Promise.resolve();
  return executionAsyncId() !== one;
}

const scope = new AsyncScope<string>();
const before = await isFollowed();
const inWork = await scope.within("done", isFollowed);
const after = await isFollowed();
await scope.within("failed", () => Promise.reject(new Error("no"))).catch(() => undefined);
const afterFailure = await isFollowed();
console.log(JSON.stringify({ before, inWork, after, afterFailure }));
