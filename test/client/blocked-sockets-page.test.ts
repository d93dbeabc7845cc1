import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { MessageReceivedDocument } from "../generated/graphql.js";
import { launchBrowser } from "../support/browser.js";
import { send } from "../support/conversations.js";
import { until } from "../support/graphql.js";
import { startBlocked, tokensOf, type Blocked } from "./blocked.js";

let blocked: Blocked;
beforeAll(async () => {
  blocked = await startBlocked();
});
afterAll(() => blocked.stop());

/** As `Kit` of the page. */
async function bundle(): Promise<string> {
  const flags = ["--bundle", "--format=iife", "--global-name=Kit", "--target=es2022"];
  const bundled = promisify(execFile)("node_modules/.bin/esbuild", flags, {
    maxBuffer: 10_000_000,
  });
  bundled.child.stdin?.end(
    `export { ConfabClient } from "./client/src/index.ts"; export { eventStreams } from "./client/src/sse.ts";`,
  );
  return (await bundled).stdout;
}

test("in Chromium streams carry what sockets cannot, over a cut as well", async () => {
  const { relay, app, ann, bob, id } = blocked;
  const kit = await bundle();
  const { browser, close } = await launchBrowser();
  try {
    const page = await browser.newPage();
    const at = `${relay.origin}/empty`;
    await page.route(at, (route) => route.fulfill({ contentType: "text/html", body: "<p>Chat" }));
    await page.goto(at);
    await page.addScriptTag({ content: kit });
    const given = { tokens: tokensOf(bob), query: MessageReceivedDocument.toString(), id };
    await page.evaluate(`{
      const { tokens, query, id } = ${JSON.stringify(given)};
      window.seen = [];
      window.confab = new Kit.ConfabClient({ url: location.origin + "/graphql", fallback: Kit.eventStreams });
      confab.session.set(tokens);
      confab.positions.start(id, { seq: 0 });
      confab.followMessages(query, { conversationId: id }, { message: ({ seq }) => seen.push(seq) });
    }`);
    const seen = (): Promise<number[]> => page.evaluate("seen");
    let { seq } = await send(app, ann, id, "to the page");
    await until("it came", async () => (await seen()).includes(seq));
    expect(await page.evaluate("[confab.status, confab.transport]")).toEqual([
      "connected",
      "stream",
    ]);
    relay.cut();
    ({ seq } = await send(app, ann, id, "after a cut"));
    await until("that came", async () => (await seen()).includes(seq));
    expect(await seen()).toEqual(Array.from({ length: seq }, (_, at) => at + 1));
  } finally {
    await close();
  }
}, 60_000);
