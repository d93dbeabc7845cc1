import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import express from "express";

const PEOPLE = ["Kim", "Lee", "Sam"].map((name) => ({ externalId: name.toLowerCase(), name }));
const PASSWORD = "shop";
const SELLER = "sam";

// chat {
const START = `mutation ($users: [UpsertUserInput!]!) { upsertUsers(users: $users) { created } registerMessageType(name: "shop.order", schema: { required: ["what", "state"] }) { name } }`;
const OPEN = `mutation ($input: EnsureConversationInput!) { ensureConversation(input: $input) { id } }`;
const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { message { id } } }`;
const SHIP = `mutation ($id: ID!) { patchMessageMetadata(id: $id, patch: { state: "shipped" }) { id } }`;
const TOKENS = `mutation ($user: ID!) { issueTokens(externalId: $user, device: "Shop") { tokenType accessToken accessTokenExpiresAt refreshToken refreshTokenExpiresAt } }`;
// } chat

/** A shop with a login and orders of its own. What of it is about chat stands between the marks. */
export async function createShop({ confabUrl, key }) {
  /** Who is logged in, by the cookie. */
  const logins = new Map();
  const orders = [];

  // chat {
  async function confab(query, variables, as = {}) {
    const headers = { "content-type": "application/json", authorization: `Server ${key}`, ...as };
    const body = JSON.stringify({ query, variables });
    const response = await fetch(confabUrl, { method: "POST", headers, body });
    const { data, errors } = await response.json();
    if (errors) throw new Error(errors[0].message);
    return data;
  }
  const say = async (by, { chat: conversationId }, content) => {
    const input = { conversationId, clientMessageId: randomUUID(), ...content };
    return (await confab(SEND, { input }, { "act-as": `ext:${by}` })).sendMessage.message.id;
  };
  const users = [...PEOPLE, { externalId: "bot", name: "Shop", kind: "BOT" }];
  await confab(START, { users });
  // } chat

  const shop = express();
  const script = await bundle(confabUrl);
  shop.get("/", (_request, response) => response.type("html").send(HTML));
  shop.get("/page.js", (_request, response) => response.type("js").send(script));
  shop.use(express.json());

  shop.post("/login", (request, response) => {
    const { name, password } = request.body ?? {};
    const person = PEOPLE.find((one) => one.name === name);
    if (!person || password !== PASSWORD)
      return response.status(401).json({ error: "No such name and password." });
    const login = randomUUID();
    logins.set(login, person.externalId);
    response.cookie("login", login, { httpOnly: true, sameSite: "strict" });
    response.json({ name, isSeller: person.externalId === SELLER });
  });

  shop.use((request, response, next) => {
    const login = /(?:^|; )login=([\w-]+)/.exec(request.headers.cookie ?? "")?.[1];
    request.user = logins.get(login);
    if (!request.user) return response.status(401).json({ error: "Log in first." });
    next();
  });

  shop.get("/orders", ({ user }, response) =>
    response.json(orders.filter(({ buyer }) => user === SELLER || user === buyer)),
  );

  shop.post("/orders", async ({ user, body }, response) => {
    const [id, what] = [randomUUID().slice(0, 8), String(body.what)];
    const order = { id, what, buyer: user, state: "new" };
    // chat {
    const members = [user, SELLER, "bot"].map((externalId) => ({ externalId }));
    const input = { externalId: `order-${id}`, kind: "GROUP", name: `Order ${id}`, members };
    order.chat = (await confab(OPEN, { input })).ensureConversation.id;
    const metadata = { what, state: "new" };
    const card = { type: "shop.order", body: `Order ${id}: ${what}`, metadata };
    order.card = await say(user, order, card);
    // } chat
    orders.push(order);
    response.json(order);
  });

  shop.post("/orders/:id/ship", async ({ user, params }, response) => {
    const order = orders.find(({ id }) => id === params.id);
    if (user !== SELLER || !order) return response.status(404).json({ error: "No such order." });
    order.state = "shipped";
    // chat {
    await confab(SHIP, { id: order.card });
    await say("bot", order, { body: `Your ${order.what} is on its way.` });
    // } chat
    response.json(order);
  });

  // chat {
  shop.post("/chat-tokens", async ({ user }, response) => {
    response.json((await confab(TOKENS, { user })).issueTokens);
  });
  // } chat
  return shop;
}

const HTML = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>Shop</title>
    <link rel="icon" href="data:," />
  </head>
  <body><main id="root"></main><script type="module" src="/page.js"></script></body>
</html>`;

async function bundle(confabUrl) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("page/page.jsx", import.meta.url))],
    bundle: true,
    write: false,
    format: "esm",
    jsx: "automatic",
    // The kit is compiled from its source along with the page.
    conditions: ["source"],
    define: { CONFAB_URL: JSON.stringify(confabUrl), "process.env.NODE_ENV": '"production"' },
  });
  return outputFiles[0].text;
}
