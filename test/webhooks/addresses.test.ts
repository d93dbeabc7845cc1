import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { CreateWebhookDocument, WebhooksDocument } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { openDirect, send } from "../support/conversations.js";
import { codeOf, until } from "../support/graphql.js";
import { signUpAll, type Person } from "../support/people.js";
import { ask, backend, type Backend } from "../support/services.js";

const types = ["MESSAGE_CREATED" as const];

let app: TestApp;
let shop: Backend;
let inside: Server;
let visits = 0;
beforeAll(async () => {
  app = await startApp();
  shop = await backend(app, ["WEBHOOKS_WRITE"]);
  inside = createServer().on("connection", () => (visits += 1));
  await new Promise<void>((resolve) => inside.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  await app.stop();
  inside.closeAllConnections();
  await new Promise((resolve) => inside.close(resolve));
});

/** What is said of the first event that a new webhook was to be told of there. */
async function fateOf(on: TestApp, by: Backend, url: string): Promise<string> {
  const made = await ask(on, by.headers, CreateWebhookDocument, { url, types });
  const { id } = made.data.createWebhook.webhook;
  const [ada, bob] = (await signUpAll(on, ["Ada", "Bob"])) as [Person, Person];
  await send(on, ada, await openDirect(on, ada, bob), "hello");
  let lastError: string | null = null;
  await until("it was tried", async () => {
    const { data } = await ask(on, by.headers, WebhooksDocument);
    lastError = data.webhooks.find((one) => one.id === id)?.lastError ?? null;
    return lastError !== null;
  });
  return String(lastError);
}

// localhost is a name: what it leads to is known only once it was looked up.
test.each([
  ...["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433"],
  ...["10.0.0.1", "169.254.169.254", "100.64.0.1", "[fd00::1]", "[fe80::1]"],
])("A-183: nothing is sent to %s", async (host) => {
  const { port } = inside.address() as AddressInfo;
  expect(await fateOf(app, shop, `https://${host}:${port}/events`)).toBe("the address is private");
  expect(visits).toBe(0);
});

test("A-183: a redirect is not followed", async () => {
  const asked: (string | undefined)[] = [];
  const away = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(307, { location: "/inside" }).end();
  });
  await new Promise<void>((resolve) => away.listen(0, "127.0.0.1", resolve));
  const open = await startApp({ env: { WEBHOOK_ALLOW_PRIVATE: "on" } });
  try {
    const { port } = away.address() as AddressInfo;
    const by = await backend(open, ["WEBHOOKS_WRITE"]);
    expect(await fateOf(open, by, `http://127.0.0.1:${port}/outside`)).toBe("HTTP 307");
    expect(asked).not.toContain("/inside");
  } finally {
    await open.stop();
    away.closeAllConnections();
    await new Promise((resolve) => away.close(resolve));
  }
});

test.each(["http://shop.example.com/", "ftp://shop.example.com/", "https://a:b@shop.example.com/"])(
  "A-183: %s is refused",
  async (url) => {
    const made = await ask(app, shop.headers, CreateWebhookDocument, { url, types });
    expect(codeOf(made)).toBe("BAD_USER_INPUT");
  },
);
