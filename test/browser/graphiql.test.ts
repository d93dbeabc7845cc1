import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Page } from "playwright-core";
import { startApp, type TestApp } from "../support/app.js";
import { launchBrowser, takePicture } from "../support/browser.js";
import { createGroup, send } from "../support/conversations.js";
import { openGraphiql, responseContaining, runOperation } from "../support/graphiql.js";
import { until } from "../support/graphql.js";
import { signUp, type Person } from "../support/people.js";

const LISTEN = `subscription Listen {
  messageReceived {
    seq
    body
    sender {
      name
    }
  }
}`;

let app: TestApp;
let ada: Person;
let bob: Person;
let close: () => Promise<void>;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  app = await startApp();
  [ada, bob] = await Promise.all([signUp(app, "Ada"), signUp(app, "Bob")]);
  const launched = await launchBrowser();
  close = () => launched.close();
  page = await launched.browser.newPage({ viewport: { width: 1_280, height: 800 } });
  page.on("pageerror", (error) => complaints.push(error.message));
  // Among others what the content security policy forbids.
  page.on("console", (said) => said.type() === "error" && complaints.push(said.text()));
  await openGraphiql(page, app.url);
});
afterAll(async () => {
  await close();
  await app.stop();
});

test("a message that Bob sends arrives in the response pane of Ada's GraphiQL", async () => {
  const conversationId = await createGroup(app, ada, [bob], "Kitchen");
  const headers = JSON.stringify({ authorization: `Bearer ${ada.token}` }, null, 2);
  await runOperation(page, LISTEN, headers);
  await until("the subscription is open", () => app.open().live > 0);

  await send(app, bob, conversationId, "Hello from the other window");

  const text = await responseContaining(page, "Hello from the other window");
  expect(JSON.parse(text)).toEqual({
    data: {
      messageReceived: {
        seq: expect.any(Number),
        body: "Hello from the other window",
        sender: { name: "Bob" },
      },
    },
  });
  await takePicture(page, "docs/graphiql.png");
});

test("a query is answered with the headers of the tab", async () => {
  await runOperation(page, "{ viewer { email } }");
  expect(await responseContaining(page, ada.email)).toContain('"viewer"');
});

test("the page raised and logged no error", () => {
  expect(complaints).toEqual([]);
});
