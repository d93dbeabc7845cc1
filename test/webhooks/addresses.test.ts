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
beforeAll(async () => {
  app = await startApp();
  shop = await backend(app, ["WEBHOOKS_WRITE"]);
});
afterAll(() => app.stop());

// localhost is a name: what it leads to is known only once it was looked up.
test.each(["127.0.0.1", "localhost", "169.254.169.254", "10.0.0.1", "[::1]", "[::ffff:127.0.0.1]"])(
  "nothing is sent to %s",
  async (host) => {
    const url = `https://${host}:9/events`;
    const made = await ask(app, shop.headers, CreateWebhookDocument, { url, types });
    const { id } = made.data.createWebhook.webhook;
    const [ada, bob] = (await signUpAll(app, ["Ada", "Bob"])) as [Person, Person];
    await send(app, ada, await openDirect(app, ada, bob), "hello");
    let lastError: string | null = null;
    await until("it was tried", async () => {
      const { data } = await ask(app, shop.headers, WebhooksDocument);
      lastError = data.webhooks.find((one) => one.id === id)?.lastError ?? null;
      return lastError !== null;
    });
    expect(lastError).toBe("the address is private");
  },
);

test.each(["http://shop.example.com/", "ftp://shop.example.com/", "https://a:b@shop.example.com/"])(
  "%s is refused",
  async (url) => {
    const made = await ask(app, shop.headers, CreateWebhookDocument, { url, types });
    expect(codeOf(made)).toBe("BAD_USER_INPUT");
  },
);
