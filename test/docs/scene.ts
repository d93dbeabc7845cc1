import { randomUUID } from "node:crypto";
import { generate } from "otplib";
import { ConfirmEmailDocument, SignupDocument } from "../generated/graphql.js";
import { startApp, type TestApp } from "../support/app.js";
import { CLIENT_ID, startGoogle, type FakeGoogle } from "../support/google.js";
import { openDirect, send } from "../support/conversations.js";
import { startIssuer, type Issuer } from "../support/issuer.js";
import { post } from "../support/graphql.js";
import { readCode, superAdmin, type Person } from "../support/people.js";
import { Placeholders } from "./placeholders.js";
import { Story } from "./story.js";

/** As one that development makes. */
const VAPID_PRIVATE_KEY = "ADXSMv5pIjPyVd1ZhSg4KUl3XqcHzW8kfVQCXGzVvLk";
/** What the guides call their server. */
const ORIGIN = "localhost:4000";
/** What the guides call everybody's password. */
const PASSWORD = "violet-otter-hums-at-dawn";
/** The issuer of the app in the guides. */
const SHOP = "https://shop.example.com";
const TOTP_STEP_SECONDS = 30;

/** The server of one guide, with the people who are there before its first line. */
export class Scene {
  readonly story: Story;

  private constructor(
    private readonly app: TestApp,
    private readonly others: readonly (FakeGoogle | Issuer)[],
    readonly placeholders: Placeholders,
  ) {
    this.story = new Story(app, placeholders);
  }

  static async open(): Promise<Scene> {
    const [google, shop] = await Promise.all([startGoogle(), startIssuer()]);
    const { keysUrl } = google;
    const app = await startApp({
      config: {
        google: { clientId: CLIENT_ID, keysUrl },
        identityProviders: [shop.configured({ issuer: SHOP, audiences: ["confab"] })],
      },
      // What a guide shows is what a fresh server does.
      env: { GROUP_INVITES: "", VAPID_PRIVATE_KEY },
    });
    const [ada, bob] = [await signUp(app, "Ada"), await signUp(app, "Bob")];
    const code = (subject: RegExp) => () => readCode(app, "grace@example.com", subject);
    const placeholders: Placeholders = new Placeholders({
      ada: () => ada.token,
      bob: () => bob.token,
      "Ada's access token": () => ada.token,
      "Bob's access token": () => bob.token,
      "Ada's id": () => ada.id,
      "Bob's id": () => bob.id,
      "conversation of Ada and Bob": () => converse(app, ada, bob),
      root: async () => (await superAdmin(app))["authorization"] ?? "",
      code: code(/is your code$/),
      "reset code": code(/resets your password$/),
      "Google's ID token": () =>
        google.token({ sub: randomUUID(), email: "gus@example.com", name: "Gus" }),
      "the shop's token": () =>
        shop.token({ iss: SHOP, aud: "confab", sub: "customer-7", name: "Kim" }),
      "code of the app": async () => generate({ secret: await secretOf(placeholders) }),
      // One code is good once: this is the one that comes after it.
      "next code of the app": async () =>
        generate({
          secret: await secretOf(placeholders),
          epoch: Math.floor(Date.now() / 1_000) + TOTP_STEP_SECONDS,
        }),
    });
    return new Scene(app, [google, shop], placeholders);
  }

  /** A program of a guide, for this server. */
  async fill(text: string): Promise<string> {
    const filled = await this.placeholders.fill(text);
    return filled.replaceAll(ORIGIN, new URL(this.app.origin).host);
  }

  /** For commands. */
  get environment(): Record<string, string> {
    const { mongoUri, dataDir } = this.app.config;
    const { port } = new URL(this.app.origin);
    return { NODE_ENV: "development", MONGO_DB_URI: mongoUri, DATA_DIR: dataDir, PORT: port };
  }

  async close(): Promise<void> {
    this.story.end();
    await this.app.stop();
    await Promise.all(this.others.map((other) => other.stop()));
  }
}

/** Three messages before the guide begins. */
async function converse(app: TestApp, ada: Person, bob: Person): Promise<string> {
  const id = await openDirect(app, ada, bob);
  await send(app, ada, id, "Did you get home before the rain?");
  await send(app, bob, id, "Just about.");
  await send(app, bob, id, "The last hill was in the dark already.");
  return id;
}

async function signUp(app: TestApp, name: string): Promise<Person> {
  const email = `${name.toLowerCase()}@example.com`;
  const input = { name, email, password: PASSWORD };
  const { token: signup } = (await post(app.url, SignupDocument, { input })).data.signup;
  const code = await readCode(app, email);
  const { data } = await post(app.url, ConfirmEmailDocument, {
    input: { email, code, token: signup },
  });
  const { tokens, viewer } = data.confirmEmail;
  if (!tokens || !viewer) throw new Error("no tokens");
  const { accessToken: token, refreshToken } = tokens;
  return { id: viewer.user.id, name, email, token, refreshToken };
}

async function secretOf(placeholders: Placeholders): Promise<string> {
  const url = new URL(await placeholders.valueOf("otpauth URL"));
  return url.searchParams.get("secret") ?? "";
}
